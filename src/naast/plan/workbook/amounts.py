"""What comes out of the calculation, every amount as a formula over the sheets of what went in."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from django.utils.translation import gettext as _

from naast.engines.returns import Result
from naast.engines.returns.figures import SMALLEST_INVESTMENT, by_year, payers_of
from naast.engines.returns.ledger import Entry, Ledger
from naast.engines.returns.types import Plan
from naast.plan import terms
from naast.plan.workbook.lines import Lines, PerYear
from naast.plan.workbook.paper import FIRST, MONEY, SHARE, WHOLE, Paper, Sheet, here


class Overlap:
    """Lines that partly count the same: the largest fully, of the others a part."""

    GROUP, NUMBER, LABEL, FULL, SIZE, ALPHA, WEIGHT, COUNTED = range(8)

    def __init__(self, paper: Paper, plan: Plan) -> None:
        self._groups: dict[str, list[int]] = {}
        for number, line in enumerate(plan.lines):
            if line.overlap is not None:
                self._groups.setdefault(line.overlap.group, []).append(number)
        self._rows: dict[int, int] = {}
        row = FIRST
        for members in self._groups.values():
            for number in members:
                self._rows[number] = row
                row += 1
            row += 2
        explained = _(
            "Of lines that partly count the same the largest counts fully and of the others only a part."
        )
        self.sheet = paper.sheet(_("Overlap"), _("Overlap"), explained)

    def weight(self, number: int) -> str | None:
        """The address of how much of a line counts; None when it overlaps with none."""
        return self.sheet.at(self._rows[number], self.WEIGHT) if number in self._rows else None

    def fill(self, ledger: Ledger, per_year: PerYear) -> None:
        words = [_("Group"), _("No."), _("Line"), _("Before overlap"), _("Size"), _("Of the others")]
        self.sheet.headings([*words, _("Counts for"), _("As counted")], [24, 5, 34, 15, 15, 10, 10, 15])
        if not self._groups:
            self.sheet.text(FIRST, self.GROUP, _("No lines overlap."))
        for group, members in self._groups.items():
            rows = range(self._rows[members[0]], self._rows[members[-1]] + 1)
            for number in members:
                self._fill(self._rows[number], rows, number, ledger.entries[number], per_year)
            self._together(group, rows, [ledger.entries[number] for number in members])

    def _fill(self, row: int, rows: range, number: int, entry: Entry, per_year: PerYear) -> None:
        sheet, overlap = self.sheet, entry.line.overlap
        assert overlap is not None  # only such lines have a row here
        sheet.text(row, self.GROUP, overlap.group)
        sheet.number(row, self.NUMBER, number + 1, WHOLE)
        sheet.text(row, self.LABEL, entry.line.label)
        sheet.formula(row, self.FULL, per_year.total(number), entry.full, MONEY)
        # Rounded, so that lines that are equal are equal here too and the first of them counts fully.
        sheet.formula(row, self.SIZE, f"ROUND(ABS({here(row, self.FULL)}),6)", abs(entry.full), MONEY)
        sheet.number(row, self.ALPHA, overlap.alpha, SHARE)
        sizes = f"{here(rows.start, self.SIZE)}:{here(rows.stop - 1, self.SIZE)}"
        place = row - rows.start + 1
        formula = f"IF(MATCH(MAX({sizes}),{sizes},0)={place},1,{here(row, self.ALPHA)})"
        sheet.formula(row, self.WEIGHT, formula, entry.weight, SHARE)
        counted = f"{here(row, self.FULL)}*{here(row, self.WEIGHT)}"
        sheet.formula(row, self.COUNTED, counted, entry.total, MONEY)

    def _together(self, group: str, rows: range, members: list[Entry]) -> None:
        sheet, row = self.sheet, rows.stop
        sheet.text(row, self.GROUP, group, bold=True)
        sheet.text(row, self.LABEL, _("Together before overlap, and as counted"), bold=True)
        together = {
            self.FULL: sum((entry.full for entry in members), Fraction(0)),
            self.COUNTED: sum((entry.total for entry in members), Fraction(0)),
        }
        for column, value in together.items():
            formula = f"SUM({here(rows.start, column)}:{here(rows.stop - 1, column)})"
            sheet.formula(row, column, formula, value, MONEY)


class Counted:
    """The present value of every line in every year, as it is counted."""

    NUMBER, LABEL, WEIGHT, TOTAL, FIRST_YEAR = range(5)

    def __init__(self, paper: Paper, plan: Plan) -> None:
        self.rows = range(FIRST, FIRST + len(plan.lines))
        explained = _(
            "Per year x what counts after overlap. From here the payers and the outcome are added up."
        )
        self.sheet = paper.sheet(_("As counted"), _("As counted"), explained)

    def year(self, year: int) -> str:
        """The address of one year of all lines."""
        return self.sheet.span(self.rows, self.FIRST_YEAR + year)

    @property
    def totals(self) -> str:
        """The address of all lines over all years."""
        return self.sheet.span(self.rows, self.TOTAL)

    def fill(self, ledger: Ledger, per_year: PerYear, overlap: Overlap) -> None:
        plan = ledger.plan
        years = range(plan.horizon_years)
        words = [_("No."), _("Line"), _("Counts for"), _("All years")]
        self.sheet.headings(
            [*words, *(str(plan.base_year + year) for year in years)], [5, 34, 10, 14, *[13] * len(years)]
        )
        for number, entry in enumerate(ledger.entries):
            row, weight = FIRST + number, overlap.weight(number)
            self.sheet.number(row, self.NUMBER, number + 1, WHOLE)
            self.sheet.text(row, self.LABEL, entry.line.label)
            if weight is None:
                self.sheet.number(row, self.WEIGHT, 1, SHARE)
            else:
                self.sheet.formula(row, self.WEIGHT, weight, entry.weight, SHARE)
            for year in years:
                formula = f"{here(row, self.WEIGHT)}*{per_year.cell(number, year)}"
                self.sheet.formula(row, self.FIRST_YEAR + year, formula, entry.present[year], MONEY)
            all_years = f"SUM({here(row, self.FIRST_YEAR)}:{here(row, self.FIRST_YEAR + len(years) - 1)})"
            self.sheet.formula(row, self.TOTAL, all_years, entry.total, MONEY)


class Payers:
    """Who pays and who gains: what it pays is negative, and a transfer is its beneficiary's opposite."""

    WORDS, CODE, TOTAL, BY_NAAST, BESIDE, FIRST_YEAR = range(6)

    def __init__(self, paper: Paper) -> None:
        explained = _(
            "Gains are positive, costs negative. Beside each total stands what Naast shows, "
            "and the difference beyond rounding."
        )
        self.sheet = paper.sheet(_("Payers"), _("Who pays and who gains"), explained)

    def fill(self, ledger: Ledger, result: Result, lines: Lines, counted: Counted) -> None:
        plan = ledger.plan
        years = range(plan.horizon_years)
        words = [_("Payer"), _("Code"), _("All years"), _("Naast shows"), _("Difference")]
        self.sheet.headings(
            [*words, *(str(plan.base_year + year) for year in years)],
            [34, 24, 15, 15, 11, *[13] * len(years)],
        )
        pays = lines.sheet.span(lines.rows, Lines.PAYER)
        receives = lines.sheet.span(lines.rows, Lines.OTHER_SIDE)
        for place, payer in enumerate(payers_of(ledger)):
            row, code = FIRST + place, here(FIRST + place, self.CODE)
            self.sheet.text(row, self.WORDS, terms.payer_words(payer))
            self.sheet.text(row, self.CODE, payer)
            for year, amount in enumerate(by_year(ledger, payer)):
                amounts = counted.year(year)
                formula = f"SUMIF({pays},{code},{amounts})-SUMIF({receives},{code},{amounts})"
                self.sheet.formula(row, self.FIRST_YEAR + year, formula, float(amount), MONEY)
            all_years = f"SUM({here(row, self.FIRST_YEAR)}:{here(row, self.FIRST_YEAR + len(years) - 1)})"
            shown = float(result.payers[payer].total.mean)
            self.sheet.formula(row, self.TOTAL, all_years, shown, MONEY)
            beside(self.sheet, row, self.TOTAL, self.BY_NAAST, self.BESIDE, shown)


