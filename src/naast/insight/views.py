"""The page of all plans together: asking, how far it is, the figures, and the figures to take along."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from naast.insight import access, actions, queries, sheets
from naast.insight.types import FEWEST, Amounts
from naast.kernel.pages import STOP_POLLING, Request, staff_page
from naast.plan import charts
from naast.plan.types import PayerAmount

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {"csv": ("text/csv; charset=utf-8", sheets.as_csv), "xlsx": (XLSX, sheets.as_workbook)}
EURO = Decimal(1)


@staff_page(*access.READERS)
def portfolio(request: Request) -> HttpResponse:
    """What all plans together mean for each payer; POST asks to work it out anew."""
    if request.method == "POST":
        actions.ask_portfolio(actor=request.actor)
        messages.success(request, _("It is being worked out. You can leave this page."))
        return HttpResponseRedirect(reverse("insight:portfolio"))
    found = queries.portfolio(request.actor)
    payers = found.last.payers if found.last else []
    whole = [found.last.together] if found.last and found.last.together else []
    context = {
        "busy": found.busy,
        "last": found.last,
        "has_failed": found.has_failed,
        "fewest": FEWEST,
        "rows": [in_whole_euros(row) for row in (*payers, *whole)],
        "picture": charts.on_page(PayerAmount(row.code, row.amount, row.low, row.high) for row in payers),
    }
    return render(request, "insight/portfolio.html", context)


@staff_page(*access.READERS)
def progress(request: Request) -> HttpResponse:
    """How far it is: the part of the page that asks for itself."""
    busy = queries.busy(request.actor)
    status = 200 if busy else STOP_POLLING
    return render(request, "insight/parts/progress.html", {"busy": busy, "was_busy": True}, status=status)


@staff_page(*access.READERS)
def table(request: Request, run_id: int, kind: str) -> HttpResponse:
    """The figures as a file."""
    if kind not in KINDS:
        raise Http404
    media_type, written = KINDS[kind]
    facts = queries.totals_of(request.actor, run_id)
    response = HttpResponse(written(facts), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="alle-plannen-samen-{run_id}.{kind}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def in_whole_euros(row: Amounts) -> Amounts:
    """For reading: cents in a total of many estimates say nothing. Files keep them."""
    names = ("amount", "low", "high", "plan", "nothing")
    rounded = {name: _whole(getattr(row, name)) for name in names}
    return replace(row, **rounded)


def _whole(amount: Decimal | None) -> Any:
    return None if amount is None else amount.quantize(EURO, rounding=ROUND_HALF_EVEN)
