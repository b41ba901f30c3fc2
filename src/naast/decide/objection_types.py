"""What other rooms may know of objections and of decisions that replace another. Amounts are euros."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from naast.kernel import clock
from naast.kernel.terms import LegalTerm
from naast.people.types import Face

APPEAL = LegalTerm("appeal", "Awb 6:7", weeks=6)
"""To the court, from the day after the decision on the objection was sent (Awb 6:8). To be checked by a
lawyer."""


@dataclass(frozen=True, slots=True)
class HearingDay:
    """When, how and where somebody is heard about an objection; without `papers_from`: ready from today."""

    on: dt.date | None
    way: str
    place: str = ""
    at: dt.time | None = None
    papers_from: dt.date | None = None


@dataclass(frozen=True, slots=True)
class StepFacts:
    """One step of an objection. `by` None: the resident. `source`: the article, for a lawyer to check.

    `parts`: what is missing, or what of it came in, by code and in words. `owed_days` and `owed_amount`, in
    euros: what is owed for being late, determined anew. `due_before`: when the answer was due until then.
    """

    id: int
    kind: str
    kind_label: str
    done_on: dt.date
    words: str
    source: str
    by: Face | None
    hearing_on: dt.date | None = None
    hearing_at: dt.time | None = None
    way_label: str = ""
    place: str = ""
    papers_from: dt.date | None = None
    because_label: str = ""
    until_on: dt.date | None = None
    due_before: dt.date | None = None
    parts: tuple[str, ...] = ()
    part_labels: tuple[str, ...] = ()
    with_committee: bool = False
    verdict: str = ""
    verdict_label: str = ""
    owed_days: int | None = None
    owed_amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class StepLetter:
    """The letter that belongs to a step, as it left. `appeal_ends_on` only of the decision (Awb 6:7)."""

    document_id: int
    step_id: int
    kind: str
    kind_label: str
    sent_on: dt.date
    way_label: str
    appeal_ends_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """A bundle of papers as it was made."""

    id: int
    objection_id: int
    made_on: dt.date
    file_id: int


@dataclass(frozen=True, slots=True)
class Course:
    """An objection step by step, with its letters, its bundles and the new decision that came of it."""

    objection_id: int
    steps: tuple[StepFacts, ...]
    letters: tuple[StepLetter, ...]
    papers: tuple[PaperFacts, ...]
    new_decision_id: int | None = None

    def last(self, kind: str) -> StepFacts | None:
        """The latest step of a kind."""
        return next((step for step in reversed(self.steps) if step.kind == kind), None)

    @property
    def asked(self) -> StepFacts | None:
        """What was asked last to complete the objection, while something of it did not come in."""
        step = next((each for each in reversed(self.steps) if self._was_asked(each)), None)
        return step if self.missing else None

    @property
    def missing(self) -> tuple[str, ...]:
        """Codes of what was asked and did not come in since."""
        waits: dict[str, None] = {}
        for step in self.steps:
            if self._was_asked(step):
                waits |= dict.fromkeys(step.parts)
            elif step.kind == "completed":
                waits = {part: None for part in waits if part not in step.parts}
        return tuple(waits)

    def _was_asked(self, step: StepFacts) -> bool:
        """Whether this asked to complete it: from the day on which its letter left."""
        return step.kind == "asked" and any(letter.step_id == step.id for letter in self.letters)

    @property
    def hearing_ahead(self) -> StepFacts | None:
        """The hearing that is still to come."""
        step = self.last("invited")
        done = self.last("heard") or self.last("not_heard") or self.last("decided") or self.last("withdrawn")
        ahead = step is not None and step.hearing_on is not None and step.hearing_on >= clock.today()
        return step if ahead and done is None else None


@dataclass(frozen=True, slots=True)
class RevisionFacts:
    """Why a decision is looked at again, and what replaced it."""

    id: int
    replaces_id: int
    replaced_on: dt.date
    why: str
    why_label: str
    words: str
    works_from: dt.date | None
    back_because: str
    objection_id: int | None
    state: str
    decision_id: int | None
    decided_on: dt.date | None
    ends_it: bool
    begun_by: Face

    @property
    def is_open(self) -> bool:
        return self.state == "open"


@dataclass(frozen=True, slots=True)
class ObjectionFacts:
    """An objection with its clock, to a decision or to what is owed for being late (`notice_id`), which was
    decided on `decided_on`; `handler` had no hand in it."""

    id: int
    case_id: int
    decision_id: int | None
    notice_id: int | None
    decided_on: dt.date
    words: str
    received_on: dt.date
    term_ends_on: dt.date | None
    answer_by: dt.date
    is_late: bool
    state: str
    state_label: str
    handler: Face | None
    is_open: bool = True

    @property
    def is_overdue(self) -> bool:
        """Whether it still has no answer after the day of the answer."""
        return self.is_open and self.answer_by < clock.today()
