"""What is done with an objection, step by step, each with its letter where the law asks for one.

Every day and ground is written down as a step that stays; what may not be the database refuses too
(migration 0014). The articles are to be checked by a lawyer.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from naast.decide import rules
from naast.decide.about import About
from naast.decide.actions import objection_owed
from naast.decide.actions.circle import let_readers_out
from naast.decide.actions.leaving import BESIDE, left_to_send
from naast.decide.actions.objection_completing import may_be_inadmissible
from naast.decide.actions.objection_course import (
    add,
    beside_or_handler,
    handled,
    keep_answer_day,
    latest_postponed,
    once,
    taken,
    text_of,
)
from naast.decide.actions.objection_leaving import letter_leaves
from naast.decide.actions.objection_letters import BEFORE_THE_END
from naast.decide.actions.proposing import draft_key
from naast.decide.models import Decision, Dispatch, Hearing, Objection, ObjectionStep, Revision
from naast.decide.models.dispatch import LEFT, ON_ITS_WAY, TAKEN_BACK, WAITING
from naast.decide.objected import about_of_objection, objected
from naast.decide.objection_types import HearingDay
from naast.decide.queries import held_mandates
from naast.decide.refusals import refusal
from naast.kernel import audit, clock, drafts
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed

PAPERS_DAYS = 7
"""Days that the papers lie ready before the hearing (Awb 7:4 lid 2)."""
FURTHEST = dt.timedelta(days=731)
"""How far ahead a day may lie: beyond it somebody mistyped."""
PLACE = 200
BY_PHONE = "phone"


@transaction.atomic
def confirm_objection(
    *, actor: Actor, case_id: int, objection_id: int, with_committee: bool = False, way: str = "paper"
) -> int:
    """Confirm in writing that the objection came in (Awb 6:14); with a committee its term is twelve weeks.

    By who stands beside the resident or handles the objection. Confirmed already: gives that step's id.
    """
    case, row = taken(actor, case_id, objection_id)
    beside_or_handler(actor, case, row)
    before = row.steps.filter(kind=ObjectionStep.CONFIRMED).first()
    if before is not None:
        return int(before.pk)
    step = add(actor, row, ObjectionStep.CONFIRMED, with_committee=with_committee)
    if with_committee:
        told = row.answer_by
        keep_answer_day(row)
        if row.answer_by < told:
            # A later day that the resident was told before stays.
            row.answer_by = told
            row.save(update_fields=["answer_by"])
    letter_leaves(actor, case, step, way)
    return int(step.pk)


@transaction.atomic
def say_why_late(*, actor: Actor, case_id: int, objection_id: int, words: str) -> int:
    """Why the objection came after the term (Awb 6:11), in the resident's words; nobody is refused for it.

    By the resident, by who stands beside them, or by who handles the objection.
    """
    case, row = taken(actor, case_id, objection_id)
    if not actor.is_resident:
        beside_or_handler(actor, case, row)
    if not row.is_late:
        raise Invalid(_("This objection was in time."), "words")
    text = text_of(words, _("Write down why it came later."))
    return int(once(actor, row, ObjectionStep.LATE, words=text).pk)


@transaction.atomic
def invite_to_hearing(
    *, actor: Actor, case_id: int, objection_id: int, hearing: HearingDay, letter_way: str = "paper"
) -> int:
    """Invite the resident to be heard (Awb 7:2): day and way, and from when the papers lie ready.

    The papers lie ready for at least a week before that (Awb 7:4 lid 2). By who handles the objection.
    """
    case, row = handled(actor, case_id, objection_id)
    ready = hearing.papers_from or clock.today()
    _fits(hearing, ready)
    step = once(
        actor,
        row,
        ObjectionStep.INVITED,
        hearing_on=hearing.on,
        hearing_at=hearing.at,
        way=hearing.way,
        place=hearing.place.strip(),
        papers_from=ready,
    )
    letter_leaves(actor, case, step, letter_way)
    return int(step.pk)


def _fits(hearing: HearingDay, ready: dt.date) -> None:
    if hearing.on is None:
        raise Invalid(_("On which day is the hearing?"), "hearing_on")
    if hearing.on < clock.today():
        raise Invalid(_("This day lies in the past."), "hearing_on")
    if hearing.on - clock.today() > FURTHEST:
        raise Invalid(_("This day lies too far ahead to be right."), "hearing_on")
    if ready > hearing.on - dt.timedelta(days=PAPERS_DAYS):
        raise Invalid(
            _("The papers lie ready for at least a week before the hearing (Awb 7:4): choose a later day."),
            "hearing_on",
        )
    if hearing.way not in dict(Hearing.WAYS):
        raise Invalid(_("Choose how you speak to each other."), "way")
    if len(hearing.place) > PLACE:
        raise Invalid(_("This text is too long."), "place")
    if hearing.way != BY_PHONE and not hearing.place.strip():
        raise Invalid(_("Where is the hearing?"), "place")
    if hearing.at is None:
        raise Invalid(_("At what time is the hearing?"), "hearing_at")


@transaction.atomic
def go_without_hearing(
    *, actor: Actor, case_id: int, objection_id: int, because: str, words: str = ""
) -> int:
    """Why there is no hearing: one of the grounds of Awb 7:3, with a word about it. By who handles it."""
    _case, row = handled(actor, case_id, objection_id)
    if because not in dict(ObjectionStep.NO_HEARING_GROUNDS):
        raise Invalid(_("Choose on which ground there is no hearing."), "because")
    text = text_of(words, _("Write down how you know."))
    return int(once(actor, row, ObjectionStep.NOT_HEARD, because=because, words=text).pk)


@transaction.atomic
def note_hearing(
    *, actor: Actor, case_id: int, objection_id: int, words: str, way: str, held_on: dt.date | None = None
) -> int:
    """What was said at the hearing (Awb 7:7). By who handles the objection, who had no hand in the decision
    (Awb 7:5)."""
    _case, row = handled(actor, case_id, objection_id)
    day = held_on or clock.today()
    if not row.received_on <= day <= clock.today():
        raise Invalid(_("The hearing was after the objection came, and not in the future."), "held_on")
    if way not in dict(Hearing.WAYS):
        raise Invalid(_("Choose how you spoke to each other."), "way")
    text = text_of(words, _("Write down what was said."))
    step = once(actor, row, ObjectionStep.HEARD, words=text, way=way, done_on=day)
    if row.state != Objection.HEARD:
        row.state = Objection.HEARD
        row.save(update_fields=["state"])
    drafts.drop(actor=actor, object_key=draft_key(row.case_id, f"objection_heard:{row.pk}"))
    return int(step.pk)


@transaction.atomic
def postpone_answer(
    *,
    actor: Actor,
    case_id: int,
    objection_id: int,
    until_on: dt.date | None,
    because: str,
    words: str,
    letter_way: str = "paper",
) -> int:
    """Give the answer later, with the reason, and tell the resident in writing (Awb 7:10).

    Once for at most six weeks after the term of the law (lid 1 to 3); further only when the resident agrees
    or the rules of the procedure need it (lid 4).
    The day of the answer moves when the letter leaves. Sent twice, it is told once.
    """
    case, row = handled(actor, case_id, objection_id)
    if (same := _told_already(row, because, until_on, words)) is not None:
        return same
    if because not in dict(ObjectionStep.POSTPONE_GROUNDS):
        raise Invalid(_("Choose on which ground the answer comes later."), "because")
    if until_on is None or until_on <= row.answer_by:
        raise Invalid(_("Choose a day after the day on which the answer is due now."), "until_on")
    if until_on < clock.today():
        raise Invalid(_("This day lies in the past."), "until_on")
    if until_on - clock.today() > FURTHEST:
        raise Invalid(_("This day lies too far ahead to be right."), "until_on")
    if because == ObjectionStep.ONCE and row.answer_by < clock.today():
        raise Invalid(
            _("The term is over, so it cannot be postponed. Later only when the resident agrees (Awb 7:10)."),
            "because",
        )
    once_before = row.steps.filter(kind=ObjectionStep.POSTPONED, because=ObjectionStep.ONCE)
    if because == ObjectionStep.ONCE and once_before.exists():
        raise refusal("decide_objectionstep_postponed_once")
    latest = latest_postponed(row)
    if because == ObjectionStep.ONCE and latest <= row.answer_by:
        raise Invalid(
            _(
                "Those six weeks follow on the term of the law; the day that was told lies later already. "
                "Later only when the resident agrees (Awb 7:10)."
            ),
            "because",
        )
    if because == ObjectionStep.ONCE and until_on > latest:
        message = _("Once, and for at most six weeks: no later than {day} (Awb 7:10).")
        raise Invalid(message.format(day=f"{latest:%d-%m-%Y}"), "until_on")
    text = text_of(words, _("Write down why the answer comes later."))
    step = once(
        actor,
        row,
        ObjectionStep.POSTPONED,
        because=because,
        until_on=until_on,
        due_before=row.answer_by,
        words=text,
    )
    letter_leaves(actor, case, step, letter_way)
    return int(step.pk)


def _told_already(row: Objection, because: str, until_on: dt.date | None, words: str) -> int | None:
    """The last step, when it is this one and its letter left or waits to."""
    last = row.steps.order_by("-id").first()
    if last is None or last.kind != ObjectionStep.POSTPONED:
        return None
    same = (last.because, last.until_on, last.words) == (because, until_on, words.strip())
    goes = last.dispatches.filter(state__in=[*ON_ITS_WAY, LEFT]).exists()
    return int(last.pk) if same and goes else None


@transaction.atomic
def withdraw_objection(*, actor: Actor, case_id: int, objection_id: int, words: str) -> int:
    """The resident takes the objection back, in their own words (Awb 6:21).

    By the resident in the folder, or written down by who stands beside them or handles the objection.
    """
    case, row = taken(actor, case_id, objection_id)
    if not actor.is_resident:
        beside_or_handler(actor, case, row)
    text = text_of(words, _("Write down in the words of the resident that the objection is taken back."))
    step = add(actor, row, ObjectionStep.WITHDRAWN, words=text)
    _ended(actor, row, Objection.WITHDRAWN)
    return int(step.pk)


@transaction.atomic
def decide_objection(
    *,
    actor: Actor,
    case_id: int,
    objection_id: int,
    verdict: str,
    words: str,
    because: str = "",
    owed_days: int | None = None,
    letter_way: str = "paper",
) -> int:
    """Decide on the objection, with its own reasons (Awb 7:11, 7:12); the letter tells the way to the court.

    By who handles it and holds a mandate that suffices for the decision objected to. Founded, wholly or
    partly, comes with a new decision that somebody without a hand in the first one made (`begin_revision`),
    or, of what is owed for being late, with the days that were late (`owed_days`), which is more than before.
    Inadmissible `because` of one of `INADMISSIBLE_GROUNDS`: for what is missing only after there was time to
    complete it (Awb 6:6). With `letter_way` "beside" whoever stands beside the resident sends the letter: who
    handles the objection goes out of the case with its end and cannot print it any more.
    Raises Invalid by field, NotAllowed without a mandate that suffices.
    """
    objection_owed.lock(case_id, objection_id)
    case, row = handled(actor, case_id, objection_id)
    if verdict not in dict(ObjectionStep.VERDICTS):
        raise Invalid(_("Choose what the decision on the objection is."), "verdict")
    text = text_of(words, _("Write down why, about each thing that the resident says."))
    changes = verdict in ObjectionStep.CHANGING
    more = objection_owed.anew(actor, case, row, changes=changes, days=owed_days) if row.notice_id else None
    if more is None:
        _with_new_decision(row, changes=changes)
    ground = ""
    if verdict == ObjectionStep.INADMISSIBLE:
        ground = because
        may_be_inadmissible(row, because)
    step = add(
        actor,
        row,
        ObjectionStep.DECIDED,
        verdict=verdict,
        because=ground,
        words=text,
        mandate_id=more.mandate_id if more else _mandate(actor, row),
        **(more.columns if more else {}),
    )
    if more is not None:
        objection_owed.book(actor, case, step, more)
    if letter_way == BESIDE:
        left_to_send(actor, case, About(step_id=step.pk))
    else:
        letter_leaves(actor, case, step, letter_way)
    drafts.drop(actor=actor, object_key=draft_key(row.case_id, f"objection_verdict:{row.pk}"))
    _ended(actor, row, Objection.DECIDED)
    return int(step.pk)


def _with_new_decision(row: Objection, *, changes: bool) -> None:
    has_new = Revision.objects.filter(objection=row, state=Revision.DONE).exists()
    if changes and not has_new:
        raise Invalid(
            _("First the new decision is needed that takes the place of the earlier one."), "verdict"
        )
    if not changes and has_new:
        raise Invalid(
            _("There is a new decision: then the objection is founded, wholly or partly."), "verdict"
        )


def _mandate(actor: Actor, row: Objection) -> int:
    """Under which mandate this handler decides: the lowest of theirs that suffices for the decision.

    Not in the place of somebody who had a hand in it (Awb 10:3 lid 3, to be checked by a lawyer).
    """
    decided = Decision.objects.get(pk=row.decision_id)
    hands = set(objected(row.case_id, about_of_objection(row)).hands)
    own = [item for item in held_mandates() if item.staff_id == actor.id and not item.used_by(hands)]
    found = rules.lowest(
        own,
        reach=decided.reach,
        amount=decided.amount,
        law=decided.law,
        on=clock.today(),
        clause=decided.clause,
    )
    if found is None:
        raise NotAllowed(
            _("Your mandate does not suffice here: hand the objection to a mandate holder, with your advice.")
        )
    return found.id


def _ended(actor: Actor, row: Objection, state: str) -> None:
    row.state = state
    row.save(update_fields=["state"])
    _take_back(actor, row)
    for revision in Revision.objects.filter(objection=row, state=Revision.OPEN):
        revision.state = Revision.STOPPED
        revision.save(update_fields=["state"])
    if row.handler_id is not None:
        let_readers_out(actor, row.case_id, only=[row.handler_id])


def _take_back(actor: Actor, row: Objection) -> None:
    """Letters that wait and would ask or tell what the end of the objection has overtaken do not leave."""
    waiting = Dispatch.objects.select_for_update(of=("self",)).filter(step__objection=row, state=WAITING)
    for letter in waiting.filter(step__kind__in=BEFORE_THE_END):
        letter.state = TAKEN_BACK
        letter.version += 1
        letter.save(update_fields=["state", "version"])
        audit.change(actor, "decide.take_back_letter", letter)
