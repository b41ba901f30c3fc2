"""What other rooms may know of listening without touching the models."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from naast.listen import icons
from naast.listen.around import CONSENTS as CONSENTS
from naast.listen.around import KINDS as KINDS
from naast.listen.around import RINGS as RINGS
from naast.listen.around import WHENS as WHENS
from naast.listen.around import InterestFacts as InterestFacts
from naast.listen.around import NetworkFacts as NetworkFacts
from naast.listen.around import NetworkSaid as NetworkSaid
from naast.listen.around import RoleFacts as RoleFacts
from naast.listen.around import RolesView as RolesView
from naast.listen.pieces import GOAL as GOAL
from naast.listen.pieces import OBSTACLE as OBSTACLE
from naast.listen.pieces import SIGNAL as SIGNAL
from naast.listen.pieces import DeletionFacts as DeletionFacts
from naast.listen.pieces import FragmentFacts as FragmentFacts
from naast.listen.pieces import FragmentLinkFacts as FragmentLinkFacts
from naast.listen.pieces import RecordingFacts as RecordingFacts
from naast.listen.skills import ANSWERS as ANSWERS
from naast.listen.skills import SKILL_HELP as SKILL_HELP
from naast.listen.skills import SKILLS as SKILLS
from naast.listen.skills import SkillFacts as SkillFacts
from naast.listen.skills import SkillHelp as SkillHelp
from naast.listen.skills import SkillSaid as SkillSaid

PERSON, STAFF = "person", "staff"


@dataclass(frozen=True, slots=True)
class StoryText:
    """A story as it stands now. `version` is what a change must be based on; `by` who wrote last."""

    case_id: int
    person_id: int
    text: str
    version: int
    written_at: dt.datetime
    by: str


@dataclass(frozen=True, slots=True)
class StoryAsItWas:
    """One earlier state of a story. `by_self`: the person wrote it, not a member of staff who typed along."""

    number: int
    text: str
    written_at: dt.datetime
    by: str
    by_self: bool = False


@dataclass(frozen=True, slots=True)
class RequestAndWish:
    """What is asked and what is wanted, side by side (M3)."""

    request: str
    wish: str
    version: int


@dataclass(frozen=True, slots=True)
class DomainChoice:
    """A domain of the municipality's list, in the language of the reader."""

    id: int
    label: str
    icon: str = ""

    @property
    def shown(self) -> SafeString:
        """The label with its drawing beside it, for a list to choose from."""
        return icons.beside(self.icon, self.label)


@dataclass(frozen=True, slots=True)
class DomainRow:
    """A domain as who keeps the list sees it. `used`: it lies on a board, so its name stays as it is."""

    id: int
    name: str
    name_en: str
    icon: str
    is_active: bool
    used: bool
    version: int

    @property
    def picture(self) -> SafeString:
        return icons.picture(self.icon)

    @property
    def names(self) -> list[tuple[str, str]]:
        """Its names, each after the code of its language, that of the reader first; without an empty one."""
        names = [("nl", self.name), ("en", self.name_en)]
        if (get_language() or "").startswith("en"):
            names.reverse()
        return [(language, name) for language, name in names if name]

    @property
    def label(self) -> str:
        """The name in the language of the reader, else the one that there is."""
        return self.names[0][1]


@dataclass(frozen=True, slots=True)
class GuestFacts:
    """Somebody of the case at a board: asked along or not, and until when."""

    person_id: int
    name: str
    asked: bool
    until_on: dt.date | None


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """Somebody who lays along on a covered board: whether they laid a counter, and on every line."""

    who: str
    has_laid: bool
    everywhere: bool


@dataclass(frozen=True, slots=True, order=True)
class Whose:
    """Whose counter: `kind` is `person` or `staff`, `id` that row's."""

    kind: str
    id: int


@dataclass(frozen=True, slots=True)
class CounterView:
    """A counter to draw. `place` only draws the line again; None when it is not laid. Never export it."""

    whose: Whose
    who: str
    shape: str
    place: int | None
    movable: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class LineView:
    """One chosen domain. `waits`: this reader's own counter is locked until the owner's lies there.

    `energy`: the owner says that it gives energy or pride. `icon`: key of its drawing.
    """

    id: int
    domain: str
    words: str
    first: bool
    goal: str
    goal_by: dt.date | None
    waits: bool
    counters: tuple[CounterView, ...]
    energy: bool = False
    icon: str = ""

    @property
    def picture(self) -> SafeString:
        """The drawing of the domain, to stand beside its name."""
        return icons.picture(self.icon)

    @property
    def said(self) -> list[CounterView]:
        """Counters beside which somebody wrote words of their own."""
        return [counter for counter in self.counters if counter.words]

    @property
    def others(self) -> list[CounterView]:
        """Counters that this reader sees but does not move."""
        return [counter for counter in self.counters if not counter.movable]

    @property
    def laid(self) -> list[CounterView]:
        """Counters that lie on the line."""
        return [counter for counter in self.counters if counter.place is not None]

    @property
    def own(self) -> list[CounterView]:
        """Counters that this reader lays, for themselves or for who sits at the table."""
        return [counter for counter in self.counters if counter.movable]


@dataclass(frozen=True, slots=True)
class LeftView:
    """A line that somebody else took off the board, with this reader's own words that stood beside it."""

    id: int
    domain: str
    words: str


