"""By which day an objection has its answer, and what of it is still missing. Pure: no clock, no database.

Sources: Awb 7:10 lid 1 (six weeks, twelve with a committee, from the day after the term to object ended), lid
2 (the term stands still from the day after somebody was asked to complete the objection, until that was done
or the time for it was over; what is over cannot stand still, so who is asked after it can complete the
objection all the same and moves no day) and lid 3 (postponed). To be checked by a lawyer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from naast.kernel.terms import end_of_term

ANSWER_WEEKS, COMMITTEE_WEEKS = 6, 12
POSTPONED_WEEKS = 6
"""Weeks for which the answer may be postponed once (Awb 7:10 lid 3)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody was asked to complete an objection: what was missing, until when, and what came in since.

    `came` are (day, parts) of what came in after it, in that order.
    """

    asked_on: dt.date
    until_on: dt.date
    parts: Collection[str]
    came: tuple[tuple[dt.date, Collection[str]], ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """What of it did not come in."""
        there = {part for _day, parts in self.came for part in parts}
        return tuple(part for part in self.parts if part not in there)

    @property
    def completed_on(self) -> dt.date | None:
        """The day on which the last of it came in."""
        waits = set(self.parts)
        for day, parts in self.came:
            waits -= set(parts)
            if not waits:
                return day
        return None

    @property
    def stood_until(self) -> dt.date:
        """The last day on which the term stands still by it, when it was asked before the term was over."""
        return min(self.completed_on or self.until_on, self.until_on)


def answer_by(base: dt.date, asked: Iterable[Asked]) -> dt.date:
    """The day of the answer: `last_day`, or the first working day after it (Algemene termijnenwet 1)."""
    return end_of_term(last_day(base, asked))


def answer_by_told(told: dt.date, asked: Iterable[Asked]) -> dt.date:
    """The day of the answer after a later day was `told` in a letter: that very day, also a closed one.

    Only what was `asked` since, on that day at the latest, moves it.
    """
    asked = list(asked)
    last = last_day(told, asked) if any(one.asked_on <= told for one in asked) else told
    return end_of_term(last) if last > told else told


def latest_once(base: dt.date, asked: Iterable[Asked]) -> dt.date:
    """The last day to which an answer is postponed once without anybody agreeing (Awb 7:10 lid 3).

    The six weeks follow on the term of the law, with the days on which it stood still (lid 1 and 2): neither
    on the working day to which its end moved, nor on a day that somebody agreed to (lid 4).
    """
    return end_of_term(last_day(base, asked) + dt.timedelta(weeks=POSTPONED_WEEKS))


def last_day(base: dt.date, asked: Iterable[Asked]) -> dt.date:
    """The last day of the term: `base` and the days on which the term stood still; shared days count once.

    `base`: the last of the weeks, or the day to which it was postponed. `asked`: since then. What was asked
    after the term was over, with the working day to which its end moved, moves nothing.
    """
    last, counted_to = base, dt.date.min
    for one in sorted(asked, key=lambda item: item.asked_on):
        if one.asked_on > end_of_term(last):
            break
        since = max(one.asked_on, counted_to)
        if one.stood_until > since:
            last += one.stood_until - since
            counted_to = one.stood_until
    return last
