"""Uncertain numbers and their exact moments.

Everything is a fraction: for an exact number, a PERT range and a triangle the moments are rational in the
points given, so a mean is right to the last cent and a tie is a tie. A lognormal is irrational; its moments
are computed to forty digits. What is multiplied year after year is kept `short`. Derivations are in
``docs/engines/returns.md``.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from enum import StrEnum
from fractions import Fraction
from math import lcm
from operator import floordiv, truediv
from typing import Any, TypeVar

# The 95th percentile of the standard normal distribution, to forty digits.
NORMAL_95 = Decimal("1.644853626951472714863848907991632136083")
DIGITS = 50
PERT_LAMBDA = 4
LONGEST, KEPT = 1024, 512
"""Bits of the denominator up to which a fraction stays exact, and the binary places that a longer one keeps.

A plan of ordinary prices over some decades stays exact. Of the largest amount that fits a plan (1e96 euros)
fifty decimals are right; without a bound two hundred years of long shares make a hundred thousand digits.
"""
N = TypeVar("N", Fraction, int)


def short(value: Fraction) -> Fraction:
    """The same fraction while its denominator is short, else to `KEPT` binary places (half-even)."""
    if value.denominator.bit_length() <= LONGEST:
        return value
    return Fraction(round(value * (1 << KEPT)), 1 << KEPT)


def added(values: Iterable[Fraction]) -> Fraction:
    """The sum of some fractions, kept `short`."""
    total = Fraction(0)
    for value in values:
        if value:
            total = short(total + value)
    return total


class Shape(StrEnum):
    """How an uncertain number is given; the value is its key in the plan."""

    EXACT = "exact"
    RANGE = "range"
    TRIANGULAR = "triangular"
    LOGNORMAL = "lognormal"


@dataclass(frozen=True, slots=True)
class Number:
    """An uncertain number.

    `points` are (value) for exact, (low, mode, high) for a range (PERT, lambda 4) and a triangle, (p05, p95)
    for a lognormal; the unit is that of the input it stands for. Numbers with the same `ref` share a draw.
    `source`, `quality` and `reason` are shown with the result and not calculated with.
    """

    shape: Shape
    points: tuple[Fraction, ...]
    ref: str | None = None
    source: str = ""
    quality: str = ""
    reason: str = ""
    _known: dict[int, tuple[Fraction, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Moments that were worked out: the sensitivity tables ask for the same ones hundreds of times."""

    @property
    def is_exact(self) -> bool:
        return self.shape is Shape.EXACT

    @property
    def low(self) -> Fraction:
        """The low end: the lowest point, for a lognormal its 5th percentile."""
        return self.points[0]

    @property
    def high(self) -> Fraction:
        """The high end: the highest point, for a lognormal its 95th percentile."""
        return self.points[-1]

    @property
    def mean(self) -> Fraction:
        return self.moments(1)[1]

    def moments(self, highest: int) -> tuple[Fraction, ...]:
        """The raw moments E[X^0] .. E[X^highest]."""
        if highest not in self._known:
            self._known[highest] = _moments(self.shape, self.points, highest)
        return self._known[highest]

    def moments_of_complement(self, highest: int) -> tuple[Fraction, ...]:
        """The raw moments of 1 - X."""
        key = -1 - highest
        if key not in self._known:
            self._known[key] = self.complement().moments(highest)
        return self._known[key]

    def complement(self) -> "Number":
        """The number 1 - X, for a share given as exact, range or triangle (a lognormal is never a share)."""
        return Number(self.shape, tuple(1 - point for point in reversed(self.points)))

    def same_distribution(self, other: "Number") -> bool:
        return self.shape is other.shape and self.points == other.points


def exact(value: Fraction | int) -> Number:
    """A number without uncertainty."""
    return Number(Shape.EXACT, (Fraction(value),))


# The sensitivity tables ask for the same moments hundreds of times.
def _moments(shape: Shape, points: tuple[Fraction, ...], highest: int) -> tuple[Fraction, ...]:
    if shape is Shape.LOGNORMAL:
        return tuple(_lognormal_moments(points, highest))
    divisor = lcm(*(point.denominator for point in points))
    whole = [point.numerator * (divisor // point.denominator) for point in points]
    recurrence = RECURRENCES[shape]
    # Each step brings the divisor, and a number of some bits, into the denominator.
    if highest * (divisor.bit_length() + 8) <= LONGEST:
        return tuple(recurrence(whole, divisor, highest, Fraction(1), truediv))
    places = 1 << KEPT
    return tuple(Fraction(value, places) for value in recurrence(whole, divisor, highest, places, floordiv))


def _powers(
    points: Sequence[int], divisor: int, highest: int, one: N, divided: Callable[[N, int], N]
) -> list[N]:
    (value,) = points
    found = [one]
    for power in range(highest):
        found.append(divided(value * found[power], divisor))
    return found


def _pert_moments(
    points: Sequence[int], divisor: int, highest: int, one: N, divided: Callable[[N, int], N]
) -> list[N]:
    """Moments of a PERT distribution by the recurrence of its (scaled beta) density; lambda 4."""
    low, mode, high = points
    found = [one]
    for power in range(highest):
        total = ((power + 1) * (low + high) + PERT_LAMBDA * mode) * divisor * found[power]
        if power:
            total -= power * low * high * found[power - 1]
        found.append(divided(total, divisor**2 * (power + PERT_LAMBDA + 2)))
    return found


def _triangular_moments(
    points: Sequence[int], divisor: int, highest: int, one: N, divided: Callable[[N, int], N]
) -> list[N]:
    """Moments of a triangle: 2 h_k / ((k + 1)(k + 2)), h_k the complete symmetric polynomial."""
    low, mode, high = points
    first, second, third = low + mode + high, low * mode + low * high + mode * high, low * mode * high
    symmetric = [one - one, one - one, one]
    for _ in range(highest):
        total = first * divisor**2 * symmetric[-1] - second * divisor * symmetric[-2] + third * symmetric[-3]
        symmetric.append(divided(total, divisor**3))
    return [divided(2 * value, (k + 1) * (k + 2)) for k, value in enumerate(symmetric[2:])]


# Each takes the points times `divisor`, and gives the moments times `one`.
RECURRENCES: dict[Shape, Callable[..., list[Any]]] = {
    Shape.EXACT: _powers,
    Shape.RANGE: _pert_moments,
    Shape.TRIANGULAR: _triangular_moments,
}


def _lognormal_moments(points: tuple[Fraction, ...], highest: int) -> list[Fraction]:
    """Moments of a lognormal given by its 5th and 95th percentile: exp(k mu + k^2 sigma^2 / 2)."""
    with localcontext() as context:
        context.prec = DIGITS
        low, high = (Decimal(point.numerator) / point.denominator for point in points)
        mu = (low.ln() + high.ln()) / 2
        sigma = (high.ln() - low.ln()) / (2 * NORMAL_95)
        return [Fraction((k * mu + k * k * sigma * sigma / 2).exp()) for k in range(highest + 1)]
