"""The letter: read it, put it in better words, send it; and the papers as they left."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from naast.decide import actions, letters, queries
from naast.decide.actions.papers import letter_facts
from naast.decide.actions.proposing import case_beside, draft_key
from naast.decide.forms import LetterForm
from naast.decide.views.kept import kept, with_drafts
from naast.kernel import actors, clock
from naast.kernel.pages import Request, looked, staff_page
from naast.people import queries as people


@staff_page(*actors.CASE_ROLES)
def letter(request: Request, case_id: int, decision_id: int) -> HttpResponse:
    """The letter before it leaves; what was sent stands on the overview."""
    case = case_beside(request.actor, case_id)
    looked(request, case.id, "decide.letter")
    facts = letter_facts(case, decision_id, sent_on=clock.today())
    sent = next(
        (item for item in queries.letters_of(case.id) if item.decision_id == decision_id and item.sent_on),
        None,
    )
    if sent is not None:
        return HttpResponseRedirect(reverse("decide:overview", args=[case.id]))
    name = f"letter:{decision_id}"
    if request.method == "POST":
        form = LetterForm(request.POST)
        if kept(
            form,
            lambda: actions.send_letter(
                actor=request.actor,
                case_id=case.id,
                decision_id=decision_id,
                parts=form.parts(),
                way=form.cleaned_data["way"] or "paper",
                sent_on=form.cleaned_data["sent_on"],
            ),
        ):
            messages.success(request, _("The letter is ready to be sent on paper."))
            return HttpResponseRedirect(reverse("decide:overview", args=[case.id]))
    else:
        standing = letters.editable(facts, letters.words()) | {
            "way": "paper",
            "sent_on": clock.today().isoformat(),
        }
        form = LetterForm(initial=with_drafts(request.actor, case.id, name, standing))
    context = {
        "case": case,
        "step": "decide",
        "form": form,
        "letter": letters.compose(facts, letters.words()),
        "draft_object": draft_key(case.id, name),
    }
    return render(request, "decide/letter.html", context, status=422 if form.errors else 200)


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
