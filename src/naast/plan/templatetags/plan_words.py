"""Codes of the plan in the words of the reader, and quantities in the notation of the language."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from naast.plan import charts, saying, terms
from naast.plan.newer_prices import NewerPrice
from naast.plan.types import AlternativeFacts, LineFacts, ReturnsView

register = template.Library()

_LABELS = {
    "payer": dict(terms.PAYERS),
    "unit": dict(terms.UNITS),
    "quality": dict(terms.QUALITIES),
    "kind": dict(terms.LINE_KINDS),
    "role": dict(terms.ROLES),
    "vat": dict(terms.VATS),
    "whose": dict(terms.WHOSE),
    "change": dict(terms.PRICE_CHANGES),
}


@register.filter
def in_words(code: Any, of: str) -> str:
    """The label of a code; a code that is not on our list (an older version may hold one) as it is."""
    return str(_LABELS[of].get(code, code))


@register.filter
def quantity(value: Decimal | None) -> str:
    """A quantity without needless decimals."""
    if value is None:
        return ""
    rounded = value.quantize(Decimal("0.01"), ROUND_HALF_EVEN)
    places = next(places for places in (0, 1, 2) if rounded == round(rounded, places))
    return number_format(rounded, decimal_pos=places, use_l10n=True, force_grouping=True)


@register.filter
def of_unit(value: Decimal | None, unit: str) -> str:
    """So many of a unit in a year; a unit that is itself a year would say "a year a year"."""
    said = quantity(value)
    return said if unit in {"", "year"} else f"{said} × {in_words(unit, 'unit')}"


@register.filter
def one_decimal(value: Decimal | None) -> str:
    """A ratio for a sentence. Rounded here: `number_format` only cuts off."""
    if value is None:
        return ""
    return number_format(value.quantize(Decimal("0.1"), ROUND_HALF_EVEN), decimal_pos=1, use_l10n=True)


@register.filter
def is_weak(quality: str) -> bool:
    """Whether a page marks an amount of this quality."""
    return quality in terms.WEAK


@register.filter
def percent(value: Decimal | None) -> str:
    """A percentage with the decimals that it was given with: one, or two where there are two."""
    if value is None:
        return ""
    places = 1 if value == value.quantize(Decimal("0.1")) else 2
    return number_format(value, decimal_pos=places, use_l10n=True)


@register.filter
def picture(returns: ReturnsView) -> SafeString:
    """Who pays and who gains, drawn."""
    return charts.on_page(returns.payers)


@register.simple_tag
def outcome(returns: ReturnsView) -> dict[str, Any]:
    """The outcome in words, for the part of a page that shows it."""
    return {
        "chance": saying.chance(returns),
        "ratio": saying.ratio(returns),
        "payback": saying.payback(returns),
        "switches": saying.switches(returns),
        "swings": saying.swings(returns),
        "is_unsure": any(not row.is_exact for row in returns.payers if row.low is not None),
        "has_sides": any(row.plan is not None for row in returns.payers),
    }


@register.filter
def of_line(newer_prices: Mapping[int, NewerPrice] | None, line: LineFacts) -> NewerPrice | None:
    """The price that took the place of that of a line; None on a page that offers none."""
    return newer_prices.get(line.id) if newer_prices else None


@register.filter
def plan_beside_way(view: ReturnsView) -> str:
    """Whether the plan comes out higher in euros than another way, and how sure that is."""
    return saying.plan_beside(view)


@register.filter
def beside_ways(returns: ReturnsView | None, ways: list[AlternativeFacts]) -> list[dict[str, Any]]:
    """The plan and the other ways as rows, in the order in which they were written."""
    plan = [(0, gettext("The plan"), returns)] if returns else []
    rows = [*plan, *((way.id, way.name, way.returns) for way in ways)]
    return [
        {"id": number, "name": name, "view": view, "sure": saying.chance(view)} for number, name, view in rows
    ]


@register.filter
def rests_on(line: LineFacts) -> list[saying.Assumption]:
    """Every number of a line, with why."""
    return saying.assumptions(line)
