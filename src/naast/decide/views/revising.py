"""Looking at a decision again, and leaving it as it is after all."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naast.decide import actions, objection_queries, queries
from naast.decide.actions.proposing import case_beside, draft_key
from naast.decide.forms_objections import RevisionForm, whys
from naast.decide.models import Revision
from naast.decide.views.kept import kept, with_drafts
from naast.kernel import actors
from naast.kernel.errors import NotVisible
from naast.kernel.forms import number
from naast.kernel.pages import Request, looked, staff_page


@staff_page(*actors.CASE_ROLES)
def revise(request: Request, case_id: int, decision_id: int) -> HttpResponse:
    """Why a decision is looked at again; then the new one is proposed as any other."""
    case = case_beside(request.actor, case_id)
    looked(request, case.id, "decide.revise")
    decision = next((item for item in queries.decisions_of(case.id) if item.id == decision_id), None)
    if decision is None:
        raise NotVisible
    reasons = whys(
        (item.id, _("the objection of {day}").format(day=date_format(item.received_on, "j F Y")))
        for item in queries.objections_of(case.id)
        if item.decision_id == decision_id and item.is_open
    )
    standing = objection_queries.open_revision(case.id)
    name = f"revision:{decision_id}"
    if request.method == "POST":
        form = RevisionForm(request.POST, whys=reasons)
        if kept(form, lambda: _begun(request, case.id, decision_id, form.cleaned_data)):
            messages.success(request, _("Kept. The next decision here replaces the earlier one."))
            where = "decide:routine" if decision.is_routine else "decide:propose"
            return HttpResponseRedirect(reverse(where, args=[case.id]))
    else:
        form = RevisionForm(
            initial=with_drafts(request.actor, case.id, name, _initial(standing, decision_id, request)),
            whys=reasons,
        )
    context = {
        "case": case,
        "step": "decide",
        "decision": decision,
        "form": form,
        "standing": standing,
        "draft_object": draft_key(case.id, name),
    }
    return render(request, "decide/revise.html", context, status=422 if form.errors else 200)


def _begun(request: Request, case_id: int, decision_id: int, clean: dict[str, Any]) -> object:
    why, _colon, objection = clean["why"].partition(":")
    return actions.begin_revision(
        actor=request.actor,
        case_id=case_id,
        decision_id=decision_id,
        why=why,
        words=clean["words"],
        works_from=clean["works_from"],
        back_because=clean["back_because"],
        objection_id=number(objection),
    )


def _initial(standing: Any, decision_id: int, request: Request) -> dict[str, Any]:
    if standing is None or standing.replaces_id != decision_id:
        asked = number(request.GET.get("bezwaar"))
        return {"why": f"{Revision.OBJECTION}:{asked}"} if asked else {}
    why = standing.why if standing.objection_id is None else f"{standing.why}:{standing.objection_id}"
    return {
        "why": why,
        "words": standing.words,
        "works_from": standing.works_from,
        "back_because": standing.back_because,
    }


@require_POST
@staff_page(*actors.CASE_ROLES)
def stop(request: Request, case_id: int) -> HttpResponse:
    """Leave the decision as it is."""
    case = case_beside(request.actor, case_id)
    actions.stop_revision(actor=request.actor, case_id=case.id)
    messages.success(request, _("The decision stays as it is."))
    return HttpResponseRedirect(reverse("decide:overview", args=[case.id]))
