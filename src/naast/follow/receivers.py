"""What following does when an earlier room says that something happened."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from naast.decide.signals import decision_made
from naast.follow import actions, queries
from naast.kernel.actors import Actor
from naast.plan.signals import EarlierPlans, earlier_wanted


@receiver(decision_made, dispatch_uid="naast.follow.plan_first_check_in")
def plan_first_check_in(sender: Any, *, actor: Actor, case_id: int, decision_id: int, **kwargs: Any) -> None:
    """After each decision, also a "no", people look back together six weeks later."""
    actions.plan_check_in(actor=actor, case_id=case_id, decision_id=decision_id)


@receiver(decision_made, dispatch_uid="naast.follow.plan_quantities")
def plan_quantities(
    sender: Any, *, actor: Actor, case_id: int, decision_id: int, outcome: str, **kwargs: Any
) -> None:
    """A year after a decision to do something, people look at what was really needed."""
    if outcome != "no":
        actions.plan_quantities(actor=actor, case_id=case_id, decision_id=decision_id)


@receiver(earlier_wanted, dispatch_uid="naast.follow.earlier_plans")
def earlier_plans(sender: Any, *, price_id: int | None, **kwargs: Any) -> list[EarlierPlans]:
    """How far earlier plans were off."""
    return queries.learned(price_id)
