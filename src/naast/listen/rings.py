"""The people around somebody as a picture: a person in the middle and three rings, drawn on the server.

Only places and sizes are worked out here; the template draws them and the stylesheet gives them colour. The
rings are rounded frames around each other, so that the names lie in rows and stay readable with one person
and with forty, on a wide page and on a phone. What stands in the picture stands in a list below it too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from math import ceil

from naast.listen.around import RINGS, NetworkFacts

SHAPE = 24
"""Width and height of somebody's shape, in units of the picture."""
_LABEL, _GAP, _MIDDLE = 30, 12, 64
_MOST_LINES = 3
_SLIM = frozenset("iljtfrI.,:;'’|!()[] ")
_BROAD = frozenset("mwMW@%—…")
_VOWELS = frozenset("aeiouyáéíóúàèäëïöü")
# Consonants that begin a syllable together in Dutch: a word is broken before them, not between them.
_PAIRS = {"h": "ct", "l": "bcfgkpsv", "m": "s", "n": "ks", "p": "s", "r": "bcdfgkptvw", "t": "s", "w": "dktz"}
_ONSETS = frozenset(first + second for second, firsts in _PAIRS.items() for first in firsts) | {
    "sch",
    "schr",
    "str",
}


@dataclass(frozen=True, slots=True)
class Size:
    """One way to draw: a name for the stylesheet, and sizes in units of the picture."""

    name: str
    width: int
    cell: int
    font: int
    step: int
    corner: int


WIDE = Size("wide", width=960, cell=212, font=16, step=28, corner=44)
NARROW = Size("narrow", width=288, cell=119, font=14, step=8, corner=20)
"""On a phone of 320 px one unit of the narrow picture is one pixel."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: the middle of its base line."""

    x: int
    y: int
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Someone in the picture: the corner of their shape, and their name in at most three lines."""

    x: int
    y: int
    shape: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """One ring, with the words that say how near it is."""

    x: int
    y: int
    width: int
    height: int
    corner: int
    label: Line


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything to draw, from the outer ring inwards."""

    name: str
    width: int
    height: int
    bands: tuple[Band, ...]
    marks: tuple[Mark, ...]
    middle: Band


def pictures(who: str, people: Sequence[NetworkFacts]) -> list[Picture]:
    """The picture for a wide page and for a narrow one; the stylesheet shows the one that fits."""
    return [draw(who, people, size) for size in (WIDE, NARROW)]


