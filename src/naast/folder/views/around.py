"""What the owner of the folder says of themselves: roles, the people around them, what works, and stress."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from naast.folder.access import OWN, PART, Place, place_in
from naast.folder.views.common import thanks, untold
from naast.kernel.actors import Actor
from naast.kernel.pages import Request, looked, resident_page
from naast.listen import asking
from naast.listen.skills import SkillFacts
from naast.people import queries as people
from naast.people.reading import Part


def _mine(place: Place) -> dict[str, Any]:
    return {"place": place, "may_write": True}


def _asked_page(
    request: Request,
    case_id: int,
    name: str,
    send: Callable[[Actor, int, int, asking.Posted], asking.Asked],
    shown: Callable[[Place, asking.Asked | None], dict[str, Any]],
) -> HttpResponse:
    """The page `name` with what I am asked: `send` keeps it, `shown` is what the page shows.

    What was refused is shown again with what was typed.
    """
    place = place_in(request.actor, case_id, OWN, PART)
    first = untold(request, place)
    if first is not None:
        return first
    looked(request, case_id, f"folder.{name}")
    asked = None
    if request.method == "POST":
        asked = send(request.actor, case_id, request.actor.id, request.POST)
        if asked.kept:
            return thanks(request, _("Kept."), f"folder:{name}", case_id)
    context = _mine(place) | shown(place, asked)
    return render(request, f"folder/{name}.html", context, status=asked.status if asked else 200)


@resident_page()
def roles(request: Request, case_id: int) -> HttpResponse:
    """What I was, am and want to be, and what I like."""
    me = request.actor

    def shown(_place: Place, asked: asking.Asked | None) -> dict[str, Any]:
        return asking.roles_page(me, case_id, me.id, asked)

    return _asked_page(request, case_id, "roles", asking.roles_sent, shown)


@resident_page()
def network(request: Request, case_id: int) -> HttpResponse:
    """The people around me: a picture, the same as a list, and somebody more."""
    me = request.actor

    def shown(_place: Place, asked: asking.Asked | None) -> dict[str, Any]:
        return asking.network_page(me, case_id, me.id, me.name, asked)

    return _asked_page(request, case_id, "network", asking.network_sent, shown)


@resident_page()
def network_person(request: Request, case_id: int, around_id: int) -> HttpResponse:
    """One of the people around me, to change or to take away."""
    place = place_in(request.actor, case_id, OWN, PART)
    first = untold(request, place)
    if first is not None:
        return first
    me = request.actor
    if request.method == "POST" and request.POST.get("do") == "drop":
        asking.drop(me, case_id, me.id, around_id)
        return redirect("folder:network", case_id)
    each = asking.network_person(me, case_id, me.id, around_id)
    looked(request, case_id, "folder.network")
    form, key = asking.network_form(me, each)
    asked = asking.Asked(forms={"network": form})
    if request.method == "POST":
        asked = asking.network_changed(me, each, request.POST)
        if asked.kept:
            return thanks(request, _("Kept."), "folder:network", case_id)
    context = _mine(place) | {
        "each": each,
        "form": asked.forms["network"],
        "object_key": key,
        "theirs": asked.theirs,
    }
    return render(request, "folder/network_person.html", context, status=asked.status)


@resident_page()
def skills(request: Request, case_id: int) -> HttpResponse:
    """What works for me and what takes effort. Nobody sees it before I say so, but by the rule of reading."""
    me = request.actor

    def shown(place: Place, asked: asking.Asked | None) -> dict[str, Any]:
        page = asking.skills_page(me, case_id, me.id, asked)
        return page | {"readers": _readers(place, me.id, page["shared"])}

    return _asked_page(request, case_id, "skills", asking.skills_sent, shown)


def _readers(place: Place, person_id: int, said: list[SkillFacts]) -> list[str]:
    """Who else reads what works for this person today: by the one rule, and who helps them when ticked."""
    me = next(each for each in people.people_in(place.case) if each.id == person_id)
    names = [row.name for row in people.readers_of(place.case, me) if Part.SKILLS in row.parts]
    return (
        [*names, _("the people who help you (only what you ticked)")]
        if any(row.shared for row in said)
        else names
    )


@resident_page()
def stress(request: Request) -> HttpResponse:
    """What stress does: general information, about nobody."""
    return render(request, "folder/stress.html")
