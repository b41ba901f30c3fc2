"""What other rooms may know of a weighing and of the law library. Words are in the active language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from naast.kernel.citing import article_words
from naast.weigh.registers import BWB as BWB
from naast.weigh.registers import CVDR as CVDR
from naast.weigh.registers import IN_FORCE as IN_FORCE
from naast.weigh.registers import LAPSED as LAPSED
from naast.weigh.registers import LOCAL_SITE as LOCAL_SITE
from naast.weigh.registers import MOST_IN_ARTICLE as MOST_IN_ARTICLE
from naast.weigh.registers import NATIONAL_SITE as NATIONAL_SITE
from naast.weigh.registers import ArticleFacts as ArticleFacts
from naast.weigh.registers import ArticlePart as ArticlePart
from naast.weigh.registers import ArticleRead as ArticleRead
from naast.weigh.registers import Beside as Beside
from naast.weigh.registers import FoundArticle as FoundArticle
from naast.weigh.registers import LawTextFacts as LawTextFacts
from naast.weigh.registers import LawTextRead as LawTextRead
from naast.weigh.registers import law_link as law_link
from naast.weigh.said import BlockFinding as BlockFinding
from naast.weigh.said import ClashFacts as ClashFacts
from naast.weigh.said import ConclusionFacts as ConclusionFacts
from naast.weigh.said import DisciplinesFacts as DisciplinesFacts
from naast.weigh.said import RemarkFacts as RemarkFacts
from naast.weigh.said import ViewFacts as ViewFacts

# Blocks that a complete weighing holds; `missing` names them in this order.
OBSTACLE, EFFECT, VALUES, CONSEQUENCES = "obstacle", "effect", "values", "consequences"
FACTS, ROOM, DIFFERENCE = "facts", "room", "difference"
BLOCKS = (OBSTACLE, EFFECT, VALUES, CONSEQUENCES, FACTS, ROOM, DIFFERENCE)
# Blocks that a case owes nothing: it is said when they are empty, and that is all.
DISCIPLINES, SUITABLE, NECESSARY, BALANCED = "disciplines", "suitable", "necessary", "balanced"


def block_words(block: str) -> str:
    """A block of the weighing as people call it."""
    return {
        OBSTACLE: _("what is in the way (in the plan)"),
        EFFECT: _("the effect that we want"),
        VALUES: _("the values that it serves"),
        CONSEQUENCES: _("the consequences"),
        FACTS: _("an answer to the questions of the law"),
        ROOM: _("the route in the law"),
        DIFFERENCE: _("why this case differs"),
        DISCIPLINES: _("how each discipline sees it"),
        SUITABLE: _("whether it helps (suitable)"),
        NECESSARY: _("whether something lighter can do (necessary)"),
        BALANCED: _("whether it is in balance (balanced)"),
    }[block]


PARTIES = (
    "for_resident", "for_resident_later", "for_family", "for_family_later", "for_surroundings",
    "for_surroundings_later", "for_own_money", "for_own_money_later", "for_public_money",
    "for_public_money_later",
)  # fmt: skip
"""Consequences for each party, on the short and on the long term."""


@dataclass(frozen=True, slots=True)
class LegalRowFacts:
    """One edition of a clause. `kind` and `through` are codes of the legality engine.

    `link` leads to the consolidated text of the day; None for a rule that is not in the law register.
    """

    id: int
    key: str
    edition: int
    law: str
    article: str
    kind: str
    allows: str
    must_be_motivated: str
    unlocks: tuple[str, ...]
    question: str
    who_decides: str
    through: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    certainty: str
    checked_on: dt.date | None
    always_open: bool
    is_own: bool
    link: str | None
    changed: bool = False
    """Whether the article says something else than on the day of the lawyer's signature."""

    @property
    def title(self) -> str:
        """Law and article, as a legal title is written."""
        return _("%(law)s, article %(article)s") % {
            "law": self.law,
            "article": article_words(self.article),
        }

    @property
    def to_be_checked(self) -> bool:
        """Whether a lawyer still has to look at this edition."""
        return self.certainty != "read" or self.checked_on is None or self.changed

    @property
    def link_site(self) -> str:
        """The name of the site that the link leads to."""
        return (self.link or "").split("/")[2] if self.link else ""


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    """A question of the law. `kind`: yes_no, number, date or text; `answer`: yes, no, unknown or as typed.

    `is_list`: it asks several, kept one a line (or `none`). `choices`: the words to choose from, where the
    conditions name them; `other` is then none of these.
    """

    fact: str
    words: str
    kind: str
    answer: str = "unknown"
    is_list: bool = False
    choices: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        return self.answer != "unknown"

    @property
    def answer_words(self) -> str:
        """The answer as it is read."""
        if self.choices and self.answer == "other":
            return _("something else")
        if self.is_list and self.answer == "none":
            return _("none of these")
        fixed = {"yes": _("yes"), "no": _("no"), "unknown": _("not known yet")}
        return fixed.get(self.answer, self.answer.replace("\n", ", "))


