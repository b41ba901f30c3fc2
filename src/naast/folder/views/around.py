"""What the owner of the folder says of themselves: roles, the people around them, what works, and stress."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from naast.folder.access import OWN, PART, Place, place_in
from naast.folder.views.common import thanks, untold
from naast.kernel.pages import Request, looked, resident_page
from naast.listen import asking
from naast.listen import queries as listen
from naast.listen.actions.skills import skills_key
from naast.listen.skills import SkillFacts
from naast.people import queries as people
from naast.people.reading import Part


def _mine(place: Place) -> dict[str, Any]:
    return {"place": place, "may_write": True}


@resident_page()
def roles(request: Request, case_id: int) -> HttpResponse:
    """What I was, am and want to be, and what I like."""
    place = place_in(request.actor, case_id, OWN, PART)
    first = untold(request, place)
    if first is not None:
        return first
    looked(request, case_id, "folder.roles")
    asked = None
    if request.method == "POST":
        asked = asking.roles_sent(request.actor, case_id, request.actor.id, request.POST)
        if asked.kept:
            return thanks(request, _("Kept."), "folder:roles", case_id)
    context = _mine(place) | asking.roles_page(request.actor, case_id, request.actor.id, asked)
    return render(request, "folder/roles.html", context, status=asked.status if asked else 200)


@resident_page()
def network(request: Request, case_id: int) -> HttpResponse:
    """The people around me: a picture, the same as a list, and somebody more."""
    place = place_in(request.actor, case_id, OWN, PART)
    first = untold(request, place)
    if first is not None:
        return first
    looked(request, case_id, "folder.network")
    asked = None
    if request.method == "POST":
        asked = asking.network_sent(request.actor, case_id, request.actor.id, request.POST)
        if asked.kept:
            return thanks(request, _("Kept."), "folder:network", case_id)
    me = request.actor
    context = _mine(place) | asking.network_page(me, case_id, me.id, me.name, asked)
    return render(request, "folder/network.html", context, status=asked.status if asked else 200)


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
    place = place_in(request.actor, case_id, OWN, PART)
    first = untold(request, place)
    if first is not None:
        return first
    looked(request, case_id, "folder.skills")
    me = request.actor
    asked = None
    if request.method == "POST":
        asked = asking.skills_sent(me, case_id, me.id, request.POST)
        if asked.kept:
            return thanks(request, _("Kept."), "folder:skills", case_id)
    said = listen.skills_of(me, case_id, me.id)
    context = _mine(place) | {
        "form": asked.forms["skills"] if asked else asking.skills_form(me, case_id, me.id),
        "shared": said,
        "theirs": asked.theirs if asked else "",
        "object_key": skills_key(case_id, me.id),
        "readers": _readers(place, me.id, said),
    }
    return render(request, "folder/skills.html", context, status=asked.status if asked else 200)


def _readers(place: Place, person_id: int, said: list[SkillFacts]) -> list[str]:
    """Who else reads what works for this person today: by the one rule, and who helps them when ticked."""
    me = next(each for each in people.people_in(place.case) if each.id == person_id)
    names = [row.name for row in people.readers_of(place.case, me) if Part.SKILLS in row.parts]
    return [*names, _("who helps you (only what you ticked)")] if any(row.shared for row in said) else names


@resident_page()
def stress(request: Request) -> HttpResponse:
    """What stress does: general information, about nobody."""
    return render(request, "folder/stress.html")
