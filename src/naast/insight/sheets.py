"""The figures of all plans together to take along: as CSV and as a workbook. Text stays text: what a
spreadsheet would run as a formula leaves harmless."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal

import xlsxwriter
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from naast.insight.types import Amounts, PortfolioFacts
from naast.kernel.spreadsheets import harmless

Cell = str | int | Decimal | None
MONEY = "#,##0.00"


def as_csv(facts: PortfolioFacts) -> bytes:
    """In the notation of the language: a Dutch spreadsheet parts its cells with a semicolon."""
    english = (get_language() or "").startswith("en")
    text = io.StringIO(newline="")
    out = csv.writer(text, delimiter="," if english else ";")
    for row in _rows(facts):
        out.writerow([_plain(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def as_workbook(facts: PortfolioFacts) -> bytes:
    """One sheet: the table, and below it what it rests on."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet(_("All plans together"))
        money, bold = (
            book.add_format({"num_format": MONEY}),
            book.add_format({"bold": True, "text_wrap": True}),
        )
        sheet.set_column(0, 0, 44)
        sheet.set_column(1, 6, 18)
        for number, row in enumerate(_rows(facts)):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, column, cell, bold if number == 0 else None)
                elif isinstance(cell, int):
                    sheet.write_number(number, column, cell)
                elif cell is not None:
                    sheet.write_number(number, column, float(cell), money)
        sheet.freeze_panes(1, 1)
    return content.getvalue()


def _rows(facts: PortfolioFacts) -> Iterator[list[Cell]]:
    yield [
        _("Payer"),
        _("With the plans"),
        _("Doing nothing"),
        _("Difference"),
        _("From (5 %)"),
        _("To (95 %)"),
        _("Plans"),
    ]
    for row in facts.payers:
        yield [row.payer, *_figures(row)]
    if facts.together is not None:
        yield [_("All payers together"), *_figures(facts.together)]
    yield []
    for label, value in _notes(facts):
        yield [label, value]
    yield []
    yield [_("Nothing of this is a saving before it has been measured.")]
    yield []
    yield [_("Quality of the price"), _("Lines")]
    for quality in facts.qualities:
        yield [quality.quality, quality.lines]


def _figures(row: Amounts) -> list[Cell]:
    return [row.plan, row.nothing, row.amount, row.low, row.high, row.plans]


def _notes(facts: PortfolioFacts) -> Iterator[tuple[str, Cell]]:
    yield _("Worked out on"), date_format(facts.ended_at, "j F Y")
    yield _("Euros of"), str(facts.base_year)
    yield _("Later years count less, per cent a year"), facts.discount_percent
    yield _("Source of that"), facts.discount_source
    yield _("Plans"), facts.plans
    yield _("as they stand now"), facts.open
    yield _("as they were decided"), facts.decided
    yield _("Plans in which something counts without an amount"), facts.memo
    yield _("Plans that could not be worked out"), facts.refused
    yield _("Payers left out: fewer than ten plans"), facts.hidden
    yield _("Calculations"), facts.draws
    yield _("Seed of the calculations"), facts.seed
    yield _("Version of the calculation rules"), facts.engine_version


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return str(number_format(cell, decimal_pos=2, use_l10n=True, force_grouping=False))
    return harmless(str(cell))
