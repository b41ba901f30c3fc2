"""The worked tables of docs/engines/returns.md, to the cent."""

import pytest

from naast.engines.returns.tests.plans import EVELINE, line, mean, outcome, plan


def same(amount: float) -> dict[str, float]:
    return {"mean": amount, "p05": amount, "p50": amount, "p95": amount}


def test_eveline():
    result = outcome(EVELINE)
    assert result["welfare"] == same(25360.0)
    assert result["investment"] == same(-14640.0)
    assert result["effects"] == same(40000.0)
    assert result["ratio"] == same(2.7322)
    assert result["chance_gains_exceed_costs"] == 1.0
    assert result["payback_month"] == 5
    assert result["payers"] == {
        "municipality_jeugd": same(40000.0) | {"by_year": [40000.0, 0.0, 0.0]},
        "municipality_wmo": same(-14640.0) | {"by_year": [-14640.0, 0.0, 0.0]},
    }
    assert result["cashable"] == same(40000.0)
    assert result["not_cashable"] == same(-14640.0)
    assert result["lines"] == {"hotel": same(-14640.0), "removal": same(40000.0)}
    assert result["memo"] == [{"id": "rent", "label": "Huur vrije sector (bedrag onbekend)"}]
    assert (result["overlap"], result["tornado"], result["reasons"]) == ([], [], [])
    assert (result["engine"], result["seed"], result["simulated"]) == ("returns 1.0", 1, False)


def test_eveline_switching_values():
    """500 nights, 218.58 a night, or a chance of removal of 0.366 make the plan break even."""
    assert [(row["line"], row["input"], row["value"]) for row in outcome(EVELINE)["switching"]] == [
        ("hotel", "plan", 500.0),
        ("hotel", "price", 218.58),
        ("removal", "plan", 0.634),
        ("removal", "nothing", 0.366),
        ("removal", "price", 14640.0),
        ("removal", "deadweight", 0.634),
        ("removal", "displacement", 0.634),
        ("removal", "attribution", 0.366),
        ("removal", "success", 0.366),
    ]


@pytest.mark.parametrize(
    ("amounts", "counted"),
    [
        ((-4785.60, -4785.60, -2233.28), -8295.04),
        ((-4000, -2500), -5250.0),
        ((-777.80, -777.80, -355.86), -1344.63),
    ],
)
def test_overlap(amounts, counted):
    group = {"group": "same effect", "alpha": 0.5}
    lines = [line(f"l{n}", amount, overlap=group) for n, amount in enumerate(amounts)]
    result = outcome(plan(*lines))
    dominant = min(amounts)
    assert result["overlap"] == [
        {
            "group": "same effect",
            "naive": pytest.approx(sum(amounts), abs=0.001),
            "dominant": dominant,
            "alpha": 0.5,
            "counted": counted,
            "dominant_line": f"l{amounts.index(dominant)}",
        }
    ]
    assert result["welfare"]["mean"] == counted


def test_overlap_counts_in_the_payer_of_each_line():
    group = {"group": "g", "alpha": 0.5}
    result = outcome(
        plan(line("a", 100, overlap=group, payer="uwv"), line("b", 400, overlap=group, payer="justice"))
    )
    assert (result["payers"]["uwv"]["mean"], result["payers"]["justice"]["mean"]) == (50.0, 400.0)
    assert (result["lines"]["a"]["mean"], result["lines"]["b"]["mean"]) == (50.0, 400.0)


def test_overlap_of_equals_counts_the_first_fully():
    group = {"group": "g", "alpha": 0.25}
    result = outcome(plan(line("a", 100, overlap=group), line("b", 100, overlap=group)))
    assert (result["overlap"][0]["dominant_line"], result["welfare"]["mean"]) == ("a", 125.0)


@pytest.mark.parametrize(("deadweight", "expected"), [(0.10, 30580.88), (0.25, 25484.06), (0.50, 16989.38)])
def test_chain(deadweight, expected):
    chain = {"deadweight": {"exact": deadweight}, "attribution": {"exact": 0.75}, "success": {"exact": 0.85}}
    assert mean(plan(line(amount=53300, **chain))) == expected


def test_chain_over_three_years():
    chain = {"deadweight": {"exact": 0.25}, "attribution": {"exact": 0.75}, "success": {"exact": 0.85}}
    lasting = line(amount=53300, years=3, dropoff={"exact": 0.3}, **chain)
    result = outcome(plan(lasting, discount={"rate": 0.03, "timing": "start"}))
    assert result["welfare"]["mean"] == 54573.70
    assert result["payers"]["society"]["by_year"] == [25484.06, 17319.27, 11770.37]


def test_displacement_counts_like_deadweight():
    assert mean(plan(line(displacement={"exact": 0.2}, deadweight={"exact": 0.5}))) == 400.0


