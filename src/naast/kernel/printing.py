"""Which characters our fonts can draw, and what stands on paper for the others.

PDF/UA refuses a character without a shape, and rightly: a reader would meet a blank. What people type in this
country is nearly always known (Latin, Cyrillic, Greek, Arabic, Hebrew, Ethiopic, emoji). What is not, is
told and never left out in silence.
"""

from __future__ import annotations

import functools
import struct
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from naast.launch.letter_fonts import SETS

FONTS = Path(__file__).parent / "fonts"
FAMILIES = [family for _package, _subset, family in SETS]
"""In the order in which Typst looks for a character."""
_BLANKS = {"\n", "\t"}
_STEERING = {"Cc", "Cf", "Mn", "Me", "Cs", "Co", "Cn"}
"""Categories of characters that have no shape of their own."""


def printable(value: Any) -> Any:
    """The same text, or the same lists and objects of texts, with every character that can be drawn.

    Marks that only steer go; an unknown symbol becomes its name between brackets, a stretch of an unknown
    script one remark.
    """
    if isinstance(value, str):
        return value if value.isascii() and value.isprintable() else _drawable(value)
    if isinstance(value, dict):
        return {key: printable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [printable(inner) for inner in value]
    return value


def _drawable(text: str) -> str:
    known = characters()
    made: list[str] = []
    in_unknown = False
    for letter in text:
        category = unicodedata.category(letter)
        if letter in _BLANKS or ord(letter) in known:
            in_unknown = in_unknown and letter.isspace()
            made.append(letter)
        elif category in _STEERING:
            continue
        elif category[0] == "S":
            made.append(f"[{unicodedata.name(letter, 'symbol').casefold()}]")
        elif not in_unknown:
            in_unknown = True
            made.append(_("[text in a script that we cannot print]"))
    return "".join(made)


@functools.cache
def characters() -> frozenset[int]:
    """The code points that our fonts can draw in both weights."""
    found: set[int] = set()
    for family in FAMILIES:
        weights = [set(_mapped(path.read_bytes())) for path in sorted(FONTS.glob(f"{_file(family)}-*.ttf"))]
        found |= set.intersection(*weights) if weights else set()
    return frozenset(found - set(range(32)))


def _file(family: str) -> str:
    return family.replace(" ", "")


def _mapped(font: bytes) -> Iterator[int]:
    """Code points of the character map of a TrueType file (OpenType, table cmap, formats 4 and 12)."""
    (count,) = struct.unpack(">H", font[4:6])
    tables = (struct.unpack(">4sIII", font[12 + 16 * number : 28 + 16 * number]) for number in range(count))
    start = next(offset for tag, _sum, offset, _size in tables if tag == b"cmap")
    (maps,) = struct.unpack(">H", font[start + 2 : start + 4])
    for number in range(maps):
        (offset,) = struct.unpack(">I", font[start + 8 + 8 * number : start + 12 + 8 * number])
        table = font[start + offset :]
        (kind,) = struct.unpack(">H", table[:2])
        if kind == 4:
            yield from _format_4(table)
        elif kind == 12:
            yield from _format_12(table)


def _format_4(table: bytes) -> Iterator[int]:
    (doubled,) = struct.unpack(">H", table[6:8])
    segments = doubled // 2
    ends = struct.unpack(f">{segments}H", table[14 : 14 + doubled])
    begins = struct.unpack(f">{segments}H", table[16 + doubled : 16 + 2 * doubled])
    for first, last in zip(begins, ends, strict=True):
        yield from (point for point in range(first, last + 1) if point != 0xFFFF)


def _format_12(table: bytes) -> Iterator[int]:
    (groups,) = struct.unpack(">I", table[12:16])
    for number in range(groups):
        first, last, _glyph = struct.unpack(">III", table[16 + 12 * number : 28 + 12 * number])
        yield from range(first, last + 1)
