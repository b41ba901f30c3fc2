"""The letter about a decision: one pure function from facts and words to what the resident reads.

The words stand in `documents/letter.nl.toml`. Three parts can be changed by whoever sends the letter (what
we decided, why, what happens next); the rest follows from the decision, so that the procedure is right by
itself: what an objection must hold is Awb 6:5, the term Awb 6:7 and 6:8, interim relief Awb 8:81, who signs
Awb 10:10.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from naast.decide.types import TermsFacts
from naast.kernel.terms import OBJECTION

Words = Mapping[str, Any]

DECISION, WHY, NEXT = "decision", "why", "next"
EDITABLE = (DECISION, WHY, NEXT)
"""Parts of the letter that the sender may put in other words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterContents(TermsFacts):
    """All that the letter says beside its fixed words. `amount` in euros; empty text means: there is none."""

    municipality: str
    postal_address: str
    resident: str
    address: str
    request: str
    decision_id: int
    heard_on: dt.date | None
    heard_words: str
    not_heard: str
    title: str
    is_exception: bool
    by_college: bool
    decider: str
    function: str
    decided_on: dt.date
    sent_on: dt.date
    contact: str
    contact_phone: str
    general_phone: str
    stand_in: str
    support: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with paragraphs, and perhaps a list with paragraphs after it."""

    heading: str
    paragraphs: tuple[str, ...]
    items: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter ready to be set. `to` are the lines of the address."""

    language: str
    title: str
    reference: str
    dated: str
    sender: tuple[str, ...]
    to: tuple[str, ...]
    salutation: str
    sections: tuple[Section, ...]
    closing: str
    signed: tuple[str, ...]
    # How many of the first sections the sender may change; a part without words is no section.
    own_count: int

    @property
    def own(self) -> tuple[Section, ...]:
        """What the sender may put in other words."""
        return self.sections[: self.own_count]

    @property
    def fixed(self) -> tuple[Section, ...]:
        """What follows from the decision."""
        return self.sections[self.own_count :]


@functools.cache
def words(language: str = "nl") -> Words:
    """The fixed words in a language. Raises FileNotFoundError for one that there is no letter in."""
    source = Path(__file__).parent / "documents" / f"letter.{language}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def day(value: dt.date | None, fixed: Words) -> str:
    """22 november 2026."""
    return "" if value is None else f"{value.day} {fixed['months'][value.month - 1]} {value.year}"


