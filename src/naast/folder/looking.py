"""Who looked, in words that a resident understands (product law 9)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from naast.follow import queries as follow
from naast.kernel import audit, clock
from naast.kernel.actors import Actor
from naast.kernel.models import AuditEvent
from naast.learn import queries as learn
from naast.learn.types import SignalFacts
from naast.listen import owners
from naast.people import queries as people
from naast.people.reading import ALL, TOLD, Part, Parts
from naast.people.types import CaseFacts

_PAGES: dict[str, Any] = {
    "web.case": _("the first page of your folder"),
    "web.my_people": _("their list of people: your name, where you want to be and what was promised"),
    "web.search": _("a list of decisions that they searched"),
    "people.circle": _("who helps you"),
    "listen.story": _("a story that was told"),
    "listen.recordings": _("your recordings"),
    "listen.play": _("a recording: they listened to it"),
    "listen.delete_recording": _("the page on which a recording is deleted when you ask for it"),
    "listen.delete_story": _("the page on which a story is deleted when you ask for it"),
    "listen.request": _("what you ask and want"),
    "listen.overview": _("what was told"),
    "listen.board": _("a board"),
    "listen.lay": _("a board"),
    "listen.choose": _("a board"),
    "listen.start": _("a board"),
    "listen.roles": _("your roles and what you like"),
    "listen.network": _("the people around you"),
    "listen.skills": _("what you say works for you, as far as you share it"),
    "listen.stress": _("the page about what stress does"),
    "plan.helpers": _("who helps you now, and what that costs"),
    "plan.reminders": _("your reminders"),
    "people.reach": _("how and when we reach you"),
    "listen.photo": _("a photo of a board"),
    "listen.add_photo": _("a board"),
    "plan.returns": _("what the plan costs and brings"),
    "plan.download": _("what the plan costs and brings, taken along as a file"),
    "plan.reporting_code": _("worries about safety (the reporting code)"),
    "weigh.three_values": _("the weighing of your situation"),
    "weigh.paper_pdf": _("the weighing of your situation, taken along as a file"),
    "decide.document": _("a letter or report"),
    "decide.letter": _("a letter or report"),
    "decide.explain": _("a letter or report"),
    "decide.waiting": _("a list of what waits for them: your name"),
    "decide.post": _("the list of letters that wait for the post: your name"),
    "decide.print": _("a letter, to print and post it"),
    "decide.object": _("an objection"),
    "follow.settlement": _("what payers settle about your plan: amounts, and no words of yours"),
    "follow.settlement_proposal": _("what payers settle about your plan: amounts, and no words of yours"),
    "follow.settlement_document": _("what payers settle about your plan: amounts, and no words of yours"),
    "follow.settling": _("what payers settle about your plan: amounts, and no words of yours"),
    "learn.signal": _("a signal about a rule"),
    "folder.home": _("the first page of your folder"),
    "folder.bring": _("the page to bring in a folder from elsewhere"),
    "folder.brought": _("what you brought along from another municipality"),
    "folder.terms": _("by when you hear something"),
    "people.complaints": _("a complaint of yours"),
    "people.team": _("what you asked the team lead"),
    "folder.late_letter": _("a letter or report"),
    "folder.plan": _("your plan"),
    "folder.along.story": _("a story that was told"),
    "folder.along.board": _("a board"),
    "folder.along.plan": _("your plan"),
    "folder.along.costs": _("what the plan costs and brings"),
    "folder.along.decisions": _("a decision about you"),
    "folder.along.letters": _("a letter or report"),
    "folder.type_along": _("what you share with an organisation"),
    "folder.along.roles": _("your roles and what you like"),
    "folder.along.network": _("the people around you"),
    "folder.along.skills": _("what you say works for you, as far as you share it"),
    "folder.along.signals": _("a signal about a rule"),
    "folder.along.steps": _("your steps"),
    "folder.along.reminders": _("your reminders"),
    "folder.along.appointments": _("how it goes, and what was promised"),
    "folder.along.looks": _("who looked in your folder"),
}
_ROOMS: dict[str, Any] = {
    "people": _("who helps you"),
    "listen": _("what was told"),
    "plan": _("your plan"),
    "weigh": _("the weighing of your situation"),
    "decide": _("a decision about you"),
    "follow": _("how it goes, and what was promised"),
    "learn": _("what we learn from this"),
}
LOOKS_ON_A_PAGE = 200
_WITH = "folder.with."
"""How a look is called at what belongs to who takes part."""
_OF_ALL = ("listen.overview", "plan.reminders", "learn.case")
"""Pages at the desk on which something of everybody in the case stands."""
_QUOTED: dict[str, Any] = {
    "web.case": _("the first page of the case, where words of yours stand too"),
    "follow.overview": _("how it goes, with what you said when you looked back"),
    "plan.overview": _("the plan, with a piece of your story"),
    "plan.version": _("the plan, with a piece of your story"),
}
"""Pages at the desk where words of who takes part stand among those of the resident, and what these are to
them: told since those words stand there."""
_OF_SOMEBODY: dict[str, Any] = {
    "web.case": _("the first page of this folder"),
    "web.my_people": _("a list of people, with this name on it"),
    "listen.recordings": _("recordings"),
    "listen.request": _("what was asked and wished"),
    "listen.roles": _("roles and what is nice to do"),
    "listen.network": _("the people in this life"),
    "listen.skills": _("what works, as far as that is shared"),
    "people.circle": _("who helps"),
    "people.reach": _("how and when we get in touch"),
    "plan.helpers": _("who helps now, and what that costs"),
    "plan.reminders": _("reminders"),
    "weigh.three_values": _("the weighing of this situation"),
    "weigh.paper_pdf": _("the weighing of this situation, taken along as a file"),
    "folder.home": _("the first page of this folder"),
    "folder.plan": _("the plan"),
    "folder.along.plan": _("the plan"),
    "folder.along.decisions": _("a decision"),
    "folder.along.roles": _("roles and what is nice to do"),
    "folder.along.network": _("the people in this life"),
    "folder.along.skills": _("what works, as far as that is shared"),
    "folder.along.steps": _("steps"),
    "folder.along.reminders": _("reminders"),
    "folder.along.looks": _("who looked in this folder"),
    "listen.delete_recording": _("the page on which a recording is deleted"),
    "listen.delete_story": _("the page on which a story is deleted"),
    "decide.waiting": _("a list of what waits, with this name on it"),
    "decide.post": _("the list of letters that wait for the post, with this name on it"),
    "follow.settlement": _("what payers settle about the plan: amounts, and no own words"),
    "follow.settlement_proposal": _("what payers settle about the plan: amounts, and no own words"),
    "follow.settlement_document": _("what payers settle about the plan: amounts, and no own words"),
    "follow.settling": _("what payers settle about the plan: amounts, and no own words"),
    "folder.brought": _("what came along from another municipality"),
    "folder.terms": _("by when there is news"),
    "people.complaints": _("a complaint"),
    "people.team": _("what the team lead was asked"),
    "folder.type_along": _("what is shared with an organisation"),
}
"""The same pages to who reads along in a folder: what says "you" there speaks to its owner."""
_ROOMS_OF_SOMEBODY: dict[str, Any] = {
    "people": _("who helps"),
    "plan": _("the plan"),
    "weigh": _("the weighing of this situation"),
    "decide": _("a decision"),
}
_TOLD_ON = {
    Part.STORY: ("story", "recordings", "play", "delete_story", "delete_recording"),
    Part.BOARD: ("board", "lay", "choose", "start", "photo", "add_photo"),
    Part.ROLES: ("roles",),
    Part.NETWORK: ("network",),
    Part.SKILLS: ("skills",),
    Part.SIGNALS: (),
}
"""Pages of listening at the desk, by what somebody tells there."""
_TOLD_AT = ((Part.BOARD, "listen.Board"), (Part.SIGNALS, "learn.Signal"))
_ALONG = frozenset({"folder.home", "folder.plan"})
"""What who looks along opens of somebody's folder; the rest of a folder is their own."""


