from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from naast.kernel import clock
from naast.kernel.errors import Invalid, NotVisible, Stale
from naast.kernel.forms import number
from naast.kernel.pages import Request, looked_over, staff_page
from naast.kernel.refusals import put
from naast.plan import actions, price_forms, price_queries, queries, terms
from naast.plan.actions.price_register import CHANGEABLE
from naast.plan.models import Price
from naast.plan.price_queries import KEEPERS

_STANDS = CHANGEABLE - {"because", "valid_from"}
"""What the form of a later price begins with; from when it holds and why is asked anew."""


@staff_page()
def prices(request: Request) -> HttpResponse:
    """The price list of today, a page at a time, with sources. No case data."""
    form = price_forms.SearchForm(request.GET or None)
    words = form.cleaned_data["q"] if form.is_bound and form.is_valid() else ""
    found = price_queries.price_page(words, number(request.GET.get("page")) or 1)
    context = {
        "form": form,
        "words": words,
        "found": found,
        "may_keep": price_queries.may_keep(request.actor),
    }
    return render(request, "plan/prices.html", context, status=422 if form.errors else 200)


@staff_page()
def price(request: Request, price_id: int) -> HttpResponse:
    """One price through the years, and the plans that somebody works on and that use it."""
    return _price(request, price_queries.one_price(price_id))


def _price(
    request: Request, row: Price, sent: dict[str, Form] | None = None, *, status: int = 200
) -> HttpResponse:
    rows = price_queries.history_of(row)
    now = price_queries.today_of(rows)
    touched = price_queries.touched_by(request.actor, rows)
    looked_over(request, [plan.case_id for plan in touched.own], "plan.price")
    may_keep = price_queries.may_keep(request.actor)
    own = [each for each in rows if each.whose == terms.OWN]
    newest = own[0] if own else rows[0]
    forms = {
        "book": price_forms.BookForm(
            auto_id="id_book_%s",
            initial={
                "legal_title": row.legal_title,
                "cost_centre": row.cost_centre,
                "version": row.version,
            },
        ),
        "end": price_forms.EndPriceForm(auto_id="id_end_%s", initial={"version": row.version}),
    } | (sent or {})
    context = {
        "price": row,
        "rows": rows,
        "now": now,
        "newest": newest,
        "touched": touched,
        "may_keep": may_keep,
        "may_end": may_keep and bool(own) and row.pk == own[0].pk and row.valid_to is None,
        "book_form": forms["book"],
        "end_form": forms["end"],
    }
    return render(request, "plan/price.html", context, status=status)


@staff_page(*KEEPERS)
def new_price(request: Request) -> HttpResponse:
    """A price that the list does not have."""
    first = {"price_year": clock.today().year, "quality": "local", "kind": terms.REAL}
    form = price_forms.AddPriceForm(request.POST or None, initial=first)
    status = 200
    if request.method == "POST":
        made, status = _tried(form, lambda data: actions.add_price(actor=request.actor, values=data))
        if made is not None:
            return _kept(request, made)
    return render(request, "plan/price_form.html", {"form": form, "price": None}, status=status)


@staff_page(*KEEPERS)
def change_price(request: Request, price_id: int) -> HttpResponse:
    """A later own price, or one that goes before that of the list; what stood stays readable."""
    row = price_queries.one_price(price_id)
    first = {name: getattr(row, name) for name in _STANDS} | {"version": row.version}
    if row.whose == terms.OWN:
        first["because"] = row.because
    if row.valid_from != clock.today():
        # A new amount under the old source would pass for what that source says.
        first |= {"source": "", "quality": ""}
    form = price_forms.ChangePriceForm(request.POST or None, initial=first)
    form.fields["because"].required = row.whose == terms.LISTED
    status = 200
    if request.method == "POST":
        made, status = _tried(
            form,
            lambda data: actions.change_price(
                actor=request.actor,
                price_id=price_id,
                base_version=form.cleaned_data["version"] or 0,
                values=data,
            ),
        )
        if made is not None:
            return _kept(request, made)
    context = {"form": form, "price": row, "is_own": row.whose == terms.OWN}
    return render(request, "plan/price_form.html", context, status=status)


