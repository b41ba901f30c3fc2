"""Every read of the weighing that another room or a view needs."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from naast.engines.legality import VERSION
from naast.engines.legality.articles import read_law
from naast.kernel import clock
from naast.kernel.errors import NotVisible
from naast.plan import queries as plan_queries
from naast.plan.types import LawOffered, ObstacleFacts, PlanFacts
from naast.weigh import types
from naast.weigh.blocks import findings_of, texts_before_the_law, texts_of_the_law
from naast.weigh.blocks import guides_of as guides_of
from naast.weigh.discipline_queries import disciplines_of
from naast.weigh.finding import day_words, find, route_facts, sentence_of, unknown_law
from naast.weigh.freezing import frozen_talk
from naast.weigh.keepers import keeps_library as keeps_library
from naast.weigh.library import Library, column, engine_row, law_words, library_on, row_facts
from naast.weigh.models import LegalRow, LegalValue, Weighing
from naast.weigh.paper_freezing import frozen_answers, frozen_ground, frozen_grounds
from naast.weigh.remark_queries import may_remark as may_remark
from naast.weigh.remark_queries import remarks_of
from naast.weigh.searching import rows_by_stem
from naast.weigh.sentences import is_sentence
from naast.weigh.texts import kept_texts as kept_texts
from naast.weigh.texts import law_of, search_articles
from naast.weigh.types import (
    ComparisonFacts,
    FoundArticle,
    LegalRowFacts,
    LegalTitle,
    RouteFacts,
    ValueFacts,
    WeighingFacts,
)
from naast.weigh.writing import whole_row, writers_by_part
from naast.weigh.writing import writers_of as writers_of

TEXTS = (
    "effect", "values_words", "consequences", *types.PARTIES, "why_differs", "suitable", "necessary",
    "balanced",
)  # fmt: skip
"""The texts of a weighing, as the model calls them."""


def weighing_of(case_id: int, *, plan: PlanFacts | None = None) -> WeighingFacts | None:
    """The weighing of a case, or None when nothing was written yet. The caller has checked who asks.

    Who has read the plan already hands it over; otherwise it is read here (five queries).
    """
    facts = weighing_or_blank(case_id, plan=plan)
    return facts if facts.version else None


def effect_of(case_id: int) -> str:
    """The wished effect in one query; empty while it was not written. The caller has checked who asks."""
    rows = Weighing.objects.filter(case_id=case_id).order_by()
    return str(next(iter(rows.values_list("effect", flat=True)), ""))


def weighing_or_blank(case_id: int, *, plan: PlanFacts | None = None) -> WeighingFacts:
    """The weighing of a case; a blank one before the first word."""
    row = whole_row(case_id)
    if row is None:
        return WeighingFacts(case_id=case_id)
    plan = plan or plan_queries.plan_of(case_id)
    return _facts(row, plan.obstacle if plan else None)


def _facts(row: Weighing, obstacle: ObstacleFacts | None) -> WeighingFacts:
    served = [link.value for link in row.chosen_values.select_related("value").order_by("id")]
    values = tuple(_value(value) for value in served)
    found: dict[str, Any] = {"case_id": row.case_id, "version": row.version, "values": values}
    found |= {name: getattr(row, name) for name in TEXTS}
    found |= {"urgent_since": row.urgent_since, "urgent_reason": row.urgent_reason}
    found["comparisons"] = _comparisons(row)
    found["is_open"] = opens(row, bool(values))
    texts: dict[str, str] = {}
    if found["is_open"]:
        library, answers = library_on(clock.today()), {fact.fact: fact.answer for fact in row.facts.all()}
        found |= _room(row, obstacle, answers, library)
        texts = texts_of_the_law(row, answers, library)
    found["missing"] = _missing(found, obstacle)
    found["disciplines"] = disciplines_of(row)
    texts |= texts_before_the_law(row, served, obstacle, found["disciplines"])
    found |= {"texts": texts, "findings": findings_of(texts), "remarks": remarks_of(row, texts)}
    found["wrote"] = writers_by_part(row)
    return WeighingFacts(**found)


def opens(row: Weighing, has_values: bool) -> bool:
    """Whether the law is open: effect, values, consequences hold a sentence each, or it comes first."""
    if row.urgent_since is not None:
        return True
    return is_sentence(row.effect) and _served(has_values, row.values_words) and is_sentence(row.consequences)


def _served(has_values: bool, words: str) -> bool:
    """A value of the library is a sentence in the municipality's own words; so is one that somebody adds."""
    return has_values or is_sentence(words)


