"""The people of one case on one page; every form posts to its own address and comes back here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from naast.kernel import actors
from naast.kernel.errors import Invalid
from naast.kernel.pages import Request, looked, staff_page
from naast.people import actions, caseholders, queries
from naast.people.forms.circle import (
    AnswerForm,
    ContactForm,
    FolderForm,
    LetInForm,
    ParticipantForm,
    RepresentationForm,
)
from naast.people.types import CaseFacts

CIRCLE_ROLES = (*sorted(actors.CASE_ROLES), actors.SECOND_READER, actors.LAWYER, actors.MANDATE_HOLDER)


class Page:
    """What stands on the page, read once; the forms are made from it, bound or not."""

    def __init__(self, request: Request, case_id: int) -> None:
        self.request = request
        self.case: CaseFacts = queries.case_for(request.actor, case_id)
        looked(request, self.case.id, "people.circle")
        self.people = queries.people_in(self.case)
        self.places = queries.circle_of(self.case.id)
        self.contact = queries.fixed_contact_of(self.case.id)
        self.may_change = caseholders.holds(request.actor, self.case.id)
        self.requests = queries.requests_for_circle(self.case.id)
        self.bound: dict[str, forms.Form] = {}

    def contact_places(self) -> set[int]:
        """Places in the circle that do not end before there is another contact."""
        faces = {face.id for face in (self.contact.first, self.contact.tandem) if face is not None}
        return {place.id for place in self.places if place.face.kind == "staff" and place.face.id in faces}

    def let_in(self, data: Any = None) -> LetInForm:
        colleagues = queries.staff_with_role(*CIRCLE_ROLES)
        return LetInForm(data, colleagues=colleagues, people=self.people, places=self.places, auto_id="in_%s")

    def contact_form(self, data: Any = None) -> ContactForm:
        holders = queries.staff_with_role(*actors.CASE_ROLES)
        return ContactForm(data, holders=holders, now=self.contact, auto_id="contact_%s")

    def participant(self, data: Any = None) -> ParticipantForm:
        return ParticipantForm(data, auto_id="part_%s")

    def representation(self, data: Any = None) -> RepresentationForm:
        return RepresentationForm(data, people=self.people, auto_id="for_%s")

    def back(self, message: str = "") -> HttpResponse:
        if message:
            messages.success(self.request, message)
        return HttpResponseRedirect(reverse("people:circle", args=[self.case.id]))

    def refused(self, name: str, form: forms.Form, error: Invalid | None = None) -> HttpResponse:
        """The page again, with what was typed and what is wrong with it."""
        if error is not None:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        self.bound[name] = form
        return self.render(status=422)

    def render(self, status: int = 200) -> HttpResponse:
        logins = queries.folder_logins([person.id for person in self.people], self.case.municipality_id)
        context: dict[str, Any] = {
            "case": self.case,
            "step": "",
            "may_change": self.may_change,
            "places": self.places,
            "contact": self.contact,
            "contact_places": self.contact_places(),
            "intakes": queries.intakes_of(self.case.id),
            "representations": queries.representations_of(self.case.id),
            "folders": [
                {
                    "person": person,
                    "login": logins.get(person.id, ""),
                    "form": self.bound.get(f"folder{person.id}")
                    or FolderForm(auto_id=f"folder{person.id}_%s"),
                }
                for person in self.people
            ],
            "requests": [
                {
                    "row": row,
                    "form": self.bound.get(f"answer{row.id}") or AnswerForm(auto_id=f"answer{row.id}_%s"),
                }
                for row in self.requests
            ],
            "wrong": next(iter(self.bound.values()), None),
        }
        if self.may_change:
            context["let_in_form"] = self.bound.get("let_in") or self.let_in()
            context["contact_form"] = self.bound.get("contact") or self.contact_form()
            context["participant_form"] = self.bound.get("participant") or self.participant()
            context["representation_form"] = self.bound.get("representation") or self.representation()
        return render(self.request, "people/circle.html", context, status=status)


@staff_page()
def circle(request: Request, case_id: int) -> HttpResponse:
    """Who takes part, who may look, who is the contact, by when what is due, and what was asked."""
    return Page(request, case_id).render()


@staff_page()
@require_POST
def let_in(request: Request, case_id: int) -> HttpResponse:
    page = Page(request, case_id)
    form = page.let_in(request.POST)
    if not form.is_valid():
        return page.refused("let_in", form)
    kind, _dash, number = form.cleaned_data["who"].partition("-")
    try:
        actions.let_in(
            actor=request.actor,
            case_id=case_id,
            role=form.cleaned_data["role"],
            purpose=form.cleaned_data["purpose"],
            basis=form.cleaned_data["basis"],
            until_on=form.cleaned_data["until_on"],
            **{f"{kind}_id": int(number)},
        )
    except Invalid as error:
        return page.refused("let_in", form, error)
    return page.back(_("This person may look along now. The resident sees it."))


@staff_page()
@require_POST
def let_out(request: Request, case_id: int, member_id: int) -> HttpResponse:
    page = Page(request, case_id)
    try:
        actions.let_out(actor=request.actor, case_id=case_id, member_id=member_id)
    except Invalid as error:
        return page.refused("let_out", forms.Form({}), error)
    return page.back(_("This person may no longer look."))


@staff_page()
@require_POST
def fixed_contact(request: Request, case_id: int) -> HttpResponse:
    page = Page(request, case_id)
    form = page.contact_form(request.POST)
    if not form.is_valid():
        return page.refused("contact", form)
    try:
        actions.set_fixed_contact(
            actor=request.actor,
            case_id=case_id,
            staff_id=int(form.cleaned_data["staff"]),
            tandem_id=form.number("tandem"),
            stand_in_id=form.number("stand_in"),
        )
    except Invalid as error:
        return page.refused("contact", form, error)
    return page.back(_("The fixed contact is kept."))


@staff_page()
@require_POST
def participant(request: Request, case_id: int) -> HttpResponse:
    page = Page(request, case_id)
    form = page.participant(request.POST)
    if not form.is_valid():
        return page.refused("participant", form)
    try:
        actions.meet_participant(actor=request.actor, case_id=case_id, **form.cleaned_data)
    except Invalid as error:
        return page.refused("participant", form, error)
    return page.back(_("This person takes part now, with a story and board of their own."))


@staff_page()
@require_POST
def representation(request: Request, case_id: int) -> HttpResponse:
    page = Page(request, case_id)
    form = page.representation(request.POST)
    if not form.is_valid():
        return page.refused("representation", form)
    chosen = form.cleaned_data["representative"]
    try:
        actions.add_representation(
            actor=request.actor,
            case_id=case_id,
            person_id=int(form.cleaned_data["person"]),
            representative_id=int(chosen) if chosen else None,
            representative_name=form.cleaned_data["representative_name"],
            kind=form.cleaned_data["kind"],
            scope=form.cleaned_data["scope"],
            basis=form.cleaned_data["basis"],
        )
    except Invalid as error:
        return page.refused("representation", form, error)
    return page.back(_("The representation is kept."))


@staff_page()
@require_POST
def answer(request: Request, case_id: int, request_id: int) -> HttpResponse:
    page = Page(request, case_id)
    form = AnswerForm(request.POST, auto_id=f"answer{request_id}_%s")
    if not form.is_valid():
        return page.refused(f"answer{request_id}", form)
    try:
        actions.answer_request(actor=request.actor, request_id=request_id, answer=form.cleaned_data["answer"])
    except Invalid as error:
        return page.refused(f"answer{request_id}", form, error)
    return page.back(_("The resident can read your answer."))


@staff_page()
@require_POST
def folder(request: Request, case_id: int, person_id: int) -> HttpResponse:
    page = Page(request, case_id)
    form = FolderForm(request.POST, auto_id=f"folder{person_id}_%s")
    if not form.is_valid():
        return page.refused(f"folder{person_id}", form)
    try:
        actions.open_folder(
            actor=request.actor, case_id=case_id, person_id=person_id, name=form.cleaned_data["name"]
        )
    except Invalid as error:
        return page.refused(f"folder{person_id}", form, error)
    return page.back(_("The folder has a login. Hand over a code to open it."))


@staff_page()
@require_POST
@never_cache
def code(request: Request, case_id: int, person_id: int) -> HttpResponse:
    """The code stands on this answer only: it is kept nowhere, so there is no page to come back to."""
    page = Page(request, case_id)
    try:
        shown = actions.hand_over_code(actor=request.actor, case_id=case_id, person_id=person_id)
    except Invalid as error:
        return page.refused("code", forms.Form({}), error)
    login = queries.folder_logins([person_id], page.case.municipality_id)[person_id]
    return render(
        request, "people/code.html", {"case": page.case, "step": "", "code": shown, "folder_login": login}
    )
