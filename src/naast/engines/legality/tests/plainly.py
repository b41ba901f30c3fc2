"""The contract worked out a second time, plainly: no code of the engine. Only for tests.

Kleene's logic in numbers (0 false, a half unknown, 1 true), what could still change it by trying every
answer, and the routes from rows whose law and articles are known beforehand, so that no reference is read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from itertools import product
from typing import Any

HALF = Fraction(1, 2)
WORDS = {0: "false", HALF: "unknown", 1: "true"}

# Every region that the generated comparisons tell apart has a value here.
ANSWERS: dict[str, tuple[Any, ...]] = {
    "a": (True, False),
    "b": (True, False),
    "n": (0, 1, 1.5, 2, 3),
    "t": ("p", "pq", "q", "z"),
    "l": ([], ["p"], ["q"], ["p", "q"]),
    "d": ("2025-12-31", "2026-01-01", "2026-01-02"),
}
KINDS = {"a": "yes_no", "b": "yes_no", "n": "number", "t": "text", "l": "text", "d": "date"}
LISTS = ("l",)

# Of national laws the first day, of Boek 1 what people put before the article.
FIRST_DAYS = {"pw": date(2015, 1, 1), "wmo": date(2015, 1, 1)}
BOOKS = {"bw1": "1:"}
BWB = {"pw": "BWBR0015703", "wmo": "BWBR0035362", "awb": "BWBR0005537", "bw1": "BWBR0002656"}


class Refused(Exception):
    """A fact of the wrong type, by its name."""


def kind_of(fact: Any) -> str:
    """What somebody answered: a yes or no, a number, a date or text."""
    if isinstance(fact, bool):
        return "yes_no"
    if isinstance(fact, int | float):
        return "number"
    try:
        datetime.strptime(fact, "%Y-%m-%d")  # noqa: DTZ007 - only whether it is a day
    except ValueError:
        return "text"
    return "date"


def fits(name: str, fact: Any) -> None:
    """Refuses an answer that is of another kind than its question, or a list where one value is asked."""
    if isinstance(fact, list) is not (name in LISTS):
        raise Refused(name)
    for one in fact if isinstance(fact, list) else [fact]:
        if kind_of(one) != KINDS[name] and not (KINDS[name] == "text" and kind_of(one) == "date"):
            raise Refused(name)


def compared(op: str, fact: Any, value: Any) -> bool:
    """One comparison of a fact of the right kind."""
    if op == "in":
        return any(fact == one for one in value)
    if op == "contains":
        return fact.count(value) > 0
    below, same = fact < value, fact == value
    return {
        "=": same,
        "!=": not same,
        "<": below,
        "<=": below or same,
        ">": not (below or same),
        ">=": not below,
    }[op]


def value_of(tree: dict[str, Any], facts: dict[str, Any]) -> Fraction | int:
    """0, a half or 1."""
    if "all" in tree:
        return min([1, *(value_of(part, facts) for part in tree["all"])])
    if "any" in tree:
        return max([0, *(value_of(part, facts) for part in tree["any"])])
    if "not" in tree:
        return 1 - value_of(tree["not"], facts)
    fact = facts.get(tree["fact"])
    return HALF if fact is None else int(compared(tree["op"], fact, tree["value"]))


def names_in(tree: dict[str, Any]) -> list[str]:
    """The facts of a tree from left to right, each once."""
    if "fact" in tree:
        return [tree["fact"]]
    parts = tree.get("all", tree.get("any", [tree.get("not")]))
    return list(dict.fromkeys(name for part in parts for name in names_in(part)))


def missing(tree: dict[str, Any], facts: dict[str, Any]) -> set[str]:
    """The facts that could still change it: try everything that could become known."""
    if value_of(tree, facts) != HALF:
        return set()
    unknown = [name for name in names_in(tree) if facts.get(name) is None]
    return {name for name in unknown if _matters(tree, facts, name, [u for u in unknown if u != name])}


def _matters(tree: dict[str, Any], facts: dict[str, Any], name: str, others: list[str]) -> bool:
    for known in product(*[(None, *answers_to(other)) for other in others]):
        before = {**facts, **dict(zip(others, known, strict=True))}
        if value_of(tree, before) == HALF and any(
            value_of(tree, {**before, name: answer}) != HALF for answer in answers_to(name)
        ):
            return True
    return False


def answers_to(name: str) -> tuple[Any, ...]:
    """What can be answered; the own question of a row is a yes or no."""
    return ANSWERS.get(name, (True, False))


@dataclass(frozen=True)
class Place:
    """A law and its articles as (number, paragraph or nothing); `local` is an ordinance that rests on it."""

    law: str
    local: bool = False
    articles: tuple[tuple[str, str], ...] = ()

    def numbers(self) -> set[str]:
        return {number.removeprefix(BOOKS.get(self.law, "")) for number, _paragraph in self.articles}

    def shares_article(self, other: Place) -> bool:
        return (self.law, self.local) == (other.law, other.local) and bool(self.numbers() & other.numbers())


@dataclass(frozen=True)
class Answered:
    """What a row is said to answer; nothing is whatever."""

    place: Place | None = None
    kind: str | None = None

    def covers(self, place: Place, kind: str) -> bool:
        if self.kind and self.kind != kind:
            return False
        if self.place is None:
            return True
        if self.place.law != place.law or (self.place.local and not place.local):
            return False
        return not self.place.articles or self.place.shares_article(place)


@dataclass(frozen=True)
class Row:
    """A row of a catalogue before it is written as JSON."""

    id: int
    place: Place
    kind: str
    through: str | None
    valid_from: date | None
    valid_to: date | None
    conditions: dict[str, Any] | None
    answers: tuple[Answered, ...] = field(default=())

    @property
    def tree(self) -> dict[str, Any]:
        if self.conditions is not None:
            return self.conditions
        return {"all": []} if self.kind == "none" else {"fact": f"row_{self.id}", "op": "=", "value": True}

    @property
    def way(self) -> str:
        """By itself an ordinance, what has no number in the register, and Awb 4:84 are own rules."""
        own = self.place.local or self.place.law not in BWB
        own = own or (self.place.law == "awb" and "4:84" in self.place.numbers())
        return self.through or ("policy" if own else "statute")

    def exists_on(self, day: date) -> bool:
        first = self.valid_from or FIRST_DAYS.get(self.place.law) or date.min
        return first <= day <= (self.valid_to or date.max)

    def answers_it(self, place: Place, kind: str) -> bool:
        said = self.answers
        if not said and self.kind == "hardship" and self.way == "policy":
            said = (Answered(Place(self.place.law, self.place.local)),)
        return self.place.shares_article(place) or any(one.covers(place, kind) for one in said)

    def link(self, day: date) -> str | None:
        if self.place.law not in BWB:
            return None
        number, paragraph = self.place.articles[0]
        lid = f"&lid={paragraph}" if paragraph else ""
        artikel = number.removeprefix(BOOKS.get(self.place.law, ""))
        bwb = BWB[self.place.law]
        return f"https://wetten.overheid.nl/jci1.3:c:{bwb}&artikel={artikel}{lid}&g={day:%Y-%m-%d}"


def room(rows: list[Row], place: Place, kind: str, facts: dict[str, Any], day: date) -> dict[str, Any]:
    """The result of the whole with its routes."""
    for name, fact in facts.items():
        if fact is not None and name in KINDS:
            fits(name, fact)
    there = [row for row in rows if row.exists_on(day) and row.answers_it(place, kind)]
    there = [row for row in there if row.place.shares_article(place)] + [
        row for row in there if not row.place.shares_article(place)
    ]
    values = [value_of(row.tree, facts) for row in there]
    holds = {(row.kind == "none", row.way) for row, value in zip(there, values, strict=True) if value == 1}
    if (False, "statute") in holds:
        result = "room_in_statute"
    elif HALF in values:
        result = "unknown_facts"
    elif (False, "policy") in holds:
        result = "room_via_policy"
    else:
        result = "no_room" if holds else "outside_statute"
    routes = [
        {
            "id": row.id,
            "applies": WORDS[value],
            "questions": missing(row.tree, facts),
            "link": row.link(day),
        }
        for row, value in zip(there, values, strict=True)
    ]
    return {"result": result, "routes": routes}
