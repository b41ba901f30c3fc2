"""Many draws of a plan at once: what the closed form cannot give, percentiles and a chance.

Every draw works out all lines with one value per uncertain number. The years are not drawn: the factor of a
drop-off over all years of its line is tabulated first, so a line costs one look-up per uncertain number.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from naast.engines.returns.ledger import Entry, Ledger
from naast.engines.returns.means import FACTORS, counted_years, price_level
from naast.engines.returns.numbers import Number
from naast.engines.returns.points import Design, design
from naast.engines.returns.result import Spread, rounded
from naast.engines.returns.tables import Table, table
from naast.engines.returns.types import INPUTS, Line, Plan, Sense

Draws = NDArray[np.float64]
Use = tuple[int, str]
PERCENTILES = (0.05, 0.50, 0.95)


PAIRINGS = 4
"""So often the draws of independent lines are put together anew: it costs a sum and halves the error."""


@dataclass(frozen=True, slots=True)
class Simulation:
    """The gain of each line of a ledger in every draw (euros of the base year, present value), by position.

    A line that is certain is one number. `blocks` are the lines that share numbers, by position.
    """

    ledger: Ledger
    gains: tuple[Draws | float, ...]
    blocks: Mapping[int, int]
    drawn: Design

    def of(self, wanted: Callable[[Entry], bool]) -> Draws | float:
        """The sum of some lines in every draw, of the same size as every such sum of the plan."""
        return self.added(
            [(position, 1) for position, entry in enumerate(self.ledger.entries) if wanted(entry)],
            paired=True,
        )

    def added(self, parts: Sequence[tuple[int, int]], *, paired: bool = False) -> Draws | float:
        """The sum of lines (position, sign) in every draw, of every pairing when lines of several blocks
        are in it; `paired` also when those of one block make it up."""
        certain = 0.0
        by_block: dict[int, Draws] = {}
        for position, sign in parts:
            gain = self.gains[position]
            if isinstance(gain, float):
                certain += sign * gain
                continue
            block = self.blocks[position]
            known = by_block.get(block)
            signed = gain if sign == 1 else -gain
            by_block[block] = signed if known is None else known + signed
        if not by_block:
            return certain
        if len(by_block) == 1 and (not paired or len(set(self.blocks.values())) == 1):
            (only,) = by_block.values()
            return only + certain
        draws = self.drawn.draws
        total = np.full((PAIRINGS, draws), certain)
        for block, gain in by_block.items():
            twice = np.concatenate((gain, gain))
            for pairing in range(PAIRINGS):
                at = self.drawn.offset(block, pairing)
                total[pairing] += twice[at : at + draws]
        return total.ravel()


def simulate(ledger: Ledger, order: Sequence[Sequence[Use]] = ()) -> Simulation:
    """Draw a plan `plan.draws` times.

    `order` names uncertain inputs (entry position, input) from the most to the least important; the others
    follow in the order of the plan. Within a block it decides which dimension each gets.
    """
    plan = ledger.plan
    drawn = design(plan.draws, plan.seed)
    blocks = _blocks(ledger)
    dimensions = _dimensions(ledger, blocks, order)

    def look_up(values: Table, use: Use) -> Draws:
        return values.take(drawn.column(blocks[use[0]], dimensions[use]))

    gains = tuple(
        float(entry.total) if entry.certain else gain_in_draws(entry, position, ledger, look_up)
        for position, entry in enumerate(ledger.entries)
    )
    return Simulation(ledger, gains, blocks, drawn)


def uncertain(ledger: Ledger) -> Iterator[tuple[Use, Number]]:
    """Every uncertain input of the lines that are not certain, in the order of the plan."""
    for position, entry in enumerate(ledger.entries):
        if not entry.certain:
            for name in INPUTS:
                number = entry.line.input(name)
                if not number.is_exact:
                    yield (position, name), number


def _blocks(ledger: Ledger) -> dict[int, int]:
    """The block of every uncertain line: lines that share a `ref`, directly or through others, are one."""
    block = {position: position for position, entry in enumerate(ledger.entries) if not entry.certain}
    first_with: dict[str, int] = {}
    for (position, _), number in uncertain(ledger):
        if number.ref is None:
            continue
        other = first_with.setdefault(number.ref, position)
        if block[other] != block[position]:
            kept, gone = sorted((block[other], block[position]))
            block = {each: kept if known == gone else known for each, known in block.items()}
    numbers = {name: number for number, name in enumerate(sorted(set(block.values())))}
    return {position: numbers[name] for position, name in block.items()}


def _dimensions(ledger: Ledger, blocks: Mapping[int, int], order: Sequence[Sequence[Use]]) -> dict[Use, int]:
    """The dimension within its block of every uncertain input; the same `ref` is the same dimension."""
    numbers = dict(uncertain(ledger))
    found: dict[Use, int] = {}
    by_ref: dict[str, int] = {}
    taken: dict[int, int] = {}
    for use in [use for uses in order for use in uses] + list(numbers):
        if use in found or use not in numbers:
            continue
        ref, block = numbers[use].ref, blocks[use[0]]
        if ref is not None and ref in by_ref:
            found[use] = by_ref[ref]
            continue
        found[use] = taken.get(block, 0)
        taken[block] = found[use] + 1
        if ref is not None:
            by_ref[ref] = found[use]
    return found


def gain_in_draws(
    entry: Entry, position: int, ledger: Ledger, look_up: Callable[[Table, Use], Draws]
) -> Draws:
    """The gain of a line that is not certain, its overlap counted; `look_up` gives a table in every draw."""
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


def spread(drawn: Draws, decimals: int) -> Spread | None:
    """The 5th, 50th and 95th percentile (linear between draws), rounded half-even.

    None where a draw has no value.
    """
    ordered = np.sort(drawn)
    found = [_linear(ordered, share) for share in PERCENTILES]
    if not np.isfinite(ordered[[0, -1]]).all():
        return None
    low, middle, high = (rounded(Fraction(value), decimals) for value in found)
    return Spread(low, middle, high)


def _linear(ordered: Draws, share: float) -> float:
    place = share * (len(ordered) - 1)
    below = int(place)
    low, high = float(ordered[below]), float(ordered[min(below + 1, len(ordered) - 1)])
    return low + (place - below) * (high - low)
