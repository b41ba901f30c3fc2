"""Percentiles and chance: against closed forms where there is one, else against plain random draws."""

import copy
import json
import subprocess
import sys
from fractions import Fraction
from math import exp, log, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special, stats

from naast.engines.returns import parse
from naast.engines.returns.ledger import work_out
from naast.engines.returns.numbers import Number, Shape
from naast.engines.returns.points import TOGETHER, Design
from naast.engines.returns.sensitivity import Sensitivity
from naast.engines.returns.simulation import simulate
from naast.engines.returns.tables import CELLS, table
from naast.engines.returns.tests.plans import line, outcome, plan
from naast.engines.returns.tests.test_invariants import plans

MIDDLES = (np.arange(CELLS) + 0.5) / CELLS


def number(shape, *points):
    return Number(Shape(shape), tuple(map(Fraction, points)))


@pytest.mark.parametrize("mode", [0, 1, 7, 33, 50, 68, 99, 100])
def test_a_range_is_a_pert(mode):
    found = table(number("range", 0, mode, 100))
    expected = 100 * special.betaincinv(1 + mode / 25, 5 - mode / 25, MIDDLES)
    assert np.abs(found - expected).max() < 1e-3
    assert (np.diff(found) >= 0).all() and found[0] >= 0 and found[-1] <= 100
    assert found.mean() == pytest.approx((0 + 4 * mode + 100) / 6, abs=1e-9)


def test_a_triangle():
    found = table(number("triangular", 62, 71, 88))
    expected = stats.triang(9 / 26, 62, 26).ppf(MIDDLES)
    assert np.abs(found - expected).max() < 1e-9


@pytest.mark.parametrize("high", [120, 10_000, 10**7])
def test_a_lognormal_keeps_the_weight_of_its_tail(high):
    found = table(number("lognormal", 80, high))
    sigma = log(high / 80) / (2 * special.ndtri(0.95))
    assert found.mean() == pytest.approx(sqrt(80 * high) * exp(sigma**2 / 2), rel=1e-9)
    inner = slice(8, -8)
    expected = np.exp(log(80 * high) / 2 + sigma * special.ndtri(MIDDLES))
    assert np.abs(found / expected - 1)[inner].max() < 2e-3


def test_the_percentiles_of_one_number_are_its_own():
    figure = outcome(plan(line(amount={"range": [1000, 2000, 5000]})))["lines"]["effect"]
    alpha, beta = 2, 4
    for name, share in (("p05", 0.05), ("p50", 0.5), ("p95", 0.95)):
        assert figure[name] == pytest.approx(1000 + 4000 * special.betaincinv(alpha, beta, share), abs=1.5)


def test_a_sum_of_ten_is_nearly_normal_and_its_chance_follows():
    """Ten triangles of 0..2 with mean 1 and variance 1/6, against a cost of 11 for certain."""
    each = [line(f"e{n}", {"triangular": [0, 1, 2]}) for n in range(10)]
    result = outcome(plan(line("cost", 11, role="investment", sense="cost"), *each))
    spread = sqrt(10 / 6)
    assert result["welfare"]["mean"] == -1.0
    assert result["welfare"]["p95"] == pytest.approx(-1 + 1.645 * spread, abs=0.05)
    assert result["chance_gains_exceed_costs"] == pytest.approx(stats.norm.sf(1 / spread), abs=0.01)
    assert result["simulated"] is True


def test_numbers_that_share_a_ref_move_together():
    price = {"range": [1, 2, 4], "ref": "night"}
    cost = line("cost", price, role="investment", sense="cost", plan={"exact": 1000})
    gain = line("gain", price, plan={"exact": 1500})
    result = outcome(plan(cost, gain))
    one = outcome(plan(line("gain", {"range": [1, 2, 4]}, plan={"exact": 500})))
    assert result["welfare"] == pytest.approx(one["welfare"], abs=0.02)
    assert result["chance_gains_exceed_costs"] == 1.0


def test_a_transfer_is_drawn_for_both_sides_and_not_for_welfare():
    benefit = line(
        "benefit", {"range": [100, 200, 400]}, kind="transfer", payer="uwv", beneficiary="resident"
    )
    result = outcome(plan(benefit, line("sure", 10)))
    uwv, resident = result["payers"]["uwv"], result["payers"]["resident"]
    assert uwv["p05"] == -resident["p95"] and uwv["p95"] == -resident["p05"] and uwv["p05"] < uwv["p95"]
    assert result["welfare"]["p05"] == result["welfare"]["p95"] == 10.0


def test_a_ratio_has_percentiles_only_when_something_is_always_invested():
    gain = line("gain", {"range": [100, 300, 600]})
    cost = line("cost", {"range": [100, 150, 250]}, role="investment", sense="cost")
    ratio = outcome(plan(cost, gain))["ratio"]
    assert ratio["p05"] < ratio["mean"] < ratio["p95"]
    perhaps = line("cost", {"range": [0, 150, 250]}, role="investment", sense="cost", plan={"exact": 1})
    perhaps["nothing"] = {"range": [0, 0.2, 9]}
    result = outcome(plan(perhaps, line("more", 200, role="investment", sense="cost"), gain))
    assert result["ratio"]["mean"] > 0 and result["ratio"]["p05"] is None
    assert "ratio percentiles" in [reason["figure"] for reason in result["reasons"]]


def test_one_line_more_leaves_the_draws_of_the_others():
    some = [line(f"e{n}", {"range": [n, n + 5, n + 9]}) for n in range(1, 6)]
    before = outcome(plan(*some))
    transfer = line("t", {"range": [1, 2, 3]}, kind="transfer", payer="uwv", beneficiary="resident")
    after = outcome(plan(*some, transfer))
    assert after["lines"].items() >= before["lines"].items()
    assert after["welfare"] == before["welfare"]


