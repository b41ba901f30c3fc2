"""The engine beside a second, plain working out of its contract (`plainly`), on many plans."""

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naast.engines.returns.tests import plainly
from naast.engines.returns.tests.plans import EVELINE, line, outcome, plan
from naast.engines.returns.tests.test_invariants import amounts, numbers, plans, shares

FIGURES = ("welfare", "investment", "effects", "cashable", "not_cashable")


@st.composite
def whole_plans(draw):
    """A plan with everything of the contract in it: an index, a schedule, overlap, memo lines."""
    made = copy.deepcopy(draw(plans()))
    made["horizon_years"] = draw(st.integers(1, 12))
    if draw(st.booleans()):
        made["discount"] = {
            "schedule": [[0, draw(st.sampled_from([0.0, 0.0225]))], [draw(st.integers(1, 4)), 0.04]],
            "timing": draw(st.sampled_from(["start", "middle", "end"])),
        }
    if draw(st.booleans()):
        del made["discount"]
    if draw(st.booleans()):
        made["index"] = {"2021": draw(st.sampled_from([0.8, 84.1])), "2026": 1.0}
        for one in made["lines"]:
            one["price"]["year"] = draw(st.sampled_from([2021, 2026]))
    for one in made["lines"]:
        for share in ("displacement", "attribution"):
            if draw(st.booleans()):
                one[share] = draw(numbers(shares, share=True))
    for one in made["lines"][: draw(st.sampled_from([0, 2, 3]))]:
        one |= {"sense": "benefit", "nothing": {"exact": 0}}
        one["overlap"] = {"group": "g", "alpha": 0.3}
    if sum("overlap" in one for one in made["lines"]) == 1:
        del made["lines"][0]["overlap"]
    made["lines"].append({"id": "memo", "kind": "memo", "label": "Huur"})
    return made


def close(found, expected):
    """The same cent, but for a tie and the last digits of floats."""
    return abs(found - expected) <= 0.005 + 1e-8 * max(1.0, abs(expected))


def assert_the_same(made):
    result, plain = outcome(made), plainly.work_out(made)
    for name in FIGURES:
        assert close(result[name]["mean"], plain[name]), name
    assert result["lines"].keys() == plain["lines"].keys()
    for name, amount in plain["lines"].items():
        assert close(result["lines"][name]["mean"], amount), name
    assert result["payers"].keys() == plain["payers"].keys()
    for name, years in plain["payers"].items():
        assert close(result["payers"][name]["mean"], sum(years)), name
        for found, expected in zip(result["payers"][name]["by_year"], years, strict=True):
            assert close(found, expected), name
    if abs(plain["investment"]) >= 100.01:
        ratio = plain["effects"] / -plain["investment"]
        assert result["ratio"]["mean"] == pytest.approx(ratio, abs=5.1e-5, rel=1e-7)
    elif abs(plain["investment"]) <= 99.99:
        assert result["ratio"] is None


@settings(max_examples=300, deadline=None)
@given(whole_plans())
def test_the_means_are_those_of_a_plain_working_out(made):
    assert_the_same(made | {"draws": 16})


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["investment", "effect"]), amounts, st.integers(0, 3), st.integers(1, 4)),
        max_size=5,
    )
)
def test_the_payback_month_is_found_by_counting_months(rows):
    """Whole amounts, so that no balance lies a hair beside zero."""
    lines = [
        line(
            f"l{number}",
            12 * int(amount),
            role=role,
            sense="cost" if role == "investment" else "benefit",
            start_year=start,
            years=years,
        )
        for number, (role, amount, start, years) in enumerate(rows)
    ]
    made = plan(*lines, horizon_years=5, draws=16)
    assert outcome(made)["payback_month"] == plainly.work_out(made)["payback_month"]


def test_eveline():
    assert_the_same(EVELINE)
    assert plainly.work_out(EVELINE)["welfare"] == 25360.0


@pytest.mark.parametrize("name", ["start", "middle", "end"])
def test_a_schedule_over_forty_years(name):
    steady = line(amount={"lognormal": [500, 4000]}, years=40, dropoff={"range": [0.01, 0.02, 0.2]})
    schedule = {"schedule": [[0, 0.0225], [20, 0.02], [30, 0.01]], "timing": name}
    assert_the_same(plan(steady, horizon_years=40, discount=schedule))
