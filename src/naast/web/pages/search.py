"""One field finds a person, a rule or a decision; only what the actor may see."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from naast.kernel.pages import Request, staff_page
from naast.people import queries as people
from naast.weigh import queries as weigh

MAX_LENGTH = 100


@staff_page()
def search(request: Request) -> HttpResponse:
    """Cases by name of the resident, and clauses of the law by word."""
    words = " ".join(request.GET.get("q", "").split())[:MAX_LENGTH]
    context: dict[str, object] = {"search_query": words, "cases": [], "rows": []}
    if words:
        context["cases"] = people.search_cases(request.actor, words)
        context["rows"] = weigh.search_rows(words, limit=20)
    return render(request, "web/search.html", context)
