"""Letters: one pure function from facts and words to what the resident reads.

The words are those of `wording` (the house's, or the municipality's own); the sentences that depend on the
facts stand in `documents/letter.nl.toml`. Of a decision three parts can be changed by whoever sends the
letter (what we decided, why, what happens next); the rest follows from the decision, so that the procedure is
right by itself: what an objection must hold is Awb 6:5, the term Awb 6:7 and 6:8, interim relief Awb 8:81,
who signs Awb 10:10.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from naast.decide import wording as wordings
from naast.decide.types import TermsFacts
from naast.decide.wording import DECISION, LAW, NEXT, WHY, Wording
from naast.decide.wording import OBJECTION as OBJECTING
from naast.kernel.terms import OBJECTION

Words = Mapping[str, Any]

EDITABLE = (DECISION, WHY, NEXT)
"""Parts of the letter that the sender may put in other words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFrame:
    """Who writes to whom, whom to call, and how it is set. `decider` and `function`: of who signs."""

    municipality: str
    postal_address: str
    resident: str
    address: str
    sent_on: dt.date
    contact: str
    contact_phone: str
    general_phone: str
    stand_in: str
    support: str
    decider: str
    function: str
    large_print: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterContents(TermsFacts):
    """All that the letter about a decision says beside its fixed words. `amount` in euros; empty text means:
    there is none."""

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
    large_print: bool = False
    # Of the decision that this one replaces: its day, why, and from when this one works.
    replaced_on: dt.date | None = None
    replaced_because: str = ""
    works_from: dt.date | None = None
    # What it rests on: a code of `people.Intake.KINDS`, its day, and why the house began itself.
    rests_kind: str = ""
    rests_day: dt.date | None = None
    rests_because: str = ""

    @property
    def frame(self) -> LetterFrame:
        """What it has in common with every other letter."""
        return LetterFrame(**{field.name: getattr(self, field.name) for field in fields(LetterFrame)})


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with paragraphs, and perhaps a list with paragraphs after it. `is_own`: in words that the
    sender may change."""

    heading: str
    paragraphs: tuple[str, ...]
    items: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    key: str = ""
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter ready to be set. `to` are the lines of the address; `mark` says above it that it is no letter
    that was sent."""

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
    large: bool = False
    mark: str = ""

    @property
    def own(self) -> tuple[Section, ...]:
        """What the sender may put in other words; a part without words is no section."""
        return tuple(section for section in self.sections if section.is_own)

    @property
    def fixed(self) -> tuple[Section, ...]:
        """What follows from the decision."""
        return tuple(section for section in self.sections if not section.is_own)


@functools.cache
def words(language: str = "nl") -> Words:
    """The fixed words in a language. Raises FileNotFoundError for one that there is no letter in."""
    source = Path(__file__).parent / "documents" / f"letter.{language}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def day(value: dt.date | None, fixed: Words) -> str:
    """22 november 2026."""
    return "" if value is None else f"{value.day} {fixed['months'][value.month - 1]} {value.year}"


def weekday(value: dt.date | None, fixed: Words) -> str:
    """zondag 22 november 2026: a day on which somebody is expected."""
    return "" if value is None else f"{fixed['weekdays'][value.weekday()]} {day(value, fixed)}"


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


def editable(facts: LetterContents, fixed: Words, wording: Wording | None = None) -> dict[str, str]:
    """The parts that may be changed as they are proposed, by block, for who sends the letter."""
    said = _said(facts, fixed)
    blocks = _for_decision(wording or wordings.house(facts.outcome), said).blocks
    return {block.key: wordings.filled(block.text, said) for block in blocks if block.key in EDITABLE}


def compose(
    facts: LetterContents,
    fixed: Words,
    changed: Mapping[str, str] | None = None,
    wording: Wording | None = None,
) -> Letter:
    """The whole letter about a decision; `changed` holds the parts that somebody put in other words."""
    said = _said(facts, fixed)
    words = _for_decision(wording or wordings.house(facts.outcome), said)
    return _letter(facts.frame, fixed, words, said, changed or {})


