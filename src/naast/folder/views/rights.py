"""Rights, always open: independent support, someone else, objection, complaint."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from naast.decide import actions as decide_actions
from naast.decide import objection_queries
from naast.decide import queries as decide
from naast.decide.objection_types import ObjectionFacts
from naast.decide.types import DecisionFacts
from naast.folder import forms
from naast.folder.access import places_of
from naast.folder.missing import asked_in
from naast.folder.papers import objected_to
from naast.folder.views.begun import begun
from naast.folder.views.common import contact_for_resident, folder_choices, thanks
from naast.kernel import clock
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
    """Which decision, in own words; by when, and how else. One after the term is received as well."""
    places = [place for place in places_of(request.actor) if place.is_own]
    before, own = begun(request.actor, "objection", places), [place.case for place in places]
    decisions = {row.id: row for case in own for row in decide.decisions_of(case.id)}
    objections = [row for case in own for row in decide.objections_of(case.id)]
    objected = objected_to(objections)
    # Against a decision on an objection one goes to the court; its letter tells how.
    open_to = [row for row in decisions.values() if row.appeal_ends_on is None]
    choices = [(row.id, _decision_in_words(row, objected=row.id in objected)) for row in open_to]
    chosen = str(choices[0][0]) if len(choices) == 1 else None
    form = forms.ObjectionForm(decisions=choices, initial={"decision": chosen, "words": before.words})
    if request.method == "POST" and decisions:
        form = forms.ObjectionForm(request.POST, decisions=choices)
        if form.is_valid():
            decision = decisions[int(form.cleaned_data["decision"])]
            try:
                decide_actions.object(
                    actor=request.actor,
                    case_id=decision.case_id,
                    decision_id=decision.id,
                    words=form.cleaned_data["words"],
                )
                before.forget()
                runs = any(row.is_open and row.decision_id == decision.id for row in objections)
                said = (
                    _("Thank you. We keep this with your objection.")
                    if runs
                    else _("Your objection is kept. Someone who did not decide looks at it.")
                )
                return thanks(request, said, "folder:objection")
            except Invalid as error:
                put(form, error)
    context = {
        "form": form if decisions else None,
        "objections": _running(objections, decisions) if objections else [],
        **before.context(request),
    }
    return render(request, "folder/objection.html", context, status=422 if form.errors else 200)


def _running(objections: list[ObjectionFacts], decisions: dict[int, DecisionFacts]) -> list[dict[str, Any]]:
    """Own objections with what happened, who looks at them (by name where that is safe) and whom to call."""
    cases = {decisions[row.decision_id].case_id for row in objections}
    courses = {number: objection_queries.courses_of(number, to_resident=True) for number in cases}
    handlers = [row.handler.id for row in objections if row.handler]
    faces = people.staff_faces(handlers, to_resident=True) if handlers else {}
    contacts = people.fixed_contacts_of(cases)
    calls = {number: contact_for_resident(contact) for number, contact in contacts.items()}
    found = []
    for row in objections:
        decision = decisions[row.decision_id]
        course = courses[decision.case_id].get(row.id)
        letters = course.letters if course else ()
        found.append(
            {
                "row": row,
                "decision": decision,
                "case_id": decision.case_id,
                "course": course,
                "asked": asked_in(course),
                # The letter with the decision on it: it alone tells of the way to the court.
                "answer": next((letter for letter in letters if letter.appeal_ends_on), None),
                "handler": faces.get(row.handler.id) if row.handler else None,
                "contact": calls.get(decision.case_id),
            }
        )
    return found


def _decision_in_words(row: DecisionFacts, *, objected: bool) -> str:
    """The day of the decision, the outcome once its letter left, and by when an objection is in time."""
    day = date_format(row.decided_on, "j F Y")
    if row.sent_on is None or row.objection_ends_on is None:
        return _("Decision of {day}. The letter is still to come.").format(day=day)
    if objected:
        words = _("Decision of {day}: {outcome}. You objected to it already.")
    elif row.objection_ends_on < clock.today():
        words = _("Decision of {day}: {outcome}. You could object until {end}. Say why it is later.")
    else:
        words = _("Decision of {day}: {outcome}. You can object until {end}.")
    return words.format(day=day, outcome=row.outcome_label, end=date_format(row.objection_ends_on, "j F Y"))
