"""From the lines of a case to the returns engine and back. Pure: no database, no clock, nothing guessed.

The engine's contract is in docs/engines/returns.md; here stands only how our lines become its input.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from typing import Any

from naast.engines import returns
from naast.plan import terms
from naast.plan.types import LineFacts, PayerAmount, ReturnsView

EXACT_DIGITS = 200
"""Enough for a century of yearly changes multiplied without rounding."""


def index_of(changes: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """The price index by year from yearly changes in per cent; the year before the first change is 1.

    Exact: only ratios are used, and a rounded index would move an amount by a cent. Raises ValueError for
    a gap between the years.
    """
    if not changes:
        return {}
    years = sorted(changes)
    if years != list(range(years[0], years[-1] + 1)):
        raise ValueError("the years of the price index do not follow each other")
    index = {years[0] - 1: Decimal(1)}
    with localcontext(prec=EXACT_DIGITS):
        for year in years:
            index[year] = index[year - 1] * (100 + changes[year]) / 100
    return index


def horizon_of(lines: Sequence[LineFacts]) -> int:
    """As long as the longest line, so that nothing is cut off; at least one year."""
    return max((line.start_year + line.years for line in lines if not line.is_memo), default=1)


def engine_plan(
    lines: Sequence[LineFacts], *, base_year: int, horizon_years: int, index: Mapping[int, Decimal]
) -> returns.Plan:
    """The engine's plan. Raises `returns.BadInput` for what the engine refuses, by the path of the field."""
    given = engine_input(lines, base_year=base_year, horizon_years=horizon_years, index=index)
    return returns.parse(given)


def engine_input(
    lines: Sequence[LineFacts], *, base_year: int, horizon_years: int, index: Mapping[int, Decimal]
) -> dict[str, Any]:
    """What `naast returns evaluate` reads, amounts as Decimal."""
    given: dict[str, Any] = {
        "base_year": base_year,
        "horizon_years": horizon_years,
        "lines": [_engine_memo(line) if line.is_memo else _engine_line(line) for line in lines],
    }
    if index:
        given["index"] = {str(year): value for year, value in index.items()}
    return given


def _engine_memo(line: LineFacts) -> dict[str, Any]:
    memo = {"id": str(line.id), "kind": terms.MEMO, "label": line.label}
    return memo | {"source": line.source, "reason": line.reason}


def _engine_line(line: LineFacts) -> dict[str, Any]:
    price = _number(line.price_low, line.price or Decimal(0), line.price_high)
    price |= {"year": line.price_year, "source": line.source, "quality": line.quality}
    if line.price_id is not None:
        # Two lines with the same price from the list lean on the same uncertain number.
        price["ref"] = f"price-{line.price_id}"
    given: dict[str, Any] = {
        "id": str(line.id),
        "label": line.label,
        "role": line.role,
        "kind": line.kind,
        "sense": line.sense,
        "plan": _number(line.plan_low, line.plan, line.plan_high),
        "nothing": _number(line.nothing_low, line.nothing, line.nothing_high),
        "price": price,
        "payer": line.payer,
        "start_year": line.start_year,
        "years": line.years,
        "cashable": line.cashable,
        "source": line.source,
        "reason": line.reason,
    }
    if line.kind == terms.TRANSFER:
        given["beneficiary"] = line.beneficiary
    return given


def _number(low: Decimal | None, mode: Decimal, high: Decimal | None) -> dict[str, Any]:
    if low is None and high is None:
        return {"exact": mode}
    return {"range": [mode if low is None else low, mode, mode if high is None else high]}


def work_out(
    lines: Sequence[LineFacts], *, base_year: int, horizon_years: int | None, index: Mapping[int, Decimal]
) -> ReturnsView:
    """The plan beside doing nothing. Without amounts, or when the engine refuses, there are no figures."""
    horizon = horizon_years or horizon_of(lines)
    used = _used(lines, base_year, index)
    view = ReturnsView(lines=list(lines), base_year=base_year, horizon_years=horizon, index=used)
    if all(line.is_memo for line in lines):
        return view
    try:
        plan = engine_plan(
            lines, base_year=base_year, horizon_years=horizon, index={int(year): used[year] for year in used}
        )
    except returns.BadInput as refusal:
        return replace(view, problem=str(refusal))
    return _filled(view, returns.evaluate(plan))


def _used(lines: Sequence[LineFacts], base_year: int, index: Mapping[int, Decimal]) -> dict[str, Decimal]:
    """The index of the years that matter; empty when every price already is of the base year."""
    years = {line.price_year for line in lines if not line.is_memo and line.price_year is not None}
    if years <= {base_year}:
        return {}
    return {str(year): index[year] for year in sorted(years | {base_year}) if year in index}


def _filled(view: ReturnsView, result: returns.Result) -> ReturnsView:
    lines = [
        line if line.is_memo else replace(line, gain=result.lines[str(line.id)].mean) for line in view.lines
    ]
    percent = (returns.DEFAULT_DISCOUNT.rate * 100).quantize(Decimal("0.01"), rounding=ROUND_HALF_EVEN)
    return replace(
        view,
        lines=lines,
        payers=[PayerAmount(name, payer.total.mean) for name, payer in result.payers.items()],
        welfare=result.welfare.mean,
        investment=result.investment.mean,
        effects=result.effects.mean,
        cashable=result.cashable.mean,
        not_cashable=result.not_cashable.mean,
        ratio=result.ratio.mean if result.ratio else None,
        payback_month=result.payback_month,
        is_exact=result.welfare.certain,
        discount_percent=percent,
        discount_source=f"{returns.DEFAULT_DISCOUNT.source} ({returns.DEFAULT_DISCOUNT.version})",
        engine=result.engine,
    )