def _for_decision(wording: Wording, said: Mapping[str, str]) -> Wording:
    """The wording with what the house says where the municipality's own words leave it out: of the decision
    that is replaced (nobody may be left with two decisions), and what this one rests on."""
    law = LAW if LAW in wording.keys else OBJECTING
    return _told(_told(wording, said, "replaced_on", DECISION, DECISION), said, "rests_on", LAW, law)


def _told(wording: Wording, said: Mapping[str, str], name: str, of_house: str, begins: str) -> Wording:
    """The wording that names this: in its own words, else in the house's, where the block `begins` begins."""
    if not said[name] or any(name in wordings.places_in(one.text) for one in wording.blocks):
        return wording
    house = next(one for one in wordings.house(wording.kind).blocks if one.key == of_house)
    tells = next(part for part in house.text.split("\n\n") if name in wordings.places_in(part))
    blocks = tuple(
        replace(one, text=f"{tells}\n\n{one.text}") if one.key == begins else one for one in wording.blocks
    )
    return replace(wording, blocks=blocks)


def as_typed(section: Section) -> str:
    """A part of a letter as its sender would type it."""
    points = "\n".join(f"- {item}" for item in section.items)
    return "\n\n".join(text for text in (*section.paragraphs, points, *section.after) if text)


def compose_other(
    wording: Wording,
    frame: LetterFrame,
    said: Mapping[str, str],
    fixed: Words,
    reference: str = "",
    changed: Mapping[str, str] | None = None,
) -> Letter:
    """A letter that tells of something else than a decision: `said` by the names in `wordings.PLACES`."""
    return _letter(frame, fixed, wording, {**said, **_common(frame, fixed)}, changed or {}, reference)


def from_raw(data: Mapping[str, Any]) -> Letter:
    """A letter that was kept as data (`dataclasses.asdict`)."""
    sections = tuple(
        Section(
            heading=raw["heading"],
            paragraphs=tuple(raw["paragraphs"]),
            items=tuple(raw["items"]),
            after=tuple(raw["after"]),
            key=raw["key"],
            is_own=raw["is_own"],
        )
        for raw in data["sections"]
    )
    lines = {name: tuple(data[name]) for name in ("sender", "to", "signed")}
    return Letter(**{**data, **lines, "sections": sections})


def _letter(
    frame: LetterFrame,
    fixed: Words,
    wording: Wording,
    said: Mapping[str, str],
    changed: Mapping[str, str],
    reference: str | None = None,
) -> Letter:
    sections = (_section(block, said, changed) for block in wording.blocks)
    about = wordings.filled(fixed["reference"], said) if reference is None else reference
    return Letter(
        language=fixed["language"],
        title=wordings.filled(wording.title, said),
        reference=about,
        dated=wordings.filled(fixed["dated"], said),
        sender=_lines(f"{frame.municipality}\n{frame.postal_address}"),
        to=_lines(f"{frame.resident}\n{frame.address}"),
        salutation=wordings.filled(wording.salutation, said),
        sections=tuple(section for section in sections if section is not None),
        closing=wordings.filled(wording.closing, said),
        signed=(wordings.filled(fixed["on_behalf"], said), frame.decider, frame.function),
        large=frame.large_print,
    )


def _section(block: wordings.Block, said: Mapping[str, str], changed: Mapping[str, str]) -> Section | None:
    is_own = block.key in EDITABLE
    typed = changed.get(block.key, "").strip() if is_own else ""
    before, items, after = _parts(typed or wordings.filled(block.text, said))
    if not (before or items or after):
        return None
    return Section(block.heading, before, items, after, block.key, is_own)