@dataclass(frozen=True, slots=True)
class Look:
    """One page that somebody opened, and in which minute; or the same page some times in a row, `until` the
    last time. No look is left out: `often` says how many there were."""

    at: dt.datetime
    page: str
    until: dt.datetime | None = None
    often: int = 1


@dataclass(frozen=True, slots=True)
class Looker:
    """What one person opened on one day, every page with its time, in the order in which it was opened."""

    day: dt.date
    who: str
    function: str
    looks: tuple[Look, ...]


def page_in_words(verb: str) -> str:
    """The page that a look names, in plain words."""
    verb = verb.replace(_WITH, "folder.along.", 1)
    return str(_PAGES.get(verb) or _ROOMS.get(verb.split(".")[0]) or _("a page of your folder"))


def page_of_somebody(verb: str) -> str:
    """The same to who reads along, who is not the one whose page it is."""
    verb = verb.replace(_WITH, "folder.along.", 1)
    known = _OF_SOMEBODY.get(verb) or _PAGES.get(verb) or _ROOMS_OF_SOMEBODY.get(verb.split(".")[0])
    return str(known or _ROOMS.get(verb.split(".")[0]) or _("a page of this folder"))


def _page_with_theirs(verb: str) -> str:
    """The same for who takes part: what a page of the case is to them is what of theirs stands there."""
    return str(_QUOTED[verb]) if verb in _QUOTED else page_in_words(verb)


