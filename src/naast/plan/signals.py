"""What the plan asks of rooms above it."""

from __future__ import annotations

from typing import Any

from django.dispatch import Signal

from naast.plan.types import LawOffered

laws_wanted = Signal()
"""Which laws and articles can be named as an obstacle? Sent while a form is drawn; receivers answer with
a list of `LawOffered` of the municipality in scope. Without an answer a law is typed as it comes to mind."""


def offered_laws() -> list[LawOffered]:
    """The laws that the rooms above know, each name once, in their order."""
    found: dict[str, LawOffered] = {}
    answers: Any = laws_wanted.send(sender=None)
    for _receiver, laws in answers:
        for law in laws:
            found.setdefault(law.name, law)
    return list(found.values())
