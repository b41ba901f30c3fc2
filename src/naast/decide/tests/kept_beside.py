"""What must come of a weighing and a decision, kept and worked out a second time beside the house.

Nothing here asks the rules of the rooms: it holds what somebody did, and says from that what may be.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

WIDTH = {"routine": 0, "exception": 1, "college": 2}
THE_LAW = "wmo"
FIRST_THREE = ("effect", "values_words", "consequences")


@dataclass
class Given:
    """A mandate as it was given; `of` is the one that who stands in uses."""

    id: int
    staff: int
    reach: str
    law: str
    up_to: Decimal
    from_on: dt.date
    until_on: dt.date | None
    of: Given | None = None
    kinds: tuple[str, ...] = ()

    @property
    def people(self) -> set[int]:
        return {self.staff} | ({self.of.staff} if self.of else set())

    def is_of(self, day: dt.date) -> bool:
        own = self.from_on <= day <= (self.until_on or day)
        return own and (self.of is None or self.of.is_of(day))

    def holds(self, day: dt.date) -> bool:
        return self.is_of(day) and self.law in ("", THE_LAW)


@dataclass(frozen=True)
class Read:
    version: int
    reader: int
    verdict: str


@dataclass
class Proposed:
    """Everything that happened to one proposal. `limit`: up to what its last writer may decide alone."""

    writers: list[int] = field(default_factory=list)
    readings: list[Read] = field(default_factory=list)
    limit: Decimal = Decimal(0)

    @property
    def readers(self) -> set[int]:
        return {reading.reader for reading in self.readings}

    def was_read(self, version: int, not_by: set[int]) -> bool:
        """Whether somebody else gave advice on this version; a question is no advice yet."""
        now = [read for read in self.readings if read.version == version and read.verdict != "question"]
        return any(read.reader not in not_by for read in now)


@dataclass
class Kept:
    """One example: what was written, by whom, who may decide what, and what was said and read."""

    texts: dict[str, str] = field(default_factory=dict)
    has_values: bool = False
    is_urgent: bool = False
    is_written: bool = False
    block_writers: set[int] = field(default_factory=set)
    mandates: list[Given] = field(default_factory=list)
    proposals: dict[int, Proposed] = field(default_factory=dict)
    unused_hearings: set[int] = field(default_factory=set)
    decided: set[int] = field(default_factory=set)

    @property
    def is_open(self) -> bool:
        """The law: after a sentence at each of the first three steps, or when it could not wait."""
        effect, values, consequences = (_is_sentence(self.texts.get(name, "")) for name in FIRST_THREE)
        return self.is_urgent or (effect and (self.has_values or values) and consequences)

    def mandate(self, number: int) -> Given:
        return next(given for given in self.mandates if given.id == number)

    def own_limit(self, staff: int, day: dt.date) -> Decimal:
        """What somebody may decide alone: only a mandate of their own counts."""
        own = [given for given in self.mandates if given.staff == staff and given.of is None]
        return max((given.up_to for given in own if given.holds(day)), default=Decimal(0))

    def may_not_read(self, proposed: Proposed, day: dt.date) -> set[int]:
        """Who wrote any version or a part of the weighing, and who stands in for them or they for."""
        wrote = {*proposed.writers, *self.block_writers}
        return wrote | self.stand_ins_of(wrote, day)

    def stand_ins_of(self, staff: Iterable[int], day: dt.date) -> set[int]:
        """Who on this day stands in for one of these people, or the other way round."""
        named, found = set(staff), set()
        for given in self.mandates:
            if given.of is not None and given.is_of(day) and given.people & named:
                found |= given.people - named
        return found


def _is_sentence(text: str) -> bool:
    """Three words or more; signs and numbers are no words."""
    return sum(any(sign.isalpha() for sign in word) for word in text.split()) >= 3


def outside(given: Given, *, who: int, reach: str, clause: str, amount: Decimal | None, day: dt.date) -> bool:
    """Whether somebody would decide outside a mandate. `clause`: the kind of exception, empty without one."""
    return not (
        given.staff == who
        and given.holds(day)
        and WIDTH[given.reach] >= WIDTH[reach]
        and (amount or 0) <= given.up_to
        and (not clause or not given.kinds or clause in given.kinds)
    )


def through_a_substitute(given: Given, proposed: Proposed) -> bool:
    """Whether one of the two who stand behind this mandate had a hand in what is decided."""
    return given.of is not None and bool(given.people & (set(proposed.writers) | proposed.readers))


def reach_needed(outcome: str, result: str, *, is_exception: bool) -> str:
    """The narrowest kind of mandate. A no where the law has no room departs from nothing."""
    if result == "outside_statute" or (result == "no_room" and outcome != "no"):
        return "college"
    return "exception" if is_exception else "routine"


def clause_needed(kind: str, outcome: str, result: str, *, is_exception: bool) -> str:
    """The kind of exception that a mandate must allow; `kind` is that of the clause it rests on."""
    if not is_exception or (result == "no_room" and outcome == "no"):
        return ""
    return "outside_statute" if result in ("outside_statute", "no_room") else kind


def reader_needed(outcome: str, amount: Decimal | None, result: str, limit: Decimal) -> str:
    """Who reads along first: a lawyer where the list has no room, else a second reader where one is due."""
    if result in ("outside_statute", "no_room"):
        return "lawyer"
    return "second_reader" if outcome != "yes" or (amount or 0) > limit else ""
