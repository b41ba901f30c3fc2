"""The law library of the municipality in scope, as the legality engine reads it on a day."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from django.db.models import Count, Max, Subquery
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from naast.engines.legality.articles import LOCAL_SUFFIX, deep_link, names_of, read_article, read_law
from naast.engines.legality.catalogue import Catalogue, LegalRoom, Wording, parse_catalogue
from naast.engines.legality.standard import standard_text
from naast.kernel.tenancy import current_municipality_id
from naast.weigh.models import LawText, LegalRow, LegalValue
from naast.weigh.texts import changed_keys
from naast.weigh.types import LegalRowFacts, law_link

SAME_NAME = (
    "law",
    "bwb_id",
    "article",
    "kind",
    "allows_nl",
    "allows_en",
    "question_nl",
    "question_en",
    "unlocks_nl",
)
ENGINE_COLUMNS = (
    *SAME_NAME, "unlocks_en", "answers", "conditions", "who_decides", "certainty", "always_open", "through",
)  # fmt: skip
"""Columns that the table and the engine's JSON call the same; the motivation and the dates differ."""


EDITABLE = (
    "law", "bwb_id", "article", "kind", "allows_nl", "allows_en", "motivate_nl", "motivate_en", "question_nl",
    "question_en", "unlocks_nl", "unlocks_en", "answers", "conditions", "valid_from", "valid_to",
    "who_decides", "certainty", "always_open", "through",
)  # fmt: skip
"""Columns of a row that a person may write."""


@lru_cache(maxsize=1)
def standard() -> dict[str, Any]:
    """The catalogue that comes with the product: `rows`, `facts` and `deciders` as the JSON has them."""
    content: dict[str, Any] = json.loads(standard_text())
    return content


def engine_row(row: LegalRow) -> dict[str, Any]:
    """One edition as the engine's JSON writes it; its fact is named after the key and outlives an edition."""
    found: dict[str, Any] = {name: getattr(row, name) for name in ENGINE_COLUMNS}
    return found | {
        "id": row.key,
        # A local rule has a number in another register; the engine knows the national one.
        "bwb_id": row.bwb_id if row.bwb_id.startswith("BWB") else None,
        "must_be_motivated_nl": row.motivate_nl,
        "must_be_motivated_en": row.motivate_en,
        "valid_from": row.valid_from.isoformat() if row.valid_from else None,
        "valid_to": row.valid_to.isoformat() if row.valid_to else None,
    }


def parse(rows: Iterable[Mapping[str, Any]]) -> Catalogue:
    """Rows as the engine holds them, with the product's questions. Raises the engine's BadInput."""
    return parse_catalogue({**standard(), "rows": list(rows)})


@dataclass(frozen=True, slots=True)
class Library:
    """The editions that count on a day, by key, and the same as the engine's catalogue.

    `changed`: the keys of which the article changed since a lawyer signed the row.
    """

    day: dt.date
    rows: Mapping[str, LegalRow]
    catalogue: Catalogue
    changed: frozenset[str]
    # By language and edition: a search shows all of the library, and its rows never change.
    _shown: dict[tuple[str | None, int], LegalRowFacts] = field(default_factory=dict, compare=False)

    def facts(self, row: LegalRow) -> LegalRowFacts:
        """A row of this library as it is shown."""
        place = (get_language(), row.pk)
        if place not in self._shown:
            changed = row.key in self.changed and self.rows.get(row.key) == row
            self._shown[place] = row_facts(row, self.day, changed=changed)
        return self._shown[place]

    def in_force(self) -> list[LegalRow]:
        """The editions that are in force, in the order of the catalogue."""
        return [self.rows[str(room.id)] for room in self._rooms()]

    def knows_law(self, name: str) -> bool:
        """Whether a clause in force is of this law, or answers it, under any of the law's names."""
        key = read_law(name).key
        return any(
            room.law_read.key == key or any(answer.law and answer.law.key == key for answer in room.answers)
            for room in self._rooms()
        )

    def nameable_laws(self) -> dict[str, list[str]]:
        """The names of the laws with the articles that clauses in force are of or answer, each once.

        An ordinance stands under the law that it rests on: with the kind of the obstacle that is enough.
        """
        found: dict[str, list[str]] = {}
        for room in self._rooms():
            own = found.setdefault(names_of(room.law.removesuffix(LOCAL_SUFFIX).strip())[0], [])
            if not room.law_read.local:
                own.append(room.article)
            for answer in room.answers:
                if answer.law:
                    numbers = answer.article.numbers if answer.article else ()
                    found.setdefault(names_of(answer.law.key)[0], []).extend(numbers)
        return {name: list(dict.fromkeys(articles)) for name, articles in found.items()}

    def likely_law(self, name: str) -> str:
        """The law that may be meant with a name that is not known; empty when none looks like it."""
        by_name = {other.casefold(): law for law in self.nameable_laws() for other in names_of(law)}
        near = get_close_matches(" ".join(name.casefold().split()), by_name, n=1, cutoff=0.75)
        return by_name[near[0]] if near else ""

    def _rooms(self) -> list[LegalRoom]:
        return [room for room in self.catalogue.rows if room.exists_on(self.day)]


