"""The plan worked out line by line, before rounding: what every figure of the result is summed from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from naast.engines.returns.means import discount_factors, is_certain, yearly_gains
from naast.engines.returns.numbers import added, short
from naast.engines.returns.types import Kind, Line, Plan, Role

ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: its mean gain per year (undiscounted and present value) after its overlap weight.

    `full` is the present value before overlap. Euros of the base year.
    """

    line: Line
    weight: Fraction
    gains: tuple[Fraction, ...]
    present: tuple[Fraction, ...]
    full: Fraction
    certain: bool

    @property
    def total(self) -> Fraction:
        return self.weight * self.full

    @property
    def is_real(self) -> bool:
        return self.line.kind is Kind.REAL


@dataclass(frozen=True, slots=True)
class Ledger:
    """All lines of a plan, in its order, with the discount factors that were used."""

    plan: Plan
    factors: tuple[Fraction, ...]
    entries: tuple[Entry, ...]

    def select(self, wanted: Callable[[Entry], bool]) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if wanted(entry))

    @property
    def real(self) -> tuple[Entry, ...]:
        """The lines that make up welfare."""
        return self.select(lambda entry: entry.is_real)

    @property
    def welfare(self) -> Fraction:
        return total(self.real)


def total(entries: Iterable[Entry]) -> Fraction:
    """Present value of some entries together."""
    return added(entry.total for entry in entries)


def present_value(line: Line, plan: Plan, factors: Iterable[Fraction]) -> Fraction:
    """Mean present value of a line (for a transfer: to its payer), before overlap."""
    return added(_discounted(yearly_gains(line, plan), factors))


def _discounted(gains: Iterable[Fraction], factors: Iterable[Fraction]) -> list[Fraction]:
    return [short(gain * factor) if gain else gain for gain, factor in zip(gains, factors, strict=True)]


def work_out(plan: Plan) -> Ledger:
    """The ledger of a plan."""
    factors = tuple(discount_factors(plan.discount, plan.horizon_years))
    gains = {line.id: yearly_gains(line, plan) for line in plan.lines}
    present = {name: _discounted(years, factors) for name, years in gains.items()}
    full = {name: added(years) for name, years in present.items()}
    dominant = dominant_lines(plan, full)
    entries = []
    for line in plan.lines:
        weight = ONE
        if line.overlap is not None and dominant[line.overlap.group] != line.id:
            weight = line.overlap.alpha
        counted = [
            [short(weight * value) for value in years] if weight != ONE else years
            for years in (gains[line.id], present[line.id])
        ]
        certain = weight == 0 or is_certain(line, plan)
        entries.append(Entry(line, weight, tuple(counted[0]), tuple(counted[1]), full[line.id], certain))
    return Ledger(plan, factors, tuple(entries))


def dominant_lines(plan: Plan, full: dict[str, Fraction]) -> dict[str, str]:
    """Per overlap group the id of the line with the largest absolute present value, the first of equals."""
    dominant: dict[str, str] = {}
    for line in plan.lines:
        if line.overlap is not None:
            known = dominant.get(line.overlap.group)
            if known is None or abs(full[line.id]) > abs(full[known]):
                dominant[line.overlap.group] = line.id
    return dominant


def payback_month(ledger: Ledger) -> int | None:
    """The first 1-based month after which the cumulative undiscounted mean gain stays at or above 0.

    Investments fall in the first month of their year, effects evenly over it; None when the plan is still
    below zero at the horizon.
    """
    before, last_below = Fraction(0), 0
    both = zip(_per_year(ledger, Role.INVESTMENT), _per_year(ledger, Role.EFFECT), strict=True)
    for year, (invested, effects) in enumerate(both):
        started = before + invested
        before = short(started + effects)
        if before < 0:
            last_below = 12 * year + 12
        elif started + effects / 12 < 0:
            # The gain rises evenly over the year: below zero before the month in which it makes up the rest.
            last_below = 12 * year + ceil(-12 * started / effects) - 1
    return last_below + 1 if last_below < 12 * ledger.plan.horizon_years else None


def _per_year(ledger: Ledger, role: Role) -> list[Fraction]:
    """The undiscounted gain of all lines of a role in each year."""
    found = [Fraction(0)] * ledger.plan.horizon_years
    for entry in ledger.real:
        if entry.line.role is role:
            found = [
                short(known + gain) if gain else known for known, gain in zip(found, entry.gains, strict=True)
            ]
    return found
