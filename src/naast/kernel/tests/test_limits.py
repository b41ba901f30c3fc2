"""Who asks without end is stopped until the next minute, and nobody else is."""

from __future__ import annotations

import datetime as dt

import pytest

from naast.kernel import actors, clock, limits


@pytest.fixture
def at(monkeypatch):
    """Sets the clock to a second of one minute."""
    from django.core.cache import cache

    cache.clear()

    def set_to(second: int) -> None:
        moment = dt.datetime(2026, 5, 4, 12, 0, tzinfo=dt.UTC) + dt.timedelta(seconds=second)
        monkeypatch.setattr(clock, "now", lambda: moment)

    set_to(0)
    return set_to


def who(account_id: int) -> actors.Actor:
    return actors.Actor("staff", account_id, 1, "Wilma Worker", account_id=account_id)


def test_so_many_in_a_minute_and_then_the_next_minute_again(at):
    assert [limits.within(who(1), "a.page", most=2) for _time in range(3)] == [True, True, False]
    at(59)
    assert not limits.within(who(1), "a.page", most=2)
    at(60)
    assert limits.within(who(1), "a.page", most=2)


def test_each_login_and_each_page_counts_for_itself(at):
    assert limits.within(who(1), "a.page", most=1) and not limits.within(who(1), "a.page", most=1)
    assert limits.within(who(2), "a.page", most=1)
    assert limits.within(who(1), "another.page", most=1)
