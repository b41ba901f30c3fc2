"""One field finds a person, a rule or a decision; only what the actor may see.

What was looked for is often a name, so it never stands in an address: it is posted, kept in the session of
who asked, and read back by the page itself. The back button and a reload show it again without a question.
"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from naast.decide import queries as decide
from naast.kernel.pages import Request, looked_over, staff_page
from naast.people import queries as people
from naast.weigh import queries as weigh

MAX_LENGTH = 100
LIMIT = 20
KEPT = "search"


@staff_page()
def search(request: Request) -> HttpResponse:
    """Cases by name of the resident, decisions by their words, and clauses of the law by word."""
    if request.method == "POST":
        request.session[KEPT] = " ".join(request.POST.get("q", "").replace("\x00", "").split())[:MAX_LENGTH]
        return redirect("web:search")
    words = request.session.get(KEPT, "")
    context: dict[str, object] = {"search_query": words}
    if words:
        decisions = decide.found(request.actor, words, limit=LIMIT)
        looked_over(request, [decision.case_id for decision in decisions], "web.search")
        context |= {
            "cases": people.search_cases(request.actor, words, limit=LIMIT),
            "decisions": decisions,
            "rows": weigh.search_rows(words, limit=LIMIT),
        }
    return render(request, "web/search.html", context)
