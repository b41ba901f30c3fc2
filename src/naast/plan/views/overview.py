from __future__ import annotations

from collections.abc import Callable
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
from naast.listen import queries as listen
from naast.people import queries as people
from naast.people.types import CaseFacts
from naast.plan import actions, alternative_queries, forms, frozen, queries, step_queries, terms
from naast.plan.access import writing
from naast.plan.signals import offered_laws
from naast.plan.types import PlanFacts
from naast.plan.views.forms_on_page import draft_key, filled, kept, posted

EMPTY = PlanFacts("", "", [], None, "", [], "")


@staff_page()
def overview(request: Request, case_id: int) -> HttpResponse:
    """The plan on one page: perspective, goals, obstacle, breakthrough, support, agreement."""
    case = people.case_for(request.actor, case_id)
    return _show(request, case)


def _show(request: Request, case: CaseFacts, sent: dict[str, Form] | None = None) -> HttpResponse:
    """The page; `sent` holds the form that could not be kept, by its name."""
    looked(request, case.id, "plan.overview")
    plan = queries.plan_of(case.id)
    plan = queries.with_quotes(plan, case.id) if plan else EMPTY
    ground = queries.Ground(case.id)
    returns = queries.returns_of(case.id, ground=ground)
    steps = step_queries.bare_steps(case.id)
    ways = alternative_queries.alternatives_of(case.id, ground)
    taken = {goal.board_goal_id for goal in plan.goals}
    may_write = case.stands_beside and request.actor.has_role(*actors.CASE_ROLES)
    context = {
        "case": case,
        "step": "plan",
        "plan": plan,
        "returns": returns,
        "offered": [
            goal
            for goal in listen.board_goals(case.id)
            if goal.person_id == case.resident_id and goal.id not in taken
        ],
        "now": [row for row in plan.supports if row.stage == terms.NOW],
        "coming": [row for row in plan.supports if row.stage == terms.COMING],
        "steps": steps,
        "ways": ways,
        "versions": queries.agreed_versions(case.id),
        "may_write": may_write,
        "laws": offered_laws() if may_write else [],
        "forms": _forms(request, case, plan, frozen.content_of(plan, returns, steps, ways)) | (sent or {}),
        "keys": {
            name: draft_key(name, case.id)
            for name in ("perspective", "obstacle", "breakthrough", "market_text")
        },
    }
    return render(request, "plan/overview.html", context, status=422 if sent else 200)


def _forms(request: Request, case: CaseFacts, plan: PlanFacts, content: dict[str, Any]) -> dict[str, Form]:
    obstacle = plan.obstacle
    texts: dict[str, tuple[type[Form], dict[str, Any]]] = {
        "perspective": (
            forms.PerspectiveForm,
            {"perspective": plan.perspective, "first_need": plan.first_need, "version": plan.version},
        ),
        "breakthrough": (
            forms.BreakthroughForm,
            {"breakthrough": plan.breakthrough, "version": plan.version},
        ),
        "market_text": (forms.MarketForm, {"market_text": plan.market_text, "version": plan.version}),
        "obstacle": (
            forms.ObstacleForm,
            {
                "words": obstacle.words,
                "kind": obstacle.kind,
                "law": obstacle.law,
                "article": obstacle.article,
                "version": obstacle.version,
            }
            if obstacle
            else {"version": 0},
        ),
    }
    seen = frozen.fingerprint(content)
    return {
        name: filled(form, name, initial, actor=request.actor, case_id=case.id)
        for name, (form, initial) in texts.items()
    } | {
        "goal": filled(forms.GoalForm, "goal", {}),
        "support": filled(forms.SupportForm, "support", {"stage": terms.COMING}),
        "agree": filled(forms.AgreeForm, "agree", {"seen": seen}),
    }


