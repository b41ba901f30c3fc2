"""Rights, always open: independent support, someone else, objection, complaint."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from naast.decide import actions as decide_actions
from naast.decide import objection_queries
from naast.decide import queries as decide
from naast.decide.objection_types import ObjectionFacts
from naast.folder import forms
from naast.folder.access import places_of
from naast.folder.missing import asked_in
from naast.folder.objectable import chosen, objectables
from naast.folder.papers import objected_to
from naast.folder.views.begun import begun
from naast.folder.views.common import contact_for_resident, folder_choices, thanks
from naast.kernel.errors import Invalid
from naast.kernel.pages import Request, resident_page
from naast.kernel.refusals import put
from naast.people import actions as people_actions
from naast.people import queries as people


@resident_page()
def support(request: Request) -> HttpResponse:
    """Independent client support: free, from outside the municipality."""
    return _ask_page(request, "support", _("Someone will call you."))


@resident_page()
def someone_else(request: Request) -> HttpResponse:
    """To talk to someone other than the fixed contact. No reason is asked."""
    return _ask_page(request, "someone_else", _("Thank you. Someone else will contact you."))


@resident_page()
def complaint(request: Request) -> HttpResponse:
    """A complaint about how one was treated; it goes past the people of the case."""
    return _ask_page(request, "complaint", _("Your complaint is kept. You get an answer."))


def _ask_page(request: Request, kind: str, kept: str) -> HttpResponse:
    places = [place for place in places_of(request.actor) if place.tells]
    before = begun(request.actor, kind, places)
    form = forms.AskForm(cases=folder_choices(places), initial={"words": before.words})
    if request.method == "POST" and places:
        form = forms.AskForm(request.POST, cases=folder_choices(places))
        if form.is_valid():
            try:
                people_actions.ask(
                    actor=request.actor,
                    case_id=form.case_id,
                    kind=kind,
                    words=form.cleaned_data["words"],
                )
                before.forget()
                return thanks(request, kept, f"folder:{kind}")
            except Invalid as error:
                put(form, error)
    asked = [row for row in people.requests_by(request.actor) if row.kind == kind]
    clocks = people.complaint_clocks(asked)
    contacts = people.fixed_contacts_of(place.case.id for place in places)
    context = {
        "form": form if places else None,
        "asked": asked,
        "clocks": [(row, clocks[row.id]) for row in asked if row.id in clocks and not row.answer],
        "contacts": [contact_for_resident(contact) for contact in contacts.values()],
        **before.context(request),
    }
    return render(request, f"folder/{kind}.html", context, status=422 if form.errors else 200)


@resident_page()
def objection(request: Request) -> HttpResponse:
    """What it is about, in own words; by when, and how else. One after the term is received as well."""
    places = [place for place in places_of(request.actor) if place.is_own]
    before, own = begun(request.actor, "objection", places), [place.case.id for place in places]
    objections = [row for case_id in own for row in decide.objections_of(case_id)]
    found = {row.value: row for row in objectables(own, objections)}
    choices = [(row.value, row.words) for row in found.values()]
    known = chosen(list(found.values()), request.GET)
    form = forms.ObjectionForm(choices=choices, initial={"decision": known, "words": before.words})
    if request.method == "POST" and found:
        form = forms.ObjectionForm(request.POST, choices=choices)
        if form.is_valid():
            about = found[form.cleaned_data["decision"]]
            try:
                decide_actions.object(
                    actor=request.actor,
                    case_id=about.case_id,
                    decision_id=about.decision_id,
                    notice_id=about.notice_id,
                    words=form.cleaned_data["words"],
                )
                before.forget()
                runs = about.key in objected_to(row for row in objections if row.is_open)
                said = (
                    _("Thank you. We keep this with your objection.")
                    if runs
                    else _("Your objection is kept. Someone who did not decide looks at it.")
                )
                return thanks(request, said, "folder:objection")
            except Invalid as error:
                put(form, error)
    context = {
        "form": form if found else None,
        "objections": _running(objections) if objections else [],
        **before.context(request),
    }
    return render(request, "folder/objection.html", context, status=422 if form.errors else 200)


def _running(objections: list[ObjectionFacts]) -> list[dict[str, Any]]:
    """Own objections with what happened, who looks at them (by name where that is safe) and whom to call."""
    cases = {row.case_id for row in objections}
    courses = {number: objection_queries.courses_of(number, to_resident=True) for number in cases}
    handlers = [row.handler.id for row in objections if row.handler]
    faces = people.staff_faces(handlers, to_resident=True) if handlers else {}
    contacts = people.fixed_contacts_of(cases)
    calls = {number: contact_for_resident(contact) for number, contact in contacts.items()}
    found = []
    for row in objections:
        course = courses[row.case_id].get(row.id)
        letters = course.letters if course else ()
        found.append(
            {
                "row": row,
                "case_id": row.case_id,
                "course": course,
                "asked": asked_in(course),
                # The letter with the decision on it: it alone tells of the way to the court.
                "answer": next((letter for letter in letters if letter.appeal_ends_on), None),
                "handler": faces.get(row.handler.id) if row.handler else None,
                "contact": calls.get(row.case_id),
            }
        )
    return found