def draw(who: str, people: Sequence[NetworkFacts], size: Size) -> Picture:
    """One picture: `who` in the middle, and around it the people by how near they are."""
    rings = []
    for depth, (code, label) in enumerate(RINGS):
        inset = 1 + size.step * (len(RINGS) - 1 - depth)
        columns = max(1, (size.width - 2 * inset - 2) // size.cell)
        inside = [each for each in people if each.near == code]
        half = ceil(len(inside) / 2)
        rings.append((str(label), inset, _rows(inside[:half], columns), _rows(inside[half:], columns)))
    heights = [
        (_LABEL + sum(_height(row, size) for row in above), _GAP + sum(_height(row, size) for row in below))
        for _label, _inset, above, below in rings
    ]
    total = _MIDDLE + sum(top + bottom for top, bottom in heights) + 2
    bands, marks = [], []
    y, height = 1, total - 2
    for (near, inset, above, below), (top, bottom) in reversed(list(zip(rings, heights, strict=True))):
        width = size.width - 2 * inset
        words = Line(size.width // 2, y + 21, near)
        bands.append(Band(inset, y, width, height, size.corner, words))
        marks += _marks(above, y + _LABEL, size)
        marks += _marks(below, y + height - bottom + _GAP // 2, size)
        y, height = y + top, height - top - bottom
    most = size.width - 2 * (1 + size.step * len(RINGS))
    name = _fitting(who, most - 3 * size.font, size.font)
    width = min(most, max(most // 3, int(width_of(name, size.font)) + 4 * size.font))
    words = Line(size.width // 2, y + _MIDDLE // 2 + 6, name)
    middle = Band((size.width - width) // 2, y, width, _MIDDLE, _MIDDLE // 2, words)
    return Picture(size.name, size.width, total, tuple(bands), tuple(marks), middle)


def _rows(people: Sequence[NetworkFacts], columns: int) -> list[list[NetworkFacts]]:
    """As few rows as it takes, each about as full as the others."""
    if not people:
        return []
    rows = ceil(len(people) / columns)
    full = ceil(len(people) / rows)
    return [list(people[start : start + full]) for start in range(0, len(people), full)]


def _height(row: Sequence[NetworkFacts], size: Size) -> int:
    lines = max(len(in_lines(each.label, size.cell - 8, size.font)) for each in row)
    return SHAPE + lines * (size.font + 4) + 12


def _marks(rows: Sequence[Sequence[NetworkFacts]], y: int, size: Size) -> list[Mark]:
    found = []
    for row in rows:
        left = (size.width - len(row) * size.cell) // 2
        for place, each in enumerate(row):
            middle = left + place * size.cell + size.cell // 2
            lines = tuple(
                Line(middle, y + SHAPE + (number + 1) * (size.font + 4), text)
                for number, text in enumerate(in_lines(each.label, size.cell - 8, size.font))
            )
            found.append(Mark(middle - SHAPE // 2, y, each.shape, lines))
        y += _height(row, size)
    return found


def width_of(text: str, font: int) -> float:
    """About how wide a text is, in units of the picture; rather too wide than too narrow."""
    return font * sum(_width(letter) for letter in text)


def _width(letter: str) -> float:
    if letter in _SLIM:
        return 0.37
    if letter in _BROAD or ord(letter) > 0x2E80:
        return 1.05 if ord(letter) < 0x10000 else 1.4
    return 0.72 if letter.isupper() else 0.61


def in_lines(text: str, width: int, font: int) -> list[str]:
    """A name in at most three lines that fit; what is longer ends in "…" and stands whole in the list."""
    lines: list[str] = []
    rest = " ".join(text.split())
    while rest and len(lines) < _MOST_LINES - 1 and width_of(rest, font) > width:
        part = _first_part(rest, width, font)
        broken = rest[len(part) :]
        lines.append(f"{part}-" if part[-1].isalpha() and broken[0].isalpha() else part)
        rest = broken.strip()
    return [*lines, _fitting(rest, width, font)] if rest else lines


def _first_part(text: str, width: int, font: int) -> str:
    """As many words as fit on a line, or as many letters when the first word is too long."""
    words, part = text.split(" "), ""
    for word in words:
        longer = f"{part} {word}".strip()
        if width_of(longer, font) > width:
            break
        part = longer
    if part:
        return part
    room = width - font // 2
    # A word that takes two lines is broken halfway, not with a few letters left over.
    pieces = ceil(width_of(words[0], font) / room)
    part = _cut(words[0][: ceil(len(words[0]) / pieces) + 1], room, font)
    whole = _syllables(words[0], len(part))
    return whole if width_of(words[0][len(whole) :], font) <= (pieces - 1) * room else part


def _syllables(word: str, most: int) -> str:
    """The first syllables of a Dutch word, `most` letters or fewer; where none ends, just so many letters."""
    low = word.lower()
    for end in range(most, 2, -1):
        onset = "".join(takewhile(lambda letter: letter.isalpha() and letter not in _VOWELS, low[end:]))
        begins = len(onset) == 1 or onset in _ONSETS
        is_voiced = low[end + len(onset) : end + len(onset) + 1] in _VOWELS
        if begins and is_voiced and low[end - 1] + onset not in _ONSETS and _VOWELS.intersection(low[:end]):
            return word[:end]
    return word[:most]


def _cut(text: str, width: int, font: int) -> str:
    end = 1
    while end < len(text) and width_of(text[: end + 1], font) <= width:
        end += 1
    return text[:end]


def _fitting(text: str, width: int, font: int) -> str:
    if width_of(text, font) <= width:
        return text
    return f"{_cut(text, width - font, font).rstrip()}…"
