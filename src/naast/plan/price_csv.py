"""The price list as CSV, in and out. Pure: bytes in, rows and problems out; each names its row and column.

Nothing is guessed: an amount that can be read in two ways is refused. What a spreadsheet would run as a
formula leaves with an apostrophe before it, and comes back without.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from naast.kernel.errors import Invalid
from naast.kernel.spreadsheets import as_it_was, harmless
from naast.plan import terms
from naast.plan.amounts import refuse_two_ways, without_blanks
from naast.plan.price_list import FIELDS, PriceRow, checked_row

COLUMNS = (
    *("item", "item_nl", "unit", "low", "mode", "high", "price_year", "vat", "payer", "kind", "quality"),
    *("source", "legal_title", "cost_centre", "valid_from", "valid_to", "whose", "because"),
)
assert set(COLUMNS) == set(FIELDS)
NEEDED = ("unit", "mode", "price_year", "payer", "quality")
MOST_ROWS = 10_000
MOST_BYTES = 5 * 1024 * 1024
"""Ten thousand rows of half a thousand characters."""

_CODES: dict[str, list[str]] = {
    "unit": [code for code, _label in terms.UNITS],
    "vat": [code for code, _label in terms.VATS],
    "payer": [code for code, _label in terms.PAYERS],
    "kind": [code for code, _label in terms.LINE_KINDS if code != terms.MEMO],
    "quality": [code for code, _label in terms.QUALITIES],
    "whose": [code for code, _label in terms.WHOSE],
}
_WHEN_EMPTY = {"kind": terms.REAL, "whose": terms.OWN}

_WHOLE = re.compile(r"[0-9]{1,10}")
_DECIMALS = re.compile(r"[0-9]{1,10}[.,][0-9]{1,2}")
_DUTCH = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+,[0-9]{1,2}|[0-9]{1,3}(\.[0-9]{3}){2,}")
_ENGLISH = re.compile(r"[0-9]{1,3}(,[0-9]{3})+\.[0-9]{1,2}|[0-9]{1,3}(,[0-9]{3}){2,}")
_YEAR = re.compile(r"[0-9]{4}")
_DAYS = (
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"),
    re.compile(r"(?P<day>[0-9]{1,2})-(?P<month>[0-9]{1,2})-(?P<year>[0-9]{4})"),
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file cannot be kept. `row` as a spreadsheet numbers it (1 is the heading); 0: the file."""

    row: int
    column: str
    words: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A row of the file with its number."""

    number: int
    price: PriceRow


class _Refused(Exception):
    """The whole file."""


def read(content: bytes, *, years: Collection[int]) -> tuple[list[Sent], list[Problem]]:
    """The rows of a file and what is wrong with it. With any problem nothing of it may be kept.

    `years`: those that the price index knows.
    """
    try:
        records = _records(content)
        header = _header(next(records, (1, []))[1])
        return _rows(records, header, years)
    except _Refused as refusal:
        return [], [Problem(0, "", str(refusal))]
    except csv.Error:
        return [], [
            Problem(
                0, "", _("This is not a CSV file that can be read: perhaps a quotation mark is not closed.")
            )
        ]


def left_out(content: bytes) -> frozenset[str]:
    """The columns that a file does not have; of a file in which `read` finds nothing wrong."""
    return frozenset(COLUMNS) - set(_header(next(_records(content))[1]))


def _records(content: bytes) -> Iterator[tuple[int, list[str]]]:
    if len(content) > MOST_BYTES:
        raise _Refused(_("This file is larger than 5 MB."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _Refused(_("This file is not in UTF-8. Save it as “CSV UTF-8” and choose it again.")) from error
    if "\x00" in text:
        raise _Refused(_("This is not a text file."))
    heading = text.split("\n", 1)[0]
    separator = ";" if ";" in heading else ","
    # The file is read as it stands: a line break inside a cell belongs to that cell.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    yield from enumerate(reader, start=1)


def _header(cells: list[str]) -> list[str]:
    names = [cell.strip().casefold() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise _Refused(_("This file is empty."))
    if unknown := [name for name in names if name not in COLUMNS]:
        raise _Refused(
            _("There is no column “%(name)s”. The columns are: %(columns)s.")
            % {"name": unknown[0][:60], "columns": ", ".join(COLUMNS)}
        )
    if twice := [name for name in names if names.count(name) > 1]:
        raise _Refused(_("The column “%(name)s” stands there twice.") % {"name": twice[0]})
    if "item" not in names and "item_nl" not in names:
        raise _Refused(_("The column “%(name)s” is missing.") % {"name": "item_nl"})
    if missing := [name for name in NEEDED if name not in names]:
        raise _Refused(_("The column “%(name)s” is missing.") % {"name": missing[0]})
    return names


def _rows(
    records: Iterator[tuple[int, list[str]]], header: list[str], years: Collection[int]
) -> tuple[list[Sent], list[Problem]]:
    rows: list[Sent] = []
    problems: list[Problem] = []
    for number, cells in records:
        if not any(cell.strip() for cell in cells):
            continue
        if len(rows) + len(problems) >= MOST_ROWS:
            raise _Refused(_("There are more than %(most)d rows in this file.") % {"most": MOST_ROWS})
        try:
            rows.append(Sent(number, _row(cells, header, years)))
        except Invalid as refusal:
            problems.append(Problem(number, refusal.field, refusal.message))
    if not rows and not problems:
        raise _Refused(_("There are no prices in this file."))
    return rows, problems


def _row(cells: list[str], header: list[str], years: Collection[int]) -> PriceRow:
    if any(cell.strip() for cell in cells[len(header) :]):
        raise Invalid(_("There are more cells here than columns. Is the separator right?"), "")
    given = {name: as_it_was(cell.strip()) for name, cell in zip(header, cells, strict=False)}
    values: dict[str, Any] = {}
    for name in COLUMNS:
        text = given.get(name, "")
        if name in NEEDED and not text:
            raise Invalid(_("This cell may not be empty."), name)
        values[name] = _value(name, text)
    return checked_row(PriceRow(**values), years=years)


def _value(name: str, text: str) -> Any:
    if name in _CODES:
        return _code(name, text)
    if name in {"low", "mode", "high"}:
        return _amount(text, name) if text else None
    if name == "price_year":
        if not _YEAR.fullmatch(text):
            raise Invalid(_("Write a year in four figures, such as 2026."), name)
        return int(text)
    if name in {"valid_from", "valid_to"}:
        return _day(text, name) if text else None
    return text


def _code(name: str, text: str) -> str:
    code = text.casefold() or _WHEN_EMPTY.get(name, "")
    if code not in _CODES[name]:
        raise Invalid(
            _("This must be one of: %(codes)s.") % {"codes": ", ".join(filter(None, _CODES[name]))}, name
        )
    return code


def _amount(text: str, name: str) -> Decimal:
    """12,50 and 12.50 alike; 1.500 is refused, for it may be fifteen hundred or one and a half."""
    try:
        refuse_two_ways(text)
    except ValueError as error:
        raise Invalid(str(error), name) from error
    bare = without_blanks(text)
    if _WHOLE.fullmatch(bare) or _DECIMALS.fullmatch(bare):
        return Decimal(bare.replace(",", "."))
    if _DUTCH.fullmatch(bare):
        return Decimal(bare.replace(".", "").replace(",", "."))
    if _ENGLISH.fullmatch(bare):
        return Decimal(bare.replace(",", ""))
    raise Invalid(_("Write an amount of zero or more with at most two decimals, such as 80 or 12,50."), name)


def _day(text: str, name: str) -> dt.date:
    for form in _DAYS:
        if found := form.fullmatch(text):
            try:
                return dt.date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError:
                break
    raise Invalid(_("Write a day as 2026-01-31 or 31-01-2026."), name)


def write(rows: Iterable[PriceRow]) -> bytes:
    """The rows as a file that a spreadsheet opens: in Dutch with semicolons and 12,50, in English with commas
    and 12.50. `read` takes both."""
    english = (get_language() or "").startswith("en")
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter="," if english else ";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_cell(getattr(row, name), english) for name in COLUMNS])
    # Excel takes a file without this mark for another character set.
    return ("\ufeff" + out.getvalue()).encode()


def _cell(value: Any, english: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:.2f}" if english else f"{value:.2f}".replace(".", ",")
    return harmless(str(value))