def _room(
    row: Weighing, obstacle: ObstacleFacts | None, answers: dict[str, str], library: Library
) -> dict[str, Any]:
    """What the law says, only once it is open: a closed weighing never reads the library."""
    if obstacle is None:
        return {}
    finding = find(obstacle, answers, library)
    routes = tuple(route_facts(route, answers, library) for route in finding.routes)
    unknown = unknown_law(obstacle, library)
    return {
        "result": str(finding.result),
        "sentence": _outside(unknown) if unknown and not routes else sentence_of(finding.result),
        "unknown_law": unknown,
        "asks_lawyer": finding.asks_lawyer,
        "asks_college": finding.asks_college,
        "routes": routes,
        "route": _chosen(row.chosen, routes, library),
    }


def _outside(unknown: str) -> str:
    """A law that was not looked up: said instead of "no clause answers", which we do not know of it."""
    return unknown + " " + _("That is not a no: a lawyer reads along, and the college itself can decide.")


def _chosen(chosen: LegalRow | None, routes: tuple[RouteFacts, ...], library: Library) -> RouteFacts | None:
    """The clause in the edition that was chosen; when it answers the obstacle no longer it does not apply."""
    if chosen is None:
        return None
    row = library.facts(chosen)
    for route in routes:
        if route.row.key == chosen.key:
            return RouteFacts(row, route.applies, route.questions, route.asks, route.rests_on, route.direct)
    return RouteFacts(row, "false", (), (), (), False)


def _missing(found: dict[str, Any], obstacle: ObstacleFacts | None) -> list[str]:
    route: RouteFacts | None = found.get("route")
    lacking = {
        types.OBSTACLE: obstacle is None,
        types.EFFECT: not is_sentence(found["effect"]),
        types.VALUES: not _served(bool(found["values"]), found["values_words"]),
        types.CONSEQUENCES: not is_sentence(found["consequences"]),
        types.FACTS: route is not None and route.applies == "unknown",
        types.ROOM: _lacks_room(found, route),
        types.DIFFERENCE: not is_sentence(found["why_differs"]),
    }
    return [block for block in types.BLOCKS if lacking[block]]


def _lacks_room(found: dict[str, Any], route: RouteFacts | None) -> bool:
    """Where the list has no room, a lawyer reads along instead of a route being chosen."""
    if route is not None:
        return route.applies == "false"
    return not (found.get("asks_lawyer") or found.get("asks_college"))


def _value(value: LegalValue) -> ValueFacts:
    return ValueFacts(value.pk, value.law, column(value, "words"), value.checked_on)


def _comparisons(row: Weighing) -> tuple[ComparisonFacts, ...]:
    made = {
        comparison.value: ComparisonFacts(
            comparison.value,
            comparison.get_value_display(),
            comparison.verdict,
            comparison.get_verdict_display(),
            comparison.words,
        )
        for comparison in row.comparisons.all()
    }
    return tuple(made[value] for value in ("legitimacy", "engagement", "return") if value in made)


def values(*, law: str = "") -> list[ValueFacts]:
    """The municipality's values that are in use, those of a law (code or name) first."""
    today = clock.today()
    rows = [
        row for row in LegalValue.objects.order_by("law", "id") if row.ends_on is None or row.ends_on >= today
    ]
    first = read_law(law)
    return [_value(row) for row in sorted(rows, key=lambda row: read_law(row.law) != first)]


def values_with(words: str, *, law: str = "") -> list[ValueFacts]:
    """The values in use that hold every one of these words: of this law, or of all where none is named."""
    asked, of = words.casefold().split(), read_law(law)
    return [
        value
        for value in values()
        if (not law or read_law(value.law) == of) and all(word in value.words.casefold() for word in asked)
    ]


def value_to_word(value_id: int) -> LegalValue:
    """A value of the library, to be put in other words. Raises NotVisible."""
    row: LegalValue | None = LegalValue.objects.filter(pk=value_id).first()
    if row is None:
        raise NotVisible
    return row


def rights() -> list[LegalRowFacts]:
    """Rights and deadlines: open at any moment, whatever was or was not written (product law 4)."""
    library = library_on(clock.today())
    return [library.facts(row) for row in library.in_force() if row.always_open]


def law_rows(*, law: str = "", words: str = "") -> list[LegalRowFacts]:
    """The clauses in force today, by law and by words that all occur in the row (in the active language).

    A word counts in any of its forms, and as a part of another word. With words one query more.
    """
    library = library_on(clock.today())
    rows = [row for row in library.in_force() if not law or row.law == law]
    wanted = words.casefold().split()
    if not wanted:
        return [library.facts(row) for row in rows]
    by_stem = rows_by_stem([row.pk for row in rows], words)
    return [facts for row in rows if (facts := library.facts(row)).id in by_stem or _holds(facts, wanted)]


def _holds(facts: LegalRowFacts, wanted: list[str]) -> bool:
    parts = (facts.law, facts.article, facts.allows, facts.must_be_motivated, facts.question, *facts.unlocks)
    text = " ".join(parts).casefold()
    return all(word in text for word in wanted)


