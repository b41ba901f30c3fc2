"""Uncertain numbers and their exact moments.

Everything is a fraction: for an exact number, a PERT range and a triangle the moments are rational in the
points given, so a mean is right to the last cent and a tie is a tie. A lognormal is irrational; its moments
are computed to forty digits. Derivations are in ``docs/engines/returns.md``.
"""

from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

# The 95th percentile of the standard normal distribution, to forty digits.
NORMAL_95 = Decimal("1.644853626951472714863848907991632136083")
DIGITS = 50
PERT_LAMBDA = 4


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
        if self.shape is Shape.EXACT:
            return tuple(self.points[0] ** power for power in range(highest + 1))
        return _moments(self.shape, self.points, highest)

    def complement(self) -> "Number":
        """The number 1 - X, for a share given as exact, range or triangle (a lognormal is never a share)."""
        return Number(self.shape, tuple(1 - point for point in reversed(self.points)))

    def same_distribution(self, other: "Number") -> bool:
        return self.shape is other.shape and self.points == other.points


def exact(value: Fraction | int) -> Number:
    """A number without uncertainty."""
    return Number(Shape.EXACT, (Fraction(value),))


# The sensitivity tables ask for the same moments hundreds of times.
@lru_cache(maxsize=1024)
def _moments(shape: Shape, points: tuple[Fraction, ...], highest: int) -> tuple[Fraction, ...]:
    if shape is Shape.RANGE:
        return tuple(_pert_moments(points, highest))
    if shape is Shape.TRIANGULAR:
        return tuple(_triangular_moments(points, highest))
    return tuple(_lognormal_moments(points, highest))


def _pert_moments(points: tuple[Fraction, ...], highest: int) -> list[Fraction]:
    """Moments of a PERT distribution by the recurrence of its (scaled beta) density; lambda 4."""
    low, mode, high = points
    found = [Fraction(1)]
    for power in range(highest):
        total = ((power + 1) * (low + high) + PERT_LAMBDA * mode) * found[power]
        if power:
            total -= power * low * high * found[power - 1]
        found.append(total / (power + PERT_LAMBDA + 2))
    return found


def _triangular_moments(points: tuple[Fraction, ...], highest: int) -> list[Fraction]:
    """Moments of a triangle: 2 h_k / ((k + 1)(k + 2)), h_k the complete symmetric polynomial."""
    low, mode, high = points
    one, two, three = low + mode + high, low * mode + low * high + mode * high, low * mode * high
    symmetric = [Fraction(0), Fraction(0), Fraction(1)]
    for _ in range(highest):
        symmetric.append(one * symmetric[-1] - two * symmetric[-2] + three * symmetric[-3])
    return [2 * value / ((k + 1) * (k + 2)) for k, value in enumerate(symmetric[2:])]


def _lognormal_moments(points: tuple[Fraction, ...], highest: int) -> list[Fraction]:
    """Moments of a lognormal given by its 5th and 95th percentile: exp(k mu + k^2 sigma^2 / 2)."""
    with localcontext() as context:
        context.prec = DIGITS
        low, high = (Decimal(point.numerator) / point.denominator for point in points)
        mu = (low.ln() + high.ln()) / 2
        sigma = (high.ln() - low.ln()) / (2 * NORMAL_95)
        return [Fraction((k * mu + k * k * sigma * sigma / 2).exp()) for k in range(highest + 1)]
