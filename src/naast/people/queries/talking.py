"""How to talk with somebody, for themselves and for who stands beside them."""

from __future__ import annotations

from naast.kernel.actors import Actor
from naast.kernel.errors import NotVisible
from naast.people.models import Person, Talking
from naast.people.queries.cases import case_for, people_in, talking_facts
from naast.people.talking import TalkingFacts


def talking_of(actor: Actor, person_id: int, case_id: int | None = None) -> TalkingFacts:
    """What this person asked for; the blank one when nothing. Their own, or of somebody in a case that staff
    stands beside. Raises NotVisible for all others."""
    must_know(actor, person_id, case_id)
    return talking_facts(Talking.objects.filter(person_id=person_id).first(), person_id)


def must_know(actor: Actor, person_id: int, case_id: int | None) -> Person:
    """The person, for themselves or for staff beside them. Raises NotVisible otherwise."""
    if actor.is_resident:
        if actor.id != person_id:
            raise NotVisible
    else:
        case = case_for(actor, case_id or 0)
        if not case.stands_beside or person_id not in {person.id for person in people_in(case)}:
            raise NotVisible
    person: Person = Person.objects.get(pk=person_id)
    return person
