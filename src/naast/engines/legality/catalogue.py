"""The dated catalogue of legal room: clauses that leave room for an exception, and what each of them asks.

Start: 67 clauses of Dutch social-domain law in ``data/catalogue.json``. The Dutch wording is our own (eigen
formulering), never the text of the law, which stands behind the link.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from naast.engines.errors import BadInput
from naast.engines.legality.articles import Article, Law, began_on, read_article, read_law, same_article
from naast.engines.legality.conditions import Comparison, Condition, Every, comparisons
from naast.engines.legality.fields import Fields
from naast.engines.legality.parsing import parse_condition
from naast.engines.legality.values import Kind, Value


class RoomKind(StrEnum):
    """How a clause leaves room; `NONE` warns that there is none."""

    MAY = "may"
    INDIVIDUALISE = "individualise"
    URGENT = "urgent"
    SPECIAL_CIRCUMSTANCES = "special_circumstances"
    OPEN_NORM = "open_norm"
    HARDSHIP = "hardship"
    SAFETY_NET = "safety_net"
    REMISSION = "remission"
    PROPORTIONALITY = "proportionality"
    EXPERIMENT = "experiment"
    MANDATORY = "mandatory"
    NONE = "none"


class Certainty(StrEnum):
    """What is known about the wording: only `READ` was read in a consolidated text that is in force."""

    READ = "read"
    CHECK_COMMENCEMENT = "check_commencement"
    LIKELY = "likely"
    CHECK = "check"


class Through(StrEnum):
    """Where the room lies: in a statute, or in the municipality's own ordinance or policy rule."""

    STATUTE = "statute"
    POLICY = "policy"


class ObstacleKind(StrEnum):
    """What is in the way (glossary: belemmering)."""

    STATUTE = "statute"
    ORDINANCE = "ordinance"
    POLICY_RULE = "policy_rule"
    OWN_PROCESS = "own_process"
    CULTURE = "culture"
    WAITING_LIST = "waiting_list"
    SILO = "silo"


class Wording(NamedTuple):
    """One text in both languages of the interface."""

    en: str
    nl: str


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What is in the way: a law or rule by name, an article of it (empty where it has none), and the kind."""

    law: str
    article: str
    kind: ObstacleKind


@dataclass(frozen=True, slots=True)
class Answer:
    """Obstacles outside its own article that a clause answers; what is None does not matter."""

    law: Law | None
    article: Article | None
    kind: ObstacleKind | None

    def covers(self, law: Law, article: Article, kind: ObstacleKind) -> bool:
        """Whether the obstacle is one of these. An ordinance that rests on a law counts with that law."""
        if self.kind is not None and self.kind is not kind:
            return False
        if self.law is None:
            return True
        if self.law.key != law.key or (self.law.local and not law.local):
            return False
        return self.article is None or (self.law == law and same_article(law, self.article, article))


@dataclass(frozen=True, slots=True)
class Signature:
    """The lawyer who read a clause in the law, and on which day."""

    by: str
    on: date


class LegalRoom(NamedTuple):
    """One version of a clause. `test`: its conditions or its one yes/no fact.

    Outside `valid_from`..`valid_to` (both included) it does not exist; where the first day is not known,
    `begins` is the first day of the law, if that is. A tuple, because one question builds thousands.
    """

    id: int | str
    law: str
    bwb_id: str | None
    article: str
    kind: RoomKind
    allows: Wording
    must_be_motivated: Wording
    unlocks: tuple[Wording, ...]
    answers: tuple[Answer, ...]
    test: Condition
    question: Wording
    valid_from: date | None
    valid_to: date | None
    who_decides: str
    certainty: Certainty
    always_open: bool
    through: Through
    signature: Signature | None
    begins: date | None
    law_read: Law
    article_read: Article

    @property
    def fact(self) -> str:
        """The name of the yes/no fact of this clause."""
        return row_fact(self.id)

    @property
    def to_be_checked(self) -> bool:
        """Whether it is shown as "nog door een jurist te controleren"."""
        return self.certainty is not Certainty.READ

    def exists_on(self, day: date) -> bool:
        """Whether the clause is in force that day, both ends included."""
        begun = self.begins is None or self.begins <= day
        return begun and (self.valid_to is None or day <= self.valid_to)

    def overlaps(self, other: "LegalRoom") -> bool:
        """Whether there is a day on which both exist."""
        return not (_ends_before(self, other) or _ends_before(other, self))

    def is_the_article(self, law: Law, article: Article) -> bool:
        """Whether the obstacle is an article of this clause (another paragraph of it counts)."""
        return self.law_read == law and same_article(law, self.article_read, article)

    def answers_to(self, law: Law, article: Article, kind: ObstacleKind) -> bool:
        """Whether the clause answers the obstacle, by its own article or by what it is said to answer."""
        if self.is_the_article(law, article):
            return True
        return bool(self.answers) and any(answer.covers(law, article, kind) for answer in self.answers)


def _ends_before(one: LegalRoom, other: LegalRoom) -> bool:
    return one.valid_to is not None and other.begins is not None and one.valid_to < other.begins


class FactQuestion(NamedTuple):
    """What is asked when a fact is not known, and what its answer must be: `listed` is a list of that."""

    kind: Kind
    text: Wording
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The clauses with the questions behind their facts and the names of who decides.

    A clause may stand in it in several versions, of which at most one exists on any day.
    """

    rows: tuple[LegalRoom, ...]
    facts: Mapping[str, FactQuestion]
    deciders: Mapping[str, Wording]

    def versions(self, row_id: int | str) -> tuple[LegalRoom, ...]:
        """The versions of a clause, in the order of the catalogue."""
        return tuple(row for row in self.rows if row.fact == row_fact(row_id))

    def question(self, fact: str, row: LegalRoom | None = None) -> Wording:
        """The question behind a fact; `row` is the version that asks it.

        A fact that nobody described is asked by its name.
        """
        if row is not None and fact == row.fact:
            return row.question
        known = self.facts.get(fact)
        return known.text if known else Wording(fact, fact)


