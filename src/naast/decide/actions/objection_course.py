"""What the steps of an objection have in common: who may take one, and that it is written once."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from naast.decide.models import Objection, ObjectionStep
from naast.decide.objection_queries import asks_of
from naast.decide.objection_terms import (
    ANSWER_WEEKS,
    COMMITTEE_WEEKS,
    answer_by,
    answer_by_told,
    latest_once,
)
from naast.decide.refusals import said
from naast.kernel import actors, audit, clock
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.people import queries as people
from naast.people.types import CaseFacts

WORDS = 10_000


def taken(actor: Actor, case_id: int, objection_id: int) -> tuple[CaseFacts, Objection]:
    """An objection that has no end yet. Raises NotVisible when it is not there, Invalid after its end."""
    case = people.case_for(actor, case_id)
    if actor.is_resident and actor.id != case.resident_id:
        raise NotVisible
    row = Objection.objects.select_for_update().filter(case_id=case.id, pk=objection_id).first()
    if row is None:
        raise NotVisible
    if row.state in (Objection.DECIDED, Objection.WITHDRAWN):
        raise Invalid(_("This objection has its answer already."))
    return case, row


def handled(actor: Actor, case_id: int, objection_id: int) -> tuple[CaseFacts, Objection]:
    """The same, for who handles it."""
    case, row = taken(actor, case_id, objection_id)
    if not (actor.is_staff and row.handler_id == actor.id):
        raise NotAllowed(_("Who handles the objection does this."))
    return case, row


def beside_or_handler(actor: Actor, case: CaseFacts, row: Objection) -> None:
    """Raises NotAllowed for who neither stands beside the resident nor handles the objection."""
    beside = actor.is_staff and actor.has_role(*actors.CASE_ROLES) and case.stands_beside
    if not (beside or (actor.is_staff and row.handler_id == actor.id)):
        raise NotAllowed(_("Only who stands beside the resident or handles the objection does this."))


def text_of(words: str, needed: str) -> str:
    """What was typed; `needed` is what is said when that is nothing."""
    text = words.strip()
    if not text:
        raise Invalid(needed, "words")
    if len(text) > WORDS:
        raise Invalid(_("This text is too long."), "words")
    return text


def once(actor: Actor, row: Objection, kind: str, **columns: Any) -> ObjectionStep:
    """The step that was just written in the same words, or a new one: a form sent twice counts once."""
    last: ObjectionStep | None = row.steps.order_by("-id").first()
    same = all(getattr(last, name) == value for name, value in columns.items()) if last else False
    if last is not None and last.kind == kind and same:
        return last
    return add(actor, row, kind, **columns)


def add(actor: Actor, row: Objection, kind: str, **columns: Any) -> ObjectionStep:
    """One more step."""
    step = ObjectionStep(
        case_id=row.case_id,
        ground=row.ground,
        objection=row,
        kind=kind,
        made_by_id=actor.id if actor.is_staff else None,
        **{"done_on": clock.today(), **columns},
    )
    with said():
        step.save()
    audit.change(actor, f"decide.objection_{kind}", step, objection=row.pk)
    return step


def keep_answer_day(row: Objection) -> None:
    """Count anew by which day the objection has its answer, from its steps (Awb 7:10).

    A later day that was told is the day; only what was asked in a letter that left after that one moves it.
    """
    told = row.steps.filter(kind=ObjectionStep.POSTPONED, letter__isnull=False).order_by("letter__id")
    last, asked = told.last(), asks_of(row.pk)
    if last is None or last.until_on is None:
        day = answer_by(_last_of_the_weeks(row), [one for _number, one in asked])
    else:
        # Letters leave in another order than their steps were written: one may have waited for the post.
        after = row.steps.filter(kind=ObjectionStep.ASKED, letter__id__gt=last.letter.pk)
        since = set(after.values_list("pk", flat=True))
        day = answer_by_told(last.until_on, [one for number, one in asked if number in since])
    if day != row.answer_by:
        row.answer_by = day
        row.save(update_fields=["answer_by"])


def added(actor: Actor, row: Objection, words: str, day: dt.date) -> ObjectionStep:
    """What the resident adds to an objection that runs (Awb 6:4, 7:4); the same on the same day counts once.

    Of what came on an earlier day than the objection, that day says whether it was in time.
    """
    same: ObjectionStep | None = row.steps.filter(kind=ObjectionStep.ADDED, words=words, done_on=day).first()
    step = same or add(actor, row, ObjectionStep.ADDED, words=words, done_on=day)
    if day < row.received_on:
        row.received_on = day
        row.is_late = row.term_ends_on is not None and day > row.term_ends_on
        row.save(update_fields=["received_on", "is_late"])
        keep_answer_day(row)
    return step


def latest_postponed(row: Objection) -> dt.date:
    """The last day to which the answer is postponed once (Awb 7:10 lid 3)."""
    return latest_once(_last_of_the_weeks(row), [asked for _number, asked in asks_of(row.pk)])


def _last_of_the_weeks(row: Objection) -> dt.date:
    """The last day of the six or twelve weeks (Awb 7:10 lid 1)."""
    start = max(row.term_ends_on or row.received_on, row.received_on)
    weeks = COMMITTEE_WEEKS if row.steps.filter(with_committee=True).exists() else ANSWER_WEEKS
    last: dt.date = start + dt.timedelta(weeks=weeks)
    return last


def keep_later_day(step: ObjectionStep) -> None:
    """The letter that the answer comes later left: from now on that is the day (Awb 7:10)."""
    row, day = step.objection, step.until_on
    if day is not None and day > row.answer_by:
        row.answer_by = day
        row.save(update_fields=["answer_by"])
