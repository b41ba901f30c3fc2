"""What the language engine says about a letter while it is written: beside the text, never in its way.

The letter is read as it will be sent, with the fixed parts. A remark on words of the sender can be put right
by one click where the engine has words that fit, and left by one click always. It says how a letter reads and
counts nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from naast.decide import plain
from naast.decide.letters import Letter
from naast.engines.errors import BadInput
from naast.engines.language import Finding, Kind, Reading, review
from naast.engines.language.review import Grammar

TONE = (Kind.THREAT, Kind.DISTANCE)
LONGEST_KEY = 160
MOST_SHOWN = 60
"""Remarks on one page; whoever has put these right sees the next."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark. `part` is the part of the letter it is about, empty: the whole or a fixed part.

    `text` is what stands there, `nth` which of the same words in that part (from 0). `replaces`: `instead`
    can stand in its place as it is; otherwise it is advice.
    """

    kind: Kind
    part: str
    nth: int
    text: str
    why: str
    instead: str
    replaces: bool
    strong: bool

    @property
    def key(self) -> str:
        """By which the same remark is known when the letter is read again; left once, it stays away."""
        return f"{self.kind.value}:{self.text}"[:LONGEST_KEY]

    @property
    def place(self) -> str:
        """By which the page says which words it means."""
        return f"{self.part}:{self.nth}:{self.kind.value}:{self.text}"


@dataclass(frozen=True, slots=True)
class Remarks:
    """All of them: of tone, of the sender's own parts, of the letter as a whole, and of the fixed parts.

    `reading` is None when nothing was read. `all_looked_at`: False when spelling was not looked at in all of
    it.
    """

    reading: Reading | None
    tone: tuple[Remark, ...] = ()
    own: tuple[Remark, ...] = ()
    whole: tuple[Remark, ...] = ()
    fixed: tuple[Remark, ...] = ()
    all_looked_at: bool = True

    @property
    def are_none(self) -> bool:
        return not (self.tone or self.own or self.whole)


def remarks(
    letter: Letter,
    written: Mapping[str, str],
    *,
    left: Collection[str] = (),
    grammar: Grammar | None = None,
) -> Remarks:
    """Read the letter. `written` holds the sender's own parts as they stand in their fields, `left` the keys
    of remarks that the sender left."""
    by_part = plain.by_part(letter)
    text, starts = plain.placed(line for _part, line in by_part)
    try:
        found = review(text, grammar)
    except BadInput:
        return Remarks(None)
    parts = [part for part, _line in by_part]
    own = _OwnParts(written, parts, text, starts)
    seen = [own.remark(finding) for finding in found.findings]
    kept = [each for each in seen if each.key not in left]
    in_words = [each for each in kept if each.part]
    elsewhere = [each for each in kept if not each.part]
    return Remarks(
        reading=found.figures.reading,
        tone=tuple(each for each in in_words if each.kind in TONE)[:MOST_SHOWN],
        own=tuple(each for each in in_words if each.kind not in TONE)[:MOST_SHOWN],
        whole=tuple(each for each in elsewhere if not each.text),
        fixed=tuple(each for each in elsewhere if each.text)[:MOST_SHOWN],
        all_looked_at=not found.not_looked_at,
    )


class _OwnParts:
    """Where in the letter the sender's own words stand, and where the same words stand in their fields."""

    def __init__(self, written: Mapping[str, str], parts: list[str], text: str, starts: list[int]) -> None:
        self._written, self._parts, self._text, self._starts = written, parts, text, starts

    def remark(self, finding: Finding) -> Remark:
        at = max(0, bisect_right(self._starts, finding.start) - 1)
        part = self._parts[at] if finding.text else ""
        nth, fits = 0, False
        if part:
            before, whole = self._of(part, finding.start)
            nth = before.count(finding.text)
            # In the field words can be parted by the end of a line: then they are not found there.
            fits = whole.count(finding.text) == self._written.get(part, "").count(finding.text)
        return Remark(
            kind=finding.kind,
            part=part,
            nth=nth,
            text=finding.text,
            why=finding.why,
            instead=finding.instead,
            replaces=finding.replaces and fits,
            strong=finding.strong,
        )

    def _of(self, part: str, place: int) -> tuple[str, str]:
        """What stands in a part before a place of the letter, and all that stands in it."""
        ends = [*self._starts[1:], len(self._text)]
        spans = [
            (start, end) for start, end, of in zip(self._starts, ends, self._parts, strict=True) if of == part
        ]
        before = "\n".join(self._text[start : min(end, place)] for start, end in spans if start < place)
        return before, "\n".join(self._text[start:end] for start, end in spans)


def put_in(text: str, words: str, nth: int, instead: str) -> str | None:
    """The text with `instead` in place of the nth `words`; None when they do not stand there any more."""
    pieces = text.split(words) if words else [text]
    if nth + 1 >= len(pieces):
        return None
    return words.join(pieces[: nth + 1]) + instead + words.join(pieces[nth + 1 :])


def replaced(found: Remarks, written: Mapping[str, str], place: str) -> dict[str, str] | None:
    """The parts with the words of the remark at this place put in; None when it is not there any more."""
    for each in (*found.tone, *found.own):
        if each.place == place and each.replaces:
            text = put_in(written[each.part], each.text, each.nth, each.instead)
            return None if text is None else {**written, each.part: text}
    return None
