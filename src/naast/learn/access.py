"""Who may give, read and answer a signal."""

from __future__ import annotations

from django.utils.translation import gettext as _

from naast.kernel import actors
from naast.kernel.actors import Actor
from naast.kernel.errors import NotAllowed
from naast.people.types import CaseFacts

READS_ALL = (actors.POLICY, actors.QUALITY_OFFICER)


def may_answer(actor: Actor, case: CaseFacts) -> bool:
    """Whether this actor answers what is asked after an exception: staff who stands beside this resident."""
    return case.stands_beside and actor.has_role(*actors.CASE_ROLES)


def must_stand_beside(actor: Actor, case: CaseFacts) -> None:
    """Raises NotAllowed for who only reads along or decides in this case, whatever other roles they hold."""
    if not may_answer(actor, case):
        raise NotAllowed(_("Only someone who stands beside the resident answers this question."))


def reads_all(actor: Actor) -> bool:
    """Policy and the quality officer read every signal of the municipality, without names."""
    return actor.is_staff and actor.has_role(*READS_ALL)
