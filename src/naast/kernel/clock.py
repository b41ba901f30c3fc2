"""The one place that reads the clock. Stored in UTC; days and terms count in Europe/Amsterdam."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

from django.utils import timezone

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_shift: ContextVar[dt.timedelta] = ContextVar("naast_clock_shift", default=dt.timedelta(0))
_last: ContextVar[dt.datetime | None] = ContextVar("naast_clock_last", default=None)


def now() -> dt.datetime:
    """The present moment, aware, in UTC; within `one_day` none after that day."""
    moment, last = timezone.now(), _last.get()
    return _moved(moment if last is None else min(moment, last), _shift.get())


@contextmanager
def one_day() -> Iterator[None]:
    """What is done in one go is done on one day: that on which it began, also when midnight passes meanwhile.

    An action asks the day many times: for the row, for its letter, for the term that runs from there. In a
    municipality's scope nobody has to hand it on (see `tenancy.scope`). The outermost one counts.
    """
    if _last.get() is not None:
        yield
        return
    midnight = dt.datetime.combine(today() + dt.timedelta(days=1), dt.time.min, AMSTERDAM)
    token = _last.set(_moved(midnight, -_shift.get()) - dt.timedelta(microseconds=1))
    try:
        yield
    finally:
        _last.reset(token)


@contextmanager
def shifted(days: float) -> Iterator[None]:
    """Act as if it were `days` later (earlier when negative): for the demo's past and for tests.

    It is then as late by the clocks of Amsterdam as it is now, in summer and in winter. The audit
    does not follow: its times are the database's own.
    """
    token = _shift.set(dt.timedelta(days=days))
    try:
        yield
    finally:
        _shift.reset(token)


def today() -> dt.date:
    """The present day in Europe/Amsterdam."""
    return day_of(now())


def day_of(moment: dt.datetime) -> dt.date:
    """The day in Europe/Amsterdam on which an aware moment falls."""
    return moment.astimezone(AMSTERDAM).date()


def _moved(moment: dt.datetime, by: dt.timedelta) -> dt.datetime:
    """`by` later on the clocks of Amsterdam, in UTC: a day is a day, also when it has 23 or 25 hours."""
    if by:
        # Adding to a moment in a zone keeps what its clocks say.
        moment = moment.astimezone(AMSTERDAM) + by
    return moment.astimezone(dt.UTC)
