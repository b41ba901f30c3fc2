"""What others may know of steps, of taking over and of reminders: frozen, without the models."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from naast.kernel import clock
from naast.plan import step_terms as terms


@dataclass(frozen=True, slots=True)
class Turn:
    """Who did a step from a day on. `staff_id` when it was one named person."""

    who: str
    staff_id: int | None
    since: dt.date


@dataclass(frozen=True, slots=True)
class StepFacts:
    """One small step. `who` is a code of `step_terms.WHO`; nothing here says that a day has passed."""

    id: int
    words: str
    who: str
    who_since: dt.date
    staff_id: int | None = None
    goal_id: int | None = None
    part_of_id: int | None = None
    by_when: dt.date | None = None
    done_on: dt.date | None = None
    done_words: str = ""
    pillar: str = ""
    taking_over_id: int | None = None
    version: int = 0

    @property
    def who_label(self) -> str:
        return str(dict(terms.WHO)[self.who])


@dataclass(frozen=True, slots=True)
class StepView:
    """A step with what is shown beside it: the goal, who did it before, and the smaller steps.

    `name` is who does it when that is one person (as far as the reader may know).
    """

    step: StepFacts
    goal: str = ""
    name: str = ""
    earlier: tuple[tuple[Turn, str], ...] = ()
    taken_over: str = ""
    smaller: tuple[StepView, ...] = ()


@dataclass(frozen=True, slots=True)
class SupportPlace:
    """A support of the plan and the pillar it stands under."""

    id: int
    what: str
    who: str
    pillar: str


@dataclass(frozen=True, slots=True)
class Pillar:
    """One of four columns, all alike."""

    key: str
    label: str
    steps: tuple[StepView, ...] = ()
    supports: tuple[SupportPlace, ...] = ()


@dataclass(frozen=True, slots=True)
class TakingOverFacts:
    """What is done for the resident for a while. Codes of `step_terms`; `until_on` is the last day."""

    id: int
    what: str
    basis: str
    basis_words: str
    reason: str
    reason_words: str
    from_on: dt.date
    until_on: dt.date
    staff_id: int | None
    name: str
    ended_on: dt.date | None
    ended_because: str
    renews_id: int | None
    is_renewed: bool
    version: int
    steps: tuple[str, ...] = ()

    @property
    def basis_label(self) -> str:
        return str(dict(terms.BASES)[self.basis])

    @property
    def reason_label(self) -> str:
        return str(dict(terms.REASONS)[self.reason])

    @property
    def is_over(self) -> bool:
        """Ended early, or past its last day: it ends by itself, and nothing else happens."""
        return self.ended_on is not None or self.until_on < clock.today()


@dataclass(frozen=True, slots=True)
class ReminderFacts:
    """A reminder. `goes_at`: the first moment within the parts of the day that the person prefers.

    `to_tend`: it waits for the fixed contact, who calls, gives a paper, or sees that sending went wrong.
    """

    id: int
    case_id: int
    person_id: int
    person_name: str
    words: str
    at: dt.datetime
    goes_at: dt.datetime
    channel: str
    channel_label: str
    words_along: bool
    state: str
    state_label: str
    sent_at: dt.datetime | None
    problem_label: str
    step_words: str = ""
    to_tend: bool = False
    version: int = 0


@dataclass(frozen=True, slots=True)
class ReminderWaiting:
    """A reminder that waits for the fixed contact: to call, to give on paper, or because sending failed."""

    id: int
    case_id: int
    resident_name: str
    channel_label: str
    problem_label: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class StepSaid:
    """What somebody writes of a step."""

    words: str
    who: str = terms.TOGETHER
    staff_id: int | None = None
    goal_id: int | None = None
    by_when: dt.date | None = None
    pillar: str = ""
    taking_over_id: int | None = None


@dataclass(frozen=True, slots=True)
class TakingOverSaid:
    """What somebody writes of taking over. `until_on` is the last day; it always has one."""

    what: str
    basis: str
    reason: str
    until_on: dt.date | None
    from_on: dt.date | None = None
    basis_words: str = ""
    reason_words: str = ""
    staff_id: int | None = None


@dataclass(frozen=True, slots=True)
class ReminderSaid:
    """What somebody writes of a reminder: on this day at this time, in Amsterdam."""

    words: str
    day: dt.date | None
    time: dt.time | None
    channel: str = ""
    words_along: bool = False
    step_id: int | None = None
