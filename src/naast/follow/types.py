"""What other rooms may know of following without touching the models."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from naast.kernel import clock


@dataclass(frozen=True, slots=True)
class Promise:
    """What somebody will do, and when. `by` is a name or somebody's own words."""

    id: int
    case_id: int
    what: str
    due_on: dt.date
    by: str
    is_check_in: bool
    kept_on: dt.date | None
    kept_words: str
    version: int

    @property
    def is_late(self) -> bool:
        """Whether the day has passed and it was not done."""
        return self.kept_on is None and self.due_on < clock.today()


@dataclass(frozen=True, slots=True)
class SaidBack:
    """What somebody said at a looking back, for the page that shows a whole case."""

    held_on: dt.date
    words: str


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """One contact. When it did not take place `made_hard` is all there is to say."""

    id: int
    channel: str
    channel_label: str
    on_day: dt.date
    who: str
    by: str
    words: str
    took_place: bool
    made_hard: str
    version: int


@dataclass(frozen=True, slots=True)
class AgreedGoal:
    """A goal to look back on, in the words in which it was agreed. `key` finds it again in a form."""

    key: str
    words: str
    by_when: dt.date | None


@dataclass(frozen=True, slots=True)
class GoalBeside:
    """A goal as it was agreed then, and what the person says of it now."""

    then_words: str
    then_by: dt.date | None
    now_words: str


@dataclass(frozen=True, slots=True)
class CheckInFacts:
    """One looking back. `helped` is the voluntary answer (yes, partly, no) or empty."""

    id: int
    case_id: int
    person_id: int
    who: str
    held_on: dt.date
    words: str
    helped: str
    helped_label: str
    board_id: int | None
    by: str
    goals: tuple[GoalBeside, ...]
