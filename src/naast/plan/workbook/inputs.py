"""What goes into the calculation: every number with its source, the price index, discounting, drop-off."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from naast.engines.returns.means import counted_years, discount_factors
from naast.engines.returns.numbers import NORMAL_95, PERT_LAMBDA, Number, Shape
from naast.engines.returns.types import INPUTS, Discount, Line, Plan, Timing
from naast.plan import terms
from naast.plan.workbook.paper import FACTOR, FIRST, MONEY, QUANTITY, SHARE, WHOLE, Paper, here

INPUT_WORDS = {
    "plan": gettext_lazy("how much in the plan"),
    "nothing": gettext_lazy("how much when we do nothing"),
    "price": gettext_lazy("price"),
    "deadweight": gettext_lazy("would have happened anyway"),
    "displacement": gettext_lazy("moves elsewhere"),
    "attribution": gettext_lazy("our part in it"),
    "success": gettext_lazy("works in"),
    "dropoff": gettext_lazy("is lost each year"),
}
SHAPE_WORDS = {
    Shape.EXACT: pgettext_lazy("a number", "exact"),
    Shape.RANGE: gettext_lazy("range (PERT)"),
    Shape.TRIANGULAR: gettext_lazy("triangle"),
    Shape.LOGNORMAL: gettext_lazy("lognormal, 5th and 95th percentile"),
}
VAT_WORDS = dict(terms.VATS)
TIMING_WORDS = {
    Timing.START: gettext_lazy("at the start of the year"),
    Timing.MIDDLE: gettext_lazy("in the middle of the year"),
    Timing.END: gettext_lazy("at the end of the year"),
}


class Assumptions:
    """Every number of every line, with a mean that is worked out from what was given."""

    NUMBER, LABEL, INPUT, SHAPE, LOW, MODE, HIGH, MEAN, YEAR, VAT, STATED, REF = range(12)
    SOURCE, QUALITY, REASON, LEGAL_TITLE = range(12, 16)
    Z_ROW, Z_COLUMN = FIRST - 2, 8

    def __init__(self, paper: Paper) -> None:
        explained = _("What was filled in, its source, and the mean that follows from it (column H).")
        self.sheet = paper.sheet(_("Assumptions"), _("Assumptions"), explained)

    def row(self, number: int, name: str) -> int:
        return FIRST + number * len(INPUTS) + INPUTS.index(name)

    def mean(self, number: int, name: str) -> str:
        """The address of the mean of one number of a line."""
        return self.sheet.at(self.row(number, name), self.MEAN)

    def point(self, number: int, name: str, column: int) -> str:
        """The address of what was given as low, most likely or high."""
        return self.sheet.at(self.row(number, name), column)

    def fill(self, plan: Plan) -> None:
        words = [_("No."), _("Line"), _("Number"), _("Given as"), _("Low, or exactly"), _("Most likely")]
        words += [_("High"), _("Mean"), _("Price year"), _("VAT"), _("Filled in")]
        words += [_("One uncertain number"), _("Source"), _("Quality"), _("Why so"), _("Legal title")]
        self.sheet.headings(words, [5, 34, 28, 18, 13, 13, 13, 15, 10, 12, 9, 18, 40, 18, 40, 30])
        uncertain = (line.input(name).shape for line in plan.lines for name in INPUTS)
        if Shape.LOGNORMAL in uncertain:
            self.sheet.text(self.Z_ROW, self.Z_COLUMN - 3, _("95th percentile of the standard normal:"))
            self.sheet.number(self.Z_ROW, self.Z_COLUMN, Fraction(NORMAL_95))
        for number, line in enumerate(plan.lines):
            for name in INPUTS:
                self._fill(number, line, name)

    def _fill(self, number: int, line: Line, name: str) -> None:
        one, row, sheet = line.input(name), self.row(number, name), self.sheet
        form = MONEY if name == "price" else QUANTITY if name in INPUTS[:2] else SHARE
        sheet.number(row, self.NUMBER, number + 1, WHOLE)
        sheet.text(row, self.LABEL, line.label)
        sheet.text(row, self.INPUT, str(INPUT_WORDS[name]))
        sheet.text(row, self.SHAPE, str(SHAPE_WORDS[one.shape]))
        for column, point in zip(_columns(one), one.points, strict=True):
            sheet.number(row, column, point, form)
        sheet.formula(row, self.MEAN, self._mean(one, row), one.mean, form)
        if name == "price":
            sheet.number(row, self.YEAR, line.price_year, WHOLE)
            sheet.text(row, self.VAT, str(VAT_WORDS.get(line.vat, line.vat)))
            sheet.text(row, self.LEGAL_TITLE, line.legal_title)
        sheet.text(row, self.STATED, _("yes") if name in line.stated else _("no"))
        sheet.text(row, self.REF, one.ref or "")
        stated = name in line.stated
        sheet.text(row, self.SOURCE, one.source or (line.source if stated else ""))
        sheet.text(row, self.QUALITY, str(dict(terms.QUALITIES).get(one.quality, one.quality)))
        sheet.text(row, self.REASON, one.reason or (line.reason if stated else ""))

    def _mean(self, number: Number, row: int) -> str:
        low, mode, high = (here(row, column) for column in (self.LOW, self.MODE, self.HIGH))
        if number.shape is Shape.EXACT:
            return low
        if number.shape is Shape.RANGE:
            return f"({low}+{PERT_LAMBDA}*{mode}+{high})/{PERT_LAMBDA + 2}"
        if number.shape is Shape.TRIANGULAR:
            return f"({low}+{mode}+{high})/3"
        z = here(self.Z_ROW, self.Z_COLUMN)
        return f"EXP((LN({low})+LN({high}))/2+((LN({high})-LN({low}))/(2*{z}))^2/2)"


def _columns(number: Number) -> tuple[int, ...]:
    if number.shape is Shape.EXACT:
        return (Assumptions.LOW,)
    if number.shape is Shape.LOGNORMAL:
        return Assumptions.LOW, Assumptions.HIGH
    return Assumptions.LOW, Assumptions.MODE, Assumptions.HIGH


class Index:
    """What a euro of each price year is in euros of the base year."""

    YEAR, INDEX, LEVEL = range(3)

    def __init__(self, paper: Paper, plan: Plan) -> None:
        self._years = sorted(plan.index) if plan.index else [plan.base_year]
        self._plan = plan
        explained = _(
            "A price of another year is brought to the base year: price x index of the base "
            "year / index of its own year."
        )
        self.sheet = paper.sheet(_("Price index"), _("Price index"), explained)

    def level(self, year: int) -> str:
        """The address of the factor for prices of a year."""
        return self.sheet.at(self._row(year), self.LEVEL)

    def fill(self) -> None:
        self.sheet.headings([_("Price year"), _("Index"), _("Factor to the base year")], [12, 18, 18])
        index = self._plan.index or {self._plan.base_year: Fraction(1)}
        base = here(self._row(self._plan.base_year), self.INDEX) if self._plan.base_year in index else ""
        for year in self._years:
            row = self._row(year)
            self.sheet.number(row, self.YEAR, year, WHOLE)
            self.sheet.number(row, self.INDEX, index[year])
            if base:
                level = index[self._plan.base_year] / index[year]
                self.sheet.formula(row, self.LEVEL, f"{base}/{here(row, self.INDEX)}", level, FACTOR)

    def _row(self, year: int) -> int:
        return FIRST + self._years.index(year)


class Discounting:
    """The present value of one euro in each year."""

    YEAR, RATE, AT_START, FACTOR_OF = range(4)

    def __init__(self, paper: Paper, plan: Plan) -> None:
        self._plan = plan
        moment = TIMING_WORDS[plan.discount.timing]
        explained = _("What one euro of a later year is worth in the base year, counted %(moment)s.")
        title = _("Later years")
        self.sheet = paper.sheet(title, title, explained % {"moment": moment})

    def factor(self, year: int) -> str:
        """The address of the factor of a year, the base year being 0."""
        return self.sheet.at(FIRST + year, self.FACTOR_OF)

    def fill(self) -> None:
        words = [_("Year"), _("Rate in that year"), _("At the start of the year"), _("Factor that counts")]
        self.sheet.headings(words, [10, 16, 20, 20])
        plan, start = self._plan, Fraction(1)
        factors = discount_factors(plan.discount, plan.horizon_years)
        for year, factor in enumerate(factors):
            row, rate = FIRST + year, _rate(plan.discount, year)
            self.sheet.number(row, self.YEAR, plan.base_year + year, WHOLE)
            self.sheet.number(row, self.RATE, rate, "0.00##%")
            before = f"{here(row - 1, self.AT_START)}/(1+{here(row - 1, self.RATE)})"
            if year:
                self.sheet.formula(row, self.AT_START, before, start, FACTOR)
            else:
                self.sheet.number(row, self.AT_START, 1, FACTOR)
            self.sheet.formula(row, self.FACTOR_OF, self._formula(row), factor, FACTOR)
            start /= 1 + rate

    def _formula(self, row: int) -> str:
        at_start, growth = here(row, self.AT_START), f"(1+{here(row, self.RATE)})"
        timing = self._plan.discount.timing
        if timing is Timing.START:
            return at_start
        return f"{at_start}/{growth}" if timing is Timing.END else f"{at_start}/SQRT{growth}"


def _rate(discount: Discount, year: int) -> Fraction:
    return next(rate for start, rate in reversed(discount.steps) if start <= year)


class DropOff:
    """What is left of each line after every year: the mean of (1 - drop-off) to the power of its age.

    For an uncertain drop-off that is not the power of the mean, so each year follows from the ones before it
    by the recurrence of docs/engines/returns.md.
    """

    NUMBER, LABEL, SHAPE, LOW, MODE, HIGH, FIRST_AGE = range(7)

    def __init__(self, paper: Paper, plan: Plan) -> None:
        self._plan = plan
        self._rows: dict[int, int] = {}
        row = FIRST
        for number, line in enumerate(plan.lines):
            if counted_years(line, plan):
                self._rows[number] = row
                row += 2 if line.dropoff.shape is Shape.TRIANGULAR else 1
        explained = _(
            "What is left of a line after 0, 1, 2 ... years: the mean of (1 - what is lost "
            "each year) to that power. Low, most likely and high are of what is kept."
        )
        title = _("What is left")
        self.sheet = paper.sheet(title, title, explained)

    def left(self, number: int, age: int) -> str:
        """The address of what is left of a line when it is so many years old."""
        return self.sheet.at(self._rows[number], self.FIRST_AGE + age)

    def fill(self, assumptions: Assumptions) -> None:
        ages = range(max((counted_years(line, self._plan) for line in self._plan.lines), default=0))
        words = [_("No."), _("Line"), _("Given as"), _("Low"), _("Most likely"), _("High")]
        self.sheet.headings([*words, *(str(age) for age in ages)], [5, 34, 18, 10, 10, 10])
        for number, row in self._rows.items():
            line = self._plan.lines[number]
            kept, years = line.dropoff.complement(), counted_years(line, self._plan)
            self.sheet.number(row, self.NUMBER, number + 1, WHOLE)
            self.sheet.text(row, self.LABEL, line.label)
            self.sheet.text(row, self.SHAPE, str(SHAPE_WORDS[kept.shape]))
            # The ends turn around: what is lost least is what is kept most.
            turned = zip(_columns(kept), reversed(_columns(kept)), kept.points, strict=True)
            for column, given, point in turned:
                lost = assumptions.point(number, "dropoff", given)
                self.sheet.formula(row, column - Assumptions.LOW + self.LOW, f"1-{lost}", point, SHARE)
            for column, formula, value in self._moments(row, kept, years):
                self.sheet.formula(row, column, formula, value, FACTOR)

    def _moments(self, row: int, kept: Number, years: int) -> Iterator[tuple[int, str, Fraction]]:
        low, mode, high = (here(row, column) for column in (self.LOW, self.MODE, self.HIGH))
        moments = kept.moments(years - 1)
        for age, value in enumerate(moments):
            column = self.FIRST_AGE + age
            last, before = here(row, column - 1), here(row, column - 2)
            if kept.shape is Shape.TRIANGULAR:
                self._sum_of_products(row + 1, age, (low, mode, high), value)
                yield column, f"2*{here(row + 1, column)}/{(age + 1) * (age + 2)}", value
            elif age == 0:
                yield column, "1", value
            elif kept.shape is Shape.EXACT:
                yield column, f"{last}*{low}", value
            else:
                formula = f"({age}*({low}+{high})+{PERT_LAMBDA}*{mode})*{last}"
                if age > 1:
                    formula += f"-{age - 1}*{low}*{high}*{before}"
                yield column, f"({formula})/{age + PERT_LAMBDA + 1}", value

    def _sum_of_products(self, row: int, age: int, points: tuple[str, str, str], moment: Fraction) -> None:
        """The helping row of a triangle: the sum of all products of `age` of its three points."""
        if age == 0:
            self.sheet.text(row, self.LABEL, _("(helps the row above: sums of products of the three)"))
        low, mode, high = points
        column = self.FIRST_AGE + age
        earlier = [here(row, column - back) for back in (1, 2, 3)]
        terms_of = (
            f"({low}+{mode}+{high})*{earlier[0]}",
            f"-({low}*{mode}+{low}*{high}+{mode}*{high})*{earlier[1]}",
            f"+{low}*{mode}*{high}*{earlier[2]}",
        )
        formula = "".join(terms_of[:age]) or "1"
        self.sheet.formula(row, column, formula, moment * (age + 1) * (age + 2) / 2, FACTOR)