@pytest.mark.parametrize(
    ("discount", "expected"),
    [
        ({"rate": 0.0225}, 956.47),
        ({"rate": 0.0225, "timing": "middle"}, 945.89),
        ({"rate": 0.0225, "timing": "end"}, 935.43),
        ({"schedule": [[0, 0.02], [1, 0.04]]}, 942.68),
        ({"schedule": [[0, 0.02], [1, 0.04]], "timing": "middle"}, 924.38),
        ({"schedule": [[0, 0.02], [1, 0.04]], "timing": "end"}, 906.43),
        ({"timing": "end"}, 935.43),
        ({}, 956.47),
    ],
)
def test_discounting_of_a_thousand_euros_in_year_two(discount, expected):
    assert mean(plan(line(start_year=2), discount=discount)) == expected


def test_without_a_discount_the_prescribed_rate_holds_and_is_named():
    given = plan(line(start_year=2))
    del given["discount"]
    result = outcome(given)
    assert result["welfare"]["mean"] == 956.47
    assert result["assumptions"][0]["source"] == "Werkgroep discontovoet 2020"
    assert result["assumptions"][0]["stated"] is False


def test_price_of_another_year_is_brought_to_the_base_year_once():
    old = line(amount={"exact": 40000, "year": 2021}, start_year=1)
    assert mean(plan(old, index={"2021": 0.8, "2026": 1.0})) == 50000.0
    assert mean(plan(old, index={"2021": 84, "2026": 105})) == 50000.0


def test_years_at_or_beyond_the_horizon_are_cut():
    assert mean(plan(line(years=10))) == 3000.0
    assert mean(plan(line(years=10, start_year=2))) == 1000.0
    assert mean(plan(line(start_year=3))) == 0.0


def test_sign_follows_sense():
    quantities = {"plan": {"exact": 2}, "nothing": {"exact": 5}}
    assert mean(plan(line(amount=10, sense="cost", **quantities))) == 30.0
    assert mean(plan(line(amount=10, sense="benefit", **quantities))) == -30.0


def test_transfer_is_in_the_payers_and_nowhere_else():
    benefit = line(
        "bijstand", 1345.45, kind="transfer", sense="cost", payer="municipality_pw", beneficiary="resident"
    ) | {"plan": {"exact": 0}, "nothing": {"exact": 12}}
    result = outcome(plan(benefit))
    assert result["payers"]["municipality_pw"]["mean"] == 16145.40
    assert result["payers"]["resident"]["by_year"] == [-16145.40, 0.0, 0.0]
    for figure in ("welfare", "investment", "effects", "cashable", "not_cashable"):
        assert result[figure]["mean"] == 0.0
    assert result["lines"]["bijstand"]["mean"] == 16145.40
    assert result["chance_gains_exceed_costs"] == 0.0


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ({"range": [62, 71, 88]}, 72.33),
        ({"triangular": [62, 71, 88]}, 73.67),
        ({"lognormal": [80.25, 123.75]}, 100.52),
        ({"range": [8, 8, 8]}, 8.0),
    ],
)
def test_closed_form_means(amount, expected):
    assert mean(plan(line(amount=amount))) == expected


def test_uncertain_drop_off_needs_its_moments():
    """d PERT [0, 0.3, 0.6] has mean 0.3 and variance 0.36/28: E[(1-d)^2] is 0.502857, not 0.49."""
    lasting = line(years=3, dropoff={"range": [0, 0.3, 0.6]})
    result = outcome(plan(lasting))
    assert result["payers"]["society"]["by_year"] == [1000.0, 700.0, 502.86]
    assert result["welfare"]["mean"] == 2202.86
    assert result["welfare"]["p05"] < 2190 < result["welfare"]["p95"]
    assert result["chance_gains_exceed_costs"] == 1.0


def test_numbers_that_share_a_draw_are_one_number():
    """X PERT [1, 2, 3]: E[X] = 2, E[X^2] = 4 + 1/7."""
    shared = {"range": [1, 2, 3], "ref": "x"}
    assert mean(plan(line(amount=shared, plan=shared))) == 4.14
    assert mean(plan(line(amount=shared, plan={"range": [1, 2, 3]}))) == 4.0


def test_drop_off_that_shares_a_draw_with_another_share():
    """X triangular [0, 0.5, 1]: E[X^2] = 7/24, E[X^3] = 3/16, and 1-X is distributed as X."""
    shared = {"triangular": [0, 0.5, 1], "ref": "x"}
    result = outcome(plan(line(years=3, deadweight=shared, dropoff=shared)))
    assert result["payers"]["society"]["by_year"] == [500.0, 291.67, 187.5]
    with_success = outcome(plan(line(years=2, success=shared, dropoff=shared)))
    assert with_success["payers"]["society"]["by_year"] == [500.0, 208.33, 0.0]


