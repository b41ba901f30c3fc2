"""Complaints that somebody was named to answer, and naming who does."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naast.kernel import actors
from naast.kernel.errors import NotVisible
from naast.kernel.forms import number
from naast.kernel.pages import Request, looked_over_words, staff_page
from naast.kernel.refusals import tried
from naast.people import actions, queries
from naast.people.complaints import what_waits_first
from naast.people.forms.circle import AnswerForm
from naast.people.forms.complaints import HandlerForm, LaterForm


@staff_page()
def complaints(request: Request) -> HttpResponse:
    """What this member of staff was named to answer; for the administrator what nobody can answer yet."""
    return _page(request)


def _page(request: Request, **bound: Form) -> HttpResponse:
    named = queries.named_complaints(request.actor)
    looked_over_words(request, ((row.case_id, row.person_id) for row in named), "people.complaints")
    clocks = queries.complaint_clocks(named)
    names = request.actor.has_role(actors.ADMINISTRATOR)
    context = {
        "complaints": [
            {
                "row": row,
                "own": False,
                "clock": clocks.get(row.id),
                "later": bound.get(f"later{row.id}") or LaterForm(auto_id=f"later{row.id}_%s"),
                "later_url": reverse("people:named_later", args=[row.id]),
                "form": bound.get(f"answer{row.id}") or AnswerForm(auto_id=f"answer{row.id}_%s"),
            }
            for row in what_waits_first(named, clocks)
        ],
        "names": names,
        "to_name": queries.complaints_to_name() if names else [],
        "wrong": next(iter(bound.values()), None),
    }
    return render(request, "people/complaints.html", context, status=422 if bound else 200)


@require_POST
@staff_page()
def answer(request: Request, request_id: int) -> HttpResponse:
    """The answer of who was named."""
    form = AnswerForm(request.POST, auto_id=f"answer{request_id}_%s")
    _named(request, request_id)
    if not tried(
        form,
        lambda: actions.answer_request(
            actor=request.actor, request_id=request_id, answer=form.cleaned_data["answer"]
        ),
    ):
        return _page(request, **{f"answer{request_id}": form})
    messages.success(request, _("The resident can read your answer."))
    return HttpResponseRedirect(reverse("people:complaints"))


@require_POST
@staff_page()
def later(request: Request, request_id: int) -> HttpResponse:
    """Why the answer of who was named comes later."""
    form = LaterForm(request.POST, auto_id=f"later{request_id}_%s")
    _named(request, request_id)
    if not tried(
        form,
        lambda: actions.answer_complaint_later(
            actor=request.actor, request_id=request_id, **form.cleaned_data
        ),
    ):
        return _page(request, **{f"later{request_id}": form})
    messages.success(request, _("The resident reads in the folder why it takes longer."))
    return HttpResponseRedirect(reverse("people:complaints"))


def _named(request: Request, request_id: int) -> None:
    if request_id not in {row.id for row in queries.named_complaints(request.actor)}:
        raise NotVisible


@staff_page(actors.ADMINISTRATOR, actors.TEAM_LEAD)
def name_handler(request: Request, request_id: int) -> HttpResponse:
    """Name who answers a complaint. Who names it reads none of it here; a second click finds it done."""
    named_now = number(request.POST.get("staff", ""))
    if named_now and queries.was_named_by(request.actor, request_id, named_now):
        return _named_it(request)
    case_id = _case_of(request, request_id)
    able = queries.who_may_answer(case_id, without=request.actor.id)
    form = HandlerForm(request.POST if request.method == "POST" else None, able=able)
    if request.method == "POST" and tried(
        form,
        lambda: actions.name_complaint_handler(
            actor=request.actor, request_id=request_id, staff_id=number(form.cleaned_data["staff"]) or 0
        ),
    ):
        return _named_it(request)
    context: dict[str, Any] = {
        "form": form,
        "able": able,
        "named": queries.handlers_of([request_id]).get(request_id),
    }
    return render(request, "people/name_handler.html", context, status=422 if form.errors else 200)


def _named_it(request: Request) -> HttpResponse:
    messages.success(request, _("Named. It stands under Complaints for them."))
    leads = request.actor.has_role(actors.TEAM_LEAD)
    return HttpResponseRedirect(reverse("people:team" if leads else "people:complaints"))


def _case_of(request: Request, request_id: int) -> int:
    """The case of a complaint that this actor may name somebody for."""
    mine = [
        row for row in queries.requests_for_team(queries.team_id_of(request.actor)) if row.kind == "complaint"
    ]
    if request.actor.has_role(actors.TEAM_LEAD):
        for row in mine:
            if row.id == request_id:
                return row.case_id
    if request.actor.has_role(actors.ADMINISTRATOR):
        for waits in queries.complaints_to_name():
            if waits.id == request_id:
                return waits.case_id
    raise NotVisible
