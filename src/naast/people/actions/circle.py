"""Who may open a file, and who is its fixed contact."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from naast.kernel import actors, audit
from naast.kernel.actors import Actor
from naast.kernel.clock import today
from naast.kernel.errors import Invalid, NotVisible
from naast.people import purposes
from naast.people.caseholders import held_case, held_or_own_case
from naast.people.circle import active_today
from naast.people.models import CircleMember, FixedContact, Person, Staff
from naast.people.queries.cases import at_work
from naast.people.words import line

PERSON_ROLES = frozenset({"relative", "client_supporter"})
"""Roles of people without a login of the house."""


@transaction.atomic
def let_in(
    *,
    actor: Actor,
    case_id: int,
    role: str,
    purpose: str,
    staff_id: int | None = None,
    person_id: int | None = None,
    basis: str = "",
    until_on: dt.date | None = None,
) -> CircleMember:
    """Let somebody into the circle, with purpose and end; by who stands beside the resident, or the resident.

    A member of staff comes in with a role they hold: who keeps accounts or pays does not read stories. Raises
    Invalid without a purpose, for a role they do not hold, or with an end in the past.
    """
    case = held_or_own_case(actor, case_id)
    if role not in dict(CircleMember.ROLES) or role == "emergency":
        raise Invalid(_("Choose one of the roles in the list."), "role")
    what_for = line(purpose, 300, "purpose", needed=_("Write down what for."))
    ground = line(basis, 200, "basis") or str(purposes.LEGAL_TASK)
    if until_on is not None and until_on < today():
        raise Invalid(_("This day lies in the past."), "until_on")
    if (staff_id is None) == (person_id is None):
        raise Invalid(_("Choose one person."), "staff")
    _check_role(role, staff_id, person_id)
    standing = CircleMember.objects.filter(
        active_today(), case_id=case.id, staff_id=staff_id, person_id=person_id, role=role
    ).first()
    if standing is not None:
        return standing  # type: ignore[no-any-return]
    member = CircleMember(
        case_id=case.id,
        ground=case.law,
        staff_id=staff_id,
        person_id=person_id,
        role=role,
        basis=ground,
        purpose=what_for,
        until_on=until_on,
    )
    member.save()
    audit.change(actor, "people.let_in", member, role=role)
    return member


def _check_role(role: str, staff_id: int | None, person_id: int | None) -> None:
    if person_id is not None:
        if not Person.objects.filter(pk=person_id).exists():
            raise NotVisible
        if role not in PERSON_ROLES:
            raise Invalid(_("Somebody from outside comes in as relative or client supporter."), "role")
        return
    staff = Staff.objects.filter(at_work(), pk=staff_id).prefetch_related("roles").first()
    if staff is None:
        raise NotVisible
    if role not in {row.role for row in staff.roles.all()}:
        raise Invalid(_("This colleague does not hold this role. Choose one that they hold."), "role")


@transaction.atomic
def let_out(*, actor: Actor, case_id: int, member_id: int) -> None:
    """End somebody's place in the circle now. The fixed contact stays until there is another one."""
    case = held_or_own_case(actor, case_id)
    member = CircleMember.objects.filter(case_id=case.id, pk=member_id).first()
    if member is None:
        raise NotVisible
    contact = FixedContact.objects.get(case_id=case.id, until_on__isnull=True)
    if member.staff_id is not None and member.staff_id in {contact.staff_id, contact.tandem_id}:
        raise Invalid(_("This is the fixed contact: first name another one."), "member")
    yesterday = today() - dt.timedelta(days=1)
    if member.until_on is not None and member.until_on <= yesterday:
        return
    member.until_on = yesterday
    member.save(update_fields=["until_on"])
    audit.change(actor, "people.let_out", member)


@transaction.atomic
def set_fixed_contact(
    *, actor: Actor, case_id: int, staff_id: int, tandem_id: int | None = None, stand_in_id: int | None = None
) -> FixedContact:
    """Name the one fixed contact (a person or a tandem, with a stand-in); who is not in the circle comes in.

    Raises Invalid for the same person twice, or for who does not stand beside residents.
    """
    case = held_case(actor, case_id)
    chosen = [number for number in (staff_id, tandem_id, stand_in_id) if number is not None]
    if len(set(chosen)) != len(chosen):
        raise Invalid(_("Choose different people for contact, tandem and stand-in."), "tandem")
    held = checked_holders(chosen)
    now = FixedContact.objects.get(case_id=case.id, until_on__isnull=True)
    if (now.staff_id, now.tandem_id, now.stand_in_id) == (staff_id, tandem_id, stand_in_id):
        return now  # type: ignore[no-any-return]
    return appoint(
        actor, case.id, case.law, held, staff_id=staff_id, tandem_id=tandem_id, stand_in_id=stand_in_id
    )


def checked_holders(chosen: list[int]) -> dict[int, str]:
    """The role with which each of these members of staff stands in a circle. Raises NotVisible, Invalid."""
    found = Staff.objects.filter(at_work(), pk__in=chosen).prefetch_related("roles")
    held = {row.pk: {role.role for role in row.roles.all()} for row in found}
    if len(held) != len(set(chosen)):
        raise NotVisible
    order = (actors.PROFESSIONAL, actors.EXPERIENCE_WORKER, actors.CLIENT_SUPPORTER)
    roles = {number: next((role for role in order if role in mine), "") for number, mine in held.items()}
    if not all(roles.values()):
        raise Invalid(_("Choose somebody who stands beside residents."), "staff")
    return roles


def appoint(
    actor: Actor,
    case_id: int,
    law: str,
    roles: dict[int, str],
    *,
    staff_id: int,
    tandem_id: int | None = None,
    stand_in_id: int | None = None,
) -> FixedContact:
    """Put the new contact in the place of the old one, and everyone of it in the circle."""
    FixedContact.objects.filter(case_id=case_id, until_on__isnull=True).update(until_on=today())
    contact = FixedContact(
        case_id=case_id, ground=law, staff_id=staff_id, tandem_id=tandem_id, stand_in_id=stand_in_id
    )
    contact.save()
    inside = set(
        CircleMember.objects.filter(
            active_today(), case_id=case_id, staff_id__in=roles, role__in=actors.CASE_ROLES, until_on=None
        ).values_list("staff_id", flat=True)
    )
    for number, role in roles.items():
        if number not in inside:
            CircleMember(
                case_id=case_id,
                ground=law,
                staff_id=number,
                role=role,
                basis=str(purposes.LEGAL_TASK),
                purpose=str(purposes.CONTACT),
            ).save()
    audit.change(actor, "people.set_fixed_contact", contact)
    return contact
