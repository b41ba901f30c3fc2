"""Reads of what was agreed, for who compares plans: their returns, and what the price list calls a thing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from naast.kernel import clock
from naast.plan import frozen
from naast.plan.models import PlanVersion, Price
from naast.plan.types import ReturnsView


@dataclass(frozen=True, slots=True)
class AgreedReturns:
    """The returns of an agreed plan as they were frozen. None: the plan had no line and no word on money."""

    version_id: int
    case_id: int
    number: int
    agreed_on: dt.date
    returns: ReturnsView | None


def agreed_returns(version_ids: Iterable[int]) -> dict[int, AgreedReturns]:
    """What these agreed plans cost and bring in, by the id of the version, in one query."""
    rows = PlanVersion.objects.filter(pk__in=list(version_ids))
    fields = ("pk", "case_id", "number", "agreed_at", "content__returns")
    return {
        pk: AgreedReturns(pk, case_id, number, clock.day_of(agreed_at), frozen.read_returns(returns))
        for pk, case_id, number, agreed_at, returns in rows.values_list(*fields)
    }


def last_agreed(case_id: int) -> int | None:
    """The id of the version that was agreed last."""
    found: int | None = (
        PlanVersion.objects.filter(case_id=case_id).order_by("-number").values_list("pk", flat=True).first()
    )
    return found


def items(price_ids: Iterable[int]) -> dict[int, str]:
    """What the price list calls these prices, in the language of the reader; also those that ended."""
    wanted = {number for number in price_ids if number is not None}
    rows = Price.objects.filter(pk__in=wanted) if wanted else Price.objects.none()
    return {row.pk: row.label for row in rows}


def same_item(price_id: int) -> Any:
    """Ids of every price, of whatever year, of the thing that this price is of; for a condition."""
    return Price.objects.filter(item__in=Price.objects.filter(pk=price_id).values("item")).values("pk")
