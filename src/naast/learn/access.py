"""Who may give, read and answer a signal."""

from __future__ import annotations

from django.utils.translation import gettext as _

from naast.kernel import actors
from naast.kernel.actors import Actor
from naast.kernel.errors import NotAllowed
from naast.people import queries as people
from naast.people.types import CaseFacts

READS_ALL = (actors.POLICY, actors.QUALITY_OFFICER)


def case_of(actor: Actor, case_id: int) -> CaseFacts:
    """The case for its circle, its resident, or someone who takes part in it. Raises NotVisible otherwise."""
    if actor.is_resident:
        found = [case for case in people.participations_of(actor) if case.id == case_id]
        if found:
            return found[0]
    return people.case_for(actor, case_id)


def must_stand_beside(actor: Actor) -> None:
    """Raises NotAllowed for staff who only reads along or decides."""
    if not actor.has_role(*actors.CASE_ROLES):
        raise NotAllowed(_("Only who stands beside the resident answers this question."))


def reads_all(actor: Actor) -> bool:
    """Policy and the quality officer read every signal of the municipality, without names."""
    return actor.is_staff and actor.has_role(*READS_ALL)
