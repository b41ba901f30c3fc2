"""The account in the ledger of what is owed for being late."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q, Sum, Value
from django.db.models.functions import Coalesce

from naast.decide.clock_types import Owed
from naast.decide.models import DefaultNotice, Document, FundEntry, ObjectionStep, OpenFund


def _owed() -> Any:
    """What stands in the ledger as owed, with what of it is `left` to be paid, in euros."""
    rows = FundEntry.objects.filter(notice__isnull=False, kind=FundEntry.RESERVE)
    paid = Coalesce(Sum("settled__amount"), Value(Decimal(0)))
    return rows.annotate(left=F("amount") - paid, last=Max("settled__made_on"))


def not_paid() -> Any:
    """What is owed and was not paid whole."""
    return _owed().filter(left__gt=0)


def unpaid() -> Q:
    """Notices of default of which something that is owed was not paid whole."""
    return Q(Exists(not_paid().filter(notice=OuterRef("pk")).order_by()))


def is_account(fund_id: int) -> bool:
    """Whether a fund is this account."""
    return bool(OpenFund.objects.filter(pk=fund_id, purpose=OpenFund.PENALTY).exists())


@dataclass(frozen=True, slots=True)
class Money:
    """By notice of default: the day on which the last of what was determined first was paid, and what was
    determined anew on an objection. Of what is not paid whole there is no day."""

    paid_on: dict[int, dt.date]
    anew: dict[int, tuple[Owed, ...]]


def money_of(notices: Iterable[DefaultNotice]) -> Money:
    """What was paid and determined anew of these notices, in two queries; where nothing was determined in no
    query."""
    notice_ids = [row.pk for row in notices if row.determined_on]
    if not notice_ids:
        return Money({}, {})
    rows = _owed().filter(notice__in=notice_ids).filter(left=0).order_by()
    paid = {(number, step): day for number, step, day in rows.values_list("notice_id", "step_id", "last")}
    return Money(
        {number: day for (number, step), day in paid.items() if step is None},
        {
            number: tuple(replace(each, paid_on=paid.get((number, each.step_id))) for each in anew)
            for number, anew in owed_anew(notice_ids).items()
        },
    )


def owed_anew(notice_ids: list[int]) -> dict[int, list[Owed]]:
    """By notice of default what was determined on objections to it, in order. One query."""
    rows = ObjectionStep.objects.filter(objection__notice__in=notice_ids, owed_amount__isnull=False)
    found: dict[int, list[Owed]] = defaultdict(list)
    for row in rows.select_related("objection", "letter").order_by("id"):
        found[row.objection.notice_id].append(_anew(row))
    return found


def owed_now(notice: DefaultNotice) -> Decimal:
    """What is owed by now, in euros: as it was determined, or last on an objection."""
    last = owed_anew([notice.pk])[notice.pk][-1:]
    return last[0].amount if last else notice.determined_amount or Decimal(0)


def owed_before(step: ObjectionStep) -> Decimal:
    """What was owed until this decision on an objection, in euros."""
    notice = step.objection.notice
    rows = ObjectionStep.objects.filter(objection__notice=notice, owed_amount__isnull=False, pk__lt=step.pk)
    earlier: Decimal | None = rows.order_by("-id").values_list("owed_amount", flat=True).first()
    return earlier or (notice.determined_amount if notice else None) or Decimal(0)


def _anew(row: ObjectionStep) -> Owed:
    letter: Document | None = getattr(row, "letter", None)
    return Owed(
        step_id=row.pk,
        days=row.owed_days or 0,
        amount=row.owed_amount or Decimal(0),
        decided_on=row.done_on,
        told_on=letter.sent_on if letter else None,
        document_id=letter.pk if letter else None,
    )