def _tried(form: Form, action: Any) -> tuple[Price | None, int]:
    """What the action made, or the status with which the form is shown again."""
    if not form.is_valid():
        return None, 422
    data = {name: value for name, value in form.cleaned_data.items() if name != "version"}
    try:
        return action(data), 200
    except Invalid as refusal:
        put(form, refusal)
        return None, 422
    except Stale as refusal:
        form.add_error(None, str(refusal))
        return None, 409


def _kept(request: Request, made: Price) -> HttpResponse:
    messages.success(request, _("Kept."))
    touched = price_queries.touched_by(request.actor, price_queries.history_of(made))
    if touched.being_made:
        messages.info(
            request,
            ngettext(
                "%(number)d plan that is being made uses this. What was agreed stays as it is.",
                "%(number)d plans that are being made use this. What was agreed stays as it is.",
                touched.being_made,
            )
            % {"number": touched.being_made},
        )
    return redirect("plan:price", made.pk)


@require_POST
@staff_page(*KEEPERS)
def end_price(request: Request, price_id: int) -> HttpResponse:
    """The last day of an own price."""
    row = price_queries.one_price(price_id)
    form = price_forms.EndPriceForm(request.POST, auto_id="id_end_%s")
    made, status = _tried(form, lambda data: _end(request, price_id, form.cleaned_data["version"], **data))
    if made is None:
        return _price(request, row, {"end": form}, status=status)
    return _kept(request, made)


def _end(request: Request, price_id: int, version: int | None, last_day: dt.date) -> Price:
    try:
        return actions.end_price(
            actor=request.actor, price_id=price_id, base_version=version or 0, last_day=last_day
        )
    except Invalid as refusal:  # the register calls it the day until which a row holds
        raise Invalid(refusal.message, "last_day") from refusal


@require_POST
@staff_page(*KEEPERS)
def book_price(request: Request, price_id: int) -> HttpResponse:
    """Legal title and cost centre."""
    row = price_queries.one_price(price_id)
    form = price_forms.BookForm(request.POST, auto_id="id_book_%s")
    made, status = _tried(
        form,
        lambda data: actions.book_price(
            actor=request.actor,
            price_id=price_id,
            base_version=form.cleaned_data["version"] or 0,
            **data,
        ),
    )
    if made is None:
        return _price(request, row, {"book": form}, status=status)
    messages.success(request, _("Kept."))
    return redirect("plan:price", price_id)


@require_POST
@staff_page()
def use_price(request: Request, price_id: int) -> HttpResponse:
    """Work a plan of one's own people out with the price of today."""
    case_id = number(request.POST.get("case"))
    if case_id is None:
        raise NotVisible
    changed = actions.use_new_price(actor=request.actor, case_id=case_id, price_id=price_id)
    if changed:
        messages.success(
            request,
            ngettext(
                "%(number)d line has the price of today.",
                "%(number)d lines have the price of today.",
                changed,
            )
            % {"number": changed},
        )
    else:
        messages.info(request, _("Nothing had to change."))
    return HttpResponseRedirect(reverse("plan:price", args=[price_id]) + "#plans")


@staff_page()
def price_index(request: Request) -> HttpResponse:
    """How prices rose, year by year; who keeps the list adds a year or a better figure."""
    may_keep = price_queries.may_keep(request.actor)
    status, form = 200, None
    if may_keep:
        form = price_forms.IndexForm(request.POST or None, initial=_next_year(request))
    if request.method == "POST":
        if form is None:
            raise NotVisible
        made, status = _tried(
            form,
            lambda data: actions.note_index(
                actor=request.actor, base_version=form.cleaned_data["version"] or 0, **data
            ),
        )
        if made is not None:
            messages.success(request, _("Kept. Plans that are being made are worked out anew with it."))
            return redirect("plan:price_index")
    context = {"index": queries.index_rows(), "form": form, "may_keep": may_keep}
    return render(request, "plan/price_index.html", context, status=status)


def _next_year(request: Request) -> dict[str, Any]:
    """What the form starts with: the year that is asked for as it stands, or the year after the last."""
    asked = price_queries.index_row(number(request.GET.get("year")) or 0)
    if asked is None:
        return {"year": price_queries.open_index_years()[1] + 1, "version": 0}
    # A better figure has a source of its own.
    names = ("year", "change_percent", "version")
    return {name: getattr(asked, name) for name in names}