@pytest.mark.parametrize(
    ("invested", "lines", "month"),
    [
        (12000, [line(amount=12000)], 12),
        (12000, [line(amount=12000, start_year=1)], 24),
        (12000, [line(amount=6000, years=3)], 24),
        (12001, [line(amount=6000, years=3)], 25),
        (18001, [line(amount=6000, years=3)], None),
        (0, [line(amount=5)], 1),
        (1000, [line(amount=12000, years=2), line("late", -12500, role="investment", start_year=1)], 14),
        (1000, [line(amount=12000), line("late", -11500, role="investment", start_year=1)], None),
    ],
)
def test_payback(invested, lines, month):
    investment = line("investment", invested, role="investment", sense="cost")
    result = outcome(plan(investment, *lines))
    assert result["payback_month"] == month
    assert any(reason["figure"] == "payback_month" for reason in result["reasons"]) is (month is None)


def test_ratio_needs_an_investment():
    result = outcome(plan(line(), line("invested", 99.99, role="investment", sense="cost")))
    assert result["ratio"] is None
    assert [reason["figure"] for reason in result["reasons"]] == ["ratio"]
    assert (
        outcome(plan(line(), line("invested", 100, role="investment", sense="cost")))["ratio"]["mean"] == 10.0
    )


def test_figures_round_half_to_even():
    assert mean(plan(line(amount=0.125))) == 0.12
    assert mean(plan(line(amount=0.375))) == 0.38
    assert mean(plan(line(amount=2.675))) == 2.68
    assert mean(plan(line(amount=-0.125))) == -0.12


def test_tornado_sets_each_uncertain_input_to_its_ends():
    result = outcome(
        plan(
            line("cost", 1000, role="investment", sense="cost", plan={"range": [1, 2, 3]}),
            line(amount={"triangular": [2000, 3000, 7000], "ref": "p"}),
            line("more", {"triangular": [2000, 3000, 7000], "ref": "p"}, success={"range": [0, 0.5, 1]}),
        )
    )
    assert result["welfare"]["mean"] == 4000.0
    assert result["tornado"] == [
        {"line": "effect", "input": "price", "low": 1000.0, "high": 8500.0},
        {"line": "more", "input": "success", "low": 2000.0, "high": 6000.0},
        {"line": "cost", "input": "plan", "low": 5000.0, "high": 3000.0},
    ]


def test_switching_value_of_drop_off_solves_its_polynomial():
    """1 + q + q^2 = 2 at q = 0.6180."""
    result = outcome(plan(line("cost", 2000, role="investment", sense="cost"), line(years=3)))
    assert {"line": "effect", "input": "dropoff", "value": 0.382} in result["switching"]


def test_what_is_certain_has_its_mean_as_percentiles():
    result = outcome(plan(line("sure", 10, payer="uwv"), line("unsure", {"range": [1, 2, 3]}, cashable=True)))
    assert result["payers"]["uwv"]["p05"] == 10.0
    assert result["payers"]["society"]["p05"] < 2.0 < result["payers"]["society"]["p95"]
    assert result["not_cashable"]["p95"] == 10.0
    assert result["welfare"]["mean"] == 12.0
    assert 11.0 < result["welfare"]["p05"] < 12.0 < result["welfare"]["p95"] < 13.0


def test_the_same_number_in_both_scenarios_is_certainly_nothing():
    same_number = {"plan": {"range": [1, 2, 3]}, "nothing": {"range": [1, 2, 3]}}
    result = outcome(plan(line("sure", 10), line("same", {"range": [5, 6, 9]}, **same_number)))
    assert result["lines"]["same"] == same(0.0)
    assert result["welfare"] == same(10.0)
    assert result["tornado"] == []


def test_assumptions_name_source_quality_and_what_nobody_stated():
    rows = {(row["line"], row["input"]): row for row in outcome(EVELINE)["assumptions"]}
    price = rows["hotel", "price"]
    assert price["value"] == {"exact": 80.0, "ref": "hotel-night", "year": 2026, "vat": "incl"}
    assert (price["mean"], price["source"], price["quality"], price["stated"]) == (
        80.0,
        "002:464",
        "seed",
        True,
    )
    assert rows["hotel", "deadweight"]["stated"] is False
    assert rows["removal", "deadweight"]["stated"] is True
    assert rows["removal", "nothing"]["source"] == "002:464"


def test_a_plan_of_memo_lines_only():
    result = outcome(plan({"id": "rent", "kind": "memo", "label": "Huur", "payer": "society"}))
    assert result["welfare"] == same(0.0)
    assert result["payers"] == {}
    assert result["memo"] == [{"id": "rent", "label": "Huur"}]
