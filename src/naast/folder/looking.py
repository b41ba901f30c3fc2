"""Who looked, in words that a resident understands (product law 9)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext_lazy as _

from naast.kernel import audit, clock
from naast.people import queries as people
from naast.people.types import CaseFacts, Face

_PAGES: dict[str, Any] = {
    "web.case": _("the first page of your folder"),
    "web.my_people": _("their list of people: your name, where you want to be and what was promised"),
    "web.search": _("a list of decisions that they searched"),
    "people.circle": _("who helps you"),
    "listen.story": _("a story that was told"),
    "listen.request": _("what you ask and want"),
    "listen.overview": _("what was told"),
    "listen.board": _("a board"),
    "listen.lay": _("a board"),
    "listen.choose": _("a board"),
    "listen.start": _("a board"),
    "listen.photo": _("a photo of a board"),
    "listen.add_photo": _("a board"),
    "plan.returns": _("what the plan costs and brings"),
    "weigh.three_values": _("the weighing of your situation"),
    "decide.document": _("a letter or report"),
    "decide.letter": _("a letter or report"),
    "decide.object": _("an objection"),
    "learn.signal": _("a signal about a rule"),
    "folder.letter": _("a letter or report"),
}
_ROOMS: dict[str, Any] = {
    "people": _("who helps you"),
    "listen": _("what was told"),
    "plan": _("your plan"),
    "weigh": _("the weighing of your situation"),
    "decide": _("a decision about you"),
    "follow": _("how it goes, and what was promised"),
    "learn": _("what we learn from this"),
    "folder": _("your plan"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """One page that somebody opened."""

    at: dt.datetime
    page: str


@dataclass(frozen=True, slots=True)
class Looker:
    """What one person opened on one day, every page with its time, in the order in which it was opened."""

    day: dt.date
    who: str
    function: str
    looks: tuple[Look, ...]


def page_in_words(verb: str) -> str:
    """The page that a look names, in plain words."""
    return str(_PAGES.get(verb) or _ROOMS.get(verb.split(".")[0]) or _("a page of your folder"))


def lookers_of(case: CaseFacts) -> list[Looker]:
    """Who opened something of a case, newest day first; for its resident.

    Left out: the resident's own looks, and those of who takes part (their story is not the resident's). Who
    broke the glass and may not be named yet is left out by the audit itself.
    """
    relatives = {
        place.face.id: (place.face.name, place.role_label)
        for place in people.circle_of(case.id, to_resident=True)
        if place.face.kind == "person"
    }
    rows = [
        row
        for row in audit.looks_at_case(case.id)
        if row.actor_kind == "staff" or (row.actor_kind == "resident" and row.actor_id in relatives)
    ]
    faces = people.staff_faces({row.actor_id for row in rows if row.actor_kind == "staff"}, to_resident=True)

    def key(row: Any) -> tuple[dt.date, str, int]:
        return clock.day_of(row.at), row.actor_kind, row.actor_id

    found = []
    for (day, kind, number), looks in groupby(sorted(rows, key=key, reverse=True), key=key):
        who, function = relatives.get(number, ("", "")) if kind == "resident" else _named(faces.get(number))
        opened = sorted(
            (Look(row.at, page_in_words(row.verb)) for row in looks if row.at), key=lambda look: look.at
        )
        found.append(Looker(day, who, function, tuple(opened)))
    return found


def _named(face: Face | None) -> tuple[str, str]:
    return (face.name, face.function) if face else ("", "")
