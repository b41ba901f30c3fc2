"""Answering the second reader, naming who covers an exception, and dissent: one small page each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from naast.decide import actions, second_queries
from naast.decide.actions.proposing import case_beside, draft_key
from naast.decide.forms_beside import AnswerForm, CoverForm, DissentForm
from naast.decide.models import Proposal
from naast.decide.views.kept import kept, with_drafts
from naast.kernel import actors
from naast.kernel.pages import Request, looked, staff_page
from naast.people import queries as people
from naast.people.types import CaseFacts


@staff_page(*actors.CASE_ROLES)
def answer(request: Request, case_id: int, reading_id: int) -> HttpResponse:
    """Answer a question or an advice of the second reader, with what was said before in sight."""
    case = case_beside(request.actor, case_id)
    reading = second_queries.reading_to_answer(case.id, reading_id)
    looked(request, case.id, "decide.answer_reader")
    form = _form(request, case, AnswerForm, f"answer:{reading.pk}")

    def act() -> None:
        actions.answer_reader(
            actor=request.actor, case_id=case.id, reading_id=reading.pk, words=form.cleaned_data["words"]
        )

    facts = second_queries.thread_of(reading)
    return _page(request, case, "answer_reader", form, act, reading.proposal, reading=facts)


@staff_page(*actors.CASE_ROLES)
def cover(request: Request, case_id: int, proposal_id: int) -> HttpResponse:
    """Name who covers this exception."""
    case = case_beside(request.actor, case_id)
    proposal = second_queries.proposal_to_answer(case.id, proposal_id)
    looked(request, case.id, "decide.name_cover")
    posted = request.POST if request.method == "POST" else None
    form = CoverForm(posted, staff=second_queries.may_cover(proposal.pk))

    def act() -> None:
        actions.name_cover(
            actor=request.actor,
            case_id=case.id,
            proposal_id=proposal.pk,
            staff_id=form.cleaned_data["staff"],
            name=form.cleaned_data["name"],
        )

    return _page(request, case, "name_cover", form, act, proposal)


@staff_page()
def dissent(request: Request, case_id: int, proposal_id: int) -> HttpResponse:
    """Say that one sees it otherwise, under one's own name."""
    case = people.case_for(request.actor, case_id)
    proposal = second_queries.proposal_to_answer(case.id, proposal_id)
    looked(request, case.id, "decide.dissent")
    form = _form(request, case, DissentForm, f"dissent:{proposal.pk}")

    def act() -> None:
        actions.dissent(
            actor=request.actor, case_id=case.id, proposal_id=proposal.pk, words=form.cleaned_data["words"]
        )

    return _page(request, case, "dissent", form, act, proposal)


def _form(request: Request, case: CaseFacts, made: type[Form], part: str) -> Form:
    if request.method == "POST":
        return made(request.POST)
    return made(initial=with_drafts(request.actor, case.id, part, {}))


def _page(
    request: Request,
    case: CaseFacts,
    what: str,
    form: Form,
    act: Callable[[], None],
    proposal: Proposal,
    **more: Any,
) -> HttpResponse:
    if request.method == "POST" and kept(form, act):
        messages.success(request, _("Kept."))
        return HttpResponseRedirect(reverse("decide:overview", args=[case.id]))
    part = {"answer_reader": "answer", "dissent": "dissent"}.get(what)
    number = more["reading"].id if "reading" in more else proposal.pk
    context: dict[str, Any] = {
        "case": case,
        "step": "decide",
        "what": what,
        "form": form,
        "proposal": proposal,
        "beside": second_queries.beside_of(proposal),
        "draft_object": draft_key(case.id, f"{part}:{number}") if part else "",
        **more,
    }
    return render(request, "decide/beside.html", context, status=422 if form.errors else 200)
