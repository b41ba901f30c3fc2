"""Who of the family and of who act for somebody reads which folder: by authority, refused, and what."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naast.kernel import clock
from naast.kernel.pages import Request, looked, staff_page
from naast.people import actions, caseholders, queries
from naast.people.forms.circle import FolderForm
from naast.people.forms.reading import AuthorityForm, RefusalForm, ReviewForm
from naast.people.reading import FROM_SIXTEEN, FROM_TWELVE, LABELS, Part, age_on
from naast.people.types import PersonFacts
from naast.people.views.common import PageOfForms

NOBODY = 0


class Page(PageOfForms):
    """What stands on the page, read once; the forms are made from it, bound or not."""

    address = "people:who_reads"

    def __init__(self, request: Request, case_id: int) -> None:
        super().__init__(request, queries.case_for(request.actor, case_id))
        looked(request, self.case.id, "people.who_reads")
        self.people = queries.people_in(self.case)
        self.others = queries.could_read(self.case, NOBODY)
        self.may_change = caseholders.holds(request.actor, self.case.id)
        self.refusals = queries.refusals_of(self.case.id)

    def authority(self, data: Any = None) -> AuthorityForm:
        return AuthorityForm(data, children=self.people, others=self.others, auto_id="authority_%s")

    def refusal(self, data: Any = None) -> RefusalForm:
        return RefusalForm(data, children=self.people, others=self.others, auto_id="refusal_%s")

    def render(self, status: int = 200) -> HttpResponse:
        # Each name of a folder is shown with the words of this page, and made by the form of the circle.
        logins = queries.folder_logins([each.id for each in self.others], self.case.municipality_id)
        inside = {each.id for each in self.people}
        context: dict[str, Any] = {
            "case": self.case,
            "step": "",
            "may_change": self.may_change,
            "folders": [self._folder(person) for person in self.people],
            "readers": [
                {
                    "person": each,
                    "login": logins.get(each.id, ""),
                    "form": FolderForm(auto_id=f"folder{each.id}_%s"),
                }
                for each in self.others
                if each.id not in inside
            ],
            "authorities": queries.authorities_of(self.case.id),
            "refusals": [
                {
                    "row": row,
                    "is_due": row.review_on <= clock.today(),
                    "form": self.bound.get(f"review{row.id}") or ReviewForm(auto_id=f"review{row.id}_%s"),
                }
                for row in (self.refusals if self.may_change else [])
            ],
            "wrong": self.wrong,
        }
        if self.may_change:
            context["authority_form"] = self.bound.get("authority") or self.authority()
            context["refusal_form"] = self.bound.get("refusal") or self.refusal()
        return render(self.request, "people/who_reads.html", context, status=status)

    def _folder(self, person: PersonFacts) -> dict[str, Any]:
        readers = queries.readers_of(self.case, person)
        return {
            "person": person,
            "by_age": _by_age(person),
            "readers": [
                (each, [str(LABELS[part]) for part in Part if part in each.parts]) for each in readers
            ],
        }


def _by_age(person: PersonFacts) -> str:
    """What the age of today means for who reads."""
    if person.birth_date is None:
        return _("The date of birth is not known: nobody else reads because of age.")
    age = age_on(person.birth_date, clock.today())
    if age < FROM_TWELVE:
        return _("Under twelve: the parents with authority read.")
    if age < FROM_SIXTEEN:
        return _(
            "From twelve to fifteen: this child, and the parents with authority but for what the child told."
        )
    return _("From sixteen: this person alone says who reads.")


@staff_page()
def who_reads(request: Request, case_id: int) -> HttpResponse:
    """Whose folder is read by whom, by authority, task or sharing; and who is refused."""
    return Page(request, case_id).render()


@staff_page()
@require_POST
def authority(request: Request, case_id: int) -> HttpResponse:
    def keep(given: dict[str, Any]) -> None:
        child, parent = given.pop("child"), given.pop("parent")
        actions.give_authority(
            actor=request.actor,
            case_id=case_id,
            child_id=int(child),
            parent_id=int(parent) if parent else None,
            **given,
        )

    page = Page(request, case_id)
    return page.kept("authority", page.authority(request.POST), keep, _("The authority is kept."))


@staff_page()
@require_POST
def end_authority(request: Request, case_id: int, authority_id: int) -> HttpResponse:
    def keep(_given: dict[str, Any]) -> None:
        actions.end_authority(actor=request.actor, case_id=case_id, authority_id=authority_id)

    page = Page(request, case_id)
    return page.kept("end", forms.Form({}), keep, _("This parent does not read any more by authority."))


@staff_page()
@require_POST
def refuse(request: Request, case_id: int) -> HttpResponse:
    def keep(given: dict[str, Any]) -> None:
        actions.refuse_access(
            actor=request.actor,
            case_id=case_id,
            child_id=int(given["child"]),
            reader_id=int(given["reader"]),
            because=given["because"],
            review_on=given["review_on"],
        )

    page = Page(request, case_id)
    message = _("This person does not read the folder now. You look at it again on the day you chose.")
    return page.kept("refusal", page.refusal(request.POST), keep, message)


@staff_page()
@require_POST
def review(request: Request, case_id: int, refusal_id: int) -> HttpResponse:
    def keep(given: dict[str, Any]) -> None:
        actions.review_refusal(actor=request.actor, case_id=case_id, refusal_id=refusal_id, **given)

    page = Page(request, case_id)
    form = ReviewForm(request.POST, auto_id=f"review{refusal_id}_%s")
    return page.kept(f"review{refusal_id}", form, keep, _("What you found is kept."))


@staff_page()
@require_POST
def end_representation(request: Request, case_id: int, acting_id: int) -> HttpResponse:
    actions.end_representation(actor=request.actor, case_id=case_id, representation_id=acting_id)
    messages.success(request, _("This person does not act for anybody here any more."))
    return HttpResponseRedirect(reverse("people:circle", args=[case_id]))
