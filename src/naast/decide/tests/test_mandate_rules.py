"""Which mandate is proposed when colleagues stand in, and why: worked examples and invariants."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naast.decide import rules
from naast.decide.models.mandates import REACH_ORDER
from naast.decide.rules import Held

from .test_rules import DAY, held

WEEK = dt.timedelta(days=7)
ASKED = {"reach": "exception", "amount": Decimal(900), "law": "wmo", "on": DAY}


def standing_in(number: int, staff: int, mandate: Held, **more: object) -> Held:
    days = {"from_on": DAY, "until_on": DAY + WEEK} | more
    return held(
        number,
        staff,
        mandate.reach,
        int(mandate.up_to),
        mandate_id=mandate.id,
        holder_id=mandate.staff_id,
        **days,
    )


def test_on_their_days_who_stands_in_goes_before_who_is_away():
    mandate = held(1, 7)
    instead = standing_in(2, 8, mandate)
    assert rules.lowest([mandate, instead], **ASKED) is instead
    assert rules.lowest([mandate, instead], **ASKED | {"on": DAY + 2 * WEEK}) is mandate


def test_who_is_there_goes_before_who_stands_in_and_a_narrower_mandate_before_both():
    away, there = held(1, 7), held(3, 9)
    instead = standing_in(2, 8, away)
    assert rules.lowest([away, instead, there], **ASKED) is there
    narrow = held(4, 5, up_to=950)
    assert rules.lowest([away, instead, there, narrow], **ASKED) is narrow


@pytest.mark.parametrize("hand", [7, 8])
def test_neither_of_the_two_had_a_hand_in_it(hand):
    mandate = held(1, 7)
    instead = standing_in(2, 8, mandate)
    assert rules.lowest([instead], **ASKED, wrote=[hand]) is None
    assert rules.lowest([instead], **ASKED, not_by=[hand]) is None
    assert rules.lowest([mandate], **ASKED, wrote=[7]) is mandate


def test_standing_in_adds_nothing_to_what_someone_decides_alone():
    mandates = [held(1, 7, up_to=5_000), held(2, 8, up_to=500)]
    mandates.append(standing_in(3, 8, mandates[0]))
    assert rules.own_limit(mandates, staff_id=8, law="wmo", on=DAY) == 500


def test_who_is_tied_to_whom():
    mandate = held(1, 7)
    mandates = [mandate, standing_in(2, 8, mandate), standing_in(3, 9, mandate, from_on=DAY + WEEK)]
    assert rules.tied(mandates, [7], on=DAY) == {8}
    assert rules.tied(mandates, [8], on=DAY) == {7}
    assert rules.tied(mandates, [7], on=DAY + WEEK) == {8, 9}
    assert rules.tied(mandates, [5], on=DAY) == set()


@pytest.mark.parametrize(
    ("mandate", "why"),
    [
        (held(1, 7, "routine", 90_000), rules.NARROW),
        (held(1, 7, up_to=899), rules.BELOW),
        (held(1, 6), rules.HAND),
        (held(1, 5), ""),
        (standing_in(1, 7, held(2, 5)), rules.HAND),
        (standing_in(1, 7, held(2, 6)), rules.HAND),
        (held(1, 9), rules.AWAY),
        (held(1, 7), ""),
    ],
)
def test_why_a_mandate_does_not_serve(mandate, why):
    """5 wrote it, 6 read it along; 5, 6 and 7 may come in."""
    found = rules.why_not(
        mandate, reach="exception", amount=Decimal(900), read={6}, wrote={5}, near={5, 6, 7}
    )
    assert found == why


STAFF = st.integers(1, 5)


@settings(max_examples=200, deadline=None)
@given(
    limits=st.lists(
        st.tuples(STAFF, st.sampled_from(REACH_ORDER), st.integers(0, 2_000)), min_size=1, max_size=5
    ),
    stand_ins=st.lists(st.tuples(STAFF, st.integers(0, 4), st.integers(-9, 9)), max_size=5),
    wrote=st.sets(STAFF, max_size=2),
    read=st.sets(STAFF, max_size=2),
    reach=st.sampled_from(REACH_ORDER),
    amount=st.integers(0, 2_000),
)
def test_nobody_decides_outside_a_mandate_or_through_a_substitute(
    limits, stand_ins, wrote, read, reach, amount
):
    mandates = [held(number, *limit) for number, limit in enumerate(limits, 1)]
    for number, (staff, index, shift) in enumerate(stand_ins, 100):
        mandate = mandates[index % len(limits)]
        if staff != mandate.staff_id:
            first = DAY + dt.timedelta(days=shift)
            mandates.append(standing_in(number, staff, mandate, from_on=first, until_on=first + WEEK))
    asked = {"reach": reach, "amount": Decimal(amount), "law": "wmo", "on": DAY}
    found = rules.lowest(mandates, **asked, not_by=read, wrote=wrote)

    def serves(item: Held) -> bool:
        hands = {item.staff_id, item.holder_id}
        return (
            item.from_on <= DAY <= (item.until_on or DAY)
            and REACH_ORDER.index(item.reach) >= REACH_ORDER.index(reach)
            and item.up_to >= amount
            and not hands & read
            and not (item.holder_id and hands & wrote)
        )

    able = [item for item in mandates if serves(item)]
    assert (found is None) == (not able)
    if found is not None:
        assert serves(found) and not any(item.is_lower_than(found) for item in able)
