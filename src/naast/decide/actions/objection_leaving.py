"""The letter that belongs to a step of an objection, on its way."""

from __future__ import annotations

from naast.decide.about import About
from naast.decide.actions.composing import wording_for
from naast.decide.actions.leaving import leave
from naast.decide.models import Dispatch, Document, ObjectionStep
from naast.decide.models.dispatch import FAILED
from naast.decide.refusals import said
from naast.kernel import audit
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


BESIDE = "beside"
"""Instead of a way of sending: whoever stands beside the resident sends the letter."""


def left_to_send(actor: Actor, case: CaseFacts, step: ObjectionStep) -> None:
    """Make the letter that belongs to a step ready for who stands beside the resident: it has not left, and
    waits in the list of their contact until somebody sends it."""
    row = Dispatch(
        case_id=case.id,
        ground=case.law,
        step_id=step.pk,
        way=Document.PAPER,
        state=FAILED,
        template_id=wording_for(case, About(step_id=step.pk)).id,
        asked_by_id=actor.id,
    )
    with said():
        row.save()
    audit.change(actor, "decide.queue_letter", row, way=BESIDE)
