"""Termijnen: every clock of a case with its article, what moved it, and what follows when it is late."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from naast.decide import actions, clock_queries, letter_queries
from naast.decide.actions.proposing import case_beside, draft_key
from naast.decide.clock_types import ChangeFacts, IntakeClock
from naast.decide.forms_clocks import (
    EndPauseForm,
    LateForm,
    LookedForm,
    StepForm,
)
from naast.decide.letter_queries import DispatchFacts
from naast.decide.objected import objected_penalties
from naast.decide.views.kept import kept, with_drafts
from naast.kernel import actors, clock
from naast.kernel.errors import NotVisible
from naast.kernel.pages import Request, looked, staff_page
from naast.people import queries as people
from naast.people.types import CaseFacts


@dataclass(frozen=True, slots=True)
class Asked:
    """One small page with a form: what it is called, what stands above the form, and where its drafts go."""

    heading: str
    intro: tuple[str, ...]
    button: str
    drafts: str = ""


@staff_page()
def overview(request: Request, case_id: int) -> HttpResponse:
    """Every clock of a case on one page."""
    case = people.case_for(request.actor, case_id)
    looked(request, case.id, "decide.clocks")
    found = clock_queries.clocks_of(case.id)
    came = [item.intake for item in found]
    writes = case.stands_beside and request.actor.has_role(*actors.CASE_ROLES)
    context = {
        "case": case,
        "step": "decide",
        "clocks": found,
        "days": clock_queries.coming_days_of(case.id),
        "decided": clock_queries.decided_on(case.id, came),
        "proposed": clock_queries.proposed_on(case.id, came),
        "may_write": writes,
        "dispatches": _dispatches(case, found),
        "objected": objected_penalties(case, found, writes=writes),
    }
    return render(request, "decide/clocks.html", context)


def _dispatches(case: CaseFacts, found: list[IntakeClock]) -> list[DispatchFacts]:
    """How the letters about the terms leave or left: the last sending of each."""
    if not any(item.changes or any(notice.determined_on for notice in item.notices) for item in found):
        return []
    rows = letter_queries.dispatches_of(case.id)
    return [row for row in rows if (row.change_id or row.notice_id) and not row.was_sent_since]


def one_clock(case: CaseFacts, intake_id: int) -> IntakeClock:
    found = next((item for item in clock_queries.clocks_of(case.id) if item.intake.id == intake_id), None)
    if found is None:
        raise NotVisible
    return found


def _back(case: CaseFacts) -> HttpResponse:
    return HttpResponseRedirect(reverse("decide:clocks", args=[case.id]))


def _page(request: Request, case: CaseFacts, form: Form, asked: Asked, **more: Any) -> HttpResponse:
    context = {
        "case": case,
        "step": "decide",
        "form": form,
        "asked": asked,
        "draft_object": draft_key(case.id, asked.drafts) if asked.drafts else "",
        "back": reverse("decide:clocks", args=[case.id]),
        **more,
    }
    return render(request, "decide/clock_form.html", context, status=422 if form.errors else 200)


def _sent(request: Request, form: Form, act: Callable[[], object], told: str) -> bool:
    if request.method != "POST" or not kept(form, act):
        return False
    messages.success(request, told)
    return True


@staff_page(*actors.CASE_ROLES)
def step(request: Request, case_id: int, intake_id: int) -> HttpResponse:
    """A step that was taken, on which the next term counts."""
    case = case_beside(request.actor, case_id)
    looked(request, case.id, "decide.clock_step")
    now = one_clock(case, intake_id)
    form = StepForm(request.POST or None, steps=now.may_step, initial={"taken_on": clock.today()})

    def act() -> None:
        actions.note_step(actor=request.actor, case_id=case.id, intake_id=intake_id, **form.cleaned_data)

    if _sent(request, form, act, _("Kept. The clock counts on from it.")):
        return _back(case)
    intro = _("The next term counts from the step that was really taken. A wrong day? Write it down anew.")
    return _page(request, case, form, Asked(_("What was done"), (intro,), _("Keep")), clock=now)


@staff_page(*actors.CASE_ROLES)
def end_pause(request: Request, case_id: int, change_id: int) -> HttpResponse:
    """What was waited for is there: the term runs on."""
    case = case_beside(request.actor, case_id)
    looked(request, case.id, "decide.clock_end")
    now, change = _changed(case, change_id)
    form = EndPauseForm(request.POST or None, initial={"ended_on": clock.today()})

    def act() -> None:
        actions.end_pause(actor=request.actor, case_id=case.id, change_id=change_id, **form.cleaned_data)

    if _sent(request, form, act, _("Kept. The term runs on from the next day.")):
        return _back(case)
    return _page(request, case, form, Asked(_("The term runs on"), (change.reason,), _("Keep")), clock=now)


def _changed(case: CaseFacts, change_id: int) -> tuple[IntakeClock, ChangeFacts]:
    for now in clock_queries.clocks_of(case.id):
        for change in now.changes:
            if change.id == change_id:
                return now, change
    raise NotVisible


@staff_page(*actors.CASE_ROLES)
def late(request: Request, case_id: int, intake_id: int) -> HttpResponse:
    """The resident says that the decision is late."""
    case = case_beside(request.actor, case_id)
    looked(request, case.id, "decide.clock_late")
    now, drafts = one_clock(case, intake_id), f"late:{intake_id}"
    begun = with_drafts(request.actor, case.id, drafts, {"received_on": clock.today()})
    form = LateForm(request.POST or None, initial=begun)

    def act() -> None:
        actions.say_late(actor=request.actor, case_id=case.id, intake_id=intake_id, **form.cleaned_data)

    if _sent(request, form, act, _("Received. From the next day we have two weeks.")):
        return _back(case)
    intro = _(
        "Always write it down, also when the term still runs. The two weeks count from this day (Awb 4:17)."
    )
    asked = Asked(_("The resident says that we are late"), (intro,), _("Keep"), drafts)
    return _page(request, case, form, asked, clock=now)


@staff_page(*actors.CASE_ROLES)
def look_again(request: Request, case_id: int, decision_id: int, about: str) -> HttpResponse:
    """What came of looking again on the agreed day, or before the period ends."""
    case = case_beside(request.actor, case_id)
    looked(request, case.id, "decide.look_again")
    days = clock_queries.coming_days_of(case.id)
    day = next((item for item in days if (item.decision_id, item.about) == (decision_id, about)), None)
    if day is None:
        raise NotVisible
    drafts = f"looked:{decision_id}"
    form = LookedForm(request.POST or None, initial=with_drafts(request.actor, case.id, drafts, {}))

    def act() -> None:
        actions.look_again(
            actor=request.actor, case_id=case.id, decision_id=decision_id, about=about, **form.cleaned_data
        )

    if _sent(request, form, act, _("Kept. What was granted goes on as it was decided.")):
        return _back(case)
    intro = _("Together with the resident: does it still fit? Nothing ends or changes by itself.")
    return _page(request, case, form, Asked(_("Looking again"), (intro,), _("Keep"), drafts), day=day)
