"""Roles, interests and the people around somebody, beside whom staff types along."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from naast.kernel.actors import Actor
from naast.kernel.pages import Request, looked, staff_page
from naast.listen import access, asking
from naast.listen.views.words import person_or_404, untold
from naast.people import queries as people
from naast.people.types import CaseFacts, PersonFacts


def frame(request: Request, case: CaseFacts, person_id: int) -> dict[str, Any]:
    """What each of these pages shows: whose it is, and whether they read what happens with what is told."""
    return {
        "case": case,
        "step": "listen",
        "person": person_or_404(case, person_id),
        "untold": untold(case, [person_id]),
        "may_write": access.may_write(request.actor, case),
    }


def asked_page(
    request: Request,
    case_id: int,
    person_id: int,
    name: str,
    send: Callable[[Actor, int, int, asking.Posted], asking.Asked],
    shown: Callable[[PersonFacts, asking.Asked | None], dict[str, Any]],
) -> HttpResponse:
    """The page `name` with what is asked of somebody: `send` keeps it, `shown` is what the page shows.

    What was refused is shown again with what was typed.
    """
    case = people.case_for(request.actor, case_id)
    context = frame(request, case, person_id)
    looked(request, case.id, f"listen.{name}")
    asked = None
    if request.method == "POST":
        asked = send(request.actor, case.id, person_id, request.POST)
        if asked.kept:
            return redirect(f"listen:{name}", case.id, person_id)
    context |= shown(context["person"], asked)
    return render(request, f"listen/{name}.html", context, status=asked.status if asked else 200)


@staff_page()
def roles(request: Request, case_id: int, person_id: int) -> HttpResponse:
    """What somebody was, is and wants to be, and what they like."""

    def shown(_person: PersonFacts, asked: asking.Asked | None) -> dict[str, Any]:
        return asking.roles_page(request.actor, case_id, person_id, asked)

    return asked_page(request, case_id, person_id, "roles", asking.roles_sent, shown)


@staff_page()
def network(request: Request, case_id: int, person_id: int) -> HttpResponse:
    """The people around somebody: a picture, the same as a list, and somebody more."""

    def shown(person: PersonFacts, asked: asking.Asked | None) -> dict[str, Any]:
        return asking.network_page(request.actor, case_id, person_id, person.name, asked)

    return asked_page(request, case_id, person_id, "network", asking.network_sent, shown)


@staff_page()
def network_person(request: Request, case_id: int, person_id: int, around_id: int) -> HttpResponse:
    """One of the people around somebody, to change or to take away."""
    case = people.case_for(request.actor, case_id)
    context = frame(request, case, person_id)
    if request.method == "POST" and request.POST.get("do") == "drop":
        asking.drop(request.actor, case.id, person_id, around_id)
        return redirect("listen:network", case.id, person_id)
    facts = asking.network_person(request.actor, case.id, person_id, around_id)
    looked(request, case.id, "listen.network")
    form, key = asking.network_form(request.actor, facts)
    asked = asking.Asked(forms={"network": form})
    if request.method == "POST":
        asked = asking.network_changed(request.actor, facts, request.POST)
        if asked.kept:
            return redirect("listen:network", case.id, person_id)
    context |= {"each": facts, "form": asked.forms["network"], "object_key": key, "theirs": asked.theirs}
    return render(request, "listen/network_person.html", context, status=asked.status)
