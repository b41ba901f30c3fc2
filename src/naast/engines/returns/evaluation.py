"""From a plan to its result: the figures summed, compared and explained."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from naast.engines.returns.figures import SMALLEST_INVESTMENT, Figures, by_year, payers_of
from naast.engines.returns.ledger import Entry, Ledger, payback_month, total, work_out
from naast.engines.returns.numbers import added
from naast.engines.returns.result import (
    Assumption,
    Figure,
    OverlapCount,
    PayerFigure,
    Reason,
    Result,
    rounded,
)
from naast.engines.returns.sensitivity import Sensitivity, tornado
from naast.engines.returns.simulation import simulate
from naast.engines.returns.types import DEFAULT_DISCOUNT, INPUTS, Discount, Line, Plan


def evaluate(plan: Plan) -> Result:
    """Social costs and benefits of the plan against doing nothing.

    Euros of the base year, present value, costs negative; see ``docs/engines/returns.md``. Means are exact
    closed forms; percentiles and the chance come from `plan.draws` draws. The same plan and seed give the
    same digits.
    """
    ledger = work_out(plan)
    inputs = Sensitivity(ledger)
    moved = inputs.moved()
    drawn = simulate(ledger, [row.uses for row in moved])
    figures = Figures(drawn)
    ratio = figures.ratio()
    payback = payback_month(ledger)
    return Result(
        welfare=figures.welfare(),
        investment=figures.investment(),
        effects=figures.effects(),
        cashable=figures.cashable(),
        not_cashable=figures.not_cashable(),
        ratio=ratio,
        chance_gains_exceed_costs=figures.chance(),
        payback_month=payback,
        payers={
            name: PayerFigure(figures.of_payer(name), by_year(ledger, name)) for name in payers_of(ledger)
        },
        lines={entry.line.id: figures.of_line(at) for at, entry in enumerate(ledger.entries)},
        overlap=_overlap(ledger),
        tornado=tornado(moved),
        switching=inputs.switching(),
        memo=tuple((memo.id, memo.label) for memo in plan.memos),
        assumptions=_assumptions(plan),
        reasons=_reasons(ratio, payback),
        seed=plan.seed,
        simulated=not all(entry.certain for entry in ledger.entries),
    )


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
        naive=rounded(added(entry.full for entry in members), 2),
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


def _reasons(ratio: Figure | None, payback: int | None) -> tuple[Reason, ...]:
    reasons = []
    if ratio is None:
        reasons.append(Reason("ratio", f"the mean investment is below {SMALLEST_INVESTMENT} euros"))
    elif ratio.spread is None:
        reasons.append(Reason("ratio percentiles", "in some draws nothing is invested"))
    if payback is None:
        reasons.append(Reason("payback_month", "the gains do not make up for the costs before the horizon"))
    return tuple(reasons)
