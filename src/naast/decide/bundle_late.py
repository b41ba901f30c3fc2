"""What a bundle holds of an objection to what was determined that the house owes for being late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from naast.decide import letters
from naast.decide.models import Document
from naast.decide.penalties import Late


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
