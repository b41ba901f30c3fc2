"""What pages and other rooms may know of clocks, what moved them, and what follows from being late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from naast.decide.clocks import DECISION, PAYMENT, Change, Penalty
from naast.kernel import clock
from naast.kernel.terms import OBJECTION
from naast.people.types import Face, IntakeFacts


@dataclass(frozen=True, slots=True)
class StepFacts:
    """A step that was really taken, as it was written last."""

    kind: str
    label: str
    taken_on: dt.date
    noted_by: Face


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """The resident is told that it comes later, or that the term stands still.

    `told_on`: when the letter left; without one it moves nothing. `document_id`: that letter; `letter`: its
    text where it was told before such a letter was kept. `last_on`: the new day, or the last day on which the
    term stands still.
    """

    id: int
    kind: str
    kind_label: str
    told_on: dt.date | None
    until_on: dt.date
    ended_on: dt.date | None
    reason: str
    letter: str
    made_by: Face
    is_pause: bool
    document_id: int | None = None

    @property
    def last_on(self) -> dt.date:
        return self.ended_on or self.until_on

    @property
    def runs_now(self) -> bool:
        """Whether the term stands still by it today, or will from tomorrow."""
        was_told = self.told_on is not None and self.ended_on is None
        return self.is_pause and was_told and clock.today() <= self.until_on


def told(changes: Iterable[ChangeFacts]) -> list[Change]:
    """The changes of which the letter left, as the clock counts with them."""
    return [
        Change(item.id, item.kind, item.told_on, item.last_on) for item in changes if item.told_on is not None
    ]


@dataclass(frozen=True, slots=True)
class Owed:
    """What was determined anew on an objection, in days and euros. `told_on`: when its letter left, which is
    `document_id`; `pay_by` counts from that day, until it leaves from an earlier one."""

    step_id: int
    days: int
    amount: Decimal
    decided_on: dt.date
    told_on: dt.date | None
    document_id: int | None
    paid_on: dt.date | None = None

    @property
    def pay_by(self) -> dt.date:
        return PAYMENT.ends(self.told_on or self.decided_on)


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """The resident said that the decision is late; `penalty` is what follows from it until today.

    `determined_on`: when the house said what it owes, with days, euros and why; `told_on`: when the letter
    about it left, which is `document_id`; `pay_by` and `paid_on`: by when it is paid and was, from that
    letter (Awb 4:87, to be checked by a lawyer), until it leaves from an earlier day. What was determined
    before there was a letter about it was told on that day. `determiner`: who was asked to say so. `repeats`:
    an earlier one counts, and nothing more follows from this one. `anew`: what objections changed, in order.
    """

    id: int
    received_on: dt.date
    words: str
    received_by: Face | None
    penalty: Penalty | None
    determined_on: dt.date | None
    determined_days: int | None
    determined_amount: Decimal | None
    determined_words: str
    repeats: bool = False
    determiner: Face | None = None
    determined_by: Face | None = None
    told_on: dt.date | None = None
    document_id: int | None = None
    pay_by: dt.date | None = None
    paid_on: dt.date | None = None
    anew: tuple[Owed, ...] = ()

    @property
    def told_anew(self) -> Owed | None:
        """What was determined anew last, of what its letter left."""
        return next((each for each in reversed(self.anew) if each.told_on is not None), None)

    @property
    def objection_ends_on(self) -> dt.date | None:
        """Until when the resident can object to what was determined: counted from its letter."""
        return OBJECTION.ends(self.told_on) if self.told_on and self.document_id else None

    @property
    def objection_ended(self) -> bool:
        """Whether the last day to object has passed."""
        return self.objection_ends_on is not None and self.objection_ends_on < clock.today()

    @property
    def still_adds(self) -> bool:
        """Whether each day still adds to what is owed, so that it cannot be determined yet."""
        owed = self.penalty
        counts = self.determined_on is None and not self.repeats
        return counts and owed is not None and not (owed.is_over or owed.is_early)


@dataclass(frozen=True, slots=True)
class Moment:
    """One step of a clock as a page shows it: what, by which day, by which article, and what moved it.

    The letters that tell it later stand in `moves`; `since` is the step from which it counts, `waits_for` the
    one that it still waits for (then `by` is the day if that happens on time).
    """

    name: str
    label: str
    source: str
    by: dt.date
    first_by: dt.date
    done_on: dt.date | None = None
    decided_on: dt.date | None = None
    at_once: bool = False
    since: StepFacts | None = None
    waits_for: str = ""
    waits_label: str = ""
    told_by: dt.date | None = None
    moves: tuple[ChangeFacts, ...] = ()

    @property
    def runs(self) -> bool:
        return self.done_on is None and not self.waits_for

    @property
    def is_late(self) -> bool:
        """Whether it happened after its day, or has not happened although its day has passed."""
        return not self.waits_for and self.by < (self.done_on or clock.today())

    @property
    def has_passed(self) -> bool:
        return self.by < clock.today()

    @property
    def was_moved(self) -> bool:
        return self.by != self.first_by


@dataclass(frozen=True, slots=True)
class IntakeClock:
    """What came in, with its clock and all that moved it.

    `decided_on` and `sent_on` are of the first decision that rests on it. `may_step`: the steps that its law
    knows, as (code, label).
    """

    intake: IntakeFacts
    moments: tuple[Moment, ...]
    steps: tuple[StepFacts, ...]
    changes: tuple[ChangeFacts, ...]
    notices: tuple[NoticeFacts, ...]
    may_step: tuple[tuple[str, str], ...]
    decided_on: dt.date | None = None
    sent_on: dt.date | None = None

    @property
    def decision(self) -> Moment | None:
        """The term of the decision, when one runs, ran or will run."""
        return next((moment for moment in self.moments if moment.name == DECISION), None)

    @property
    def next(self) -> Moment | None:
        """What is due first now."""
        running = [moment for moment in self.moments if moment.runs]
        return min(running, key=lambda moment: moment.by, default=None)

    @property
    def stands_still(self) -> ChangeFacts | None:
        """By what the term of the decision stands still today."""
        today = clock.today()
        return next(
            (
                item
                for item in self.changes
                if item.is_pause and item.told_on is not None and item.told_on < today <= item.last_on
            ),
            None,
        )

    @property
    def is_open(self) -> bool:
        """Whether something of it still runs, or may begin to run."""
        return any(moment.done_on is None for moment in self.moments)


@dataclass(frozen=True, slots=True)
class BasisFacts:
    """What a proposal or decision rests on; without an intake the house began itself, because ..."""

    intake: IntakeFacts | None
    because: str

    @property
    def is_ex_officio(self) -> bool:
        return self.intake is None or self.intake.kind == "ex_officio"


@dataclass(frozen=True, slots=True)
class DecidedOn:
    """A decision and what it rests on."""

    decision_id: int
    decided_on: dt.date
    basis: BasisFacts


@dataclass(frozen=True, slots=True)
class PenaltyRow:
    """The amounts of the penalty from a day on, in euros, with where that can be read."""

    id: int
    from_on: dt.date
    first: Decimal
    second: Decimal
    third: Decimal
    source: str
    made_by: Face
    made_on: dt.date


@dataclass(frozen=True, slots=True)
class ComingDay:
    """A day on which we look again, or the end of a period, and what came of it when somebody looked."""

    decision_id: int
    about: str
    label: str
    day: dt.date
    granted: str
    looked_on: dt.date | None = None
    looked_by: Face | None = None
    words: str = ""
    is_replaced: bool = False

    @property
    def is_open(self) -> bool:
        return self.looked_on is None and not self.is_replaced
