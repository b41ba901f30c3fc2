"""Who follows a case: staff through the circle, a person what concerns themselves."""

from __future__ import annotations

from django.utils.translation import gettext as _

from naast.kernel import actors
from naast.kernel.actors import Actor
from naast.kernel.errors import NotAllowed, NotVisible
from naast.people import queries as people
from naast.people.types import CaseFacts, PersonFacts


def case_to_work_in(actor: Actor, case_id: int) -> CaseFacts:
    """The case, for staff who stands beside the resident. Raises NotAllowed for who only reads along."""
    case = people.case_for(actor, case_id)
    must_stand_beside(actor, case)
    return case


def may_write(actor: Actor, case: CaseFacts) -> bool:
    """Whether this member of staff stands beside this resident, and does not only read along or decide."""
    return case.stands_beside and actor.has_role(*actors.CASE_ROLES)


def must_stand_beside(actor: Actor, case: CaseFacts) -> None:
    """Raises NotAllowed for staff who only reads along or decides in this case, and for persons."""
    if not may_write(actor, case):
        raise NotAllowed(_("Only someone who stands beside the resident writes here."))


def person_in(case: CaseFacts, person_id: int) -> PersonFacts:
    """Someone of the case; raises NotVisible for anybody else."""
    for person in people.people_in(case):
        if person.id == person_id:
            return person
    raise NotVisible
