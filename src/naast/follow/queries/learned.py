"""How far plans were off, by kind of line: of the calculation, never of people."""

from __future__ import annotations

import datetime as dt
import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from naast.follow.models import Realised
from naast.plan import agreed_queries as agreed
from naast.plan.signals import EarlierPlans

ENOUGH = 5
"""At least so many lines, of so many cases, before anything is shown (issue 4): fewer could be led back."""
FULL_YEAR = dt.timedelta(days=364)
"""From the first to the last day of a year: a part of a year says nothing yet of the whole."""

FIELDS = (
    *("price_id", "price__item", "role", "payer", "case_id", "plan_version_id", "line"),
    *("expected", "nothing", "quantity", "from_on", "to_on"),
)
Kind = tuple[str, str, str]
"""The item of the price list, or else role and payer of the lines with a price of their own."""


def learned(price_id: int | None = None) -> list[EarlierPlans]:
    """How far earlier plans of the municipality were off, by kind of line; of the item of one price if given.

    Only years that were counted in full, of real cases, and nothing from fewer than ENOUGH lines and cases.
    The ratio of a line is (nothing - counted) / (nothing - expected) over its years: realised change by
    expected change. A line that expected no change has none. Two queries.
    """
    rows = Realised.objects.filter(quantity__isnull=False, case__is_practice=False)
    if price_id is not None:
        rows = rows.filter(price_id__in=agreed.same_item(price_id))
    changes: dict[Kind, dict[tuple[int, int, int], list[Decimal]]] = defaultdict(dict)
    price_of: dict[Kind, int] = {}
    for row in rows.order_by("id").values_list(*FIELDS, named=True):
        if row.to_on - row.from_on < FULL_YEAR:
            continue
        kind = (row.price__item, "", "") if row.price__item else ("", row.role, row.payer)
        if row.price_id:
            price_of[kind] = row.price_id
        line = changes[kind].setdefault((row.case_id, row.plan_version_id, row.line), [Decimal(0)] * 2)
        line[0] += row.nothing - row.expected
        line[1] += row.nothing - row.quantity
    enough = {kind: found for kind, lines in changes.items() if (found := _ratios(lines))}
    labels = agreed.items(price_of[kind] for kind in enough if kind in price_of) if enough else {}
    made = [_learned(kind, labels.get(price_of.get(kind, 0), ""), found) for kind, found in enough.items()]
    return sorted(made, key=lambda one: (not one.item, one.item.casefold(), one.role, one.payer))


def _ratios(lines: Mapping[tuple[int, int, int], Iterable[Decimal]]) -> list[tuple[int, Decimal]]:
    """Case and ratio of every line; none while there are too few."""
    found = [(case_id, went / expected) for (case_id, *_line), (expected, went) in lines.items() if expected]
    return found if len(found) >= ENOUGH and len({case_id for case_id, _ratio in found}) >= ENOUGH else []


def _learned(kind: Kind, label: str, found: list[tuple[int, Decimal]]) -> EarlierPlans:
    low, median, high = statistics.quantiles([ratio for _case, ratio in found], n=4, method="inclusive")
    _item, role, payer = kind
    return EarlierPlans(
        item=label,
        role=role,
        payer=payer,
        lines=len(found),
        cases=len({case_id for case_id, _ratio in found}),
        median=median,
        low=low,
        high=high,
    )
