"""The sample: how many decisions are read afterwards, and reading one that was drawn."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from naast.decide import actions, queries, second_queries
from naast.decide.actions.proposing import draft_key
from naast.decide.dossier import dossier_of
from naast.decide.forms_beside import AfterwardsForm, RateForm
from naast.decide.views.kept import kept, with_drafts
from naast.kernel import actors
from naast.kernel.errors import NotAllowed, NotVisible
from naast.kernel.pages import Request, looked, staff_page
from naast.people import queries as people


@staff_page(actors.ADMINISTRATOR, actors.QUALITY_OFFICER)
def sample_rate(request: Request) -> HttpResponse:
    """One in how many decisions is read afterwards and why; the administrator sets it. No case data."""
    keeps = request.actor.has_role(actors.ADMINISTRATOR)
    found = second_queries.rates()
    form = None
    if keeps:
        now = {"one_in": found[0].one_in} if found else {}
        form = RateForm(request.POST if request.method == "POST" else None, initial=now)
    if request.method == "POST":
        if form is None:
            raise NotAllowed(_("Only the administrator sets how many decisions are read afterwards."))
        posted = form
        if kept(posted, lambda: actions.set_sample_rate(actor=request.actor, **posted.cleaned_data)):
            messages.success(request, _("Kept. It holds for decisions from now on."))
            return HttpResponseRedirect(reverse("decide:sample_rate"))
    context = {
        "form": form,
        "rate": found[0] if found else None,
        "earlier": found[1:],
        "unread": second_queries.still_unread() if request.actor.has_role(actors.QUALITY_OFFICER) else None,
    }
    return render(request, "decide/sample_rate.html", context, status=422 if form and form.errors else 200)


@staff_page()
def read_afterwards(request: Request, case_id: int, sample_id: int) -> HttpResponse:
    """One drawn decision with what it rests on, and what the reader says of it."""
    case = people.case_for(request.actor, case_id)
    looked(request, case.id, "decide.read_afterwards")
    drawn = second_queries.drawn(case.id, sample_id)
    if drawn.reader is None or drawn.reader.id != request.actor.id:
        raise NotVisible
    decision = next(item for item in queries.decisions_of(case.id) if item.id == drawn.decision_id)
    part = f"afterwards:{drawn.id}"
    if request.method == "POST":
        form = AfterwardsForm(request.POST)
        if kept(
            form,
            lambda: actions.read_afterwards(
                actor=request.actor, case_id=case.id, sample_id=drawn.id, **form.cleaned_data
            ),
        ):
            messages.success(request, _("Thank you for reading afterwards."))
            return HttpResponseRedirect(reverse("decide:waiting"))
    else:
        form = AfterwardsForm(initial=with_drafts(request.actor, case.id, part, {}))
    context = {
        "case": case,
        "step": "decide",
        "decision": decision,
        "dossier": dossier_of(case),
        "form": form,
        "drawn": drawn,
        "draft_object": draft_key(case.id, part),
    }
    return render(request, "decide/read_afterwards.html", context, status=422 if form.errors else 200)
