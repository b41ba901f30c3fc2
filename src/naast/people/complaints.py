"""The clock of a complaint: by when there is an answer, and what made that later (Awb 9:11).

Six weeks; ten when a committee advises; four more when it is postponed with the reason. To be checked by a
lawyer before use.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from naast.kernel import clock
from naast.kernel.terms import LegalTerm, end_of_term
from naast.people.models import CircleMember, ResidentRequest
from naast.people.models.complaints import ComplaintLater
from naast.people.types import RequestFacts

COMPLAINT = "complaint"
ANSWER = LegalTerm("complaint", "Awb 9:11 lid 1", weeks=6)
WITH_COMMITTEE = LegalTerm("complaint", "Awb 9:11 lid 1", weeks=10)
LATER_WEEKS = 4
"""Weeks for which the answer may be postponed (Awb 9:11 lid 2)."""


@dataclass(frozen=True, slots=True)
class ComplaintClock:
    """By when a complaint has its answer, and in words why that is later than six weeks."""

    answer_by: dt.date
    why: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()

    @property
    def has_passed(self) -> bool:
        return self.answer_by < clock.today()


def complaint_clocks(requests: Iterable[RequestFacts]) -> dict[int, ComplaintClock]:
    """The clock of each complaint among these, by id; one query. The caller has authorised them."""
    found = {row.id: row for row in requests if row.kind == COMPLAINT}
    later: dict[int, list[ComplaintLater]] = {}
    if found:
        for item in ComplaintLater.objects.filter(request_id__in=found).order_by("id"):
            later.setdefault(item.request_id, []).append(item)
    return {number: _clock(row.made_at, later.get(number, [])) for number, row in found.items()}


def what_waits_first(
    requests: Iterable[RequestFacts], clocks: Mapping[int, ComplaintClock]
) -> list[RequestFacts]:
    """What has no answer first, in order of the day of that answer (without one: of the day it was asked);
    what has one stays behind it in its own order."""

    def order(row: RequestFacts) -> tuple[bool, dt.date]:
        if row.answered_at is not None:
            return True, dt.date.max
        clock_here = clocks.get(row.id)
        return False, clock_here.answer_by if clock_here else timezone.localtime(row.made_at).date()

    return sorted(requests, key=order)


def clock_of(row: ResidentRequest) -> ComplaintClock:
    """The clock of one complaint."""
    return _clock(row.made_at, list(ComplaintLater.objects.filter(request=row).order_by("id")))


def answer_by(made_on: dt.date, kinds: Collection[str]) -> dt.date:
    """The last day of the answer to a complaint of this day; `kinds` made it later (`ComplaintLater.KINDS`).

    The four weeks of Awb 9:11 lid 2 follow on the term itself, not on the working day to which its end moved.
    """
    term = WITH_COMMITTEE if ComplaintLater.COMMITTEE in kinds else ANSWER
    weeks = term.weeks + (LATER_WEEKS if ComplaintLater.POSTPONED in kinds else 0)
    return end_of_term(made_on + dt.timedelta(weeks=weeks))


def _clock(made_at: dt.datetime, later: list[ComplaintLater]) -> ComplaintClock:
    kinds = frozenset(item.kind for item in later)
    ends = answer_by(clock.day_of(made_at), kinds)
    return ComplaintClock(ends, tuple(item.words for item in later), kinds)


def cases_of(staff_id: int, case_ids: Iterable[int]) -> set[int]:
    """In which of these cases somebody stands or stood in the circle: complaints there may be about them."""
    rows = CircleMember.objects.filter(staff_id=staff_id, case_id__in=set(case_ids))
    return set(rows.values_list("case_id", flat=True))
