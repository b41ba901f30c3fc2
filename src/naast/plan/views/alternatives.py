"""Another way to help beside the plan: its page, its lines, and how much of what else there is that way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naast.kernel.errors import NotVisible
from naast.kernel.pages import Request, looked, staff_page
from naast.people import queries as people
from naast.people.types import CaseFacts
from naast.plan import actions, alternative_queries, forms, queries, terms
from naast.plan.access import stands_beside, writing
from naast.plan.alternative_forms import AddAlternativeForm, AlternativeForm, QuantityForm
from naast.plan.alternative_queries import SharedLine, Tried, Way
from naast.plan.newer_prices import newer_prices
from naast.plan.views.forms_on_page import filled, kept, posted
from naast.plan.views.returns import show as show_returns
from naast.plan.views.rows import beside
from naast.plan.views.trying import may_try

LINE = "way_line"


@require_POST
@staff_page()
def add(request: Request, case_id: int) -> HttpResponse:
    """Name another way; its page is where it is worked out."""
    case = people.case_for(request.actor, case_id)
    form = posted(AddAlternativeForm, "other_way", request.POST)
    made = []
    if not kept(
        form,
        lambda data: made.append(actions.add_alternative(actor=request.actor, case_id=case_id, **data)),
    ):
        return show_returns(request, case, {"other_way": form})
    return redirect("plan:alternative", case_id, made[0].pk)


@staff_page()
def page(request: Request, case_id: int, row_id: int) -> HttpResponse:
    """Another way beside doing nothing and beside the plan."""
    return _show(request, people.case_for(request.actor, case_id), row_id)


@require_POST
@staff_page()
def write(request: Request, case_id: int, row_id: int) -> HttpResponse:
    """Its name and what happens then, or take it out."""
    case = writing(request.actor, case_id)
    if "remove" in request.POST:
        actions.remove_alternative(actor=request.actor, case_id=case_id, alternative_id=row_id)
        messages.success(request, _("Taken out."))
        return redirect("plan:returns", case_id)
    form = posted(AlternativeForm, "way", request.POST)
    if not kept(
        form,
        lambda data: actions.write_alternative(
            actor=request.actor,
            case_id=case_id,
            alternative_id=row_id,
            base_version=data["version"] or 0,
            name=data["name"],
            words=data["words"],
        ),
    ):
        return _show(request, case, row_id, {"way": form})
    return _back(request, case_id, row_id)


@require_POST
@staff_page()
def add_line(request: Request, case_id: int, row_id: int) -> HttpResponse:
    """Add a line that is only there that way, with three fields."""
    case = writing(request.actor, case_id)
    form = posted(forms.AddLineForm, LINE, request.POST)
    if not kept(
        form, lambda data: actions.add_line(actor=request.actor, case_id=case_id, **_line(row_id, data))
    ):
        return _show(request, case, row_id, {LINE: form})
    return _back(request, case_id, row_id)


@require_POST
@staff_page()
def try_line(request: Request, case_id: int, row_id: int) -> HttpResponse:
    """What a line that is being typed would do that way. Nothing is kept."""
    case = writing(request.actor, case_id)
    form = posted(forms.AddLineForm, LINE, request.POST)

    def tried(data: dict[str, Any]) -> Tried:
        return Tried(line=actions.try_line(actor=request.actor, case_id=case.id, **_line(row_id, data)))

    return _tried(request, case, row_id, {LINE: form}, form, tried)


@require_POST
@staff_page()
def say(request: Request, case_id: int, row_id: int, line_id: int) -> HttpResponse:
    """How much of a line of the plan or of doing nothing there is that way."""
    case = writing(request.actor, case_id)
    form = _quantity_form(request, line_id)
    if not kept(
        form,
        lambda _data: actions.say_quantity(
            actor=request.actor, case_id=case_id, alternative_id=row_id, line_id=line_id, said=form.said()
        ),
    ):
        return _show(request, case, row_id, {_quantity(line_id): form})
    return _back(request, case_id, row_id)


@require_POST
@staff_page()
def try_quantity(request: Request, case_id: int, row_id: int, line_id: int) -> HttpResponse:
    """What it would do if there were so much of a line that way. Nothing is kept."""
    case = writing(request.actor, case_id)
    form = _quantity_form(request, line_id)

    def tried(_data: dict[str, Any]) -> Tried:
        said = actions.try_quantity(actor=request.actor, case_id=case.id, line_id=line_id, said=form.said())
        return Tried(quantities={line_id: said})

    return _tried(request, case, row_id, {_quantity(line_id): form}, form, tried)


def _line(row_id: int, data: dict[str, Any]) -> dict[str, Any]:
    return {
        "scenario": terms.OTHER,
        "alternative_id": row_id,
        "what": data["what"],
        "quantity": 1 if data["quantity"] is None else data["quantity"],
        "years": data["years"] or 1,
    }


def _quantity(line_id: int) -> str:
    return f"much_{line_id}"


def _quantity_form(request: Request, line_id: int) -> QuantityForm:
    form = posted(QuantityForm, _quantity(line_id), request.POST)
    assert isinstance(form, QuantityForm)
    return form


def _back(request: Request, case_id: int, row_id: int) -> HttpResponse:
    messages.success(request, _("Kept."))
    return redirect("plan:alternative", case_id, row_id)


def _found(case: CaseFacts, row_id: int, tried: Tried | None = None) -> Way:
    found = alternative_queries.way(case.id, row_id, tried)
    if found is None:
        raise NotVisible
    return found


def _tried(
    request: Request,
    case: CaseFacts,
    row_id: int,
    sent: dict[str, Form],
    form: Form,
    make: Callable[[dict[str, Any]], Tried],
) -> HttpResponse:
    made: list[Tried] = []
    is_right = may_try(request, form) and kept(form, lambda data: made.append(make(data)))
    tried = _found(case, row_id, made[0]) if is_right else None
    if not request.headers.get("HX-Request"):
        return _show(request, case, row_id, sent, tried)
    # Only the figures: who opened the page was noted then, and a key is no look.
    now = _found(case, row_id) if tried else None
    return render(request, "plan/parts/tried.html", {"form": form} | _figures(now, tried))


def _figures(now: Way | None, tried: Way | None) -> dict[str, Any]:
    if now is None or tried is None:
        return {"tried": None}
    then = tried.facts.returns
    return {"tried": then, "beside": beside(now.facts.returns, then)}


def _show(
    request: Request,
    case: CaseFacts,
    row_id: int,
    sent: dict[str, Form] | None = None,
    tried: Way | None = None,
) -> HttpResponse:
    """The page. `sent`: forms as they were posted; `tried`: the outcome with what is not kept."""
    looked(request, case.id, "plan.alternative")
    found, forms_sent = _found(case, row_id), sent or {}
    facts = found.facts
    initial = {"name": facts.name, "words": facts.words, "version": facts.version}
    context = {
        "case": case,
        "step": "plan",
        "way": facts,
        "own": found.own,
        "newer_prices": newer_prices(case.id, [line.price_id for line in found.own]),
        "returns": facts.returns,
        "plan_beside": found.plan_beside,
        "memos": found.memos,
        "may_write": stands_beside(request.actor, case),
        "prices": queries.prices(),
        "form": forms_sent.get("way") or filled(AlternativeForm, "way", initial),
        "line_form": forms_sent.get(LINE) or filled(forms.AddLineForm, LINE, {"quantity": "1", "years": 1}),
        "parts": [
            {
                "kind": kind,
                "rows": [_row(row, forms_sent) for row in found.shared if row.line.scenario == kind],
            }
            for kind in (terms.NOTHING, terms.PLAN)
        ],
    } | _figures(found, tried)
    wrong = any(form.errors for form in forms_sent.values())
    return render(request, "plan/alternative.html", context, status=422 if wrong else 200)


def _row(row: SharedLine, sent: dict[str, Form]) -> dict[str, Any]:
    name, said = _quantity(row.line.id), row.said
    initial = {
        "quantity": said and said.quantity,
        "quantity_low": said and said.low,
        "quantity_high": said and said.high,
        "reason": said.reason if said else "",
        "version": said.version if said else 0,
    }
    return {"line": row.line, "said": said, "form": sent.get(name) or filled(QuantityForm, name, initial)}
