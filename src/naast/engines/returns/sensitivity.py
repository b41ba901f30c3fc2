"""Which inputs matter: mean welfare at an input's ends, and the value at which it would be zero.

Everything is computed from means, so it needs no draws. Numbers that share a draw move together. Which line
of an overlap group is dominant stays as it is in the plan.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from naast.engines.returns.ledger import Ledger, present_value
from naast.engines.returns.means import Polynomial, curves
from naast.engines.returns.numbers import Number, exact
from naast.engines.returns.result import Swing, Switch, rounded
from naast.engines.returns.types import INPUTS, QUANTITIES, SHARES, Line

Use = tuple[int, str]
N = TypeVar("N", Fraction, float)
ONE = Fraction(1)
# Enough halvings of 0-1 to be sure of four decimals.
HALVINGS = 40


@dataclass(frozen=True, slots=True)
class Moved:
    """An uncertain number with all its uses, and mean welfare at its low and at its high end."""

    line: str
    input: str
    uses: tuple[Use, ...]
    low: Fraction
    high: Fraction

    @property
    def swing(self) -> Fraction:
        return abs(self.high - self.low)


class Sensitivity:
    """How mean welfare follows the inputs of one ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.welfare = ledger.welfare
        self._curves: dict[int, dict[str, Polynomial] | None] = {}

    def moved(self) -> tuple[Moved, ...]:
        """Every uncertain number that moves welfare, the widest swing first."""
        found = []
        for line, name, uses in _numbers(self.ledger, uncertain_only=True):
            low = self._welfare(uses, lambda number: number.low)
            high = self._welfare(uses, lambda number: number.high)
            if low != high:
                found.append(Moved(line.id, name, uses, low, high))
        return tuple(sorted(found, key=lambda row: -row.swing))

    def switching(self) -> tuple[Switch, ...]:
        """The value of each input at which mean welfare is 0, where there is one.

        Only values that the input could have: shares from 0 to 1, quantities and prices of 0 and more.
        """
        found = []
        for line, name, uses in _numbers(self.ledger, uncertain_only=False):
            is_share = bool({used for _, used in uses} & set(SHARES))
            value = _zero(self._curve(uses), is_share=is_share)
            if value is not None:
                found.append(Switch(line.id, name, rounded(value, 2 if name == "price" else 4)))
        return tuple(found)

    def _welfare(self, uses: Sequence[Use], value: Callable[[Number], Fraction]) -> Fraction:
        """Mean welfare with the number at `uses` fixed at `value(number)`."""
        curves = self._each(uses)
        if curves is None:
            return _worked_out(self.ledger, self.welfare, uses, value)
        found = self.welfare
        for (position, name), curve in zip(uses, curves, strict=True):
            entry = self.ledger.entries[position]
            found += entry.weight * (_at(curve, ONE - value(entry.line.input(name))) - entry.full)
        return found

    def _curve(self, uses: Sequence[Use]) -> "Polynomial | Callable[[Fraction], Fraction]":
        """Mean welfare as a polynomial of 1 - x, x the one value at all `uses`; else as a function of x."""
        curves = self._each(uses)
        if curves is None:
            return lambda value: _worked_out(self.ledger, self.welfare, uses, lambda _: value)
        found = [self.welfare, Fraction(0)]
        for (position, _), curve in zip(uses, curves, strict=True):
            entry = self.ledger.entries[position]
            found += [Fraction(0)] * (len(curve) - len(found))
            for power, value in enumerate(curve):
                found[power] += entry.weight * value
            found[0] -= entry.weight * entry.full
        return found

    def _each(self, uses: Sequence[Use]) -> list[Polynomial] | None:
        """The curve of each use by itself; None when they do not simply add up."""
        found = []
        names_in: dict[int, set[str]] = {}
        for position, name in uses:
            names_in.setdefault(position, set()).add(name)
            if position not in self._curves:
                line = self.ledger.entries[position].line
                self._curves[position] = curves(line, self.ledger.plan, self.ledger.factors)
            of_line = self._curves[position]
            if of_line is None:
                return None
            found.append(of_line[name])
        # Two uses in one line add up only when they are subtracted there: the quantities.
        if any(len(names) > 1 and not names <= set(QUANTITIES) for names in names_in.values()):
            return None
        return found


