"""What a weighing rests on in the law and in the plan, as JSON for a decision to keep."""

from __future__ import annotations

import datetime as dt
from typing import Any

from naast.plan import alternative_queries
from naast.weigh.library import Library
from naast.weigh.models import Weighing
from naast.weigh.texts import beside, law_of
from naast.weigh.types import ArticleFacts, WeighingFacts


def frozen_grounds(row: Weighing, facts: WeighingFacts) -> dict[str, Any]:
    """Whether the law was open, and the other ways that were looked at."""
    return {
        "is_open": facts.is_open,
        "law_is_unknown": bool(facts.unknown_law),
        "ways": [{"name": way.name} for way in alternative_queries.names_of_alternatives(row.case_id)],
    }


def frozen_answers(row: Weighing, library: Library) -> list[dict[str, str]]:
    """The answers, each with its question in both languages: a later wording changes nothing here."""
    return [
        {"fact": said.fact, "answer": said.answer}
        | {"words_nl": library.catalogue.question(said.fact).nl}
        | {"words_en": library.catalogue.question(said.fact).en}
        for said in row.facts.order_by("fact")
    ]


def frozen_ground(row: Weighing, facts: WeighingFacts, on: dt.date) -> dict[str, Any]:
    """Of the chosen clause: its link, whether the law changed since it was signed, and its articles."""
    chosen = row.chosen
    shown = facts.route.row if facts.route else None
    found = beside(chosen, on).articles if chosen is not None and law_of(chosen) else ()
    return {
        "link": shown.link if shown else None,
        "changed": bool(shown and shown.changed),
        "articles": [_article(article) for article in found],
    }


def _article(article: ArticleFacts) -> dict[str, Any]:
    return {
        "number": article.number,
        "title": article.title,
        "status": article.status,
        "law": article.text.title,
        "law_id": article.text.law_id,
        "label": article.text.label,
        "from_on": article.text.from_on.isoformat(),
        "kept_at": article.text.kept_at.isoformat(),
        "sha256": article.text.sha256,
        "link": article.link,
        "parts": [[part.depth, part.number, part.words] for part in article.parts],
    }
