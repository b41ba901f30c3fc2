"""The weighing on one page, and the same as PDF."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation

from naast.kernel import clock
from naast.kernel.pages import Request, looked, staff_page
from naast.listen import queries as listen_queries
from naast.people import queries as people_queries
from naast.people.types import CaseFacts
from naast.weigh import paper, queries


@staff_page()
def on_one_page(request: Request, case_id: int) -> HttpResponse:
    """All that was weighed, in the order of weighing, to read and to print."""
    case = people_queries.case_for(request.actor, case_id)
    looked(request, case.id, "weigh.paper")
    made = paper.compose(queries.freeze(case.id), _about(request, case))
    return render(request, "weigh/paper.html", {"case": case, "step": "weigh", "paper": made})


@staff_page()
def as_pdf(request: Request, case_id: int) -> HttpResponse:
    """The same in Dutch as PDF/UA-1, for an objection, an appeal or an audit."""
    case = people_queries.case_for(request.actor, case_id)
    looked(request, case.id, "weigh.paper_pdf")
    # The words of the library are read in the language of the paper, not in that of who asks for it.
    with translation.override(paper.PAPERS_IN):
        frozen = queries.freeze(case.id)
    content = paper.pdf(frozen, _about(request, case), made_at=clock.now())
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="afweging-{case.id}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def _about(request: Request, case: CaseFacts) -> paper.About:
    asked = listen_queries.request_and_wish(case.id)
    return paper.About(
        municipality=request.municipality.name,
        resident=case.resident_name,
        request=asked.request if asked else "",
        wish=asked.wish if asked else "",
    )
