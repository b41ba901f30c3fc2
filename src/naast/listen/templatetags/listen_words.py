"""Parts of life in the words of the reader."""

from __future__ import annotations

from django import template

from naast.listen import queries

register = template.Library()


@register.filter
def domain_label(name: str) -> str:
    """A part of life as it was kept, in the language of the reader when it is on the list."""
    return queries.domain_label(name)
