"""Which inputs matter: mean welfare at an input's ends, and the value at which it would be zero.

Everything is computed from means, so it needs no draws. Numbers that share a draw move together. Which line
of an overlap group is dominant stays as it is in the plan.

Figures are worked out in floats first, and exactly where a float cannot tell how they round: a result is as
exact as the means, and takes a tenth of the time.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import TypeVar

from naast.engines.returns.fields import LARGEST
from naast.engines.returns.ledger import Ledger, present_value
from naast.engines.returns.means import curves, present_about, present_along
from naast.engines.returns.numbers import Number, exact, short
from naast.engines.returns.result import SURE, Swing, Switch, rounded
from naast.engines.returns.types import INPUTS, QUANTITIES, SHARES, Line

N = TypeVar("N", Fraction, float)
Use = tuple[int, str]
ONE = Fraction(1)
# Enough halvings of 0-1 to be sure of four decimals.
HALVINGS = 40
# A float of some dozens of steps is right to this share of the largest amount in it, with room to spare.
FLOAT_ERROR = 1e-12
# Euros; a fraction that was kept short is right to less.
NEGLIGIBLE = Fraction(1, 10**SURE)


@dataclass(frozen=True, slots=True)
class Moved:
    """An uncertain number with all its uses, and mean welfare at its low and at its high end."""

    line: str
    input: str
    uses: tuple[Use, ...]
    low: Decimal
    high: Decimal
    swing: float


class Sensitivity:
    """How mean welfare follows the inputs of one ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.welfare = ledger.welfare
        self._full = [float(entry.full) for entry in ledger.entries]
        self._weight = [float(entry.weight) for entry in ledger.entries]
        self._about = float(self.welfare)
        self._size = sum(map(abs, self._full)) + 1.0
        self._factors = [float(factor) for factor in ledger.factors]
        self._curves: dict[int, dict[str, list[float]] | None] = {}
        self._exact: dict[int, dict[str, list[Fraction]] | None] = {}

    def moved(self) -> tuple[Moved, ...]:
        """Every uncertain number that moves welfare, the widest swing first."""
        found = []
        for line, name, uses in _numbers(self.ledger, uncertain_only=True):
            low, about_low = self._welfare(uses, lambda number: number.low)
            high, about_high = self._welfare(uses, lambda number: number.high)
            swing = abs(about_high - about_low)
            if low != high or swing > self._size * FLOAT_ERROR:
                found.append(Moved(line.id, name, uses, low, high, swing))
        return tuple(sorted(found, key=lambda row: -row.swing))

    def switching(self) -> tuple[Switch, ...]:
        """The value of each input at which mean welfare is 0, where there is one.

        Only values that the input could have: shares from 0 to 1, quantities and prices of 0 and more.
        """
        found = []
        for line, name, uses in _numbers(self.ledger, uncertain_only=False):
            is_share = bool({used for _, used in uses} & set(SHARES))
            value = self._zero(uses, is_share=is_share, decimals=2 if name == "price" else 4)
            if value is not None:
                found.append(Switch(line.id, name, value))
        return tuple(found)

    def _welfare(self, uses: Sequence[Use], value: Callable[[Number], Fraction]) -> tuple[Decimal, float]:
        """Mean welfare, to the cent and about, with the number at `uses` fixed at `value(number)`."""
        inputs = [self.ledger.entries[position].line.input(name) for position, name in uses]
        found = self._each(uses, self._curves, float)
        if found is not None:
            about = self._about
            for (position, _), curve, number in zip(uses, found, inputs, strict=True):
                moved = _at(curve, 1.0 - float(value(number))) - self._full[position]
                about += self._weight[position] * moved
            error = self._size * FLOAT_ERROR
        else:
            about, error = self._worked_out_about(uses, value)
        sure = _sure(about, 2, error)
        if sure is not None:
            return sure, about
        worked_out = _worked_out(self.ledger, self.welfare, uses, value)
        return rounded(worked_out, 2), float(worked_out)

    def _zero(self, uses: Sequence[Use], *, is_share: bool, decimals: int) -> Decimal | None:
        """The value at `uses` at which mean welfare is 0: of a straight line, else by halving 0-1."""
        curves_here = self._each(uses, self._curves, float)
        if curves_here is None:
            return self._zero_worked_out(uses, is_share=is_share, decimals=decimals)
        at = self._together(uses, curves_here, self._about, self._weight, self._full)
        at_zero, at_one = sum(at), at[0]
        error = self._size * FLOAT_ERROR
        if any(abs(coefficient) > error for coefficient in at[2:]):
            if not is_share or at_zero * at_one > 0:
                return None
            root = _halved(lambda value: _at(at, 1.0 - value), at_zero)
            return rounded(Fraction(root), decimals)
        known, value = _straight_zero_about(at_zero, at_one, error, is_share, decimals)
        if known:
            return value
        exactly = self._each(uses, self._exact, Fraction)
        if exactly is None:
            return self._zero_worked_out(uses, is_share=is_share, decimals=decimals)
        weights = [entry.weight for entry in self.ledger.entries]
        full = [entry.full for entry in self.ledger.entries]
        straight = self._together(uses, exactly, self.welfare, weights, full)
        return _straight_zero(sum(straight, Fraction(0)), straight[0], is_share, decimals)

    @staticmethod
    def _together(
        uses: Sequence[Use], each: Sequence[list[N]], welfare: N, weights: Sequence[N], full: Sequence[N]
    ) -> list[N]:
        """Mean welfare as a polynomial of 1 - x, x the one value at all `uses`."""
        longest = max(2, *(len(curve) for curve in each))
        found = [welfare] + [welfare - welfare] * (longest - 1)
        for (position, _), curve in zip(uses, each, strict=True):
            for power, coefficient in enumerate(curve):
                found[power] += weights[position] * coefficient
            found[0] -= weights[position] * full[position]
        return found

    def _each(
        self,
        uses: Sequence[Use],
        known: dict[int, dict[str, list[N]] | None],
        as_number: Callable[[Fraction], N],
    ) -> list[list[N]] | None:
        """The curve of each use by itself; None when they do not simply add up."""
        found = []
        for position, name in uses:
            if position not in known:
                line = self.ledger.entries[position].line
                known[position] = curves(line, self.ledger.plan, self.ledger.factors, as_number)
            of_line = known[position]
            if of_line is None:
                return None
            found.append(of_line[name])
        # Two uses in one line add up only when they are subtracted there: the quantities.
        if _multiplied(uses):
            return None
        return found

    def _worked_out_about(
        self, uses: Iterable[Use], value: Callable[[Number], Fraction]
    ) -> tuple[float, float]:
        """Mean welfare with the number at `uses` fixed, every line worked out in floats; and its error."""
        about, size = self._about, self._size
        for position, line in _changed(self.ledger, uses, value).items():
            found, of_line = present_about(line, self.ledger.plan, self._factors)
            about += self._weight[position] * (found - self._full[position])
            size += self._weight[position] * of_line
        return about, size * FLOAT_ERROR

    def _zero_worked_out(self, uses: Sequence[Use], *, is_share: bool, decimals: int) -> Decimal | None:
        """As `_zero`, where the curves of the uses do not simply add up."""

        def about(value: float) -> tuple[float, float]:
            return self._worked_out_about(uses, lambda _: Fraction(value))

        def welfare(value: Fraction) -> Fraction:
            return _worked_out(self.ledger, self.welfare, uses, lambda _: value)

        straight = not _multiplied(uses) and all(name != "dropoff" for _, name in uses)
        if straight:
            (from_zero, error), (from_one, also) = about(0.0), about(1.0)
            known, value = _straight_zero_about(from_zero, from_one, max(error, also), is_share, decimals)
            if known:
                return value
        at_zero, at_one = welfare(Fraction(0)), welfare(ONE)
        if abs(at_zero + at_one - 2 * welfare(ONE / 2)) <= NEGLIGIBLE:
            return _straight_zero(at_zero, at_one, is_share, decimals)
        if not is_share or at_zero * at_one > 0:
            return None
        root = _halved(self._along(uses), float(at_zero))
        return rounded(Fraction(root), decimals)

    def _along(self, uses: Iterable[Use]) -> Callable[[float], float]:
        """Mean welfare, in floats, as a function of one value at all `uses`."""
        parts = [
            (
                self._weight[position],
                self._full[position],
                present_along(self.ledger.entries[position].line, self.ledger.plan, self._factors, names),
            )
            for position, names in _names_in(uses).items()
        ]
        return lambda value: (
            self._about + sum(weight * (present(value) - full) for weight, full, present in parts)
        )


