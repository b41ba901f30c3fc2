"""A settlement as document: PDF/UA-1 in Dutch, with payers, shares and amounts, and no resident in it."""

from __future__ import annotations

import datetime as dt
import functools
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils import translation

from naast.decide.letters import day, euros
from naast.decide.letters import words as letter_words
from naast.follow import queries
from naast.follow.models.settlements import SETTLED, WITHDRAWN
from naast.follow.types import Followed, SettlementFacts, SettlementStepFacts
from naast.kernel import clock
from naast.kernel.typesetting import typeset
from naast.plan.terms import payer_words

HERE = Path(__file__).parent / "documents"
PAPER_IN = "nl"
"""Papers between payers are in Dutch, whatever language the reader works in."""


@functools.cache
def words() -> Mapping[str, Any]:
    """The fixed words of the document."""
    return tomllib.loads((HERE / f"settlement.{PAPER_IN}.toml").read_text(encoding="utf-8"))


def paper(municipality: str, found: SettlementFacts) -> bytes:
    """The document as it stands. The same settlement gives the same bytes; else NotSet is raised."""
    with translation.override(PAPER_IN):
        plan = queries.plan_at(found.case_id, found.plan_version_id)
        data = compose(municipality, found, plan)
    last = found.steps[-1].on_day
    made_at = dt.datetime.combine(last, dt.time(12), clock.AMSTERDAM)
    return typeset(
        HERE / "settlement.typ",
        data,
        "pdf",
        root=HERE,
        pdf_standards="ua-1",
        timestamp=int(made_at.timestamp()),
    )


def compose(municipality: str, found: SettlementFacts, plan: Followed) -> dict[str, Any]:
    """All words of the document, in the order in which they are read."""
    fixed, calendar = words(), letter_words()
    lines: Mapping[str, str] = fixed["lines"]
    said = {
        "id": found.id,
        "municipality": municipality,
        "day": day(found.steps[-1].on_day, calendar),
        "case_id": found.case_id,
        "plan": _plan(fixed, plan),
        "state": fixed["states"][found.state],
        "advancer": payer_words(found.advancer),
        "repayer": payer_words(found.repayer),
        "percent": _percent(found.percent),
        "until": day(found.until_on, calendar),
        "base_year": plan.returns.base_year,
    }
    sections = [
        ("who", [lines["advances"], lines["repays"], lines["nothing"]], said),
        ("result", [_safe(found.result), lines["until"], lines["basis"]], said),
        ("expected", [lines["expected"]], said | {"gain": _money(found.expected_gain)}),
        ("measured", _measured(lines, found), said | _amounts(found)),
    ]
    made = [
        _section(fixed["sections"][name], [_sentence(text.format_map(values)) for text in texts], [])
        for name, texts, values in sections
    ]
    steps = [_step(fixed, step, calendar) for step in found.steps]
    return {
        "language": fixed["language"],
        "title": fixed["title"].format_map(said),
        "sender": municipality,
        "about": [line.format_map(said) for line in fixed["about"]],
        "sections": [*made, _section(fixed["sections"]["steps"], [], steps)],
    }


def _section(heading: str, paragraphs: list[str], items: list[str]) -> dict[str, Any]:
    return {"heading": heading, "paragraphs": paragraphs, "items": items}


def _plan(fixed: Mapping[str, Any], plan: Followed) -> str:
    if plan.decision_id is None:
        return str(fixed["agreed"]).format(version_id=plan.version_id)
    return str(fixed["decided"]).format(decision_id=plan.decision_id, title_text=plan.title_text)


def _safe(text: str) -> str:
    """Typed words hold no places to fill in."""
    return text.replace("{", "{{").replace("}", "}}")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _percent(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")


def _money(value: Decimal | None) -> str:
    if value is None:
        return ""
    return f"\N{MINUS SIGN}{euros(-value)}" if value < 0 else euros(value)


def _amounts(found: SettlementFacts) -> dict[str, str]:
    return {"gain": _money(found.measured_gain), "due": _money(found.due)}


def _measured(lines: Mapping[str, str], found: SettlementFacts) -> list[str]:
    if found.state == WITHDRAWN:
        return [lines["withdrawn"]]
    if found.measured_gain is None:
        return [lines["not_measured"]]
    return [lines["measured"], lines["due"], *([lines["settled"]] if found.state == SETTLED else [])]


def _step(fixed: Mapping[str, Any], step: SettlementStepFacts, calendar: Mapping[str, Any]) -> str:
    line = str(fixed["lines"]["step_words" if step.words else "step"])
    return line.format(
        state=_sentence(str(fixed["states"][step.state])),
        who=step.by.name,
        day=day(step.on_day, calendar),
        words=step.words,
    )
