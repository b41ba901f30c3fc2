"""From a plan to its result: the figures summed, compared and explained."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from naast.engines.returns.ledger import Entry, Ledger, payback_month, total, work_out
from naast.engines.returns.result import (
    Assumption,
    Figure,
    OverlapCount,
    PayerFigure,
    Reason,
    Result,
    rounded,
)
from naast.engines.returns.sensitivity import switching, tornado
from naast.engines.returns.types import DEFAULT_DISCOUNT, INPUTS, Discount, Kind, Line, Plan, Role

# Below this mean investment (euros) a ratio says more about the divisor than about the plan.
SMALLEST_INVESTMENT = 100


def evaluate(plan: Plan) -> Result:
    """Social costs and benefits of the plan against doing nothing, by exact closed-form means.

    Euros of the base year, present value, costs negative; see ``docs/engines/returns.md``. Deterministic: the
    same plan gives the same result.
    """
    ledger = work_out(plan)
    welfare = _figure(ledger.real)
    ratio = _ratio(ledger)
    payback = payback_month(ledger)
    chance = Decimal(1 if ledger.welfare > 0 else 0) if welfare.certain else None
    return Result(
        welfare=welfare,
        investment=_figure(_of_role(ledger, Role.INVESTMENT)),
        effects=_figure(_of_role(ledger, Role.EFFECT)),
        cashable=_figure(entry for entry in ledger.real if entry.line.cashable),
        not_cashable=_figure(entry for entry in ledger.real if not entry.line.cashable),
        ratio=ratio,
        chance_gains_exceed_costs=chance,
        payback_month=payback,
        payers=_payers(ledger),
        lines={entry.line.id: _figure([entry]) for entry in ledger.entries},
        overlap=_overlap(ledger),
        tornado=tornado(ledger),
        switching=switching(ledger),
        memo=tuple((memo.id, memo.label) for memo in plan.memos),
        assumptions=_assumptions(plan),
        reasons=_reasons(welfare, ratio, payback),
        seed=plan.seed,
    )


def _figure(entries: Iterable[Entry]) -> Figure:
    chosen = tuple(entries)
    return Figure(rounded(total(chosen), 2), all(entry.certain for entry in chosen))


def _of_role(ledger: Ledger, role: Role) -> tuple[Entry, ...]:
    return ledger.select(lambda entry: entry.is_real and entry.line.role is role)


def _ratio(ledger: Ledger) -> Figure | None:
    invested = total(_of_role(ledger, Role.INVESTMENT))
    if abs(invested) < SMALLEST_INVESTMENT:
        return None
    effects = total(_of_role(ledger, Role.EFFECT))
    return Figure(rounded(effects / -invested, 4), all(entry.certain for entry in ledger.real))


def _payers(ledger: Ledger) -> dict[str, PayerFigure]:
    """Present value per payer and year; a transfer is the payer's gain and the beneficiary's opposite."""
    horizon = ledger.plan.horizon_years
    years: dict[str, list[Fraction]] = {}
    certain: dict[str, bool] = {}
    for entry in ledger.entries:
        sides = [(entry.line.payer, 1)]
        if entry.line.kind is Kind.TRANSFER and entry.line.beneficiary is not None:
            sides.append((entry.line.beneficiary, -1))
        for name, sign in sides:
            row = years.setdefault(name, [Fraction(0)] * horizon)
            years[name] = [known + sign * amount for known, amount in zip(row, entry.present, strict=True)]
            certain[name] = certain.get(name, True) and entry.certain
    return {
        name: PayerFigure(
            Figure(rounded(sum(years[name], Fraction(0)), 2), certain[name]),
            tuple(rounded(amount, 2) for amount in years[name]),
        )
        for name in sorted(years)
    }


def _overlap(ledger: Ledger) -> tuple[OverlapCount, ...]:
    groups: dict[str, list[Entry]] = {}
    for entry in ledger.entries:
        if entry.line.overlap is not None:
            groups.setdefault(entry.line.overlap.group, []).append(entry)
    return tuple(_count(group, members) for group, members in groups.items())


def _count(group: str, members: list[Entry]) -> OverlapCount:
    dominant = max(members, key=lambda entry: abs(entry.full))
    alpha = dominant.line.overlap.alpha if dominant.line.overlap is not None else Fraction(1)
    return OverlapCount(
        group=group,
        alpha=rounded(alpha, 4),
        dominant_line=dominant.line.id,
        naive=rounded(sum((entry.full for entry in members), Fraction(0)), 2),
        dominant=rounded(dominant.full, 2),
        counted=rounded(total(members), 2),
    )


def _assumptions(plan: Plan) -> tuple[Assumption, ...]:
    """The discount rate and every number of every line, those that nobody stated marked as such."""
    return (
        _discount_assumption(plan.discount),
        *(row for line in plan.lines for row in _line_assumptions(line)),
    )


def _discount_assumption(discount: Discount) -> Assumption:
    value: dict[str, Any] = {
        "schedule": [[year, float(rate)] for year, rate in discount.steps],
        "timing": discount.timing.value,
    }
    source = "" if discount.given else DEFAULT_DISCOUNT.source
    version = "" if discount.given else f"version {DEFAULT_DISCOUNT.version}"
    return Assumption(None, "discount", value, None, discount.given, source, "", version)


def _line_assumptions(line: Line) -> Iterable[Assumption]:
    for name in INPUTS:
        number = line.input(name)
        points = [float(point) for point in number.points]
        value: dict[str, Any] = {number.shape.value: points[0] if number.is_exact else points}
        if number.ref is not None:
            value["ref"] = number.ref
        if name == "price":
            value |= {"year": line.price_year, "vat": line.vat}
        stated = name in line.stated
        yield Assumption(
            line=line.id,
            input=name,
            value=value,
            mean=rounded(number.mean, 2 if name == "price" else 4),
            stated=stated,
            source=number.source or (line.source if stated else ""),
            quality=number.quality,
            reason=number.reason or (line.reason if stated else ""),
        )


def _reasons(welfare: Figure, ratio: Figure | None, payback: int | None) -> tuple[Reason, ...]:
    reasons = []
    if not welfare.certain:
        reasons.append(Reason("percentiles", "some inputs are uncertain and this version does not simulate"))
    if ratio is None:
        reasons.append(Reason("ratio", f"the mean investment is below {SMALLEST_INVESTMENT} euros"))
    if payback is None:
        reasons.append(Reason("payback_month", "the gains do not make up for the costs before the horizon"))
    return tuple(reasons)
