"""Lines to the engine and back, after the worked table of Eveline (Momentum, lines 450-488)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from naast.engines.returns import BadInput
from naast.plan.calculation import engine_plan, horizon_of, index_of, work_out
from naast.plan.types import LineFacts, PayerAmount

CPI = {
    2022: Decimal("10.0"),
    2023: Decimal("3.8"),
    2024: Decimal("3.3"),
    2025: Decimal("3.3"),
    2026: Decimal("2.5"),
}


def line(**changes) -> LineFacts:
    base = {
        "id": 1,
        "scenario": "plan",
        "label": "Hotelkamer",
        "kind": "real",
        "role": "investment",
        "sense": "cost",
        "plan": Decimal(183),
        "nothing": Decimal(0),
        "start_year": 0,
        "years": 1,
        "payer": "municipality_wmo",
        "beneficiary": "",
        "cashable": False,
        "reason": "",
        "source": "Momentum h6",
        "quality": "seed",
        "price": Decimal(80),
        "price_year": 2021,
        "price_id": 7,
        "unit": "night",
    }
    return LineFacts(**(base | changes))


def removal(**changes) -> LineFacts:
    return line(
        **{
            "id": 2,
            "scenario": "nothing",
            "label": "Uithuisplaatsing",
            "role": "effect",
            "plan": Decimal(0),
            "nothing": Decimal(1),
            "payer": "municipality_jeugd",
            "price": Decimal(40000),
            "price_id": 8,
            "unit": "placement",
        }
        | changes
    )


RENT = line(
    id=3, label="Huur in de vrije sector", kind="memo", price=None, price_year=None, price_id=None, payer=""
)


def test_eveline_at_the_prices_of_the_source():
    view = work_out([line(), removal(), RENT], base_year=2021, horizon_years=None, index=index_of(CPI))
    saved, paid, none = Decimal("40000.00"), Decimal("-14640.00"), Decimal("0.00")
    assert view.payers == [
        PayerAmount("municipality_jeugd", saved, saved, saved, plan=none, nothing=-saved),
        PayerAmount("municipality_wmo", paid, paid, paid, plan=paid, nothing=none),
    ]
    assert (view.investment, view.effects, view.welfare) == (
        Decimal("-14640.00"),
        Decimal("40000.00"),
        Decimal("25360.00"),
    )
    assert (view.ratio, view.payback_month, view.is_exact) == (Decimal("2.7322"), 5, True)
    assert not view.is_indexed
    assert [memo.label for memo in view.memos] == ["Huur in de vrije sector"]
    assert [found.gain for found in view.lines] == [Decimal("-14640.00"), Decimal("40000.00"), None]
    assert not view.problem


def test_eveline_at_the_prices_of_2026():
    # 1.1 x 1.038 x 1.033 x 1.033 x 1.025 = 1.24886227755
    view = work_out([line(), removal()], base_year=2026, horizon_years=None, index=index_of(CPI))
    amounts = {row.payer: row.amount for row in view.payers}
    assert amounts == {"municipality_jeugd": Decimal("49954.49"), "municipality_wmo": Decimal("-18283.34")}
    assert view.is_indexed and set(view.index) == {"2021", "2026"}
    # An index moves both sides alike.
    assert view.ratio == Decimal("2.7322")


def test_the_index_is_exact_and_has_no_gaps():
    assert index_of({2022: Decimal(10), 2023: Decimal("3.8")}) == {
        2021: Decimal(1),
        2022: Decimal("1.1"),
        2023: Decimal("1.1418"),
    }
    assert index_of({}) == {}
    with pytest.raises(ValueError):
        index_of({2020: Decimal(1), 2022: Decimal(1)})


def test_a_range_is_a_mean_and_said_to_be_one():
    view = work_out(
        [line(price=Decimal(71), price_low=Decimal(62), price_high=Decimal(88), plan=Decimal(6))],
        base_year=2021,
        horizon_years=None,
        index={},
    )
    assert not view.is_exact
    assert view.investment == Decimal("-434.00")  # 6 x (62 + 4 x 71 + 88) / 6


def test_one_end_of_a_range_is_enough():
    view = work_out(
        [line(plan=Decimal(60), plan_high=Decimal(120), price=Decimal(1))],
        base_year=2021,
        horizon_years=1,
        index={},
    )
    assert view.investment == Decimal("-70.00")  # (60 + 4 x 60 + 120) / 6


def test_a_transfer_moves_money_and_adds_nothing():
    benefit = line(
        kind="transfer",
        payer="municipality",
        beneficiary="resident",
        plan=Decimal(12),
        price=Decimal("1345.45"),
        role="investment",
    )
    view = work_out([benefit], base_year=2021, horizon_years=None, index={})
    amounts = {row.payer: row.amount for row in view.payers}
    assert amounts == {"municipality": Decimal("-16145.40"), "resident": Decimal("16145.40")}
    assert view.welfare == 0 and view.ratio is None


def test_the_horizon_is_as_long_as_the_longest_line():
    assert horizon_of([line(start_year=1, years=3), removal(), RENT]) == 4
    assert horizon_of([RENT]) == 1


def test_memos_alone_give_no_figures():
    view = work_out([RENT], base_year=2026, horizon_years=None, index={})
    assert view.welfare is None and view.memos and not view.problem


def test_a_price_year_without_an_index_gives_words_and_no_figures():
    view = work_out([line()], base_year=2026, horizon_years=None, index={})
    assert view.welfare is None and "2021" in view.problem
    with pytest.raises(BadInput):
        engine_plan([line()], base_year=2026, horizon_years=1, index={})


def test_a_negative_balance_is_only_a_figure():
    view = work_out([line()], base_year=2021, horizon_years=None, index={})
    assert view.welfare == Decimal("-14640.00") and view.payback_month is None and not view.problem
