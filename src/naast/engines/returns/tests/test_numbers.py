"""Moments in closed form against an independent computation (SciPy)."""

from fractions import Fraction

import pytest
from scipy import stats

from naast.engines.returns.numbers import Number, Shape, exact


def number(shape: Shape, *points: float) -> Number:
    return Number(shape, tuple(Fraction(str(point)) for point in points))


def scipy_of(one: Number):
    low, mode, high = (float(point) for point in one.points)
    width = high - low
    if one.shape is Shape.TRIANGULAR:
        return stats.triang((mode - low) / width, low, width)
    return stats.beta(1 + 4 * (mode - low) / width, 1 + 4 * (high - mode) / width, low, width)


@pytest.mark.parametrize("shape", [Shape.RANGE, Shape.TRIANGULAR])
@pytest.mark.parametrize("points", [(62, 71, 88), (0, 0, 1), (0.2, 0.9, 0.9), (-4, 1, 2)])
def test_moments_of_bounded_numbers(shape, points):
    one = number(shape, *points)
    independent = scipy_of(one)
    for power, moment in enumerate(one.moments(8)):
        # SciPy integrates without its shortcut for a location, so the moments are found another way.
        expected = independent.expect(lambda x, power=power: x**power)
        assert float(moment) == pytest.approx(expected, rel=1e-7, abs=1e-9)


def test_moments_of_a_lognormal():
    one = number(Shape.LOGNORMAL, 80.25, 123.75)
    independent = stats.lognorm(s=0.13165828, scale=99.6540892)
    assert independent.ppf([0.05, 0.95]) == pytest.approx([80.25, 123.75], rel=1e-6)
    for power, moment in enumerate(one.moments(3)):
        assert float(moment) == pytest.approx(independent.moment(power) if power else 1, rel=1e-6)


def test_moments_of_an_exact_number_and_of_a_complement():
    assert exact(3).moments(3) == (1, 3, 9, 27)
    assert exact(0).moments(2) == (1, 0, 0)
    share = number(Shape.RANGE, 0.1, 0.2, 0.5)
    mean, square = share.moments(2)[1:]
    assert share.complement().moments(2) == (1, 1 - mean, 1 - 2 * mean + square)


def test_ends_of_a_number():
    assert (number(Shape.RANGE, 1, 2, 4).low, number(Shape.LOGNORMAL, 5, 9).high) == (1, 9)
