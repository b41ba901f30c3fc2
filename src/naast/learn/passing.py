"""What leaves the circle of a case: the words of a signal, without names and numbers of people.

Own rules on known names and on patterns. It hides what it knows; who writes is asked to speak of the rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

LEFT_OUT = "[…]"

_PATTERNS = (
    re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    re.compile(r"\b[A-Z]{2}\d{2} ?[A-Z]{4}(?: ?\d){10}\b"),
    re.compile(r"(?<!\d)(?:\+31|0031|0)[ -]?(?:\d[ -]?){8}\d(?!\d)"),
    re.compile(r"(?<!\d)\d{4}[. ]?\d{2}[. ]?\d{3}(?!\d)"),
    re.compile(r"\b[1-9]\d{3} ?[A-Z]{2}\b"),
    re.compile(r"(?<!\d)\d{1,2}[-/.]\d{1,2}[-/.]\d{4}(?!\d)"),
)
"""E-mail, IBAN, phone, citizen service number, postcode, written dates (of birth among them)."""

_NOT_A_NAME = frozenset(
    (
        "de",
        "den",
        "der",
        "des",
        "het",
        "van",
        "ten",
        "ter",
        "te",
        "tot",
        "in",
        "op",
        "aan",
        "en",
        "la",
        "mevrouw",
        "meneer",
        "mw",
    )
)
"""Parts of names that are ordinary words: left to stand, the rest of the name is enough."""


def without_people(text: str, names: Iterable[str]) -> str:
    """The text with `LEFT_OUT` for each of the names, whole or in part, and for what the patterns find."""
    for pattern in _PATTERNS:
        text = pattern.sub(LEFT_OUT, text)
    for name in sorted(set(_with_parts(names)), key=len, reverse=True):
        text = _word(name).sub(LEFT_OUT, text)
    return re.sub(rf"(?:{re.escape(LEFT_OUT)}\s*)+(?=\s*{re.escape(LEFT_OUT)})", "", text)


def _with_parts(names: Iterable[str]) -> Iterable[str]:
    for name in names:
        whole = " ".join(name.split())
        if whole:
            yield whole
        for part in re.split(r"[\s-]+", whole):
            if len(part) > 1 and part.casefold().strip(".") not in _NOT_A_NAME:
                yield part


def _word(name: str) -> re.Pattern[str]:
    # A single letter is a name only as a capital: "a" would empty every sentence.
    flags = 0 if len(name.strip(".")) == 1 else re.IGNORECASE
    possessive = "(?:['’]?s)?"
    return re.compile(rf"(?<!\w){re.escape(name)}{possessive}(?!\w)", flags)
