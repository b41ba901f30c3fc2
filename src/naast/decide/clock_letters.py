"""What the resident reads when a decision comes later or its term stands still: B1, to be put otherwise."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from naast.decide import letters


@dataclass(frozen=True, slots=True)
class LaterFacts:
    """What such a letter says: why, until when, by which day the decision comes now, and whom to call."""

    kind: str
    resident: str
    request: str
    received_on: dt.date
    reason: str
    until_on: dt.date
    by: dt.date
    contact: str
    phone: str
    general_phone: str
    support: str


def words(language: str = "nl") -> Mapping[str, Any]:
    """The fixed sentences. Raises FileNotFoundError for a language that there are none in."""
    source = Path(__file__).parent / "documents" / f"later.{language}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def compose(facts: LaterFacts, fixed: Mapping[str, Any]) -> str:
    """The text of the letter, paragraphs parted by an empty line."""
    names = letters.words(fixed["language"])
    phone = facts.phone or facts.general_phone
    known = {
        "resident": facts.resident,
        "request": facts.request,
        "received_on": letters.day(facts.received_on, names),
        "reason": facts.reason.strip().rstrip("."),
        "until_on": letters.day(facts.until_on, names),
        "by": letters.day(facts.by, names),
        "contact": facts.contact,
        "phone": phone,
        "support": facts.support,
        "article": fixed["articles"][facts.kind],
    }
    paragraphs = [*fixed["opening"], *fixed[facts.kind], *fixed["call" if phone else "call_without"]]
    paragraphs += fixed["support" if facts.support else "support_unknown"]
    return "\n\n".join(text.format(**known) for text in [*paragraphs, *fixed["closing"]])
