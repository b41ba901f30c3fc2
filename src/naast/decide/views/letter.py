"""The letter: read it, put it in better words, see how it looks, let it leave; and the papers that left."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from naast.decide import actions, letter_queries, letters, queries
from naast.decide.actions.papers import letter_facts
from naast.decide.actions.proposing import case_beside, draft_key
from naast.decide.documents import typesetting
from naast.decide.forms_letters import LetterForm
from naast.decide.models import Document
from naast.decide.views.kept import kept, say_anew, with_drafts
from naast.decide.views.ways import SAID
from naast.kernel import actors, clock
from naast.kernel.pages import Request, looked, staff_page
from naast.people import queries as people
from naast.people.types import CaseFacts


@staff_page(*actors.CASE_ROLES)
def letter(request: Request, case_id: int, decision_id: int) -> HttpResponse:
    """The letter before it leaves; what was sent or waits to leave stands on the overview."""
    case = case_beside(request.actor, case_id)
    looked(request, case.id, "decide.letter")
    facts = letter_facts(case, decision_id, sent_on=clock.today())
    dispatches = letter_queries.dispatches_of(case.id)
    if _is_done(case, decision_id, dispatches):
        return HttpResponseRedirect(_back(case.id, decision_id))
    wording = letter_queries.wording_on(facts.outcome, clock.today())
    name = f"letter:{decision_id}"
    given: dict[str, Any] = {"ways": letter_queries.ways_for(case), "parts": wording.keys}
    do = request.POST.get("do", "send") if request.method == "POST" else ""
    if request.method == "POST":
        form = LetterForm(request.POST, **given)
        if do == "send" and kept(form, lambda: _leave(request, case, decision_id, form)):
            messages.success(request, SAID[form.chosen_way()])
            return HttpResponseRedirect(_back(case.id, decision_id))
        if form.has_error("address"):
            say_anew(form, "address_was", facts.address)
        if do == "pdf" and form.is_valid():
            return _preview_pdf(letters.compose(*_typed(facts, form), wording), decision_id)
    else:
        before = letter_queries.typed_before(dispatches, decision_id)
        standing = letters.editable(facts, letters.words(), wording) | {
            **{key: text for key, text in before.items() if text.strip()},
            "address": facts.address.replace(", ", "\n"),
            "address_was": facts.address,
            "way": given["ways"][-1][0] if letter_queries.may_mail(case) else Document.PAPER,
            "sent_on": clock.today().isoformat(),
        }
        form = LetterForm(
            initial=with_drafts(request.actor, case.id, name, standing) | {"address_was": facts.address},
            **given,
        )
    context = {
        "case": case,
        "step": "decide",
        "form": form,
        "decision_id": decision_id,
        "letter": letters.compose(*_typed(facts, form), wording),
        "did_not_leave": next((row for row in dispatches if row.decision_id == decision_id), None),
        "nobody_to_call": not (facts.contact_phone or facts.general_phone),
        "draft_object": draft_key(case.id, name),
    }
    return render(request, "decide/letter.html", context, status=422 if form.errors else 200)


def _is_done(case: CaseFacts, decision_id: int, dispatches: list[letter_queries.DispatchFacts]) -> bool:
    waits = any(row.waits and row.decision_id == decision_id for row in dispatches)
    return waits or any(
        paper.decision_id == decision_id and paper.sent_on for paper in queries.letters_of(case.id)
    )


def _back(case_id: int, decision_id: int) -> str:
    return f"{reverse('decide:overview', args=[case_id])}#besluit-{decision_id}"


def _leave(request: Request, case: CaseFacts, decision_id: int, form: LetterForm) -> None:
    clean, way = form.cleaned_data, form.chosen_way()
    given: dict[str, Any] = {
        "actor": request.actor,
        "case_id": case.id,
        "decision_id": decision_id,
        "parts": form.parts(),
        "way": way,
        "address": clean["address"] if "address" in form.data else None,
        "address_was": clean["address_was"] if "address_was" in form.data else None,
    }
    if way in (Document.POST, Document.MAIL):
        actions.queue_letter(**given)
    else:
        actions.send_letter(**given, sent_on=clean["sent_on"])


def _typed(
    facts: letters.LetterContents, form: LetterForm
) -> tuple[letters.LetterContents, letters.Words, dict[str, str]]:
    """The letter's facts and parts as they stand in the form now, right or not."""
    parts = {name: str(form[name].value() or "") for name in form.named}
    address = ", ".join(str(form["address"].value() or "").split("\n"))
    return dataclasses.replace(facts, address=address), letters.words(), parts


def _preview_pdf(made: letters.Letter, decision_id: int) -> HttpResponse:
    marked = dataclasses.replace(made, mark=letters.words()["mark"]["draft"])
    content = typesetting.pdf(typesetting.LETTER, dataclasses.asdict(marked), made_at=clock.now())
    return shown(content, f"proef-besluit-{decision_id}.pdf")


def shown(content: bytes, name: str) -> HttpResponse:
    """A PDF to look at, kept nowhere."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@staff_page()
def document(request: Request, case_id: int, document_id: int) -> HttpResponse:
    """A report or letter as it left, as PDF, for the circle; each look is noted.

    A resident reads it in the folder, which waits until the letter has left and shows a relative nothing.
    """
    case = people.case_for(request.actor, case_id)
    stored = queries.file_of(case.id, document_id)
    looked(request, case.id, "decide.document")
    response = HttpResponse(stored.clear_bytes(), content_type=stored.media_type)
    response["Content-Disposition"] = f'attachment; filename="{stored.name}"'
    response["Cache-Control"] = "private, no-store"
    return response
