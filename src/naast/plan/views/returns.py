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
from naast.plan import actions, alternative_queries, forms, queries, terms
from naast.plan.alternative_forms import AddAlternativeForm
from naast.plan.newer_prices import newer_prices
from naast.plan.types import PlanFacts, ReturnsView
from naast.plan.views.forms_on_page import draft_key, filled, kept, posted
from naast.plan.views.rows import beside


@staff_page()
def page(request: Request, case_id: int) -> HttpResponse:
    """The plan beside doing nothing: lines, who pays and who gains, every amount with its source."""
    case = people.case_for(request.actor, case_id)
    return show(request, case)


def show(
    request: Request,
    case: CaseFacts,
    sent: dict[str, Form] | None = None,
    *,
    tried: ReturnsView | None = None,
) -> HttpResponse:
    """The page. `sent`: forms as they were posted; `tried`: the outcome with a line that is not kept."""
    looked(request, case.id, "plan.returns")
    ground = queries.Ground(case.id)
    returns = queries.returns_of(case.id, ground=ground)
    plan = queries.plan_of(case.id)
    may_write = case.stands_beside and request.actor.has_role(*actors.CASE_ROLES)
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
        "supports": queries.supports_to_take_in(plan, returns) if may_write else [],
        "consequences": queries.consequences_of(case.id) if may_write else [],
        "ways": alternative_queries.alternatives_of(case.id, ground),
        "other_way": ready.get("other_way") or filled(AddAlternativeForm, "other_way", {}),
        "may_write": may_write,
        "tried": tried,
        "beside": beside(returns, tried) if tried else None,
        "newer_prices": newer_prices(case.id, [line.price_id for line in returns.lines]) if returns else {},
    }
    wrong = any(form.errors for form in (sent or {}).values())
    return render(request, "plan/returns.html", context, status=422 if wrong else 200)


def _level(plan: PlanFacts | None) -> dict[str, Any]:
    if plan is None:
        return {"version": 0}
    return {"base_year": plan.base_year, "horizon_years": plan.horizon_years, "version": plan.version}


def back(case_id: int, anchor: str = "") -> HttpResponse:
    """To the page of costs and gains."""
    address = redirect("plan:returns", case_id).url
    return HttpResponseRedirect(f"{address}#{anchor}" if anchor else address)


@require_POST
@staff_page()
def add_line(request: Request, case_id: int, kind: str) -> HttpResponse:
    """Add a line with three fields; own words without a price become a line without an amount."""
    case = people.case_for(request.actor, case_id)
    known_scenario(kind)
    form = posted(forms.AddLineForm, f"{kind}_line", request.POST)
    made = []
    if not kept(form, lambda data: made.append(_add(request, case_id, kind, data))):
        return show(request, case, {f"{kind}_line": form})
    if made[0] == terms.MEMO:
        messages.info(
            request, _("Kept without an amount. Do you know what it costs? Add the price under details.")
        )
    else:
        messages.success(request, _("Kept."))
    return back(case_id, kind)


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
    known_scenario(kind)
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
        return show(request, case, {kind: form})
    messages.success(request, _("Kept."))
    return back(case_id, kind)


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
        return show(request, case, {"level": form})
    messages.success(request, _("Kept."))
    return back(case_id)


def known_scenario(kind: str) -> None:
    """Raises NotVisible for what is no scenario."""
    if kind not in dict(terms.SCENARIOS):
        raise NotVisible
