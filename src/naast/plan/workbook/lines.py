"""One line of the plan at a time: its means, what a full year brings, and what it is worth per year."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext as _

from naast.engines.returns.ledger import Ledger
from naast.engines.returns.means import counted_years, price_level
from naast.engines.returns.types import INPUTS, QUANTITIES, Kind, Line, Plan, Role, Sense
from naast.plan import terms
from naast.plan.workbook.inputs import Assumptions, Discounting, DropOff, Index
from naast.plan.workbook.paper import FACTOR, FIRST, MONEY, QUANTITY, SHARE, WHOLE, Paper, here

ROLE_WORDS, KIND_WORDS, SENSE_WORDS = dict(terms.ROLES), dict(terms.LINE_KINDS), dict(terms.SENSES)


def shares_a_draw(line: Line) -> bool:
    """Whether numbers that are multiplied in this line are one draw: then its mean is no product of means."""
    refs: dict[str, set[str]] = {}
    for name in INPUTS:
        number = line.input(name)
        if number.ref is not None and not number.is_exact:
            refs.setdefault(number.ref, set()).add(name)
    return any(len(names) > 1 and not names <= set(QUANTITIES) for names in refs.values())


class Lines:
    """One row per line: means, shares, and what a full year brings before anything is lost."""

    NUMBER, LABEL, KIND, ROLE, SENSE, PAYER, OTHER_SIDE, SIGN, REAL, INVESTS, CASHABLE = range(11)
    PLAN, NOTHING, PRICE, LEVEL, DEADWEIGHT, DISPLACEMENT, ATTRIBUTION, SUCCESS = range(11, 19)
    A_YEAR, START, YEARS, COUNTED, NOTE = range(19, 24)

    def __init__(self, paper: Paper, plan: Plan) -> None:
        self.plan = plan
        self.rows = range(FIRST, FIRST + len(plan.lines))
        explained = _(
            "A full year = sign x (plan - doing nothing) x price x factor x (1 - anyway) x (1"
            " - elsewhere) x our part x works in. Gains are positive, costs negative."
        )
        self.sheet = paper.sheet(_("Lines"), _("Lines"), explained)

    def a_year(self, number: int) -> str:
        """The address of what a full year of a line brings."""
        return self.sheet.at(FIRST + number, self.A_YEAR)

    def fill(self, assumptions: Assumptions, index: Index) -> None:
        words = [_("No."), _("Line"), _("Kind"), _("Role"), _("Direction"), _("Payer (code)")]
        words += [_("Other side of a transfer (code)"), _("Sign"), _("Counts in the balance")]
        words += [_("Is put in"), _("Out of a budget"), _("In the plan"), _("Doing nothing"), _("Price")]
        words += [_("Factor to the base year"), _("Anyway"), _("Elsewhere"), _("Our part"), _("Works in")]
        words += [_("A full year"), _("Starts after (years)"), _("Years"), _("Years that count"), _("Note")]
        self.sheet.headings(words, [5, 34, 26, 20, 18, 20, 20, 6, 9, 9, 9, 10, 10, 12, 12])
        for number, line in enumerate(self.plan.lines):
            self._words(FIRST + number, number, line)
            self._means(FIRST + number, number, line, assumptions, index)

    def _words(self, row: int, number: int, line: Line) -> None:
        sheet, real = self.sheet, line.kind is Kind.REAL
        sheet.number(row, self.NUMBER, number + 1, WHOLE)
        texts = {
            self.LABEL: line.label,
            self.KIND: KIND_WORDS[line.kind.value],
            self.ROLE: ROLE_WORDS[line.role.value],
            self.SENSE: SENSE_WORDS[line.sense.value],
            self.PAYER: line.payer,
            self.OTHER_SIDE: line.beneficiary or "",
        }
        for column, words in texts.items():
            sheet.text(row, column, str(words))
        flags = {
            self.SIGN: 1 if line.sense is Sense.BENEFIT else -1,
            self.REAL: real,
            self.INVESTS: real and line.role is Role.INVESTMENT,
            self.CASHABLE: real and line.cashable,
            self.START: line.start_year,
            self.YEARS: line.years,
            self.COUNTED: counted_years(line, self.plan),
        }
        for column, value in flags.items():
            sheet.number(row, column, int(value), WHOLE)

    def _means(self, row: int, number: int, line: Line, assumptions: Assumptions, index: Index) -> None:
        sheet = self.sheet
        forms = {"plan": QUANTITY, "nothing": QUANTITY, "price": MONEY}
        columns = {
            "plan": self.PLAN,
            "nothing": self.NOTHING,
            "price": self.PRICE,
            "deadweight": self.DEADWEIGHT,
            "displacement": self.DISPLACEMENT,
            "attribution": self.ATTRIBUTION,
            "success": self.SUCCESS,
        }
        for name, column in columns.items():
            mean = line.input(name).mean
            sheet.formula(row, column, assumptions.mean(number, name), mean, forms.get(name, SHARE))
        level = price_level(line, self.plan)
        sheet.formula(row, self.LEVEL, index.level(line.price_year), level, FACTOR)
        if shares_a_draw(line):
            note = _(
                "Numbers of this line are one uncertain number: the mean of their product is not "
                "the product of their means. The amounts per year are values worked out by Naast."
            )
            sheet.text(row, self.NOTE, note)
            return
        at = {name: here(row, column) for name, column in columns.items()}
        formula = (
            f"{here(row, self.SIGN)}*({at['plan']}-{at['nothing']})*{at['price']}*{here(row, self.LEVEL)}"
            f"*(1-{at['deadweight']})*(1-{at['displacement']})*{at['attribution']}*{at['success']}"
        )
        sheet.formula(row, self.A_YEAR, formula, _a_year(line, level), MONEY)


def _a_year(line: Line, level: Fraction) -> Fraction:
    sign = 1 if line.sense is Sense.BENEFIT else -1
    found = sign * level * (line.plan.mean - line.nothing.mean) * line.price.mean
    found *= (1 - line.deadweight.mean) * (1 - line.displacement.mean)
    return found * line.attribution.mean * line.success.mean


class PerYear:
    """The present value of every line in every year, before overlap."""

    NUMBER, LABEL, TOTAL, FIRST_YEAR = range(4)

    def __init__(self, paper: Paper) -> None:
        explained = _("A full year x what is left x the factor of that year.")
        self.sheet = paper.sheet(_("Per year"), _("Per year, before overlap"), explained)

    def total(self, number: int) -> str:
        """The address of a line over all years."""
        return self.sheet.at(FIRST + number, self.TOTAL)

    def cell(self, number: int, year: int) -> str:
        """The address of a line in one year."""
        return self.sheet.at(FIRST + number, self.FIRST_YEAR + year)

    def fill(
        self, ledger: Ledger, present: list[list[Fraction]], lines: Lines, left: DropOff, later: Discounting
    ) -> None:
        """`present`: per line what it brings in each year, discounted, before overlap."""
        plan = ledger.plan
        words = [_("No."), _("Line"), _("All years")]
        years = range(plan.horizon_years)
        self.sheet.headings(
            [*words, *(str(plan.base_year + year) for year in years)], [5, 34, 14, *[13] * len(years)]
        )
        for number, entry in enumerate(ledger.entries):
            row = FIRST + number
            self.sheet.number(row, self.NUMBER, number + 1, WHOLE)
            self.sheet.text(row, self.LABEL, entry.line.label)
            for age in range(counted_years(entry.line, plan)):
                year = entry.line.start_year + age
                column, value = self.FIRST_YEAR + year, present[number][year]
                if shares_a_draw(entry.line):
                    self.sheet.number(row, column, value, MONEY)
                else:
                    formula = f"{lines.a_year(number)}*{left.left(number, age)}*{later.factor(year)}"
                    self.sheet.formula(row, column, formula, value, MONEY)
            all_years = f"SUM({here(row, self.FIRST_YEAR)}:{here(row, self.FIRST_YEAR + len(years) - 1)})"
            self.sheet.formula(row, self.TOTAL, all_years, sum(present[number], Fraction(0)), MONEY)
