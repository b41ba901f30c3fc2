"""An objection that came by post, and who handles it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naast.decide import actions, queries
from naast.decide.about import About
from naast.decide.actions.objecting import objection_draft
from naast.decide.actions.proposing import case_beside, draft_key
from naast.decide.forms import ObjectionForm
from naast.decide.objected import objected
from naast.decide.views.kept import kept, with_drafts
from naast.kernel import actors, clock
from naast.kernel.errors import Invalid
from naast.kernel.forms import number
from naast.kernel.pages import Request, looked, staff_page
from naast.people import queries as people


@staff_page(*actors.CASE_ROLES)
def receive(
    request: Request, case_id: int, decision_id: int | None = None, notice_id: int | None = None
) -> HttpResponse:
    """Write down an objection that did not come through the folder: to a decision, or to what was determined
    that the house owes for being late."""
    case = case_beside(request.actor, case_id)
    looked(request, case.id, "decide.object")
    about = About(decision_id=decision_id, notice_id=notice_id)
    to = objected(case.id, about)
    name = objection_draft(about)
    runs = any(
        item.is_open and (item.decision_id, item.notice_id) == (decision_id, notice_id)
        for item in queries.objections_of(case.id)
    )
    back = _back(case.id, notice_id)
    if request.method == "POST":
        form = ObjectionForm(request.POST)
        if kept(
            form,
            lambda: actions.object(
                actor=request.actor,
                case_id=case.id,
                decision_id=decision_id,
                notice_id=notice_id,
                **form.cleaned_data,
            ),
        ):
            messages.success(
                request, _("Kept with the objection that runs.") if runs else _("The objection was received.")
            )
            return HttpResponseRedirect(back)
    else:
        standing = {"received_on": clock.today().isoformat()}
        form = ObjectionForm(initial=with_drafts(request.actor, case.id, name, standing))
    context = {
        "case": case,
        "step": "decide",
        "to": to,
        "form": form,
        "draft_object": draft_key(case.id, name),
        "runs": runs,
        "back": back,
    }
    return render(request, "decide/object.html", context, status=422 if form.errors else 200)


def _back(case_id: int, notice_id: int | None) -> str:
    """Where the objections to it stand."""
    if notice_id is None:
        return reverse("decide:overview", args=[case_id])
    return f"{reverse('decide:clocks', args=[case_id])}#te-laat-{notice_id}"


@require_POST
@staff_page(*actors.CASE_ROLES)
def hand(request: Request, case_id: int, objection_id: int) -> HttpResponse:
    """Give an objection to somebody who had no hand in the decision."""
    case = people.case_for(request.actor, case_id)
    chosen = number(request.POST.get("staff"))
    if chosen is None:
        raise Invalid(_("Choose who handles the objection."), "staff")
    actions.hand_objection(actor=request.actor, case_id=case.id, objection_id=objection_id, staff_id=chosen)
    messages.success(request, _("Somebody else handles the objection now."))
    rows = queries.objections_of(case.id)
    return HttpResponseRedirect(
        _back(case.id, next((row.notice_id for row in rows if row.id == objection_id), None))
    )
