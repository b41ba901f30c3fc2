"""The calculation of a plan as a workbook (XLSX) in which a controller can work the means out again by hand.

Formulas hold the means, from what was filled in to what each payer gains; percentiles and the chance are
values and say so. Pure: a plan and its result go in, a file comes out. The method is in
docs/engines/returns.md.
"""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from naast.engines.returns import Plan, Result
from naast.engines.returns.ledger import work_out
from naast.engines.returns.means import yearly_gains
from naast.plan.workbook import rest
from naast.plan.workbook.amounts import Counted, Outcome, Overlap, Payers
from naast.plan.workbook.inputs import Assumptions, Discounting, DropOff, Index
from naast.plan.workbook.lines import Lines, PerYear
from naast.plan.workbook.paper import Paper

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def made(plan: Plan, result: Result, *, case_number: int, made_on: dt.date) -> bytes:
    """The workbook of a plan, in the language of the reader. `result` is what the engine gave for `plan`.

    Raises ValueError without a line with an amount: then there is nothing to work out.
    """
    if not plan.lines:
        raise ValueError("a plan without amounts has no workbook")
    ledger = work_out(plan)
    present = [
        [gain * factor for gain, factor in zip(yearly_gains(line, plan), ledger.factors, strict=True)]
        for line in plan.lines
    ]
    paper = Paper(made_on)
    explanation = paper.sheet(_("Read me"), _("The plan beside doing nothing, worked out"))
    outcome, payers, lines = Outcome(paper), Payers(paper), Lines(paper, plan)
    assumptions, index = Assumptions(paper), Index(paper, plan)
    later, left = Discounting(paper, plan), DropOff(paper, plan)
    per_year, overlap, counted = PerYear(paper), Overlap(paper, plan), Counted(paper, plan)
    draws = rest.Draws(paper)
    without = paper.sheet(_("Without an amount"), _("Counts too, without an amount"))

    rest.read_me(explanation, plan, result, case_number=case_number, made_on=made_on)
    assumptions.fill(plan)
    index.fill()
    later.fill()
    left.fill(assumptions)
    lines.fill(assumptions, index)
    per_year.fill(ledger, present, lines, left, later)
    overlap.fill(ledger, per_year)
    counted.fill(ledger, per_year, overlap)
    payers.fill(ledger, result, lines, counted)
    outcome.fill(result, lines, counted)
    draws.fill(plan, result)
    rest.memos(without, plan)
    return paper.content()


__all__ = ["MEDIA_TYPE", "made"]
