"""The head of every page of a case. A tag, because it needs reads of several rooms on pages of each of
them."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from naast.decide import queries as decide
from naast.follow import queries as follow
from naast.people import queries as people
from naast.people.types import CaseFacts
from naast.plan import queries as plan

register = template.Library()

STEPS = (
    ("listen", _("Listen"), "listen:overview"),
    ("plan", _("Plan"), "plan:overview"),
    ("weigh", _("Weigh"), "weigh:overview"),
    ("decide", _("Decide"), "decide:overview"),
    ("follow", _("Follow"), "follow:overview"),
    ("learn", _("Learn"), "learn:case"),
)


def steps_of(case_id: int, current: str = "") -> list[dict[str, Any]]:
    """The way of a case: every step is open at any time (nothing is a wizard)."""
    return [
        {"label": label, "url": reverse(name, args=[case_id]), "current": code == current, "available": True}
        for code, label, name in STEPS
    ]


@register.inclusion_tag("decide/parts/came_in.html")
def case_clocks(case_id: int) -> dict[str, Any]:
    """What came in, each with its clock. The page has authorised the case."""
    return {"clocks": decide.clocks_of(case_id), "case_id": case_id}


@register.inclusion_tag("web/case_frame.html", takes_context=True)
def case_frame(context: dict[str, Any], step: str = "") -> dict[str, Any]:
    """Who, the perspective in the resident's words, the next promise, and the way. Needs `case` in the
    context; `frame_perspective` spares a query where the page has read it already."""
    case: CaseFacts = context["case"]
    perspective: str | None = context.get("frame_perspective")
    if perspective is None:
        perspective = plan.perspectives([case.id]).get(case.id, "")
    return {
        "case": case,
        "others": people.takes_part_in(case.id),
        "circle": people.circle_of(case.id),
        "contact": people.fixed_contact_of(case.id),
        "perspective": perspective,
        "promise": follow.next_promises([case.id]).get(case.id),
        "steps": steps_of(case.id, step),
    }
