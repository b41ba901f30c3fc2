"""The resident is told that the decision comes later, or that its term stands still.

The letter is read first; then it leaves as every letter does.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from naast.decide import actions, letter_queries, letters
from naast.decide.about import Leaving
from naast.decide.actions import previewing
from naast.decide.actions.proposing import case_beside, draft_key
from naast.decide.forms_clocks import PART_LABELS, LaterForm, PauseForm
from naast.decide.models import Document
from naast.decide.models.clocks import POSTPONED
from naast.decide.views.clocks import Asked, one_clock
from naast.decide.views.kept import kept, say_anew, with_drafts
from naast.decide.views.ways import SAID
from naast.kernel import actors
from naast.kernel.pages import Request, looked, staff_page
from naast.people import queries as people
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
    ways = letter_queries.ways_for(case)
    form = kind(
        request.POST or None,
        ways=ways,
        initial=with_drafts(request.actor, case.id, asked.drafts, {}),
    )
    shown: list[letters.Letter] = []
    told = ""
    if request.method == "POST":
        given: dict[str, Any] = {"actor": request.actor, "case_id": case.id, "intake_id": intake_id}
        sends = request.POST.get("do") == "send"
        if sends and form.was_shown:
            if kept(form, lambda: _tell(given, form, form.cleaned_data["way"])):
                messages.success(request, SAID[form.cleaned_data["way"]])
                return HttpResponseRedirect(reverse("decide:clocks", args=[case.id]))
            if form.has_error("address"):
                say_anew(form, "address_was", people.writing_to(case.resident_id).address)
        elif kept(form, lambda: shown.append(_tried(given, form))):
            form = _with_parts(case, form, shown[0], ways)
            if sends:
                told = _("You changed something: the letter was made anew. Read it once more, then send it.")
    context = {
        "case": case,
        "step": "decide",
        "form": form,
        "asked": asked,
        "clock": now,
        "letter": shown[0] if shown else None,
        "told": told,
        "draft_object": draft_key(case.id, asked.drafts),
        "back": reverse("decide:clocks", args=[case.id]),
    }
    return render(request, "decide/clock_later.html", context, status=422 if form.errors else 200)


def _tell(given: dict[str, Any], form: LaterForm, way: str) -> int:
    clean = form.cleaned_data
    leaves = Leaving(way, form.own_parts(), clean.get("address"), clean.get("address_was"))
    return actions.change_term(**given, **({"kind": POSTPONED} | form.change()), leaves=leaves)


def _tried(given: dict[str, Any], form: LaterForm) -> letters.Letter:
    """The letter as it would leave today, with nothing kept."""
    return previewing.letter_of(lambda: _tell(given, form, Document.PAPER), "change_id")


def _with_parts(
    case: CaseFacts, form: LaterForm, letter: letters.Letter, ways: list[tuple[str, str]]
) -> LaterForm:
    """The form with the parts of the letter as they were shown, where it goes, and how it leaves."""
    own, data = form.own_parts(), {name: str(form.data[name]) for name in form.data}
    for section in letter.own:
        if section.key in PART_LABELS and section.key not in own:
            data[section.key] = data[f"was_{section.key}"] = letters.as_typed(section)
    address = people.writing_to(case.resident_id).address
    data.setdefault("address", address.replace(", ", "\n"))
    data.setdefault("address_was", address)
    data.setdefault("way", ways[-1][0] if letter_queries.may_mail(case) else Document.PAPER)
    data["shown_for"] = form.shows_for
    return type(form)(data, ways=ways)
