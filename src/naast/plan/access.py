"""Who writes in a plan: who stands beside the resident, and for their own words the resident."""

from __future__ import annotations

from django.utils.translation import gettext as _

from naast.kernel import actors
from naast.kernel.actors import Actor
from naast.kernel.errors import NotAllowed, NotVisible
from naast.people import queries as people
from naast.people.types import CaseFacts


def writing(actor: Actor, case_id: int, *, resident_too: bool = False) -> CaseFacts:
    """The case for someone who may write in its plan.

    Raises NotVisible outside the circle and NotAllowed for who only reads along or decides.
    """
    case = people.case_for(actor, case_id)
    if actor.is_resident and not (resident_too and actor.id == case.resident_id):
        raise NotVisible
    if actor.is_staff and not stands_beside(actor, case):
        raise NotAllowed(_("Only someone who stands beside the resident writes in the plan."))
    return case


def stands_beside(actor: Actor, case: CaseFacts) -> bool:
    """Whether this member of staff stands beside the resident in this case."""
    return actor.is_staff and case.stands_beside and actor.has_role(*actors.CASE_ROLES)
