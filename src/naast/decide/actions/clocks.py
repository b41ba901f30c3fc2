"""What moves the clock of a decision, and what follows when it is late. Nothing is closed because of time."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from naast.decide.about import About, Leaving
from naast.decide.actions import term_letters
from naast.decide.actions.leaving import leave
from naast.decide.actions.papers import lives_at
from naast.decide.actions.proposing import case_beside, draft_key, stands_beside
from naast.decide.clock_queries import clocks_of
from naast.decide.clock_types import IntakeClock
from naast.decide.models import ClockStep, Decision, DefaultNotice, LookedAgain, TermChange
from naast.decide.models.clocks import CHANGES, LOOKED_AT, PAUSES, POSTPONED, STEPS
from naast.decide.models.dispatch import ON_ITS_WAY
from naast.decide.refusals import said
from naast.kernel import audit, clock, drafts
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotVisible
from naast.kernel.terms import end_of_term
from naast.people import queries as people

FURTHEST = dt.timedelta(days=731)
"""How far ahead a new day may lie: beyond it somebody mistyped."""
REASON, WORDS = 2_000, 10_000


def of_intake(case_id: int, intake_id: int) -> IntakeClock:
    """One clock of a case. Raises NotVisible for what came in in another."""
    found = next((item for item in clocks_of(case_id) if item.intake.id == intake_id), None)
    if found is None:
        raise NotVisible
    return found


def _past(day: dt.date | None, not_before: dt.date, field: str) -> dt.date:
    """A day that has been, not before something came in."""
    found = day or clock.today()
    if found > clock.today():
        raise Invalid(_("This day lies in the future."), field)
    if found < not_before:
        raise Invalid(_("This day lies before the day on which it came in."), field)
    return found


@transaction.atomic
def note_step(
    *, actor: Actor, case_id: int, intake_id: int, kind: str, taken_on: dt.date | None = None
) -> int:
    """Write down that a step was taken, on which the next term counts; without a day it is taken back.

    Raises Invalid for a step that the law does not know here or a day in the future.
    """
    case = case_beside(actor, case_id)
    now = of_intake(case.id, intake_id)
    if kind not in dict(STEPS) or kind not in dict(now.may_step):
        raise Invalid(_("The law of this request has no such step."), "kind")
    if taken_on is not None:
        taken_on = _past(taken_on, now.intake.received_on, "taken_on")
    last = ClockStep.objects.filter(intake_id=intake_id, kind=kind).order_by("-id").first()
    if (last.taken_on if last else None) == taken_on:
        return int(last.pk) if last else 0
    row = ClockStep(
        case_id=case.id,
        ground=case.law,
        intake_id=intake_id,
        kind=kind,
        taken_on=taken_on,
        noted_by_id=actor.id,
    )
    with said():
        row.save()
    audit.change(actor, "decide.note_step", row, step=kind)
    return int(row.pk)


def _checked(now: IntakeClock, kind: str, until_on: dt.date, reason: str, told_on: dt.date) -> dt.date:
    """Until when a change works that may be told; a new day that is no open day becomes the next one."""
    if kind not in dict(CHANGES):
        raise Invalid(_("Choose what happens with the term."), "kind")
    if not reason.strip():
        raise Invalid(_("Write down why. The resident reads this."), "reason")
    if len(reason) > REASON:
        raise Invalid(_("This text is too long."), "reason")
    if until_on - told_on > FURTHEST:
        raise Invalid(_("This day lies too far ahead to be right."), "until_on")
    term_letters.fits(now, kind, until_on, told_on)
    return end_of_term(until_on) if kind == POSTPONED else until_on


@transaction.atomic
def change_term(
    *,
    actor: Actor,
    case_id: int,
    intake_id: int,
    kind: str,
    until_on: dt.date,
    reason: str,
    told_on: dt.date | None = None,
    leaves: Leaving = Leaving(),  # noqa: B008 - it never changes
) -> int:
    """Tell the resident that the decision comes later (Awb 4:14), or let its term stand still (Awb 4:15).

    It works from the day on which the letter leaves: `told_on` when the sender posts it or hands it over;
    through the print queue or by mail the day on which it does. Raises Invalid by field. Sent
    twice, it is told once.
    """
    case = case_beside(actor, case_id)
    lives_at(actor, case, leaves.address, leaves.address_was)
    now = of_intake(case.id, intake_id)
    day = _past(told_on, now.intake.received_on, "told_on")
    same = _told_already(now, kind, until_on, reason, day)
    if same is not None:
        return same
    row = TermChange(
        case_id=case.id,
        ground=case.law,
        intake_id=intake_id,
        kind=kind,
        until_on=_checked(now, kind, until_on, reason, day),
        reason=reason.strip(),
        made_by_id=actor.id,
    )
    with said():
        row.save()
    leave(actor, case, About(change_id=row.pk), way=leaves.way, day=day, parts=leaves.parts)
    drafts.drop(actor=actor, object_key=draft_key(case.id, f"later:{intake_id}"))
    audit.change(actor, "decide.change_term", row, kind=kind)
    return int(row.pk)


def _told_already(now: IntakeClock, kind: str, until_on: dt.date, reason: str, day: dt.date) -> int | None:
    """A change with the same words that was told on this day, or that waits to leave."""
    last_on = end_of_term(until_on) if kind == POSTPONED else until_on
    rows = TermChange.objects.filter(
        Q(told_on=day) | Q(told_on=None, dispatches__state__in=ON_ITS_WAY),
        intake_id=now.intake.id,
        kind=kind,
        until_on=last_on,
        reason=reason.strip(),
        ended_on=None,
    )
    found: int | None = rows.values_list("pk", flat=True).first()
    return found


@transaction.atomic
def end_pause(*, actor: Actor, case_id: int, change_id: int, ended_on: dt.date | None = None) -> None:
    """What was waited for is there, or the resident waits no longer: the term runs on from the next day.

    Raises Invalid for a day before it was told, in the future, or after it ended by itself.
    """
    case = case_beside(actor, case_id)
    row = TermChange.objects.select_for_update().filter(case_id=case.id, pk=change_id).first()
    if row is None or row.kind not in PAUSES:
        raise NotVisible
    if row.told_on is None:
        raise Invalid(_("The letter about this has not left: nothing stands still yet."))
    day = _past(ended_on, row.told_on, "ended_on")
    if row.ended_on == day:
        return
    if row.ended_on is not None or day > row.until_on:
        raise Invalid(_("This ended already: the term runs on."), "ended_on")
    row.ended_on = day
    with said():
        row.save(update_fields=["ended_on"])
    audit.change(actor, "decide.end_pause", row)


@transaction.atomic
def say_late(
    *, actor: Actor, case_id: int, intake_id: int, words: str = "", received_on: dt.date | None = None
) -> int:
    """Receive a notice of default (Awb 4:17 lid 3) from the resident, or one that came by post; gives its id.

    Always received, also when the term still runs; the same words on one day once. Raises Invalid for a day
    in the future, NotVisible for something in another case.
    """
    case = people.case_for(actor, case_id)
    if actor.is_resident and actor.id != case.resident_id:
        raise NotVisible
    if not actor.is_resident:
        stands_beside(actor, case)
    now = of_intake(case.id, intake_id)
    if len(words) > WORDS:
        raise Invalid(_("This text is too long."), "words")
    day = _past(None if actor.is_resident else received_on, now.intake.received_on, "received_on")
    text = words.strip()
    that_day = DefaultNotice.objects.filter(intake_id=intake_id, received_on=day)
    same = that_day.filter(words=text).first() if text else that_day.first()
    if same is not None:
        return int(same.pk)
    row = DefaultNotice(
        case_id=case.id,
        ground=case.law,
        intake_id=intake_id,
        received_on=day,
        words=text,
        received_by_id=None if actor.is_resident else actor.id,
    )
    with said():
        row.save()
    drafts.drop(actor=actor, object_key=draft_key(case.id, f"late:{intake_id}"))
    audit.change(actor, "decide.say_late", row)
    return int(row.pk)


@transaction.atomic
def look_again(*, actor: Actor, case_id: int, decision_id: int, about: str, words: str) -> int:
    """Say what came of looking again on the agreed day, or before a period ends. Nothing ends by itself.

    Raises Invalid without words, NotVisible for a decision of another case.
    """
    case = case_beside(actor, case_id)
    if not Decision.objects.filter(case_id=case.id, pk=decision_id).exists():
        raise NotVisible
    if about not in dict(LOOKED_AT):
        raise Invalid(_("Choose what you looked at."), "about")
    if not words.strip():
        raise Invalid(_("Write down what came of it."), "words")
    if len(words) > 3_000:
        raise Invalid(_("This text is too long."), "words")
    same = LookedAgain.objects.filter(decision_id=decision_id, about=about, words=words.strip()).first()
    if same is not None:
        return int(same.pk)
    row = LookedAgain(
        case_id=case.id,
        ground=case.law,
        decision_id=decision_id,
        about=about,
        words=words.strip(),
        looked_by_id=actor.id,
    )
    with said():
        row.save()
    drafts.drop(actor=actor, object_key=draft_key(case.id, f"looked:{decision_id}"))
    audit.change(actor, "decide.look_again", row, about=about)
    return int(row.pk)