def tornado(rows: Iterable[Moved]) -> tuple[Swing, ...]:
    """Mean welfare with each uncertain input at its low and its high end, the widest swing first.

    Inputs that do not move welfare are left out. A number used in several places gives one row, at its first
    use.
    """
    return tuple(Swing(row.line, row.input, row.low, row.high) for row in rows)


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
    with_ref: dict[str, list[tuple[Use, Number]]] = {}
    for use, _, number in every:
        if number.ref is not None:
            with_ref.setdefault(number.ref, []).append((use, number))
    seen: set[Use] = set()
    for use, line, number in every:
        if use in seen:
            continue
        uses = [use]
        if number.ref is not None:
            uses = [
                other
                for other, candidate in with_ref[number.ref]
                if uncertain_only or number.same_distribution(candidate)
            ]
        seen.update(uses)
        yield line, use[1], tuple(uses)


def _worked_out(
    ledger: Ledger, welfare: Fraction, uses: Iterable[Use], value: Callable[[Number], Fraction]
) -> Fraction:
    """Mean welfare with the number at `uses` fixed, exactly, every line worked out anew."""
    for position, line in _changed(ledger, uses, value).items():
        entry = ledger.entries[position]
        moved = entry.weight * present_value(line, ledger.plan, ledger.factors) - entry.total
        welfare = short(welfare + moved)
    return welfare


