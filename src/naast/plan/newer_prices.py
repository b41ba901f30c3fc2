"""Which lines of a plan lean on a price that another one took the place of. Nothing changes by itself."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from naast.plan import price_queries
from naast.plan.models import Price


@dataclass(frozen=True, slots=True)
class NewerPrice:
    """The price that holds today for a line that is worked out with an earlier one, in euros of `price_year`.

    `since` is the first day on which it held; None when the register does not say.
    """

    price_id: int
    price: Decimal
    price_low: Decimal | None
    price_high: Decimal | None
    price_year: int
    since: dt.date | None


def newer_prices(case_id: int, price_ids: Iterable[int | None]) -> dict[int, NewerPrice]:
    """By line of an open case that is worked out with one of these prices: the price that holds today, where
    that is another one. One query. The caller has authorised the case.

    Lines that stand as they were agreed are left out: those keep the price of their day.
    """
    ids = {number for number in price_ids if number is not None}
    if not ids:
        return {}
    leaning = price_queries.lines_using(ids).filter(price_id=OuterRef("pk"), case_id=case_id, is_agreed=False)
    rows = Price.objects.filter(item__in=Price.objects.filter(pk__in=ids).values("item"))
    by_item: dict[str, list[Any]] = defaultdict(list)
    for row in rows.annotate(line_ids=ArraySubquery(leaning.order_by().values("pk"))):
        by_item[row.item].append(row)
    return {
        line_id: _newer(now, before)
        for prices in by_item.values()
        if (now := price_queries.today_of(prices)) is not None
        for before in prices
        if before.pk != now.pk
        for line_id in before.line_ids
    }


def _newer(now: Price, before: Price) -> NewerPrice:
    since = now.valid_from or (before.valid_to + dt.timedelta(days=1) if before.valid_to else None)
    return NewerPrice(now.pk, now.mode, now.low, now.high, now.price_year, since)
