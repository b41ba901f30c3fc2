"""The ledger of a fund as its page shows it: in pages, and only what still waits when one asks for that."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from naast.decide.fund_queries import lines_in
from naast.decide.models import FundEntry, FundSide
from naast.decide.types import FundLine

SHOWN = 25
"""So many bookings on one page."""

LAST = 10_000
"""The last page that is looked up."""

EVERYTHING, TO_PAY, TO_ALLOCATE = "", "to_pay", "to_allocate"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for in the ledger of one fund (`fund_id`; None: each from its beginning)."""

    fund_id: int | None = None
    only: str = EVERYTHING
    decision_id: int | None = None
    page: int = 1

    @property
    def query(self) -> str:
        """As the end of an address without the page, so that a page of the same search follows."""
        said = {"fund": self.fund_id, "only": self.only, "decision": self.decision_id}
        return urlencode({name: value for name, value in said.items() if value})

    @property
    def is_search(self) -> bool:
        """Whether not everything is asked for."""
        return bool(self.only or self.decision_id)


@dataclass(frozen=True, slots=True)
class Ledger:
    """One page of bookings, the newest first."""

    lines: tuple[FundLine, ...]
    wanted: Wanted
    has_more: bool

    @property
    def before(self) -> int:
        """The page with later bookings."""
        return self.wanted.page - 1

    @property
    def next(self) -> int:
        """The page with earlier bookings."""
        return self.wanted.page + 1


def ledger_of(fund_id: int, wanted: Wanted, also: int = 0) -> Ledger:
    """The bookings of a fund that were asked for. `also`: one that is shown whatever was asked, because a
    form about it was refused."""
    own = wanted if wanted.fund_id == fund_id else Wanted(fund_id)
    rows = FundEntry.objects.filter(fund_id=fund_id)
    if own.only == TO_PAY:
        rows = rows.filter(pk__in=_reserved_still(fund_id))
    elif own.only == TO_ALLOCATE:
        rows = rows.filter(pk__in=_not_allocated(fund_id))
    if own.decision_id is not None:
        rows = rows.filter(decision_id=own.decision_id)
    start = (min(own.page, LAST) - 1) * SHOWN
    found = list(rows.order_by("-id").values_list("id", flat=True)[start : start + SHOWN + 1])
    shown = found[:SHOWN]
    if also and also not in shown and FundEntry.objects.filter(pk=also, fund_id=fund_id).exists():
        shown.append(also)
    lines = lines_in(FundEntry.objects.filter(pk__in=shown)) if shown else []
    return Ledger(tuple(lines), own, len(found) > SHOWN)


def _reserved_still(fund_id: int) -> QuerySet[FundEntry, Any]:
    settled = Coalesce(Sum("settled__amount"), Decimal(0))
    held = FundEntry.objects.filter(fund_id=fund_id, kind=FundEntry.RESERVE).annotate(settled_sum=settled)
    rows: QuerySet[FundEntry, Any] = held.filter(amount__gt=F("settled_sum")).values("pk")
    return rows


def _not_allocated(fund_id: int) -> QuerySet[FundSide, Any]:
    """What was paid and stands at no cost centre yet, by its payment."""
    sides = FundSide.objects.filter(Q(entry__isnull=False), fund_id=fund_id, account=FundSide.OPEN)
    paid = sides.annotate(paid=Coalesce(F("entry__payment_id"), F("entry_id")))
    sums = paid.values("paid").annotate(total=Sum("cents")).filter(total__gt=0)
    rows: QuerySet[FundSide, Any] = sums.order_by().values("paid")
    return rows
