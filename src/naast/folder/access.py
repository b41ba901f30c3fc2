"""Whose folder it is: own case, a case one takes part in, or a case in which one looks along."""

from __future__ import annotations

from dataclasses import dataclass

from naast.kernel.actors import Actor
from naast.kernel.errors import NotVisible
from naast.people import queries as people
from naast.people.types import CaseFacts

OWN, PART, ALONG = "own", "part", "along"
"""The resident's own case; someone of the household with an own story and board; a relative in the circle."""

TELLS = frozenset({OWN, PART})
"""Who tells something here: a story, a board, a signal, a correction."""


@dataclass(frozen=True, slots=True)
class Place:
    """A case as this person stands in it. Someone may both take part and look along."""

    case: CaseFacts
    ties: frozenset[str]

    @property
    def is_own(self) -> bool:
        return OWN in self.ties

    @property
    def tells(self) -> bool:
        return bool(self.ties & TELLS)

    @property
    def sees_plan(self) -> bool:
        return bool(self.ties & {OWN, ALONG})


def places_of(actor: Actor) -> list[Place]:
    """All cases in which this person stands, own ones first."""
    seen = people.cases_for(actor, open_only=False)
    parts = people.participations_of(actor)
    cases = {case.id: case for case in [*seen, *parts]}
    seen_ids, part_ids = {case.id for case in seen}, {case.id for case in parts}
    places = [
        Place(case, _ties(actor, case, sees=case.id in seen_ids, takes_part=case.id in part_ids))
        for case in cases.values()
    ]
    return sorted(places, key=lambda place: (not place.is_own, not place.tells, -place.case.id))


def place_in(actor: Actor, case_id: int, *ties: str) -> Place:
    """The case, when this person stands in it in one of these ways. Raises NotVisible otherwise."""
    for place in places_of(actor):
        if place.case.id == case_id and place.ties & set(ties):
            return place
    raise NotVisible


def _ties(actor: Actor, case: CaseFacts, *, sees: bool, takes_part: bool) -> frozenset[str]:
    if case.resident_id == actor.id:
        return frozenset({OWN})
    return frozenset(tie for tie, holds in ((PART, takes_part), (ALONG, sees)) if holds)
