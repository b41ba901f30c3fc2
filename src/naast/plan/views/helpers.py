from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from naast.kernel.pages import Request, looked, staff_page
from naast.listen import queries as listen
from naast.people import queries as people
from naast.plan import queries
from naast.plan.helping_now import help_now


@staff_page()
def helpers(request: Request, case_id: int) -> HttpResponse:
    """Who helps now, and what each costs a year. What is not known stays unknown, and nothing is added up."""
    case = people.case_for(request.actor, case_id)
    looked(request, case.id, "plan.helpers")
    plan = queries.plan_of(case.id)
    rows = help_now(plan.supports if plan else [], listen.helpers_of(request.actor, case.id))
    return render(request, "plan/helpers.html", {"case": case, "step": "plan", "rows": rows})
