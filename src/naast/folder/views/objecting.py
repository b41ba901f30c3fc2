"""An objection that runs, for the resident: its papers, taking it back, saying why it came later."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from naast.decide import actions as decide_actions
from naast.decide import objection_queries
from naast.decide import queries as decide
from naast.decide.types import ObjectionFacts
from naast.folder.access import OWN, place_in
from naast.folder.forms import WordsForm
from naast.folder.views.common import contact_of, thanks
from naast.kernel.errors import NotVisible
from naast.kernel.pages import Request, looked, resident_page
from naast.kernel.refusals import tried


@resident_page()
def take_back(request: Request, case_id: int, objection_id: int) -> HttpResponse:
    """Take an objection back, in own words; one never has to."""
    return _say(request, case_id, objection_id, "folder/objection_back.html")


@resident_page()
def why_late(request: Request, case_id: int, objection_id: int) -> HttpResponse:
    """Why an objection came after the term; one may."""
    return _say(request, case_id, objection_id, "folder/objection_late.html")


def _say(request: Request, case_id: int, objection_id: int, template: str) -> HttpResponse:
    place_in(request.actor, case_id, OWN)
    found = next((row for row in decide.objections_of(case_id) if row.id == objection_id), None)
    if found is None or not found.is_open:
        raise NotVisible
    form = WordsForm(request.POST or None)
    backs = template == "folder/objection_back.html"
    if request.method == "POST" and tried(form, lambda: _done(request, case_id, found, form, backs=backs)):
        words = (
            _("You took your objection back.") if backs else _("Thank you. We keep this with your objection.")
        )
        return thanks(request, words, "folder:objection")
    context = {"form": form, "objection": found, "contact": contact_of(case_id), "case_id": case_id}
    return render(request, template, context, status=422 if form.errors else 200)


def _done(request: Request, case_id: int, row: ObjectionFacts, form: WordsForm, *, backs: bool) -> int:
    act = decide_actions.withdraw_objection if backs else decide_actions.say_why_late
    words = form.cleaned_data["words"]
    return act(actor=request.actor, case_id=case_id, objection_id=row.id, words=words)


@resident_page()
def paper(request: Request, case_id: int, paper_id: int) -> HttpResponse:
    """One letter about an objection, or the bundle of papers, as PDF."""
    place_in(request.actor, case_id, OWN)
    stored = objection_queries.paper_file(case_id, paper_id)
    looked(request, case_id, "folder.objection_paper")
    response = HttpResponse(stored.clear_bytes(), content_type=stored.media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=stored.name)
    return response
