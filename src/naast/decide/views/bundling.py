"""Choosing what goes into the bundle of papers of an objection, and making it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from naast.decide import actions, bundle
from naast.decide.dossier import LETTERS_IN
from naast.decide.forms_objections import BundleForm
from naast.decide.views.kept import kept
from naast.kernel import actors
from naast.kernel.errors import NotVisible
from naast.kernel.pages import Request, looked, staff_page
from naast.people import queries as people


@staff_page()
def choose(request: Request, case_id: int, objection_id: int) -> HttpResponse:
    """What is in it, what is left out and on which ground; then one PDF."""
    case = people.case_for(request.actor, case_id)
    looked(request, case.id, "decide.bundle")
    about = bundle.subject_of(case, objection_id)
    if about is None:
        raise NotVisible
    handler = about.objection.handler
    beside = case.stands_beside and request.actor.has_role(*actors.CASE_ROLES)
    if not (beside or (handler is not None and handler.id == request.actor.id)):
        raise NotVisible
    pieces, language = bundle.pieces_of(about), get_language() or LETTERS_IN
    form = BundleForm(request.POST if request.method == "POST" else None, pieces=pieces, language=language)
    if request.method == "POST" and kept(
        form,
        lambda: actions.make_bundle(
            actor=request.actor,
            case_id=case.id,
            objection_id=objection_id,
            left_out=form.left_out(),
            added=form.cleaned_data.get("added", []),
        ),
    ):
        messages.success(request, _("The bundle is ready."))
        return HttpResponseRedirect(reverse("decide:objection", args=[case.id, objection_id]))
    context = {
        "case": case,
        "step": "decide",
        "objection": about.objection,
        "always": [piece.title_in(language) for piece in pieces if not piece.may_leave],
        "form": form,
    }
    return render(request, "decide/bundle.html", context, status=422 if form.errors else 200)
