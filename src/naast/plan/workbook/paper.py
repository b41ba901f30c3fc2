"""A workbook as we write it: plain cells, every formula with the value that it gives.

Text is always written as text, so that words which begin like a formula stay words. Formulas use what both
Excel and LibreOffice have had since 2007; their values are stored too, for who opens the file without
working it out. Columns are as wide as their numbers and rows as high as their words, on screen and on paper:
a spreadsheet shows a number that does not fit as ###, and cuts words off.
"""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterable
from fractions import Fraction
from io import BytesIO
from math import ceil
from typing import Any

import xlsxwriter
from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

FIRST = 4
"""The row (from 0) in which the rows of every table begin; above it stand title, explanation and headings."""
HEADINGS = FIRST - 1

MONEY, QUANTITY, SHARE, FACTOR, WHOLE = "#,##0.00", "#,##0.00##", "0.0000", "0.00000000", "0"
EXACTLY = "General"
DECIMALS = {MONEY: 2, QUANTITY: 4, SHARE: 4, FACTOR: 8, WHOLE: 0}

A4 = 9
USUAL = 13
"""Characters: the width of a column for which none is asked."""
LINE, HIGHEST = 15, 405
"""Points: one line of words, and the highest row that a spreadsheet has."""
ONE_PAGE = 200
"""Characters that are legible beside each other on one page; a wider sheet runs on over the next."""
SIDES, ENDS = 0.4, 0.6
"""Inches of white around a page."""


class Sheet:
    """One sheet: a title, a line of explanation, headings, rows."""

    def __init__(self, paper: Paper, name: str, title: str, explained: str) -> None:
        self.name, self._paper = name, paper
        self._sheet = paper.book.add_worksheet(name)
        self._widths: dict[int, float] = {}
        self._words: list[tuple[int, int, str]] = []
        self._sheet.write_string(0, 0, title, paper.form(bold=True, font_size=14))
        self._sheet.write_string(1, 0, explained)

    def headings(self, words: Iterable[str], widths: Iterable[float] = ()) -> None:
        """The headings over the columns, which stay in sight; widths in characters, at least."""
        asked = list(widths)
        for column, width in enumerate(asked):
            self._widen(column, width)
        form = self._paper.form(bold=True, bottom=1, text_wrap=True, valign="top")
        for column, word in enumerate(words):
            self._sheet.write_string(HEADINGS, column, word, form)
            self._words.append((HEADINGS, column, word))
            longest = max(map(len, word.split()), default=0) + 2
            self._widen(column, longest if column < len(asked) else max(longest, USUAL))
        self._sheet.freeze_panes(FIRST, 0)
        self._sheet.repeat_rows(HEADINGS)

    def text(self, row: int, column: int, words: str, *, bold: bool = False) -> None:
        """Words, whatever they begin with. Above the headings they run on over the next columns."""
        wishes = {"text_wrap": True, "valign": "top"} if row >= FIRST else {}
        self._sheet.write_string(row, column, words, self._paper.form(bold=bold, **wishes))
        if row >= FIRST:
            self._words.append((row, column, words))

    def number(self, row: int, column: int, value: Fraction | float, form: str = EXACTLY) -> None:
        """A value that stands on itself."""
        self._room_for(column, value, form)
        shape = self._paper.form(num_format=form, valign="top")
        self._sheet.write_number(row, column, float(value), shape)

    def formula(
        self, row: int, column: int, formula: str, value: Fraction | float, form: str = EXACTLY
    ) -> None:
        """A formula (without the sign before it) and what it gives."""
        self._room_for(column, value, form)
        shape = self._paper.form(num_format=form, valign="top")
        self._sheet.write_formula(row, column, f"={formula}", shape, float(value))

    def at(self, row: int, column: int) -> str:
        """The address of a cell, for a formula on any sheet."""
        return f"{quote_sheetname(self.name)}!{here(row, column)}"

    def span(self, rows: range, column: int) -> str:
        """The address of some rows of one column, for a formula on any sheet."""
        first, last = here(rows.start, column), here(rows.stop - 1, column)
        return f"{quote_sheetname(self.name)}!{first}:{last}"

    def finish(self) -> None:
        """Set widths, heights and pages, once all is written."""
        for column, width in self._widths.items():
            self._sheet.set_column(column, column, width)
        lines: dict[int, int] = {}
        for row, column, words in self._words:
            # Bold words take more room.
            room = self._widths.get(column, USUAL) * (0.8 if row == HEADINGS else 1)
            wrapped = textwrap.wrap(words, int(room))
            lines[row] = max(lines.get(row, 1), len(wrapped))
        for row, count in lines.items():
            if count > 1:
                self._sheet.set_row(row, min(HIGHEST, LINE * count))
        self._sheet.set_landscape()
        self._sheet.set_paper(A4)
        self._sheet.set_margins(SIDES, SIDES, ENDS, ENDS)
        self._sheet.set_footer("&L&A&R&P / &N")
        # On every page stand the first two columns, which say what a row is about.
        again = self._widths.get(0, 0) + self._widths.get(1, 0)
        beside = max(1, ceil((sum(self._widths.values()) - again) / (ONE_PAGE - again)))
        self._sheet.fit_to_pages(beside, 0)
        if beside > 1:
            self._sheet.repeat_columns(0, 1)
            self._sheet.print_across()

    def _room_for(self, column: int, value: Fraction | float, form: str) -> None:
        if form in DECIMALS:
            self._widen(column, len(f"{float(value):,.{DECIMALS[form]}f}") + 2)

    def _widen(self, column: int, width: float) -> None:
        self._widths[column] = max(width, self._widths.get(column, 0))


class Paper:
    """The workbook while it is written, in memory."""

    def __init__(self, made_on: dt.date) -> None:
        self._out = BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book = xlsxwriter.Workbook(self._out, options)
        self.book.set_properties({"created": dt.datetime.combine(made_on, dt.time(), dt.UTC)})
        self._sheets: list[Sheet] = []
        self._forms: dict[tuple[tuple[str, Any], ...], Any] = {}

    def sheet(self, name: str, title: str, explained: str = "") -> Sheet:
        """One sheet more, behind the others."""
        made = Sheet(self, name, title, explained)
        self._sheets.append(made)
        return made

    def form(self, **wishes: Any) -> Any:
        """How a cell looks; the same wishes give the same form."""
        key = tuple(sorted(wishes.items()))
        if key not in self._forms:
            self._forms[key] = self.book.add_format(wishes)
        return self._forms[key]

    def content(self) -> bytes:
        """The finished file."""
        for sheet in self._sheets:
            sheet.finish()
        self.book.close()
        return self._out.getvalue()


def here(row: int, column: int) -> str:
    """The address of a cell on its own sheet, fixed for who copies the formula."""
    address: str = xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)
    return address
