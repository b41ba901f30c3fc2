"""Own steps, own reminders, and how one wants to be reached."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from naast.folder.access import OWN, PART, place_in, places_of
from naast.folder.views.common import thanks, untold
from naast.kernel.errors import Invalid, NotVisible
from naast.kernel.forms import number
from naast.kernel.pages import Request, looked, resident_page
from naast.kernel.refusals import put
from naast.people import actions as people_actions
from naast.people import queries as people
from naast.people.asking import ReachForm
from naast.plan import actions as plan_actions
from naast.plan import step_forms, step_queries, stepping
from naast.plan import step_terms as terms


@resident_page()
def steps(request: Request, case_id: int) -> HttpResponse:
    """My steps: who does them now, what is done, and what others do for me for a while."""
    place = place_in(request.actor, case_id, OWN)
    first = untold(request, place)
    if first is not None:
        return first
    looked(request, case_id, "folder.steps")
    forms: dict[str, Any] = {}
    if request.method == "POST":
        if request.POST.get("do") == "end":
            return _end(request, case_id)
        add = step_forms.OwnStepForm(
            request.POST if request.POST.get("do") == "add" else None, auto_id="id_step_%s"
        )
        sent = stepping.step_sent(request.actor, case_id, request.POST, add)
        if sent.kept:
            return thanks(request, sent.said, "folder:steps", case_id)
        forms = sent.forms
    context = {
        "place": place,
        "views": step_queries.steps_of(case_id, to_resident=True),
        "taken": step_queries.taking_over_of(case_id, to_resident=True),
        "add": forms.get("add") or step_forms.OwnStepForm(auto_id="id_step_%s"),
        "done_form": forms.get("done"),
        "may_write": True,
        "mandate": terms.MANDATE,
    }
    return render(request, "folder/steps.html", context, status=422 if forms else 200)


def _end(request: Request, case_id: int) -> HttpResponse:
    """Take a mandate of one's own back."""
    taking_over_id = number(request.POST.get("taking_over"))
    if taking_over_id is None:
        raise NotVisible
    plan_actions.end_taking_over(actor=request.actor, case_id=case_id, taking_over_id=taking_over_id)
    return thanks(request, _("We stop with this today."), "folder:steps", case_id)


@resident_page()
def reminders(request: Request, case_id: int) -> HttpResponse:
    """My reminders, and one more."""
    place = place_in(request.actor, case_id, OWN, PART)
    first = untold(request, place)
    if first is not None:
        return first
    looked(request, case_id, "folder.reminders")
    sent = None
    if request.method == "POST":
        views = stepping.open_steps(request.actor, place.case)
        sent = stepping.reminder_sent(request.actor, place.case, request.POST, views)
        if sent.kept:
            return thanks(request, sent.said, "folder:reminders", case_id)
    context = {"place": place, "may_write": True}
    context |= stepping.page_of_reminders(request.actor, place.case, sent)
    return render(request, "folder/reminders.html", context, status=sent.status if sent else 200)


@resident_page()
def reach(request: Request) -> HttpResponse:
    """How and when I want to be reached."""
    place = next((place for place in places_of(request.actor) if place.tells), None)
    if place is None:
        raise NotVisible
    me, case_id = request.actor, place.case.id
    looked(request, case_id, "folder.reach")
    form = ReachForm.of(people.reach_of(me, case_id, me.id), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            people_actions.say_reach(actor=me, case_id=case_id, person_id=me.id, **form.said())
            return thanks(request, _("Kept."), "folder:reach")
        except Invalid as refusal:
            put(form, refusal)
    context = {"form": form, "place": place}
    return render(request, "folder/reach.html", context, status=422 if request.method == "POST" else 200)
