"""Numbers of many digits over many years: as exact as the result shows, and never longer than is kept."""

import copy
from decimal import Decimal
from fractions import Fraction

import pytest

from naast.engines.returns import BadInput, parse
from naast.engines.returns.ledger import work_out
from naast.engines.returns.numbers import LONGEST, Number, Shape, short
from naast.engines.returns.result import rounded
from naast.engines.returns.tests.plans import line, outcome, plan

SEVENTHS, NINTHS = ("142857" * 67)[:399], ("01" * 200)[:399]
QUANTITY, PRICE = Decimal(f"1.{SEVENTHS}"), Decimal(f"100.{NINTHS}")
LOST_MUCH, LOST_LITTLE, RATE = Decimal(f"0.{SEVENTHS}"), Decimal(f"0.{NINTHS}"), Decimal(f"0.0{SEVENTHS[1:]}")
THREE = [LOST_LITTLE, LOST_MUCH, Decimal(f"0.9{SEVENTHS[1:]}")]


def long_plan(**changes):
    """A cost and a gain of 200 years in which every number has 399 decimals."""
    amounts = {"plan": {"exact": QUANTITY}, "price": {"exact": PRICE, "year": 2026}, "years": 200}
    amounts |= changes
    cost = line("cost", role="investment", sense="cost", **amounts, dropoff={"exact": LOST_LITTLE})
    gain = line("gain", **amounts, dropoff={"exact": LOST_MUCH})
    return plan(cost, gain, horizon_years=200, discount={"rate": RATE})


def test_the_means_are_those_of_whole_fractions():
    """A geometric series, summed at once with all its digits."""
    expected = {}
    for name, sign, lost in (("cost", -1, LOST_LITTLE), ("gain", 1, LOST_MUCH)):
        kept = (1 - Fraction(lost)) / (1 + Fraction(RATE))
        expected[name] = sign * Fraction(PRICE) * Fraction(QUANTITY) * (1 - kept**200) / (1 - kept)
    ledger = work_out(parse(long_plan()))
    for entry in ledger.entries:
        assert abs(entry.total - expected[entry.line.id]) < Fraction(1, 10**60)
    welfare = outcome(long_plan())["welfare"]["mean"]
    assert welfare == float(rounded(expected["cost"] + expected["gain"], 2))


@pytest.mark.parametrize("shape", ["range", "triangular"])
def test_no_fraction_grows_beyond_what_is_kept(shape):
    made = long_plan(deadweight={shape: THREE}, success={shape: THREE})
    made["lines"][0]["dropoff"] = {shape: THREE}
    made["discount"]["timing"] = "middle"
    ledger = work_out(parse(made))
    for entry in ledger.entries:
        amounts = [*entry.gains, *entry.present, entry.full, entry.total]
        assert max(amount.denominator.bit_length() for amount in amounts) <= LONGEST
    assert max(factor.denominator.bit_length() for factor in ledger.factors) <= LONGEST


def test_what_is_short_stays_exact():
    third = Fraction(1, 3)
    assert short(third) is third
    long = third**1000
    assert short(long) != long and abs(short(long) - long) < Fraction(1, 10**150)
    assert short(-long) == -short(long)
    share = Number(Shape.RANGE, (Fraction(0), Fraction(1, 10), Fraction(3, 10)))
    assert share.moments(2) == (1, Fraction(7, 60), Fraction(1, 60))


def test_a_tie_stays_a_tie_when_it_was_kept_short():
    nearly = Fraction(3 * 2**1097 - 1, 2**1100)
    assert nearly < Fraction(3, 8) and str(rounded(nearly, 2)) == "0.38"


def test_costs_and_gains_that_are_the_same_are_nothing_together():
    made = long_plan()
    made["lines"][0]["dropoff"] = made["lines"][1]["dropoff"]
    result = outcome(made)
    assert result["welfare"]["mean"] == 0.0 and result["chance_gains_exceed_costs"] == 0.0
    assert result["payback_month"] == 12 * 200


def test_a_number_that_is_called_none_shares_no_draw_with_a_drop_off_without_a_name():
    lost = {"range": [0, 0.3, 0.6]}
    called = line(amount={"range": [1, 2, 3], "ref": "None"}, dropoff=lost, years=3)
    other = copy.deepcopy(called)
    other["price"]["ref"] = "x"
    assert outcome(plan(called))["lines"] == outcome(plan(other))["lines"]


def test_more_years_than_can_be_worked_out_exactly_are_refused():
    lines = [line(f"l{number}", years=200) for number in range(101)]
    with pytest.raises(BadInput) as caught:
        parse(plan(*lines, horizon_years=200))
    assert str(caught.value) == "lines: must have at most 20000 years together before the horizon, not 20200"
    assert len(parse(plan(*lines, horizon_years=198)).lines) == 101
