"""Who keeps the circle of a case: those who stand beside the resident, not those who only look along."""

from __future__ import annotations

from django.utils.translation import gettext as _

from naast.kernel import actors
from naast.kernel.actors import Actor
from naast.kernel.errors import NotAllowed
from naast.people.circle import active_today
from naast.people.models import Case, CircleMember
from naast.people.queries import case_for
from naast.people.types import CaseFacts


def holds(actor: Actor, case_id: int) -> bool:
    """Whether the actor stands in the circle as professional, experience worker or client supporter today."""
    if not actor.is_staff:
        return False
    members = CircleMember.objects.filter(active_today(), case_id=case_id, staff_id=actor.id)
    return bool(members.filter(role__in=actors.CASE_ROLES).exists())


def one_at_a_time(case_id: int) -> None:
    """Hold the case until the transaction ends: a second click at the same moment waits, and then sees what
    the first one made."""
    Case.objects.select_for_update(no_key=True).filter(pk=case_id).values_list("pk").first()


def held_case(actor: Actor, case_id: int) -> CaseFacts:
    """The case, for who keeps its circle and now changes it. Raises NotVisible outside the circle, NotAllowed
    for who only looks along (second reader, lawyer, relative, who broke the glass)."""
    case = case_for(actor, case_id)
    if not holds(actor, case_id):
        raise NotAllowed(
            _("Only someone who stands beside the resident changes who takes part and who may look.")
        )
    one_at_a_time(case_id)
    return case


def held_or_own_case(actor: Actor, case_id: int) -> CaseFacts:
    """As `held_case`, and for the resident whose case it is: all sharing is theirs too."""
    case = case_for(actor, case_id)
    if actor.is_resident and actor.id == case.resident_id:
        one_at_a_time(case_id)
        return case
    return held_case(actor, case_id)