def search_rows(words: str, *, limit: int = 20) -> list[LegalRowFacts]:
    """The first clauses in which all words occur."""
    return law_rows(words=words)[:limit]


def laws() -> list[tuple[str, str]]:
    """The laws in the library, in its order: the name to search by, and as it is read."""
    names = dict.fromkeys(row.law for row in library_on(clock.today()).in_force())
    return [(name, law_words(name)) for name in names]


def articles_with(words: str, *, law: str = "") -> list[FoundArticle]:
    """Articles of the law texts of today with these words; `law`: only of that law of the library."""
    if not law:
        return search_articles(words)
    numbers = {law_of(row) for row in library_on(clock.today()).in_force() if row.law == law}
    return [found for number in sorted(numbers - {""}) for found in search_articles(words, law_id=number)]


def nameable_laws() -> list[LawOffered]:
    """The laws that can be named as an obstacle with their articles, for the form of the plan. One query."""
    named = library_on(clock.today()).nameable_laws()
    return [LawOffered(name, tuple(articles)) for name, articles in named.items()]


def law_row(row_id: int) -> LegalRowFacts:
    """One edition of a clause. Raises NotVisible when this municipality has no such edition."""
    row = _row(row_id)
    library = library_on(clock.today())
    return library.facts(row) if library.rows.get(row.key) == row else row_facts(row, library.day)


def _row(row_id: int) -> LegalRow:
    row: LegalRow | None = LegalRow.objects.filter(pk=row_id).first()
    if row is None:
        raise NotVisible
    return row


def editions_of(row_id: int) -> list[LegalRow]:
    """All editions of the clause of this row, the newest first. Raises NotVisible as `law_row` does."""
    row = _row(row_id)
    return list(LegalRow.objects.filter(key=row.key).select_related("checked_by").order_by("-edition"))


def legal_titles(law: str) -> list[LegalTitle]:
    """The clauses of a law (a code of `kernel.retention` or a name) that a routine decision can rest on."""
    library = library_on(clock.today())
    key = read_law(law).key
    rows = [row for row in library.in_force() if read_law(row.law).key == key and row.kind != "none"]
    facts = [library.facts(row) for row in rows]
    return [LegalTitle(row.id, row.law, row.article, row.allows, row.to_be_checked, row.key) for row in facts]


def freeze(case_id: int) -> dict[str, Any]:
    """The weighing as it stands, as JSON, for the decision to keep: texts, answers, clauses by edition.

    Without a weighing `weighing` is null. Clauses are written out: a later edition changes nothing here.
    """
    frozen: dict[str, Any] = {"engine": VERSION, "on": clock.today().isoformat(), "weighing": None}
    row = whole_row(case_id)
    if row is None:
        return frozen
    plan = plan_queries.plan_of(case_id)
    obstacle = plan.obstacle if plan else None
    facts = _facts(row, obstacle)
    editions = LegalRow.objects.in_bulk([route.row.id for route in facts.routes])
    return frozen | {
        "weighing": {name: getattr(row, name) for name in TEXTS} | {"version": row.version},
        "urgent": _frozen_urgency(row),
        "obstacle": {
            "words": obstacle.words, "kind": obstacle.kind, "law": obstacle.law, "article": obstacle.article,
        } if obstacle else None,
        "values": [
            {"id": value.id, "law": value.law, "words": value.words}
            | {"checked_on": day_words(value.checked_on)}
            for value in facts.values
        ],
        "answers": frozen_answers(row, library_on(clock.today())),
        "result": facts.result,
        "routes": [
            {"id": route.row.id, "edition": route.row.edition, "applies": route.applies}
            | {"link": route.row.link, "row": engine_row(editions[route.row.id])}
            for route in facts.routes
        ],
        "chosen": _frozen_choice(row, facts),
        "comparisons": [
            {"value": found.value, "verdict": found.verdict, "words": found.words}
            for found in facts.comparisons
        ],
        "missing": facts.missing,
    } | frozen_talk(facts) | frozen_grounds(row, facts)  # fmt: skip


def _frozen_urgency(row: Weighing) -> dict[str, str] | None:
    return {"since": row.urgent_since.isoformat(), "reason": row.urgent_reason} if row.urgent_since else None


def _frozen_choice(row: Weighing, facts: WeighingFacts) -> dict[str, Any] | None:
    if row.chosen is None:
        return None
    applies = facts.route.applies if facts.route else "unknown"
    chosen = {"id": row.chosen.pk, "edition": row.chosen.edition, "applies": applies}
    chosen |= {"row": engine_row(row.chosen), "checked_on": day_words(row.chosen.checked_on)}
    return chosen | frozen_ground(row, facts, clock.today())
