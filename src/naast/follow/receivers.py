"""What following does when an earlier room says that something happened."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from naast.decide.signals import decision_made
from naast.follow import actions
from naast.kernel.actors import Actor


@receiver(decision_made, dispatch_uid="naast.follow.plan_first_check_in")
def plan_first_check_in(sender: Any, *, actor: Actor, case_id: int, decision_id: int, **kwargs: Any) -> None:
    """After each decision, also a "no", people look back together six weeks later."""
    actions.plan_check_in(actor=actor, case_id=case_id, decision_id=decision_id)
