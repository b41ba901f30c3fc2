"""By when the resident hears something, and what they can do when it is late."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from naast.decide import actions as decide_actions
from naast.decide import queries as decide
from naast.folder.access import OWN, place_in
from naast.folder.forms import LateForm
from naast.folder.objectable import LateFacts
from naast.folder.papers import objected_to
from naast.folder.views.common import contact_of, thanks
from naast.kernel.errors import NotVisible
from naast.kernel.forms import number
from naast.kernel.pages import Request, looked, resident_page
from naast.kernel.refusals import tried
from naast.people import queries as people


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
            "form": wrong
            if wrong is not None and wrong.auto_id == f"late{item.intake.id}_%s"
            else LateForm(auto_id=f"late{item.intake.id}_%s"),
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