def row_fact(row_id: int | str) -> str:
    """The name of the yes/no fact of a clause: ``row_7``."""
    return f"row_{row_id}"


JUST_YES = (Value(Kind.YES_NO, True),)
ASK_WHETHER = Wording("Does this apply here?", "Is dit hier aan de orde?")
BILINGUAL = {
    name: (f"{name}_en", f"{name}_nl") for name in ("allows", "must_be_motivated", "question", "unlocks")
}
ROW_KEYS = frozenset((
    "id", "law", "bwb_id", "article", "kind", "answers", "conditions", "valid_from", "valid_to",
    "who_decides", "certainty", "always_open", "through", "signed_by", "signed_on",
    *BILINGUAL, *(name for both in BILINGUAL.values() for name in both),
))  # fmt: skip


def parse_catalogue(raw: object, path: str = "catalogue") -> Catalogue:
    """A catalogue as JSON writes it: an object with rows (and facts, deciders), or the list of rows alone.

    Raises BadInput with the path to the fault, also for an id that two rows share on one day, and for
    conditions that hold a fact against another kind of value than the catalogue asks for it.
    """
    top = Fields({"rows": raw} if isinstance(raw, list) else raw, path, {"rows", "facts", "deciders"})
    if not isinstance(top.needed("rows"), list):
        raise BadInput(top.at("rows"), "must be a list of rows")
    rows = tuple(_row(item, f"{path}.rows[{i}]") for i, item in enumerate(top.items("rows")))
    facts: dict[str, FactQuestion] = {}
    versions: dict[str, list[LegalRoom]] = {}
    for i, row in enumerate(rows):
        name = row.fact
        others = versions.setdefault(name, [])
        if any(row.overlaps(other) for other in others):
            raise BadInput(f"{path}.rows[{i}].id", f"{row.id} is used twice on one day")
        others.append(row)
        facts[name] = FactQuestion(Kind.YES_NO, row.question)
    facts |= _facts(top.get("facts"), top.at("facts"))
    for i, row in enumerate(rows):
        for comparison in (row.test,) if isinstance(row.test, Comparison) else comparisons(row.test):
            if fault := _unmeetable(comparison, facts.get(comparison.fact)):
                raise BadInput(f"{path}.rows[{i}].conditions", f"hold {comparison.fact} against {fault}")
    return Catalogue(rows, facts, _deciders(top.get("deciders"), top.at("deciders")))


def _unmeetable(comparison: Comparison, asked: FactQuestion | None) -> str:
    """Why no answer to the question of the catalogue can meet a condition; empty when one can."""
    if asked is None:
        return ""
    if asked.kind is not comparison.kind:
        return f"{comparison.kind.described}; asked is {asked.kind.described}"
    in_list = comparison.op == "contains"
    if asked.listed and not in_list:
        return "one value; asked is a list"
    if in_list and not asked.listed and asked.kind is not Kind.TEXT:
        return "a list; asked is one value"
    return ""


def _row(raw: object, path: str) -> LegalRoom:
    given = Fields(raw, path, ROW_KEYS)
    row_id = given.number_or_text("id")
    law, article = given.text("law"), given.text("article")
    law_read, article_read = read_law(law), read_article(article)
    if not article_read.numbers:
        raise BadInput(given.at("article"), "must begin with an article number")
    kind = given.choice("kind", RoomKind)
    bwb_id = given.text("bwb_id", "") or None
    usual = None if given.raw.get("through") else _usual_way(law_read, article_read, bwb_id)
    through = given.choice("through", Through, usual)
    answers = _answers(given, law_read)
    if not answers and kind is RoomKind.HARDSHIP and through is Through.POLICY:
        answers = (Answer(law_read, None, None),)
    valid_from, valid_to = given.day("valid_from"), given.day("valid_to")
    begins = valid_from or began_on(law_read)
    if begins and valid_to and valid_to < begins:
        raise BadInput(given.at("valid_to"), f"must not lie before {begins}, its first day")
    return LegalRoom(
        id=row_id, law=law, bwb_id=bwb_id, article=article, kind=kind,
        allows=_wording(given, "allows"),
        must_be_motivated=_wording(given, "must_be_motivated", Wording("", "")),
        unlocks=_unlocks(given), answers=answers, test=_test(given, row_id, kind),
        question=_wording(given, "question", ASK_WHETHER),
        valid_from=valid_from, valid_to=valid_to,
        who_decides=given.text("who_decides", "college"),
        certainty=given.choice("certainty", Certainty, Certainty.CHECK),
        always_open=given.yes_no("always_open", False),
        through=through, signature=_signature(given), begins=begins,
        law_read=law_read, article_read=article_read,
    )  # fmt: skip


