"""Besluit: what is still missing, what was said, what was decided, and the papers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naast.decide import actions, clock_queries, fund_queries, queries
from naast.decide.actions.proposing import draft_key
from naast.decide.basis_queries import bases_of
from naast.decide.dossier import Dossier, dossier_of
from naast.decide.forms_beside import DecideForm
from naast.decide.letter_queries import dispatches_of
from naast.decide.mandate_queries import why_proposed
from naast.decide.objection_queries import revisions_of
from naast.decide.outgrown import outgrown
from naast.decide.todo import Missing, advised_against, missing
from naast.decide.types import HearingFacts, ProposalFacts
from naast.decide.views.kept import kept, with_drafts
from naast.kernel import actors
from naast.kernel.pages import Request, looked, posted_version, staff_page
from naast.people import queries as people
from naast.people.types import CaseFacts, Face
from naast.weigh import queries as weigh


@staff_page()
def overview(request: Request, case_id: int) -> HttpResponse:
    """The whole of this step on one page."""
    case = people.case_for(request.actor, case_id)
    return _page(request, case)


@require_POST
@staff_page()
def decide(request: Request, case_id: int) -> HttpResponse:
    """Decide what is proposed. Whoever came in only for this leaves the case with it."""
    case = people.case_for(request.actor, case_id)
    form = DecideForm(request.POST)
    version = posted_version(request)

    def act() -> None:
        actions.decide(
            actor=request.actor,
            case_id=case.id,
            base_version=version,
            despite=form.cleaned_data["despite"],
        )

    if not kept(form, act):
        return _page(request, case, form, status=422)
    messages.success(request, _("Decided. The report is ready; now the letter."))
    if request.actor.has_role(*actors.CASE_ROLES) and _still_in(request, case):
        return HttpResponseRedirect(reverse("decide:overview", args=[case.id]))
    return HttpResponseRedirect(reverse("decide:waiting"))


def _still_in(request: Request, case: CaseFacts) -> bool:
    return any(
        place.face.kind == "staff" and place.face.id == request.actor.id
        for place in people.circle_of(case.id)
    )


def _page(
    request: Request, case: CaseFacts, form: DecideForm | None = None, status: int = 200
) -> HttpResponse:
    looked(request, case.id, "decide.overview")
    dossier = dossier_of(case)
    proposal = queries.proposal_of(case.id)
    hearings = queries.hearings_of(case.id)
    lacks = dossier.lacks()
    writes = case.stands_beside and request.actor.has_role(*actors.CASE_ROLES)
    letters = queries.letters_of(case.id)
    dispatches = dispatches_of(case.id)
    objections = queries.objections_of(case.id)
    handlers = _handlers(writes, any(item.is_open for item in objections))
    bases = bases_of(case.id)
    fund = _fund(case, proposal.terms.fund_id if proposal else None)
    context: dict[str, Any] = {
        "case": case,
        "step": "decide",
        "form": form,
        **_against(request, case, proposal, form),
        "lacks": lacks,
        "proposal": proposal,
        "basis": bases.get(proposal.id) if proposal else None,
        "missing": _missing(proposal, hearings, dossier),
        "may_write": writes,
        "may_read": proposal is not None
        and proposal.reader is not None
        and proposal.reader.id == request.actor.id
        and not proposal.beside.reader_gone,
        "may_decide": proposal is not None
        and proposal.mandate is not None
        and proposal.mandate.staff.id == request.actor.id,
        "unread": queries.unread_urgent_of(case.id),
        "hearings": hearings,
        "decisions": [
            {
                "facts": decision,
                "basis": bases.get(decision.proposal_id),
                "papers": [paper for paper in letters if paper.decision_id == decision.id],
                "dispatch": next((row for row in dispatches if row.decision_id == decision.id), None),
                "objections": [item for item in objections if item.decision_id == decision.id],
                "handlers": [face for face in handlers if face.id not in decision.hands],
            }
            for decision in queries.decisions_of(case.id)
        ],
        "fund": fund,
        "revisions": revisions_of(case.id),
        "why": why_proposed(case, proposal) if proposal else None,
    }
    return render(request, "decide/overview.html", context, status=status)


def _missing(proposal: ProposalFacts | None, hearings: list[HearingFacts], dossier: Dossier) -> list[Missing]:
    if proposal is None:
        return []
    return missing(
        proposal,
        hearings,
        dossier.lacks(),
        outgrown=outgrown(proposal, dossier),
        weighed=weigh.writers_of(dossier.case.id) if proposal.reader_role else (),
        has_basis=clock_queries.says_basis(proposal.id),
    )


def _against(
    request: Request, case: CaseFacts, proposal: ProposalFacts | None, form: DecideForm | None
) -> dict[str, Any]:
    """Where the reader advises against it: the sentence that is asked of who decides."""
    if proposal is None or not advised_against(proposal):
        return {}
    blank = DecideForm(initial=with_drafts(request.actor, case.id, "despite", {}, proposal.version))
    return {
        "is_against": True,
        "against": blank if form is None else form,
        "despite_draft": draft_key(case.id, "despite"),
    }


def _fund(case: CaseFacts, fund_id: int | None) -> Any:
    return fund_queries.fund_of(case, fund_id) if fund_id else None


def _handlers(writes: bool, wanted: bool) -> list[Face]:
    return people.staff_with_role(actors.LAWYER, actors.MANDATE_HOLDER) if writes and wanted else []
