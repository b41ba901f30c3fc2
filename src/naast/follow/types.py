"""What other rooms may know of following without touching the models."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from naast.follow.afterwards import Comparison
from naast.kernel import clock
from naast.people.types import Face
from naast.plan.types import LineFacts, ReturnsView


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
    is_quantities: bool = False
    """Whether it is about looking, after a year, at what was really needed."""

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


@dataclass(frozen=True, slots=True)
class Followed:
    """The plan that a case is followed by: the one that was decided on, or else the last one agreed.

    `starts_on` is the first day of its year 0. `decision_id` is None while nothing was decided.
    """

    version_id: int
    number: int
    case_id: int
    starts_on: dt.date
    decision_id: int | None
    title_text: str
    ground: str
    returns: ReturnsView

    @property
    def lines(self) -> list[LineFacts]:
        """The lines that have a quantity."""
        return [line for line in self.returns.lines if not line.is_memo]


@dataclass(frozen=True, slots=True)
class RealisedFacts:
    """What was counted of one line in one year of a plan; `quantity` None: nobody knows."""

    id: int
    line_id: int
    year: int
    quantity: Decimal | None
    from_on: dt.date
    to_on: dt.date
    source: str
    by: str
    version: int


@dataclass(frozen=True, slots=True)
class YearAfter:
    """One year of a line: what was expected of it and what was counted, when somebody did."""

    year: int
    from_on: dt.date
    to_on: dt.date
    found: RealisedFacts | None

    @property
    def number(self) -> int:
        return self.year + 1

    @property
    def has_begun(self) -> bool:
        return self.from_on <= clock.today()


@dataclass(frozen=True, slots=True)
class LineAfter:
    """A line of the frozen plan with its years."""

    line: LineFacts
    years: tuple[YearAfter, ...]


@dataclass(frozen=True, slots=True)
class AfterAYear:
    """The plan as expected beside the plan as it went. `comparison` None: nothing was counted yet."""

    plan: Followed
    lines: tuple[LineAfter, ...]
    comparison: Comparison | None


@dataclass(frozen=True, slots=True)
class Count:
    """What somebody says was counted between two days; `quantity` None: nobody knows."""

    quantity: Decimal | None
    from_on: dt.date
    to_on: dt.date
    source: str = ""


@dataclass(frozen=True, slots=True)
class SettlementTerms:
    """Who repays whom which share (above 0, at most 1), on which measured result, until when."""

    advancer: str
    repayer: str
    share: Decimal
    result: str
    until_on: dt.date


@dataclass(frozen=True, slots=True)
class SettlementStepFacts:
    """Who brought a settlement one step on, when, and with which words."""

    state: str
    state_label: str
    by: Face
    on_day: dt.date
    words: str


@dataclass(frozen=True, slots=True)
class SettlementFacts:
    """A settlement between two payers. Never a name of a resident or anything that was told.

    `expected_gain` is a mean and is never booked; `measured_gain` and `due` are None until it was measured.
    """

    id: int
    case_id: int
    plan_version_id: int
    advancer: str
    repayer: str
    share: Decimal
    result: str
    until_on: dt.date
    state: str
    state_label: str
    expected_gain: Decimal
    measured_gain: Decimal | None
    due: Decimal | None
    steps: tuple[SettlementStepFacts, ...]

    @property
    def percent(self) -> Decimal:
        return self.share * 100

    def hand(self, state: str) -> int | None:
        """Who brought it into this state."""
        return next((step.by.id for step in self.steps if step.state == state), None)


@dataclass(frozen=True, slots=True)
class Dues:
    """What one payer is to repay another, from measured settlements alone: still open, and settled."""

    advancer: str
    repayer: str
    open: Decimal
    settled: Decimal


@dataclass(frozen=True, slots=True)
class PlanToSettle:
    """A decided plan in which who pays is not who gains."""

    decision_id: int
    case_id: int
    decided_on: dt.date
    title_text: str
    payers: tuple[tuple[str, Decimal], ...]
