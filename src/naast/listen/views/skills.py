"""What somebody says of twelve skills, typed along at one table; and what stress does, to read together."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from naast.kernel.pages import Request, looked, staff_page
from naast.listen import asking
from naast.listen.views.around import asked_page
from naast.people import queries as people
from naast.people.types import PersonFacts


@staff_page()
def skills(request: Request, case_id: int, person_id: int) -> HttpResponse:
    """Twelve skills. Shown is only what the person shares with who stands beside them."""

    def shown(_person: PersonFacts, asked: asking.Asked | None) -> dict[str, Any]:
        return asking.skills_page(request.actor, case_id, person_id, asked)

    return asked_page(request, case_id, person_id, "skills", asking.skills_sent, shown)


@staff_page()
def stress(request: Request, case_id: int) -> HttpResponse:
    """What stress does: general information to read together."""
    case = people.case_for(request.actor, case_id)
    looked(request, case.id, "listen.stress")
    return render(request, "listen/stress.html", {"case": case, "step": "listen"})
