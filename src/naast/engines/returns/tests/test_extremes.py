"""However far apart, close together, large or small the numbers are: no result holds NaN or infinity."""

import json
import math
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naast.engines.returns import BadInput, parse
from naast.engines.returns.tests.plans import line, outcome, plan

HUGE = 10**12
CLOSE = [Decimal(1), Decimal(1), Decimal("1.0000000000000000000001")]
WHOLE = {"range": [0, 0.1, 1], "ref": "a"}


def assert_finite(made):
    result = outcome(made)
    json.dumps(result, allow_nan=False)
    for figure in [result["welfare"], *result["payers"].values(), *result["lines"].values()]:
        assert figure["p05"] <= figure["p50"] <= figure["p95"]
    assert 0 <= result["chance_gains_exceed_costs"] <= 1
    return result


@pytest.mark.parametrize(
    ("changes", "of_plan"),
    [
        (
            {"price": {"range": [0, 1, HUGE], "year": 2026}, "plan": {"lognormal": [1e6, 1e12]}, "years": 50},
            {"horizon_years": 50, "discount": {"rate": -0.49}},
        ),
        ({"price": {"range": [0, 0, 5e-324], "year": 2026}, "plan": {"range": [0, 5e-324, HUGE]}}, {}),
        ({"price": {"lognormal": [5e-324, 5e-320], "year": 2026}}, {}),
        (
            {
                "price": {"lognormal": [1e6, 1e12], "ref": "x", "year": 2026},
                "plan": {"lognormal": [1e6, 1e12], "ref": "x"},
            },
            {},
        ),
        ({"price": {"range": [-HUGE, 0, HUGE], "year": 2026}}, {}),
        ({"price": {"range": [0, Decimal("1e-300"), 1], "year": 2026}}, {}),
        ({"years": 200, "dropoff": {"range": [0, 1, 1]}}, {"horizon_years": 200}),
        ({"years": 200, "dropoff": {"exact": 1}}, {"horizon_years": 200}),
        (
            {"years": 60, "dropoff": {"triangular": [0, 0.123456789, 1]}},
            {"horizon_years": 60, "discount": {"rate": 0.0312345678, "timing": "middle"}},
        ),
        (
            {"years": 30, "deadweight": WHOLE, "displacement": WHOLE, "success": WHOLE, "dropoff": WHOLE},
            {"horizon_years": 30},
        ),
        ({"price": {"range": [1, 2, 3], "year": 2021}}, {"index": {"2021": 1e-6, "2026": 1e6}}),
        ({"price": {"range": [1, 2, 3], "year": 2026}}, {"draws": 1}),
    ],
)
def test_far_apart(changes, of_plan):
    assert_finite(plan(line(**changes), **of_plan))


@pytest.mark.parametrize("shape", ["range", "triangular", "lognormal"])
def test_ends_that_a_float_cannot_tell_apart(shape):
    points = CLOSE if shape != "lognormal" else CLOSE[1:]
    result = assert_finite(plan(line(amount={shape: points})))
    assert result["welfare"] == {"mean": 1.0, "p05": 1.0, "p50": 1.0, "p95": 1.0}


def test_gains_and_costs_that_cancel():
    wide = {"range": [0, 1, HUGE]}
    result = assert_finite(plan(line("gain", wide), line("cost", wide, sense="cost")))
    assert result["welfare"]["mean"] == 0.0
    assert result["welfare"]["p05"] < 0 < result["welfare"]["p95"]


def test_an_investment_that_can_be_nothing():
    invested = line("in", {"range": [0, 0, 1e9]}, role="investment", sense="cost")
    result = assert_finite(plan(invested, line("out", {"lognormal": [1, 1e6]})))
    assert result["ratio"]["mean"] > 0


def test_a_switching_value_that_no_input_can_have_is_none():
    """To make up for a euro at 1e-311 euros each takes more of them than any plan holds."""
    lines = [line("in", 1, role="investment", sense="cost"), line("out", 2.225e-311)]
    found = {(row["line"], row["input"]) for row in assert_finite(plan(*lines))["switching"]}
    assert ("out", "plan") not in found and ("out", "price") in found


positive = st.floats(1e-12, 1e12, allow_subnormal=False)
any_number = st.one_of(
    st.builds(lambda value: {"exact": value}, st.floats(-1e12, 1e12)),
    st.builds(lambda points: {"range": sorted(points)}, st.lists(positive, min_size=3, max_size=3)),
    st.builds(lambda points: {"triangular": sorted(points)}, st.lists(positive, min_size=3, max_size=3)),
    st.builds(lambda low, times: {"lognormal": [low, min(low * times, HUGE)]}, positive, st.floats(1, 1e6)),
)
any_share = st.builds(
    lambda points: {"range": sorted(points)}, st.lists(st.floats(0, 1), min_size=3, max_size=3)
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "plan": any_number,
                "nothing": any_number,
                "price": any_number,
                "success": any_share,
                "dropoff": any_share,
                "role": st.sampled_from(["investment", "effect"]),
            }
        ),
        min_size=1,
        max_size=3,
    ),
    st.floats(-0.49, 0.99),
)
def test_any_numbers_at_all(rows, rate):
    lines = [
        line(f"l{number}", **row | {"price": row["price"] | {"year": 2026}, "years": 4})
        for number, row in enumerate(rows)
    ]
    assert_finite(plan(*lines, discount={"rate": rate}, draws=64))


def test_ten_thousand_lines_are_refused_at_once():
    with pytest.raises(BadInput) as caught:
        parse(plan(*[line(f"l{number}") for number in range(10_000)]))
    assert str(caught.value) == "lines: must be at most 1000 lines"


def test_more_draws_than_memory_holds_are_refused():
    """Every line is kept in every draw."""
    lines = [line(f"l{number}", {"range": [1, 2, 3]}) for number in range(100)]
    with pytest.raises(BadInput) as caught:
        parse(plan(*lines, draws=1_000_000))
    assert str(caught.value) == "draws: must be at most 200000 for 100 lines, not 1000000"
    assert parse(plan(*lines, draws=200_000)).draws == 200_000
    assert math.isfinite(outcome(plan(draws=1_000_000))["welfare"]["mean"])
