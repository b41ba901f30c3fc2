"""Hearing somebody, and proposing a decision."""

from __future__ import annotations

import dataclasses
import functools
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naast.decide import actions, clock_queries, practice, queries
from naast.decide.actions.proposing import case_beside, draft_key
from naast.decide.dossier import Dossier, dossier_of, titles
from naast.decide.forms import OURSELVES, HearingForm, ProposalForm
from naast.decide.types import MandateFacts, ProposalFacts
from naast.decide.views.kept import kept, with_drafts
from naast.kernel import actors, clock
from naast.kernel.forms import number
from naast.kernel.pages import Request, looked, posted_version, staff_page
from naast.people import queries as people
from naast.people.types import CaseFacts, IntakeFacts


@staff_page(*actors.CASE_ROLES)
def hear(request: Request, case_id: int) -> HttpResponse:
    """What the resident says before a "no" or "partly"."""
    case = case_beside(request.actor, case_id)
    looked(request, case.id, "decide.hear")
    if request.method == "POST":
        form = HearingForm(request.POST)
        if kept(form, lambda: actions.hear(actor=request.actor, case_id=case.id, **form.cleaned_data)):
            messages.success(request, _("Kept."))
            return _back(case)
    else:
        initial = with_drafts(request.actor, case.id, "hearing", {"held_on": clock.today()})
        form = HearingForm(initial=initial)
    context = {"case": case, "step": "decide", "form": form, "draft_object": draft_key(case.id, "hearing")}
    return render(request, "decide/hear.html", context, status=422 if form.errors else 200)


@staff_page(*actors.CASE_ROLES)
def propose(request: Request, case_id: int) -> HttpResponse:
    """The proposal, with what was written before already in it."""
    case = case_beside(request.actor, case_id)
    looked(request, case.id, "decide.propose")
    dossier = dossier_of(case)
    standing = queries.proposal_of(case.id)
    version = standing.version if standing else 0
    intakes = people.intakes_of(case.id)
    choices = _choices(request, dossier, standing) | {"intakes": _intakes(intakes)}
    rests = _rests(case, standing, intakes)
    if request.method == "POST":
        form = ProposalForm(request.POST, **choices)
        if kept(form, lambda: _propose(request, case, form)):
            messages.success(request, _("Kept as a proposal."))
            return _back(case)
    else:
        initial = with_drafts(
            request.actor, case.id, "proposal", _initial(dossier, standing) | rests, version
        )
        form = ProposalForm(initial=initial, **choices)
    context = {
        "case": case,
        "step": "decide",
        "form": form,
        "lacks": dossier.lacks(),
        "proposal": standing,
        "draft_object": draft_key(case.id, "proposal"),
        "version": version,
    }
    return render(request, "decide/propose.html", context, status=422 if form.errors else 200)


def _propose(request: Request, case: CaseFacts, form: ProposalForm) -> None:
    actions.propose(
        actor=request.actor,
        case_id=case.id,
        terms=form.terms(),
        reader_id=number(form.cleaned_data["reader"]),
        mandate_id=number(form.cleaned_data["mandate"]),
        base_version=form.cleaned_data["version"] or 0,
        rests=form.rests(),
    )


def _intakes(intakes: list[IntakeFacts]) -> list[tuple[Any, str]]:
    came = [
        (item.id, f"{item.kind_label.capitalize()}, {item.law_label}, {date_format(item.received_on)}")
        for item in intakes
    ]
    return [*came, (OURSELVES, _("we begin about this ourselves (ex officio)"))]


def _rests(case: CaseFacts, standing: ProposalFacts | None, intakes: list[IntakeFacts]) -> dict[str, Any]:
    """What it rests on as it stands, or as the house proposes."""
    basis = clock_queries.basis_of(standing.id, intakes) if standing else None
    found = basis.intake if basis else clock_queries.proposed_intake(case.id, intakes)
    because = basis.because if basis else ""
    return {"rests_on": found.id if found else OURSELVES, "because": because}


def _initial(dossier: Dossier, standing: ProposalFacts | None) -> dict[str, Any]:
    if standing is not None:
        terms = dataclasses.asdict(standing.terms)
        return terms | {
            "version": standing.version,
            "fund": standing.terms.fund_id or "",
            "reader": standing.reader.id if standing.reader else "",
            "mandate": standing.mandate.id if standing.mandate else "",
        }
    plan, weighing = dossier.plan, dossier.weighing
    route = weighing.route if weighing else None
    return {
        "version": 0,
        "granted": plan.breakthrough if plan else "",
        "reason": weighing.why_differs if weighing else "",
        "title_row": str(route.row_id) if route else "",
    }


def _choices(request: Request, dossier: Dossier, standing: ProposalFacts | None) -> dict[str, Any]:
    wrote = [] if standing is None else queries.writers_of(standing.id)
    readers = people.staff_with_role(actors.SECOND_READER, actors.LAWYER, without=[request.actor.id, *wrote])
    whole_euros = functools.partial(number_format, decimal_pos=0, force_grouping=True)
    return {
        "titles": titles(dossier),
        "funds": [(fund.id, _fund_name(dossier, fund.name)) for fund in queries.funds()],
        "readers": [(face.id, f"{face.name}, {face.function}") for face in readers],
        "mandates": [
            (item.id, f"{_of(item)}: {item.reach_label}, € {whole_euros(item.up_to)}")
            for item in queries.mandates()
            if item.holds_today
        ],
    }


def _fund_name(dossier: Dossier, name: str) -> str:
    return practice.name_of(name) if dossier.case.is_practice else name


def _of(item: MandateFacts) -> str:
    if item.holder is None:
        return item.staff.name
    return _("%(name)s, standing in for %(holder)s") % {"name": item.staff.name, "holder": item.holder.name}


@require_POST
@staff_page(*actors.CASE_ROLES)
def withdraw(request: Request, case_id: int) -> HttpResponse:
    """Take the open proposal back."""
    case = people.case_for(request.actor, case_id)
    actions.withdraw(actor=request.actor, case_id=case.id, base_version=posted_version(request))
    messages.success(request, _("The proposal was taken back. Nothing that was written is lost."))
    return _back(case)


def _back(case: CaseFacts) -> HttpResponse:
    return HttpResponseRedirect(reverse("decide:overview", args=[case.id]))
