"""What earlier plans say of a kind of line, as a suggestion on the pages of prices and of one line."""

from __future__ import annotations

from typing import Any

from django import template

from naast.plan.signals import earlier_plans as asked
from naast.plan.types import LineFacts

register = template.Library()


@register.inclusion_tag("plan/parts/earlier_plans.html")
def earlier_plans() -> dict[str, Any]:
    """Every kind of line of which enough is known; nothing at all while there is none."""
    return {"kinds": asked()}


@register.inclusion_tag("plan/parts/earlier_plans_of_line.html")
def earlier_plans_of(line: LineFacts) -> dict[str, Any]:
    """A sentence about lines of the same item of the price list, when enough is known."""
    found = asked(line.price_id) if line.price_id is not None else []
    return {"kind": next(iter(found), None)}
