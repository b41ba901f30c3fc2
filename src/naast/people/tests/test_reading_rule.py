"""The one rule of who reads whose folder, without a database: age, authority, task, sharing, refusal."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naast.people.reading import (
    ALL,
    GUARDIAN,
    NONE,
    PARTS_OF_KIND,
    TOLD,
    Between,
    Facts,
    Part,
    Term,
    age_on,
    as_parts,
    money_only,
    parts_readable,
)

CHILD, MOTHER, OTHER = 1, 2, 3
TODAY = dt.date(2026, 11, 22)
ALWAYS = Term(dt.date(2020, 1, 1))


def born(age: int, day: dt.date = TODAY) -> dt.date:
    return day.replace(year=day.year - age)


def between(reader=MOTHER, *, term=ALWAYS, kind="", parts=NONE) -> Between:
    return Between(reader, CHILD, term, kind, parts)


def reads(reader, birth, on=TODAY, **facts):
    return parts_readable(reader, CHILD, on, Facts(born={CHILD: birth}, **facts))


def test_under_twelve_the_parents_from_sixteen_the_young_person_alone():
    held = {"authorities": (between(),)}
    assert reads(MOTHER, born(8), **held) == ALL and reads(CHILD, born(8)) == NONE
    assert reads(MOTHER, born(13), **held) == ALL - TOLD and reads(CHILD, born(13)) == ALL
    assert reads(MOTHER, born(16), **held) == NONE and reads(CHILD, born(16)) == ALL
    assert reads(OTHER, born(8), **held) == NONE


@pytest.mark.parametrize(("age", "before", "after"), [(12, ALL, ALL - TOLD), (16, ALL - TOLD, NONE)])
def test_a_birthday_changes_what_a_parent_reads_by_itself(age, before, after):
    birthday = TODAY
    birth, held = born(age, birthday), {"authorities": (between(),)}
    assert reads(MOTHER, birth, birthday - dt.timedelta(days=1), **held) == before
    assert reads(MOTHER, birth, birthday, **held) == after


def test_who_was_born_on_the_last_of_february_is_older_on_the_first_of_march():
    leap = dt.date(2012, 2, 29)
    assert [age_on(leap, dt.date(2024, 2, day)) for day in (28, 29)] == [11, 12]
    assert age_on(leap, dt.date(2025, 2, 28)) == 12 and age_on(leap, dt.date(2025, 3, 1)) == 13


def test_an_unknown_date_of_birth_opens_nothing_by_age():
    assert reads(MOTHER, None, authorities=(between(),), acting=(between(kind=GUARDIAN),)) == NONE
    assert reads(CHILD, None) == ALL


def test_a_refusal_goes_before_everything_until_sixteen():
    held = {
        "authorities": (between(),),
        "refusals": (between(),),
        "shares": (between(parts=frozenset({Part.STORY})),),
    }
    assert reads(MOTHER, born(8), **held) == NONE and reads(MOTHER, born(15), **held) == NONE
    assert reads(MOTHER, born(16), **held) == {Part.STORY}
    ended = {**held, "refusals": (between(term=Term(TODAY, TODAY - dt.timedelta(days=1))),)}
    assert reads(MOTHER, born(8), **ended) == ALL


def test_a_child_under_twelve_shares_nothing_itself():
    assert reads(OTHER, born(11), shares=(between(OTHER, parts=ALL),)) == NONE
    assert reads(OTHER, born(12), shares=(between(OTHER, parts=ALL),)) == ALL


@pytest.mark.parametrize("kind", sorted(PARTS_OF_KIND))
def test_a_task_has_a_fixed_list_whatever_the_row_says(kind):
    row = between(OTHER, kind=kind, parts=ALL)
    assert reads(OTHER, born(40), acting=(row,)) == PARTS_OF_KIND[kind]
    assert not reads(OTHER, born(40), acting=(row,)) & TOLD


def test_only_money_is_what_an_administrator_reads_of_decisions():
    acting = (between(OTHER, kind="administrator"),)
    alone = Facts(born={CHILD: born(40)}, acting=acting)
    assert money_only(OTHER, CHILD, TODAY, alone) == {Part.DECISIONS, Part.LETTERS}
    both = Facts(born={CHILD: born(40)}, acting=(*acting, between(OTHER, kind="mentor")))
    assert money_only(OTHER, CHILD, TODAY, both) == NONE


@pytest.mark.parametrize(
    ("ticked", "other"), [(Part.LETTERS, Part.DECISIONS), (Part.DECISIONS, Part.LETTERS)]
)
def test_a_second_task_opens_its_own_part_and_not_the_other(ticked, other):
    acting = (
        between(OTHER, kind="administrator"),
        between(OTHER, kind="proxy", parts=frozenset({ticked})),
    )
    assert money_only(OTHER, CHILD, TODAY, Facts(born={CHILD: born(40)}, acting=acting)) == {other}


def test_a_refusal_stands_while_the_age_is_not_known():
    rows = {"acting": (between(kind="mentor"),), "along": (between(),)}
    shares = (between(parts=frozenset({Part.STORY})),)
    assert reads(MOTHER, None, **rows, shares=shares)
    assert reads(MOTHER, None, **rows, shares=shares, refusals=(between(),)) == NONE


PERIODS = st.builds(
    Term,
    st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31)),
    st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31)),
)
ROWS = st.lists(
    st.builds(
        Between,
        st.sampled_from([MOTHER, OTHER]),
        st.sampled_from([CHILD, 9]),
        PERIODS,
        st.sampled_from(["", "proxy", "mentor", "administrator", "guardian", "something else"]),
        st.frozensets(st.sampled_from(Part)),
    ),
    max_size=4,
).map(tuple)


@given(
    birth=st.none() | st.dates(dt.date(1950, 1, 1), TODAY),
    authorities=ROWS,
    refusals=ROWS,
    acting=ROWS,
    shares=ROWS,
)
def test_nobody_reads_without_a_row_of_today_that_names_both(birth, authorities, refusals, acting, shares):
    facts = Facts({CHILD: birth}, authorities, refusals, acting, shares)
    found = parts_readable(MOTHER, CHILD, TODAY, facts)
    grounds = [
        row
        for row in (*authorities, *acting, *shares)
        if (row.reader, row.subject) == (MOTHER, CHILD) and row.term.holds(TODAY)
    ]
    assert found <= ALL and (grounds or not found)
    if found & TOLD and not (birth and age_on(birth, TODAY) < 12):
        given_by_hand = [row.parts for row in (*acting, *shares) if row in grounds]
        assert found & TOLD <= frozenset().union(*given_by_hand)


def test_an_unknown_code_of_a_part_opens_nothing():
    assert as_parts(["plan", "everything", 3]) == {Part.PLAN} and as_parts("plan") == NONE
