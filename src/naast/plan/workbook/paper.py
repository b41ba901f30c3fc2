"""A workbook as we write it: plain cells, every formula with the value that it gives.

Text is always written as text, so that words which begin like a formula stay words. Formulas use what both
Excel and LibreOffice have had since 2007; their values are stored too, for who opens the file without
working it out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

FIRST = 4
"""The row (from 0) in which the rows of every table begin; above it stand title, explanation and headings."""
HEADINGS = FIRST - 1

MONEY, QUANTITY, SHARE, FACTOR, WHOLE = "#,##0.00", "#,##0.00##", "0.0000", "0.00000000", "0"
EXACTLY = "General"


class Sheet:
    """One sheet: a title, a line of explanation, headings, rows."""

    def __init__(self, paper: Paper, name: str, title: str, explained: str) -> None:
        self.name, self._paper = name, paper
        self._sheet = paper.book.add_worksheet(name)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.write_string(0, 0, title, paper.form(bold=True, font_size=14))
        self._sheet.write_string(1, 0, explained)

    def headings(self, words: Iterable[str], widths: Iterable[float] = ()) -> None:
        """The headings over the columns, which stay in sight; widths in characters, from the first on."""
        for column, word in enumerate(words):
            form = self._paper.form(bold=True, bottom=1, text_wrap=True, valign="top")
            self._sheet.write_string(HEADINGS, column, word, form)
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)
        self._sheet.freeze_panes(FIRST, 0)

    def text(self, row: int, column: int, words: str, *, bold: bool = False) -> None:
        """Words, whatever they begin with."""
        self._sheet.write_string(row, column, words, self._paper.form(bold=bold))

    def number(self, row: int, column: int, value: Fraction | float, form: str = EXACTLY) -> None:
        """A value that stands on itself."""
        self._sheet.write_number(row, column, float(value), self._paper.form(num_format=form))

    def formula(
        self, row: int, column: int, formula: str, value: Fraction | float, form: str = EXACTLY
    ) -> None:
        """A formula (without the sign before it) and what it gives."""
        shape = self._paper.form(num_format=form)
        self._sheet.write_formula(row, column, f"={formula}", shape, float(value))

    def at(self, row: int, column: int) -> str:
        """The address of a cell, for a formula on any sheet."""
        return f"{quote_sheetname(self.name)}!{here(row, column)}"

    def span(self, rows: range, column: int) -> str:
        """The address of some rows of one column, for a formula on any sheet."""
        first, last = here(rows.start, column), here(rows.stop - 1, column)
        return f"{quote_sheetname(self.name)}!{first}:{last}"


class Paper:
    """The workbook while it is written, in memory."""

    def __init__(self, made_on: dt.date) -> None:
        self._out = BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book = xlsxwriter.Workbook(self._out, options)
        self.book.set_properties({"created": dt.datetime.combine(made_on, dt.time(), dt.UTC)})
        self._forms: dict[tuple[tuple[str, Any], ...], Any] = {}

    def sheet(self, name: str, title: str, explained: str = "") -> Sheet:
        """One sheet more, behind the others."""
        return Sheet(self, name, title, explained)

    def form(self, **wishes: Any) -> Any:
        """How a cell looks; the same wishes give the same form."""
        key = tuple(sorted(wishes.items()))
        if key not in self._forms:
            self._forms[key] = self.book.add_format(wishes)
        return self._forms[key]

    def content(self) -> bytes:
        """The finished file."""
        self.book.close()
        return self._out.getvalue()


def here(row: int, column: int) -> str:
    """The address of a cell on its own sheet, fixed for who copies the formula."""
    address: str = xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)
    return address
