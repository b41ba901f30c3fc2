"""Is there room for this exception: which clauses answer an obstacle, and what follows from them together.

No result decides anything and none prefills a refusal; an unknown fact becomes a question, never a "no".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from naast.engines.errors import BadInput
from naast.engines.legality.articles import deep_link, read_article, read_law
from naast.engines.legality.catalogue import (
    Catalogue,
    LegalRoom,
    Obstacle,
    ObstacleKind,
    RoomKind,
    Through,
    Wording,
)
from naast.engines.legality.conditions import Reason, Truth
from naast.engines.legality.fields import Fields
from naast.engines.legality.outcome import check
from naast.engines.legality.values import Facts, as_text, is_list, read_value, shown
from naast.engines.legality.values import Kind as ValueKind

# These kinds of obstacle are rules, and a rule has a name.
RULES = (ObstacleKind.STATUTE, ObstacleKind.ORDINANCE, ObstacleKind.POLICY_RULE)


class Result(StrEnum):
    """What the routes come to together; the first that holds, in this order."""

    ROOM_IN_STATUTE = "room_in_statute"
    UNKNOWN_FACTS = "unknown_facts"
    ROOM_VIA_POLICY = "room_via_policy"
    NO_ROOM = "no_room"
    OUTSIDE_STATUTE = "outside_statute"


class Why(StrEnum):
    """Why a decision cannot come to rest on a clause."""

    UNKNOWN = "unknown"
    NOT_IN_FORCE = "not_in_force"
    NO_ANSWER = "no_answer"
    WARNS = "warns"
    DOES_NOT_APPLY = "does_not_apply"


class NoGround(BadInput):
    """A clause on which no decision can rest, with the reason as a code, for who says it in other words."""

    def __init__(self, why: Why, must: str) -> None:
        self.why = why
        super().__init__("route", must)


@dataclass(frozen=True, slots=True)
class Question:
    """A fact that is still to be asked of the professional."""

    fact: str
    text: Wording


@dataclass(frozen=True, slots=True)
class Route:
    """A clause that answers the obstacle. `direct`: by its own article, not by what it is said to answer."""

    room: LegalRoom
    applies: Truth
    questions: tuple[Question, ...]
    because: tuple[Reason, ...]
    link: str | None
    direct: bool

    @property
    def may_carry(self) -> bool:
        """Whether a decision may rest on it: not on a clause that only warns, or that does not apply."""
        return self.room.kind is not RoomKind.NONE and self.applies is not Truth.FALSE


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of the whole with every route behind it, those by their own article first."""

    result: Result
    routes: tuple[Route, ...]

    @property
    def asks_lawyer(self) -> bool:
        """Whether a lawyer reads along before a decision."""
        return self.result in (Result.NO_ROOM, Result.OUTSIDE_STATUTE)

    @property
    def asks_college(self) -> bool:
        """Whether the college itself decides: circumstances that the legislator did not weigh."""
        return self.result is Result.OUTSIDE_STATUTE


def ground(finding: Finding, row_id: int | str, on_date: date, catalogue: Catalogue) -> Route:
    """The route on which a decision would rest.

    Raises NoGround (BadInput at ``route``) with the reason: no such clause, not in force that day, not an
    answer to this obstacle, a mere warning, or a clause that does not apply. A route that still needs facts
    is let through: unknown is no "no".
    """
    versions = catalogue.versions(row_id)
    if not versions:
        raise NoGround(Why.UNKNOWN, f"{shown(row_id)} is not a clause of this catalogue")
    route = next((route for route in finding.routes if route.room in versions), None)
    if route is None:
        if not any(version.exists_on(on_date) for version in versions):
            raise NoGround(Why.NOT_IN_FORCE, _not_in_force(versions, on_date))
        raise NoGround(Why.NO_ANSWER, f"{shown(row_id)} does not answer this obstacle")
    if not route.may_carry:
        why = "; ".join(str(reason) for reason in route.because)
        warns = route.room.kind is RoomKind.NONE
        said = "only warns that there is no room" if warns else f"does not apply ({why})"
        raise NoGround(Why.WARNS if warns else Why.DOES_NOT_APPLY, f"{shown(row_id)} {said}")
    return route


