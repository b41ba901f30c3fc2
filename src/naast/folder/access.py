"""Whose folder it is: own case, a case one takes part in, one in which one looks along, and what one reads of
somebody else.

Which parts are open is the one rule of `people.reading`; the ties here say how somebody stands in a case.
"""

from __future__ import annotations

from dataclasses import dataclass

from naast.kernel.actors import Actor
from naast.kernel.errors import NotVisible
from naast.people import queries as people
from naast.people.reading import NONE, Part, Parts
from naast.people.types import CaseFacts, ReadingPlace

OWN, PART, ALONG = "own", "part", "along"
"""The resident's own case; someone of the household with an own story and board; a relative in the circle."""

TELLS = frozenset({OWN, PART})
"""Who tells something here: a story, a board, a signal, a correction."""


@dataclass(frozen=True, slots=True)
class Place:
    """A case as this person stands in it. Someone may both take part and look along.

    `parts`: what they may open of themselves in it, and of the resident where they look along.
    """

    case: CaseFacts
    ties: frozenset[str]
    parts: Parts = NONE

    @property
    def is_own(self) -> bool:
        return OWN in self.ties

    @property
    def tells(self) -> bool:
        return bool(self.ties & TELLS)

    @property
    def sees_plan(self) -> bool:
        return bool(self.ties & {OWN, ALONG})

    @property
    def sees_costs(self) -> bool:
        return Part.COSTS in self.parts


def places_of(actor: Actor) -> list[Place]:
    """All cases in which this person stands, own ones first. A child under twelve stands in none: the parents
    with authority read."""
    return folders_of(actor)[0]


def folders_of(actor: Actor) -> tuple[list[Place], list[ReadingPlace]]:
    """Where this person stands, and the folders that they read by authority, by a task or because it is
    shared. Who only looks along in the circle stands in the first."""
    readings = people.reading_places(actor)
    along = {place.case.id: place.parts for place in readings if place.is_resident}
    takes_part = people.participations_of(actor)
    part_ids = {case.id for case in takes_part}
    in_own, in_other = people.own_parts(actor)
    places = []
    seen = [*people.cases_for(actor, open_only=False), *takes_part]
    for case in {case.id: case for case in seen}.values():
        own = case.resident_id == actor.id
        themselves = in_own if own else in_other if case.id in part_ids else NONE
        others = NONE if own else along.get(case.id, NONE)
        ties = {OWN if own else PART} if themselves else set()
        ties |= {ALONG} if Part.PLAN in others else set()
        if ties:
            places.append(Place(case, frozenset(ties), themselves | others))
    places.sort(key=lambda place: (not place.is_own, not place.tells, -place.case.id))
    return places, [place for place in readings if not place.along_only]


def place_in(actor: Actor, case_id: int, *ties: str) -> Place:
    """The case, when this person stands in it in one of these ways. Raises NotVisible otherwise."""
    own = _own_place(actor, case_id) if OWN in ties else None
    if own is not None:
        return own
    for place in places_of(actor):
        if place.case.id == case_id and place.ties & set(ties):
            return place
    raise NotVisible


def _own_place(actor: Actor, case_id: int) -> Place | None:
    """As `folders_of` says of one's own case: what opens other folders does not count there."""
    try:
        case = people.case_for(actor, case_id)
    except NotVisible:
        return None
    parts = people.own_parts(actor)[0] if case.resident_id == actor.id else NONE
    return Place(case, frozenset({OWN}), parts) if parts else None


def reading_in(actor: Actor, case_id: int, person_id: int, part: Part) -> ReadingPlace:
    """This part of somebody's folder, for who may open it: themselves or another. Raises NotVisible."""
    if person_id != actor.id:
        return people.reading_place(actor, case_id, person_id, part)
    place = place_in(actor, case_id, OWN, PART)
    mine = people.own_parts(actor)[not place.is_own]
    if part not in mine:
        raise NotVisible
    myself = next(each for each in people.people_in(place.case) if each.id == actor.id)
    return ReadingPlace(place.case, myself, mine, money_only=NONE, as_whom=())
