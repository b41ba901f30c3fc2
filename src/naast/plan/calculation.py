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
from naast.plan.types import LineFacts, PayerAmount, ReturnsView, SwingFacts, SwitchFacts

SHARES = frozenset({"deadweight", "displacement", "attribution", "success", "dropoff"})
"""The engine's names of what is a share from 0 to 1."""
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
    lines: Sequence[LineFacts],
    *,
    base_year: int,
    horizon_years: int,
    index: Mapping[int, Decimal],
    draws: int | None = None,
) -> returns.Plan:
    """The engine's plan. Raises `returns.BadInput` for what the engine refuses, by the path of the field."""
    given = engine_input(lines, base_year=base_year, horizon_years=horizon_years, index=index)
    return returns.parse(given if draws is None else given | {"draws": draws})


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
    return memo | {"source": line.source, "reason": line.reason, "legal_title": line.legal_title}


def _engine_line(line: LineFacts) -> dict[str, Any]:
    price = _number(line.price_low, line.price or Decimal(0), line.price_high, line.reasons.get("price"))
    price |= {"year": line.price_year, "source": line.source, "quality": line.quality, "vat": line.vat}
    if line.price_id is not None:
        # Two lines with the same price from the list lean on the same uncertain number.
        price["ref"] = f"price-{line.price_id}"
    given: dict[str, Any] = {
        "id": str(line.id),
        "label": line.label,
        "role": line.role,
        "kind": line.kind,
        "sense": line.sense,
        "plan": _number(line.plan_low, line.plan, line.plan_high, line.reasons.get("plan")),
        "nothing": _number(line.nothing_low, line.nothing, line.nothing_high, line.reasons.get("nothing")),
        "price": price,
        "payer": line.payer,
        "start_year": line.start_year,
        "years": line.years,
        "cashable": line.cashable,
        "source": line.source,
        "reason": line.reason,
        "legal_title": line.legal_title,
    }
    if line.kind == terms.TRANSFER:
        given["beneficiary"] = line.beneficiary
    if line.overlap_group:
        given["overlap"] = {"group": line.overlap_group, "alpha": (line.overlap_alpha or Decimal(0)) / 100}
    for name, share in line.shares.items():
        low, high = (None if end is None else end / 100 for end in (share.low, share.high))
        given[name] = _number(low, share.mode / 100, high, share.reason)
    return given


def _number(
    low: Decimal | None, mode: Decimal, high: Decimal | None, reason: str | None = None
) -> dict[str, Any]:
    because = {"reason": reason} if reason else {}
    if low is None and high is None:
        return {"exact": mode} | because
    return {"range": [mode if low is None else low, mode, mode if high is None else high]} | because


def work_out(
    lines: Sequence[LineFacts],
    *,
    base_year: int,
    horizon_years: int | None,
    index: Mapping[int, Decimal],
    draws: int | None = None,
) -> ReturnsView:
    """The plan beside doing nothing. Without amounts, or when the engine refuses, there are no figures.

    `draws`: how many calculations the ranges and the chance rest on; None for as many as the engine takes.
    """
    horizon = horizon_years or horizon_of(lines)
    used = _used(lines, base_year, index)
    view = ReturnsView(lines=list(lines), base_year=base_year, horizon_years=horizon, index=used)
    if all(line.is_memo for line in lines):
        return view
    level: dict[str, Any] = {
        "base_year": base_year,
        "horizon_years": horizon,
        "index": {int(year): used[year] for year in used},
    }
    try:
        result = returns.evaluate(engine_plan(lines, **level, draws=draws))
    except returns.BadInput as refusal:
        return replace(view, problem=str(refusal))
    return _filled(view, result, _sides(lines, level))


Side = Mapping[str, Decimal] | None


def _sides(lines: Sequence[LineFacts], level: Mapping[str, Any]) -> tuple[Side, Side]:
    """What each payer gains by the plan alone and by doing nothing alone, as means; their difference is the
    result. None when the two cannot be had apart: where lines overlap, what counts depends on both."""
    if any(line.overlap_group for line in lines):
        return None, None
    zero = Decimal(0)
    plan = [replace(line, nothing=zero, nothing_low=None, nothing_high=None) for line in lines]
    nothing = [replace(line, plan=zero, plan_low=None, plan_high=None) for line in lines]
    by_plan, by_nothing = (
        returns.evaluate(engine_plan(side, **level, draws=1)).payers for side in (plan, nothing)
    )
    return (
        {name: payer.total.mean for name, payer in by_plan.items()},
        {name: -payer.total.mean for name, payer in by_nothing.items()},
    )


def _used(lines: Sequence[LineFacts], base_year: int, index: Mapping[int, Decimal]) -> dict[str, Decimal]:
    """The index of the years that matter; empty when every price already is of the base year."""
    years = {line.price_year for line in lines if not line.is_memo and line.price_year is not None}
    if years <= {base_year}:
        return {}
    return {str(year): index[year] for year in sorted(years | {base_year}) if year in index}


def _filled(view: ReturnsView, result: returns.Result, sides: tuple[Side, Side]) -> ReturnsView:
    lines = [
        line if line.is_memo else replace(line, gain=result.lines[str(line.id)].mean) for line in view.lines
    ]
    percent = (returns.DEFAULT_DISCOUNT.rate * 100).quantize(Decimal("0.01"), rounding=ROUND_HALF_EVEN)
    low, high = _ends(result.welfare)
    return replace(
        view,
        lines=lines,
        payers=[_payer(name, payer.total, sides) for name, payer in result.payers.items()],
        welfare=result.welfare.mean,
        welfare_low=low,
        welfare_high=high,
        investment=result.investment.mean,
        effects=result.effects.mean,
        cashable=result.cashable.mean,
        not_cashable=result.not_cashable.mean,
        ratio=result.ratio.mean if result.ratio else None,
        payback_month=result.payback_month,
        is_exact=result.welfare.certain,
        chance=result.chance_gains_exceed_costs,
        swings=[SwingFacts(int(row.line), row.input, row.low, row.high) for row in result.tornado],
        switches=_switches(result),
        discount_percent=percent,
        discount_source=f"{returns.DEFAULT_DISCOUNT.source} ({returns.DEFAULT_DISCOUNT.version})",
        engine=result.engine,
    )


def _ends(figure: returns.Figure) -> tuple[Decimal | None, Decimal | None]:
    return (figure.spread.p05, figure.spread.p95) if figure.spread else (None, None)


def _payer(name: str, figure: returns.Figure, sides: tuple[Side, Side]) -> PayerAmount:
    low, high = _ends(figure)
    plan, nothing = (side.get(name) if side is not None else None for side in sides)
    return PayerAmount(name, figure.mean, low, high, plan, nothing)


def _switches(result: returns.Result) -> list[SwitchFacts]:
    """The numbers at which the answer turns, the one that would have to change least first.

    How far a share has to move is measured in the share itself, any other number against what it is now.
    """
    now = {(row.line, row.input): row.mean for row in result.assumptions if row.line is not None}
    found = [
        SwitchFacts(int(row.line), row.input, row.value, mean)
        for row in result.switching
        if (mean := now.get((row.line, row.input))) is not None and row.value != mean
    ]

    def distance(row: SwitchFacts) -> Decimal:
        moved = abs(row.value - row.now)
        return moved if row.input in SHARES or not row.now else moved / abs(row.now)

    return sorted(found, key=distance)
