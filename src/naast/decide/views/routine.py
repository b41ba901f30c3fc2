"""Kort: request, one reason, decision and letter on one page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from naast.decide import actions, queries
from naast.decide.actions.proposing import case_beside, draft_key
from naast.decide.dossier import dossier_of, titles
from naast.decide.forms import RoutineForm
from naast.decide.types import DecisionFacts, ProposedTerms
from naast.decide.views.kept import kept, with_drafts
from naast.kernel import actors
from naast.kernel.pages import Request, looked, staff_page


@staff_page(*actors.CASE_ROLES)
def routine(request: Request, case_id: int) -> HttpResponse:
    """One page, one button."""
    case = case_beside(request.actor, case_id)
    looked(request, case.id, "decide.routine")
    dossier = dossier_of(case)
    made: list[actions.Routine] = []
    decided: list[DecisionFacts] = []
    if request.method == "POST":
        # With the clause that is weighed here, so that who sends it is told why it goes by the weighing.
        form = RoutineForm(request.POST, titles=titles(dossier))
        if kept(form, lambda: made.append(_decide(request, case.id, form))):
            _say(request, made[0])
            return HttpResponseRedirect(reverse("decide:overview", args=[case.id]))
    else:
        decided = queries.decisions_of(case.id)
        standing: dict[str, Any] = {
            "request": dossier.asked.request if dossier.asked else "",
            "decided_before": len(decided),
        }
        form = RoutineForm(
            initial=with_drafts(request.actor, case.id, "routine", standing),
            titles=titles(dossier, in_short=True),
        )
    context = {
        "case": case,
        "step": "decide",
        "form": form,
        # Who came back to this page with the back button sees that it was decided.
        "last": next(iter(decided), None),
        "proposal": queries.proposal_of(case.id),
        "draft_object": draft_key(case.id, "routine"),
    }
    return render(request, "decide/routine.html", context, status=422 if form.errors else 200)


def _decide(request: Request, case_id: int, form: RoutineForm) -> actions.Routine:
    clean = form.cleaned_data
    return actions.decide_routinely(
        actor=request.actor,
        case_id=case_id,
        request=clean["request"],
        terms=ProposedTerms(
            outcome=clean["outcome"],
            reason=clean["reason"],
            amount=clean["amount"],
            title_row=clean["title_row"],
        ),
        decided_before=clean["decided_before"] or 0,
        because=clean["because"],
    )


def _say(request: Request, made: actions.Routine) -> None:
    if made.decision_id is None:
        messages.info(request, _("Kept as a proposal. Below you see who still looks at it."))
    elif made.letter_id is None:
        messages.warning(
            request, _("Decided. The letter could not leave yet: open it to see what is missing.")
        )
    else:
        messages.success(request, _("Decided. The letter is ready to be sent on paper."))
