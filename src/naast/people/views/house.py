"""Accounts for the administrator, and the team for its lead."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from naast.kernel import actors
from naast.kernel.errors import Invalid, NotVisible
from naast.kernel.pages import Request, looked_over_words, staff_page
from naast.kernel.refusals import put, tried
from naast.people import actions, complaints, queries
from naast.people.forms.circle import AnswerForm
from naast.people.forms.complaints import LaterForm
from naast.people.forms.house import EndForm, HandOverForm, RoleForm, StaffForm
from naast.people.forms.writing import PhoneForm
from naast.people.types import StaffLine


@staff_page(actors.ADMINISTRATOR)
@never_cache
def accounts(request: Request) -> HttpResponse:
    """Who works here, and a form for somebody new. A password that we made up is shown once."""
    form = StaffForm(request.POST or None, teams=queries.teams())
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        made_up = "" if values["password"] else secrets.token_urlsafe(12)
        team = values.pop("team")
        values["password"] = values["password"] or made_up
        try:
            staff = actions.add_staff(
                actor=request.actor, team=queries.team_row(int(team)) if team else None, **values
            )
        except Invalid as error:
            put(form, error)
        else:
            context = {"staff_id": staff.pk, "name": staff.name, "login": values["login"], "made_up": made_up}
            return render(request, "people/staff_added.html", context)
    context = {"rows": queries.accounts(), "form": form}
    return render(request, "people/accounts.html", context, status=422 if form.errors else 200)


def line_of(staff_id: int) -> StaffLine:
    found = [row for row in queries.accounts() if row.id == staff_id]
    if not found:
        raise NotVisible
    return found[0]


def member_page(request: Request, staff_id: int, wrong: Any = None, **bound: Any) -> HttpResponse:
    row = line_of(staff_id)
    context = {
        "row": row,
        "own": request.actor.id == staff_id,
        "role_form": bound.get("role_form") or RoleForm(auto_id="role_%s"),
        "end_form": bound.get("end_form") or EndForm(auto_id="end_%s"),
        "phone_form": bound.get("phone_form") or PhoneForm(initial={"phone": row.phone}, auto_id="phone_%s"),
        "wrong": wrong,
    }
    return render(request, "people/staff_member.html", context, status=422 if wrong else 200)


@staff_page(actors.ADMINISTRATOR)
def staff_member(request: Request, staff_id: int) -> HttpResponse:
    """The roles of one member of staff, and the last day."""
    return member_page(request, staff_id)


@staff_page(actors.ADMINISTRATOR)
@require_POST
def grant_role(request: Request, staff_id: int) -> HttpResponse:
    form = RoleForm(request.POST, auto_id="role_%s")
    if not form.is_valid():
        return member_page(request, staff_id, wrong=form, role_form=form)
    actions.grant_role(actor=request.actor, staff=line_of(staff_id).id, role=form.cleaned_data["role"])
    messages.success(request, _("The role is given."))
    return HttpResponseRedirect(reverse("people:staff_member", args=[staff_id]))


@staff_page(actors.ADMINISTRATOR)
@require_POST
def staff_phone(request: Request, staff_id: int) -> HttpResponse:
    """On which number a colleague can be called."""
    form = PhoneForm(request.POST, auto_id="phone_%s")
    if not form.is_valid():
        return member_page(request, staff_id, wrong=form, phone_form=form)
    actions.say_staff_phone(
        actor=request.actor, staff_id=line_of(staff_id).id, phone=form.cleaned_data["phone"]
    )
    messages.success(request, _("The phone number is kept."))
    return HttpResponseRedirect(reverse("people:staff_member", args=[staff_id]))


@staff_page(actors.ADMINISTRATOR)
@require_POST
def withdraw_role(request: Request, staff_id: int) -> HttpResponse:
    actions.withdraw_role(actor=request.actor, staff_id=staff_id, role=request.POST.get("role", ""))
    messages.success(request, _("The role is withdrawn."))
    return HttpResponseRedirect(reverse("people:staff_member", args=[staff_id]))


@staff_page(actors.ADMINISTRATOR)
@require_POST
def end_employment(request: Request, staff_id: int) -> HttpResponse:
    form = EndForm(request.POST, auto_id="end_%s")
    if not form.is_valid():
        return member_page(request, staff_id, wrong=form, end_form=form)
    try:
        number = actions.end_employment(
            actor=request.actor, staff_id=staff_id, ends_on=form.cleaned_data["ends_on"]
        )
    except Invalid as error:
        put(form, error)
        return member_page(request, staff_id, wrong=form, end_form=form)
    messages.success(request, _("The last day is kept."))
    if number:
        handed = ngettext(
            "%(number)s resident needs another fixed contact. The team lead sees who on the team page.",
            "%(number)s residents need another fixed contact. The team lead sees who on the team page.",
            number,
        )
        messages.warning(request, handed % {"number": number})
    return HttpResponseRedirect(reverse("people:staff_member", args=[staff_id]))


@staff_page(actors.ADMINISTRATOR)
@require_POST
def stay_employed(request: Request, staff_id: int) -> HttpResponse:
    """A last day that does not come after all."""
    form = Form(request.POST, auto_id="stay_%s")
    if not tried(form, lambda: actions.stay_employed(actor=request.actor, staff_id=staff_id)):
        return member_page(request, staff_id, wrong=form)
    messages.success(request, _("There is no last day any more."))
    return HttpResponseRedirect(reverse("people:staff_member", args=[staff_id]))


def _place(case_id: int, staff_id: object) -> str:
    """Of one form on the page: a resident with a tandem stands there twice."""
    return f"case{case_id}_{staff_id}"


def _team_page(request: Request, **bound: Any) -> HttpResponse:
    holders = queries.colleagues_of(request.actor, *actors.CASE_ROLES)
    members = queries.team_of(request.actor)
    lines = [
        {
            "member": member,
            "people": [
                {
                    "person": person,
                    "form": bound.get(_place(person.case_id, member.face.id))
                    or HandOverForm(
                        holders=[face for face in holders if face.id != member.face.id],
                        initial={"instead_of": member.face.id},
                        auto_id=f"{_place(person.case_id, member.face.id)}_%s",
                    ),
                }
                for person in member.people
            ],
        }
        for member in members
        if member.people or member.ends_on
    ]
    requests = queries.requests_for_team(queries.team_id_of(request.actor))
    looked_over_words(request, ((row.case_id, row.person_id) for row in requests), "people.team")
    contacts = queries.fixed_contacts_of([row.case_id for row in requests]) if requests else {}
    clocks = complaints.complaint_clocks(requests)
    stood = complaints.cases_of(request.actor.id, [row.case_id for row in requests if row.id in clocks])
    handlers = queries.handlers_of(clocks) if clocks else {}
    asked = [
        {
            "row": row,
            "handler": handlers.get(row.id),
            "own": (row.id in clocks and row.case_id in stood)
            or request.actor.id
            in {face.id for face in (contacts[row.case_id].first, contacts[row.case_id].tandem) if face},
            "clock": clocks.get(row.id),
            "later": bound.get(f"later{row.id}") or LaterForm(auto_id=f"later{row.id}_%s"),
            "form": bound.get(f"answer{row.id}") or AnswerForm(auto_id=f"answer{row.id}_%s"),
        }
        for row in complaints.what_waits_first(requests, clocks)
    ]
    wrong = next(iter(bound.values()), None)
    beside_nobody = [member.face for member in members if not (member.people or member.ends_on)]
    context = {"lines": lines, "beside_nobody": beside_nobody, "requests": asked, "wrong": wrong}
    return render(request, "people/team.html", context, status=422 if wrong else 200)


@require_POST
@staff_page(actors.TEAM_LEAD)
def complaint_later(request: Request, request_id: int) -> HttpResponse:
    """Why a complaint gets its answer later."""
    form = LaterForm(request.POST, auto_id=f"later{request_id}_%s")
    if not tried(
        form,
        lambda: actions.answer_complaint_later(
            actor=request.actor, request_id=request_id, **form.cleaned_data
        ),
    ):
        return _team_page(request, **{f"later{request_id}": form})
    messages.success(request, _("The resident reads in the folder why it takes longer."))
    return HttpResponseRedirect(reverse("people:team"))


@staff_page(actors.TEAM_LEAD)
def team(request: Request) -> HttpResponse:
    """Per member of the team the residents they stand beside: names only. And what is asked of the lead."""
    return _team_page(request)


@staff_page(actors.TEAM_LEAD)
@require_POST
def hand_over(request: Request, case_id: int) -> HttpResponse:
    holders = queries.colleagues_of(request.actor, *actors.CASE_ROLES)
    place = _place(case_id, request.POST.get("instead_of", "")[:20])
    form = HandOverForm(request.POST, holders=holders, auto_id=f"{place}_%s")
    if not form.is_valid():
        return _team_page(request, **{place: form})
    try:
        actions.hand_over(
            actor=request.actor,
            case_id=case_id,
            staff_id=int(form.cleaned_data["staff"]),
            instead_of=form.cleaned_data["instead_of"],
        )
    except Invalid as error:
        put(form, error)
        return _team_page(request, **{place: form})
    messages.success(request, _("There is a new fixed contact. Introduce them to the resident in person."))
    return HttpResponseRedirect(reverse("people:team"))


@staff_page(actors.TEAM_LEAD)
@require_POST
def team_answer(request: Request, request_id: int) -> HttpResponse:
    form = AnswerForm(request.POST, auto_id=f"answer{request_id}_%s")
    if not form.is_valid():
        return _team_page(request, **{f"answer{request_id}": form})
    try:
        actions.answer_request(actor=request.actor, request_id=request_id, answer=form.cleaned_data["answer"])
    except Invalid as error:
        put(form, error)
        return _team_page(request, **{f"answer{request_id}": form})
    messages.success(request, _("The resident can read your answer."))
    return HttpResponseRedirect(reverse("people:team"))
