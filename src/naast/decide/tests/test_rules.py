"""Which mandate suffices and when somebody reads along: worked examples and invariants."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naast.decide import rules
from naast.decide.rules import Held

DAY = dt.date(2026, 11, 2)
RESULTS = ("", "room_in_statute", "unknown_facts", "room_via_policy", "no_room", "outside_statute")


def held(number: int, staff: int, reach: str = "exception", up_to: int = 1_000, **more: object) -> Held:
    given_ = {"law": "", "from_on": dt.date(2026, 1, 1), "until_on": None} | more
    return Held(number, staff, reach, up_to=Decimal(up_to), **given_)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("outcome", "amount", "result", "reach", "role"),
    [
        ("yes", 500, "room_in_statute", "exception", ""),
        ("yes", 1_500, "room_in_statute", "exception", "second_reader"),
        ("partly", 0, "room_in_statute", "exception", "second_reader"),
        ("no", 0, "room_in_statute", "exception", "second_reader"),
        ("yes", 0, "no_room", "college", "lawyer"),
        ("no", 0, "no_room", "exception", "lawyer"),
        ("yes", 0, "outside_statute", "college", "lawyer"),
        ("no", 0, "outside_statute", "college", "lawyer"),
    ],
)
def test_what_a_decision_asks_for(outcome, amount, result, reach, role):
    needed = rules.needed(
        outcome=outcome, amount=Decimal(amount), is_exception=True, result=result, own_limit=Decimal(1_000)
    )
    assert (needed.reach, needed.reader_role) == (reach, role)


def test_what_fits_the_rules_asks_for_the_narrowest_mandate():
    needed = rules.needed(outcome="yes", amount=None, is_exception=False, result="", own_limit=Decimal(0))
    assert (needed.reach, needed.reader_role, needed.because) == ("routine", "", ())


def test_the_lowest_mandate_that_suffices_is_proposed():
    mandates = [
        held(1, 1, "college", 100),
        held(2, 2, up_to=9_000),
        held(3, 3, up_to=2_000),
        held(4, 4, up_to=500),
    ]
    found = rules.lowest(mandates, reach="exception", amount=Decimal(1_500), law="wmo", on=DAY)
    assert found is not None and found.id == 3


@pytest.mark.parametrize(
    "mandate",
    [
        held(1, 1, up_to=99),
        held(1, 1, "routine"),
        held(1, 1, law="jeugdwet"),
        held(1, 1, from_on=DAY + dt.timedelta(days=1)),
        held(1, 1, until_on=DAY - dt.timedelta(days=1)),
    ],
)
def test_a_mandate_that_does_not_suffice(mandate):
    assert rules.lowest([mandate], reach="exception", amount=Decimal(100), law="wmo", on=DAY) is None


def test_whoever_reads_along_is_not_proposed_to_decide():
    mandates = [held(1, 7, up_to=1_000), held(2, 8, up_to=5_000)]
    found = rules.lowest(mandates, reach="exception", amount=None, law="wmo", on=DAY, not_by=[7])
    assert found is not None and found.staff_id == 8


@given(
    outcome=st.sampled_from(["yes", "partly", "no"]),
    amount=st.one_of(st.none(), st.decimals(0, 100_000, places=2)),
    is_exception=st.booleans(),
    result=st.sampled_from(RESULTS),
    limits=st.lists(
        st.tuples(
            st.integers(1, 4), st.sampled_from(["routine", "exception", "college"]), st.integers(0, 90_000)
        ),
        max_size=6,
    ),
    own=st.decimals(0, 50_000, places=2),
)
def test_nothing_escapes_its_mandate_or_its_reader(outcome, amount, is_exception, result, limits, own):
    needed = rules.needed(
        outcome=outcome, amount=amount, is_exception=is_exception, result=result, own_limit=own
    )
    if outcome != "yes" or (amount or 0) > own or result in ("no_room", "outside_statute"):
        assert needed.reader_role
    if result in ("no_room", "outside_statute"):
        assert needed.reader_role == "lawyer"
    mandates = [held(i, staff, reach, up_to) for i, (staff, reach, up_to) in enumerate(limits)]
    found = rules.lowest(mandates, reach=needed.reach, amount=amount, law="wmo", on=DAY, not_by=[1])
    if found is not None:
        assert found.staff_id != 1 and found.up_to >= (amount or 0)
        order = ["routine", "exception", "college"].index
        assert order(found.reach) >= order(needed.reach)
