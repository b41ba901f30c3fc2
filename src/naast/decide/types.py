"""What other rooms may know of decisions without touching the models. Amounts are euros, as Decimal."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from naast.decide.second_types import BLANK, AnswerFacts, Beside
from naast.kernel import clock
from naast.people.types import Face


@dataclass(frozen=True, slots=True)
class TermsFacts:
    """What a proposal, a decision and a letter say alike. Empty text and None mean: not said."""

    outcome: str
    granted: str = ""
    amount: Decimal | None = None
    from_on: dt.date | None = None
    until_on: dt.date | None = None
    conditions: str = ""
    review_on: dt.date | None = None
    reason: str = ""
    refused_because: str = ""


TERMS = tuple(field.name for field in fields(TermsFacts))


def terms_of(row: object) -> dict[str, Any]:
    """The terms that a row holds, by name."""
    return {name: getattr(row, name) for name in TERMS}


@dataclass(frozen=True, slots=True)
class ProposedTerms(TermsFacts):
    """What a writer proposes. Nothing here is filled in for a refusal."""

    title_row: str = ""
    fund_id: int | None = None
    urgent_because: str = ""
    urgent_kind: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was decided and when, for the page that shows a whole case."""

    outcome_label: str
    decided_on: dt.date


@dataclass(frozen=True, slots=True)
class DecidedPlan:
    """A decision and the agreed plan that it rests on: numbers, a day, the legal title and the ground of
    keeping; never a name."""

    decision_id: int
    case_id: int
    plan_version_id: int
    decided_on: dt.date
    title_text: str
    ground: str


@dataclass(frozen=True, slots=True)
class FoundDecision:
    """A decision among those found by words. `granted` is the beginning of what we do, empty at a "no"."""

    decision_id: int
    case_id: int
    person_name: str
    outcome_label: str
    decided_on: dt.date
    granted: str
    law: str


@dataclass(frozen=True, slots=True)
class HearingFacts:
    """What the resident said beforehand, or why nobody could ask.

    `was_used`: a decision rests on it already.
    """

    id: int
    held_on: dt.date | None
    way_label: str
    words: str
    why_not: str
    heard_by: Face
    was_used: bool
    exception_label: str = ""


