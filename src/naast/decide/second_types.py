"""What other rooms may know of a second pair of eyes: answers, who covers, dissent, reading afterwards."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from naast.decide.models import Decision
from naast.kernel import clock
from naast.people.queries import staff_face
from naast.people.types import Face


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """An answer to a question or an advice of the second reader."""

    id: int
    said_by: Face
    said_on: dt.date
    words: str


@dataclass(frozen=True, slots=True)
class Thread:
    """What the second reader asked or advised, and what was answered so far."""

    id: int
    reader: Face
    verdict_label: str
    words: str
    read_on: dt.date
    answers: tuple[AnswerFacts, ...]


@dataclass(frozen=True, slots=True)
class CoverFacts:
    """Who covers an exception: `who` as it is read, name and function. `staff_id`: of a colleague."""

    who: str
    staff_id: int | None
    named_by: Face
    named_on: dt.date


@dataclass(frozen=True, slots=True)
class DissentFacts:
    """Somebody in the circle who sees it otherwise. `was_decided`: said after the decision."""

    id: int
    decision_id: int | None
    said_by: Face
    said_on: dt.date
    words: str
    was_decided: bool


@dataclass(frozen=True, slots=True)
class AfterwardsFacts:
    """A decision that was drawn to be read afterwards; `reader` None while there is nobody.

    `read_on` None: it still waits. The remark changes nothing of the decision.
    """

    id: int
    case_id: int
    decision_id: int
    reader: Face | None
    read_on: dt.date | None = None
    verdict_label: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a proposal and the decision made of it, and decides nothing.

    `needs_cover`: an exception of which nobody is named yet who covers it. `asks_cover`: outside the statute
    or above the writer's own mandate, where somebody is asked to. `reader_gone`: who was asked to read along
    left or lost the role, and cannot any more.
    """

    cover: CoverFacts | None = None
    dissents: tuple[DissentFacts, ...] = ()
    needs_cover: bool = False
    asks_cover: bool = False
    afterwards: AfterwardsFacts | None = None
    reader_gone: bool = False


BLANK = Beside()


@dataclass(frozen=True, slots=True)
class RateFacts:
    """One in how many is read afterwards; `one_in` None: none. Why, since when, and who set it."""

    one_in: int | None
    because: str
    set_by: Face
    since: dt.date


@dataclass(frozen=True, slots=True)
class LateReading:
    """An urgent decision that nobody read along yet, for who sees to it; no words of the case.

    `resident_name` only for a team lead of the contact's team, and for who stands beside the resident.
    `is_nobodys`: nobody was asked, or who was asked cannot read it any more.
    """

    case_id: int
    decision_id: int
    proposal_id: int
    decided_on: dt.date
    read_before: dt.date
    reader: Face | None
    contact: Face
    resident_name: str
    is_nobodys: bool = False

    @property
    def is_late(self) -> bool:
        return self.read_before < clock.today()

    @classmethod
    def of(cls, row: Decision, contact: Face, resident_name: str = "") -> LateReading:
        """Of a decision that was read with its proposal and the reader of that."""
        reader, read_before = row.proposal.reader, row.read_before
        assert read_before is not None, "only an urgent decision is read afterwards by a day"
        return cls(
            case_id=row.case_id,
            decision_id=row.pk,
            proposal_id=row.proposal_id,
            decided_on=row.decided_on,
            read_before=read_before,
            reader=staff_face(reader) if reader else None,
            contact=contact,
            resident_name=resident_name,
            is_nobodys=not getattr(row, "reader_can", reader is not None),
        )


@dataclass(frozen=True, slots=True)
class Unread:
    """A drawn decision that waits, as the register of the sample shows it: numbers, a day and a law."""

    decision_id: int
    decided_on: dt.date
    title_text: str
    reader: Face | None


@dataclass(frozen=True, slots=True)
class Covered:
    """An exception as who covers it sees it: whose it is, who to call, and whether it was decided."""

    case_id: int
    resident_name: str
    outcome_label: str
    is_decided: bool
    named_by: Face
    named_on: dt.date
    contact: Face
