"""One line of costs and gains: all its details, what it would do while it is typed, and what is offered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from naast.kernel.errors import NotVisible
from naast.kernel.forms import number
from naast.kernel.pages import Request, looked, staff_page
from naast.people.types import CaseFacts
from naast.plan import actions, alternative_queries, forms, queries, terms
from naast.plan.access import writing
from naast.plan.actions.line_checks import CHANGEABLE
from naast.plan.alternative_queries import Tried
from naast.plan.models.scenarios import SHARES
from naast.plan.newer_prices import newer_prices
from naast.plan.types import LineFacts, ReturnsView
from naast.plan.views.forms_on_page import filled, kept, posted
from naast.plan.views.returns import back, known_scenario, show
from naast.plan.views.rows import beside
from naast.plan.views.trying import may_try

MORE = (
    (
        gettext_lazy("Price"),
        (
            "own_price",
            "own_unit",
            "own_price_year",
            "own_price_low",
            "own_price_high",
            "source",
            "legal_title",
            "price_reason",
        ),
    ),
    (gettext_lazy("Who"), ("payer", "beneficiary", "cashable")),
    (gettext_lazy("How it counts"), ("other", "role", "sense", "kind", "start_year", "reason")),
    (
        gettext_lazy("Where you are not sure how much"),
        ("plan_low", "plan_high", "plan_reason", "nothing_low", "nothing_high", "nothing_reason"),
    ),
    (
        gettext_lazy("What the plan may count as its own"),
        tuple(f"{share}{end}" for share in SHARES for end in ("", "_low", "_high", "_reason")),
    ),
    (
        gettext_lazy("Partly counts the same as another line"),
        ("overlap_group", "overlap_alpha", "overlap_reason"),
    ),
)
"""What is prefilled and stands behind "more", by its heading; `other`: how much in the other scenario."""


@staff_page()
def line(request: Request, case_id: int, row_id: int) -> HttpResponse:
    """All details of one line, or take it out."""
    case = writing(request.actor, case_id)
    found = _found(case, row_id)
    if "remove" in request.POST:
        actions.remove_line(actor=request.actor, case_id=case_id, line_id=row_id)
        messages.success(request, _("Taken out."))
        return _back_to(case_id, found)
    if request.method != "POST":
        return _show(request, case, found, filled(_form_of(found), "line", _initial(found)))
    form = posted(_form_of(found), "line", request.POST)
    if kept(form, lambda data: _change(request, found, case_id, data)):
        messages.success(request, _("Kept."))
        return _back_to(case_id, found)
    return _show(request, case, found, form)


def _form_of(line: LineFacts) -> type[Form]:
    return forms.LineForm if line.alternative_id is None else forms.WayLineForm


def _back_to(case_id: int, line: LineFacts) -> HttpResponse:
    if line.alternative_id is not None:
        return redirect("plan:alternative", case_id, line.alternative_id)
    return back(case_id, line.scenario)


def _worked_out(case: CaseFacts, alternative_id: int | None, tried: LineFacts | None = None) -> ReturnsView:
    """The calculation that a line is of, with one that is not kept."""
    if alternative_id is None:
        view = queries.returns_of(case.id, tried=tried)
    else:
        way = alternative_queries.way(case.id, alternative_id, Tried(line=tried) if tried else None)
        view = way.facts.returns if way else None
    assert view is not None  # the line itself stands, or is tried
    return view


def _found(case: CaseFacts, row_id: int) -> LineFacts:
    found = queries.line_of(case.id, row_id)
    if found is None:
        raise NotVisible
    return found


def _show(
    request: Request, case: CaseFacts, found: LineFacts, form: Form, tried: ReturnsView | None = None
) -> HttpResponse:
    looked(request, case.id, "plan.line")
    context = {
        "case": case,
        "step": "plan",
        "form": form,
        "line": found,
        "newer_prices": newer_prices(case.id, [found.price_id]),
        "first": form[terms.NOTHING if found.scenario == terms.NOTHING else terms.PLAN],
        "more": [_part_of(form, found, heading, names) for heading, names in MORE],
        "tried": tried,
        "beside": beside(_worked_out(case, found.alternative_id), tried) if tried else None,
    }
    return render(request, "plan/line.html", context, status=422 if form.errors else 200)


def _part_of(form: Form, found: LineFacts, heading: Any, names: tuple[str, ...]) -> dict[str, Any]:
    other = terms.PLAN if found.scenario == terms.NOTHING else terms.NOTHING
    named = (other if name == "other" else name for name in names)
    fields = [form[name] for name in named if name in form.fields]
    return {"heading": heading, "fields": fields, "open": any(field.errors for field in fields)}


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
    for name, share in line.shares.items():
        initial |= {name: share.mode, f"{name}_low": share.low, f"{name}_high": share.high}
        initial[f"{name}_reason"] = share.reason
    initial |= {f"{name}_reason": why for name, why in line.reasons.items()}
    return initial | (prices if own else {})


def _changes(data: dict[str, Any]) -> dict[str, Any]:
    changes = {name: value for name, value in data.items() if name != "version"}
    changes["years"] = changes["years"] or 1
    changes["start_year"] = changes["start_year"] or 0
    for name in ("role", "sense", "kind"):
        if not changes[name]:
            del changes[name]
    return changes


def _change(request: Request, line: LineFacts, case_id: int, data: dict[str, Any]) -> None:
    actions.change_line(
        actor=request.actor,
        case_id=case_id,
        line_id=line.id,
        base_version=data["version"] or 0,
        changes=_changes(data),
    )


@require_POST
@staff_page()
def try_line(request: Request, case_id: int, kind: str) -> HttpResponse:
    """What a line that is being typed would do. Nothing is kept; a part of the page for who has script."""
    case = writing(request.actor, case_id)
    known_scenario(kind)
    form = posted(forms.AddLineForm, f"{kind}_line", request.POST)
    tried = _tried(
        request,
        form,
        case,
        lambda data: actions.try_line(
            actor=request.actor,
            case_id=case.id,
            scenario=kind,
            what=data["what"],
            quantity=1 if data["quantity"] is None else data["quantity"],
            years=data["years"] or 1,
        ),
    )
    if request.headers.get("HX-Request"):
        return _part(request, case, form, tried)
    return show(request, case, {f"{kind}_line": form}, tried=tried)


@require_POST
@staff_page()
def try_change(request: Request, case_id: int, row_id: int) -> HttpResponse:
    """What these details of a line would do. Nothing is kept; a part of the page for who has script."""
    case = writing(request.actor, case_id)
    found = _found(case, row_id)
    form = posted(_form_of(found), "line", request.POST)
    tried = _tried(
        request,
        form,
        case,
        lambda data: actions.try_change(
            actor=request.actor, case_id=case.id, line_id=found.id, changes=_changes(data)
        ),
    )
    if request.headers.get("HX-Request"):
        return _part(request, case, form, tried)
    return _show(request, case, found, form, tried)


def _tried(
    request: Request, form: Form, case: CaseFacts, make: Callable[[dict[str, Any]], LineFacts]
) -> ReturnsView | None:
    """The calculation with the line that the form would make; None when the form cannot be kept, or when it
    is asked too often."""
    made: list[LineFacts] = []
    if not may_try(request, form) or not kept(form, lambda data: made.append(make(data))):
        return None
    return _worked_out(case, made[0].alternative_id, made[0])


def _part(request: Request, case: CaseFacts, form: Form, tried: ReturnsView | None) -> HttpResponse:
    """Only the figures: who opened the page was noted then, and a key is no look."""
    now = queries.returns_of(case.id) if tried else None
    context = {"form": form, "tried": tried, "beside": beside(now, tried) if tried else None}
    return render(request, "plan/parts/tried.html", context)


@require_POST
@staff_page()
def newer_price(request: Request, case_id: int, row_id: int) -> HttpResponse:
    """A line takes the price that holds today, as it stood on the page."""
    price_id = number(request.POST.get("price"))
    if price_id is None:
        raise NotVisible
    row = actions.take_newer_price(
        actor=request.actor,
        case_id=case_id,
        line_id=row_id,
        base_version=number(request.POST.get("version")) or 0,
        price_id=price_id,
    )
    messages.success(request, _("“%(line)s” has the price of today now.") % {"line": row.label})
    return _back_to(case_id, queries.line_facts(row))


@require_POST
@staff_page()
def take_in_support(request: Request, case_id: int, row_id: int) -> HttpResponse:
    """A support of the plan becomes a line of what the plan takes."""
    row = actions.take_in_support(actor=request.actor, case_id=case_id, support_id=row_id)
    messages.success(request, _("“%(line)s” stands in the plan now.") % {"line": row.label})
    return back(case_id, terms.PLAN)


@require_POST
@staff_page()
def consequence(request: Request, case_id: int) -> HttpResponse:
    """What is offered under doing nothing is taken in, or does not play here."""
    item = request.POST.get("item", "")
    if "aside" in request.POST:
        actions.set_aside_consequence(actor=request.actor, case_id=case_id, item=item)
        messages.success(request, _("This is not offered here any more."))
    else:
        row = actions.take_in_consequence(actor=request.actor, case_id=case_id, item=item)
        messages.success(request, _("“%(line)s” stands under doing nothing now.") % {"line": row.label})
    return back(case_id, terms.NOTHING)
