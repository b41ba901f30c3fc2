"""What stands on paper: the agreed plan, what it costs and who pays, letters and reports."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from naast.decide import actions as decide_actions
from naast.decide import explaining
from naast.decide import queries as decide
from naast.folder.access import ALONG, OWN, PART, place_in
from naast.folder.objectable import named_in_link
from naast.folder.papers import costs_of, objected_to, readable
from naast.folder.views.common import thanks
from naast.kernel import clock
from naast.kernel.errors import NotVisible
from naast.kernel.pages import Request, looked, resident_page
from naast.people import queries as people
from naast.plan import queries as plan_queries


@resident_page()
def plan(request: Request, case_id: int) -> HttpResponse:
    """The latest agreed plan; what is still being written is not shown as if it were agreed."""
    place = place_in(request.actor, case_id, OWN, ALONG)
    looked(request, case_id, "folder.plan")
    versions = plan_queries.agreed_versions(case_id)
    agreed = plan_queries.agreed_plan(case_id, versions[0].number) if versions else None
    costs, payers = costs_of(agreed.returns) if agreed else (None, [])
    context = {"place": place, "agreed": agreed, "costs": costs, "payers": payers, "versions": versions}
    return render(request, "folder/plan.html", context)


@resident_page()
def letters(request: Request, case_id: int) -> HttpResponse:
    """Letters and reports to read and keep; and "I do not understand this letter"."""
    place = place_in(request.actor, case_id, OWN, PART)
    looked(request, case_id, "folder.letters")
    # What is addressed to the resident is theirs; who takes part gets letters of their own.
    found = readable(decide.letters_of(case_id)) if place.is_own else []
    if request.method == "POST":
        chosen = next((row for row in found if str(row.id) == request.POST.get("letter")), None)
        if chosen is None:
            raise NotVisible
        decide_actions.say_unclear(actor=request.actor, case_id=case_id, document_id=chosen.id)
        return thanks(request, _("We will explain this letter to you."), "folder:letters", case_id)
    asked = _asked(request, case_id) if found else {}
    # Asked before letters had questions of their own.
    before = [row for row in people.requests_by(request.actor, case_id) if row.kind == "unclear_letter"]
    read = {row.decision_id: row.made_on for row in found if row.kind == "letter" and row.decision_id}
    objected = objected_to(decide.objections_of(case_id) if found else [])
    today = clock.today()
    context = {
        "place": place,
        # Those from before the decision stand in its report.
        "dissents": [
            {"facts": row, "letter_on": read[row.decision_id]}
            for row in (decide.dissents_of(case_id, to_resident=True) if read else [])
            if row.was_decided and row.decision_id in read
        ],
        "letters": [
            {
                "facts": row,
                "asked": asked.get(row.id, []),
                "objected": (row.decision_id, row.notice_id) in objected,
                "over": row.objection_ends_on is not None and row.objection_ends_on < today,
                "about": named_in_link(row.decision_id, row.notice_id),
            }
            for row in found
        ],
        "asked": before,
    }
    return render(request, "folder/letters.html", context)


def _asked(request: Request, case_id: int) -> dict[int, list[explaining.QuestionFacts]]:
    """What the resident did not understand, by letter, and what was explained to anybody: that somebody who
    reads along does not understand a letter is theirs to tell."""
    by_letter = explaining.questions_of(case_id, to_resident=True)
    mine = request.actor.id
    return {
        document_id: [each for each in rows if each.person_id == mine or not each.waits]
        for document_id, rows in by_letter.items()
    }


@resident_page()
def letter(request: Request, case_id: int, document_id: int) -> HttpResponse:
    """One letter or report as PDF."""
    place_in(request.actor, case_id, OWN)
    if not any(row.id == document_id for row in readable(decide.letters_of(case_id))):
        raise NotVisible
    stored = decide.file_of(case_id, document_id)
    looked(request, case_id, "folder.letter")
    response = HttpResponse(stored.clear_bytes(), content_type=stored.media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=stored.name)
    return response
