from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from naast.decide import queries as decide
from naast.decide.types import DecidedPlan
from naast.engines import returns
from naast.follow import afterwards
from naast.follow.models import Realised
from naast.follow.types import (
    AfterAYear,
    Followed,
    LineAfter,
    RealisedFacts,
    YearAfter,
)
from naast.kernel.errors import NotVisible
from naast.plan import agreed_queries as agreed

MANY = 1_000
"""More decisions than a case will have."""


def in_years(day: dt.date, years: int) -> dt.date:
    """The same day so many years later; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def followed(case_id: int) -> Followed | None:
    """The plan that is followed, with its returns; None while there is none with money in it.

    Three queries at most. The caller has authorised the case.
    """
    decided = next(iter(decide.decided_plans(case_id, real_only=False, most=1)), None)
    return _followed(case_id, decided, decided.plan_version_id if decided else agreed.last_agreed(case_id))


def decided(case_id: int) -> Followed | None:
    """The plan that a real case was decided on, for who reads payment lines and no stories; two queries."""
    found = next(iter(decide.decided_plans(case_id, most=1)), None)
    return _followed(case_id, found, found.plan_version_id) if found else None


def plan_at(case_id: int, version_id: int) -> Followed:
    """The plan of an agreed version that was decided on, also when there is a newer one by now."""
    rows = decide.decided_plans(case_id, real_only=False, most=MANY)
    found = next((row for row in rows if row.plan_version_id == version_id), None)
    plan = _followed(case_id, found, version_id)
    if plan is None:
        raise NotVisible
    return plan


def years_until(plan: Followed, day: dt.date) -> int:
    """How many whole years of the plan have ended on a day, none beyond its horizon."""
    years = range(plan.returns.horizon_years)
    return sum(1 for year in years if year_of(plan, year)[1] <= day)


def _followed(case_id: int, decided: DecidedPlan | None, version_id: int | None) -> Followed | None:
    found = agreed.agreed_returns([version_id]).get(version_id) if version_id is not None else None
    if found is None or found.returns is None:
        return None
    return Followed(
        version_id=found.version_id,
        number=found.number,
        case_id=case_id,
        starts_on=decided.decided_on if decided else found.agreed_on,
        decision_id=decided.decision_id if decided else None,
        title_text=decided.title_text if decided else "",
        ground=decided.ground if decided else "",
        returns=found.returns,
    )


def realised_of(version_id: int) -> list[RealisedFacts]:
    """What was counted of an agreed plan. The caller has authorised the case."""
    rows = Realised.objects.filter(plan_version_id=version_id).select_related("by_staff")
    return [_facts(row) for row in rows.order_by("line", "year")]


def counted(version_id: int) -> dict[tuple[int, int], Decimal | None]:
    """By line and year what was counted, None where nobody knows; for a comparison."""
    return {(row.line_id, row.year): row.quantity for row in realised_of(version_id)}


def after_a_year(case_id: int) -> AfterAYear | None:
    """Expected beside counted; None while there is no plan with money in it. The caller has authorised."""
    plan = followed(case_id)
    if plan is None:
        return None
    found = {(row.line_id, row.year): row for row in realised_of(plan.version_id)}
    lines = []
    for line in plan.lines:
        years = afterwards.years_of(line, plan.returns.horizon_years)
        after = tuple(YearAfter(year, *year_of(plan, year), found.get((line.id, year))) for year in years)
        lines.append(LineAfter(line, after))
    return AfterAYear(plan, tuple(lines), _compared(plan, found))


def year_of(plan: Followed, year: int) -> tuple[dt.date, dt.date]:
    """First and last day of a year of the plan."""
    return in_years(plan.starts_on, year), in_years(plan.starts_on, year + 1) - dt.timedelta(days=1)


def _compared(plan: Followed, found: Mapping[tuple[int, int], RealisedFacts]) -> afterwards.Comparison | None:
    """Only years that were counted to their end: beside a part of one, doing nothing would look too dear."""
    whole = {
        key: row.quantity
        for key, row in found.items()
        if row.quantity is not None and row.to_on >= year_of(plan, row.year)[1]
    }
    if not whole:
        return None
    try:
        return afterwards.compare(plan.returns, whole, years=1 + max(year for _line, year in whole))
    except returns.BadInput:
        return None


def _facts(row: Realised) -> RealisedFacts:
    return RealisedFacts(
        id=row.pk,
        line_id=row.line,
        year=row.year,
        quantity=row.quantity,
        from_on=row.from_on,
        to_on=row.to_on,
        source=row.source,
        by=row.by_staff.name,
        version=row.version,
    )