def lookers_of(
    case: CaseFacts,
    *,
    person_id: int | None = None,
    before_row: int | None = None,
    parts: Parts = ALL,
    to_owner: bool = True,
) -> tuple[list[Looker], int | None]:
    """Who opened something of somebody's in a case, newest day first: of its resident when nobody is named,
    else of who takes part; and, when more was noted earlier, the row before which that was.

    Nobody hears of looks at what is another's, nor of their own. Who broke the glass and may not be named yet
    is left out by the audit itself. `parts`: what somebody else may read of this person; of what was told
    beside that they do not hear who opened it, nor so that it is there. `to_owner`: False when somebody else
    reads the list, to whom no page is "yours".
    """
    of_resident = person_id is None or person_id == case.resident_id
    relatives = people.readers_ever(case, person_id) | (people.relatives_ever(case.id) if of_resident else {})
    every = audit.looks_at_case(case.id, persons=relatives, before_row=before_row)
    noted = (
        _of_resident(case, every) if of_resident else _of_who_takes_part(case, person_id or 0, every, parts)
    )
    rows = list(_open_with(noted, parts)[: LOOKS_ON_A_PAGE + 1])
    last = rows[LOOKS_ON_A_PAGE - 1].pk if len(rows) > LOOKS_ON_A_PAGE else None
    rows = rows[:LOOKS_ON_A_PAGE]
    along, words = (_is_along, page_in_words) if of_resident else (_is_with, _page_with_theirs)
    words = words if to_owner else page_of_somebody
    shown = [row for row in rows if row.actor_kind == "staff" or along(row.verb)]
    faces = people.staff_faces({row.actor_id for row in shown if row.actor_kind == "staff"}, to_resident=True)
    names = {number: (face.name, face.function) for number, face in faces.items()}
    lookers = []
    for (day, kind, number), looks in groupby(sorted(shown, key=_whose_day, reverse=True), key=_whose_day):
        who, function = (names if kind == "staff" else relatives).get(number, ("", ""))
        in_order = sorted(looks, key=lambda row: row.pk)
        opened = Counter(_look(row.at, words(row.verb)) for row in in_order if row.at)
        lookers.append(Looker(day, who, function, tuple(_in_a_row(opened))))
    return lookers, last


