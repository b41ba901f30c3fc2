"""What other rooms may know of plans: frozen, without the models. Amounts are euros."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from naast.plan import refusals, terms
from naast.plan.step_types import StepFacts


@dataclass(frozen=True, slots=True)
class QuoteFacts:
    """Words out of somebody's story, as they were told on a day. Never for who may not read that story."""

    text: str
    who: str
    person_id: int
    told_on: dt.date


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """A goal in the resident's words. `board_goal_id` is the line of the board that it came from.

    `quotes` are filled where they are shown and in what was agreed (`queries.with_quotes`).
    """

    id: int
    words: str
    domain: str
    by_when: dt.date | None
    board_goal_id: int | None
    version: int = 0
    quotes: list[QuoteFacts] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ObstacleFacts:
    """What is in the way. `kind` is one of `terms.OBSTACLE_KINDS`, as in the legality engine."""

    id: int
    words: str
    kind: str
    law: str
    article: str
    version: int = 0
    quotes: list[QuoteFacts] = field(default_factory=list)

    @property
    def kind_label(self) -> str:
        return str(dict(terms.OBSTACLE_KINDS)[self.kind])


@dataclass(frozen=True, slots=True)
class LawOffered:
    """A law that can be named as an obstacle, with the articles of it that are known."""

    name: str
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SupportFacts:
    """Help that is there (`now`) or comes with the plan (`coming`). No amount: a memo."""

    id: int
    what: str
    stage: str
    amount: Decimal | None
    period: str
    payer: str
    who: str
    version: int = 0

    @property
    def period_label(self) -> str:
        return str(dict(terms.PERIODS)[self.period])


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """The plan as it stands. `market_text` is internal and never published (M4)."""

    perspective: str
    first_need: str
    goals: list[GoalFacts]
    obstacle: ObstacleFacts | None
    breakthrough: str
    supports: list[SupportFacts]
    market_text: str
    version: int = 0
    version_number: int | None = None
    agreed_version_id: int | None = None
    base_year: int | None = None
    horizon_years: int | None = None


@dataclass(frozen=True, slots=True)
class PlanGlance:
    """The heart of a plan, for the page that shows a whole case."""

    perspective: str
    obstacle_words: str
    breakthrough: str


@dataclass(frozen=True, slots=True)
class PriceFacts:
    """A price from the list: euros of `price_year` per `unit`; a range only where the source gives one."""

    id: int
    label: str
    unit: str
    low: Decimal | None
    mode: Decimal
    high: Decimal | None
    price_year: int
    payer: str
    kind: str
    quality: str
    source: str

    @property
    def is_weak(self) -> bool:
        return self.quality in terms.WEAK


@dataclass(frozen=True, slots=True)
class ConsequenceFacts:
    """What may come when nothing is done: an item of the price list, and the word that called it up."""

    item: str
    price: PriceFacts
    because: str


