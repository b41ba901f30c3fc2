"""What is done in one go is done on one day, also when it becomes midnight in Amsterdam meanwhile."""

from __future__ import annotations

import contextlib
import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from naast.kernel import clock
from naast.kernel.tenancy import scope
from naast.people import actions

SECOND = dt.timedelta(seconds=1)
MIDNIGHT = dt.datetime(2026, 11, 23, 23, tzinfo=dt.UTC)
"""In Amsterdam 24 November begins."""


class Watch:
    """What tells the time here: it starts at a moment and goes on `step` at each look."""

    def __init__(self, start: dt.datetime, step: dt.timedelta) -> None:
        self.moment, self.step = start, step

    def __call__(self) -> dt.datetime:
        self.moment += self.step
        return self.moment


@contextlib.contextmanager
def telling():
    """`tell(callable)` says what tells the time; the day of the test itself does not hold here."""
    token = clock._last.set(None)
    try:
        with pytest.MonkeyPatch.context() as patch:
            yield lambda tells: patch.setattr(timezone, "now", tells)
    finally:
        clock._last.reset(token)


@pytest.fixture
def watch():
    """`watch(start, step)` sets the time."""
    with telling() as tell:

        def at(start, step=SECOND):
            tell(found := Watch(start, step))
            return found

        yield at


def test_the_day_stays_and_time_goes_on_until_its_end(watch):
    now = watch(MIDNIGHT - 4 * SECOND)
    with clock.one_day():
        first, second = clock.now(), clock.now()
        assert first < second < MIDNIGHT
        now.moment = MIDNIGHT + SECOND
        assert clock.today() == dt.date(2026, 11, 23) and second < clock.now() < MIDNIGHT
        with clock.one_day():
            assert clock.today() == dt.date(2026, 11, 23), "what is begun within belongs to the same day"
        assert clock.today() == dt.date(2026, 11, 23)
    assert clock.today() == dt.date(2026, 11, 24)


def test_another_day_within_keeps_its_distance(watch):
    watch(MIDNIGHT - 2 * SECOND)
    with clock.one_day():
        for days in (-30, 0, 7):
            with clock.shifted(days):
                assert clock.today() == dt.date(2026, 11, 23) + dt.timedelta(days=days)
    watch(MIDNIGHT - 2 * SECOND)
    with clock.shifted(-30), clock.one_day():
        assert [clock.today() for _look in range(4)] == [dt.date(2026, 10, 24)] * 4


@given(
    seconds=st.integers(0, 2 * 366 * 86_400),
    days=st.integers(-1000, 1000),
    passed=st.integers(0, 10 * 86_400),
)
def test_a_day_further_is_one_day_further_at_any_hour(seconds, days, passed):
    moment = dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + seconds * SECOND
    with telling() as tell:
        tell(lambda: moment)
        today = clock.today()
        expected = today + dt.timedelta(days=days)
        with clock.shifted(days):
            assert clock.today() == expected
            assert abs(clock.now() - moment - dt.timedelta(days=days)) <= dt.timedelta(hours=1)
            with clock.one_day():
                tell(lambda: moment + passed * SECOND)
                assert clock.today() == expected


@pytest.mark.parametrize("day", [dt.date(2026, 3, 29), dt.date(2026, 10, 25)])
def test_the_days_on_which_the_hour_changes_last_until_their_midnight(watch, day):
    now = watch(dt.datetime.combine(day, dt.time(0, 30), clock.AMSTERDAM))
    with clock.one_day():
        now.moment = dt.datetime.combine(day, dt.time(23, 59), clock.AMSTERDAM)
        assert clock.now() == now.moment
        now.moment += dt.timedelta(minutes=5)
        assert clock.today() == day


@given(
    seconds=st.integers(0, 366 * 86_400),
    steps=st.lists(st.integers(0, 3 * 86_400), min_size=1, max_size=6),
)
def test_whenever_it_begins_no_look_finds_another_day_and_none_goes_back(seconds, steps):
    moments = [dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + seconds * SECOND]
    for step in steps:
        moments.append(moments[-1] + step * SECOND)
    with telling() as tell:
        tell(lambda: moments[0])
        with clock.one_day():
            looks = []
            for moment in moments:
                tell(lambda moment=moment: moment)
                looks.append(clock.now())
    assert {clock.day_of(look) for look in looks} == {clock.day_of(moments[0])}
    assert looks == sorted(looks) and looks[0] == moments[0]


@pytest.mark.django_db
def test_in_the_scope_of_a_municipality_it_is_one_day(standing, watch):
    watch(MIDNIGHT - 2 * SECOND)
    with transaction.atomic(), scope(standing.municipality.pk):
        days = {clock.today() for _look in range(5)}
        person = actions.add_person(actor=standing.worker, given_name="Nacht")
        days.add(clock.day_of(person.created_at))
    assert days == {dt.date(2026, 11, 23)}
    assert clock.today() == dt.date(2026, 11, 24)
