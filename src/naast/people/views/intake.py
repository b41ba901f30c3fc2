"""Someone new: known or not, a case, and breaking the glass when waiting is dangerous."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from naast.kernel import actors
from naast.kernel.errors import Invalid
from naast.kernel.pages import Request, staff_page
from naast.kernel.refusals import put
from naast.people import actions, queries
from naast.people.actions.emergency import LATEST_DAYS, REVIEWERS
from naast.people.forms.intake import (
    GlassForm,
    KnownCaseForm,
    KnownForm,
    NewCaseForm,
    OpeningForm,
    ReviewForm,
)
from naast.people.types import KnownAnswer
from naast.people.views.common import fresh_key


@staff_page(*actors.CASE_ROLES)
@never_cache
def new_case(request: Request) -> HttpResponse:
    """One calm form. Somebody who is known gets no second file: the page then says whom to call."""
    form = NewCaseForm(request.POST or None, initial={"key": fresh_key()})
    if request.method == "POST" and form.is_valid():
        who = {name: form.cleaned_data[name] for name in ("given_name", "family_name", "bsn", "phone")}
        newcomer = actions.Newcomer(**who, birth_date=form.cleaned_data["birth_date"])
        try:
            taken = actions.take_in(
                actor=request.actor, key=form.cleaned_data["key"], newcomer=newcomer, opening=_opening(form)
            )
        except Invalid as error:
            put(form, error)
        else:
            if taken.case_id is None:
                return _known_page(request, list(taken.known), form)
            return HttpResponseRedirect(reverse("web:case", args=[taken.case_id]))
    return render(request, "people/new_case.html", {"form": form}, status=422 if form.errors else 200)


def _opening(form: OpeningForm) -> actions.Opening:
    names = ("law", "kind", "received_on", "is_urgent")
    return actions.Opening(**{name: form.cleaned_data[name] for name in names})


def _known_page(
    request: Request, answers: list[KnownAnswer], form: OpeningForm | None = None
) -> HttpResponse:
    """Whom to call, and nothing else of the case. What was chosen for the opening goes along."""
    initial: dict[str, Any] = form.cleaned_data if form is not None else {}
    rows = [
        {
            "answer": answer,
            "form": KnownCaseForm(
                initial={**initial, "key": fresh_key(), "reference": answer.person}, auto_id=f"case{i}_%s"
            ),
        }
        for i, answer in enumerate(answers)
    ]
    return render(request, "people/is_known.html", {"rows": rows, "before_opening": form is not None})


@staff_page(*actors.CASE_ROLES)
@never_cache
def known(request: Request) -> HttpResponse:
    """Known or not known, with a reason; nothing else is revealed."""
    form = KnownForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answers = actions.ask_known(actor=request.actor, **form.cleaned_data)
        except Invalid as error:
            put(form, error)
        else:
            return _known_page(request, answers)
    return render(request, "people/known.html", {"form": form}, status=422 if form.errors else 200)


@staff_page(*actors.CASE_ROLES)
@require_POST
def known_case(request: Request) -> HttpResponse:
    """A case for somebody who is known but has none of their own."""
    form = KnownCaseForm(request.POST)
    if form.is_valid():
        try:
            taken = actions.take_in_known(
                actor=request.actor,
                key=form.cleaned_data["key"],
                reference=form.cleaned_data["reference"],
                opening=_opening(form),
            )
        except Invalid as error:
            put(form, error)
        else:
            return HttpResponseRedirect(reverse("web:case", args=[taken.case_id]))
    return render(request, "people/known_case.html", {"form": form}, status=422)


@staff_page(*actors.CASE_ROLES)
@never_cache
def glass(request: Request, token: str) -> HttpResponse:
    """A reason first, then a second question: only after that the case opens, until tomorrow."""
    form = GlassForm(request.POST or None)
    context = {"form": form, "token": token, "latest_days": LATEST_DAYS}
    if request.method == "POST" and form.is_valid():
        if request.POST.get("confirmed") != "1":
            return render(request, "people/glass_sure.html", context)
        try:
            case_id = actions.break_glass(
                actor=request.actor,
                reference=token,
                reason=form.cleaned_data["reason"],
                tell_from=form.cleaned_data["tell_from"],
                later_because=form.cleaned_data["later_because"],
            )
        except Invalid as error:
            put(form, error)
        else:
            messages.warning(
                request, _("This case is open for you until tomorrow. The resident hears of it.")
            )
            return HttpResponseRedirect(reverse("web:case", args=[case_id]))
    return render(request, "people/glass.html", context, status=422 if form.errors else 200)


@staff_page(*REVIEWERS)
def emergencies(request: Request, glass_id: int = 0) -> HttpResponse:
    """Looking back at emergencies: who, why and when. Names neither the case nor the resident."""
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.review_glass(actor=request.actor, glass_id=glass_id, words=form.cleaned_data["words"])
        except Invalid as error:
            put(form, error)
        else:
            messages.success(request, _("Your finding is kept."))
            return HttpResponseRedirect(reverse("people:emergencies"))
    rows = [
        {
            "glass": found,
            "form": form
            if form.errors and found.id == glass_id
            else ReviewForm(auto_id=f"glass{found.id}_%s"),
            "own": found.face.id == request.actor.id,
        }
        for found in queries.glass_breaks()
    ]
    context = {"rows": rows, "form": form}
    return render(request, "people/emergencies.html", context, status=422 if form.errors else 200)