def _parts(text: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Paragraphs, the first list in them, and the paragraphs after it."""
    before: list[str] = []
    items: list[str] = []
    after: list[str] = []
    for line in _flat(text):
        is_item = line.startswith("- ")
        if is_item and not after:
            items.append(line[2:].strip())
        else:
            (after if items else before).append(line)
    return tuple(before), tuple(items), tuple(after)


def _flat(text: str) -> list[str]:
    """Each paragraph and each point of a list as one line."""
    found: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        joins = False
        for line in paragraph.split("\n"):
            kept = re.sub(r"[ \t]+", " ", line).strip()
            if not kept:
                continue
            if joins and not kept.startswith("- "):
                found[-1] += f" {kept}"
            else:
                found.append(kept)
            joins = True
    return found


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in re.split(r"[\n,]", text) if line.strip())


def _common(frame: LetterFrame, fixed: Words) -> dict[str, str]:
    said = {
        "municipality": frame.municipality,
        "resident": frame.resident,
        "sent_on": day(frame.sent_on, fixed),
        "decider": frame.decider or frame.function,
        "function": frame.function,
        "contact": frame.contact,
        "phone": frame.contact_phone or frame.general_phone,
        "stand_in": frame.stand_in,
        "support": frame.support,
    }
    whose = "own" if frame.contact_phone else "general"
    support = "known" if frame.support else "unknown"
    return said | {
        "how_to_call": wordings.filled(fixed["how_to_call"][whose], said),
        "how_to_get_support": wordings.filled(fixed["how_to_get_support"][support], said),
    }


def _said(facts: LetterContents, fixed: Words) -> dict[str, str]:
    """What may stand between braces. Typed text is filled in once and never read again."""
    days = ("from_on", "until_on", "review_on", "heard_on", "decided_on")
    was_heard = bool(facts.heard_on and facts.heard_words.strip())
    said = {name: day(getattr(facts, name), fixed) for name in days} | {
        "decision_id": str(facts.decision_id),
        "request": sentence(facts.request),
        "granted": sentence(facts.granted),
        "amount": euros(facts.amount) if facts.amount else "",
        "conditions": sentence(facts.conditions),
        "reason": facts.reason.strip(),
        "refused_because": sentence(facts.refused_because),
        "heard_words": f"“{facts.heard_words.strip()}”" if was_heard else "",
        "not_heard": "" if was_heard else sentence(facts.not_heard),
        "title": facts.title,
        "exception": _exception(facts, fixed),
        "replaced_on": day(facts.replaced_on, fixed),
        "replaced_because": sentence(facts.replaced_because),
        "works_from": day(facts.works_from, fixed),
        "rests_on": _rests_on(facts, fixed),
        "objection_address": facts.postal_address or facts.municipality,
        "objection_ends_on": day(OBJECTION.ends(facts.sent_on), fixed),
    }
    return {**said, "period": period(facts.from_on, facts.until_on, fixed), **_common(facts.frame, fixed)}


def _rests_on(facts: LetterContents, fixed: Words) -> str:
    """In a sentence what came in and when, or that the house began itself, with the reason."""
    if not facts.rests_kind:
        return ""
    said = {"day": day(facts.rests_day, fixed), "because": sentence(facts.rests_because)}
    which = facts.rests_kind if facts.rests_day or facts.rests_kind != "ex_officio" else "ourselves"
    return wordings.filled(fixed["rests"][which], said)


def period(from_on: dt.date | None, until_on: dt.date | None, fixed: Words) -> str:
    """In a sentence from when, and until when, what was decided holds; empty when neither is known."""
    if not (from_on or until_on):
        return ""
    which = "from_until" if from_on and until_on else "from_on" if from_on else "until_on"
    said = {"from_on": day(from_on, fixed), "until_on": day(until_on, fixed)}
    return wordings.filled(fixed["period"][which], said)


def _exception(facts: LetterContents, fixed: Words) -> str:
    if not facts.is_exception:
        return ""
    outside = facts.by_college and facts.outcome != "no"
    return str(fixed["exception"]["outside" if outside else facts.outcome])
