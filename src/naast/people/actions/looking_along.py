from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from naast.kernel import actors, audit
from naast.kernel.actors import Actor
from naast.kernel.clock import today
from naast.kernel.errors import Invalid, NotAllowed
from naast.people import purposes
from naast.people.circle import active_today
from naast.people.models import Case, CircleMember, FixedContact, StaffRole
from naast.people.queries import case_for

LOOKING_ALONG = (actors.SECOND_READER, actors.LAWYER, actors.MANDATE_HOLDER)
"""Roles that see the case until it is decided (docs: who may what)."""


@transaction.atomic
def end_looking_along(*, actor: Actor, case_id: int, without: Iterable[int] = ()) -> None:
    """End the places of who came in to read along or decide, now that it is done.

    For any staff who may open the case, since deciding itself ends the place of who decides, for the
    resident, who takes an objection back, and for the house itself. `without`
    are ids of staff who still have something to read or to handle; a fixed contact stays too.
    """
    if actor.kind != "system":
        case = case_for(actor, case_id)
        if not (actor.is_staff or (actor.is_resident and actor.id == case.resident_id)):
            raise NotAllowed(
                _("Only someone who stands beside the resident changes who takes part and who may look.")
            )
    contact = FixedContact.objects.get(case_id=case_id, until_on__isnull=True)
    stays = {*without, contact.staff_id, contact.tandem_id} - {None}
    places = CircleMember.objects.filter(
        active_today(), Q(staff__isnull=False), case_id=case_id, role__in=LOOKING_ALONG
    ).exclude(staff_id__in=stays)
    for member in places:
        member.until_on = today() - dt.timedelta(days=1)
        member.save(update_fields=["until_on"])
        audit.change(actor, "people.end_looking_along", member)


@transaction.atomic
def let_in_drawn(*, actor: Actor, case_id: int, staff_id: int) -> None:
    """Let a second reader in who reads afterwards what was drawn by lot; by the house itself.

    Nobody chooses who comes in so, and the place ends with the reading. Raises NotAllowed for anybody but
    the system, Invalid for who does not hold the role.
    """
    if actor.kind != "system":
        raise NotAllowed(_("The house itself lets in who was drawn by lot."))
    _let_in(actor, case_id, staff_id, actors.SECOND_READER, purposes.READ_AFTERWARDS, "people.let_in_drawn")


@transaction.atomic
def let_in_reader(*, actor: Actor, case_id: int, staff_id: int, role: str) -> None:
    """Let in who was named to read an urgent decision along, by the house: who names a reader need not be in
    the circle. The place ends with the reading. Raises NotAllowed for anybody but the system, Invalid for
    another role than of who looks along, or one that they do not hold.
    """
    if actor.kind != "system":
        raise NotAllowed(_("The house itself lets in who was named to read along."))
    if role not in LOOKING_ALONG:
        raise Invalid(_("Choose one of the roles in the list."), "role")
    _let_in(actor, case_id, staff_id, role, purposes.READ_ALONG, "people.let_in_reader")


def _let_in(house: Actor, case_id: int, staff_id: int, role: str, what_for: Any, verb: str) -> None:
    """Once: who has a place in this role already keeps that one."""
    case = Case.objects.get(pk=case_id)
    if not StaffRole.objects.filter(staff_id=staff_id, role=role).exists():
        raise Invalid(_("This colleague does not hold this role. Choose one that they hold."), "role")
    places = CircleMember.objects.filter(active_today(), case_id=case_id, staff_id=staff_id)
    if places.filter(role=role).exists():
        return
    with translation.override(settings.LANGUAGE_CODE):
        basis, purpose = str(purposes.LEGAL_TASK), str(what_for)
    member = CircleMember(
        case_id=case_id, ground=case.ground, staff_id=staff_id, role=role, basis=basis, purpose=purpose
    )
    member.save()
    audit.change(house, verb, member, role=role)
