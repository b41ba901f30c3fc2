from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from naast.kernel.pages import Request, staff_page
from naast.plan import queries


@staff_page()
def prices(request: Request) -> HttpResponse:
    """The price list and the price index, with sources. No case data."""
    return render(request, "plan/prices.html", {"prices": queries.prices(), "index": queries.index_rows()})
