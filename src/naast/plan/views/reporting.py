"""The reporting code at the desk: beginning one, and one code for the staff who are named in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from naast.kernel.errors import NotVisible
from naast.kernel.forms import number
from naast.kernel.pages import Request, looked, staff_page
from naast.listen.drafting import given_back
from naast.plan import reporting
from naast.plan.actions import reporting as actions
from naast.plan.forms_reporting import ChildrenForm, OpenForm, ReaderForm, ReviewForm, StepForm, TellForm
from naast.plan.views.forms_on_page import kept


@staff_page()
@never_cache
def codes(request: Request, case_id: int) -> HttpResponse:
    """What the reporting code is, those that one may see oneself, and beginning one.

    The page is the same for a colleague who is not named as when there is none: so is its look.
    """
    case = reporting.beside(request.actor, case_id)
    looked(request, case.id, "plan.overview")
    colleagues = reporting.colleagues(request.actor, case.id)
    key = actions.code_key(case.id)
    given, has_draft = given_back(request.actor, key, {"words": "", "withheld_because": ""})
    form: Form = OpenForm(colleagues=colleagues, initial=given)
    if request.method == "POST":
        form = OpenForm(request.POST, colleagues=colleagues)
        made: list[int] = []

        def keep(clean: dict[str, Any]) -> None:
            readers = [int(number) for number in clean.pop("readers", [])]
            made.append(actions.open_code(actor=request.actor, case_id=case.id, readers=readers, **clean))

        if kept(form, keep):
            messages.success(request, _("Kept. Only the people you named see this."))
            return HttpResponseRedirect(reverse("plan:reporting_code", args=[case.id, made[0]]))
    context = {
        "case": case,
        "step": "plan",
        "codes": reporting.codes_of(request.actor, case.id),
        "form": form,
        "object_key": key,
        "has_draft": has_draft and request.method == "GET",
    }
    return render(request, "plan/reporting_codes.html", context, status=422 if form.errors else 200)


@staff_page()
@never_cache
def code(request: Request, case_id: int, code_id: int) -> HttpResponse:
    """One reporting code. Who is not named gets the page for a wrong address."""
    case = reporting.beside(request.actor, case_id)
    now = reporting.code_of(request.actor, case.id, code_id)
    looked(request, case.id, reporting.PAGE)
    inside = {face.id for face in now.readers}
    colleagues = reporting.colleagues(request.actor, case.id)
    key = actions.code_key(case.id, now.id)
    given, has_draft = given_back(request.actor, key, {"words": ""})
    made: dict[str, Callable[[Any], Form]] = {
        "step": lambda data: StepForm(data, auto_id="step_%s", initial=given),
        "children": lambda data: ChildrenForm(data, auto_id="children_%s"),
        "review": lambda data: ReviewForm(data, auto_id="review_%s", initial={"until": now.withheld_until}),
        "tell": lambda data: TellForm(data, auto_id="tell_%s"),
        "reader": lambda data: ReaderForm(data, auto_id="reader_%s", colleagues=colleagues),
        "drop": lambda data: Form(data),
    }
    bound: dict[str, Form] = {}
    if request.method == "POST":
        which = request.POST.get("form", "")
        if which not in made:
            raise NotVisible
        bound[which] = made[which](request.POST)
        if kept(bound[which], lambda clean: _write(request, which, case.id, now.id, clean)):
            messages.success(request, _("Kept."))
            return HttpResponseRedirect(reverse("plan:reporting_code", args=[case.id, now.id]))
    context = {
        "case": case,
        "step": "plan",
        "code": now,
        "forms": {name: bound.get(name) or make(None) for name, make in made.items()},
        "others": [face for face in colleagues if face.id not in inside],
        "object_key": key,
        "has_draft": has_draft and request.method == "GET",
        "wrong": next(iter(bound.values()), None),
    }
    return render(request, "plan/reporting_code.html", context, status=422 if bound else 200)


def _write(request: Request, which: str, case_id: int, code_id: int, clean: dict[str, Any]) -> None:
    to: dict[str, Any] = {"actor": request.actor, "case_id": case_id, "code_id": code_id}
    if which == "step":
        actions.write_step(**to, **clean)
    elif which == "children":
        actions.check_children(**to, **clean)
    elif which == "review":
        actions.review_withholding(**to, words=clean["because"], until=clean["until"])
    elif which == "tell":
        actions.tell(**to, words=clean["told"])
    elif which == "reader":
        actions.name_reader(**to, staff_id=number(clean["staff"]) or 0)
    else:
        actions.drop_reader(**to, staff_id=number(request.POST.get("staff")) or 0)
