"""What comes out of the returns engine, rounded half-even, and its JSON form. Never to be booked."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from naast.engines.returns.numbers import KEPT

ENGINE = "returns 1.0"


# What was shortened on its way is right to at least so many decimals.
SURE = 40


def rounded(value: Fraction, decimals: int) -> Decimal:
    """`value` rounded half-even; `round` of a fraction is exact, so a tie is a true tie.

    Of a long fraction what lies within 1e-40 of a tie is one.
    """
    if value.denominator.bit_length() > KEPT:
        value = Fraction(round(value * 10**SURE), 10**SURE)
    return Decimal(round(value * 10**decimals)).scaleb(-decimals)


@dataclass(frozen=True, slots=True)
class Spread:
    """The 5th, 50th and 95th percentile."""

    p05: Decimal
    p50: Decimal
    p95: Decimal


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean in closed form, and the percentiles of the simulation.

    Without an uncertain input the percentiles are the mean; None where a draw gives no value.
    """

    mean: Decimal
    spread: Spread | None
    certain: bool


def certain(mean: Decimal) -> Figure:
    """A figure that is the same in every draw."""
    return Figure(mean, Spread(mean, mean, mean), certain=True)


@dataclass(frozen=True, slots=True)
class PayerFigure:
    """What one payer gains (costs negative), in all and as present value per year of the horizon."""

    total: Figure
    by_year: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class OverlapCount:
    """How a group was counted: all lines fully (`naive`), the dominant one alone, and what was counted."""

    group: str
    alpha: Decimal
    dominant_line: str
    naive: Decimal
    dominant: Decimal
    counted: Decimal


@dataclass(frozen=True, slots=True)
class Swing:
    """Mean welfare with one uncertain input at its low and at its high end, the others as they are."""

    line: str
    input: str
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Switch:
    """The value of one input at which mean welfare is 0, the others as they are."""

    line: str
    input: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Assumption:
    """A number the result rests on; `stated` is false for a default; `line` is None for the plan."""

    line: str | None
    input: str
    value: Mapping[str, Any]
    mean: Decimal | None
    stated: bool
    source: str
    quality: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a figure is missing."""

    figure: str
    reason: str


@dataclass(frozen=True, slots=True)
class Result:
    """Social costs and benefits of a plan against doing nothing; euros of the base year, present value."""

    welfare: Figure
    investment: Figure
    effects: Figure
    cashable: Figure
    not_cashable: Figure
    ratio: Figure | None
    chance_gains_exceed_costs: Decimal
    payback_month: int | None
    payers: Mapping[str, PayerFigure]
    lines: Mapping[str, Figure]
    overlap: tuple[OverlapCount, ...]
    tornado: tuple[Swing, ...]
    switching: tuple[Switch, ...]
    memo: tuple[tuple[str, str], ...]
    assumptions: tuple[Assumption, ...]
    reasons: tuple[Reason, ...]
    seed: int
    engine: str = ENGINE
    simulated: bool = False
    """Whether anything was uncertain, so that percentiles and chance come from draws."""


def as_json(result: Result) -> dict[str, Any]:
    """The result as the command line contract writes it: plain dicts, lists, floats."""
    return {
        "welfare": _figure(result.welfare),
        "investment": _figure(result.investment),
        "effects": _figure(result.effects),
        "ratio": None if result.ratio is None else _figure(result.ratio),
        "chance_gains_exceed_costs": float(result.chance_gains_exceed_costs),
        "payback_month": result.payback_month,
        "payers": {
            name: _figure(payer.total) | {"by_year": [float(amount) for amount in payer.by_year]}
            for name, payer in result.payers.items()
        },
        "cashable": _figure(result.cashable),
        "not_cashable": _figure(result.not_cashable),
        "lines": {name: _figure(figure) for name, figure in result.lines.items()},
        "overlap": [_overlap(count) for count in result.overlap],
        "tornado": [
            {"line": row.line, "input": row.input, "low": float(row.low), "high": float(row.high)}
            for row in result.tornado
        ],
        "switching": [
            {"line": row.line, "input": row.input, "value": float(row.value)} for row in result.switching
        ],
        "memo": [{"id": name, "label": label} for name, label in result.memo],
        "assumptions": [_assumption(assumption) for assumption in result.assumptions],
        "reasons": [{"figure": reason.figure, "reason": reason.reason} for reason in result.reasons],
        "simulated": result.simulated,
        "engine": result.engine,
        "seed": result.seed,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    spread = figure.spread
    percentiles = (None, None, None) if spread is None else (spread.p05, spread.p50, spread.p95)
    named = dict(zip(("p05", "p50", "p95"), percentiles, strict=True))
    return {"mean": float(figure.mean)} | {
        name: None if value is None else float(value) for name, value in named.items()
    }


def _overlap(count: OverlapCount) -> dict[str, Any]:
    return {
        "group": count.group,
        "naive": float(count.naive),
        "dominant": float(count.dominant),
        "alpha": float(count.alpha),
        "counted": float(count.counted),
        "dominant_line": count.dominant_line,
    }


def _assumption(assumption: Assumption) -> dict[str, Any]:
    return {
        "line": assumption.line,
        "input": assumption.input,
        "value": dict(assumption.value),
        "mean": None if assumption.mean is None else float(assumption.mean),
        "stated": assumption.stated,
        "source": assumption.source,
        "quality": assumption.quality,
        "reason": assumption.reason,
    }
