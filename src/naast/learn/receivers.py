"""What learning does when an earlier room says that something happened."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from naast.decide.signals import decision_made
from naast.kernel.actors import Actor
from naast.learn import actions


@receiver(decision_made, dispatch_uid="naast.learn.ask_incident_or_pattern")
def ask_incident_or_pattern(
    sender: Any, *, actor: Actor, case_id: int, decision_id: int, is_exception: bool, **kwargs: Any
) -> None:
    """After each exception the question waits for the fixed contact (M14); after routine nothing is asked."""
    if is_exception:
        actions.ask_question(actor=actor, case_id=case_id, decision_id=decision_id)
