"""What was really needed, beside what was expected of a plan."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from naast.follow import access, actions, queries
from naast.follow.afterwards import Comparison
from naast.follow.forms import RealisedForm
from naast.follow.types import Count, LineAfter, YearAfter
from naast.kernel.clock import today
from naast.kernel.errors import NotVisible, Stale
from naast.kernel.pages import Request, looked, staff_page
from naast.kernel.refusals import tried
from naast.people import queries as people


@staff_page()
def after_a_year(request: Request, case_id: int) -> HttpResponse:
    """Per line what was expected and what was counted, and what that means in money for each payer."""
    case = people.case_for(request.actor, case_id)
    looked(request, case.id, "follow.after_a_year")
    found = queries.after_a_year(case.id)
    context = {
        "case": case,
        "step": "follow",
        "after": found,
        "payers": _payers(found.comparison) if found else [],
        "left_out": [row.line for row in found.lines if row.line.id in found.comparison.left_out]
        if found and found.comparison
        else [],
        "may_write": access.may_write(request.actor, case),
    }
    return render(request, "follow/after_a_year.html", context)


def _payers(comparison: Comparison | None) -> list[dict[str, Any]]:
    if comparison is None:
        return []
    names = sorted({*comparison.expected.payers, *comparison.realised.payers})
    return [
        {"payer": name, "expected": comparison.expected.of(name), "realised": comparison.realised.of(name)}
        for name in names
    ]


@staff_page()
def realised(request: Request, case_id: int, line_id: int, year: int) -> HttpResponse:
    """Write down how much there was of one line in one year of the plan."""
    case = access.case_to_work_in(request.actor, case_id)
    row, its_year = _asked(case.id, line_id, year)
    status = 200
    if request.method == "POST":
        form, status = RealisedForm(request.POST), 422
        try:
            if tried(form, lambda: _note(request, case_id, line_id, year, form)):
                messages.success(request, _("Kept."))
                return redirect("follow:after_a_year", case.id)
        except Stale as error:
            form = RealisedForm(request.POST.dict() | {"version": error.current_version})
            form.add_error(None, str(error))
            row, its_year = _asked(case.id, line_id, year)
            status = 409
    else:
        form = RealisedForm(initial=_initial(its_year))
    looked(request, case.id, "follow.realised")
    context = {"case": case, "step": "follow", "form": form, "row": row, "year": its_year}
    return render(request, "follow/realised.html", context, status=status)


def _asked(case_id: int, line_id: int, year: int) -> tuple[LineAfter, YearAfter]:
    found = queries.after_a_year(case_id)
    for row in found.lines if found else ():
        for its_year in row.years:
            if row.line.id == line_id and its_year.year == year and its_year.has_begun:
                return row, its_year
    raise NotVisible


def _initial(year: YearAfter) -> dict[str, Any]:
    if year.found is None:
        return {"from_on": year.from_on, "to_on": min(year.to_on, today()), "version": 0}
    row = year.found
    return {
        "quantity": row.quantity,
        "unknown": row.quantity is None,
        "from_on": row.from_on,
        "to_on": row.to_on,
        "source": row.source,
        "version": row.version,
    }


def _note(request: Request, case_id: int, line_id: int, year: int, form: RealisedForm) -> None:
    said = form.cleaned_data
    actions.note_realised(
        actor=request.actor,
        case_id=case_id,
        line_id=line_id,
        year=year,
        count=Count(
            None if said["unknown"] else said["quantity"], said["from_on"], said["to_on"], said["source"]
        ),
        base_version=said["version"] or 0,
    )