@dataclass(frozen=True, slots=True)
class RouteFacts:
    """A clause that answers the obstacle of this case. `applies`: true, false, unknown (never read as false).

    `asks` are the questions that can still change an unknown; `rests_on` the answers behind a known result.
    """

    row: LegalRowFacts
    applies: str
    questions: tuple[QuestionFacts, ...]
    asks: tuple[QuestionFacts, ...]
    rests_on: tuple[QuestionFacts, ...]
    direct: bool

    @property
    def row_id(self) -> int:
        return self.row.id

    @property
    def law(self) -> str:
        return self.row.law

    @property
    def article(self) -> str:
        return self.row.article

    @property
    def title(self) -> str:
        return self.row.title

    @property
    def can_be_chosen(self) -> bool:
        """A clause that only warns, or that does not hold here, is no ground for a decision."""
        return self.applies != "false" and self.row.kind != "none"


@dataclass(frozen=True, slots=True)
class ValueFacts:
    """A value of a law in the municipality's own words."""

    id: int
    law: str
    words: str
    checked_on: dt.date | None


@dataclass(frozen=True, slots=True)
class ComparisonFacts:
    """One of legitimacy, engagement, return: better, equal or worse than doing nothing, in words."""

    value: str
    title: str
    verdict: str
    verdict_words: str
    words: str


@dataclass(frozen=True, slots=True)
class WeighingFacts:
    """The weighing of a case. `routes`, `result` and `route` are empty while the law is closed.

    `result` is a code of the legality engine; `sentence` says it. `unknown_law` says that the list does not
    hold the law that the plan names, and is empty when it does. `version` 0: nothing was written yet.
    `route` is the clause that was chosen, in the edition that was chosen.
    """

    case_id: int
    version: int = 0
    effect: str = ""
    values: tuple[ValueFacts, ...] = ()
    values_words: str = ""
    consequences: str = ""
    for_resident: str = ""
    for_resident_later: str = ""
    for_family: str = ""
    for_family_later: str = ""
    for_surroundings: str = ""
    for_surroundings_later: str = ""
    for_own_money: str = ""
    for_own_money_later: str = ""
    for_public_money: str = ""
    for_public_money_later: str = ""
    urgent_since: dt.datetime | None = None
    urgent_reason: str = ""
    is_open: bool = False
    result: str = ""
    sentence: str = ""
    unknown_law: str = ""
    asks_lawyer: bool = False
    asks_college: bool = False
    routes: tuple[RouteFacts, ...] = ()
    route: RouteFacts | None = None
    why_differs: str = ""
    suitable: str = ""
    necessary: str = ""
    balanced: str = ""
    comparisons: tuple[ComparisonFacts, ...] = ()
    missing: list[str] = field(default_factory=list)
    disciplines: DisciplinesFacts = field(default_factory=DisciplinesFacts)
    remarks: tuple[RemarkFacts, ...] = ()
    findings: tuple[BlockFinding, ...] = ()
    """Blocks that are empty or only repeat others; as far as the law is open."""
    wrote: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Who wrote each part, by column or by the names of `naast.weigh.writing`."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Every block as one text in Dutch, by name; those of the law only when it is open."""

    @property
    def consequence_texts(self) -> tuple[str, ...]:
        """What is written about the consequences: in general, then by party, now and later."""
        texts = (self.consequences, *(getattr(self, name) for name in PARTIES))
        return tuple(text for text in texts if text)

    @property
    def is_complete(self) -> bool:
        """Whether every block that a motivation needs is there; not whether it convinces."""
        return self.version > 0 and not self.missing

    @property
    def open_remarks(self) -> tuple[RemarkFacts, ...]:
        """Remarks of who reads along to which nobody did anything yet. They block nothing."""
        return tuple(remark for remark in self.remarks if remark.is_open)

    @property
    def empty(self) -> tuple[BlockFinding, ...]:
        """Blocks in which nothing is written."""
        return tuple(found for found in self.findings if found.is_empty)

    @property
    def empty_beside(self) -> list[str]:
        """The empty blocks that a decision does not ask for, as people call them."""
        return [found.title for found in self.empty if found.block not in self.missing]

    @property
    def repeating(self) -> tuple[BlockFinding, ...]:
        """Blocks that say nothing of their own."""
        return tuple(found for found in self.findings if not found.is_empty)

    @property
    def missing_words(self) -> list[str]:
        """What is missing, as people call it."""
        return [block_words(block) for block in self.missing]

    @property
    def questions(self) -> tuple[QuestionFacts, ...]:
        """Every question of the routes once, in the order of the routes."""
        found = {question.fact: question for route in self.routes for question in route.questions}
        return tuple(found.values())


@dataclass(frozen=True, slots=True)
class LegalTitle:
    """A legal title to choose from on the routine way."""

    id: int
    law: str
    article: str
    words: str
    to_be_checked: bool
    key: str

    @property
    def title(self) -> str:
        return _("%(law)s, article %(article)s") % {
            "law": self.law,
            "article": article_words(self.article),
        }
