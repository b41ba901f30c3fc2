"""How people prefer to be reached."""

from __future__ import annotations

from collections.abc import Iterable

from naast.kernel.actors import Actor
from naast.kernel.errors import NotVisible
from naast.people.models import ContactPreference, Person
from naast.people.queries.cases import case_open_to, people_in
from naast.people.reach import PARTS_OF_DAY, ReachFacts


def reach_of(actor: Actor, case_id: int, person_id: int) -> ReachFacts:
    """What somebody in a case said of being reached: for themselves, and for the circle of that case."""
    case = case_open_to(actor, case_id)
    if actor.is_resident and actor.id != person_id:
        raise NotVisible
    if person_id not in {person.id for person in people_in(case)}:
        raise NotVisible
    return reach_of_each([person_id])[person_id]


def reach_of_each(person_ids: Iterable[int]) -> dict[int, ReachFacts]:
    """The same by person, in two queries, for the house itself. The caller has authorised."""
    wanted = set(person_ids)
    said = {row.person_id: row for row in ContactPreference.objects.filter(person_id__in=wanted)}
    addresses = Person.objects.filter(pk__in=wanted).values_list("pk", "email", "phone")
    return {number: _facts(number, said.get(number), email, phone) for number, email, phone in addresses}


def _facts(person_id: int, row: ContactPreference | None, email: str, phone: str) -> ReachFacts:
    if row is None:
        return ReachFacts(person_id, email=email, phone=phone)
    return ReachFacts(
        person_id=person_id,
        channel=row.channel,
        parts=tuple(code for code, *_rest in PARTS_OF_DAY if getattr(row, code)),
        words=row.words,
        email=email,
        phone=phone,
        version=row.version,
    )
