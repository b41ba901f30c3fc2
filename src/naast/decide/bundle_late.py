"""What a bundle holds of an objection to what was determined that the house owes for being late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from naast.decide import clock_queries, letters
from naast.decide.clock_types import IntakeClock, NoticeFacts
from naast.decide.models import Document


@dataclass(frozen=True, slots=True)
class Late:
    """A notice of default of which was determined what is owed, with the clock of its request."""

    now: IntakeClock
    notice: NoticeFacts


def late_of(case_id: int, notice_id: int) -> Late | None:
    """One of a case; None when it is not there. The caller has authorised the case."""
    for now in clock_queries.clocks_of(case_id):
        for notice in now.notices:
            if notice.id == notice_id:
                return Late(now, notice)
    return None


def letters_of_late(late: Late) -> QuerySet[Document]:
    """The letter about it, and those that told that the decision on the same request comes later."""
    rows: QuerySet[Document] = Document.objects.filter(
        Q(notice_id=late.notice.id) | Q(change__intake_id=late.now.intake.id)
    )
    return rows.select_related("file").order_by("id")


def said_of_late(late: Late, fixed: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """As entries of a paper, a heading and its texts each: what was asked and by when, what the resident said
    and what was determined."""
    lines, intake, notice = fixed["lines"], late.now.intake, late.notice
    terms = [
        lines["term"].format(term=moment.label, day=_day(moment.by), source=moment.source)
        + (lines["term_done"].format(day=_day(moment.done_on)) if moment.done_on else "")
        for moment in late.now.moments
    ]
    asked = lines["asked"].format(day=_day(intake.received_on), law=intake.law_label)
    determined = lines["determined"].format(
        day=_day(notice.determined_on), days=notice.determined_days, amount=_euros(notice.determined_amount)
    )
    return [
        (asked, *terms),
        (lines["notice"].format(day=_day(notice.received_on)), notice.words),
        (determined, notice.determined_words),
    ]


def _day(value: dt.date | None) -> str:
    return letters.day(value, letters.words())


def _euros(value: Decimal | None) -> str:
    return letters.euros(value or Decimal(0))
