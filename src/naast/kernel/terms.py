"""Counting legal terms: the general terms act (Algemene termijnenwet, BWBR0002448).

A term that ends on a Saturday, Sunday or generally recognised holiday runs until the next day that is none of
these (art. 1). Art. 3 names the holidays: New Year's Day, Easter Monday, Ascension Day, Whit Monday,
both Christmas days, the king's birthday, 5 May (each year, not only the fifth), and Good Friday as equated
day. Art. 3 lid 3 lets a royal decree equate further days: none is counted here, so that nobody is told a
later last day than the law gives. A term of more than twelve weeks is not extended (art. 4). To be checked by
a lawyer before use.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

LONGEST_EXTENDED_WEEKS = 12
"""A term of more weeks ends on its day, whatever day that is (art. 4)."""


def easter(year: int) -> dt.date:
    """Easter Sunday of the Gregorian calendar (anonymous Gregorian computus, Meeus 1991)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    f = (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    length = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * length) // 451
    month, day = divmod(h + length - 7 * m + 114, 31)
    return dt.date(year, month, day + 1)


def kings_day(year: int) -> dt.date:
    """27 April, or the Saturday before when that is a Sunday (since 2014)."""
    day = dt.date(year, 4, 27)
    return day - dt.timedelta(days=1) if day.isoweekday() == 7 else day


def holidays(year: int) -> frozenset[dt.date]:
    """The days of art. 3 of the general terms act in a calendar year."""
    sunday = easter(year)
    return frozenset(
        {
            dt.date(year, 1, 1),
            sunday - dt.timedelta(days=2),
            sunday + dt.timedelta(days=1),
            sunday + dt.timedelta(days=39),
            sunday + dt.timedelta(days=50),
            kings_day(year),
            dt.date(year, 5, 5),
            dt.date(year, 12, 25),
            dt.date(year, 12, 26),
        }
    )


def is_open_day(day: dt.date) -> bool:
    """Neither Saturday, Sunday nor a holiday of the general terms act."""
    return day.isoweekday() < 6 and day not in holidays(day.year)


def end_of_term(last: dt.date) -> dt.date:
    """The day on which a term really ends when it is counted to `last` (art. 1)."""
    while not is_open_day(last):
        last += dt.timedelta(days=1)
    return last


def add_working_days(day: dt.date, days: int) -> dt.date:
    """The day that lies `days` open days after `day`."""
    while days > 0:
        day += dt.timedelta(days=1)
        days -= is_open_day(day)
    return day


def add_weeks(day: dt.date, weeks: int) -> dt.date:
    """The last day of a term of `weeks` weeks that starts the day after `day`, extended by art. 1."""
    last = day + dt.timedelta(weeks=weeks)
    return end_of_term(last) if weeks <= LONGEST_EXTENDED_WEEKS else last


@dataclass(frozen=True, slots=True)
class LegalTerm:
    """One step of a clock. `name` is a stable code; `source` the article."""

    name: str
    source: str
    weeks: int = 0
    working_days: int = 0

    def ends(self, start: dt.date) -> dt.date:
        """The last day of the term when it starts the day after `start`."""
        if self.working_days:
            return add_working_days(start, self.working_days)
        return add_weeks(start, self.weeks)


# Awb 6:7 and 6:8: six weeks, from the day after the decision was made known.
OBJECTION = LegalTerm("objection", "Awb 6:7", weeks=6)
