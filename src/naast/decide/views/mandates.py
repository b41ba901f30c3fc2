"""The mandate register: who may decide what. Every member of staff reads it; the administrator keeps it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naast.decide import actions
from naast.decide import mandate_queries as mandates
from naast.decide.forms_mandates import (
    AccountForm,
    EndMandateForm,
    FindMandateForm,
    MandateForm,
    StandInForm,
)
from naast.decide.types import MandateFacts
from naast.decide.views.kept import kept
from naast.kernel import actors, clock
from naast.kernel.forms import number
from naast.kernel.pages import Request, staff_page
from naast.people import queries as people


@staff_page()
def register(request: Request) -> HttpResponse:
    """Who may decide what today, later, and until when somebody might. No case data."""
    # Posted: a name stands in no address.
    search = FindMandateForm(request.POST if request.method == "POST" else None)
    words = search.cleaned_data["q"] if search.is_bound and search.is_valid() else ""
    everything = mandates.register()
    rows = mandates.having(everything, words)
    ended = [row for row in rows if row.state == mandates.ENDED]
    ended.sort(key=lambda row: row.facts.until_on or clock.today(), reverse=True)
    context = {
        "now": [row for row in rows if row.state == mandates.NOW],
        "later": [row for row in rows if row.state == mandates.LATER],
        "ended": ended[: mandates.ENDED_SHOWN],
        "search": search if search.is_bound or len(everything) > mandates.AT_A_GLANCE else None,
        "words": words,
        "may_keep": mandates.may_keep(request.actor),
        "may_account": mandates.may_account(request.actor),
        "may_sample": request.actor.has_role(actors.ADMINISTRATOR, actors.QUALITY_OFFICER),
    }
    return render(request, "decide/mandates.html", context, status=422 if search.errors else 200)


@staff_page()
def mandate(request: Request, mandate_id: int) -> HttpResponse:
    """One mandate, on what it rests, and who stands in."""
    return _page(request, mandate_id)


def _page(
    request: Request, mandate_id: int, posted: dict[int, Form] | None = None, status: int = 200
) -> HttpResponse:
    row = mandates.one_mandate(mandate_id)
    keeps = mandates.may_keep(request.actor)
    sent = posted or {}

    def form(item: MandateFacts) -> Form:
        """The form to end it; the first day that may be is filled in."""
        first = {"until_on": max(clock.today(), item.from_on)}
        return sent.get(item.id) or EndMandateForm(auto_id=f"id_end_{item.id}_%s", initial=first)

    stand_ins = [
        {
            "facts": item,
            "state": (state := mandates.state_of(item)),
            "form": form(item) if keeps and state != mandates.ENDED else None,
        }
        for item in row.stand_ins
    ]
    context = {
        "row": row,
        "mandate": row.facts,
        "stand_ins": stand_ins,
        "end_form": form(row.facts) if keeps and row.state != mandates.ENDED else None,
        "form": next(iter(sent.values()), None),
        "may_keep": keeps,
        "may_account": mandates.may_account(request.actor),
    }
    return render(request, "decide/mandate.html", context, status=status)


@staff_page(actors.ADMINISTRATOR)
def new_mandate(request: Request) -> HttpResponse:
    """Give somebody a mandate."""
    staff = people.staff_with_role(*mandates.MAY_HOLD, without=[request.actor.id])
    form = MandateForm(request.POST or None, staff=staff, initial={"from_on": clock.today()})
    made: list[int] = []

    def act() -> None:
        values = dict(form.cleaned_data)
        made.append(actions.grant_mandate(actor=request.actor, staff_id=values.pop("staff"), **values))

    if request.method == "POST" and kept(form, act):
        messages.success(request, _("Kept in the register."))
        return _to(made[0])
    context: dict[str, Any] = {"form": form, "mandate": None}
    return render(request, "decide/mandate_form.html", context, status=422 if form.errors else 200)


@staff_page(actors.ADMINISTRATOR)
def let_stand_in(request: Request, mandate_id: int) -> HttpResponse:
    """Let a colleague stand in for who holds this mandate."""
    row = mandates.one_mandate(mandate_id)
    staff = people.staff_with_role(*mandates.MAY_HOLD, without=[request.actor.id, row.facts.staff.id])
    form = StandInForm(request.POST or None, staff=staff, initial={"from_on": clock.today()})

    def act() -> None:
        values = dict(form.cleaned_data)
        actions.let_stand_in(
            actor=request.actor, mandate_id=row.facts.id, staff_id=values.pop("staff"), **values
        )

    if request.method == "POST" and kept(form, act):
        messages.success(request, _("Kept in the register."))
        return _to(row.facts.id)
    context = {"form": form, "mandate": row.facts, "row": row}
    return render(request, "decide/mandate_form.html", context, status=422 if form.errors else 200)


@require_POST
@staff_page(actors.ADMINISTRATOR)
def end_mandate(request: Request, mandate_id: int) -> HttpResponse:
    """Let a mandate, or standing in, end. What was decided under it stands."""
    row = mandates.one_mandate(mandate_id)
    form = EndMandateForm(request.POST, auto_id=f"id_end_{mandate_id}_%s")
    if not kept(
        form, lambda: actions.end_mandate(actor=request.actor, mandate_id=mandate_id, **form.cleaned_data)
    ):
        return _page(request, mandate_id, {mandate_id: form}, status=422)
    messages.success(request, _("Kept in the register. What was decided stands."))
    return _to(row.facts.id)


@require_POST
@staff_page(actors.ADMINISTRATOR)
def cancel_mandate(request: Request, mandate_id: int) -> HttpResponse:
    """Cancel a mandate, or standing in, that has not begun."""
    row = mandates.one_mandate(mandate_id)
    actions.cancel_mandate(actor=request.actor, mandate_id=mandate_id)
    messages.success(request, _("Cancelled. It stays in the register so."))
    return _to(row.facts.id)


@staff_page(*mandates.ACCOUNT_READERS)
def account(request: Request) -> HttpResponse:
    """What was decided under which mandate, in order of day. Nothing is counted per person."""
    form = AccountForm(request.GET or None)
    days: dict[str, Any] = {}
    if form.is_bound and form.is_valid():
        days = {name: form.cleaned_data[name] for name in ("from_on", "until_on")}
    only = number(request.GET.get("mandate"))
    row = mandates.one_mandate(only) if only else None
    under = [row.facts.id, *(item.id for item in row.stand_ins)] if row else None
    wrong = form.is_bound and bool(form.errors)
    found = (
        None
        if wrong
        else mandates.account(**days, mandate_ids=under, page=number(request.GET.get("page")) or 1)
    )
    kept_days = {name: day.isoformat() for name, day in days.items() if day}
    if row:
        kept_days["mandate"] = str(row.facts.id)
    context = {
        "form": form,
        "row": row,
        "found": found,
        "kept_days": f"{urlencode(kept_days)}&" if kept_days else "",
    }
    return render(request, "decide/mandate_account.html", context, status=422 if wrong else 200)


def _to(mandate_id: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("decide:mandate", args=[mandate_id]))
