"""How to talk with somebody: by themselves in the folder, or written down with them at the desk."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from naast.kernel.errors import Invalid, NotVisible, Stale
from naast.kernel.pages import Request, looked, resident_page, staff_page
from naast.kernel.refusals import put
from naast.people import actions, queries
from naast.people.forms.talking import TalkingForm


@staff_page()
def talking(request: Request, case_id: int, person_id: int) -> HttpResponse:
    """At the desk, together with the person."""
    case = queries.case_for(request.actor, case_id)
    looked(request, case.id, "people.talking")
    person = next((row for row in queries.people_in(case) if row.id == person_id), None)
    if person is None:
        raise NotVisible
    context = {"case": case, "step": "", "person": person}
    return _page(request, person_id, case_id, "people/talking.html", context)


@resident_page()
def own_talking(request: Request) -> HttpResponse:
    """In one's own folder."""
    return _page(request, request.actor.id, None, "people/own_talking.html", {})


def _page(
    request: Request, person_id: int, case_id: int | None, template: str, context: dict[str, Any]
) -> HttpResponse:
    now = queries.talking_of(request.actor, person_id, case_id)
    form, status = TalkingForm.standing(now), 200
    if request.method == "POST":
        form, status = TalkingForm(request.POST), 422
        if form.is_valid():
            try:
                actions.say_talking(
                    actor=request.actor,
                    case_id=case_id,
                    person_id=person_id,
                    said=form.said(),
                    base_version=form.base_version,
                )
                messages.success(request, _("Kept. Whoever helps sees it at the top."))
                return HttpResponseRedirect(request.path)
            except Invalid as error:
                put(form, error)
            except Stale as error:
                form = TalkingForm(request.POST.dict() | {"version": str(now.version)})
                form.add_error(None, str(error))
                status = 409
    found = context | {"form": form, "now": now if status == 409 else None, "standing": now}
    return render(request, template, found, status=status)
