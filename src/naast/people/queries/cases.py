"""Cases, and the faces around them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from naast.kernel import clock
from naast.kernel.actors import Actor
from naast.kernel.errors import NotVisible
from naast.people.circle import active_today
from naast.people.models import (
    Case,
    CircleMember,
    FixedContact,
    GlassBreak,
    Informed,
    Participant,
    Person,
    Staff,
)
from naast.people.types import CaseFacts, CirclePlace, ContactFaces, Face, PersonFacts

EMERGENCY = "emergency"


def case_for(actor: Actor, case_id: int) -> CaseFacts:
    """The case when this actor may open it today; raises NotVisible otherwise (also when it does not
    exist)."""
    case = Case.objects.visible_to(actor).select_related("resident").filter(pk=case_id).first()
    if case is None:
        raise NotVisible
    return _facts(case)


def cases_for(actor: Actor, *, open_only: bool = True) -> list[CaseFacts]:
    """The cases an actor may open today, by name of the resident."""
    cases = Case.objects.visible_to(actor).select_related("resident")
    if open_only:
        cases = cases.filter(closed_on__isnull=True)
    return sorted((_facts(case) for case in cases), key=lambda facts: facts.resident_name.casefold())


def search_cases(actor: Actor, words: str, *, limit: int = 20) -> list[CaseFacts]:
    """Cases the actor may open whose resident's name starts with each of the words (first or last name)."""
    cases = Case.objects.visible_to(actor).select_related("resident")
    for word in words.split()[:5]:
        cases = cases.filter(resident__given_name__istartswith=word) | cases.filter(
            resident__family_name__istartswith=word
        )
    return [_facts(case) for case in cases.order_by("resident__family_name", "resident__given_name")[:limit]]


def _facts(case: Case) -> CaseFacts:
    return CaseFacts(
        id=case.pk,
        municipality_id=case.municipality_id,
        resident_id=case.resident_id,
        resident_name=case.resident.name,
        law=case.ground,
        opened_on=case.opened_on,
        closed_on=case.closed_on,
        is_practice=case.is_practice,
        version=case.version,
    )


def at_work() -> Q:
    """Members of staff whose last day has not passed."""
    return Q(ends_on__isnull=True) | Q(ends_on__gte=clock.today())


def staff_face(staff: Staff) -> Face:
    """How a member of staff is shown to colleagues."""
    return Face("staff", staff.pk, staff.name, staff.function, staff.phone)


def face_for_resident(staff: Staff) -> Face:
    """How a member of staff is shown to a resident: function always, name where that is safe."""
    return Face("staff", staff.pk, "" if staff.name_withheld else staff.name, staff.function, staff.phone)


def staff_faces(staff_ids: Iterable[int], *, to_resident: bool = False) -> dict[int, Face]:
    """Faces by id of the Staff row, in one query."""
    show = face_for_resident if to_resident else staff_face
    return {staff.pk: show(staff) for staff in Staff.objects.filter(pk__in=set(staff_ids))}


def staff_with_role(*roles: str, without: Iterable[int] = ()) -> list[Face]:
    """Members of staff who hold one of the roles, by name, without those named."""
    found = Staff.objects.filter(at_work(), roles__role__in=roles).exclude(pk__in=list(without)).distinct()
    return [staff_face(staff) for staff in sorted(found, key=lambda staff: staff.name.casefold())]


def fixed_contact_of(case_id: int) -> ContactFaces:
    """The one fixed contact of now."""
    contact = FixedContact.objects.select_related("staff", "tandem", "stand_in").get(
        case_id=case_id, until_on__isnull=True
    )
    return contact_faces(contact)


def fixed_contacts_of(case_ids: Iterable[int]) -> dict[int, ContactFaces]:
    """The fixed contacts of several cases, in one query."""
    rows = FixedContact.objects.select_related("staff", "tandem", "stand_in").filter(
        case_id__in=list(case_ids), until_on__isnull=True
    )
    return {row.case_id: contact_faces(row) for row in rows}


def contact_faces(contact: FixedContact) -> ContactFaces:
    return ContactFaces(
        first=staff_face(contact.staff),
        tandem=staff_face(contact.tandem) if contact.tandem else None,
        stand_in=staff_face(contact.stand_in) if contact.stand_in else None,
        since=contact.from_on,
    )


def circle_of(case_id: int, *, to_resident: bool = False) -> list[CirclePlace]:
    """Who may open the file today, with ground, purpose and end.

    `to_resident` gives the function where a name is not safe, and leaves out who broke the glass until the
    day on which the resident may be told.
    """
    rows = CircleMember.objects.filter(active_today(), case_id=case_id).select_related("staff", "person")
    kept_back = withheld_from_resident(case_id) if to_resident else {}
    show = face_for_resident if to_resident else staff_face
    return [
        CirclePlace(
            id=row.pk,
            face=show(row.staff) if row.staff else Face("person", row.person_id, row.person.name),
            role=row.role,
            role_label=row.get_role_display(),
            basis=row.basis,
            purpose=row.purpose,
            from_on=row.from_on,
            until_on=row.until_on,
        )
        for row in rows.order_by("id")
        if not (row.role == EMERGENCY and row.staff_id in kept_back)
    ]


def withheld_from_resident(case_id: int) -> dict[int, dt.date]:
    """Members of staff who broke the glass and of whom the resident may not hear yet, with the day."""
    rows = GlassBreak.objects.filter(case_id=case_id, tell_from__gt=clock.today())
    return dict(rows.values_list("staff_id", "tell_from"))


def people_in(case: CaseFacts) -> list[PersonFacts]:
    """The resident first, then who takes part today."""
    resident = Person.objects.get(pk=case.resident_id)
    found = [PersonFacts(resident.pk, resident.name, "resident", _("resident"), resident.birth_date)]
    rows = Participant.objects.filter(active_today(), case_id=case.id).select_related("person").order_by("id")
    for row in rows:
        label = row.get_relation_display()
        found.append(PersonFacts(row.person_id, row.person.name, row.relation, label, row.person.birth_date))
    return found


def participations_of(actor: Actor) -> list[CaseFacts]:
    """Cases of someone else in which this person takes part today (own story and board there, not the
    case)."""
    rows = Participant.objects.filter(active_today(), person_id=actor.id).select_related("case__resident")
    return [_facts(row.case) for row in rows.order_by("id")]


def told(case_id: int) -> dict[int, dt.datetime]:
    """Who was told what happens with what they tell, by person id with the moment (product law 11)."""
    return dict(Informed.objects.filter(case_id=case_id).values_list("person_id", "told_at"))
