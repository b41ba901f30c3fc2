"""What explains the workbook, what only draws can tell, and what counts without an amount."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from naast.engines.returns import Figure, Plan, Result
from naast.plan.terms import payer_words
from naast.plan.workbook.paper import FIRST, MONEY, SHARE, WHOLE, Paper, Sheet


def read_me(sheet: Sheet, plan: Plan, result: Result, *, case_number: int, made_on: dt.date) -> None:
    """What this file is, how to read it, and what it is not."""
    facts = {
        "number": case_number,
        "day": date_format(made_on),
        "year": plan.base_year,
        "years": plan.horizon_years,
        "version": result.engine.rpartition(" ")[2],
    }
    sentences = (
        _("Case %(number)s, made on %(day)s.") % facts,
        ngettext(
            "Prices of %(year)s, looking %(years)s year ahead.",
            "Prices of %(year)s, looking %(years)s years ahead.",
            plan.horizon_years,
        )
        % facts,
        _("Calculated with version %(version)s of the calculation rules of Naast.") % facts,
        "",
        _("Every amount is a gain of the plan beside doing nothing: costs are negative."),
        _("The means are formulas: change a number on the sheet of assumptions and everything follows."),
        _(
            "The sheet of draws holds values: percentiles and a chance come from many draws "
            "and cannot be worked out again in a sheet."
        ),
        _("What Naast shows stays as it was when the file was made."),
        _("These are expectations. They are not booked, and nothing is saved before it is measured."),
        _("Money is one of three values. It never decides alone, and a negative balance stops nothing."),
        _(
            "Names of the people of this case were taken out of the descriptions, as far as "
            "they are known. Read the descriptions before you pass the file on."
        ),
    )
    for row, sentence in enumerate(sentences, start=FIRST - 2):
        sheet.text(row, 0, sentence)
    sheet.headings((), [110])


class Draws:
    """Percentiles and the chance, as values."""

    WORDS, MEAN, P05, P50, P95 = range(5)

    def __init__(self, paper: Paper) -> None:
        explained = _("Values, not formulas: worked out by Naast from many draws of the uncertain numbers.")
        self.sheet = paper.sheet(_("Draws"), _("How sure we are (simulated)"), explained)

    def fill(self, plan: Plan, result: Result) -> None:
        words = [_("Figure"), _("Mean"), _("5 % lies below"), _("Half lies below"), _("95 % lies below")]
        self.sheet.headings(words, [52, 15, 15, 15, 15])
        row = FIRST
        for row, (name, figure) in enumerate(_figures(plan, result), start=FIRST):
            self._figure(row, name, figure, MONEY)
        if result.ratio is not None:
            row += 1
            self._figure(row, _("For each euro put in"), result.ratio, SHARE)
        facts: tuple[tuple[str, Decimal | int, str], ...] = (
            (_("Part of the draws in which gains exceed costs"), result.chance_gains_exceed_costs, SHARE),
            (_("Draws"), plan.draws, WHOLE),
            (_("Seed"), plan.seed, WHOLE),
        )
        for place, (name, value, form) in enumerate(facts, start=row + 2):
            self.sheet.text(place, self.WORDS, name)
            self.sheet.number(place, self.MEAN, float(value), form)
        if not result.simulated:
            words_of_none = _("Every number was given as exact: there was nothing to draw.")
            self.sheet.text(row + 2 + len(facts), self.WORDS, words_of_none)

    def _figure(self, row: int, name: str, figure: Figure, form: str) -> None:
        self.sheet.text(row, self.WORDS, name)
        self.sheet.number(row, self.MEAN, float(figure.mean), form)
        if figure.spread is not None:
            spread = (figure.spread.p05, figure.spread.p50, figure.spread.p95)
            for column, value in enumerate(spread, start=self.P05):
                self.sheet.number(row, column, float(value), form)


def _figures(plan: Plan, result: Result) -> Iterator[tuple[str, Figure]]:
    yield _("Balance in euros"), result.welfare
    yield _("What we put in"), result.investment
    yield _("What follows from it"), result.effects
    yield _("Can be taken out of a budget"), result.cashable
    yield _("The rest of the balance"), result.not_cashable
    for payer, figure in result.payers.items():
        yield _("Payer: %(payer)s") % {"payer": payer_words(payer)}, figure.total
    for line in plan.lines:
        yield _("Line: %(line)s") % {"line": line.label}, result.lines[line.id]


def memos(sheet: Sheet, plan: Plan) -> None:
    """What counts and has no amount."""
    sheet.headings([_("What"), _("Source"), _("Why so"), _("Legal title")], [50, 50, 50, 30])
    if not plan.memos:
        sheet.text(FIRST, 0, _("Nothing: every line has an amount."))
    for row, memo in enumerate(plan.memos, start=FIRST):
        for column, words in enumerate((memo.label, memo.source, memo.reason, memo.legal_title)):
            sheet.text(row, column, words)
