"""By when the resident hears something, and what they can do when it is late."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from naast.decide import actions as decide_actions
from naast.decide import queries as decide
from naast.decide.clock_types import IntakeClock
from naast.folder.access import OWN, Place, place_in
from naast.folder.forms import LateForm
from naast.folder.objectable import LateFacts
from naast.folder.papers import objected_to
from naast.folder.views.begun import begun
from naast.folder.views.common import contact_of, thanks
from naast.kernel.errors import NotVisible
from naast.kernel.forms import number
from naast.kernel.pages import Request, looked, resident_page
from naast.kernel.refusals import tried
from naast.people import queries as people

LATE = "late"
"""Under which name what was begun to say that we are late is kept."""


@resident_page()
def terms(request: Request, case_id: int) -> HttpResponse:
    """Every clock in the words of the resident, also of objections and complaints; and "you are late", which
    is always received."""
    place = place_in(request.actor, case_id, OWN)
    looked(request, case_id, "folder.terms")
    found = [item for item in decide.clocks_of(case_id) if item.moments]
    wrong: LateForm | None = None
    if request.method == "POST":
        intake_id = number(request.POST.get("intake"))
        if intake_id is None or intake_id not in {item.intake.id for item in found}:
            raise NotVisible
        sent, chosen = LateForm(request.POST, auto_id=f"late{intake_id}_%s"), intake_id

        def act() -> None:
            decide_actions.say_late(
                actor=request.actor, case_id=case_id, intake_id=chosen, words=sent.cleaned_data["words"]
            )

        if tried(sent, act):
            begun(request.actor, LATE, [place], about=chosen).forget()
            told = _("Thank you. We got it today. Below you read what happens now.")
            return thanks(request, told, "folder:terms", case_id)
        wrong = sent
    objections = decide.objections_of(case_id)
    objected = objected_to(objections)
    cards = [
        {
            "clock": item,
            "late": [LateFacts(row, (None, row.id) in objected) for row in item.notices],
            "told": any(notice.penalty and not notice.penalty.is_early for notice in item.notices),
            **_form(request, place, item, wrong),
        }
        for item in found
    ]
    complaints = [row for row in people.requests_by(request.actor, case_id) if row.kind == "complaint"]
    clocks = people.complaint_clocks([row for row in complaints if not row.answer])
    context = {
        "place": place,
        "cards": cards,
        "objections": [row for row in objections if row.is_open],
        "clocks": [(row, clocks[row.id]) for row in complaints if row.id in clocks],
        "contact": contact_of(case_id),
        "wrong": wrong,
    }
    return render(request, "folder/terms.html", context, status=422 if wrong else 200)


def _form(request: Request, place: Place, item: IntakeClock, wrong: LateForm | None) -> dict[str, Any]:
    """To say that we are late with one thing that came in, with what was begun of it."""
    auto_id = f"late{item.intake.id}_%s"
    if item.decision is None or item.sent_on is not None:
        return {"form": LateForm(auto_id=auto_id)}
    before = begun(request.actor, LATE, [place], about=item.intake.id)
    blank = LateForm(auto_id=auto_id, initial={"words": before.words})
    is_wrong = wrong is not None and wrong.auto_id == auto_id
    return {"form": wrong if is_wrong else blank, **before.context(request)}