def _changed(ledger: Ledger, uses: Iterable[Use], value: Callable[[Number], Fraction]) -> dict[int, Line]:
    """The lines of `uses` by position, with the number there fixed."""
    changed: dict[int, Line] = {}
    for position, name in uses:
        line = changed.get(position, ledger.entries[position].line)
        changed[position] = line.with_input(name, exact(value(line.input(name))))
    return changed


def _multiplied(uses: Iterable[Use]) -> bool:
    """Whether a line multiplies the number at `uses` with itself; the quantities are subtracted."""
    return any(len(names) > 1 and not names <= set(QUANTITIES) for names in _names_in(uses).values())


def _names_in(uses: Iterable[Use]) -> dict[int, set[str]]:
    """The inputs of `uses` by line."""
    found: dict[int, set[str]] = {}
    for position, name in uses:
        found.setdefault(position, set()).add(name)
    return found


def _sure(about: float, decimals: int, error: float) -> Decimal | None:
    """`about` rounded; None when a tie lies within its error, for then only the exact value tells."""
    scaled = about * 10**decimals
    below = floor(scaled)
    if abs(scaled - below - 0.5) <= error * 10**decimals:
        return None
    return Decimal(below if scaled - below < 0.5 else below + 1).scaleb(-decimals)


def _straight_zero_about(
    at_zero: float, at_one: float, error: float, is_share: bool, decimals: int
) -> tuple[bool, Decimal | None]:
    """Whether floats tell where a straight line is 0, and if so where, as `_straight_zero` says it."""
    slope = at_zero - at_one
    if abs(slope) <= 1000 * error:
        return False, None
    value = at_zero / slope
    doubt = 10 * error / abs(slope) * max(1.0, abs(value))
    sure = _sure(value, decimals, doubt)
    if sure is None or abs(value) <= doubt or (is_share and abs(value - 1) <= doubt):
        return False, None
    return True, sure if _possible(value, is_share) else None


def _straight_zero(at_zero: Fraction, at_one: Fraction, is_share: bool, decimals: int) -> Decimal | None:
    """Where a straight line is 0, when the input can have that value."""
    if at_zero == at_one:
        return None
    value = at_zero / (at_zero - at_one)
    return rounded(value, decimals) if _possible(value, is_share) else None


def _possible(value: Fraction | float, is_share: bool) -> bool:
    """Whether the input could have this value: what `parse` would take, from 0 up."""
    return 0 <= value <= (1 if is_share else LARGEST)


def _halved(welfare: Callable[[float], float], at_zero: float) -> float:
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if welfare(middle) * at_zero > 0 else (low, middle)
    return high


def _at(polynomial: Sequence[float], value: float) -> float:
    """The polynomial at a value (Horner's scheme)."""
    found = polynomial[-1]
    for coefficient in polynomial[-2::-1]:
        found = found * value + coefficient
    return found