def euros(value: Decimal | None) -> str:
    """€ 1.250 or € 1.250,50, with a space that does not break."""
    if value is None:
        return ""
    whole, cents = f"{value:,.2f}".split(".")
    return f"€\N{NO-BREAK SPACE}{whole.replace(',', '.')}" + ("" if cents == "00" else f",{cents}")


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a typed text: parted by an empty line."""
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return tuple(re.sub(r"[ \t\n]+", " ", part).strip() for part in parts if part.strip())


def sentence(text: str) -> str:
    """A text that ends like a sentence, so that another can follow it."""
    flat = text.strip()
    return flat if not flat or flat[-1] in ".!?…”\"'" else f"{flat}."


def editable(facts: LetterContents, fixed: Words) -> dict[str, str]:
    """The three parts as the house proposes them, to be changed by who sends the letter."""
    said = _said(facts, fixed)
    return {
        DECISION: "\n\n".join(_decision(facts, fixed[DECISION], said)),
        WHY: "\n\n".join(_why(facts, fixed[WHY], said)),
        NEXT: fixed[NEXT][facts.outcome].format_map(said),
    }


def compose(facts: LetterContents, fixed: Words, changed: Mapping[str, str] | None = None) -> Letter:
    """The whole letter; `changed` holds the parts that somebody put in other words."""
    said = _said(facts, fixed)
    parts = editable(facts, fixed) | {key: text for key, text in (changed or {}).items() if text.strip()}
    written = (Section(fixed[part]["heading"], paragraphs(parts[part])) for part in EDITABLE)
    own = tuple(section for section in written if section.paragraphs)
    law, contact = _law(facts, fixed["law"], said), _contact(facts, fixed["contact"], said)
    return Letter(
        language=fixed["language"],
        title=fixed["title"],
        reference=fixed["reference"].format_map(said),
        dated=fixed["dated"].format_map(said),
        sender=_lines(f"{facts.municipality}\n{facts.postal_address}"),
        to=_lines(f"{facts.resident}\n{facts.address}"),
        salutation=fixed["salutation"].format_map(said),
        sections=(*own, law, contact, _objection(facts, fixed["objection"], said)),
        closing=fixed["closing"],
        signed=(fixed["on_behalf"].format_map(said), facts.decider, facts.function),
        own_count=len(own),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in re.split(r"[\n,]", text) if line.strip())


def _said(facts: LetterContents, fixed: Words) -> dict[str, str]:
    """What may stand between braces in the fixed words. Typed text is filled in once and never read again."""
    days = ("from_on", "until_on", "review_on", "heard_on", "decided_on", "sent_on")
    return {
        "municipality": facts.municipality,
        "resident": facts.resident,
        "decision_id": str(facts.decision_id),
        "request": sentence(facts.request),
        "granted": sentence(facts.granted),
        "amount": euros(facts.amount),
        "conditions": sentence(facts.conditions),
        "refused_because": sentence(facts.refused_because),
        "heard_words": f"“{facts.heard_words.strip()}”",
        "not_heard": sentence(facts.not_heard),
        "title": facts.title,
        "decider": facts.decider or facts.function,
        "function": facts.function,
        "contact": facts.contact,
        "stand_in": facts.stand_in,
        "support": facts.support,
        "phone": facts.contact_phone or facts.general_phone,
        "objection_address": facts.postal_address or facts.municipality,
        "objection_ends_on": day(OBJECTION.ends(facts.sent_on), fixed),
        **{name: day(getattr(facts, name), fixed) for name in days},
    }


def _decision(facts: LetterContents, fixed: Words, said: Mapping[str, str]) -> list[str]:
    lines = [fixed["asked"]] if facts.request.strip() else []
    lines.append(fixed[facts.outcome])
    if facts.outcome != "no":
        if facts.granted.strip():
            lines.append(fixed["granted"])
        details = [fixed["amount"]] if facts.amount else []
        if facts.from_on or facts.until_on:
            both = facts.from_on and facts.until_on
            details.append(fixed["from_until" if both else "from_on" if facts.from_on else "until_on"])
        if details:
            lines.append(" ".join(details))
        if facts.conditions.strip():
            lines.append(fixed["conditions"])
    if facts.review_on:
        lines.append(fixed["review"])
    return [line.format_map(said) for line in lines]


def _why(facts: LetterContents, fixed: Words, said: Mapping[str, str]) -> list[str]:
    lines = [facts.reason.strip()] if facts.reason.strip() else []
    if facts.outcome == "yes":
        return lines
    lines.append(fixed["refused"].format_map(said))
    if facts.heard_on and facts.heard_words.strip():
        lines.append(fixed["heard"].format_map(said))
    elif facts.not_heard.strip():
        lines.append(fixed["not_heard"].format_map(said))
    return lines


def _law(facts: LetterContents, fixed: Words, said: Mapping[str, str]) -> Section:
    lines = [fixed["decided"], fixed["title"]]
    if facts.is_exception:
        outside = facts.by_college and facts.outcome != "no"
        lines.append(fixed["outside" if outside else f"exception_{facts.outcome}"])
    return Section(fixed["heading"], tuple(line.format_map(said) for line in lines))


def _contact(facts: LetterContents, fixed: Words, said: Mapping[str, str]) -> Section:
    by_phone = (
        "with_phone" if facts.contact_phone else "general_phone" if facts.general_phone else "without_phone"
    )
    lines = [fixed[by_phone]]
    if facts.stand_in:
        lines.append(fixed["stand_in"])
    lines.append(fixed["support" if facts.support else "support_unknown"])
    return Section(fixed["heading"], tuple(line.format_map(said) for line in lines))


def _objection(facts: LetterContents, fixed: Words, said: Mapping[str, str]) -> Section:
    before = [fixed[name] for name in ("first", "term")]
    before.append(f"{fixed['where']} {fixed['where_folder']}")
    before.append(fixed["contents"])
    return Section(
        fixed["heading"],
        tuple(line.format_map(said) for line in before),
        items=tuple(item.format_map(said) for item in fixed["items"]),
        after=tuple(fixed[name].format_map(said) for name in ("relief", "help")),
    )
