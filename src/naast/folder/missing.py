"""What an objection still misses, in words that a resident knows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from naast.decide.objection_types import Course

_PARTS: dict[str, str | Promise] = {
    "name": _("your name and address"),
    "date": _("the date on which you write"),
    "decision": _("which decision it is about"),
    "grounds": _("why you do not agree"),
    "signature": _("your signature"),
    "power": _("a letter that says that somebody else may object for you"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the resident, by which day, and what was written about it."""

    parts: tuple[str, ...]
    until_on: dt.date | None
    words: str
    # Since then the resident wrote something: whether it is enough is for us to say.
    is_answered: bool


def asked_in(course: Course | None) -> Asked | None:
    """What is still asked to complete an objection. None: nothing."""
    step = course.asked if course else None
    if course is None or step is None:
        return None
    since = course.steps[course.steps.index(step) :]
    return Asked(
        tuple(str(_PARTS[code]) for code in course.missing if code in _PARTS),
        step.until_on,
        step.words,
        any(each.kind == "completed" and each.by is None for each in since),
    )
