"""The wording of letters: blocks with places to fill in, of the house or of the municipality itself.

Pure: no database, no clock. What must stand in a letter about a decision is Awb 3:45 (how to object, at
whom, by when), 3:46 and 3:47 (why), and that somebody can be called by name (the house's own rule). To be
checked by a lawyer, as are the articles in `documents/wording.nl.toml`.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

DECISION, WHY, NEXT, LAW = "decision", "why", "next", "law"
CONTACT, OBJECTION, NEWS, EXTRA, HELP = "contact", "objection", "news", "extra", "help"
BLOCKS = {
    DECISION: gettext_lazy("what we decided"),
    NEWS: gettext_lazy("what this is about"),
    WHY: gettext_lazy("why"),
    NEXT: gettext_lazy("what happens next"),
    LAW: gettext_lazy("what the law says"),
    CONTACT: gettext_lazy("whom to call"),
    HELP: gettext_lazy("how to ask for help"),
    OBJECTION: gettext_lazy("what to do if you disagree"),
    EXTRA: gettext_lazy("something else"),
}
OF_DECISIONS = ("yes", "partly", "no")
ON_OBJECTION = "on_objection"
TEXT_LENGTH, LINE_LENGTH = 6_000, 120
_PLACE = re.compile(r"\{([a-z_]+)\}")
_COMMON = (
    *("municipality", "resident", "sent_on", "decider", "function", "contact", "phone", "how_to_call"),
    *("stand_in", "support", "how_to_get_support"),
)
_OF_A_DECISION = (
    *("request", "granted", "amount", "period", "conditions", "review_on", "reason", "refused_because"),
    *("heard_on", "heard_words", "not_heard", "title", "exception", "decision_id", "decided_on"),
    *("objection_ends_on", "objection_address", "replaced_on", "replaced_because", "works_from"),
    "rests_on",
)
_OF_WAITING = ("received_on", "what_came", "until_on", "new_day", "reason", "article")
_OF_ONE_KIND = {
    "receipt": ("received_on", "what_came", "answer_by"),
    "postponement": ("received_on", "what_came", "old_day", "new_day", "reason", "article"),
    "papers": _OF_WAITING,
    "consent": _OF_WAITING,
    "hearing": ("day", "time", "place", "papers_from"),
    "incomplete": ("received_on", "objected_to_on", "missing", "reason", "until_on", "stands_still"),
    "penalty": (
        *("received_on", "owed", "amount", "reason", "pay_by", "decided_on"),
        *("objection_ends_on", "objection_address"),
    ),
    ON_OBJECTION: (
        *("objected_to_on", "received_on", "answer", "reason", "title", "decided_on", "decision_id"),
        *("appeal_ends_on", "court", "heard_on", "not_heard"),
    ),
}
PLACES = dict.fromkeys(OF_DECISIONS, (*_COMMON, *_OF_A_DECISION)) | {
    kind: (*_COMMON, *names) for kind, names in _OF_ONE_KIND.items()
}
"""What can be filled in, by kind of letter."""
_KNOWN = {"refused_because", "decision_id", "decided_on", "objection_ends_on", "objection_address"}
_MAY_LACK = (frozenset(_OF_A_DECISION) - _KNOWN) | {
    *("stand_in", "support", "papers_from", "pay_by", "stands_still"),
}
"""What is not known in every letter: what stands in one paragraph with it stays away with it."""
_OF_LEAVING = frozenset({"sent_on", "objection_ends_on"})
"""What follows from the day of leaving, which nobody knows while the letter is put in other words."""
_CALL = (("contact",), ("phone", "how_to_call"))
_OBJECT = (("objection_ends_on",), ("objection_address",))
NEEDED: Mapping[str, Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "yes": {DECISION: (), CONTACT: _CALL, OBJECTION: _OBJECT},
    "partly": {DECISION: (), WHY: (("refused_because",),), CONTACT: _CALL, OBJECTION: _OBJECT},
    "no": {DECISION: (), WHY: (("refused_because",),), CONTACT: _CALL, OBJECTION: _OBJECT},
    "receipt": {CONTACT: _CALL},
    "postponement": {NEWS: (("new_day",),), CONTACT: _CALL},
    "papers": {NEWS: (("until_on",),), CONTACT: _CALL},
    "consent": {NEWS: (("until_on",),), CONTACT: _CALL},
    "hearing": {NEWS: (("day",), ("place",)), CONTACT: _CALL},
    "incomplete": {NEWS: (("missing",), ("until_on",)), CONTACT: _CALL},
    "penalty": {DECISION: (("owed",),), CONTACT: _CALL, OBJECTION: _OBJECT},
    ON_OBJECTION: {DECISION: (), CONTACT: _CALL, OBJECTION: (("appeal_ends_on",), ("court",))},
}
"""Blocks that must be there, each with what must be in it: one of each group. Migration 0012 holds most."""
_WITHOUT = {
    DECISION: gettext_lazy("Without it nobody reads what was decided."),
    WHY: gettext_lazy("Without it a no has no reason (Awb 3:46)."),
    CONTACT: gettext_lazy("Without it nobody knows whom to call."),
    OBJECTION: gettext_lazy("Without it nobody knows how to disagree (Awb 3:45)."),
    NEWS: gettext_lazy("Without it nobody knows what the letter is about."),
}


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a letter: paragraphs parted by an empty line; lines that begin with "- " are a list."""

    key: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Wording:
    """All words of one kind of letter, in order. `id`: of the municipality's own; None: the house's."""

    kind: str
    title: str
    salutation: str
    closing: str
    blocks: tuple[Block, ...]
    id: int | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(block.key for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a wording. `block` empty: with the line that `part` names."""

    block: str
    part: str
    words: str


@functools.cache
def house(kind: str, language: str = "nl") -> Wording:
    """The wording of the house. Raises KeyError for an unknown kind."""
    source = Path(__file__).parent / "documents" / f"wording.{language}.toml"
    found = tomllib.loads(source.read_text(encoding="utf-8"))
    of_kind = found[kind]

    def block(key: str) -> Block:
        heading, text = found["heading"][key], found["text"][key]
        return Block(key, heading.get(kind, heading.get("all", "")), (text.get(kind) or text["all"]).strip())

    return Wording(
        kind,
        of_kind["title"],
        found["salutation"],
        found["closing"],
        tuple(block(key) for key in of_kind["blocks"]),
    )


def places_in(text: str) -> set[str]:
    """The names between braces in a text."""
    return set(_PLACE.findall(text))


def filled(text: str, said: Mapping[str, str]) -> str:
    """The text with everything filled in once; what is filled in is never read again.

    A paragraph or point of a list for which something is not known stays away.
    """
    kept = []
    for paragraph in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").strip()):
        lines = [line for line in _pieces(paragraph) if all(said.get(name) for name in places_in(line))]
        if lines:
            kept.append("\n".join(_put(line, said) for line in lines))
    return "\n\n".join(kept)


def _pieces(paragraph: str) -> list[str]:
    """A paragraph as what is kept or left out: the points of a list one by one, other lines together."""
    found: list[str] = []
    for line in paragraph.split("\n"):
        if line.lstrip().startswith("- ") or not found or found[-1].lstrip().startswith("- "):
            found.append(line)
        else:
            found[-1] += f"\n{line}"
    return found


def _put(text: str, said: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda match: said[match[1]], text)


def problems(wording: Wording) -> list[Problem]:
    """Everything for which a wording is refused, each by name; empty when it is whole."""
    found = [*_of_lines(wording)]
    seen: set[str] = set()
    for block in wording.blocks:
        if block.key not in BLOCKS:
            found.append(Problem(block.key, "text", _("There is no block with this name.")))
            continue
        if block.key in seen:
            found.append(Problem(block.key, "text", _("This block stands there twice.")))
        seen.add(block.key)
        found += _of_block(wording.kind, block)
    for key in NEEDED[wording.kind]:
        if key not in seen:
            words = _("The block “{block}” is missing. {why}")
            found.append(Problem(key, "text", words.format(block=BLOCKS[key], why=_WITHOUT[key])))
    return found


def _of_lines(wording: Wording) -> Iterator[Problem]:
    parts = {"title": wording.title, "salutation": wording.salutation, "closing": wording.closing}
    for name, text in parts.items():
        if not text.strip():
            yield Problem("", name, _("A letter cannot do without this."))
        elif len(text) > LINE_LENGTH:
            yield Problem("", name, _("This text is too long."))
        else:
            yield from (Problem("", name, words) for words in _of_places(wording.kind, text))
            if not _always(wording.kind, text):
                yield Problem(
                    "", name, _("Something in this line is not known in every letter: then it stays away.")
                )


def _of_block(kind: str, block: Block) -> Iterator[Problem]:
    if not block.text.strip():
        yield Problem(block.key, "text", _("This block has no words. Write them, or leave the block out."))
        return
    if not block.heading.strip():
        yield Problem(block.key, "heading", _("This block has no heading."))
    if len(block.heading) > LINE_LENGTH:
        yield Problem(block.key, "heading", _("This text is too long."))
    elif places_in(block.heading) or {"{", "}"} & set(block.heading):
        yield Problem(block.key, "heading", _("In a heading nothing is filled in."))
    if len(block.text) > TEXT_LENGTH:
        yield Problem(block.key, "text", _("This text is too long."))
    yield from (Problem(block.key, "text", words) for words in _of_places(kind, block.text))
    if lists_in(block.text) > 1:
        yield Problem(block.key, "text", _("One list in a block is the most: put the points together."))
    yield from (Problem(block.key, "text", words) for words in _of_needed(kind, block))


def _of_needed(kind: str, block: Block) -> Iterator[str]:
    """What must be in the block and is not, or not in every letter; and what cannot be known in time."""
    here, always = places_in(block.text), _always(kind, block.text)
    for group in NEEDED[kind].get(block.key, ()):
        named = _(" or ").join(f"{{{name}}}" for name in group)
        if not here & set(group):
            words = _("In the block “{block}” {place} is missing.")
            yield words.format(block=BLOCKS[block.key], place=named)
        elif not places_in(always) & set(group):
            words = _("Beside {place} stands something that is not known in every letter: part them.")
            yield words.format(place=named)
    if block.key in NEEDED[kind] and not always:
        yield _("Everything here can stay away. Write a paragraph that stands in every letter.")
    if kind in OF_DECISIONS and block.key in (DECISION, WHY, NEXT) and here & _OF_LEAVING:
        words = _("{place} is only known when the letter leaves. Put it in another block.")
        yield words.format(place=", ".join(f"{{{name}}}" for name in sorted(here & _OF_LEAVING)))


def _always(kind: str, text: str) -> str:
    """What stands in every letter of this kind, with its places still between braces."""
    lacks = _MAY_LACK | ({"refused_because"} if kind == "yes" else set())
    return filled(text, {name: f"{{{name}}}" for name in PLACES[kind] if name not in lacks})


def _of_places(kind: str, text: str) -> Iterator[str]:
    unknown = sorted(places_in(text) - set(PLACES[kind]))
    if unknown:
        yield _("What is {place}? It cannot be filled in here.").format(
            place=", ".join(f"{{{name}}}" for name in unknown)
        )
    if {"{", "}"} & set(_PLACE.sub("", text)):
        yield _("There is a brace too many: only {place} can stand there.").format(place="{contact}")


def lists_in(text: str) -> int:
    """How many lists stand in a text."""
    points = [line.lstrip().startswith("- ") for line in text.split("\n") if line.strip()]
    return sum(now and not before for before, now in zip([False, *points], points, strict=False))


def raw(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Blocks as they are kept."""
    return [{"key": block.key, "heading": block.heading, "text": block.text} for block in blocks]
