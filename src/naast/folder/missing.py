"""What an objection still misses, in words that a resident knows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from naast.decide.objection_types import Course
from naast.kernel import clock

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
    # The resident wrote something that nobody looked at yet: whether it is enough is for us to say.
    is_answered: bool

    @property
    def is_over(self) -> bool:
        """Whether the last day has passed; what comes in later is received as well."""
        return self.until_on is not None and self.until_on < clock.today()


def asked_in(course: Course | None) -> Asked | None:
    """What is still asked to complete an objection. None: nothing."""
    step = course.asked if course else None
    if course is None or step is None:
        return None
    since = course.steps[course.steps.index(step) :]
    came = [each for each in since if each.kind == "completed"]
    return Asked(
        tuple(str(_PARTS[code]) for code in course.missing if code in _PARTS),
        step.until_on,
        step.words,
        bool(came) and came[-1].by is None,
    )
