"""Expected gains of one line, year by year, in closed form.

The gain is a product of uncertain numbers. Independent numbers are multiplied by their means; numbers that
share a draw (the same `ref`) are one number, so their joint factor is a polynomial of it and its moments are
needed. The yearly drop-off always is such a polynomial: E[(1-d)^n] is not (1-E[d])^n.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from operator import mul
from typing import TypeVar

from naast.engines.returns.numbers import DIGITS, Number, Shape, exact, short
from naast.engines.returns.types import INPUTS, Discount, Line, Plan, Sense, Timing

# A factor is (constant, slope): constant + slope * X.
AS_IT_IS = (Fraction(0), Fraction(1))
COMPLEMENT = (Fraction(1), Fraction(-1))
FACTORS = {
    "price": AS_IT_IS,
    "deadweight": COMPLEMENT,
    "displacement": COMPLEMENT,
    "attribution": AS_IT_IS,
    "success": AS_IT_IS,
}

Polynomial = tuple[Fraction, ...]
N = TypeVar("N", Fraction, float)


def discount_factors(discount: Discount, horizon: int) -> list[Fraction]:
    """The present value of one euro in each year 0 .. horizon-1.

    A schedule's forward rate holds from its year on; factors multiply from year to year. `start` takes the
    value at the start of the year, `middle` half a year later, `end` a year later.
    """
    factors, running = [], Fraction(1)
    for year in range(horizon):
        rate = next(rate for start, rate in reversed(discount.steps) if start <= year)
        at_start, running = running, short(running / (1 + rate))
        if discount.timing is Timing.START:
            factors.append(at_start)
        elif discount.timing is Timing.MIDDLE:
            factors.append(short(at_start * _half_year(rate)))
        else:
            factors.append(running)
    return factors


def _half_year(rate: Fraction) -> Fraction:
    growth = 1 + rate
    with localcontext() as context:
        context.prec = DIGITS
        return Fraction(1 / (Decimal(growth.numerator) / growth.denominator).sqrt())


def counted_years(line: Line, plan: Plan) -> int:
    """How many years of the line lie before the horizon."""
    return max(0, min(line.years, plan.horizon_years - line.start_year))


def yearly_gains(line: Line, plan: Plan) -> list[Fraction]:
    """Mean undiscounted gain of the line (for a transfer: of its payer) in each year, before overlap.

    Euros of the base year; costs are negative.
    """
    gains = [Fraction(0)] * plan.horizon_years
    years = counted_years(line, plan)
    terms = _terms(line, plan)
    if len(terms) == 1:
        ((constant, shared),) = terms
        gains[line.start_year : line.start_year + years] = [
            short(constant * kept) for kept in _left(line.dropoff, shared, years)
        ]
        return gains
    for constant, shared in terms:
        for year, kept in enumerate(_left(line.dropoff, shared, years), start=line.start_year):
            gains[year] = short(gains[year] + constant * kept)
    return gains


def present_about(line: Line, plan: Plan, factors: Sequence[float]) -> tuple[float, float]:
    """Mean present value of the line before overlap, in floats, and the size of what was added up for it.

    `factors` are those of the plan's years.
    """
    years = counted_years(line, plan)
    counting = factors[line.start_year : line.start_year + years]
    parts = [
        float(constant) * sum(map(mul, counting, _left_about(line.dropoff, shared, years)))
        for constant, shared in _terms(line, plan)
    ]
    return sum(parts), sum(map(abs, parts))


def present_along(
    line: Line, plan: Plan, factors: Sequence[float], names: Collection[str]
) -> Callable[[float], float]:
    """As `present_about`, as a function of one value for all the inputs `names` of the line."""
    still = line
    for name in names:
        # A factor of 1, and of the quantities nothing; what they are is multiplied in below.
        still = still.with_input(name, exact(1 if FACTORS.get(name) == AS_IT_IS else 0))
    constant, slope = present_about(still, plan, factors)[0], 0.0
    if ("plan" in names) != ("nothing" in names):
        (quantity,) = {"plan", "nothing"} & set(names)
        slope = present_about(still.with_input(quantity, exact(1)), plan, factors)[0] - constant
    chain = [(float(FACTORS[name][0]), float(FACTORS[name][1])) for name in names if name in FACTORS]
    years = counted_years(line, plan) if "dropoff" in names else 0
    counting = factors[line.start_year : line.start_year + years]

    def present(value: float) -> float:
        found = constant + slope * value
        for start, steep in chain:
            found *= start + steep * value
        if counting:
            left = 0.0
            for factor in reversed(counting):
                left = left * (1.0 - value) + factor
            found *= left / sum(counting)
        return found

    return present


def price_level(line: Line, plan: Plan) -> Fraction:
    if plan.index is None:
        return Fraction(1)
    return short(plan.index[plan.base_year] / plan.index[line.price_year])


def curves(
    line: Line, plan: Plan, factors: Sequence[Fraction], as_number: Callable[[Fraction], N]
) -> dict[str, list[N]] | None:
    """For each input the mean present value of a line, before overlap, as a polynomial of 1 - x.

    One input is fixed at x and the others keep their means; `factors` are the discount factors of the plan's
    years; `as_number` is `float`, or `Fraction` to be exact. None when numbers of the line share a draw: then
    they are not independent.
    """
    nought, one = as_number(Fraction(0)), as_number(Fraction(1))
    years = counted_years(line, plan)
    if not years:
        return {name: [nought] for name in INPUTS}
    refs = [line.input(name).ref for name in INPUTS if not line.input(name).is_exact]
    named = [ref for ref in refs if ref is not None]
    if len(named) != len(set(named)) or line.changes_nothing:
        return None
    discounted = [as_number(factor) for factor in factors[line.start_year : line.start_year + years]]
    plan_mean, nothing_mean = as_number(line.plan.mean), as_number(line.nothing.mean)
    chain = {name: (as_number(constant), as_number(slope)) for name, (constant, slope) in FACTORS.items()}
    parts = {
        name: constant + slope * as_number(line.input(name).mean) for name, (constant, slope) in chain.items()
    }
    parts["quantity"] = plan_mean - nothing_mean
    kept = [as_number(moment) for moment in line.dropoff.moments_of_complement(years - 1)]
    parts["survival"] = sum((factor * share for factor, share in zip(discounted, kept, strict=True)), nought)
    sign = 1 if line.sense is Sense.BENEFIT else -1
    without = _each_left_out(as_number(sign * price_level(line, plan)), parts, one)
    found = {
        name: [without[name] * (constant + slope), -without[name] * slope]
        for name, (constant, slope) in chain.items()
    }
    found["dropoff"] = [without["survival"] * factor for factor in discounted]
    rest = without["quantity"]
    found["plan"] = [rest * (one - nothing_mean), -rest]
    found["nothing"] = [rest * (plan_mean - one), rest]
    return found


def _each_left_out(scale: N, parts: Mapping[str, N], one: N) -> dict[str, N]:
    """The product of `scale` and all parts but one, for each of them; a part may be 0."""
    found, running = {}, scale
    for name, value in parts.items():
        found[name] = running
        running = running * value
    running = one
    for name, value in reversed(list(parts.items())):
        found[name] = found[name] * running
        running = running * value
    return found


def _terms(line: Line, plan: Plan) -> list[tuple[Fraction, Polynomial]]:
    """The mean gain of a year as a sum of constants, each times what `_left` gives for the polynomial."""
    if not counted_years(line, plan) or line.changes_nothing:
        return []
    scale = price_level(line, plan) * (1 if line.sense is Sense.BENEFIT else -1)
    gain, shared = _product(line, line.plan)
    loss, also_shared = _product(line, line.nothing)
    found = [(gain - loss, shared)] if shared == also_shared else [(gain, shared), (-loss, also_shared)]
    return [(short(scale * constant), polynomial) for constant, polynomial in found if constant]


def _product(line: Line, quantity: Number) -> tuple[Fraction, Polynomial]:
    """E[quantity * price * shares] without the numbers that share the draw of the drop-off, and those as a
    polynomial of it.
    """
    if quantity.is_exact and not quantity.points[0]:
        return Fraction(0), (Fraction(1),)
    parts = [(quantity, AS_IT_IS)] + [(line.input(name), factor) for name, factor in FACTORS.items()]
    fixed = Fraction(1)
    groups: dict[str, tuple[Number, Polynomial]] = {}
    for position, (number, (constant, slope)) in enumerate(parts):
        if number.is_exact:
            fixed *= constant + slope * number.points[0]
            continue
        key = f"ref {number.ref}" if number.ref is not None else f"own {position}"
        known = groups[key][1] if key in groups else (Fraction(1),)
        groups[key] = (number, _times(known, constant, slope))
    together = None
    if line.dropoff.ref is not None and not line.dropoff.is_exact:
        together = groups.pop(f"ref {line.dropoff.ref}", None)
    for number, polynomial in groups.values():
        fixed *= _expected(polynomial, number.moments(len(polynomial) - 1))
    return fixed, together[1] if together else (Fraction(1),)


def _left(dropoff: Number, shared: Polynomial, years: int) -> Sequence[Fraction]:
    """E[shared(d) * (1-d)^age] for each age, by the moments of Y = 1-d (no cancellation in Y)."""
    if len(shared) == 1:
        return dropoff.moments_of_complement(years - 1)
    return _left_together(dropoff.shape, dropoff.points, shared, years)


# The sensitivity tables ask for the same ones again for every other input.
@lru_cache(maxsize=256)
def _left_together(
    shape: Shape, points: tuple[Fraction, ...], shared: Polynomial, years: int
) -> tuple[Fraction, ...]:
    in_complement = _in_complement(shared)
    moments = Number(shape, points).complement().moments(years - 1 + len(in_complement) - 1)
    return tuple(short(_expected(in_complement, moments[age:])) for age in range(years))


def _left_about(dropoff: Number, shared: Polynomial, years: int) -> Sequence[float]:
    if dropoff.is_exact:
        kept = float(1 - dropoff.points[0])
        return [kept**age for age in range(years)]
    return [float(value) for value in _left(dropoff, shared, years)]


def _times(polynomial: Polynomial, constant: Fraction, slope: Fraction) -> Polynomial:
    product = [constant * value for value in polynomial] + [Fraction(0)]
    for power, value in enumerate(polynomial):
        product[power + 1] += slope * value
    return tuple(product)


def _in_complement(polynomial: Polynomial) -> Polynomial:
    """The same polynomial of X written in Y = 1-X (Horner's scheme)."""
    result: Polynomial = ()
    for value in reversed(polynomial):
        first, *rest = _times(result, *COMPLEMENT) if result else (Fraction(0),)
        result = (first + value, *rest)
    return result


def _expected(polynomial: Polynomial, moments: Sequence[Fraction]) -> Fraction:
    return sum((value * moments[power] for power, value in enumerate(polynomial)), Fraction(0))


def is_certain(line: Line, plan: Plan) -> bool:
    """Whether the line's gain in every year is the same in every draw.

    So it is when all inputs that count are exact, or when it is 0 whatever is drawn: the same number in both
    scenarios, an exact factor of 0, no year before the horizon.
    """
    years = counted_years(line, plan)
    factors = [(line.input(name), factor) for name, factor in FACTORS.items()]
    if not years or line.changes_nothing:
        return True
    if any(
        number.is_exact and constant + slope * number.points[0] == 0 for number, (constant, slope) in factors
    ):
        return True
    counting = [line.plan, line.nothing] + [number for number, _ in factors]
    if years > 1:
        counting.append(line.dropoff)
    return all(number.is_exact for number in counting)
