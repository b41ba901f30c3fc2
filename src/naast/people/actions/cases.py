from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from naast.kernel import actors, audit
from naast.kernel.actors import Actor
from naast.kernel.clock import today
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.people.circle import active_today
from naast.people.models import (
    Case,
    CircleMember,
    FixedContact,
    Informed,
    Intake,
    Participant,
    Person,
    Representation,
    Staff,
)
from naast.people.queries import case_for


@transaction.atomic
def open_case(
    *,
    actor: Actor,
    person_id: int,
    law: str,
    intake_kind: str,
    received_on: dt.date | None = None,
    is_urgent: bool = False,
    is_practice: bool = False,
) -> Case:
    """Open a case. Whoever opens it is its first circle member and fixed contact.

    Raises Invalid for an unknown law or kind of intake and for a day in the future.
    """
    if not actor.has_role(*actors.CASE_ROLES):
        raise NotAllowed(_("Only who stands beside residents opens a case."))
    if law not in dict(Case.LAWS):
        raise Invalid(_("Choose one of the laws in the list."), "law")
    if intake_kind not in dict(Intake.KINDS):
        raise Invalid(_("Choose report, application or ex officio."), "intake_kind")
    day = received_on or today()
    if day > today():
        raise Invalid(_("This day lies in the future."), "received_on")
    if not Person.objects.filter(pk=person_id).exists():
        raise NotVisible
    case = Case(
        resident_id=person_id, opened_by_id=actor.id, ground=law, opened_on=today(), is_practice=is_practice
    )
    case.save()
    role = next(
        role for role in ("professional", "experience_worker", "client_supporter") if role in actor.roles
    )
    CircleMember(
        case=case,
        ground=law,
        staff_id=actor.id,
        role=role,
        basis=_("legal task of the municipality"),
        purpose=_("to stand beside the resident from the first word on"),
    ).save()
    FixedContact(case=case, ground=law, staff_id=actor.id).save()
    Intake(case=case, ground=law, kind=intake_kind, law=law, received_on=day, is_urgent=is_urgent).save()
    audit.change(actor, "people.open_case", case, law=law, intake=intake_kind)
    return case


@transaction.atomic
def add_participant(*, actor: Actor, case_id: int, person_id: int, relation: str) -> Participant:
    """Someone of the household takes part, with an own story and board."""
    case = case_for(actor, case_id)
    if relation not in dict(Participant.RELATIONS):
        raise Invalid(_("Choose how this person belongs to the resident."), "relation")
    if person_id == case.resident_id:
        raise Invalid(_("This is the resident of the case already."), "person")
    if not Person.objects.filter(pk=person_id).exists():
        raise NotVisible
    participant = Participant(case_id=case.id, ground=case.law, person_id=person_id, relation=relation)
    participant.save()
    audit.change(actor, "people.add_participant", participant)
    return participant


@transaction.atomic
def add_representation(
    *, actor: Actor, case_id: int, person_id: int, representative_id: int, kind: str, scope: str, basis: str
) -> Representation:
    """Write down who acts for someone, for what, and on what ground."""
    case = case_for(actor, case_id)
    if kind not in dict(Representation.KINDS):
        raise Invalid(_("Choose what kind of representation this is."), "kind")
    if person_id == representative_id:
        raise Invalid(_("Nobody represents themselves."), "representative")
    if not scope.strip():
        raise Invalid(_("Write down for what this person acts."), "scope")
    row = Representation(
        case_id=case.id,
        ground=case.law,
        person_id=person_id,
        representative_id=representative_id,
        kind=kind,
        scope=scope.strip(),
        basis=basis.strip(),
    )
    row.save()
    audit.change(actor, "people.add_representation", row, kind=kind)
    return row


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
    """Let somebody into the circle, with purpose and end. Raises Invalid without a purpose or with an end
    in the past."""
    case = case_for(actor, case_id)
    if role not in dict(CircleMember.ROLES) or role == "emergency":
        raise Invalid(_("Choose one of the roles in the list."), "role")
    if not purpose.strip():
        raise Invalid(_("Write down what for."), "purpose")
    if until_on is not None and until_on < today():
        raise Invalid(_("This day lies in the past."), "until_on")
    if (staff_id is None) == (person_id is None):
        raise Invalid(_("Choose one person."), "staff")
    if staff_id is not None and not Staff.objects.filter(pk=staff_id).exists():
        raise NotVisible
    if person_id is not None and not Person.objects.filter(pk=person_id).exists():
        raise NotVisible
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
        basis=basis.strip() or _("legal task of the municipality"),
        purpose=purpose.strip(),
        until_on=until_on,
    )
    member.save()
    audit.change(actor, "people.let_in", member, role=role)
    return member


