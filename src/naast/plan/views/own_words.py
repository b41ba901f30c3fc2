"""Words out of the story beside a goal, or beside what is in the way."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from naast.kernel.errors import NotVisible
from naast.kernel.pages import Request, looked, staff_page
from naast.listen import story_parts
from naast.listen.types import GOAL, OBSTACLE
from naast.plan import queries
from naast.plan.access import writing


@staff_page()
def goal(request: Request, case_id: int, row_id: int) -> HttpResponse:
    """Beside one goal of the plan."""
    return _page(request, case_id, GOAL, row_id)


@staff_page()
def obstacle(request: Request, case_id: int, row_id: int) -> HttpResponse:
    """Beside what is in the way."""
    return _page(request, case_id, OBSTACLE, row_id)


def _page(request: Request, case_id: int, kind: str, row_id: int) -> HttpResponse:
    case = writing(request.actor, case_id)
    looked(request, case.id, "plan.own_words")
    plan = queries.plan_of(case.id)
    targets = {}
    if plan is not None:
        targets = {(GOAL, row.id): row.words for row in plan.goals}
        if plan.obstacle:
            targets[OBSTACLE, plan.obstacle.id] = plan.obstacle.words
    if (kind, row_id) not in targets:
        raise NotVisible
    if request.method == "POST":
        done = story_parts.own_words_sent(request.actor, case.id, kind, row_id, request.POST)
        messages.success(request, done)
        return redirect(request.path)
    context = {"case": case, "step": "plan", "kind": kind, "target_words": targets[kind, row_id]}
    context |= story_parts.own_words_page(request.actor, case.id, kind, row_id)
    return render(request, "plan/own_words.html", context)
