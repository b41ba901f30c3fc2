"""What was shared and who looked, for whose folder it is and for who typed along."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q, QuerySet

from naast.folder.models import Share, ShareOpening, SharePart, ShareText
from naast.folder.sharing import parts, texts
from naast.folder.sharing.standing import alive, asks_again
from naast.kernel import clock
from naast.kernel.actors import Actor
from naast.people import caseholders
from naast.people import queries as people


@dataclass(frozen=True, slots=True)
class Reading:
    """One time that the receiver came in: who said to be reading, when, and which pages after that."""

    who: str
    at: dt.datetime
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextFacts:
    """The text message that brings or brought the code of this moment, to the number that ends so."""

    phone_end: str
    state: str
    at: dt.datetime | None

    @property
    def is_astray(self) -> bool:
        return self.state in ShareText.ASTRAY


@dataclass(frozen=True, slots=True)
class ShareFacts:
    """A share as its person sees it. `closed_until`: after five wrong codes. `asks_again`: nobody reads it
    until the person says once more that they want it. `text`: None when the code is told otherwise."""

    id: int
    case_id: int
    organisation: str
    purpose: str
    from_on: dt.date
    until_on: dt.date
    code_by: str
    code_by_label: str
    made_by: str
    said: str
    is_alive: bool
    asks_again: bool
    is_confirmed: bool
    text: TextFacts | None
    withdrawn_at: dt.datetime | None
    closed_until: dt.datetime | None
    pages: tuple[str, ...]
    readings: tuple[Reading, ...]


def shares_of(actor: Actor, case_id: int) -> list[ShareFacts]:
    """What this person shares from this case, newest first; on top what staff typed along and stands or
    waits for a word."""
    rows = Share.objects.filter(case_id=case_id, person_id=actor.id if actor.is_resident else 0)
    return sorted(_facts(rows.order_by("-id")), key=_waits_last)


def _waits_last(share: ShareFacts) -> tuple[bool, bool]:
    return not share.asks_again, not (share.made_by and share.is_alive)


def to_look_at(actor: Actor) -> tuple[frozenset[int], bool]:
    """In which cases something that this person shares waits for them: a code that did not arrive, or a share
    that asks for their word again. And whether a code is still on its way, so that this may change."""
    rows = Share.objects.filter(
        Q(made_by__isnull=False, confirmed_at__isnull=True) | Q(code_by=Share.SMS),
        person_id=actor.id if actor.is_resident else 0,
        withdrawn_at__isnull=True,
        until_on__gte=clock.today(),
    ).select_related("case")
    found, waiting = set(), False
    for row in rows:
        text = texts.current(row) if row.code_by == Share.SMS else None
        waiting = waiting or (text is not None and text.state in ShareText.WAITING)
        if asks_again(row) or (text is not None and text.state in ShareText.ASTRAY and alive(row)):
            found.add(row.case_id)
    return frozenset(found), waiting


def typed_along(actor: Actor, case_id: int, person_id: int) -> list[ShareFacts]:
    """What staff typed along for this person; what somebody shares alone is theirs only. Raises NotVisible,
    NotAllowed for who does not stand beside."""
    caseholders.held_case(actor, case_id)
    rows = Share.objects.filter(case_id=case_id, person_id=person_id, made_by__isnull=False)
    return _facts(rows.order_by("-id"))


def _facts(found: QuerySet[Share]) -> list[ShareFacts]:
    rows = list(found.select_related("case"))
    openings: dict[int, list[ShareOpening]] = {}
    for opening in ShareOpening.objects.filter(share_id__in=[row.pk for row in rows]).order_by("id"):
        openings.setdefault(opening.share_id, []).append(opening)
    sent: dict[int, ShareText] = {}
    if any(row.code_by == Share.SMS for row in rows):
        for text in ShareText.objects.filter(share_id__in=[row.pk for row in rows]).order_by("id"):
            sent[text.share_id] = text
    faces = people.staff_faces({row.made_by_id for row in rows if row.made_by_id}, to_resident=True)
    now, names = clock.now(), _names(rows)
    return [
        ShareFacts(
            id=row.pk,
            case_id=row.case_id,
            organisation=row.organisation,
            purpose=row.purpose,
            from_on=clock.day_of(row.created_at),
            until_on=row.until_on,
            code_by=row.code_by,
            code_by_label=row.get_code_by_display(),
            made_by=(faces[row.made_by_id].name or faces[row.made_by_id].function) if row.made_by_id else "",
            said=row.said,
            is_alive=alive(row),
            asks_again=asks_again(row),
            is_confirmed=row.confirmed_at is not None,
            text=_text(row, sent.get(row.pk)),
            withdrawn_at=row.withdrawn_at,
            closed_until=row.closed_until if row.closed_until and row.closed_until > now else None,
            pages=names.get(row.pk, ()),
            readings=tuple(_readings(openings.get(row.pk, []))),
        )
        for row in rows
    ]


def _text(row: Share, text: ShareText | None) -> TextFacts | None:
    if text is None or not texts.counts(row, text):
        return None
    return TextFacts(text.phone_end, text.state, text.settled_at)


def _names(rows: list[Share]) -> dict[int, tuple[str, ...]]:
    """The ticked pages of each share in words; a board or letter by its day while it is there."""
    ticked = list(SharePart.objects.filter(share_id__in=[row.pk for row in rows]).order_by("id"))
    here: dict[str, str] = {}
    for row in rows[:1]:
        shelf = parts.shelf_of(row.municipality_id, row.person_id, row.case_id)
        kinds = frozenset(part.kind for part in ticked)
        here = {part.key: part.label for part in parts.on(shelf, kinds)}
    names: dict[int, list[str]] = {}
    for part in ticked:
        key = parts.key_of(part.kind, part.board_id or part.document_id)
        names.setdefault(part.share_id, []).append(here.get(key) or parts.name_of(key))
    return {number: tuple(found) for number, found in names.items()}


def _readings(rows: list[ShareOpening]) -> list[Reading]:
    """The looks of one person after each entering. Two who read at the same time stay apart by their name."""
    found: list[Reading] = []
    for row in rows:
        if not row.part:
            found.append(Reading(row.who, row.at, ()))
            continue
        for place in range(len(found) - 1, -1, -1):
            if found[place].who == row.who:
                was = found[place]
                found[place] = Reading(was.who, was.at, (*was.pages, parts.name_of(row.part)))
                break
    return [Reading(one.who, one.at, _each_once(one.pages)) for one in reversed(found)]


def _each_once(pages: tuple[str, ...]) -> tuple[str, ...]:
    """The same page many times in a row is one mention with how often; nothing is left out."""
    found = []
    for page, same in groupby(pages):
        often = len(list(same))
        found.append(page if often == 1 else f"{page} ({often}x)")
    return tuple(found)
