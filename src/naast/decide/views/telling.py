"""The resident is told that the decision comes later, or that its term stands still.

The letter is read first; then it leaves as every letter does.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from naast.decide import actions, letter_queries
from naast.decide.about import Leaving
from naast.decide.actions.proposing import case_beside, draft_key
from naast.decide.forms_told import LaterForm, PauseForm
from naast.decide.models.clocks import POSTPONED
from naast.decide.views.clocks import Asked, one_clock
from naast.decide.views.kept import with_drafts
from naast.decide.views.reading_first import read_first
from naast.decide.views.ways import SAID
from naast.kernel import actors
from naast.kernel.pages import Request, looked, staff_page
from naast.people.types import CaseFacts


@staff_page(*actors.CASE_ROLES)
def later(request: Request, case_id: int, intake_id: int) -> HttpResponse:
    """The resident is told that the decision comes later."""
    intro = (
        _("Tell it in time, with a day that you will keep and the reason (Awb 4:14)."),
        _("Beside the term of the Wmo or the Wgs this is a promise: the term of the law itself stays."),
    )
    asked = Asked(_("The decision comes later"), intro, _("Go on to the letter"), f"later:{intake_id}")
    return _change(request, case_beside(request.actor, case_id), intake_id, LaterForm, asked)


@staff_page(*actors.CASE_ROLES)
def pause(request: Request, case_id: int, intake_id: int) -> HttpResponse:
    """The term of the decision stands still: the resident still brings papers, or agreed to wait."""
    intro = (
        _("As long as we wait the term of the decision stands still (Awb 4:15). It ends by itself."),
        _("Nothing is refused because papers are missing: ask what makes it hard, and help."),
    )
    asked = Asked(_("The term stands still"), intro, _("Go on to the letter"), f"later:{intake_id}")
    return _change(request, case_beside(request.actor, case_id), intake_id, PauseForm, asked)


def _change(
    request: Request, case: CaseFacts, intake_id: int, kind: type[LaterForm], asked: Asked
) -> HttpResponse:
    """First the letter is read with what was typed in it; what was read then leaves."""
    now = one_clock(case, intake_id)
    looked(request, case.id, "decide.clock_later")
    form = kind(
        request.POST or None,
        ways=letter_queries.ways_for(case),
        initial=with_drafts(request.actor, case.id, asked.drafts, {}),
    )

    def tell(leaves: Leaving) -> int:
        return actions.change_term(
            actor=request.actor,
            case_id=case.id,
            intake_id=intake_id,
            **({"kind": POSTPONED} | form.told()),
            leaves=leaves,
        )

    shown = read_first(request, case, form, tell=tell, about="change_id")
    if shown.way:
        messages.success(request, SAID[shown.way])
        return HttpResponseRedirect(reverse("decide:clocks", args=[case.id]))
    context = {
        "case": case,
        "step": "decide",
        "form": shown.form,
        "asked": asked,
        "clock": now,
        "letter": shown.letter,
        "told": shown.told,
        "draft_object": draft_key(case.id, asked.drafts),
        "back": reverse("decide:clocks", args=[case.id]),
    }
    return render(request, "decide/clock_later.html", context, status=422 if shown.form.errors else 200)