def test_another_seed_gives_other_draws_of_the_same_plan():
    some = plan(*[line(f"e{n}", {"range": [n, n + 5, n + 90]}) for n in range(1, 6)])
    one, other = outcome(some | {"seed": 1})["welfare"], outcome(some | {"seed": 2})["welfare"]
    assert one["mean"] == other["mean"] and one["p05"] != other["p05"]
    assert one["p05"] == pytest.approx(other["p05"], rel=0.01)


def test_the_design_is_even_in_every_dimension():
    made = Design(10_000, 1)
    for dimension in (0, 1, TOGETHER - 1, TOGETHER, 150):
        counts = np.bincount(made.column(3, dimension), minlength=CELLS)
        assert counts.min() >= 1 and counts.max() <= 4
    pairs = np.histogram2d(made.column(3, 0), made.column(3, 1), bins=16)[0]
    assert pairs.min() > 30, "two numbers fill the plane together"


def test_no_two_numbers_resemble_each_other():
    made = Design(10_000, 7)
    columns = [made.column(block, dimension) for block in range(8) for dimension in (0, 1, 2, 9, 40)]
    for pairing in (1, 2, 3):
        columns += [np.roll(made.column(block, 0), -made.offset(block, pairing)) for block in range(8)]
    correlation = np.corrcoef(np.stack(columns).astype(float)) - np.eye(len(columns))
    assert np.abs(correlation).max() < 0.05


def test_lines_that_share_a_number_through_another_are_one_block():
    a, b = {"range": [1, 2, 4], "ref": "a"}, {"range": [1, 2, 9], "ref": "b"}
    made = plan(line("x", a), line("alone", {"range": [1, 2, 3]}), line("y", b), line("z", a, plan=b))
    assert simulate(work_out(parse(made))).blocks == {0: 0, 1: 1, 2: 0, 3: 0}


@settings(max_examples=40, deadline=None)
@given(plans())
def test_the_simulated_mean_is_the_closed_form(made):
    """Within four standard errors of free draws; ours are more even, so this is generous."""
    ledger = work_out(parse(made))
    drawn = simulate(ledger, [row.uses for row in Sensitivity(ledger).moved()])
    for entry, gains in zip(ledger.entries, drawn.gains, strict=True):
        if isinstance(gains, float):
            assert gains == float(entry.total)
            continue
        error = gains.std() / sqrt(len(gains))
        assert abs(gains.mean() - float(entry.total)) <= 4 * error + 1e-9


def test_percentiles_agree_with_free_draws():
    """Everything at once (shares, drop-off, overlap, index, timing) against plain draws of the formula."""
    made = plan(
        line("cost", {"range": [900, 1000, 1500], "ref": "p"}, role="investment", sense="cost"),
        line(
            "care",
            {"range": [900, 1000, 1500], "ref": "p"},
            plan={"triangular": [1, 2, 4]},
            years=3,
            deadweight={"range": [0, 0.2, 0.5]},
            dropoff={"range": [0, 0.3, 0.6]},
            overlap={"group": "g", "alpha": 0.5},
        ),
        line(
            "more",
            {"lognormal": [200, 900]},
            success={"range": [0, 0.5, 1]},
            overlap={"group": "g", "alpha": 0.5},
        ),
        discount={"rate": 0.03, "timing": "middle"},
    )
    result = outcome(made)
    chance = np.random.default_rng(11)
    size = 400_000

    def pert(low, mode, high):
        width = high - low
        return low + width * chance.beta(1 + 4 * (mode - low) / width, 1 + 4 * (high - mode) / width, size)

    price, kept = pert(900, 1000, 1500), 1 - pert(0, 0.3, 0.6)
    factors = [1.03 ** -(year + 0.5) for year in range(3)]
    care = price * chance.triangular(1, 2, 4, size) * (1 - pert(0, 0.2, 0.5))
    care *= factors[0] + factors[1] * kept + factors[2] * kept**2
    sigma = log(900 / 200) / (2 * special.ndtri(0.95))
    more = np.exp(log(200 * 900) / 2 + sigma * chance.standard_normal(size)) * pert(0, 0.5, 1) * factors[0]
    welfare = care + 0.5 * more - price * factors[0]
    assert result["welfare"]["mean"] == pytest.approx(welfare.mean(), rel=0.003)
    for name, share in (("p05", 5), ("p50", 50), ("p95", 95)):
        assert result["welfare"][name] == pytest.approx(np.percentile(welfare, share), rel=0.01, abs=5)


def test_the_same_plan_gives_the_same_digits_in_another_process():
    made = plan(line(amount={"range": [1, 20, 300]}, years=3, dropoff={"range": [0, 0.1, 0.2]}), seed=5)
    words = [sys.executable, "-c", "import sys; from naast.cli import main; sys.exit(main())"]
    run = subprocess.run(
        [*words, "returns", "evaluate", "-"], input=json.dumps(made).encode(), capture_output=True, check=True
    )
    assert json.loads(run.stdout) == outcome(copy.deepcopy(made))


@settings(max_examples=25, deadline=None)
@given(plans(), st.sampled_from([1, 2, 100, 4096, 5000]))
def test_any_number_of_draws_gives_ordered_percentiles(made, draws):
    result = outcome(made | {"draws": draws})
    figures = [result["welfare"], *result["payers"].values(), *result["lines"].values()]
    for figure in figures:
        assert figure["p05"] <= figure["p50"] <= figure["p95"]
    assert 0 <= result["chance_gains_exceed_costs"] <= 1
