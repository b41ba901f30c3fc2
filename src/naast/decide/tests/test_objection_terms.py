"""The day of the answer while an objection is completed: Awb 7:10 lid 2, without a database."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from naast.decide.objection_terms import Asked, answer_by, answer_by_told, latest_once

BASE = dt.date(2026, 3, 4)
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31))


@st.composite
def asks(draw: st.DrawFn) -> Asked:
    """Asked on a day, with up to two months for it, and completed on a day after it or not."""
    asked_on = draw(DAYS)
    until_on = asked_on + dt.timedelta(days=draw(st.integers(1, 60)))
    came_after = draw(st.none() | st.integers(0, 90))
    came = () if came_after is None else ((asked_on + dt.timedelta(days=came_after), ("grounds",)),)
    return Asked(asked_on, until_on, ("grounds",), came)


def day(number: int) -> dt.date:
    return dt.date(2026, 2, number)


def test_the_term_stands_still_from_the_day_after_until_it_came_or_the_time_was_over():
    asked = Asked(day(2), day(16), ("grounds",))
    assert answer_by(BASE, []) == BASE
    assert answer_by(BASE, [asked]) == BASE + dt.timedelta(days=14)
    came = Asked(day(2), day(16), ("grounds",), ((day(9), ("grounds",)),))
    assert answer_by(BASE, [came]) == BASE + dt.timedelta(days=7)
    too_late = Asked(day(2), day(16), ("grounds",), ((day(20), ("grounds",)),))
    assert answer_by(BASE, [too_late]) == BASE + dt.timedelta(days=14)
    in_part = Asked(day(2), day(16), ("grounds", "date"), ((day(9), ("date",)),))
    assert answer_by(BASE, [in_part]) == BASE + dt.timedelta(days=14)
    assert in_part.missing == ("grounds",) and in_part.completed_on is None
    assert came.missing == () and came.completed_on == day(9)


def test_days_that_two_requests_share_count_once_and_a_closed_day_moves_the_end():
    one, other = Asked(day(2), day(16), ("date",)), Asked(day(9), day(20), ("grounds",))
    assert answer_by(BASE, [other, one]) == answer_by(BASE, [one, other])
    # Eighteen days from Wednesday 4 March is Sunday 22 March: the Monday after it.
    assert answer_by(BASE, [one, other]) == dt.date(2026, 3, 23)


def test_six_weeks_more_follow_on_the_term_with_the_days_on_which_it_stood_still():
    assert latest_once(BASE, []) == BASE + dt.timedelta(weeks=6)
    asked = Asked(day(2), day(16), ("grounds",))
    assert latest_once(BASE, [asked]) == BASE + dt.timedelta(weeks=6, days=14)


def test_six_weeks_more_do_not_count_from_the_working_day_to_which_an_end_moved():
    good_friday = dt.date(2026, 4, 3)
    assert answer_by(good_friday, []) == dt.date(2026, 4, 7)
    # Six weeks after Good Friday is a Friday, not the Tuesday six weeks after the day that it moved to.
    assert latest_once(good_friday, []) == dt.date(2026, 5, 15)
    ascension = dt.date(2026, 5, 14)
    assert latest_once(ascension - dt.timedelta(weeks=6), []) == dt.date(2026, 5, 15)


def test_what_is_asked_after_the_term_was_over_moves_nothing():
    """Awb 7:10 lid 2: what is over cannot stand still, however long somebody then has to complete it."""
    base, months_later = dt.date(2026, 1, 30), dt.date(2026, 3, 2)
    late = Asked(months_later, dt.date(2026, 3, 30), ("grounds",))
    assert answer_by(base, [late]) == base
    assert latest_once(base, [late]) == base + dt.timedelta(weeks=6)
    came = Asked(late.asked_on, late.until_on, late.parts, ((dt.date(2026, 3, 9), ("grounds",)),))
    assert answer_by(base, [came]) == base


def test_over_is_after_the_working_day_to_which_the_end_moved():
    saturday, monday = dt.date(2026, 3, 7), dt.date(2026, 3, 9)
    assert answer_by(saturday, []) == monday
    on_it = Asked(monday, dt.date(2026, 3, 23), ("grounds",))
    assert answer_by(saturday, [on_it]) == dt.date(2026, 3, 23)
    a_day_late = Asked(dt.date(2026, 3, 10), dt.date(2026, 3, 24), ("grounds",))
    assert answer_by(saturday, [a_day_late]) == monday


def test_while_the_term_stands_still_or_runs_on_after_it_a_second_letter_is_in_time():
    first = Asked(day(20), dt.date(2026, 3, 6), ("date",))
    again = Asked(dt.date(2026, 3, 5), dt.date(2026, 3, 16), ("grounds",))
    assert first.asked_on < BASE < again.asked_on
    # Fourteen days, and ten more, from Wednesday 4 March: Saturday 28 March, so Monday 30.
    assert answer_by(BASE, [first, again]) == dt.date(2026, 3, 30)
    # Once it came in the term ended on 9 March; what was asked after that is too late.
    at_once = Asked(day(20), first.until_on, ("date",), ((day(25), ("date",)),))
    assert answer_by(BASE, [at_once]) == dt.date(2026, 3, 9)
    assert answer_by(BASE, [at_once, Asked(dt.date(2026, 3, 10), again.until_on, ("grounds",))]) == (
        dt.date(2026, 3, 9)
    )


def test_a_later_day_that_was_told_is_the_day_also_when_it_is_a_sunday():
    sunday = dt.date(2026, 3, 15)
    monday_after = Asked(dt.date(2026, 3, 16), dt.date(2026, 3, 30), ("grounds",))
    assert answer_by_told(sunday, []) == answer_by_told(sunday, [monday_after]) == sunday
    at_once = Asked(day(2), day(16), ("grounds",), ((day(2), ("grounds",)),))
    assert answer_by_told(sunday, [at_once]) == sunday
    # Fourteen days from Sunday 15 March is Sunday 29 March: the Monday after it.
    assert answer_by_told(sunday, [Asked(day(2), day(16), ("grounds",))]) == dt.date(2026, 3, 30)


@given(told=DAYS, before=st.lists(asks(), max_size=4), late=asks())
def test_asking_after_a_day_that_was_told_never_moves_that_one_either(told, before, late):
    before = [one for one in before if one.asked_on <= late.asked_on]
    due = answer_by_told(told, before)
    assert due >= told
    if late.asked_on > due:
        assert answer_by_told(told, [*before, late]) == due


@given(base=DAYS, before=st.lists(asks(), max_size=4), late=asks())
def test_asking_after_the_day_of_the_answer_never_moves_it(base, before, late):
    before = [one for one in before if one.asked_on <= late.asked_on]
    due, once = answer_by(base, before), latest_once(base, before)
    if late.asked_on > due:
        assert answer_by(base, [*before, late]) == due
        assert latest_once(base, [*before, late]) == once
    else:
        assert answer_by(base, [*before, late]) >= due