def _signature(given: Fields) -> Signature | None:
    """A name without a day, or a day without a name, is no signature."""
    by, on = given.text("signed_by", ""), given.day("signed_on")
    if by and on:
        return Signature(by, on)
    if by or on:
        lacking = "signed_on" if by else "signed_by"
        raise BadInput(given.at(lacking), "must be given: a name and a day sign together")
    return None


def _usual_way(law: Law, article: Article, bwb_id: str | None) -> Through:
    """Awb 4:84 and whatever is not in the Basiswettenbestand are the municipality's own rules."""
    policy_rule = law == read_law("Awb") and "4:84" in article.numbers
    return Through.POLICY if policy_rule or law.local or not bwb_id else Through.STATUTE


def _test(given: Fields, row_id: int | str, kind: RoomKind) -> Condition:
    """The conditions, or the one yes/no fact; a warning that there is no room asks nothing."""
    if given.get("conditions") is not None:
        return parse_condition(given.get("conditions"), given.at("conditions"))
    if kind is RoomKind.NONE:
        return Every(())
    return Comparison(row_fact(row_id), "=", JUST_YES)


def _wording(given: Fields, name: str, default: Wording | None = None) -> Wording:
    """Both languages, or one text for both."""
    in_english, in_dutch = BILINGUAL[name]
    en, nl = given.raw.get(in_english), given.raw.get(in_dutch)
    if isinstance(en, str) and isinstance(nl, str) and name not in given.raw:
        both = Wording(en.strip(), nl.strip())
        if both.en and both.nl:
            return both
    one = given.text(name, "")
    en, nl = given.text(in_english, one), given.text(in_dutch, one)
    if not en and not nl:
        if default is None:
            raise BadInput(given.at(name), "must be given")
        return default
    return Wording(en or nl, nl or en)


def _unlocks(given: Fields) -> tuple[Wording, ...]:
    if one := given.texts("unlocks"):
        return tuple(Wording(word, word) for word in one)
    en, nl = given.texts("unlocks_en"), given.texts("unlocks_nl")
    if len(en) != len(nl):
        raise BadInput(given.at("unlocks_nl"), "must have as many words as unlocks_en")
    return tuple(map(Wording, en, nl))


def _answers(given: Fields, own_law: Law) -> tuple[Answer, ...]:
    """What a row answers: objects of law, article and kind; as text a kind, or an article of its own law."""
    found: list[Answer] = []
    for i, item in enumerate(given.items("answers")):
        path = f"{given.at('answers')}[{i}]"
        if isinstance(item, str):
            is_kind = item in tuple(ObstacleKind)
            item = {"kind": item} if is_kind else {"article": item}
        entry = Fields(item, path, {"law", "article", "kind"})
        law = entry.text("law", "")
        article = read_article(entry.text("article", ""))
        kind = entry.choice("kind", ObstacleKind) if entry.get("kind") is not None else None
        if entry.get("article") and not article.numbers:
            raise BadInput(entry.at("article"), "must begin with an article number")
        if not law and not article.numbers and not kind:
            raise BadInput(path, "must name a law, an article or a kind")
        named = read_law(law) if law else own_law if article.numbers else None
        found.append(Answer(named, article if article.numbers else None, kind))
    return tuple(found)


def _facts(raw: object, path: str) -> dict[str, FactQuestion]:
    found: dict[str, FactQuestion] = {}
    for name, item in _by_name(raw, path):
        entry = Fields(item, f"{path}.{name}", {"type", "list", "en", "nl"})
        words = Wording(entry.text("en"), entry.text("nl"))
        found[name] = FactQuestion(entry.choice("type", Kind), words, entry.yes_no("list", False))
    return found


def _deciders(raw: object, path: str) -> dict[str, Wording]:
    entries = ((name, Fields(item, f"{path}.{name}", {"en", "nl"})) for name, item in _by_name(raw, path))
    return {name: Wording(entry.text("en"), entry.text("nl")) for name, entry in entries}


def _by_name(raw: object, path: str) -> Iterable[tuple[str, object]]:
    if raw is None:
        return ()
    if not isinstance(raw, dict):
        raise BadInput(path, "must be an object by name")
    return raw.items()
