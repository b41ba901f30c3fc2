"""Settlements between payers: amounts, payers and days, never a name of a resident or a story."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naast.engines import returns
from naast.follow import actions, afterwards, queries
from naast.follow.actions.settling import why_not
from naast.follow.forms import SettlementForm, SettlementStepForm
from naast.follow.models.settlements import AGREED, MEASURED, PROPOSED, SETTLED, WITHDRAWN
from naast.follow.settlement_paper import paper
from naast.follow.types import Followed, SettlementFacts, SettlementTerms
from naast.kernel import actors, clock
from naast.kernel.errors import Invalid, NotVisible
from naast.kernel.forms import number
from naast.kernel.pages import Request, looked, staff_page
from naast.kernel.refusals import put, tried
from naast.people import queries as people
from naast.plan import agreed_queries as agreed
from naast.plan.terms import payer_words

ROLES = (actors.CONTROLLER, actors.FUND_OWNER)
Act = Callable[..., Any]
STEPS: dict[str, Act] = {
    "agree": actions.agree_settlement,
    "measure": actions.measure_settlement,
    "settle": actions.settle,
    "withdraw": actions.withdraw_settlement,
}
NEXT = {PROPOSED: ("agree", AGREED), AGREED: ("measure", MEASURED), MEASURED: ("settle", SETTLED)}


@staff_page(*ROLES)
def settlements(request: Request) -> HttpResponse:
    """What goes on, what is due by what was measured, and decided plans that could be settled."""
    plans, last = queries.plans_to_settle(before=number(request.GET.get("voor")))
    context = {"settlements": queries.settlements(), "dues": queries.dues(), "plans": plans, "last": last}
    return render(request, "follow/settlements.html", context)


@staff_page(*ROLES)
def propose(request: Request, case_id: int) -> HttpResponse:
    """The payers of one decided plan by the number of its case, and a proposal between two of them."""
    plan = queries.decided(case_id)
    if plan is None:
        raise NotVisible
    looked(request, case_id, "follow.settlement_proposal")
    try:
        gains = afterwards.expected(plan.returns)
    except returns.BadInput as refusal:
        raise NotVisible from refusal
    advancers = [(code, payer_words(code)) for code in afterwards.bearers(plan.returns, gains)]
    repayers = [(code, payer_words(code)) for code in afterwards.gainers(gains)]
    choices = {"advancers": advancers, "repayers": repayers}
    standing = queries.settlements_of(case_id)
    busy = {(row.advancer, row.repayer) for row in standing if row.state != WITHDRAWN}
    pairs = [pair for pair in afterwards.pairs(gains) if (pair.advancer, pair.repayer) not in busy]
    form = SettlementForm(initial=_proposed(request, plan, pairs), **choices)
    if request.method == "POST":
        form = SettlementForm(request.POST, **choices)
        made: list[int] = []
        if tried(form, lambda: made.append(_propose(request, case_id, form))):
            messages.success(request, _("Proposed. Somebody else agrees to it."))
            return redirect("follow:settlement", made[0])
    context = {
        "plan": plan,
        "form": form,
        "pairs": pairs,
        "payers": sorted(gains.payers.items()),
        "lines": _lines(plan, gains),
        "settlements": standing,
        "can": form.is_bound or _is_left(advancers, repayers, busy),
    }
    return render(request, "follow/propose.html", context, status=422 if form.errors else 200)


def _is_left(
    advancers: list[tuple[str, str]], repayers: list[tuple[str, str]], busy: set[tuple[str, str]]
) -> bool:
    """Whether there are two who could still settle: what would only be refused is not offered."""
    return any(one != two and (one, two) not in busy for one, _one in advancers for two, _two in repayers)


def _lines(plan: Followed, gains: afterwards.Gains) -> list[dict[str, Any]]:
    """Payment lines: what the price list calls them, never words that somebody typed in a case."""
    names = agreed.items(line.price_id for line in plan.lines if line.price_id is not None)
    return [
        {"name": names.get(line.price_id or 0, ""), "line": line, "gain": gains.lines.get(line.id)}
        for line in plan.lines
    ]


def _proposed(request: Request, plan: Followed, pairs: list[afterwards.Pair]) -> dict[str, Any]:
    asked = (request.GET.get("wie"), request.GET.get("van"))
    pair = next((one for one in pairs if (one.advancer, one.repayer) == asked), next(iter(pairs), None))
    until = max(queries.year_of(plan, 0)[1], clock.today())
    initial: dict[str, Any] = {"plan_version": plan.version_id, "until_on": until}
    if pair is None:
        return initial
    names = agreed.items(
        line.price_id
        for line in plan.lines
        if line.price_id is not None and pair.repayer in (line.payer, line.beneficiary)
    )
    return initial | {
        "advancer": pair.advancer,
        "repayer": pair.repayer,
        "share": (pair.share * 100).quantize(Decimal("0.01")),
        "result": "; ".join(sorted(set(names.values()))),
    }


def _propose(request: Request, case_id: int, form: SettlementForm) -> int:
    said = form.cleaned_data
    row = actions.propose_settlement(
        actor=request.actor,
        case_id=case_id,
        plan_version_id=said["plan_version"],
        agreed=SettlementTerms(
            said["advancer"], said["repayer"], said["share"] / 100, said["result"], said["until_on"]
        ),
        words=said["words"],
    )
    return int(row.pk)


@staff_page(*ROLES)
def settlement(request: Request, settlement_id: int) -> HttpResponse:
    """One settlement: its terms, expected and measured apart, who brought it on, and the next step."""
    return _show(request, queries.settlement(settlement_id))


def _show(
    request: Request, found: SettlementFacts, sent: SettlementStepForm | None = None, step: str = ""
) -> HttpResponse:
    looked(request, found.case_id, "follow.settlement")
    step_on, state = NEXT.get(found.state, ("", ""))
    why = why_not(request.actor, found, state)
    if step != step_on:  # what was just refused stands at its own form, with what was typed
        why = why or _too_early(found, state)
    onwards = [step_on] if step_on and not why else []
    if found.state in (PROPOSED, AGREED):
        onwards.append("withdraw")
    forms = [
        (name, sent if sent is not None and name == step else SettlementStepForm(auto_id=f"id_{name}_%s"))
        for name in onwards
    ]
    context = {"settlement": found, "forms": forms, "why_not": why, "sent": sent}
    return render(request, "follow/settlement.html", context, status=422 if sent else 200)


def _too_early(found: SettlementFacts, state: str) -> str:
    """Why nothing is measured yet; empty when the agreed day is there."""
    if state != MEASURED or clock.today() >= found.until_on:
        return ""
    day = date_format(found.until_on, "j F Y")
    return _("The agreement runs until {day}: nothing is measured before.").format(day=day)


@require_POST
@staff_page(*ROLES)
def bring_on(request: Request, settlement_id: int, step: str) -> HttpResponse:
    """Agree, measure, settle or withdraw."""
    act = STEPS.get(step)
    if act is None:
        raise NotVisible
    form = SettlementStepForm(request.POST, auto_id=f"id_{step}_%s")
    if form.is_valid():
        try:
            act(actor=request.actor, settlement_id=settlement_id, words=form.cleaned_data["words"])
            messages.success(request, _("Kept."))
            return redirect("follow:settlement", settlement_id)
        except Invalid as refusal:
            put(form, refusal)
    return _show(request, queries.settlement(settlement_id), form, step)


@staff_page(*ROLES)
def settlement_document(request: Request, settlement_id: int) -> HttpResponse:
    """The settlement as PDF, for who reads payment lines."""
    return _paper(request, queries.settlement(settlement_id))


@staff_page()
def settling(request: Request, case_id: int) -> HttpResponse:
    """What payers settle about this case, for its circle: to read along, not to change."""
    case = people.case_for(request.actor, case_id)
    looked(request, case.id, "follow.settling")
    context = {"case": case, "step": "follow", "settlements": queries.settlements_of(case.id)}
    return render(request, "follow/settling.html", context)


@staff_page()
def settling_document(request: Request, case_id: int, settlement_id: int) -> HttpResponse:
    """The same document, for the circle of the case."""
    case = people.case_for(request.actor, case_id)
    found = queries.settlement(settlement_id)
    if found.case_id != case.id:
        raise NotVisible
    return _paper(request, found)


def _paper(request: Request, found: SettlementFacts) -> HttpResponse:
    looked(request, found.case_id, "follow.settlement_document")
    response = HttpResponse(paper(request.municipality.name, found), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="verrekening-{found.id}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
