"""How and when somebody wants to be reached, written down with them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from naast.kernel import actors
from naast.kernel.errors import Invalid
from naast.kernel.pages import Request, looked, staff_page
from naast.kernel.refusals import put
from naast.people import actions, queries
from naast.people.asking import ReachForm


@staff_page()
def reach(request: Request, case_id: int, person_id: int) -> HttpResponse:
    """The way, the times, and what else to know; for somebody in the case."""
    case = queries.case_for(request.actor, case_id)
    facts = queries.reach_of(request.actor, case.id, person_id)
    looked(request, case.id, "people.reach")
    form = ReachForm.of(facts, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.say_reach(actor=request.actor, case_id=case.id, person_id=person_id, **form.said())
            messages.success(request, _("Kept."))
            return redirect("people:reach", case.id, person_id)
        except Invalid as refusal:
            put(form, refusal)
    context = {
        "case": case,
        "form": form,
        "facts": facts,
        "person": next(each for each in queries.people_in(case) if each.id == person_id),
        "may_write": case.stands_beside and request.actor.has_role(*actors.CASE_ROLES),
    }
    return render(request, "people/reach.html", context, status=422 if request.method == "POST" else 200)
