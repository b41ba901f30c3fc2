"""What other rooms may know of people without touching the models."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """One case as the other rooms see it. `law` is a code of `kernel.retention`; ids, never objects."""

    id: int
    municipality_id: int
    resident_id: int
    resident_name: str
    law: str
    opened_on: dt.date
    closed_on: dt.date | None
    is_practice: bool
    version: int

    @property
    def is_open(self) -> bool:
        return self.closed_on is None


@dataclass(frozen=True, slots=True)
class Face:
    """A name to show: staff (with function and phone) or a person."""

    kind: str
    id: int
    name: str
    function: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class ContactFaces:
    """The fixed contact of a case: one face, or two for a tandem, and the stand-in."""

    first: Face
    tandem: Face | None
    stand_in: Face | None
    since: dt.date


@dataclass(frozen=True, slots=True)
class CirclePlace:
    """One line of who may open the file."""

    id: int
    face: Face
    role: str
    role_label: str
    basis: str
    purpose: str
    from_on: dt.date
    until_on: dt.date | None


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Someone in a case: the resident (relation `resident`) or a participant."""

    id: int
    name: str
    relation: str
    relation_label: str
    birth_date: dt.date | None
