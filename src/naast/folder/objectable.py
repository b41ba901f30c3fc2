"""To what a resident may object in the folder: decisions, and what they get because we were late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from naast.decide import queries as decide
from naast.decide.clock_queries import HAS_NOTICES, clocks_in
from naast.decide.clock_types import NoticeFacts
from naast.decide.objection_types import ObjectionFacts
from naast.decide.types import DecisionFacts
from naast.folder.papers import objected_to
from naast.folder.portable.parts.base import money_words
from naast.kernel import clock
from naast.kernel.forms import number

DECISION_ASKED, LATE_ASKED = "besluit", "te-laat"
"""In an address, before the number of what a link chooses beforehand."""
LATE = "late"
"""Before the number of a notice of default in the value that a form sends; a decision is its number alone."""


@dataclass(frozen=True, slots=True)
class LateFacts:
    """What follows from a notice of default, and until when one may object to what was determined."""

    facts: NoticeFacts
    objected: bool

    @property
    def ends_on(self) -> dt.date | None:
        return self.facts.objection_ends_on

    @property
    def over(self) -> bool:
        """Whether the last day has passed; one after it is received as well."""
        return self.ends_on is not None and self.ends_on < clock.today()

    @property
    def about(self) -> str:
        return named_in_link(None, self.facts.id)


@dataclass(frozen=True, slots=True)
class Objectable:
    """One thing to choose, in words: a decision, or what was determined after a notice of default."""

    case_id: int
    words: str
    decision_id: int | None = None
    notice_id: int | None = None

    @property
    def key(self) -> tuple[int | None, int | None]:
        """As `papers.objected_to` names it."""
        return self.decision_id, self.notice_id

    @property
    def value(self) -> str:
        """As the form sends it."""
        return f"{LATE}:{self.notice_id}" if self.notice_id else str(self.decision_id)


def objectables(case_ids: Collection[int], objections: Iterable[ObjectionFacts]) -> list[Objectable]:
    """What the resident of these cases may choose, decisions first. The caller has authorised the cases.

    Against a decision on an objection one goes to the court; its letter tells how. What we owe for being late
    is told by its letter, so before that left it is not here.
    """
    objected = objected_to(objections)
    decisions = [row for case_id in case_ids for row in decide.decisions_of(case_id)]
    found = [
        Objectable(
            row.case_id, decision_in_words(row, objected=(row.id, None) in objected), decision_id=row.id
        )
        for row in decisions
        if row.appeal_ends_on is None
    ]
    clocks = clocks_in(case_ids, moved={HAS_NOTICES})
    notices = [(case_id, row) for case_id, each in clocks.items() for item in each for row in item.notices]
    return found + [
        Objectable(case_id, _late(row, objected=(None, row.id) in objected), notice_id=row.id)
        for case_id, row in notices
        if row.told_on is not None
    ]


def named_in_link(decision_id: int | None, notice_id: int | None) -> str:
    """The end of an address that chooses one of the two beforehand: a number, and nothing of anybody."""
    return f"{LATE_ASKED}={notice_id}" if notice_id else f"{DECISION_ASKED}={decision_id}"


def chosen(found: list[Objectable], asked: Mapping[str, str]) -> str | None:
    """What is chosen beforehand: what the address names, when it is among these, or the only one there is."""
    wanted = (number(asked.get(DECISION_ASKED)), number(asked.get(LATE_ASKED)))
    named = next((row.value for row in found if row.key == wanted), None)
    return named or (found[0].value if len(found) == 1 else None)


def decision_in_words(row: DecisionFacts, *, objected: bool) -> str:
    """The day of the decision, the outcome once its letter left, and by when an objection is in time."""
    day = date_format(row.decided_on, "j F Y")
    if row.sent_on is None or row.objection_ends_on is None:
        return _("Decision of {day}. The letter is still to come.").format(day=day)
    what = _("Decision of {day}: {outcome}.").format(day=day, outcome=row.outcome_label)
    return f"{what} {_until(row.objection_ends_on, objected=objected)}"


def _late(row: NoticeFacts, *, objected: bool) -> str:
    """The day on which it was decided, the amount, and by when an objection is in time."""
    amount = money_words(f"{row.determined_amount:.2f}") if row.determined_amount else _("no money")
    day = date_format(row.determined_on, "j F Y") if row.determined_on else ""
    what = _("What you get because we were late, decided on {day}: {amount}.").format(day=day, amount=amount)
    return f"{what} {_until(row.objection_ends_on, objected=objected)}".strip()


def _until(ends_on: dt.date | None, *, objected: bool) -> str:
    if objected:
        return _("You objected to it already.")
    if ends_on is None:
        return ""
    words = (
        _("You could object until {end}. Say why it is later.")
        if ends_on < clock.today()
        else _("You can object until {end}.")
    )
    return words.format(end=date_format(ends_on, "j F Y"))
