from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naast.kernel import actors
from naast.kernel.errors import NotVisible
from naast.kernel.pages import Request, looked, staff_page
from naast.people import queries as people
from naast.people.types import CaseFacts
from naast.plan import actions, forms, queries, terms
from naast.plan.access import writing
from naast.plan.actions.line_checks import CHANGEABLE
from naast.plan.types import LineFacts, PlanFacts
from naast.plan.views.forms_on_page import draft_key, filled, kept, posted
from naast.plan.views.rows import payer_rows


@staff_page()
def page(request: Request, case_id: int) -> HttpResponse:
    """The plan beside doing nothing: lines, who pays and who gains, every amount with its source."""
    case = people.case_for(request.actor, case_id)
    return _show(request, case)


def _show(request: Request, case: CaseFacts, sent: dict[str, Form] | None = None) -> HttpResponse:
    looked(request, case.id, "plan.returns")
    returns = queries.returns_of(case.id)
    plan = queries.plan_of(case.id)
    words = {
        terms.PLAN: returns.plan_words if returns else "",
        terms.NOTHING: returns.nothing_words if returns else "",
    }
    ready = {
        f"{kind}_line": filled(forms.AddLineForm, f"{kind}_line", {"quantity": "1", "years": 1})
        for kind in words
    } | {
        kind: filled(
            forms.ScenarioForm,
            kind,
            {"words": text, "before": text},
            actor=request.actor,
            case_id=case.id,
        )
        for kind, text in words.items()
    }
    ready |= sent or {}
    context = {
        "case": case,
        "step": "plan",
        "returns": returns,
        "bars": payer_rows(returns),
        "prices": queries.prices(),
        "breakthrough": plan.breakthrough if plan else "",
        "sides": [
            {
                "kind": kind,
                "label": label,
                "words": words[kind],
                "lines": [line for line in returns.lines if line.scenario == kind] if returns else [],
                "form": ready[kind],
                "line_form": ready[f"{kind}_line"],
                "key": draft_key(kind, case.id),
            }
            for kind, label in terms.SCENARIOS
        ],
        "level_form": ready.get("level") or filled(forms.PriceLevelForm, "level", _level(plan)),
        "may_write": case.stands_beside and request.actor.has_role(*actors.CASE_ROLES),
    }
    return render(request, "plan/returns.html", context, status=422 if sent else 200)


def _level(plan: PlanFacts | None) -> dict[str, Any]:
    if plan is None:
        return {"version": 0}
    return {"base_year": plan.base_year, "horizon_years": plan.horizon_years, "version": plan.version}


def _back(case_id: int, anchor: str = "") -> HttpResponse:
    address = redirect("plan:returns", case_id).url
    return HttpResponseRedirect(f"{address}#{anchor}" if anchor else address)


@require_POST
@staff_page()
def add_line(request: Request, case_id: int, kind: str) -> HttpResponse:
    """Add a line with three fields; own words without a price become a line without an amount."""
    case = people.case_for(request.actor, case_id)
    _known(kind)
    form = posted(forms.AddLineForm, f"{kind}_line", request.POST)
    made = []
    if not kept(form, lambda data: made.append(_add(request, case_id, kind, data))):
        return _show(request, case, {f"{kind}_line": form})
    if made[0] == terms.MEMO:
        messages.info(
            request, _("Kept without an amount. Do you know what it costs? Add the price under details.")
        )
    else:
        messages.success(request, _("Kept."))
    return _back(case_id, kind)


def _add(request: Request, case_id: int, kind: str, data: dict[str, Any]) -> str:
    line = actions.add_line(
        actor=request.actor,
        case_id=case_id,
        scenario=kind,
        what=data["what"],
        quantity=1 if data["quantity"] is None else data["quantity"],
        years=data["years"] or 1,
    )
    return str(line.kind)


@require_POST
@staff_page()
def scenario(request: Request, case_id: int, kind: str) -> HttpResponse:
    """What happens with the plan, or when we only follow the rule."""
    case = people.case_for(request.actor, case_id)
    _known(kind)
    form = posted(forms.ScenarioForm, kind, request.POST)
    if not kept(
        form,
        lambda data: actions.write_scenario(
            actor=request.actor,
            case_id=case_id,
            kind=kind,
            words=data["words"],
            shown_before=data["before"],
        ),
    ):
        return _show(request, case, {kind: form})
    messages.success(request, _("Kept."))
    return _back(case_id, kind)


@require_POST
@staff_page()
def price_level(request: Request, case_id: int) -> HttpResponse:
    """At the prices of which year, and how far ahead."""
    case = people.case_for(request.actor, case_id)
    form = posted(forms.PriceLevelForm, "level", request.POST)
    if not kept(
        form,
        lambda data: actions.set_price_level(
            actor=request.actor,
            case_id=case_id,
            base_year=data["base_year"],
            horizon_years=data["horizon_years"],
            base_version=data["version"] or 0,
        ),
    ):
        return _show(request, case, {"level": form})
    messages.success(request, _("Kept."))
    return _back(case_id)


@staff_page()
def line(request: Request, case_id: int, row_id: int) -> HttpResponse:
    """All details of one line, or take it out."""
    case = writing(request.actor, case_id)
    looked(request, case.id, "plan.line")
    found = queries.line_of(case.id, row_id)
    if found is None:
        raise NotVisible
    if "remove" in request.POST:
        actions.remove_line(actor=request.actor, case_id=case_id, line_id=row_id)
        messages.success(request, _("Taken out."))
        return _back(case_id, found.scenario)
    status = 200
    form = filled(forms.LineForm, "line", _initial(found))
    if request.method == "POST":
        form = posted(forms.LineForm, "line", request.POST)
        if kept(form, lambda data: _change(request, found, case_id, data)):
            messages.success(request, _("Kept."))
            return _back(case_id, found.scenario)
        status = 422
    context = {"case": case, "step": "plan", "form": form, "line": found}
    return render(request, "plan/line.html", context, status=status)


def _initial(line: LineFacts) -> dict[str, Any]:
    own = line.price_id is None and not line.is_memo
    prices = {
        "own_price": line.price,
        "own_price_low": line.price_low,
        "own_price_high": line.price_high,
        "own_price_year": line.price_year,
        "own_unit": line.unit,
    }
    initial = {name: getattr(line, name) for name in CHANGEABLE if hasattr(line, name)} | {
        "version": line.version,
        "source": line.own_source,
    }
    if line.is_memo:
        initial["kind"] = ""
    return initial | (prices if own else {})


def _change(request: Request, line: LineFacts, case_id: int, data: dict[str, Any]) -> None:
    changes = {name: value for name, value in data.items() if name != "version"}
    changes["years"] = changes["years"] or 1
    changes["start_year"] = changes["start_year"] or 0
    for name in ("role", "sense", "kind"):
        if not changes[name]:
            del changes[name]
    actions.change_line(
        actor=request.actor,
        case_id=case_id,
        line_id=line.id,
        base_version=data["version"] or 0,
        changes=changes,
    )


def _known(kind: str) -> None:
    if kind not in dict(terms.SCENARIOS):
        raise NotVisible