def _not_in_force(versions: Iterable[LegalRoom], on_date: date) -> str:
    spells = ", ".join(
        f"from {version.begins or 'an unknown day'}{f' to {version.valid_to}' if version.valid_to else ''}"
        for version in versions
    )
    return f"must be in force on {on_date}; this clause is valid {spells}"


def find_room(obstacle: Obstacle, facts: Facts, on_date: date, catalogue: Catalogue) -> Finding:
    """The routes past an obstacle on a day.

    Raises BadInput for a fact of another type than the catalogue or a condition asks (by its name).
    """
    _check_types(facts, catalogue)
    law, article = read_law(obstacle.law), read_article(obstacle.article)
    if obstacle.kind is ObstacleKind.STATUTE and obstacle.article and not article.numbers:
        raise BadInput("obstacle.article", "must begin with an article number")
    found = [
        _route(row, facts, on_date, catalogue, direct=row.is_the_article(law, article))
        for row in catalogue.rows
        if row.exists_on(on_date) and row.answers_to(law, article, obstacle.kind)
    ]
    routes = tuple(sorted(found, key=lambda route: not route.direct))
    return Finding(result_of(routes), routes)


def _route(row: LegalRoom, facts: Facts, on_date: date, catalogue: Catalogue, *, direct: bool) -> Route:
    outcome = check(row.test, facts)
    questions = tuple(Question(name, catalogue.question(name, row)) for name in outcome.missing)
    link = deep_link(row.bwb_id, row.article_read, on_date)
    return Route(row, outcome.result, questions, outcome.because, link, direct)


def result_of(routes: Iterable[Route]) -> Result:
    """What the routes come to together."""
    applying = []
    needs_facts = False
    for route in routes:
        needs_facts = needs_facts or route.applies is Truth.UNKNOWN
        if route.applies is Truth.TRUE:
            applying.append(route.room)
    if any(room.through is Through.STATUTE and room.kind is not RoomKind.NONE for room in applying):
        return Result.ROOM_IN_STATUTE
    if needs_facts:
        return Result.UNKNOWN_FACTS
    if any(room.through is Through.POLICY and room.kind is not RoomKind.NONE for room in applying):
        return Result.ROOM_VIA_POLICY
    return Result.NO_ROOM if applying else Result.OUTSIDE_STATUTE


def _check_types(facts: Facts, catalogue: Catalogue) -> None:
    """A fact is held to what the catalogue asks, also where no route looks at it this time."""
    for name, fact in facts.items():
        asked = catalogue.facts.get(name)
        if asked is None or fact is None:
            continue
        path = f"facts.{name}"
        if not is_list(fact):
            if asked.listed:
                raise BadInput(path, "must be a list")
            _check_kind(fact, asked.kind, path)
        elif asked.listed:
            for i, item in enumerate(fact):
                _check_kind(item, asked.kind, f"{path}[{i}]")
        else:
            raise BadInput(path, f"must be {asked.kind.described}, not a list")


def _check_kind(fact: object, kind: ValueKind, path: str) -> None:
    value = read_value(fact, path)
    if (as_text(value) if kind is ValueKind.TEXT else value).kind is not kind:
        raise BadInput(path, f"must be {kind.described}")


def parse_obstacle(raw: object, path: str = "obstacle") -> Obstacle:
    """An obstacle as JSON writes it: statutes, ordinances and policy rules have a name, maybe no article."""
    given = Fields(raw, path, {"law", "article", "kind"})
    word = given.text("kind").lower().replace(" ", "_").replace("-", "_")
    kind = Fields({"kind": word}, path, {"kind"}).choice("kind", ObstacleKind)
    law = given.text("law") if kind in RULES else given.text("law", "")
    return Obstacle(law, given.text("article", ""), kind)
