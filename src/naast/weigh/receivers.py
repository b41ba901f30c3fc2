"""What the weighing answers when the plan asks."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from naast.plan.signals import laws_wanted
from naast.plan.types import LawOffered
from naast.weigh import queries


@receiver(laws_wanted)
def offer_laws(sender: object, **kwargs: Any) -> list[LawOffered]:
    """The laws of the municipality's library, so that the obstacle of a plan finds its routes."""
    return queries.nameable_laws()
