"""Many draws of a plan at once: what the closed form cannot give, percentiles and a chance.

Every draw works out all lines with one value per uncertain number. The years are not drawn: the factor of a
drop-off over all years of its line is tabulated first, so a line costs one look-up per uncertain number.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from naast.engines.returns.ledger import Entry, Ledger
from naast.engines.returns.means import FACTORS, counted_years, price_level
from naast.engines.returns.numbers import Number
from naast.engines.returns.points import design
from naast.engines.returns.result import Spread, rounded
from naast.engines.returns.tables import Table, table
from naast.engines.returns.types import INPUTS, Kind, Line, Plan, Sense

Draws = NDArray[np.float64]
Use = tuple[int, str]
PERCENTILES = (0.05, 0.50, 0.95)


@dataclass(frozen=True, slots=True)
class Simulation:
    """The gain of each line of a ledger in every draw (euros of the base year, present value), by position.

    A line that is certain is one number.
    """

    ledger: Ledger
    gains: tuple[Draws | float, ...]

    def of(self, wanted: Callable[[Entry], bool]) -> Draws | float:
        """The sum of some lines in every draw."""
        return added(
            gain for entry, gain in zip(self.ledger.entries, self.gains, strict=True) if wanted(entry)
        )

    def of_payer(self, payer: str) -> Draws | float:
        """What one payer gains in every draw; a transfer is its payer's, and its beneficiary's opposite."""
        parts = []
        for entry, gain in zip(self.ledger.entries, self.gains, strict=True):
            if entry.line.payer == payer:
                parts.append(gain)
            if entry.line.kind is Kind.TRANSFER and entry.line.beneficiary == payer:
                parts.append(-gain)
        return added(parts)


def simulate(ledger: Ledger, order: Sequence[Sequence[Use]] = ()) -> Simulation:
    """Draw a plan `plan.draws` times.

    `order` names uncertain inputs (entry position, input) from the most to the least important, those that
    share a draw together; the others follow in the order of the plan. It decides which dimension each gets.
    """
    plan = ledger.plan
    dimensions = _dimensions(ledger, order)
    drawn = design(plan.draws, plan.seed)

    def look_up(values: Table, use: Use) -> Draws:
        return values[drawn.column(dimensions[use])]

    return Simulation(
        ledger,
        tuple(
            float(entry.total) if entry.certain else _gain(entry, position, ledger, look_up)
            for position, entry in enumerate(ledger.entries)
        ),
    )


def _dimensions(ledger: Ledger, order: Sequence[Sequence[Use]]) -> dict[Use, int]:
    """The dimension of every uncertain input that counts; the same `ref` is the same dimension."""
    found: dict[Use, int] = {}
    by_ref: dict[str, int] = {}
    every = [use for uses in order for use in uses]
    every += [(position, name) for position in range(len(ledger.entries)) for name in INPUTS]
    free = 0
    for use in every:
        entry = ledger.entries[use[0]]
        number = entry.line.input(use[1])
        if use in found or entry.certain or number.is_exact:
            continue
        if number.ref is not None and number.ref in by_ref:
            found[use] = by_ref[number.ref]
            continue
        found[use] = free
        if number.ref is not None:
            by_ref[number.ref] = free
        free += 1
    return found


def _gain(entry: Entry, position: int, ledger: Ledger, look_up: Callable[[Table, Use], Draws]) -> Draws:
    line, plan = entry.line, ledger.plan
    sign = 1 if line.sense is Sense.BENEFIT else -1
    scale = float(sign * entry.weight * price_level(line, plan))
    factors: list[Draws] = []
    for name, (constant, slope) in FACTORS.items():
        number = line.input(name)
        if number.is_exact:
            scale *= float(constant + slope * number.points[0])
        else:
            factors.append(look_up(float(constant) + float(slope) * table(number), (position, name)))
    survival = _survival(line, plan, ledger.factors)
    if isinstance(survival, float):
        scale *= survival
    else:
        factors.append(look_up(survival, (position, "dropoff")))
    with_plan = _quantity(line.plan, (position, "plan"), look_up)
    with_nothing = _quantity(line.nothing, (position, "nothing"), look_up)
    gain: Any = (with_plan - with_nothing) * scale
    for factor in factors:
        gain = gain * factor
    found: Draws = gain
    return found


def _quantity(number: Number, use: Use, look_up: Callable[[Table, Use], Draws]) -> Draws | float:
    return float(number.points[0]) if number.is_exact else look_up(table(number), use)


def _survival(line: Line, plan: Plan, factors: Sequence[Fraction]) -> Table | float:
    """The sum over the line's years of discount factor x (1 - dropoff)^age: one number, or one per cell."""
    years = counted_years(line, plan)
    discounted = [float(factor) for factor in factors[line.start_year : line.start_year + years]]
    exact = line.dropoff.is_exact
    if years == 1 or (exact and line.dropoff.points[0] == 0):
        return sum(discounted)
    kept: Any = 1 - (float(line.dropoff.points[0]) if exact else table(line.dropoff))
    found: Any = discounted[-1]
    for factor in reversed(discounted[:-1]):
        found = found * kept + factor
    return float(found) if exact else found


def added(parts: Iterable[Draws | float]) -> Draws | float:
    """The sum of gains; a plain number when none of them is drawn."""
    total: Draws | float = 0.0
    for part in parts:
        total = total + part
    return total


def spreads(drawn: Sequence[Draws], decimals: Sequence[int]) -> list[Spread | None]:
    """The 5th, 50th and 95th percentile of each (linear between draws), rounded half-even.

    None where a draw has no value.
    """
    if not drawn:
        return []
    ordered = np.sort(np.stack(drawn), axis=1)
    last = ordered.shape[1] - 1
    found: list[Spread | None] = []
    columns = []
    for share in PERCENTILES:
        below = int(share * last)
        above = min(below + 1, last)
        columns.append(ordered[:, below] + (share * last - below) * (ordered[:, above] - ordered[:, below]))
    for row, places in zip(np.stack(columns, axis=1), decimals, strict=True):
        if not np.isfinite(row).all():
            found.append(None)
            continue
        low, middle, high = (rounded(Fraction(float(value)), places) for value in row)
        found.append(Spread(low, middle, high))
    return found


def chance_above_zero(drawn: Draws | float) -> Decimal:
    """The share of the draws in which gains exceed costs, to four decimals."""
    if isinstance(drawn, float):
        return Decimal(1 if drawn > 0 else 0)
    return rounded(Fraction(int(np.count_nonzero(drawn > 0)), len(drawn)), 4)
