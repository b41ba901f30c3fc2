"""What other rooms may know of learning without touching the models."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from naast.kernel import clock
from naast.learn import terms
from naast.people.types import Face


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for this member of staff, and where."""

    title: str
    url: str
    due_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    """The question after an exception; `verdict` is empty while nobody answered."""

    id: int
    case_id: int
    decision_id: int
    asked_at: dt.datetime
    verdict: str
    verdict_label: str
    answered_by: str
    answered_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """One answer to a signal."""

    words: str
    outcome: str
    outcome_label: str
    by: Face
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Rule:
    """What the signal is about: the rule, not the person."""

    kind: str
    kind_label: str
    law: str
    article: str

    @property
    def is_named(self) -> bool:
        """Whether it says which rule, so that others about the same one can be counted."""
        return bool(self.law or self.article)


@dataclass(frozen=True, slots=True)
class SignalGlance:
    """The words of a signal as its circle reads them, for the page that shows a whole case."""

    words: str
    state_label: str


@dataclass(frozen=True, slots=True)
class SignalFacts:
    """A signal as this reader may see it. `case_id` is None for who may not open the case.

    `given_by` is empty outside the circle, where `words` and `obstacle_words` leave out names and numbers.
    """

    id: int
    case_id: int | None
    words: str
    obstacle_words: str
    rule: Rule
    verdict: str
    verdict_label: str
    given_by: str
    by_resident: bool
    given_on: dt.date
    owner: Face | None
    answer_by: dt.date
    state: str
    state_label: str
    answers: tuple[AnswerFacts, ...]
    version: int
    is_mine: bool = False
    households: int = 0
    """In how many households of the municipality this rule stood in the way; 0 when the rule is not named."""

    @property
    def is_open(self) -> bool:
        return self.state == terms.OPEN

    @property
    def is_overdue(self) -> bool:
        """Whether the day of the answer has passed without a final one."""
        return self.is_open and self.answer_by < clock.today()


@dataclass(frozen=True, slots=True)
class Inbox:
    """Signals of one reader: those to answer, those given, and for who reads all of them the others."""

    to_answer: list[SignalFacts]
    given: list[SignalFacts]
    others: list[SignalFacts]
    reads_all: bool
