"""What of a folder can be shared, page by page, and what stands on such a page.

Everything is read through the eyes of the person who shares: what they may not read themselves (any more),
the receiver does not read either.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from naast.decide import queries as decide
from naast.decide.types import DecisionFacts, LetterFacts
from naast.folder.access import OWN, PART, Place, place_in
from naast.folder.papers import costs_of, readable
from naast.kernel.actors import Actor
from naast.kernel.naming import naming, plain
from naast.listen import queries as listen
from naast.listen.opening import Opened
from naast.listen.types import BoardView, StoryText
from naast.people import queries as people
from naast.plan import queries as plan
from naast.plan import step_queries
from naast.plan.step_types import StepView
from naast.plan.types import AgreedPlan

BOARD, PHOTO, LETTER, SKILLS, STEPS = "board", "photo", "letter", "skills", "steps"
_WORDS = {
    "story": "verhaal",
    "roles": "rollen",
    "network": "mensen",
    SKILLS: "wat-lukt",
    "goals": "doelen",
    "plan": "plan",
    STEPS: "stappen",
    "costs": "kosten",
    "decisions": "besluiten",
    BOARD: "bord",
    PHOTO: "foto",
    LETTER: "brief",
}
"""How the address of a shared page calls each kind."""


@dataclass(frozen=True, slots=True)
class Part:
    """One page that can be ticked. `key` stands in the address; `object_id` is that of a board or a letter.

    `fixed`: it never changes any more; all else is shown as it is on the day of reading. `covered`: a board
    that its owner did not turn over yet, which they may share and nobody else.
    """

    kind: str
    label: str
    object_id: int | None = None
    covered: bool = False

    @property
    def key(self) -> str:
        return key_of(self.kind, self.object_id)

    @property
    def fixed(self) -> bool:
        return self.kind == LETTER


def key_of(kind: str, object_id: int | None) -> str:
    """How the address calls a page."""
    return _WORDS[kind] if object_id is None else f"{_WORDS[kind]}-{object_id}"


def name_of(key: str) -> str:
    """A page in plain words, for who reads back what was opened; also when it is not there any more."""
    word = key.split("-")[0] if key not in _WORDS.values() else key
    names = {
        "verhaal": _("your story"),
        "bord": _("a board"),
        "foto": _("a photo of a board"),
        "rollen": _("your roles"),
        "mensen": _("the people around you"),
        "wat-lukt": _("what works for you"),
        "doelen": _("your goals"),
        "plan": _("your plan"),
        "stappen": _("your steps"),
        "kosten": _("what the plan costs"),
        "besluiten": _("the decisions"),
        "brief": _("a letter or report"),
    }
    return str(names.get(word, _("the list of what you share")))


def eyes_of(municipality_id: int, person_id: int) -> Actor:
    """The person whose folder it is, to read through; they need no login for that."""
    return Actor(kind="resident", id=person_id, municipality_id=municipality_id, name="")


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder to choose from: whose eyes, and where they stand."""

    eyes: Actor
    place: Place
    told: Opened

    @property
    def case_id(self) -> int:
        return self.place.case.id


def shelf_of(municipality_id: int, person_id: int, case_id: int) -> Shelf:
    """The folder of this person in this case. Raises NotVisible when they do not stand in it (any more)."""
    eyes = eyes_of(municipality_id, person_id)
    place = place_in(eyes, case_id, OWN, PART)
    return Shelf(eyes, place, listen.told_by(eyes, case_id, person_id))


def on(shelf: Shelf, kinds: frozenset[str] = frozenset(_WORDS)) -> list[Part]:
    """Every page of these kinds that is there now. Of who takes part: only what they tell themselves.

    Of other kinds nothing is read.
    """
    found = []
    for some, look in _THERE:
        if some & kinds:
            found += [part for part in look(shelf) if part.kind in kinds]
    return found


def _story_there(shelf: Shelf) -> list[Part]:
    story = _story(shelf)
    return [Part("story", _("My story"))] if story is not None and story.text else []


def _boards_there(shelf: Shelf) -> list[Part]:
    """The board with what its owner laid; its photo apart, for that shows what everybody laid."""
    found = []
    for board in _boards(shelf):
        day = date_format(board.started_on, "j F Y")
        if board.lines or board.words:
            found.append(Part(BOARD, _("My board of {day}").format(day=day), board.id, board.covered))
        if board.photo_id:
            label = _("The photo of my board of {day}, also with what others laid on it")
            found.append(Part(PHOTO, label.format(day=day), board.id))
    return found


def _roles_there(shelf: Shelf) -> list[Part]:
    found = listen.roles_here(shelf.told)
    return [Part("roles", _("My roles and interests"))] if found.roles or found.interests else []


def _network_there(shelf: Shelf) -> list[Part]:
    found = listen.network_here(shelf.told)
    return [Part("network", _("The people around me, without names"))] if found else []


def _skills_there(shelf: Shelf) -> list[Part]:
    found = listen.skills_here(shelf.told)
    return [Part(SKILLS, _("What works for me and what takes effort"))] if found else []


def _agreed_there(shelf: Shelf) -> list[Part]:
    agreed = _agreed(shelf)
    if agreed is None:
        return []
    found = [Part("goals", _("My goals"))] if agreed.plan.goals else []
    found.append(Part("plan", _("My plan, without the costs")))
    if costs_of(agreed.returns)[0] is not None:
        found.append(Part("costs", _("What my plan costs and who pays")))
    return found


def _steps_there(shelf: Shelf) -> list[Part]:
    label = _("My steps: what, who does it now and when. Not those that name somebody who takes part")
    return [Part(STEPS, label)] if _steps(shelf) else []


