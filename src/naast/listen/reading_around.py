"""Reading roles, interests and the people around somebody."""

from __future__ import annotations

from django.db.models import QuerySet

from naast.kernel.actors import Actor
from naast.listen import access, around
from naast.listen.around import InterestFacts, NetworkFacts, RoleFacts, RolesView
from naast.listen.models import Interest, NetworkPerson, SocialRole
from naast.listen.opening import Opened
from naast.people import queries as people
from naast.people.reading import Part


def roles_of(actor: Actor, case_id: int, person_id: int) -> RolesView:
    """Roles and interests of one person: for themselves, the circle and who reads along. A partner's are
    NotVisible."""
    access.readable(actor, case_id, person_id, Part.ROLES)
    return _roles(case_id, person_id)


def roles_here(opened: Opened) -> RolesView:
    """Roles and interests of the person whose words were opened."""
    return _roles(opened.case.id, opened.person.id)


def _roles(case_id: int, person_id: int) -> RolesView:
    roles = SocialRole.objects.filter(case_id=case_id, person_id=person_id).order_by("id")
    interests = Interest.objects.filter(case_id=case_id, person_id=person_id).order_by("id")
    return RolesView(
        case_id,
        person_id,
        tuple(RoleFacts(row.pk, row.words, row.when, row.version, row.by_staff_id is None) for row in roles),
        tuple(InterestFacts(row.pk, row.words, row.by_staff_id is None) for row in interests),
    )


def network_of(actor: Actor, case_id: int, person_id: int) -> list[NetworkFacts]:
    """Who stands around one person, the nearest first: for themselves, the circle and who reads along.

    Names and phone numbers only of who consented; a partner's network is NotVisible.
    """
    access.readable(actor, case_id, person_id, Part.NETWORK)
    return _shown(actor, NetworkPerson.objects.filter(case_id=case_id, person_id=person_id))


def network_here(opened: Opened) -> list[NetworkFacts]:
    """As `network_of`, of the person whose words were opened."""
    rows = NetworkPerson.objects.filter(case_id=opened.case.id, person_id=opened.person.id)
    return _shown(opened.actor, rows)


def helpers_of(actor: Actor, case_id: int) -> list[NetworkFacts]:
    """The helpers in the networks of everybody in a case, for its circle; for a person only their own."""
    case = people.case_for(actor, case_id)
    persons = [person.id for person in people.people_in(case) if actor.is_staff or person.id == actor.id]
    rows = NetworkPerson.objects.filter(case_id=case_id, person_id__in=persons, kind=around.HELPER)
    return _shown(actor, rows)


def _shown(actor: Actor, found: QuerySet[NetworkPerson]) -> list[NetworkFacts]:
    rows = list(found.order_by("id"))
    asked = {row.asked_by_staff_id for row in rows if row.asked_by_staff_id}
    faces = people.staff_faces(asked, to_resident=actor.is_resident) if asked else {}
    names = {number: face.name or face.function for number, face in faces.items()}
    order = [code for code, _label in around.RINGS]
    facts = [_facts(row, names) for row in rows]
    return sorted(facts, key=lambda each: (order.index(each.near), each.label.casefold(), each.id))


def _facts(row: NetworkPerson, names: dict[int, str]) -> NetworkFacts:
    return NetworkFacts(
        id=row.pk,
        case_id=row.case_id,
        person_id=row.person_id,
        description=row.description,
        near=row.near,
        kind=row.kind,
        does=row.does,
        gets=row.gets,
        consent=row.consent,
        asked_on=row.asked_on,
        asked_by=names.get(row.asked_by_staff_id or 0, ""),
        name=row.name,
        phone=row.phone,
        version=row.version,
        by_person=row.by_staff_id is None,
    )
