"""An objection that misses something: what is asked, until when, and what came in (Awb 6:5, 6:6).

Nobody is refused for what is missing before they were asked and had time to complete it; the database holds
that too (migration 0018). The articles are to be checked by a lawyer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from naast.decide.actions.objection_course import (
    WORDS,
    add,
    added,
    beside_or_handler,
    handled,
    keep_answer_day,
    once,
    taken,
    text_of,
)
from naast.decide.actions.objection_leaving import letter_leaves
from naast.decide.models import Objection, ObjectionStep
from naast.decide.objected import about_of_objection, objected
from naast.decide.objection_queries import asks_of
from naast.kernel import clock
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid

FURTHEST = dt.timedelta(days=366)
"""How far ahead the last day to complete it may lie: beyond it somebody mistyped."""


@transaction.atomic
def ask_to_complete(
    *,
    actor: Actor,
    case_id: int,
    objection_id: int,
    parts: Collection[str],
    until_on: dt.date | None,
    words: str = "",
    letter_way: str = "paper",
) -> int:
    """Ask in writing what the objection misses, with the last day to complete it (Awb 6:6); gives the step.

    `parts` are codes of `ObjectionStep.PARTS`, `words` say in own words what is meant. From the day after
    the letter left the term of the answer stands still (Awb 7:10 lid 2), unless it was over by then: that day
    has passed and stays. By who handles the objection. Raises Invalid by field.
    """
    case, row = handled(actor, case_id, objection_id)
    known = [code for code, _label in ObjectionStep.PARTS]
    if not parts or not set(parts) <= set(known):
        raise Invalid(_("Choose what is missing."), "parts")
    if until_on is None or until_on <= clock.today():
        raise Invalid(_("Choose a day after today."), "until_on")
    if until_on - clock.today() > FURTHEST:
        raise Invalid(_("This day lies too far ahead to be right."), "until_on")
    text = words.strip()
    if len(text) > WORDS:
        raise Invalid(_("This text is too long."), "words")
    asked = [code for code in known if code in parts]
    step = once(actor, row, ObjectionStep.ASKED, parts=asked, until_on=until_on, words=text)
    letter_leaves(actor, case, step, letter_way)
    return int(step.pk)


@transaction.atomic
def complete_objection(
    *,
    actor: Actor,
    case_id: int,
    objection_id: int,
    words: str,
    parts: Collection[str] = (),
    came_on: dt.date | None = None,
) -> int:
    """What came in after something was missing; gives the step.

    From the resident in the folder, or written down by who stands beside them or handles the objection:
    these say which of the missing `parts` it holds. Raises Invalid when nothing was asked, or by field.
    """
    _case, row = taken(actor, case_id, objection_id)
    asks = asks_of(row.pk)
    if not asks:
        raise Invalid(_("Nothing was asked yet."))
    empty = _("Write down what you want to add.") if actor.is_resident else _("Write down what came in.")
    text = text_of(words, empty)
    if actor.is_resident:
        return int(once(actor, row, ObjectionStep.COMPLETED, words=text).pk)
    beside_or_handler(actor, _case, row)
    missing = {code for _number, one in asks for code in one.missing}
    same = row.steps.filter(kind=ObjectionStep.COMPLETED, words=text, made_by_id=actor.id).last()
    if same is not None and set(same.parts) == set(parts):
        return int(same.pk)
    if not set(parts) <= missing:
        raise Invalid(_("Choose from what was missing."), "parts")
    day = came_on or clock.today()
    if not min(one.asked_on for _number, one in asks) <= day <= clock.today():
        raise Invalid(_("It came in after it was asked, and not in the future."), "came_on")
    step = add(actor, row, ObjectionStep.COMPLETED, parts=sorted(parts), words=text, done_on=day)
    keep_answer_day(row)
    return int(step.pk)


@transaction.atomic
def add_to_objection(
    *, actor: Actor, case_id: int, objection_id: int, words: str, came_on: dt.date | None = None
) -> int:
    """What the resident adds to an objection that runs; gives the step. It is no other objection.

    From the resident in the folder, or written down by who stands beside them or handles the objection.
    Raises Invalid without words, for a day before the decision or in the future, and after its end.
    """
    case, row = taken(actor, case_id, objection_id)
    text = text_of(words, _("Write down what you want to add."))
    day = clock.today() if actor.is_resident or came_on is None else came_on
    if not actor.is_resident:
        beside_or_handler(actor, case, row)
    if not objected(case.id, about_of_objection(row)).decided_on <= day <= clock.today():
        raise Invalid(_("An objection comes after the decision, and not in the future."), "came_on")
    return int(added(actor, row, text, day).pk)


def may_be_inadmissible(row: Objection, because: str) -> None:
    """Raises Invalid for a ground on which this objection cannot be inadmissible now."""
    if because not in dict(ObjectionStep.INADMISSIBLE_GROUNDS):
        raise Invalid(_("Choose on which ground the objection is inadmissible."), "because")
    if because == ObjectionStep.TOO_LATE and not row.is_late:
        raise Invalid(_("This objection was in time."), "because")
    if because != ObjectionStep.MISSING:
        return
    asks = asks_of(row.pk)
    if not asks:
        raise Invalid(_("First ask what is missing and give time to complete it (Awb 6:6)."), "because")
    # Of what was asked twice the last day that the resident was told counts.
    until: dict[str, dt.date] = {}
    for _number, one in asks:
        for part in one.missing:
            until[part] = max(one.until_on, until.get(part, one.until_on))
    if not until:
        raise Invalid(_("All that was missing came in."), "because")
    if _unread(row, since=asks[0][0]):
        raise Invalid(
            _("The resident sent something that nobody looked at yet: first write down what of it came in."),
            "because",
        )
    if min(until.values()) >= clock.today():
        message = _("The resident can still complete it, until {day} (Awb 6:6).")
        raise Invalid(message.format(day=f"{min(until.values()):%d-%m-%Y}"), "because")


def _unread(row: Objection, *, since: int) -> bool:
    """Whether the resident sent something after the step `since`, as an answer or added, or somebody who does
    not handle the objection wrote down that it was added, and nobody said since what of it came in."""
    written = Q(made_by=None) | Q(kind=ObjectionStep.ADDED) & ~Q(made_by=row.handler_id)
    came = row.steps.filter(kind__in=[ObjectionStep.COMPLETED, ObjectionStep.ADDED], pk__gt=since)
    sent = came.filter(written).order_by("-id").first()
    if sent is None:
        return False
    looked_at = row.steps.filter(kind=ObjectionStep.COMPLETED, made_by__isnull=False, pk__gt=sent.pk)
    return not looked_at.exists()
