"""What other rooms may know of people without touching the models."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from naast.kernel import clock
from naast.people.reading import FROM_TWELVE, Part, Parts, age_on, in_order
from naast.people.talking import INTERPRETER as INTERPRETER
from naast.people.talking import TalkingFacts as TalkingFacts
from naast.people.talking import TalkingSaid as TalkingSaid


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """One case as the other rooms see it. `law` is a code of `kernel.retention`; ids, never objects.

    `stands_beside`: whether who asked is in the circle to stand beside the resident (also in an emergency),
    and not only to read along or decide.
    """

    id: int
    municipality_id: int
    resident_id: int
    resident_name: str
    law: str
    opened_on: dt.date
    closed_on: dt.date | None
    is_practice: bool
    version: int
    stands_beside: bool = False
    talking: TalkingFacts | None = None
    """How to talk with the resident, for who stands beside them and opened this one case."""

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
class WritingFacts:
    """How the house writes to somebody. `address`: parts with commas between them, empty when not known."""

    person_id: int
    address: str
    large_print: bool


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

    @property
    def is_under_twelve(self) -> bool:
        """Whether others read for them. While the date of birth is not known nobody does."""
        return self.birth_date is not None and age_on(self.birth_date, clock.today()) < FROM_TWELVE


@dataclass(frozen=True, slots=True)
class HeardFacts:
    """Whether and when somebody read, before the first word, what happens with what is told (product law 11).

    A child under twelve does not read it: `readers` are the names of who reads for them, as long as nobody
    did; empty when it was not noted who that is.
    """

    person_id: int
    name: str
    at: dt.datetime | None
    is_child: bool = False
    readers: tuple[str, ...] = ()

    @property
    def reader(self) -> str:
        """Who reads for a child: one of these is enough."""
        return get_text_list(list(self.readers), _("or"))


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A case in which someone known takes part: whom to call. Nothing of the case itself.

    `own_case_id` is 0 unless the asker may open that case; `glass` is a short-lived reference for opening it
    in an emergency, empty when that is not possible for this asker.
    """

    contact: ContactFaces
    own_case_id: int
    glass: str


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """Someone is known. `person` is a short-lived reference with which a case may be opened for them; empty
    when they have an open case of their own."""

    places: tuple[KnownPlace, ...]
    person: str


@dataclass(frozen=True, slots=True)
class IntakeFacts:
    """What a decision hangs on: kind and law as code and label. The clock on it is of the room decide."""

    id: int
    case_id: int
    kind: str
    kind_label: str
    law: str
    law_label: str
    received_on: dt.date
    is_urgent: bool


@dataclass(frozen=True, slots=True)
class RepresentationFacts:
    """Someone acts for a person in the case."""

    id: int
    person_name: str
    representative_name: str
    kind_label: str
    scope: str
    basis: str
    person_id: int = 0
    representative_id: int = 0
    kind: str = ""
    until_on: dt.date | None = None
    parts: Parts = frozenset()


@dataclass(frozen=True, slots=True)
class ReadingPlace:
    """Somebody else's folder as this reader may open it today: whose, which parts, and as whom.

    `money_only`: parts of which only what is about money. `along_only`: through the circle alone.
    """

    case: CaseFacts
    person: PersonFacts
    parts: Parts
    money_only: Parts
    as_whom: tuple[str, ...]
    along_only: bool = False

    @property
    def is_resident(self) -> bool:
        """Whether the case is this person's own: then the whole folder is theirs."""
        return self.person.id == self.case.resident_id

    @property
    def in_order(self) -> list[Part]:
        return in_order(self.parts)


@dataclass(frozen=True, slots=True)
class ReaderFacts:
    """Who reads somebody's folder today, as whom and which parts; `refused`: and does not, by decision."""

    person_id: int
    name: str
    as_whom: tuple[str, ...]
    parts: Parts
    refused: bool
    shared: Parts = frozenset()
    share_id: int | None = None
    shared_until: dt.date | None = None

    @property
    def in_order(self) -> list[Part]:
        return in_order(self.parts)


@dataclass(frozen=True, slots=True)
class AuthorityFacts:
    """A parent has authority over a child of the case, from and until when, and on what ground."""

    id: int
    child_id: int
    child_name: str
    parent_id: int
    parent_name: str
    basis: str
    from_on: dt.date
    until_on: dt.date | None


@dataclass(frozen=True, slots=True)
class RefusalFacts:
    """Somebody does not read a child's folder; looked at again on a day."""

    id: int
    child_id: int
    child_name: str
    reader_id: int
    reader_name: str
    because: str
    refused_by: str
    from_on: dt.date
    review_on: dt.date
    review: str
    reviewed_on: dt.date | None


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """Something a resident or participant asked, and the answer when there is one."""

    id: int
    case_id: int
    person_name: str
    kind: str
    kind_label: str
    words: str
    made_at: dt.datetime
    answer: str
    answered_by: str
    answered_at: dt.datetime | None
    person_id: int = 0


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    """Somebody asked whether a person is known; the person sees it."""

    face: Face
    reason: str
    asked_at: dt.datetime


@dataclass(frozen=True, slots=True)
class GlassFacts:
    """Somebody opened a case in an emergency."""

    id: int
    face: Face
    reason: str
    at: dt.datetime
    tell_from: dt.date
    later_because: str
    reviewed_by: str
    reviewed_at: dt.datetime | None
    review: str


@dataclass(frozen=True, slots=True)
class TeamPerson:
    """A resident as the team lead may know them: the name, and the case only to hand it over."""

    case_id: int
    name: str


@dataclass(frozen=True, slots=True)
class TeamMember:
    """A member of a team with the residents whose fixed contact they are."""

    face: Face
    ends_on: dt.date | None
    people: tuple[TeamPerson, ...]


@dataclass(frozen=True, slots=True)
class StaffLine:
    """A member of staff as the administrator sees them."""

    id: int
    name: str
    function: str
    login: str
    team: str
    roles: tuple[tuple[str, str], ...]
    ends_on: dt.date | None
    contacts: int
    organisation: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class KeepingTerm:
    """How long what rests on a law is kept: `years` after the last change.

    `source` is the article when the law itself says so; then nobody changes it here. `version` 0: no own
    term, and the default of the product counts.
    """

    ground: str
    law_label: str
    years: int
    source: str = ""
    because: str = ""
    decided_by: str = ""
    since: dt.date | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class OwnDetails:
    """What a person takes along of themselves. Never the BSN."""

    id: int
    given_name: str
    family_name: str
    birth_date: dt.date | None
    phone: str
    email: str
    address: str
