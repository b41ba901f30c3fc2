"""What is shown of each part of a folder to who reads it along: only to read, by the one rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from naast.decide import queries as decide
from naast.decide.types import DecisionFacts, LetterFacts
from naast.folder.looking import lookers_of
from naast.folder.papers import costs_of, readable
from naast.follow import queries as follow
from naast.kernel.actors import Actor
from naast.learn import queries as learn
from naast.listen import around, rings
from naast.listen import queries as listen
from naast.people import queries as people
from naast.people.reading import LABELS, Part
from naast.people.types import CaseFacts, CirclePlace, ReadingPlace
from naast.plan import queries as plan
from naast.plan import step_queries

Shown = Callable[[Actor, ReadingPlace], dict[str, Any]]


def story(actor: Actor, place: ReadingPlace) -> dict[str, Any]:
    """The story as it stands; of the resident also what they ask and want."""
    asked = listen.request_and_wish(place.case.id) if place.is_resident else None
    return {"story": listen.story_of(actor, place.case.id, place.person.id), "asked": asked}


def board(actor: Actor, place: ReadingPlace) -> dict[str, Any]:
    return {"boards": listen.boards_of_person(actor, place.case.id, place.person.id)}


def roles(actor: Actor, place: ReadingPlace) -> dict[str, Any]:
    found = listen.roles_of(actor, place.case.id, place.person.id)
    by_when = [(str(label), found.of(code)) for code, label in around.WHENS]
    nothing = not found.interests and not any(rows for _label, rows in by_when)
    return {"by_when": by_when, "interests": found.interests, "nothing": nothing}


def network(actor: Actor, place: ReadingPlace) -> dict[str, Any]:
    """Who stands around this person: the picture and the list, without a form."""
    found = listen.network_of(actor, place.case.id, place.person.id)
    return {
        "people": found,
        "by_ring": [
            {"label": label, "people": [each for each in found if each.near == code]}
            for code, label in around.RINGS
        ],
        "pictures": rings.pictures(place.person.name, found),
        "legend": [{"shape": around.SHAPES[code], "label": label} for code, label in around.KINDS],
        "who": place.person.name,
    }


def skills(actor: Actor, place: ReadingPlace) -> dict[str, Any]:
    return {"skills": listen.skills_of(actor, place.case.id, place.person.id)}


def signals(actor: Actor, place: ReadingPlace) -> dict[str, Any]:
    """Signals that this person gave, with their answers. Those of staff are not theirs to share."""
    return {"signals": learn.signals_by(_themselves(actor, place), place.case.id)}


def agreed(actor: Actor, place: ReadingPlace) -> dict[str, Any]:
    """The latest agreed plan, without what it costs: that is a part of its own."""
    versions = plan.agreed_versions(place.case.id)
    return {"agreed": plan.agreed_plan(place.case.id, versions[0].number) if versions else None}


def costs(actor: Actor, place: ReadingPlace) -> dict[str, Any]:
    """What the agreed plan costs and who pays, and nothing else of the plan."""
    now = agreed(actor, place)["agreed"]
    amount, payers = costs_of(now.returns) if now else (None, [])
    return {"agreed_at": now.agreed_at if now else None, "costs": amount, "payers": payers}


def decisions(actor: Actor, place: ReadingPlace) -> dict[str, Any]:
    return {"decisions": decisions_for(place), "money_only": Part.DECISIONS in place.money_only}


def letters(actor: Actor, place: ReadingPlace) -> dict[str, Any]:
    return {"letters": letters_for(place), "money_only": Part.LETTERS in place.money_only}


def appointments(actor: Actor, place: ReadingPlace) -> dict[str, Any]:
    return {"promises": follow.promises_of(place.case.id)}


def steps(actor: Actor, place: ReadingPlace) -> dict[str, Any]:
    """The steps of the case, with names of staff only where that is safe."""
    return {"steps": step_queries.steps_of(place.case.id, to_resident=True)}


def reminders(actor: Actor, place: ReadingPlace) -> dict[str, Any]:
    """Reminders of this person, and of nobody else in the case."""
    return {"reminders": step_queries.reminders_of(_themselves(actor, place), place.case)}


def _themselves(actor: Actor, place: ReadingPlace) -> Actor:
    """Whose folder it is, for queries that give somebody their own: the rule has opened the part before."""
    return Actor(
        kind="resident",
        id=place.person.id,
        municipality_id=actor.municipality_id,
        name=place.person.name,
    )


def looks(actor: Actor, place: ReadingPlace) -> dict[str, Any]:
    own = place.person.id == actor.id
    found, _earlier = lookers_of(place.case, person_id=place.person.id, parts=place.parts, to_owner=own)
    return {"lookers": found, "circle": who_may_look(place.case, own=place.is_resident)}


def who_may_look(case: CaseFacts, *, own: bool) -> list[CirclePlace]:
    """The circle of a case, for its resident; for who takes part the staff of it, who see theirs too."""
    circle = people.circle_of(case.id, to_resident=True)
    return circle if own else [place for place in circle if place.face.kind == "staff"]


def decisions_for(place: ReadingPlace) -> list[DecisionFacts]:
    """Decisions whose letter left; for who looks after somebody's money only those about money."""
    return _sent(place, Part.DECISIONS)


