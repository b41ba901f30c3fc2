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


def now() -> dt.datetime:
    """The present moment, aware, in UTC."""
    return timezone.now() + _shift.get()


@contextmanager
def shifted(days: int) -> Iterator[None]:
    """Act as if it were `days` later (earlier when negative): for the demo's past and for tests.

    The audit does not follow: its times are the database's own.
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