def counter_name(line: LineView, whose: Whose) -> str:
    """The name of the input with which one counter is laid on one line."""
    return f"place_{line.id}_{whose.kind}_{whose.id}"


def said_name(line: LineView, whose: Whose) -> str:
    """The name of the input with the words beside one counter on one line."""
    return f"said_{line.id}_{whose.kind}_{whose.id}"


@dataclass(frozen=True, slots=True)
class BoardView:
    """A board as this reader sees it. `leads`: may choose domains, write words and goals."""

    id: int
    case_id: int
    person_id: int
    who: str
    together: bool
    started_on: dt.date
    follows_id: int | None
    followed_by_id: int | None
    photo_id: int | None
    photo_words: str
    version: int
    leads: bool
    lines: tuple[LineView, ...]
    words: str = ""
    photo_held_back: bool = False
    """There is a photo, which this reader does not see."""
    covered: bool = False
    """Everyone sees only their own counter, until the owner turns all of them over."""
    revealed_on: dt.date | None = None
    left: tuple[LeftView, ...] = ()
    """What lies here no more, with words of this reader, which nobody else sees."""

    @property
    def labels(self) -> list[str]:
        """The domains in the order in which they lie."""
        return [line.domain for line in self.lines]

    @property
    def may_rise(self) -> set[int]:
        """Lines that can lie one higher: not the top one, nor the one right below what comes first."""
        return {line.id for above, line in zip(self.lines, self.lines[1:], strict=False) if not above.first}

    @property
    def waits(self) -> bool:
        """Whether this reader lays nothing yet, because the owner goes first."""
        return all(line.waits for line in self.lines)

    @property
    def owner(self) -> Whose:
        return Whose(PERSON, self.person_id)

    @property
    def sayers(self) -> dict[int, list[CounterView]]:
        """By line: counters of this reader with words of their own; the owner's words stand at the line."""
        return {line.id: [row for row in line.own if row.whose != self.owner] for line in self.lines}

    def of_its_owner(self) -> BoardView:
        """Only what the owner laid and said: what a partner or a professional laid is theirs to share. The
        photo is held back, for it shows what everybody laid."""
        lines = tuple(
            replace(line, counters=tuple(row for row in line.counters if row.whose == self.owner))
            for line in self.lines
        )
        held_back = self.photo_id is not None
        return replace(self, lines=lines, photo_id=None, photo_words="", photo_held_back=held_back, left=())

    @property
    def still(self) -> list[LineView]:
        """The lines to look at and print: counters that lie there, and the owner's also when it does not."""
        # Beside a photo of the real board a line may hold words and a goal only: counters lie on the photo.
        waiting = None if self.photo_id or self.photo_held_back else self.owner
        return [
            replace(
                line,
                counters=tuple(row for row in line.counters if row.place is not None or row.whose == waiting),
            )
            for line in self.lines
        ]

    @property
    def goals(self) -> list[LineView]:
        """Lines with a goal, the first one first."""
        return sorted((line for line in self.lines if line.goal), key=lambda line: not line.first)

    def as_fields(self) -> dict[str, Any]:
        """What lies here now, by the names of the inputs with which a board is laid."""
        found: dict[str, Any] = {"version": self.version, "first": ""}
        for line in self.lines:
            found |= {counter_name(line, counter.whose): counter.place for counter in line.own}
            found |= {said_name(line, counter.whose): counter.words for counter in self.sayers[line.id]}
            found |= {
                f"words_{line.id}": line.words,
                f"goal_{line.id}": line.goal,
                f"by_{line.id}": line.goal_by,
                f"energy_{line.id}": line.energy,
            }
            if line.first:
                found["first"] = str(line.id)
        return found

    def layings(self, cleaned: Mapping[str, Any]) -> list[Laying]:
        """What was laid, from cleaned inputs with those names; what has no input there stays as it is."""
        return [
            Laying(
                line.id,
                tuple(
                    (counter.whose, cleaned[name])
                    for counter in line.own
                    if (name := counter_name(line, counter.whose)) in cleaned
                ),
                said=tuple(
                    (counter.whose, cleaned[name])
                    for counter in self.sayers[line.id]
                    if (name := said_name(line, counter.whose)) in cleaned
                ),
                words=cleaned.get(f"words_{line.id}"),
                goal=cleaned.get(f"goal_{line.id}"),
                goal_by=cleaned.get(f"by_{line.id}"),
                gives_energy=cleaned.get(f"energy_{line.id}"),
            )
            for line in self.lines
        ]


@dataclass(frozen=True, slots=True)
class BoardGoal:
    """A goal in somebody's own words. `id` is the line of the board; `domain` the municipality's own word."""

    id: int
    board_id: int
    person_id: int
    words: str
    domain: str
    by_when: dt.date | None
    is_first: bool


@dataclass(frozen=True, slots=True)
class Laying:
    """What one line gets: places and words by whose counter, and from who leads the line's own words, its
    goal and whether it gives energy (None: leave)."""

    line_id: int
    places: tuple[tuple[Whose, int | None], ...] = ()
    words: str | None = None
    goal: str | None = None
    goal_by: dt.date | None = None
    gives_energy: bool | None = None
    said: tuple[tuple[Whose, str], ...] = ()

    @property
    def says_more(self) -> bool:
        """Whether it holds anything beside counters."""
        return any(said is not None for said in (self.words, self.goal, self.goal_by, self.gives_energy))
