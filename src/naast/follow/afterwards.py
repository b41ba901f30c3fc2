"""The plan as expected beside the plan as it went, and what payers could settle. Pure: no database, no clock.

Amounts are euros at the price level of the agreed plan and are not discounted: looking back, nobody waits for
them. What was counted replaces the quantity with the plan, and with it the chance of success and the
drop-off: a count holds those already. What would have happened without the plan cannot be counted; that
stays the assumption that was agreed. See docs/engines/after-a-year.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_DOWN, Decimal
from typing import Any

from naast.engines import returns
from naast.plan import calculation
from naast.plan.types import LineFacts, ReturnsView

Counted = Mapping[tuple[int, int], Decimal | None]
"""By line and year of the plan what was counted; None where somebody said that nobody knows."""
IN_THE_COUNT = frozenset({"success", "dropoff"})
NOT_AMONG = frozenset({"resident", "society"})
"""Payers between whom nothing is settled: nobody repays or advances on behalf of a resident, or of us all."""
SHARE_STEP = Decimal("0.0001")
MEAN_STEP = Decimal("1e-12")
"""Of a third part the engine needs no more decimals: times any price that is one it moves no cent."""


@dataclass(frozen=True, slots=True)
class Gains:
    """What each payer gains by a plan against doing nothing, in euros; what it pays is negative."""

    welfare: Decimal = Decimal(0)
    payers: dict[str, Decimal] = field(default_factory=dict)
    lines: dict[int, Decimal] = field(default_factory=dict)

    def of(self, payer: str) -> Decimal:
        """The gain of one payer; 0 for one that the plan does not touch."""
        return self.payers.get(payer, Decimal(0))


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same lines and years, as expected and as counted. `left_out`: lines that nobody can compare yet."""

    years: int
    expected: Gains
    realised: Gains
    left_out: tuple[int, ...]
    without_overlap: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Who could repay whom, and a share that fits the expectation: a proposal to start talking from."""

    advancer: str
    repayer: str
    share: Decimal
    expected_gain: Decimal


def years_of(line: LineFacts, years: int) -> range:
    """The years of the plan in which the line plays, as far as the first `years` go."""
    return range(line.start_year, min(line.start_year + line.years, years))


def expected(view: ReturnsView) -> Gains:
    """What was expected over the whole horizon of the plan. Raises `returns.BadInput`."""
    return _gains([line for line in view.lines if not line.is_memo], view, view.horizon_years)


def compare(view: ReturnsView, counted: Counted, *, years: int) -> Comparison:
    """The first `years` years of a plan as expected and as counted, over the lines of which all is known.

    Raises `returns.BadInput` for what the engine refuses also without the overlap between lines.
    """
    played = [line for line in view.lines if not line.is_memo and years_of(line, years)]
    known = [line for line in played if _known(line, counted, years) is not None]
    left_out = tuple(line.id for line in played if line not in known)
    went = [_as_counted(line, counted, years) for line in known]
    try:
        both = _gains(_with_partners(known), view, years), _gains(_with_partners(went), view, years)
        without_overlap = False
    except returns.BadInput:
        # A count may turn one line of an overlapping group around: then each line counts for itself.
        both = _gains(_apart(known), view, years), _gains(_apart(went), view, years)
        without_overlap = True
    return Comparison(years, *both, left_out, without_overlap)


def _known(line: LineFacts, counted: Counted, years: int) -> list[Decimal] | None:
    found = [counted.get((line.id, year)) for year in years_of(line, years)]
    known = [quantity for quantity in found if quantity is not None]
    return known if len(known) == len(found) else None


def _as_counted(line: LineFacts, counted: Counted, years: int) -> LineFacts:
    """The line with what was counted, as a mean of its years: not discounted, that adds up to the same."""
    found = _known(line, counted, years) or []
    shares = {name: share for name, share in line.shares.items() if name not in IN_THE_COUNT}
    mean = (sum(found, Decimal(0)) / len(found)).quantize(MEAN_STEP)
    return replace(line, plan=mean, plan_low=None, plan_high=None, shares=shares)


def _with_partners(lines: Sequence[LineFacts]) -> list[LineFacts]:
    """An overlap needs two lines: where the others of a group are not known the line counts for itself."""
    groups = [line.overlap_group for line in lines]
    return [line if groups.count(line.overlap_group) > 1 else _apart([line])[0] for line in lines]


def _apart(lines: Iterable[LineFacts]) -> list[LineFacts]:
    return [replace(line, overlap_group="", overlap_alpha=None) for line in lines]


def _gains(lines: Sequence[LineFacts], view: ReturnsView, years: int) -> Gains:
    if not lines:
        return Gains()
    given: dict[str, Any] = calculation.engine_input(
        lines,
        base_year=view.base_year,
        horizon_years=years,
        index={int(year): value for year, value in view.index.items()},
    )
    found = returns.evaluate(returns.parse(given | {"discount": {"rate": 0}, "draws": 1}))
    return Gains(
        found.welfare.mean,
        {name: payer.total.mean for name, payer in found.payers.items()},
        {line.id: found.lines[str(line.id)].mean for line in lines},
    )


def bearers(view: ReturnsView, gains: Gains) -> list[str]:
    """Payers for whom some line of the plan is a cost: they may have something to be repaid."""
    bear = {line.payer for line in view.lines if gains.lines.get(line.id, Decimal(0)) < 0}
    bear |= {line.beneficiary for line in view.lines if gains.lines.get(line.id, Decimal(0)) > 0}
    return sorted(bear - NOT_AMONG - {""})


def gainers(gains: Gains) -> list[str]:
    """Payers who gain by the plan on the whole: they may have something to repay from."""
    return sorted(name for name, gain in gains.payers.items() if gain > 0 and name not in NOT_AMONG)


def pairs(gains: Gains) -> list[Pair]:
    """Every payer who loses by the plan with every payer who gains, and a share to start from.

    share = cost of who advances / the larger of all gains and all costs, rounded down. When all comes out as
    expected, who advanced has its cost back, or as much of it as there is; no gainer repays more than it has.
    """
    among = {name: gain for name, gain in gains.payers.items() if name not in NOT_AMONG}
    costs = {name: -gain for name, gain in sorted(among.items()) if gain < 0}
    gained = {name: gain for name, gain in sorted(among.items()) if gain > 0}
    whole = max(sum(costs.values(), Decimal(0)), sum(gained.values(), Decimal(0)))
    found = [
        Pair(advancer, repayer, (cost / whole).quantize(SHARE_STEP, ROUND_DOWN), gain)
        for advancer, cost in costs.items()
        for repayer, gain in gained.items()
    ]
    return [pair for pair in found if pair.share > 0]


def chain(repays: Collection[tuple[str, str]], advancer: str, repayer: str) -> list[str]:
    """The circle that closes when `repayer` repays `advancer` too; empty when there is none.

    `repays` holds who repays whom already, as (repayer, advancer).
    """
    seen: set[str] = set()
    ways = [[advancer]]
    while ways:
        way = ways.pop()
        if way[-1] == repayer:
            return [repayer, *way]
        if way[-1] not in seen:
            seen.add(way[-1])
            ways += [[*way, to] for who, to in sorted(repays) if who == way[-1]]
    return []
