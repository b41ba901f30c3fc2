"""Cases, and the faces around them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from naast.kernel import actors, clock
from naast.kernel.actors import Actor
from naast.kernel.errors import NotVisible
from naast.people import purposes
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
    Talking,
)
from naast.people.talking import TalkingFacts, TalkingSaid
from naast.people.types import CaseFacts, CirclePlace, ContactFaces, Face, PersonFacts

EMERGENCY = "emergency"
_CASE = ("municipality_id", "ground", "opened_on", "closed_on", "is_practice", "version")
_RESIDENT = ("resident__given_name", "resident__family_name")
_TALKING = (
    "resident__talking__version",
    *(f"resident__talking__{field.name}" for field in fields(TalkingSaid)),
)
# Lists of cases read nothing else: the row of a person also holds what is sealed.
_SHOWN = ("name", "function", "phone")
_PLACE = (
    *("case_id", "role", "basis", "purpose", "from_on", "until_on", "staff__name", "staff__function"),
    *("staff__phone", "staff__name_withheld", "person__given_name", "person__family_name"),
)


def case_for(actor: Actor, case_id: int) -> CaseFacts:
    """The case when this actor may open it today; raises NotVisible otherwise (also when it does not
    exist)."""
    rows = _cases(actor).select_related("resident__talking").only(*_CASE, *_RESIDENT, *_TALKING)
    case = rows.filter(pk=case_id).first()
    if case is None:
        raise NotVisible
    facts = _facts(case)
    if not facts.stands_beside:
        return facts
    return replace(facts, talking=talking_facts(getattr(case.resident, "talking", None), case.resident_id))


def case_open_to(actor: Actor, case_id: int) -> CaseFacts:
    """The case for its circle, its resident, or someone who takes part in it; raises NotVisible otherwise.

    Who takes part reads and writes their own rows in it, and nothing else: the caller sees to that.
    """
    if actor.is_resident:
        found = [case for case in participations_of(actor) if case.id == case_id]
        if found:
            return found[0]
    return case_for(actor, case_id)


def cases_for(actor: Actor, *, open_only: bool = True) -> list[CaseFacts]:
    """The cases an actor may open today, by name of the resident."""
    cases = _cases(actor)
    if open_only:
        cases = cases.filter(closed_on__isnull=True)
    return sorted((_facts(case) for case in cases), key=lambda facts: facts.resident_name.casefold())


def search_cases(actor: Actor, words: str, *, limit: int = 20) -> list[CaseFacts]:
    """Cases the actor may open whose resident's name starts with each of the words (first or last name)."""
    cases = _cases(actor)
    for word in words.split()[:5]:
        # Not two querysets joined by "or": each would bring the circle along, and PostgreSQL reads all cases.
        cases = cases.filter(
            Q(resident__given_name__istartswith=word) | Q(resident__family_name__istartswith=word)
        )
    return [_facts(case) for case in cases.order_by("resident__family_name", "resident__given_name")[:limit]]


def _cases(actor: Actor) -> QuerySet[Case]:
    rows: QuerySet[Case] = Case.objects.visible_to(actor).select_related("resident").only(*_CASE, *_RESIDENT)
    if not actor.is_staff:
        return rows
    beside = CircleMember.objects.filter(
        active_today(), case_id=OuterRef("pk"), staff_id=actor.id, role__in=[*actors.CASE_ROLES, EMERGENCY]
    )
    return rows.annotate(beside=Exists(beside))


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
        stands_beside=bool(getattr(case, "beside", False)),
    )


def talking_facts(row: Talking | None, person_id: int) -> TalkingFacts:
    """How to talk with a person; the blank one when nothing was asked."""
    if row is None:
        return TalkingFacts(person_id=person_id)
    said = {field.name: getattr(row, field.name) for field in fields(TalkingSaid)}
    return TalkingFacts(**said, person_id=person_id, version=row.version)


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


