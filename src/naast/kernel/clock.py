"""The one place that reads the clock. Stored in UTC; days and terms count in Europe/Amsterdam."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import timezone

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def now() -> dt.datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()


def today() -> dt.date:
    """The present day in Europe/Amsterdam."""
    return day_of(now())


def day_of(moment: dt.datetime) -> dt.date:
    """The day in Europe/Amsterdam on which an aware moment falls."""
    return moment.astimezone(AMSTERDAM).date()
