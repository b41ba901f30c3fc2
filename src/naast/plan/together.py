"""The plans of many cases at once, in a few queries: what the figures of a municipality are worked out from.

Never for a page about a person: whoever asks here reads totals. The scope is the authority; practice cases
are left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal

from naast.plan import calculation, frozen, terms
from naast.plan.models import Plan, PlanVersion, Price, PriceIndex, ScenarioLine
from naast.plan.plan_lines import PlanLines
from naast.plan.queries import line_facts
from naast.plan.types import LineFacts


def cases_with_open_plans(first_case: int | None = None, last_case: int | None = None) -> list[int]:
    """Open cases that hold a line of the returns, in order, numbered from the first up to and with the last
    (None: all); one query."""
    rows = ScenarioLine.objects.filter(
        alternative__isnull=True, case__is_practice=False, case__closed_on__isnull=True
    )
    if first_case is not None:
        rows = rows.filter(case_id__gte=first_case)
    if last_case is not None:
        rows = rows.filter(case_id__lte=last_case)
    return list(rows.order_by("case_id").values_list("case_id", flat=True).distinct())


def open_plans(case_ids: Collection[int]) -> list[PlanLines]:
    """The plans of these cases as they stand, in order of case; three queries."""
    of_plans = ScenarioLine.objects.filter(case_id__in=case_ids, alternative__isnull=True)
    rows = list(of_plans.order_by("case_id", "id"))
    prices = Price.objects.in_bulk({row.price_id for row in rows if row.price_id is not None})
    lines: dict[int, list[LineFacts]] = {}
    for row in rows:
        if row.price_id is not None:
            row.price = prices[row.price_id]
        lines.setdefault(row.case_id, []).append(line_facts(row))
    ahead = dict(Plan.objects.filter(case_id__in=lines).values_list("case_id", "horizon_years"))
    return [PlanLines(case_id, found, ahead.get(case_id)) for case_id, found in lines.items()]


def agreed_plans(version_ids: Iterable[int]) -> list[PlanLines]:
    """Agreed versions with the prices of their day, in order of case; one query. A version without returns is
    left out. The horizon is the one that was agreed."""
    rows = PlanVersion.objects.filter(pk__in=list(version_ids)).order_by("case_id")
    found = rows.values_list("case_id", "content__returns")
    read = [(case_id, frozen.read_returns(returns)) for case_id, returns in found]
    return [PlanLines(case_id, returns.lines, returns.horizon_years) for case_id, returns in read if returns]


def index_changes() -> dict[int, Decimal]:
    """The yearly changes of prices in per cent, as the municipality has them now."""
    return dict(PriceIndex.objects.values_list("year", "change_percent"))


def index_of(changes: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """The price index by year from yearly changes; see `calculation.index_of`."""
    return calculation.index_of(changes)


def quality_label(code: str) -> str:
    """How much a price can be leaned on, in the language of the reader."""
    return str(dict(terms.QUALITIES).get(code, code))


def is_weak(quality: str) -> bool:
    """Whether a page marks a price of this quality."""
    return quality in terms.WEAK