def names_not_safe() -> dict[str, str]:
    """By the name of each member of staff whose name is not safe: the function that is shown instead."""
    return dict(Staff.objects.filter(name_withheld=True).values_list("name", "function"))


def staff_with_role(*roles: str, without: Iterable[int] = ()) -> list[Face]:
    """Members of staff who hold one of the roles, by name, without those named."""
    found = Staff.objects.filter(at_work(), roles__role__in=roles).exclude(pk__in=list(without)).distinct()
    return [staff_face(staff) for staff in sorted(found, key=lambda staff: staff.name.casefold())]


def fixed_contact_of(case_id: int) -> ContactFaces:
    """The one fixed contact of now."""
    return fixed_contacts_of([case_id])[case_id]


def fixed_contacts_of(case_ids: Iterable[int]) -> dict[int, ContactFaces]:
    """The fixed contacts of several cases, in one query."""
    faces = [f"{who}__{column}" for who in ("staff", "tandem", "stand_in") for column in _SHOWN]
    rows = FixedContact.objects.select_related("staff", "tandem", "stand_in").only(
        "case_id", "from_on", *faces
    )
    rows = rows.filter(case_id__in=list(case_ids), until_on__isnull=True)
    return {row.case_id: contact_faces(row) for row in rows}


def contact_in(actor: Actor) -> Any:
    """Ids of the cases in which this member of staff is the fixed contact now, alone or as one of two; as a
    lazy queryset."""
    mine = Q(staff_id=actor.id) | Q(tandem_id=actor.id)
    rows = FixedContact.objects.filter(mine, until_on__isnull=True)
    return rows.values("case_id") if actor.is_staff else rows.none().values("case_id")


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
            basis=purposes.as_read(row.basis),
            purpose=purposes.as_read(row.purpose),
            from_on=row.from_on,
            until_on=row.until_on,
        )
        for row in rows.order_by("id").only(*_PLACE)
        if not (row.role == EMERGENCY and row.staff_id in kept_back)
    ]


def relatives_ever(case_id: int) -> dict[int, tuple[str, str]]:
    """Name and role by person id of all who look along or once did: who looked stays visible afterwards."""
    rows = CircleMember.objects.filter(case_id=case_id, person__isnull=False).select_related("person")
    return {row.person_id: (row.person.name, row.get_role_display()) for row in rows.order_by("id")}


def withheld_from_resident(case_id: int) -> dict[int, dt.date]:
    """Members of staff who broke the glass and of whom the resident may not hear yet, with the day."""
    rows = GlassBreak.objects.filter(case_id=case_id, tell_from__gt=clock.today())
    return dict(rows.values_list("staff_id", "tell_from"))


def people_in(case: CaseFacts) -> list[PersonFacts]:
    """The resident first, then who takes part today."""
    born = Person.objects.filter(pk=case.resident_id).values_list("birth_date", flat=True).get()
    resident = PersonFacts(case.resident_id, case.resident_name, "resident", _("resident"), born)
    return [resident, *takes_part_in(case.id)]


def takes_part_in(case_id: int) -> list[PersonFacts]:
    """Who takes part today beside the resident, in one query."""
    rows = Participant.objects.filter(active_today(), case_id=case_id).select_related("person").order_by("id")
    return [
        PersonFacts(
            row.person_id, row.person.name, row.relation, row.get_relation_display(), row.person.birth_date
        )
        for row in rows.only("relation", "person__given_name", "person__family_name", "person__birth_date")
    ]


def participations_of(actor: Actor) -> list[CaseFacts]:
    """Cases of someone else in which this person takes part today (own story and board there, not the
    case)."""
    rows = Participant.objects.filter(active_today(), person_id=actor.id).select_related("case__resident")
    return [_facts(row.case) for row in rows.order_by("id")]


def told(case_id: int) -> dict[int, dt.datetime]:
    """Who was told what happens with what they tell, by person id with the moment (product law 11)."""
    return dict(Informed.objects.filter(case_id=case_id).values_list("person_id", "told_at"))
