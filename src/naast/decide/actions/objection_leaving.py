"""The letter that belongs to a step of an objection, on its way."""

from __future__ import annotations

from naast.decide.about import About
from naast.decide.actions.leaving import leave
from naast.decide.models import ObjectionStep
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid
from naast.people.types import CaseFacts


def letter_leaves(actor: Actor, case: CaseFacts, step: ObjectionStep, way: str) -> None:
    """Let the letter that belongs to a step leave, or make it ready to. Raises Invalid at "letter_way"."""
    try:
        leave(actor, case, About(step_id=step.pk), way=way)
    except Invalid as refused:
        field = {"way": "letter_way"}.get(refused.field, refused.field)
        raise Invalid(refused.message, field) from refused