def tornado(rows: Iterable[Moved]) -> tuple[Swing, ...]:
    """Mean welfare with each uncertain input at its low and its high end, the widest swing first.

    Inputs that do not move welfare are left out. A number used in several places gives one row, at its first
    use.
    """
    return tuple(Swing(row.line, row.input, rounded(row.low, 2), rounded(row.high, 2)) for row in rows)


def _numbers(ledger: Ledger, *, uncertain_only: bool) -> Iterator[tuple[Line, str, tuple[Use, ...]]]:
    """Each number of the real lines once, at its first use, with all its uses (entry position, input).

    Uncertain numbers of one `ref` are one draw; without `uncertain_only` they must also be the same number,
    so that one value can stand for all. A quantity that is the same in both scenarios is skipped: it changes
    nothing.
    """
    every: list[tuple[Use, Line, Number]] = []
    for position, entry in enumerate(ledger.entries):
        if not entry.is_real:
            continue
        for name in INPUTS:
            number = entry.line.input(name)
            skipped = entry.line.changes_nothing and name in QUANTITIES
            if not skipped and not (uncertain_only and number.is_exact):
                every.append(((position, name), entry.line, number))
    seen: set[Use] = set()
    for use, line, number in every:
        if use in seen:
            continue
        uses = [use]
        if number.ref is not None:
            uses = [
                other
                for other, _, candidate in every
                if candidate.ref == number.ref and (uncertain_only or number.same_distribution(candidate))
            ]
        seen.update(uses)
        yield line, use[1], tuple(uses)


def _worked_out(
    ledger: Ledger, welfare: Fraction, uses: Iterable[Use], value: Callable[[Number], Fraction]
) -> Fraction:
    """Mean welfare with the number at `uses` fixed, worked out anew: for lines whose numbers share a draw."""
    changed: dict[int, Line] = {}
    for position, name in uses:
        line = changed.get(position, ledger.entries[position].line)
        changed[position] = line.with_input(name, exact(value(line.input(name))))
    for position, line in changed.items():
        entry = ledger.entries[position]
        welfare += entry.weight * present_value(line, ledger.plan, ledger.factors) - entry.total
    return welfare


def _zero(curve: "Polynomial | Callable[[Fraction], Fraction]", *, is_share: bool) -> Fraction | None:
    """Where welfare is 0: by a straight line where it is one, else (shares only) by halving 0-1."""
    if callable(curve):
        worked_out = curve
        at_zero, at_one = worked_out(Fraction(0)), worked_out(ONE)
        middle = worked_out(ONE / 2)
        straight = at_zero + at_one == 2 * middle
    else:
        at_zero, at_one = sum(curve, Fraction(0)), curve[0]
        straight = not any(curve[2:])
    if straight:
        if at_zero == at_one:
            return None
        value = at_zero / (at_zero - at_one)
        return value if value >= 0 and (value <= 1 or not is_share) else None
    if not is_share or at_zero * at_one > 0:
        return None
    if callable(curve):
        return _halved(lambda value: float(worked_out(Fraction(value))), float(at_zero))
    powers = [float(value) for value in curve]
    return _halved(lambda value: _at(powers, 1 - value), float(at_zero))


def _halved(welfare: Callable[[float], float], at_zero: float) -> Fraction:
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if welfare(middle) * at_zero > 0 else (low, middle)
    return Fraction(high)


def _at(polynomial: Sequence[N], value: N) -> N:
    """The polynomial at a value (Horner's scheme)."""
    found = polynomial[-1]
    for coefficient in polynomial[-2::-1]:
        found = found * value + coefficient
    return found
