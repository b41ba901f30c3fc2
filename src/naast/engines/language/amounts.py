"""Dates and amounts in a form that leaves the reader to work them out."""

import datetime as dt
import re
from collections.abc import Iterator

from naast.engines.language import tables
from naast.engines.language.making import remark, swap
from naast.engines.language.text import Letter
from naast.engines.language.types import Finding, Kind

IN_FIGURES = re.compile(
    r"(?<![\w.,/-])(?<!artikel )(?<!versie )(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?![\w/-]|[.,]\d)"
)
NUMBER = r"(?:\d{1,3}|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|twaalf|veertien|dertig)"
AFTER_WHAT = r"(?:dagtekening|datum|heden|verzending|ontvangst|bekendmaking)"
TERM = re.compile(
    r"\b(?:binnen|uiterlijk|na|over|gedurende|vóór|voor)\s+(?:een\s+termijn\s+van\s+)?"
    rf"{NUMBER}\s+(?:werk)?(?:dag|dagen|week|weken|maand|maanden|jaar)\b"
    rf"(?P<after>\s+na\s+(?:de\s+|het\s+)?{AFTER_WHAT}(?:\s+(?:dezes|van\s+(?:deze|de)\s+brief))?)?",
    re.I,
)
COUNTED = ("binnen", "uiterlijk", "vóór")
VAGUE = re.compile(
    r"\b(?:(?:medio|primo|ultimo)\s+\w+|op\s+(?:de\s+)?(?:korte|kortst mogelijke)\s+termijn"
    r"|te\s+zijner\s+tijd|spoedig|binnenkort|binnen\s+afzienbare\s+tijd|binnen\s+een\s+redelijke\s+termijn"
    r"|zo\s+spoedig\s+mogelijk|zo\s+snel\s+mogelijk|eerdaags|tijdig|per\s+omgaande|op\s+termijn"
    r"|in\s+de\s+loop\s+van\s+\w+|week\s+\d{1,2})\b",
    re.I,
)
FULL_DATE = re.compile(rf"\b\d{{1,2}}\s+(?:{'|'.join(tables.in_order('lists', 'months'))})\b", re.I)
FIGURES = r"\d{1,3}(?:[.,]\d{3}){1,4}(?:[.,]\d{1,3})?|\d{1,9}(?:[.,]\d{1,3})?"
UNIT = r"EUR\b|euro's\b|euro\b"
DASH = r",?[-–=]{1,2}"
AMOUNT = re.compile(
    rf"(?P<sign>€|\b(?:{UNIT}))[ \u00a0]?(?P<before>{FIGURES})(?P<tail>{DASH})?(?![\w])"
    rf"|(?<![\w.,])(?P<after>{FIGURES})(?P<dash>{DASH})?[ \u00a0]?(?P<unit>€|{UNIT})",
    re.I,
)
IN_WORDS = re.compile(r"(?<!\w)(?P<number>[^\W\d_]{3,60})\s{1,3}euro(?:\s{1,3}\w{0,30}(?:tig|tien)\b)?", re.I)
NUMBERS = re.compile(
    r"elf|twaalf|tien|twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig|honderd|duizend", re.I
)


def dates(letter: Letter) -> Iterator[Finding]:
    """Dates in figures, terms that have to be counted, and words that do not say when."""
    text = letter.text
    for match in IN_FIGURES.finditer(text):
        written = _in_words(match)
        if written:
            yield swap(text, Kind.UNCLEAR_DATE, match.span(), written, "figures")
    for sentence in letter.sentences:
        dated = FULL_DATE.search(text, sentence.start, sentence.end) is not None
        for match in TERM.finditer(text, sentence.start, sentence.end):
            counted = match["after"] or match.group().lower().startswith(COUNTED)
            if counted and not dated:
                yield remark(text, Kind.UNCLEAR_DATE, match.span(), "term")
        for match in VAGUE.finditer(text, sentence.start, sentence.end):
            if not dated:
                yield remark(text, Kind.UNCLEAR_DATE, match.span(), "vague")


def _in_words(match: re.Match[str]) -> str:
    """The date with its month written out; nothing when it is no date of the calendar."""
    day, month, year = int(match[1]), int(match[3]), int(match[4])
    if len(match[4]) == 2:
        year += 2000
    try:
        dt.date(year, month, day)
    except ValueError:
        return ""
    return f"{day} {tables.in_order('lists', 'months')[month - 1]} {year}"


def amounts(letter: Letter) -> Iterator[Finding]:
    """Amounts that are written other than € 1.250 or € 12,50."""
    text = letter.text
    for match in AMOUNT.finditer(text):
        figures = match["before"] or match["after"]
        clear = _clear(figures)
        if clear is None:
            yield remark(text, Kind.UNCLEAR_AMOUNT, match.span(), "advice")
        elif _is_odd(match, figures, clear):
            yield swap(text, Kind.UNCLEAR_AMOUNT, match.span(), f"€ {clear}", "written")
    for match in IN_WORDS.finditer(text):
        if NUMBERS.search(match["number"]):
            yield remark(text, Kind.UNCLEAR_AMOUNT, match.span(), "advice")


def _is_odd(match: re.Match[str], figures: str, clear: str) -> bool:
    sign = (match["sign"] or match["unit"]).lower()
    if sign == "eur" or match["tail"] or match["dash"]:
        return True
    return bool(match["before"] and sign != "€") or figures.removesuffix(",00") != clear.removesuffix(",00")


def _clear(figures: str) -> str | None:
    """The amount as € 1.250 or € 12,50; None when the figures can be read in two ways."""
    whole, cents = figures, ""
    last = max(figures.rfind("."), figures.rfind(","))
    if last >= 0:
        behind = len(figures) - last - 1
        kinds = {sign for sign in figures if sign in ".,"}
        if behind == 3 and (figures[last] == "," or len(kinds) > 1):
            return None
        if behind < 3:
            whole, cents = figures[:last], figures[last + 1 :]
            if len(cents) == 1:
                return None
            if figures[last] == "." or "," in whole:
                return None
    digits = whole.replace(".", "").replace(",", "")
    grouped = f"{int(digits):,}".replace(",", ".")
    return f"{grouped},{cents}" if cents and cents != "00" else grouped
