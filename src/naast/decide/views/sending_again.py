"""A letter about an objection or a term that was taken back, or that no mail server took: send it in another
way, with the same words."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from naast.decide import actions, letter_queries
from naast.decide.actions.composing import composed, wording_for
from naast.decide.actions.leaving import to_send
from naast.decide.forms_letters import LetterForm
from naast.decide.models import Document
from naast.decide.views.kept import kept, say_anew
from naast.decide.views.ways import SAID
from naast.kernel import clock
from naast.kernel.errors import Invalid
from naast.kernel.pages import Request, looked, staff_page
from naast.people import queries as people


@staff_page()
def again(request: Request, case_id: int, dispatch_id: int) -> HttpResponse:
    """The letter as it leaves now, and how. One about a decision is written on its own page."""
    case, _row = to_send(request.actor, case_id, dispatch_id)
    looked(request, case.id, "decide.letter")
    now = letter_queries.dispatch_of(request.actor, case.id, dispatch_id)
    if now.decision_id is not None:
        return HttpResponseRedirect(reverse("decide:letter", args=[case.id, now.decision_id]))
    if not now.may_go_again:
        return HttpResponseRedirect(letter_queries.page_of(now))
    letter, problem = None, ""
    try:
        letter = composed(now.about, case, clock.today(), now.parts, wording_for(case, now.about))
    except Invalid as missing:
        problem = missing.message
    ways, address = letter_queries.ways_for(case), people.writing_to(case.resident_id).address
    form = LetterForm(
        request.POST or None,
        ways=ways,
        parts=(),
        initial={
            "address": address.replace(", ", "\n"),
            "address_was": address,
            "way": Document.PAPER,
            "sent_on": clock.today().isoformat(),
        },
    )
    form.fields["sent_on"].help_text = _("Only when you send it or hand it over yourself.")
    if not case.stands_beside:
        del form.fields["address"], form.fields["address_was"]
    if request.method == "POST" and kept(form, lambda: _send(request, now, form)):
        messages.success(request, SAID[form.chosen_way()])
        return HttpResponseRedirect(letter_queries.page_of(now))
    if form.has_error("address"):
        say_anew(form, "address_was", address)
    context = {
        "case": case,
        "step": "decide",
        "form": form,
        "letter": letter,
        "problem": problem,
        "dispatch": now,
        "back": letter_queries.page_of(now),
    }
    return render(request, "decide/send_again.html", context, status=422 if form.errors else 200)


def _send(request: Request, now: letter_queries.DispatchFacts, form: LetterForm) -> int:
    clean: dict[str, Any] = form.cleaned_data
    return actions.send_again(
        actor=request.actor,
        case_id=now.case_id,
        dispatch_id=now.id,
        way=form.chosen_way(),
        sent_on=clean["sent_on"],
        address=clean.get("address") if "address" in form.data else None,
        address_was=clean.get("address_was") if "address_was" in form.data else None,
    )
