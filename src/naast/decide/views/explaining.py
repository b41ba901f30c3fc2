"""A letter that was not understood: who said so, and what it says in simpler words."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from naast.decide import actions, explaining, plain, queries
from naast.decide.actions.proposing import draft_key
from naast.decide.forms_explaining import ExplainForm, NoteUnclearForm
from naast.decide.views.kept import kept
from naast.kernel import actors, drafts
from naast.kernel.errors import NotVisible
from naast.kernel.forms import number
from naast.kernel.models import Draft
from naast.kernel.pages import Request, looked, staff_page
from naast.people import queries as people
from naast.people.types import CaseFacts


@staff_page()
def explain(request: Request, case_id: int, document_id: int) -> HttpResponse:
    """What was said about one letter, for the circle; who stands beside the resident or wrote the letter
    explains it here. The first also writes down what was said by phone, on paper or at the door."""
    case = people.case_for(request.actor, case_id)
    letter = next((row for row in queries.letters_of(case.id) if row.id == document_id), None)
    if letter is None:
        raise NotVisible
    looked(request, case.id, "decide.explain")
    parts = plain.parts(explaining.lines_of(document_id))
    headings = [part.heading for part in parts[1:]]
    questions = explaining.questions_of(case.id).get(document_id, [])
    begun = drafts.of_each(
        actor=request.actor, object_keys=[draft_key(case.id, f"explain:{each.id}") for each in questions]
    )
    forms: dict[int, ExplainForm] = {}
    note = NoteUnclearForm(headings=headings)
    if request.method == "POST":
        question_id = number(request.POST.get("question", ""))
        if question_id is None:
            note = NoteUnclearForm(request.POST, headings=headings)
            done = _note(request, case, document_id, note)
        else:
            forms[question_id] = form = ExplainForm(request.POST, auto_id=_ids(question_id))
            done = _explain(request, case, question_id, form)
        if done:
            return redirect("decide:explain", case.id, document_id)
    beside = case.stands_beside and request.actor.has_role(*actors.CASE_ROLES)
    context: dict[str, Any] = {
        "case": case,
        "step": "decide",
        "letter": letter,
        "parts": parts,
        "questions": [
            {
                "facts": each,
                "form": forms.get(each.id) or _form(begun, draft_key(case.id, f"explain:{each.id}"), each.id),
                "draft_object": draft_key(case.id, f"explain:{each.id}"),
            }
            for each in questions
        ],
        "note": note,
        "may_write": beside,
        "may_explain": beside or explaining.wrote_letter(request.actor, case.id, document_id),
        "reach": people.reach_of(request.actor, case.id, case.resident_id),
    }
    wrong = bool(note.errors) or any(form.errors for form in forms.values())
    return render(request, "decide/explain.html", context, status=422 if wrong else 200)


def _ids(question_id: int) -> str:
    """Each form on the page has fields of its own."""
    return f"id_{question_id}_%s"


def _form(begun: dict[str, dict[str, Draft]], key: str, question_id: int) -> ExplainForm:
    """An empty form, or with what this actor was typing."""
    typed = {field: draft.text for field, draft in begun[key].items() if draft.base_version == 0}
    return ExplainForm(initial={"words": ""} | typed, auto_id=_ids(question_id))


def _note(request: Request, case: CaseFacts, document_id: int, form: NoteUnclearForm) -> bool:
    done = kept(
        form,
        lambda: actions.say_unclear(
            actor=request.actor,
            case_id=case.id,
            document_id=document_id,
            words=form.cleaned_data["words"],
            part=form.cleaned_data["part"],
        ),
    )
    if done:
        messages.success(request, _("Written down. Now explain the letter in simpler words."))
    return done


def _explain(request: Request, case: CaseFacts, question_id: int, form: ExplainForm) -> bool:
    done = kept(
        form,
        lambda: actions.explain_letter(
            actor=request.actor,
            case_id=case.id,
            question_id=question_id,
            words=form.cleaned_data["words"],
        ),
    )
    if done:
        messages.success(request, _("Your words stand beside the letter now."))
    return done