class Outcome:
    """The figures of the page, added up again."""

    WORDS, AMOUNT, BY_NAAST, BESIDE = range(4)

    def __init__(self, paper: Paper) -> None:
        explained = _(
            "Expected amounts, worked out again from the other sheets; beside them what Naast"
            " shows. They are not booked."
        )
        self.sheet = paper.sheet(_("Outcome"), _("The plan beside doing nothing"), explained)

    def fill(self, result: Result, lines: Lines, counted: Counted) -> None:
        self.sheet.headings(
            [_("Figure"), _("Worked out here"), _("Naast shows"), _("Difference")], [52, 18, 18, 12]
        )
        flags = {
            name: lines.sheet.span(lines.rows, column)
            for name, column in (
                ("real", Lines.REAL),
                ("invests", Lines.INVESTS),
                ("cashable", Lines.CASHABLE),
            )
        }
        totals = counted.totals
        figures: Mapping[str, tuple[str, float]] = {
            _("Balance in euros"): (f"SUMPRODUCT({flags['real']},{totals})", float(result.welfare.mean)),
            _("What we put in"): (f"SUMPRODUCT({flags['invests']},{totals})", float(result.investment.mean)),
            _("What follows from it"): (
                f"{here(FIRST, self.AMOUNT)}-{here(FIRST + 1, self.AMOUNT)}",
                float(result.effects.mean),
            ),
            _("Can be taken out of a budget"): (
                f"SUMPRODUCT({flags['cashable']},{totals})",
                float(result.cashable.mean),
            ),
            _("The rest of the balance"): (
                f"{here(FIRST, self.AMOUNT)}-{here(FIRST + 3, self.AMOUNT)}",
                float(result.not_cashable.mean),
            ),
        }
        for place, (words, (formula, shown)) in enumerate(figures.items()):
            row = FIRST + place
            self.sheet.text(row, self.WORDS, words)
            self.sheet.formula(row, self.AMOUNT, formula, shown, MONEY)
            beside(self.sheet, row, self.AMOUNT, self.BY_NAAST, self.BESIDE, shown)
        self._ratio(FIRST + len(figures), result)
        self._payback(FIRST + len(figures) + 1, result)

    def _ratio(self, row: int, result: Result) -> None:
        self.sheet.text(row, self.WORDS, _("For each euro put in"))
        if result.ratio is None:
            words = _("none: less than %(amount)s euros is put in")
            self.sheet.text(row, self.AMOUNT, words % {"amount": SMALLEST_INVESTMENT})
            return
        invested, gained = here(FIRST + 1, self.AMOUNT), here(FIRST + 2, self.AMOUNT)
        shown = float(result.ratio.mean)
        self.sheet.formula(row, self.AMOUNT, f"{gained}/(0-{invested})", shown, SHARE)
        beside(self.sheet, row, self.AMOUNT, self.BY_NAAST, self.BESIDE, shown, decimals=4)

    def _payback(self, row: int, result: Result) -> None:
        self.sheet.text(
            row, self.WORDS, _("Paid back in month (worked out by Naast from the undiscounted amounts)")
        )
        if result.payback_month is None:
            self.sheet.text(row, self.BY_NAAST, _("not within the years looked at"))
        else:
            self.sheet.number(row, self.BY_NAAST, result.payback_month, WHOLE)


def beside(
    sheet: Sheet, row: int, amount: int, shown_at: int, difference_at: int, shown: float, *, decimals: int = 2
) -> None:
    """What Naast shows beside an amount, and how far they differ beyond the rounding of what is shown."""
    sheet.number(row, shown_at, shown, MONEY if decimals == 2 else SHARE)
    difference = f"{here(row, amount)}-{here(row, shown_at)}"
    most = f"{0.501 * 10**-decimals:.{decimals + 3}f}"
    formula = f"IF(ABS({difference})<={most},0,ROUND({difference},{decimals}))"
    sheet.formula(row, difference_at, formula, 0, MONEY if decimals == 2 else SHARE)
