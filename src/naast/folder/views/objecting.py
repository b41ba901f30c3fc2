"""An objection that runs, for the resident: its papers, taking it back, saying why it came later."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naast.decide import actions as decide_actions
from naast.decide import objection_queries
from naast.decide import queries as decide
from naast.folder.access import OWN, place_in
from naast.folder.forms import WordsForm
from naast.folder.missing import asked_in
from naast.folder.views.begun import begun
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


@resident_page()
def complete(request: Request, case_id: int, objection_id: int) -> HttpResponse:
    """Add what an objection misses, in own words."""
    return _say(request, case_id, objection_id, "folder/objection_complete.html")


@resident_page()
def add(request: Request, case_id: int, objection_id: int) -> HttpResponse:
    """Add something to an objection that runs: it is no other one."""
    return _say(request, case_id, objection_id, "folder/objection_add.html")


_SAID = {
    "folder/objection_add.html": (
        decide_actions.add_to_objection,
        gettext_lazy("Thank you. We keep this with your objection."),
    ),
    "folder/objection_back.html": (
        decide_actions.withdraw_objection,
        gettext_lazy("You took your objection back."),
    ),
    "folder/objection_late.html": (
        decide_actions.say_why_late,
        gettext_lazy("Thank you. We keep this with your objection."),
    ),
    "folder/objection_complete.html": (
        decide_actions.complete_objection,
        gettext_lazy("Thank you. We keep this with your objection."),
    ),
}


def _say(request: Request, case_id: int, objection_id: int, template: str) -> HttpResponse:
    place = place_in(request.actor, case_id, OWN)
    found = next((row for row in decide.objections_of(case_id) if row.id == objection_id), None)
    if found is None or not found.is_open:
        raise NotVisible
    act, words = _SAID[template]
    name = template.removeprefix("folder/").removesuffix(".html")
    before = begun(request.actor, name, [place], about=objection_id)
    form = WordsForm(request.POST if request.method == "POST" else None, initial={"words": before.words})
    if act is decide_actions.withdraw_objection:
        # What staff reads of an empty text speaks of "the resident".
        form.fields["words"].required = True
        form.fields["words"].error_messages["required"] = _("Write why. A few words are enough.")
    if request.method == "POST" and tried(
        form,
        lambda: act(
            actor=request.actor,
            case_id=case_id,
            objection_id=objection_id,
            words=form.cleaned_data["words"],
        ),
    ):
        before.forget()
        return thanks(request, str(words), "folder:objection")
    course = objection_queries.courses_of(case_id, to_resident=True).get(objection_id)
    context = {
        "form": form,
        "objection": found,
        "asked": asked_in(course),
        "contact": contact_of(case_id),
        "case_id": case_id,
        **before.context(request),
    }
    return render(request, template, context, status=422 if form.errors else 200)


@resident_page()
def paper(request: Request, case_id: int, paper_id: int) -> HttpResponse:
    """The bundle of papers about an objection, as PDF."""
    place_in(request.actor, case_id, OWN)
    stored = objection_queries.paper_file(case_id, paper_id)
    looked(request, case_id, "folder.objection_paper")
    response = HttpResponse(stored.clear_bytes(), content_type=stored.media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=stored.name)
    return response
