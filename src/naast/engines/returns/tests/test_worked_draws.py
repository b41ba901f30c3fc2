"""The tables of docs/engines/returns.md about draws, transfers and what can be taken out of a budget."""

import pytest

from naast.engines.returns.tests.plans import EVELINE, line, outcome, plan

NIGHT = {"range": [1, 2, 4]}


def spread(figure):
    return figure["p05"], figure["p50"], figure["p95"]


def nights(price):
    """A thousand nights paid for, fifteen hundred saved."""
    cost = line("cost", price, role="investment", sense="cost", plan={"exact": 1000})
    return outcome(plan(cost, line("gain", price, plan={"exact": 1500})))


def test_one_price():
    result = outcome(plan(line(amount={"range": [1000, 2000, 5000]})))
    assert result["welfare"]["mean"] == 2333.33
    assert spread(result["welfare"]) == (1305.52, 2255.24, 3630.19)
    # What a beta says, to a twentieth of a per cent.
    assert spread(result["welfare"]) == pytest.approx((1305.76, 2255.24, 3629.63), rel=5e-4)


def test_ten_triangles():
    ten = [line(f"e{number}", {"triangular": [0, 1, 2]}) for number in range(10)]
    result = outcome(plan(line("cost", 11, role="investment", sense="cost"), *ten))
    assert result["chance_gains_exceed_costs"] == 0.2212


def test_a_shared_price_is_one_price():
    together, apart = nights(NIGHT | {"ref": "night"}), nights(NIGHT)
    assert together["chance_gains_exceed_costs"] == 1.0
    assert spread(together["ratio"]) == (1.5, 1.5, 1.5)
    assert apart["chance_gains_exceed_costs"] == 0.859
    assert (apart["ratio"]["p05"], apart["ratio"]["p95"]) == (0.8082, 2.7719)
    assert together["welfare"]["mean"] == apart["welfare"]["mean"]


def test_transfers_memo_lines_and_budgets():
    benefit = line(
        "benefit",
        1345.45,
        kind="transfer",
        sense="cost",
        payer="municipality_pw",
        beneficiary="resident",
        cashable=True,
    ) | {"plan": {"exact": 0}, "nothing": {"exact": 12}}
    result = outcome(EVELINE | {"lines": [*EVELINE["lines"], benefit]})
    assert {name: payer["mean"] for name, payer in result["payers"].items()} == {
        "municipality_jeugd": 40000.0,
        "municipality_pw": 16145.40,
        "municipality_wmo": -14640.0,
        "resident": -16145.40,
    }
    means = [result[name]["mean"] for name in ("welfare", "cashable", "not_cashable")]
    assert means == [25360.0, 40000.0, -14640.0]
    assert [memo["id"] for memo in result["memo"]] == ["rent"]


def test_a_seed_moves_what_is_drawn_and_nothing_else():
    price = NIGHT | {"ref": "night"}
    cost = line("cost", price, role="investment", sense="cost", plan={"range": [800, 1000, 1500]})
    made = plan(cost, line("gain", price, plan={"range": [900, 1500, 2000]}, years=2))
    one, other = outcome(made | {"seed": 1}), outcome(made | {"seed": 2})
    assert one["welfare"]["p05"] != other["welfare"]["p05"]
    for kept in ("tornado", "switching", "payback_month", "overlap", "assumptions"):
        assert one[kept] == other[kept]
    for name in ("welfare", "investment", "effects", "ratio"):
        assert one[name]["mean"] == other[name]["mean"]
    assert one["payers"]["society"]["by_year"] == other["payers"]["society"]["by_year"]
