"""Pages that combine rooms: the people you stand beside, and one case on one page."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from naast.decide import queries as decide
from naast.follow import queries as follow
from naast.follow.types import Promise
from naast.kernel import actors
from naast.kernel.pages import Request, looked, looked_over, staff_page
from naast.learn import queries as learn
from naast.listen import queries as listen
from naast.people import queries as people
from naast.people.types import CaseFacts, ContactFaces
from naast.plan import queries as plan
from naast.plan import step_queries
from naast.weigh import queries as weigh


@dataclass(frozen=True, slots=True)
class Line:
    """One person on "mijn mensen": what was promised next comes first."""

    case: CaseFacts
    promise: Promise | None
    perspective: str
    contact: ContactFaces


@staff_page()
def my_people(request: Request) -> HttpResponse:
    """The people you stand beside, by what was promised next; and what waits for you."""
    cases = people.cases_for(request.actor)
    ids = [case.id for case in cases]
    waiting = decide.waiting_for(request.actor)
    named = [line.case_id for line in waiting if line.names_resident]
    looked_over(request, [*ids, *named], "web.my_people")
    promises = follow.next_promises(ids)
    perspectives = plan.perspectives(ids)
    contacts = people.fixed_contacts_of(ids)
    lines = [
        Line(case, promises.get(case.id), perspectives.get(case.id, ""), contacts[case.id]) for case in cases
    ]
    lines.sort(
        key=lambda line: (line.promise is None, line.promise.due_on if line.promise else line.case.opened_on)
    )
    context = {
        "lines": lines,
        "waiting": waiting,
        "asked": people.requests_waiting(request.actor),
        "questions": learn.open_questions(request.actor),
        "reminders": step_queries.reminders_waiting(request.actor),
        "may_open": request.actor.has_role(*actors.CASE_ROLES),
    }
    return render(request, "web/my_people.html", context)


@staff_page()
def case(request: Request, case_id: int) -> HttpResponse:
    """One case on one page, with the journey as its spine."""
    facts = people.case_for(request.actor, case_id)
    looked(request, facts.id, "web.case")
    heart = plan.glance_at(facts.id)
    context = {
        "case": facts,
        "step": "",
        "frame_perspective": heart.perspective if heart else "",
        "request_and_wish": listen.request_and_wish(facts.id),
        "goals": listen.board_goals(facts.id),
        "plan": heart,
        "effect": weigh.effect_of(facts.id),
        "decisions": decide.outcomes_of(facts.id),
        "check_ins": follow.said_back(facts.id),
        "signals": learn.glance_at(facts.id),
    }
    return render(request, "web/case.html", context)