def library_on(day: dt.date) -> Library:
    """The library on a day. One query; rows and texts never change, so their reading is kept by process."""
    newest_text = LawText.objects.order_by("-id").values("id")[:1]
    counted = LegalRow.objects.aggregate(number=Count("id"), last=Max("id"), text=Max(Subquery(newest_text)))
    return _library(current_municipality_id(), counted["number"], counted["last"], counted["text"], day)


@lru_cache(maxsize=64)
def _library(
    municipality_id: int | None, number: int, last: int | None, text: int | None, day: dt.date
) -> Library:
    """`number`, `last` and `text` stand for the state of two tables that only grow."""
    counting: dict[str, LegalRow] = {}
    for row in LegalRow.objects.order_by("edition"):
        if row.valid_from is None or row.valid_from <= day:
            counting[row.key] = row
    ordered = dict(sorted(counting.items(), key=lambda item: _order(item[1])))
    catalogue = parse(engine_row(row) for row in ordered.values())
    return Library(day, ordered, catalogue, changed_keys(ordered.values(), day))


def _order(row: LegalRow) -> tuple[bool, int, str]:
    """The product's rows as they are numbered, then the municipality's own by law and article."""
    return row.is_own, int(row.key) if row.key.isdigit() else 0, f"{row.law} {row.article}"


def say(words: Wording) -> str:
    """A wording of the engine in the active language."""
    return words.nl if _in_dutch() else words.en


def column(row: LegalRow | LegalValue, name: str) -> Any:
    """A column that is kept in both languages, in the active one."""
    return getattr(row, name + ("_nl" if _in_dutch() else "_en"))


def _in_dutch() -> bool:
    return (get_language() or "nl").startswith("nl")


def decider_words(code: str) -> str:
    """Who decides, in words; a code that nobody described stays as it is."""
    names = standard()["deciders"].get(code)
    return say(Wording(names["en"], names["nl"])) if names else code


def law_words(name: str) -> str:
    """The name of a law as it is read; the engine marks an ordinance that rests on it in English."""
    if not name.endswith(LOCAL_SUFFIX):
        return name
    return _("%(law)s (ordinance of the municipality)") % {"law": name.removesuffix(LOCAL_SUFFIX).strip()}


def row_facts(row: LegalRow, day: dt.date, *, changed: bool = False) -> LegalRowFacts:
    """One edition in the active language, with the link to the text of that day."""
    return LegalRowFacts(
        id=row.pk,
        key=row.key,
        edition=row.edition,
        law=law_words(row.law),
        article=row.article,
        kind=row.kind,
        allows=column(row, "allows"),
        must_be_motivated=column(row, "motivate"),
        unlocks=tuple(column(row, "unlocks")),
        question=column(row, "question"),
        who_decides=decider_words(row.who_decides),
        through=row.through,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        certainty=row.certainty,
        checked_on=row.checked_on,
        always_open=row.always_open,
        is_own=row.is_own,
        link=_link(row, day),
        changed=changed,
    )


def _link(row: LegalRow, day: dt.date) -> str | None:
    """The article in the national register, or the local rule in its own."""
    if row.bwb_id and not row.bwb_id.startswith("BWB"):
        return law_link(row.bwb_id)
    return deep_link(row.bwb_id or None, read_article(row.article), day)
