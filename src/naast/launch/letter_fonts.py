"""Makes the fonts of letters and reports out of the web fonts that the pages use; part of the set-up.

Typst reads TrueType, not WOFF. The extended letters get a family name of their own, because Typst looks
into one file per family and would otherwise draw the letters of "Şahin" in another face.
"""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

from naast.launch.errors import LaunchError
from naast.launch.paths import PROJECT

FONTS = PROJECT / "src" / "naast" / "kernel" / "fonts"
SETS = (
    # package of @fontsource, its subset, and the family that Typst knows it by
    ("noto-sans", "latin", "Noto Sans"),
    ("noto-sans", "latin-ext", "Noto Sans Extended"),
    ("noto-sans", "vietnamese", "Noto Sans Vietnamese"),
    ("noto-sans", "cyrillic", "Noto Sans Cyrillic"),
    ("noto-sans", "cyrillic-ext", "Noto Sans Cyrillic Extended"),
    ("noto-sans", "greek", "Noto Sans Greek"),
    ("noto-sans-arabic", "arabic", "Noto Sans Arabic"),
    ("noto-sans-hebrew", "hebrew", "Noto Sans Hebrew"),
    ("noto-sans-ethiopic", "ethiopic", "Noto Sans Ethiopic"),
    ("noto-emoji", "emoji", "Noto Emoji"),
)
"""What people here write in: a story in Arabic or Tigrinya is printed as it was told."""
WEIGHTS = {"400": "Regular", "700": "Bold"}
_FAMILY, _STYLE, _UNIQUE, _FULL, _POSTSCRIPT = 1, 2, 3, 4, 6
_WINDOWS, _UNICODE, _ENGLISH = 3, 1, 0x409


def tables(woff: bytes) -> dict[bytes, bytes]:
    """The tables of a WOFF 1.0 file by tag. Raises ValueError when it is not one."""
    signature, _flavour, _length, count = struct.unpack(">4sIIH", woff[:14])
    if signature != b"wOFF":
        raise ValueError("not a WOFF 1.0 font")
    found = {}
    for number in range(count):
        tag, offset, packed, size, _sum = struct.unpack(">4sIIII", woff[44 + 20 * number : 64 + 20 * number])
        raw = woff[offset : offset + packed]
        found[tag] = raw if packed == size else zlib.decompress(raw)
    return found


def names(family: str, style: str) -> bytes:
    """A naming table with only what is needed to find the font."""
    full = f"{family} {style}"
    postscript = f"{family.replace(' ', '')}-{style}"
    texts = {_FAMILY: family, _STYLE: style, _UNIQUE: full, _FULL: full, _POSTSCRIPT: postscript}
    records, stored = b"", b""
    for name_id, text in texts.items():
        encoded = text.encode("utf-16-be")
        record = (_WINDOWS, _UNICODE, _ENGLISH, name_id, len(encoded), len(stored))
        records += struct.pack(">6H", *record)
        stored += encoded
    return struct.pack(">3H", 0, len(texts), 6 + 12 * len(texts)) + records + stored


def truetype(parts: dict[bytes, bytes]) -> bytes:
    """A TrueType file of these tables."""
    power = len(parts).bit_length() - 1
    span = 16 * 2**power
    head = struct.pack(">IHHHH", 0x00010000, len(parts), span, power, 16 * len(parts) - span)
    offset, body = len(head) + 16 * len(parts), b""
    for tag, raw in sorted(parts.items()):
        padded = raw + b"\0" * (-len(raw) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        head += struct.pack(">4sIII", tag, total, offset + len(body), len(raw))
        body += padded
    return head + body


def build(modules: Path, target: Path = FONTS) -> list[Path]:
    """Write the fonts anew from `modules`/@fontsource, with their licences, and return the files.

    Raises :class:`LaunchError` when the part is missing.
    """
    source = modules / "@fontsource"
    for package in {name for name, _subset, _family in SETS}:
        if not (source / package / "LICENSE").is_file():
            raise LaunchError(f"{source / package} is missing; run 'make setup' to fetch the parts again.")
    target.mkdir(parents=True, exist_ok=True)
    for package, subset, family in SETS:
        for weight, style in WEIGHTS.items():
            web = source / package / "files" / f"{package}-{subset}-{weight}-normal.woff"
            parts = tables(web.read_bytes())
            parts[b"name"] = names(family, style)
            (target / f"{family.replace(' ', '')}-{style}.ttf").write_bytes(truetype(parts))
    licences = {(source / package / "LICENSE").read_text(encoding="utf-8") for package, *_rest in SETS}
    (target / "LICENSE").write_text("\n\n".join(sorted(licences)), encoding="utf-8")
    return sorted(target.iterdir())
