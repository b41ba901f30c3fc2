"""What is said when a letter is read aloud: headings announced, amounts, days and numbers as people say them.

Pure: from lines to words for a voice (`voice`). Dutch only, as letters are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from naast.decide.letters import words
from naast.decide.plain import HEADING, Line, Part

LONGEST_SAID = 2_500
"""Characters in one piece: some three minutes of sound."""

DIGITS = ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
_BLANK = "[ \N{NO-BREAK SPACE}]"
AMOUNT = re.compile(rf"€{_BLANK}?(\d{{1,3}}(?:\.\d{{3}})+|\d+)(?:,(\d{{2}}))?(?!\d|[.,]\d)")
DAY = re.compile(r"(?<![\d/-])(\d{1,2})[-/](\d{1,2})[-/](\d{4})(?![\d/-])")
PHONE = re.compile(
    rf"(?<![\w,.-])(?:(?:\+31{_BLANK}?|0)\d(?:(?:{_BLANK}|-)?\d){{7,9}}|14{_BLANK}?0\d{{2,3}})"
    r"(?![\w-]|[.,]\d)"
)
POSTCODE = re.compile(rf"(?<!\d)([1-9]\d)(\d\d){_BLANK}?([A-Z])([A-Z])(?![\w])")


@dataclass(frozen=True, slots=True)
class Piece:
    """What is played at one time: the heading it stands under and the words for the voice."""

    heading: str
    said: str


def pieces(parts: Iterable[Part]) -> tuple[Piece, ...]:
    """A letter in pieces of at most `LONGEST_SAID` characters, each under its heading."""
    return tuple(Piece(part.heading, said) for part in parts for said in _in_pieces(part))


def _in_pieces(part: Part) -> Iterator[str]:
    said = ""
    for words_of_line in _sentences(part):
        if said and len(said) + len(words_of_line) + 1 > LONGEST_SAID:
            yield said
            said = ""
        said = f"{said}\n{words_of_line}".strip()
    if said:
        yield said


def _sentences(part: Part) -> Iterator[str]:
    heading = [Line(HEADING, part.heading)] if part.heading.strip() else []
    for line in [*heading, *part.lines]:
        said = aloud(line)
        while len(said) > LONGEST_SAID:
            end = said.rfind(" ", 0, LONGEST_SAID) + 1 or LONGEST_SAID
            yield said[:end].strip()
            said = said[end:]
        if said.strip():
            yield said.strip()


def aloud(line: Line) -> str:
    """One line as it is said. Signs that a voice takes for a command of its own are left out."""
    said = DAY.sub(_day, line.text)
    said = AMOUNT.sub(_amount, said)
    said = PHONE.sub(_digits, said)
    said = POSTCODE.sub(r"\1 \2 \3 \4", said)
    said = re.sub(r"[\[\]<>{}|\\\x00-\x1f\x7f]+", " ", said)
    said = re.sub(r"\s+", " ", said).strip()
    if said and said[-1] not in ".!?…:":
        said += "."
    return f"Kopje: {said}" if line.kind == HEADING and said else said


def _day(found: re.Match[str]) -> str:
    months = words()["months"]
    number = int(found[2])
    if not 1 <= number <= len(months):
        return found[0]
    return f"{int(found[1])} {months[number - 1]} {found[3]}"


def _amount(found: re.Match[str]) -> str:
    euros, cents = found[1].replace(".", ""), int(found[2] or 0)
    return f"{euros} euro en {cents} cent" if cents else f"{euros} euro"


def _digits(found: re.Match[str]) -> str:
    """Digit by digit, with a pause where the number has a blank or a dash."""
    groups = re.split(r"[^\d+]+", found[0])
    return ", ".join(
        " ".join("plus" if sign == "+" else DIGITS[int(sign)] for sign in group) for group in groups
    )
