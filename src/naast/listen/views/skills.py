"""What somebody says of twelve skills, typed along at one table; and what stress does, to read together."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from naast.kernel.pages import Request, looked, staff_page
from naast.listen import asking, queries
from naast.listen.actions.skills import skills_key
from naast.listen.views.around import frame
from naast.people import queries as people


@staff_page()
def skills(request: Request, case_id: int, person_id: int) -> HttpResponse:
    """Twelve skills. Shown is only what the person shares with who stands beside them."""
    case = people.case_for(request.actor, case_id)
    context = frame(request, case, person_id)
    looked(request, case.id, "listen.skills")
    asked = None
    if request.method == "POST":
        asked = asking.skills_sent(request.actor, case.id, person_id, request.POST)
        if asked.kept:
            return redirect("listen:skills", case.id, person_id)
    context |= {
        "form": asked.forms["skills"] if asked else asking.skills_form(request.actor, case.id, person_id),
        "shared": queries.skills_of(request.actor, case.id, person_id),
        "theirs": asked.theirs if asked else "",
        "object_key": skills_key(case.id, person_id),
    }
    return render(request, "listen/skills.html", context, status=asked.status if asked else 200)


@staff_page()
def stress(request: Request, case_id: int) -> HttpResponse:
    """What stress does: general information to read together."""
    case = people.case_for(request.actor, case_id)
    looked(request, case.id, "listen.stress")
    return render(request, "listen/stress.html", {"case": case, "step": "listen"})