def _of_resident(case: CaseFacts, looks: QuerySet[AuditEvent]) -> QuerySet[AuditEvent]:
    """Without what is of who takes part or once did: that is theirs to hear of."""
    others = set(people.took_part_ever(case.id)) - {case.resident_id}
    if not others:
        return looks
    boards = [board for board, owner in owners.of_boards(case.id).items() if owner in others]
    given = [row.id for other in others for row in learn.signals_by(_eyes(case, other), case.id)]
    return (
        looks.exclude(object_type="people.Person", object_id__in=others)
        .exclude(object_type="listen.Board", object_id__in=boards)
        .exclude(object_type="learn.Signal", object_id__in=given)
    )


def _of_who_takes_part(
    case: CaseFacts, person_id: int, looks: QuerySet[AuditEvent], parts: Parts
) -> QuerySet[AuditEvent]:
    """Only what is theirs; of pages with something of everybody only since they could tell something."""
    boards = [board for board, owner in owners.of_boards(case.id).items() if owner == person_id]
    given = learn.signals_by(_eyes(case, person_id), case.id)
    mine = (
        Q(object_type="people.Person", object_id=person_id)
        | Q(object_type="listen.Board", object_id__in=boards)
        | Q(object_type="learn.Signal", object_id__in=[row.id for row in given])
    )
    if parts >= TOLD:  # else that they were quoted says that there is something
        for verb, since in _quoted_since(case, person_id, given).items():
            mine |= Q(actor_kind="staff", verb=verb, at__gte=since)
    told_at = people.told(case.id).get(person_id)
    if told_at is not None:
        mine |= Q(actor_kind="staff", verb__in=_OF_ALL, at__gte=told_at)
    return looks.filter(mine)


def _quoted_since(case: CaseFacts, person_id: int, given: list[SignalFacts]) -> dict[str, dt.datetime]:
    """By page: since when words of who takes part stand on it. Goals of their board, what they said when they
    looked back and their signals stand on the first page of a case."""
    back = follow.first_said_back(case.id, person_id)
    beside = owners.beside_the_plan_since(case.id, person_id)
    signals = [dt.datetime.combine(row.given_on, dt.time(), clock.AMSTERDAM) for row in given]
    on_first = [moment for moment in (owners.laid_since(case.id, person_id), back, *signals) if moment]
    since = {
        "web.case": min(on_first, default=None),
        "follow.overview": back,
        "plan.overview": beside,
        "plan.version": beside,
    }
    return {verb: moment for verb, moment in since.items() if moment is not None}


def _open_with(looks: QuerySet[AuditEvent], parts: Parts) -> QuerySet[AuditEvent]:
    """Without looks at what was told and is not among these parts."""
    closed = TOLD - parts
    if not closed:
        return looks
    verbs = {f"listen.{page}" for part in closed for page in _TOLD_ON[part]}
    verbs |= {f"{how}{part.value}" for part in closed for how in (_WITH, "folder.along.")}
    types = [label for part, label in _TOLD_AT if part in closed]
    return looks.exclude(verb__in=verbs).exclude(object_type__in=types)


def _eyes(case: CaseFacts, person_id: int) -> Actor:
    return Actor(kind="resident", id=person_id, municipality_id=case.municipality_id, name="")


def _in_a_row(opened: Counter[Look]) -> list[Look]:
    """The same page again and again is one line, with its first and its last minute."""
    found = []
    for page, same in groupby(opened.items(), key=lambda item: item[0].page):
        each = list(same)
        often = sum(times for _look, times in each)
        first, last = each[0][0].at, each[-1][0].at
        found.append(Look(first, page, last if often > 1 else None, often))
    return found


def _is_along(verb: str) -> bool:
    return verb in _ALONG or verb.startswith("folder.along.")


def _is_with(verb: str) -> bool:
    return verb.startswith(_WITH)


def _look(at: dt.datetime, page: str) -> Look:
    """To the minute, as it is read: a page opened twice within it is one line."""
    return Look(at.replace(second=0, microsecond=0), page)


def _whose_day(row: Any) -> tuple[dt.date, str, int]:
    return clock.day_of(row.at), row.actor_kind, row.actor_id
