"""Meelezen: what waits for me, and reading a proposal along."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from naast.decide import actions, queries
from naast.decide.actions.proposing import draft_key
from naast.decide.dossier import dossier_of
from naast.decide.forms import ReadingForm
from naast.decide.late import NAMERS, covered_by, late_readings
from naast.decide.views.kept import kept, with_drafts
from naast.kernel import clock
from naast.kernel.errors import NotVisible
from naast.kernel.pages import Request, looked, looked_over, staff_page
from naast.people import queries as people
from naast.weigh import queries as weigh


@staff_page()
def waiting(request: Request) -> HttpResponse:
    """What waits for me: to read along, to decide, to send."""
    lines = queries.waiting_for(request.actor)
    unread, covered = late_readings(request.actor), covered_by(request.actor)
    named = [line.case_id for line in lines if line.names_resident] + [line.case_id for line in covered]
    named += [line.case_id for line in unread if line.resident_name]
    looked_over(request, named, "decide.waiting")
    context = {
        "waiting": lines,
        "today": clock.today(),
        "late": [line for line in unread if line.is_late],
        "nobodys": [line for line in unread if line.is_nobodys and not line.is_late],
        "may_name": request.actor.has_role(*NAMERS),
        "covered": covered,
    }
    return render(request, "decide/waiting.html", context)


@staff_page()
def read(request: Request, case_id: int, proposal_id: int) -> HttpResponse:
    """One proposal with everything it rests on, and what the reader says of it."""
    case = people.case_for(request.actor, case_id)
    looked(request, case.id, "decide.read")
    standing = queries.proposal_of(case.id)
    proposal = next(
        (
            item
            for item in [standing, *queries.unread_urgent_of(case.id)]
            if item is not None and item.id == proposal_id
        ),
        None,
    )
    if proposal is None or proposal.reader is None or proposal.reader.id != request.actor.id:
        raise NotVisible
    if request.method == "POST":
        form = ReadingForm(request.POST)
        if kept(
            form,
            lambda: actions.read_along(
                actor=request.actor,
                case_id=case.id,
                proposal_id=proposal.id,
                verdict=form.cleaned_data["verdict"],
                words=form.cleaned_data["words"],
                base_version=form.cleaned_data["version"] or 0,
            ),
        ):
            messages.success(request, _("Thank you for reading along."))
            return HttpResponseRedirect(reverse("decide:waiting"))
    else:
        based = {"version": proposal.version}
        form = ReadingForm(initial=with_drafts(request.actor, case.id, "reading", based, proposal.version))
    context = {
        "case": case,
        "step": "decide",
        "proposal": proposal,
        "dossier": dossier_of(case),
        "hearings": queries.hearings_of(case.id),
        "form": form,
        "is_decided": proposal != standing,
        "has_written": request.actor.id in weigh.writers_of(case.id),
        "draft_object": draft_key(case.id, "reading"),
    }
    return render(request, "decide/read.html", context, status=422 if form.errors else 200)