@dataclass(frozen=True, slots=True)
class ShareFacts:
    """A share in per cent that somebody chose, its ends where unsure, and why."""

    mode: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One line of the returns with the price it is worked out with. `gain` is the engine's mean.

    Quantities are per year. `price_id` is None for an own price; a range is given by both of its ends.
    `shares` holds what was chosen of `models.scenarios.SHARES`; what nobody chose is the engine's default.
    `reasons` says why `plan`, `nothing`, `price` or `overlap` is what it is. `legal_title` is what the cost
    rests on, empty while nobody named it.
    """

    id: int
    scenario: str
    label: str
    kind: str
    role: str
    sense: str
    plan: Decimal
    nothing: Decimal
    start_year: int
    years: int
    payer: str
    beneficiary: str
    cashable: bool
    reason: str
    source: str
    quality: str
    plan_low: Decimal | None = None
    plan_high: Decimal | None = None
    nothing_low: Decimal | None = None
    nothing_high: Decimal | None = None
    price_id: int | None = None
    price: Decimal | None = None
    price_low: Decimal | None = None
    price_high: Decimal | None = None
    price_year: int | None = None
    unit: str = ""
    own_source: str = ""
    version: int = 0
    gain: Decimal | None = None
    shares: dict[str, ShareFacts] = field(default_factory=dict)
    overlap_group: str = ""
    overlap_alpha: Decimal | None = None
    reasons: dict[str, str] = field(default_factory=dict)
    vat: str = ""
    alternative_id: int | None = None
    legal_title: str = ""

    @property
    def is_memo(self) -> bool:
        return self.kind == terms.MEMO

    @property
    def is_weak(self) -> bool:
        return self.quality in terms.WEAK

    @property
    def quantity(self) -> Decimal:
        """How much of it in the scenario that it was added to."""
        return self.nothing if self.scenario == terms.NOTHING else self.plan


@dataclass(frozen=True, slots=True)
class QuantityFacts:
    """How much a year of a line there is on one side: units a year, its ends where unsure, and why."""

    quantity: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    reason: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class PayerAmount:
    """What one payer gains by the plan against doing nothing; what it pays is negative.

    `low` and `high`: nine of the ten calculations lie between them (5th and 95th percentile). `plan` and
    `nothing` are what each of the two scenarios means for this payer; None where they cannot be had apart.
    """

    payer: str
    amount: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    plan: Decimal | None = None
    nothing: Decimal | None = None

    @property
    def is_exact(self) -> bool:
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class SwingFacts:
    """The balance with one uncertain number of a line at its low and at its high end."""

    line: int
    input: str
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class SwitchFacts:
    """The value of a number of a line at which the plan brings in as much as it costs, and what it is now."""

    line: int
    input: str
    value: Decimal
    now: Decimal


@dataclass(frozen=True, slots=True)
class ReturnsView:
    """The plan beside doing nothing in euros of `base_year`, present value; never to be booked.

    Amounts are means; `low` and `high` the 5th and 95th percentile. `chance` is the share of calculations in
    which the plan brings in more than it costs: about the money, never about a person. `way` is the name of
    another way to help; where it stands, everything said of the plan is said of that way.

    `index` holds the price index of the years that were used (exact, base of its own). `problem` is what the
    engine refused, in its own words: why there are no figures. Nothing here speaks of the other two values.
    """

    lines: list[LineFacts]
    base_year: int
    horizon_years: int
    plan_words: str = ""
    nothing_words: str = ""
    payers: list[PayerAmount] = field(default_factory=list)
    welfare: Decimal | None = None
    investment: Decimal | None = None
    effects: Decimal | None = None
    cashable: Decimal | None = None
    not_cashable: Decimal | None = None
    ratio: Decimal | None = None
    payback_month: int | None = None
    is_exact: bool = True
    index: dict[str, Decimal] = field(default_factory=dict)
    discount_percent: Decimal | None = None
    discount_source: str = ""
    engine: str = ""
    problem: str = ""
    welfare_low: Decimal | None = None
    welfare_high: Decimal | None = None
    chance: Decimal | None = None
    swings: list[SwingFacts] = field(default_factory=list)
    switches: list[SwitchFacts] = field(default_factory=list)
    way: str = ""

    @property
    def memos(self) -> list[LineFacts]:
        return [line for line in self.lines if line.is_memo]

    @property
    def in_plan(self) -> list[LineFacts]:
        return [line for line in self.lines if line.scenario == terms.PLAN]

    @property
    def in_nothing(self) -> list[LineFacts]:
        return [line for line in self.lines if line.scenario == terms.NOTHING]

    @property
    def is_indexed(self) -> bool:
        return bool(self.index)

    @property
    def problem_words(self) -> str:
        """Why there are no figures, for the reader; empty when there is no problem."""
        return refusals.sentence(self.problem, self.lines, self.base_year) if self.problem else ""

    @property
    def engine_version(self) -> str:
        """The version of the calculation rules, such as 1.0."""
        return self.engine.rpartition(" ")[2]


@dataclass(frozen=True, slots=True)
class AlternativeFacts:
    """Another way to help than the plan: in words, and worked out beside doing nothing.

    As long as it is open, `quantities` holds what was said of lines of the plan and of doing nothing.
    """

    id: int
    name: str
    words: str
    returns: ReturnsView
    version: int = 0
    quantities: dict[int, QuantityFacts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AgreedPlan:
    """A version that was agreed and never changes, as it was on that day."""

    id: int
    number: int
    agreed_at: dt.datetime
    agreed_by_id: int | None
    words: str
    plan: PlanFacts
    returns: ReturnsView | None
    steps: list[StepFacts] = field(default_factory=list)
    alternatives: list[AlternativeFacts] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class AgreedLine:
    """One row of the list of agreed versions."""

    id: int
    number: int
    agreed_at: dt.datetime
    agreed_by_id: int | None
    words: str
