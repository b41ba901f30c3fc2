"""Who does a step, in a plain line. No direction sounds better than another."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from naast.plan import step_terms as terms
from naast.plan.step_types import StepView, Turn

register = template.Library()


@register.filter
def who_now(view: StepView, mine: Any = False) -> str:
    """Who does the step now and since when; with `mine` for the resident who reads it."""
    step = view.step
    return _line(Turn(step.who, step.staff_id, step.who_since), view.name, bool(mine))


@register.filter
def who_before(view: StepView, mine: Any = False) -> list[str]:
    """Who did it before, the latest first."""
    return [_line(turn, name, bool(mine)) for turn, name in reversed(view.earlier)]


def _line(turn: Turn, name: str, mine: bool) -> str:
    day = date_format(turn.since, "j F Y")
    if turn.who == terms.RESIDENT:
        words = _("since {day} you do this yourself") if mine else _("since {day} the resident does this")
    elif turn.who == terms.TOGETHER:
        words = _("since {day} together with {name}") if name else _("since {day} together")
    else:
        words = _("since {day} {name} does this") if name else _("since {day} we do this")
    return words.format(day=day, name=name)