def _decisions_there(shelf: Shelf) -> list[Part]:
    return [Part("decisions", _("The decisions, in short"))] if _sent_decisions(shelf) else []


def _letters_there(shelf: Shelf) -> list[Part]:
    return [Part(LETTER, _letter_name(row), row.id) for row in _letters(shelf)]


_THERE: tuple[tuple[frozenset[str], Callable[[Shelf], list[Part]]], ...] = (
    (frozenset({"story"}), _story_there),
    (frozenset({BOARD, PHOTO}), _boards_there),
    (frozenset({"roles"}), _roles_there),
    (frozenset({"network"}), _network_there),
    (frozenset({SKILLS}), _skills_there),
    (frozenset({"goals", "plan", "costs"}), _agreed_there),
    (frozenset({STEPS}), _steps_there),
    (frozenset({"decisions"}), _decisions_there),
    (frozenset({LETTER}), _letters_there),
)
"""In the order of the folder's own first page."""


def _story(shelf: Shelf) -> StoryText | None:
    return listen.story_now(shelf.case_id, shelf.eyes.id, listen.versions_here(shelf.told))


def _agreed(shelf: Shelf) -> AgreedPlan | None:
    versions = plan.agreed_versions(shelf.case_id) if shelf.place.is_own else []
    return plan.agreed_plan(shelf.case_id, versions[0].number) if versions else None


@dataclass(frozen=True, slots=True)
class SharedStep:
    """Of a step what is told outside: its words, who does it now, by when or when it was done. Not how it
    went, not what it is for, not who did it before, and no name of anybody."""

    words: str
    who: str
    by_when: dt.date | None
    done_on: dt.date | None
    smaller: tuple[SharedStep, ...]


def _steps(shelf: Shelf) -> list[SharedStep]:
    """The resident's steps. One that names somebody else of the case stays inside, with its smaller ones:
    what concerns another is not the resident's alone to hand on."""
    if not shelf.place.is_own:
        return []
    found = step_queries.steps_of(shelf.case_id, to_resident=True)
    others = people.took_part_ever(shelf.case_id).values() if found else ()
    return _without(found, naming(name for names in others for name in names))


def _without(views: Iterable[StepView], names: re.Pattern[str] | None) -> list[SharedStep]:
    return [
        SharedStep(
            words=view.step.words,
            who=view.step.who,
            by_when=view.step.by_when,
            done_on=view.step.done_on,
            smaller=tuple(_without(view.smaller, names)),
        )
        for view in views
        if names is None or not names.search(plain(view.step.words))
    ]


def _boards(shelf: Shelf) -> list[BoardView]:
    return [
        board
        for board in listen.boards_of(shelf.eyes, shelf.case_id)
        if board.person_id == shelf.eyes.id and (board.lines or board.photo_id)
    ]


def _letters(shelf: Shelf) -> list[LetterFacts]:
    return readable(decide.letters_of(shelf.case_id)) if shelf.place.is_own else []


def _letter_name(row: LetterFacts) -> str:
    words = _("Letter of {day}") if row.kind == "letter" else _("Report of {day}")
    name = words.format(day=date_format(row.made_on, "j F Y"))
    return f"{name}: {row.about_label}" if row.about_label else name


def _sent_decisions(shelf: Shelf) -> list[DecisionFacts]:
    if not shelf.place.is_own:
        return []
    return [row for row in decide.decisions_of(shelf.case_id) if row.sent_on is not None]


def _read_story(shelf: Shelf, part: Part) -> dict[str, Any]:
    return {"story": _story(shelf)}


def _read_board(shelf: Shelf, part: Part) -> dict[str, Any]:
    board = listen.board_of(shelf.eyes, part.object_id or 0)
    return {"board": board.of_its_owner()}


def _read_photo(shelf: Shelf, part: Part) -> dict[str, Any]:
    return {"board": listen.board_of(shelf.eyes, part.object_id or 0)}


def _read_roles(shelf: Shelf, part: Part) -> dict[str, Any]:
    return {"roles": listen.roles_here(shelf.told)}


def _read_network(shelf: Shelf, part: Part) -> dict[str, Any]:
    return {"network": listen.network_here(shelf.told)}


def _read_skills(shelf: Shelf, part: Part) -> dict[str, Any]:
    return {"skills": listen.skills_here(shelf.told)}


def _read_agreed(shelf: Shelf, part: Part) -> dict[str, Any]:
    agreed = _agreed(shelf)
    costs, payers = costs_of(agreed.returns) if agreed else (None, [])
    return {"agreed": agreed, "costs": costs, "payers": payers}


def _read_steps(shelf: Shelf, part: Part) -> dict[str, Any]:
    return {"steps": _steps(shelf)}


def _read_decisions(shelf: Shelf, part: Part) -> dict[str, Any]:
    return {"decisions": _sent_decisions(shelf)}


def _read_letter(shelf: Shelf, part: Part) -> dict[str, Any]:
    return {"letter": next((row for row in _letters(shelf) if row.id == part.object_id), None)}


_READ: dict[str, Callable[[Shelf, Part], dict[str, Any]]] = {
    "story": _read_story,
    BOARD: _read_board,
    PHOTO: _read_photo,
    "roles": _read_roles,
    "network": _read_network,
    SKILLS: _read_skills,
    "goals": _read_agreed,
    "plan": _read_agreed,
    "costs": _read_agreed,
    STEPS: _read_steps,
    "decisions": _read_decisions,
    LETTER: _read_letter,
}


def read(shelf: Shelf, part: Part) -> dict[str, Any]:
    """What stands on a shared page, for its template `folder/shared/<kind>.html`."""
    return _READ[part.kind](shelf, part)
