"""Plans added up: what they share goes together, what is their own does not, wherever parts are made."""

from decimal import Decimal
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naast.engines.returns import Portfolio, evaluate, parse
from naast.engines.returns.tests.plans import EVELINE, line, plan
from naast.engines.returns.tests.test_invariants import plans

PRICE = {"triangular": [0, 100, 200]}
SPREAD = 100 / sqrt(6)
"""The standard deviation of that price."""


def together(*several, draws=2000, seed=1):
    made = Portfolio(draws, seed)
    for number, one in enumerate(several):
        made.add(parse(one), number)
    return made


def half_width(figure):
    return float(figure.spread.p95 - figure.spread.p05) / 2


def test_a_shared_price_is_one_draw_and_not_many():
    """A hundred plans with one price: a hundred times the spread. With a price each: ten times."""
    shared = together(*[plan(line(amount=PRICE | {"ref": "care"}))] * 100).totals().welfare
    apart = together(*[plan(line(amount=PRICE))] * 100).totals().welfare
    assert shared.mean == apart.mean == Decimal("10000.00")
    assert half_width(shared) == pytest.approx(100 * 68.4, rel=0.02)  # half of p05..p95 of the triangle
    assert half_width(apart) == pytest.approx(1.645 * 10 * SPREAD, rel=0.06)


def test_the_means_are_those_of_the_plans():
    several = [EVELINE, plan(line(years=3, dropoff={"range": [0, 0.3, 0.6]}))]
    totals = together(*several).totals()
    means = [evaluate(parse(one)).welfare.mean for one in several]
    assert totals.welfare.mean == sum(means)
    assert totals.payers["municipality_jeugd"].mean == Decimal("40000.00")
    assert totals.payers["municipality_jeugd"].certain and not totals.welfare.certain
    assert totals.plans == 2


@settings(max_examples=25, deadline=None)
@given(st.lists(plans(), min_size=1, max_size=5), st.integers(0, 5))
def test_parts_worked_out_apart_are_the_same_portfolio(several, cut):
    whole = together(*several, draws=200)
    first, second = Portfolio(200, 1), Portfolio(200, 1)
    for number, one in enumerate(several):
        (first if number < cut else second).add(parse(one), number)
    second.merge(Portfolio.of_parts(*first.as_parts()))
    one, other = whole.totals(), second.totals()
    assert one.plans == other.plans and set(one.payers) == set(other.payers)
    for name, figure in [("", one.welfare), *one.payers.items()]:
        twin = other.payers[name] if name else other.welfare
        assert twin.mean == figure.mean
        if figure.spread is not None and twin.spread is not None:
            assert float(twin.spread.p05) == pytest.approx(float(figure.spread.p05), abs=0.011, rel=1e-9)


def test_payers_add_up_to_welfare_and_a_transfer_nets_out():
    benefit = line("b", PRICE, kind="transfer", payer="uwv", beneficiary="resident")
    totals = together(plan(benefit, line("sure", 10))).totals()
    assert totals.payers["uwv"].mean == -totals.payers["resident"].mean
    assert totals.welfare.mean == Decimal("10.00") and totals.welfare.certain


def test_the_same_plans_give_the_same_digits_in_any_order():
    several = [plan(line(amount=PRICE | {"ref": f"p{n % 3}"}), line("own", PRICE)) for n in range(9)]
    forward, backward = Portfolio(500, 4), Portfolio(500, 4)
    for number, one in enumerate(several):
        forward.add(parse(one), number)
    for number, one in reversed(list(enumerate(several))):
        backward.add(parse(one), number)
    assert forward.totals() == backward.totals()


def test_parts_of_another_seed_are_refused():
    with pytest.raises(ValueError, match="one seed"):
        Portfolio(10, 1).merge(Portfolio(10, 2))


def test_nothing_is_nothing():
    totals = Portfolio(100, 1).totals()
    assert totals.welfare.mean == 0 and totals.payers == {} and totals.plans == 0
