"""The people of one case on one page; every form posts to its own address and comes back here."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from naast.kernel import actors, clock
from naast.kernel.errors import Invalid
from naast.kernel.pages import Request, looked, staff_page
from naast.kernel.refusals import put
from naast.people import actions, caseholders, queries
from naast.people.forms.circle import (
    AnswerForm,
    ContactForm,
    FolderForm,
    LetInForm,
    ParticipantForm,
    RepresentationForm,
)
from naast.people.login import CODE_MINUTES, PAPER_DAYS
from naast.people.views.common import PageOfForms

CIRCLE_ROLES = (*sorted(actors.CASE_ROLES), actors.SECOND_READER, actors.LAWYER, actors.MANDATE_HOLDER)


class Page(PageOfForms):
    """What stands on the page, read once; the forms are made from it, bound or not."""

    address = "people:circle"

    def __init__(self, request: Request, case_id: int) -> None:
        super().__init__(request, queries.case_for(request.actor, case_id))
        looked(request, self.case.id, "people.circle")
        self.people = queries.people_in(self.case)
        self.places = queries.circle_of(self.case.id)
        self.contact = queries.fixed_contact_of(self.case.id)
        self.may_change = caseholders.holds(request.actor, self.case.id)
        self.requests = queries.requests_for_circle(self.case.id)

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

    def render(self, status: int = 200) -> HttpResponse:
        logins = queries.folder_logins([person.id for person in self.people], self.case.municipality_id)
        context: dict[str, Any] = {
            "case": self.case,
            "step": "",
            "may_change": self.may_change,
            "places": self.places,
            "contact": self.contact,
            "contact_places": self.contact_places(),
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
            "wrong": self.wrong,
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

    def keep(given: dict[str, Any]) -> None:
        kind, _dash, number = given.pop("who").partition("-")
        given[f"{kind}_id"] = int(number)
        actions.let_in(actor=request.actor, case_id=case_id, **given)

    message = _("This person may look along now. The resident sees it.")
    return page.kept("let_in", page.let_in(request.POST), keep, message)


@staff_page()
@require_POST
def let_out(request: Request, case_id: int, member_id: int) -> HttpResponse:
    def keep(_given: dict[str, Any]) -> None:
        actions.let_out(actor=request.actor, case_id=case_id, member_id=member_id)

    page = Page(request, case_id)
    return page.kept("let_out", forms.Form({}), keep, _("This person may no longer look."))


@staff_page()
@require_POST
def fixed_contact(request: Request, case_id: int) -> HttpResponse:
    def keep(given: dict[str, Any]) -> None:
        chosen: dict[str, Any] = {
            f"{who}_id": int(number) if number else None for who, number in given.items()
        }
        actions.set_fixed_contact(actor=request.actor, case_id=case_id, **chosen)

    page = Page(request, case_id)
    return page.kept("contact", page.contact_form(request.POST), keep, _("The fixed contact is kept."))


@staff_page()
@require_POST
def participant(request: Request, case_id: int) -> HttpResponse:
    def keep(given: dict[str, Any]) -> None:
        actions.meet_participant(actor=request.actor, case_id=case_id, **given)

    page = Page(request, case_id)
    message = _("This person takes part now, with a story and board of their own.")
    return page.kept("participant", page.participant(request.POST), keep, message)


@staff_page()
@require_POST
def representation(request: Request, case_id: int) -> HttpResponse:
    def keep(given: dict[str, Any]) -> None:
        person, chosen = given.pop("person"), given.pop("representative")
        actions.add_representation(
            actor=request.actor,
            case_id=case_id,
            person_id=int(person),
            representative_id=int(chosen) if chosen else None,
            **given,
        )

    page = Page(request, case_id)
    form = page.representation(request.POST)
    return page.kept("representation", form, keep, _("The representation is kept."))


@staff_page()
@require_POST
def answer(request: Request, case_id: int, request_id: int) -> HttpResponse:
    def keep(given: dict[str, Any]) -> None:
        actions.answer_request(actor=request.actor, request_id=request_id, **given)

    page = Page(request, case_id)
    form = AnswerForm(request.POST, auto_id=f"answer{request_id}_%s")
    return page.kept(f"answer{request_id}", form, keep, _("The resident can read your answer."))


@staff_page()
@require_POST
def folder(request: Request, case_id: int, person_id: int) -> HttpResponse:
    def keep(given: dict[str, Any]) -> None:
        actions.open_folder(actor=request.actor, case_id=case_id, person_id=person_id, **given)

    page = Page(request, case_id)
    form = FolderForm(request.POST, auto_id=f"folder{person_id}_%s")
    message = _("The folder has a login. Hand over a code to open it.")
    return page.kept(f"folder{person_id}", form, keep, message)


@staff_page()
@require_POST
@never_cache
def code(request: Request, case_id: int, person_id: int) -> HttpResponse:
    """The code stands on this answer only: it is kept nowhere, so there is no page to come back to."""
    page, on_paper = Page(request, case_id), request.POST.get("paper") == "1"
    try:
        shown = actions.hand_over_code(
            actor=request.actor, case_id=case_id, person_id=person_id, on_paper=on_paper
        )
    except Invalid as error:
        form = forms.Form({})
        put(form, error)
        return page.refused("code", form)
    login = queries.folder_logins([person_id], page.case.municipality_id)[person_id]
    lasts = dt.timedelta(days=PAPER_DAYS) if on_paper else dt.timedelta(minutes=CODE_MINUTES)
    context = {
        "case": page.case,
        "step": "",
        "person": next(person for person in page.people if person.id == person_id),
        "code": shown,
        "folder_login": login,
        "until": clock.now() + lasts,
        "door": request.build_absolute_uri(reverse("people:folder_login")),
    }
    return render(request, "people/code.html", context)