@transaction.atomic
def let_out(*, actor: Actor, case_id: int, member_id: int) -> None:
    """End somebody's place in the circle today. The fixed contact stays until there is another."""
    case = case_for(actor, case_id)
    member = CircleMember.objects.filter(case_id=case.id, pk=member_id).first()
    if member is None:
        raise NotVisible
    contact = FixedContact.objects.get(case_id=case.id, until_on__isnull=True)
    if member.staff_id is not None and member.staff_id in {contact.staff_id, contact.tandem_id}:
        raise Invalid(_("This is the fixed contact: first name another one."), "member")
    member.until_on = today() - dt.timedelta(days=1)
    member.save(update_fields=["until_on"])
    audit.change(actor, "people.let_out", member)


@transaction.atomic
def set_fixed_contact(
    *, actor: Actor, case_id: int, staff_id: int, tandem_id: int | None = None, stand_in_id: int | None = None
) -> FixedContact:
    """Name the one fixed contact (a person or a tandem, with a stand-in); who is not in the circle comes
    in."""
    case = case_for(actor, case_id)
    chosen = [number for number in (staff_id, tandem_id, stand_in_id) if number is not None]
    if len(set(chosen)) != len(chosen):
        raise Invalid(_("Choose different people for contact, tandem and stand-in."), "tandem")
    found = {row.pk: row for row in Staff.objects.filter(pk__in=chosen).prefetch_related("roles")}
    if len(found) != len(chosen):
        raise NotVisible
    FixedContact.objects.filter(case_id=case.id, until_on__isnull=True).update(until_on=today())
    contact = FixedContact(
        case_id=case.id, ground=case.law, staff_id=staff_id, tandem_id=tandem_id, stand_in_id=stand_in_id
    )
    contact.save()
    for number in chosen:
        held = {role.role for role in found[number].roles.all()}
        role = "experience_worker" if "experience_worker" in held else "professional"
        let_in(
            actor=actor, case_id=case.id, staff_id=number, role=role, purpose=_("fixed contact or stand-in")
        )
    audit.change(actor, "people.set_fixed_contact", contact)
    return contact


@transaction.atomic
def tell_what_happens(*, actor: Actor, case_id: int, person_id: int) -> Informed:
    """Note that a person read, before the first word, what happens with what is told. Once is enough."""
    if actor.is_resident:
        if actor.id != person_id:
            raise NotVisible
        case = Case.objects.filter(pk=case_id).first()
        takes_part = Participant.objects.filter(active_today(), case_id=case_id, person_id=person_id).exists()
        if case is None or not (case.resident_id == person_id or takes_part):
            raise NotVisible
        law = case.ground
    else:
        law = case_for(actor, case_id).law
    told_by = actor.id if actor.is_staff else None
    informed, made = Informed.objects.get_or_create(
        municipality_id=actor.municipality_id,
        case_id=case_id,
        person_id=person_id,
        defaults={"told_by_id": told_by, "ground": law},
    )
    if made:
        audit.change(actor, "people.tell_what_happens", informed)
    return informed  # type: ignore[no-any-return]
