"""What the plan asks of rooms above it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
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


earlier_wanted = Signal()
"""How far were earlier plans off, by kind of line? Sent with `price_id` (None: of every kind) while a page of
prices or of a line is drawn; receivers answer with a list of `EarlierPlans` of the municipality in scope."""


@dataclass(frozen=True, slots=True)
class EarlierPlans:
    """What earlier plans say of one kind of line: realised change / expected change, 1 is as expected.

    `low` and `high` are the quartiles. `item` is empty for lines with prices of their own, by role and payer.
    A suggestion for a range, and never more than that.
    """

    item: str
    role: str
    payer: str
    lines: int
    cases: int
    median: Decimal
    low: Decimal
    high: Decimal


def earlier_plans(price_id: int | None = None) -> list[EarlierPlans]:
    """What the rooms above know of earlier plans; empty without an answer."""
    answers: Any = earlier_wanted.send(sender=None, price_id=price_id)
    return [one for _receiver, found in answers for one in found]
