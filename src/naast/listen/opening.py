"""Opening what one person told: authorised once for a page, and handed to every query of that page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import InitVar, dataclass, field

from naast.kernel.actors import Actor
from naast.kernel.errors import NotVisible
from naast.people import queries as people
from naast.people.types import CaseFacts, Face

_AUTHORISED = object()

Names = Callable[[Iterable[int | None]], dict[int, str]]
"""Names of members of staff by id, as the reader of a page may see them."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What `person` told in `case`, open to `actor`: the person themselves, or staff of the circle.

    Only `told_by` makes one: a query that asks for it cannot be reached by who was not authorised. It holds
    for one request; who may open a case changes, so that nothing keeps it longer.
    """

    actor: Actor
    case: CaseFacts
    person: Face
    authorised: InitVar[object]
    _names: dict[int, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self, authorised: object) -> None:
        if authorised is not _AUTHORISED:
            raise TypeError("what somebody told is opened by `told_by`")

    def staff_names(self, staff_ids: Iterable[int | None]) -> dict[int, str]:
        """How this reader sees these members of staff, by id; each is looked up once for a page."""
        missing = set(staff_ids) - self._names.keys()
        self._names.update(staff_names(missing, to_resident=self.actor.is_resident))
        return self._names


def staff_names(staff_ids: Iterable[int | None], *, to_resident: bool) -> dict[int, str]:
    """Members of staff by id, in one query or none: a resident reads a function where a name is not safe."""
    numbers = {number for number in staff_ids if number is not None}
    faces = people.staff_faces(numbers, to_resident=to_resident) if numbers else {}
    return {number: face.name or face.function for number, face in faces.items()}


def told_by(actor: Actor, case_id: int, person_id: int) -> Opened:
    """Open what one person told in a case: staff of its circle anybody's, a person only their own.

    Raises NotVisible for everybody else, and for a person who is not (any more) in the case.
    """
    if actor.is_resident:
        if actor.id != person_id:
            raise NotVisible
        case = _where_one_tells(actor, case_id)
        name = case.resident_name if case.resident_id == person_id else actor.name
    else:
        case = people.case_for(actor, case_id)
        name = _name_in(case, person_id)
    return Opened(actor, case, Face("person", person_id, name), _AUTHORISED)


def _where_one_tells(actor: Actor, case_id: int) -> CaseFacts:
    """One's own case, or one in which one takes part today; looking along is not enough."""
    try:
        case = people.case_for(actor, case_id)
    except NotVisible:
        case = None
    if case is not None and case.resident_id == actor.id:
        return case
    for taking_part in people.participations_of(actor):
        if taking_part.id == case_id:
            return taking_part
    raise NotVisible


def _name_in(case: CaseFacts, person_id: int) -> str:
    if person_id == case.resident_id:
        return case.resident_name
    for person in people.takes_part_in(case.id):
        if person.id == person_id:
            return person.name
    raise NotVisible