def _save(
    request: Request,
    case_id: int,
    name: str,
    form: type[Form],
    action: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    """Keep one form and go back to where it stands, or show the page again with what was typed."""
    case = people.case_for(request.actor, case_id)
    sent = posted(form, name, request.POST)
    if not kept(sent, action):
        return _show(request, case, {name: sent})
    messages.success(request, _("Kept."))
    return _back(case_id, name)


def _back(case_id: int, anchor: str) -> HttpResponse:
    return HttpResponseRedirect(f"{redirect('plan:overview', case_id).url}#{anchor}")


@require_POST
@staff_page()
def perspective(request: Request, case_id: int) -> HttpResponse:
    return _save(
        request,
        case_id,
        "perspective",
        forms.PerspectiveForm,
        lambda data: actions.write_perspective(actor=request.actor, case_id=case_id, **_based(data)),
    )


@require_POST
@staff_page()
def breakthrough(request: Request, case_id: int) -> HttpResponse:
    return _save(
        request,
        case_id,
        "breakthrough",
        forms.BreakthroughForm,
        lambda data: actions.write_breakthrough(actor=request.actor, case_id=case_id, **_based(data)),
    )


@require_POST
@staff_page()
def market(request: Request, case_id: int) -> HttpResponse:
    return _save(
        request,
        case_id,
        "market_text",
        forms.MarketForm,
        lambda data: actions.write_market_text(actor=request.actor, case_id=case_id, **_based(data)),
    )


@require_POST
@staff_page()
def obstacle(request: Request, case_id: int) -> HttpResponse:
    return _save(
        request,
        case_id,
        "obstacle",
        forms.ObstacleForm,
        lambda data: actions.name_obstacle(actor=request.actor, case_id=case_id, **_based(data)),
    )


@require_POST
@staff_page()
def add_goal(request: Request, case_id: int) -> HttpResponse:
    return _save(
        request,
        case_id,
        "goal",
        forms.GoalForm,
        lambda data: actions.add_goal(
            actor=request.actor,
            case_id=case_id,
            words=data["words"],
            domain=data["domain"],
            by_when=data["by_when"],
        ),
    )


@require_POST
@staff_page()
def take_over_goal(request: Request, case_id: int) -> HttpResponse:
    """One click: the words, the part of life and the date come along."""
    people.case_for(request.actor, case_id)
    form = forms.TakeOverForm(request.POST)
    if not form.is_valid():
        raise NotVisible
    actions.take_over_goal(
        actor=request.actor, case_id=case_id, board_goal_id=form.cleaned_data["board_goal"]
    )
    messages.success(request, _("Taken over from the board."))
    return _back(case_id, "goal")


@require_POST
@staff_page()
def add_support(request: Request, case_id: int) -> HttpResponse:
    return _save(
        request,
        case_id,
        "support",
        forms.SupportForm,
        lambda data: actions.add_support(actor=request.actor, case_id=case_id, **_without_version(data)),
    )


@require_POST
@staff_page()
def agree(request: Request, case_id: int) -> HttpResponse:
    return _save(
        request,
        case_id,
        "agree",
        forms.AgreeForm,
        lambda data: actions.agree(actor=request.actor, case_id=case_id, **data),
    )


def _based(data: dict[str, Any]) -> dict[str, Any]:
    return _without_version(data) | {"base_version": data.get("version") or 0}


def _without_version(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != "version"}


@staff_page()
def goal(request: Request, case_id: int, row_id: int) -> HttpResponse:
    """Change one goal, or take it out."""
    case = writing(request.actor, case_id)
    looked(request, case.id, "plan.goal")
    found = next((row for row in (queries.plan_of(case.id) or EMPTY).goals if row.id == row_id), None)
    if found is None:
        raise NotVisible
    if "remove" in request.POST:
        actions.remove_goal(actor=request.actor, case_id=case_id, goal_id=row_id)
        messages.success(request, _("Taken out of the plan."))
        return _back(case_id, "goal")
    initial = {
        "words": found.words,
        "by_when": found.by_when,
        "domain": found.domain,
        "version": found.version,
    }
    return _edit(
        request,
        case,
        forms.GoalForm,
        initial,
        lambda data: actions.change_goal(
            actor=request.actor, case_id=case_id, goal_id=row_id, **_based(data)
        ),
        {"title": _("Goal"), "anchor": "goal"},
    )


@staff_page()
def support(request: Request, case_id: int, row_id: int) -> HttpResponse:
    """Change one support, or take it out."""
    case = writing(request.actor, case_id)
    looked(request, case.id, "plan.support")
    found = next((row for row in (queries.plan_of(case.id) or EMPTY).supports if row.id == row_id), None)
    if found is None:
        raise NotVisible
    if "remove" in request.POST:
        actions.remove_support(actor=request.actor, case_id=case_id, support_id=row_id)
        messages.success(request, _("Taken out of the plan."))
        return _back(case_id, "support")
    names = ("what", "amount", "period", "payer", "who", "stage", "version")
    return _edit(
        request,
        case,
        forms.SupportForm,
        {name: getattr(found, name) for name in names},
        lambda data: actions.change_support(
            actor=request.actor,
            case_id=case_id,
            support_id=row_id,
            base_version=data.get("version") or 0,
            changes=_without_version(data),
        ),
        {"title": _("Support"), "anchor": "support"},
    )


def _edit(
    request: Request,
    case: CaseFacts,
    form: type[Form],
    initial: dict[str, Any],
    action: Callable[[dict[str, Any]], object],
    words: dict[str, str],
) -> HttpResponse:
    if request.method == "POST":
        sent = posted(form, "edit", request.POST)
        if kept(sent, action):
            messages.success(request, _("Kept."))
            return _back(case.id, words["anchor"])
        shown, status = sent, 422
    else:
        shown, status = filled(form, "edit", initial), 200
    context = {"case": case, "step": "plan", "form": shown, **words}
    return render(request, "plan/edit.html", context, status=status)


@staff_page()
def version(request: Request, case_id: int, number: int) -> HttpResponse:
    """What was agreed, as it was on that day."""
    case = people.case_for(request.actor, case_id)
    looked(request, case.id, "plan.version")
    agreed = queries.agreed_plan(case.id, number)
    if agreed is None:
        raise NotVisible
    by = people.staff_faces([agreed.agreed_by_id]) if agreed.agreed_by_id else {}
    context = {
        "case": case,
        "step": "plan",
        "agreed": agreed,
        "plan": agreed.plan,
        "returns": agreed.returns,
        "by": by.get(agreed.agreed_by_id) if agreed.agreed_by_id else None,
    }
    return render(request, "plan/version.html", context)