def _sent(place: ReadingPlace, part: Part) -> list[DecisionFacts]:
    """Decisions to tell on this page: only those about money when the part is open for that alone."""
    if not place.is_resident:
        return []
    sent = [row for row in decide.decisions_of(place.case.id) if row.sent_on is not None]
    return [row for row in sent if row.amount is not None] if part in place.money_only else sent


def letters_for(place: ReadingPlace) -> list[LetterFacts]:
    """Letters and reports that left; for who looks after somebody's money only of decisions about money. Who
    takes part gets letters of their own: none are here."""
    if not place.is_resident:
        return []
    found = readable(decide.letters_of(place.case.id))
    if Part.LETTERS not in place.money_only:
        return found
    about = {row.id for row in _sent(place, Part.LETTERS)}
    return [row for row in found if row.decision_id in about]


@dataclass(frozen=True, slots=True)
class Reading:
    """One part as a page: its address, and what it shows."""

    part: Part
    slug: str
    shown: Shown

    @property
    def label(self) -> str:
        return str(LABELS[self.part])

    @property
    def template(self) -> str:
        return f"folder/reading/{self.part.value}.html"


READINGS = {
    each.slug: each
    for each in (
        Reading(Part.STORY, "verhaal", story),
        Reading(Part.BOARD, "bord", board),
        Reading(Part.ROLES, "rollen", roles),
        Reading(Part.NETWORK, "mensen-om", network),
        Reading(Part.SKILLS, "wat-lukt", skills),
        Reading(Part.SIGNALS, "signalen", signals),
        Reading(Part.PLAN, "plan", agreed),
        Reading(Part.COSTS, "kosten", costs),
        Reading(Part.DECISIONS, "besluiten", decisions),
        Reading(Part.LETTERS, "brieven", letters),
        Reading(Part.APPOINTMENTS, "afspraken", appointments),
        Reading(Part.STEPS, "stappen", steps),
        Reading(Part.REMINDERS, "herinneringen", reminders),
        Reading(Part.LOOKS, "wie-keek", looks),
    )
}
"""Parts that have a page, by the last word of their address."""


def open_to(place: ReadingPlace) -> list[Reading]:
    """The pages that this reader may open, in the order of a folder."""
    return [each for each in READINGS.values() if each.part in place.parts]


def in_words(parts: frozenset[Part]) -> str:
    """Parts in one line of words, in the order of a folder."""
    named = [str(LABELS[part]) for part in Part if part in parts]
    if len(named) < 2:
        return "".join(named)
    return f"{', '.join(named[:-1])} {gettext('and')} {named[-1]}"