@dataclass(frozen=True, slots=True)
class ReadingFacts:
    """One second reading; `is_current` is False when the proposal changed afterwards.

    `answers` are those to its question or advice, in order.
    """

    id: int
    reader: Face
    role_label: str
    verdict: str
    verdict_label: str
    words: str
    read_on: dt.date
    is_current: bool
    answers: tuple[AnswerFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class MandateFacts:
    """Who may decide: reach (routine, exception, college), up to which amount, on what it rests.

    Of who stands in: `mandate_id` is the mandate they use and `holder` whose it is; their days end with it.
    `kinds`: of exceptions; empty: every kind.
    """

    id: int
    staff: Face
    reach: str
    reach_label: str
    law: str
    up_to: Decimal
    from_on: dt.date
    until_on: dt.date | None
    basis: str
    source: str = ""
    mandate_id: int | None = None
    holder: Face | None = None
    kinds: tuple[str, ...] = ()
    kind_labels: tuple[str, ...] = ()
    cancelled_on: dt.date | None = None

    @property
    def has_begun(self) -> bool:
        """Whether its first day is there: from then on it ends, and is not cancelled."""
        return self.from_on <= clock.today()

    @property
    def holds_today(self) -> bool:
        """Whether today is one of its days."""
        today = clock.today()
        if self.cancelled_on is not None:
            return False
        return self.from_on <= today and (self.until_on is None or today <= self.until_on)

    @property
    def has_ended(self) -> bool:
        """Whether its last day has passed, or it was cancelled before its first."""
        return self.cancelled_on is not None or (self.until_on is not None and self.until_on < clock.today())

    @property
    def falls_away(self) -> bool:
        """Whether the mandate ends before somebody would have begun to stand in."""
        return self.until_on is not None and self.until_on < self.from_on


@dataclass(frozen=True, slots=True)
class ProposalFacts:
    """A decision that can still change, with who reads along and whose mandate it needs."""

    id: int
    version: int
    outcome: str
    outcome_label: str
    terms: ProposedTerms
    title_text: str
    is_exception: bool
    is_routine: bool
    is_urgent: bool
    clause: str
    reach: str
    reach_label: str
    reader_role: str
    reader_role_label: str
    writer: Face
    reader: Face | None
    mandate: MandateFacts | None
    readings: tuple[ReadingFacts, ...]
    beside: Beside = BLANK


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFacts(TermsFacts):
    """A decision as it stands. Once its letter left: `objection_ends_on`, or made on one `appeal_ends_on`.

    `hands` are the members of staff who wrote, read along or decided, and for whom was stood in: they handle
    no objection against it.
    """

    id: int
    case_id: int
    outcome_label: str
    title_row: str
    title_text: str
    law: str
    is_exception: bool
    is_routine: bool
    is_urgent: bool
    urgent_because: str
    decided_on: dt.date
    decided_by: Face
    writer: Face
    read_before: dt.date | None
    readings: tuple[ReadingFacts, ...]
    proposal_id: int
    despite_advice: str
    beside: Beside
    hands: frozenset[int]
    sent_on: dt.date | None
    objection_ends_on: dt.date | None
    appeal_ends_on: dt.date | None = None

    @property
    def objection_ended(self) -> bool:
        """Whether the last day to object has passed."""
        return self.objection_ends_on is not None and self.objection_ends_on < clock.today()


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """A letter or report as it left. `file_id`: a kernel StoredFile of the case. Without a decision `outcome`
    is empty and `about_label` says what it is about; otherwise `request` is what was asked. `notice_id`: of
    the letter about what is owed for being late."""

    id: int
    case_id: int
    decision_id: int | None
    kind: str
    kind_label: str
    outcome: str
    outcome_label: str
    file_id: int
    made_on: dt.date
    sent_on: dt.date | None
    way_label: str
    objection_ends_on: dt.date | None
    about_label: str = ""
    request: str = ""
    objection_id: int | None = None
    appeal_ends_on: dt.date | None = None
    notice_id: int | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for a member of staff, and where. `due_on` where a term runs; else `since`."""

    case_id: int
    resident_name: str
    kind: str
    what: str
    due_on: dt.date | None
    url: str = ""
    # Without it a number stands for whom it is about, and nobody was looked at.
    names_resident: bool = True
    since: dt.date | None = None

    @property
    def title(self) -> str:
        return f"{self.what}: {self.resident_name}"


@dataclass(frozen=True, slots=True)
class FundFacts:
    """An open fund: `free` can still be reserved, `reserved` is promised and not yet paid.

    Of what is `spent`, `unallocated` still has no cost centre. `petty_up_to`: petty cash for one resident on
    one day. `below_zero`: how far its owner lets `free` go below zero, and why.
    """

    id: int
    name: str
    owner: Face
    opening: Decimal
    is_fictive: bool
    free: Decimal
    reserved: Decimal
    spent: Decimal
    unallocated: Decimal
    petty_up_to: Decimal
    below_zero: Decimal = Decimal(0)
    below_zero_why: str = ""
    is_for_penalties: bool = False


@dataclass(frozen=True, slots=True)
class AtCentre:
    """What of a payment stands at a cost centre; an empty one: what was not allocated yet."""

    cost_centre: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class FundLine:
    """One line of the ledger: amounts, legal title and numbers, never a name or a story.

    `why` is the reason of an allocation. `stands`: of a payment, what of it stands at which cost centre.
    `payee` and `iban` are for who keeps the books, on the page of that payment only. `proved_on`: since when
    there is a proof of delivery, of which the case holds the words.
    """

    id: int
    made_on: dt.date
    kind: str
    kind_label: str
    amount: Decimal
    left: Decimal | None
    title_text: str
    case_id: int
    decision_id: int | None
    made_by: Face
    notice_id: int | None = None
    payment_id: int | None = None
    from_centre: str = ""
    cost_centre: str = ""
    why: str = ""
    stands: tuple[AtCentre, ...] = ()
    payee: str = ""
    iban: str = ""
    proved_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class LedgerSide:
    """One side of a booking, for the municipality's own ledger. Without `entry_id`: the opening balance."""

    entry_id: int | None
    made_on: dt.date
    kind_label: str
    account_label: str
    cost_centre: str
    debit: Decimal
    credit: Decimal
    decision_id: int | None
    title_text: str
    why: str


@dataclass(frozen=True, slots=True)
class PettyFund:
    """A fund that pays petty cash: so much for one resident a day."""

    id: int
    name: str
    up_to: Decimal
    is_fictive: bool


@dataclass(frozen=True, slots=True)
class ProofFacts:
    """That what was paid for is there: a note or a file of the same case."""

    id: int
    made_on: dt.date
    words: str
    file_name: str
    made_by: Face


@dataclass(frozen=True, slots=True)
class PaidFacts:
    """What was paid in a case. `words`: of petty cash its sentence, otherwise the decision's legal title."""

    id: int
    made_on: dt.date
    kind: str
    kind_label: str
    amount: Decimal
    words: str
    fund_name: str
    made_by: Face
    proofs: tuple[ProofFacts, ...]
