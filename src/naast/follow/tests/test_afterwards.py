"""Pure: comparing, proposing pairs and finding circles, by worked numbers."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from naast.follow import afterwards
from naast.plan.types import LineFacts, ReturnsView, ShareFacts

LINE = LineFacts(
    id=1,
    scenario="plan",
    label="x",
    kind="real",
    role="effect",
    sense="cost",
    plan=Decimal(0),
    nothing=Decimal(10),
    start_year=0,
    years=3,
    payer="municipality",
    beneficiary="",
    cashable=False,
    reason="",
    source="eigen",
    quality="local",
    price=Decimal(100),
    price_year=2026,
    unit="day",
)


def view(*lines, horizon=3):
    return ReturnsView(lines=list(lines), base_year=2026, horizon_years=horizon)


def test_a_count_holds_success_and_dropoff_already_and_deadweight_not():
    shares = {
        "success": ShareFacts(Decimal(50)),
        "dropoff": ShareFacts(Decimal(50)),
        "deadweight": ShareFacts(Decimal(20)),
    }
    line = replace(LINE, shares=shares)
    counted = {(1, 0): Decimal(4), (1, 1): Decimal(6)}
    found = afterwards.compare(view(line), counted, years=2)
    # Expected: 10 x 100 x 0.8 x 0.5 = 400 in the first year and half of it in the second.
    assert found.expected.welfare == 600
    # Counted: 6 and 4 days less than without the plan, 80 euros of each is ours.
    assert found.realised.welfare == 800


def test_a_line_of_which_one_year_is_unknown_is_left_out_on_both_sides():
    other = replace(LINE, id=2, payer="housing", years=1)
    counted = {(1, 0): Decimal(4), (1, 1): None, (2, 0): Decimal(0)}
    found = afterwards.compare(view(LINE, other), counted, years=2)
    assert found.left_out == (1,)
    assert (found.expected.payers, found.realised.payers) == ({"housing": 1_000}, {"housing": 1_000})


def test_years_that_do_not_divide_add_up_to_the_cent_and_stay_numbers_that_the_engine_reads():
    counted = {(1, 0): Decimal(4), (1, 1): Decimal(3), (1, 2): Decimal(3)}
    dear = replace(LINE, price=Decimal("9999999.99"))
    found = afterwards.compare(view(dear), counted, years=3)
    # 6 + 7 + 7 days less than without the plan.
    assert found.realised.welfare == 20 * Decimal("9999999.99")


def test_nothing_that_is_known_gives_nothing():
    found = afterwards.compare(view(LINE), {}, years=1)
    assert (found.expected.welfare, found.realised.welfare, found.left_out) == (0, 0, (1,))


def test_an_overlap_of_which_one_line_is_left_counts_for_itself():
    both = [
        replace(LINE, id=number, years=1, overlap_group="zorg", overlap_alpha=Decimal(50))
        for number in (1, 2)
    ]
    whole = afterwards.compare(view(*both), {(1, 0): Decimal(0), (2, 0): Decimal(0)}, years=1)
    assert whole.realised.welfare == 1_500 and not whole.without_overlap
    one = afterwards.compare(view(*both), {(1, 0): Decimal(0)}, years=1)
    assert one.realised.welfare == 1_000
    turned = afterwards.compare(view(*both), {(1, 0): Decimal(0), (2, 0): Decimal(15)}, years=1)
    assert turned.without_overlap and turned.realised.welfare == 500 and turned.expected.welfare == 2_000


def gains(**payers):
    return afterwards.Gains(payers={name: Decimal(amount) for name, amount in payers.items()})


def test_a_pair_starts_from_the_share_that_gives_the_cost_back():
    (pair,) = afterwards.pairs(gains(municipality_wmo=-14_640, municipality_jeugd=40_000))
    assert (pair.advancer, pair.repayer, pair.share) == (
        "municipality_wmo",
        "municipality_jeugd",
        Decimal("0.3660"),
    )


def test_when_gains_fall_short_no_payer_repays_more_than_all_of_it():
    found = afterwards.pairs(gains(housing=-300, municipality=-100, uwv=150, health_insurer=50))
    by_repayer: dict[str, Decimal] = {}
    for pair in found:
        by_repayer[pair.repayer] = by_repayer.get(pair.repayer, Decimal(0)) + pair.share
    assert set(by_repayer.values()) == {Decimal("1.0000")} and len(found) == 4


def test_nobody_settles_with_a_resident_or_with_us_all():
    assert afterwards.pairs(gains(resident=-100, society=500, municipality=50)) == []


@pytest.mark.parametrize(
    ("repays", "chain"),
    [
        ([], []),
        ([("b", "c")], []),
        ([("a", "b")], ["b", "a", "b"]),
        ([("a", "c"), ("c", "b")], ["b", "a", "c", "b"]),
        ([("a", "c"), ("c", "d")], []),
        ([("c", "d"), ("d", "c")], []),
    ],
)
def test_a_circle_of_any_length_is_found(repays, chain):
    """b is to repay a."""
    assert afterwards.chain(repays, "a", "b") == chain
