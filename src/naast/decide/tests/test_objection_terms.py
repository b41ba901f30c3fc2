"""The day of the answer while an objection is completed: Awb 7:10 lid 2, without a database."""

from __future__ import annotations

import datetime as dt

from naast.decide.objection_terms import Asked, answer_by, latest_once

BASE = dt.date(2026, 3, 4)


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
