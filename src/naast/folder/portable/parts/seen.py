from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from naast.folder.looking import Look, Looker, lookers_of
from naast.folder.portable import schema
from naast.folder.portable.parts.base import (
    Part,
    Shown,
    clock_words,
    day_words,
    facts,
    named,
    paragraphs,
)
from naast.folder.portable.taking import Entry, Taking, as_day, as_moment
from naast.kernel import clock
from naast.kernel.citing import article_words
from naast.learn import queries as learn
from naast.learn.types import SignalFacts
from naast.people import queries as people

if TYPE_CHECKING:
    from naast.folder.access import Place
    from naast.people.types import CaseFacts

LOOKED, EMERGENCY, QUESTION = "looked", "emergency", "asked"


class Looks(Part):
    """Who looked, who opened in an emergency, who asked whether the person is known."""

    name = "looks"
    about = (
        "Who looked, as the folder shows it: function, and the name where that was safe; also who opened in "
        "an emergency and who asked whether the person is known. What is kept back is left out. Of a case in "
        "which the person takes part: who opened what is theirs."
    )
    only_own = False

    def title(self) -> str:
        return _("Who looked")

    def shape(self) -> dict[str, Any]:
        look = schema.record(
            at=schema.moment(),
            until={"type": ["string", "null"], "format": "date-time"},
            often={"type": "integer", "minimum": 1, "description": "Times in a row, at until the last."},
            page=schema.text(200),
        )
        return schema.record(
            municipality=schema.text(100),
            kind=schema.one_of(LOOKED, EMERGENCY, QUESTION),
            day=schema.day(),
            name=schema.text(150),
            function=schema.text(150),
            reason=schema.text(1_000),
            looks=schema.each(look),
        )

    def collect(self, taking: Taking, place: Place) -> Iterable[Entry]:
        where = taking.where()
        for row in people.glass_breaks(place.case.id, to_resident=True) if place.is_own else ():
            yield {**where, **_entry(EMERGENCY, row.at, row.face.name, row.face.function, row.reason)}
        for asked in people.questions_about(taking.actor.id) if place.is_own else ():
            face = asked.face
            yield {**where, **_entry(QUESTION, asked.asked_at, face.name, face.function, asked.reason)}
        for looker in _all_lookers(place.case, taking.actor.id):
            yield {
                **where,
                "kind": LOOKED,
                "day": as_day(looker.day),
                "name": looker.who,
                "function": str(looker.function),
                "reason": "",
                "looks": [_look(look) for look in looker.looks],
            }

    def shown(self, entry: Entry) -> Shown:
        said = {EMERGENCY: _("opened in an emergency"), QUESTION: _("asked whether we know you")}
        who = named(entry["name"], entry["function"])
        what = said.get(entry["kind"], "")
        return Shown(
            ": ".join(part for part in (day_words(entry["day"]), who, what) if part),
            facts((_("Municipality"), entry["municipality"]), (_("Why"), entry["reason"])),
            items=tuple(_look_words(look) for look in entry["looks"]),
        )


def _entry(kind: str, at: dt.datetime, name: str, function: str, reason: str) -> Entry:
    return {
        "kind": kind,
        "day": as_day(clock.day_of(at)),
        "name": name,
        "function": function,
        "reason": reason,
        "looks": [],
    }


def _all_lookers(case: CaseFacts, person_id: int) -> Iterable[Looker]:
    before = None
    while True:
        found, before = lookers_of(case, person_id=person_id, before_row=before)
        yield from found
        if before is None:
            return


def _look(look: Look) -> Entry:
    return {
        "at": as_moment(look.at),
        "until": as_moment(look.until) if look.until else None,
        "often": look.often,
        "page": look.page,
    }


def _look_words(look: Entry) -> str:
    """One line for the same page opened some times after each other: nothing is hidden, only told shorter."""
    first = clock_words(look["at"])
    if look["often"] == 1:
        return f"{first} {look['page']}"
    times = ngettext("{number} time", "{number} times", look["often"]).format(number=look["often"])
    return _("{first} to {last}, {times}: {page}").format(
        first=first, last=clock_words(look["until"] or look["at"]), times=times, page=look["page"]
    )


class Signals(Part):
    """What was said about a rule that gets in the way, and what was answered."""

    name = "signals"
    about = "Signals about a rule, with their answers. To read only elsewhere."
    only_own = False

    def title(self) -> str:
        return _("My signals, and the answers")

    def shape(self) -> dict[str, Any]:
        answer = schema.record(
            words=schema.text(), outcome=schema.text(100), by=schema.text(260), at=schema.moment()
        )
        return schema.record(
            municipality=schema.text(100),
            words=schema.text(),
            obstacle=schema.text(),
            law=schema.text(200),
            article=schema.text(100),
            given_on=schema.day(),
            given_by=schema.text(150),
            state=schema.text(100),
            answers=schema.each(answer),
        )

    def collect(self, taking: Taking, place: Place) -> Iterable[Entry]:
        for row in _signals(taking, place):
            yield {
                **taking.where(),
                "words": row.words,
                "obstacle": row.obstacle_words,
                "law": row.rule.law,
                "article": row.rule.article,
                "given_on": as_day(row.given_on),
                "given_by": row.given_by,
                "state": str(row.state_label),
                "answers": [
                    {
                        "words": answer.words,
                        "outcome": str(answer.outcome_label),
                        "by": named(answer.by.name, answer.by.function),
                        "at": as_moment(answer.at),
                    }
                    for answer in row.answers
                ],
            }

    def shown(self, entry: Entry) -> Shown:
        article = f"{_('article')} {article_words(entry['article'])}" if entry["article"] else ""
        rule = " ".join(part for part in (entry["law"], article) if part)
        return Shown(
            _("Signal of {day}").format(day=day_words(entry["given_on"])),
            facts(
                (_("Municipality"), entry["municipality"]),
                (_("What is in the way"), entry["obstacle"]),
                (_("Rule"), rule),
                (_("Given by"), entry["given_by"]),
            ),
            words=paragraphs(entry["words"]),
            items=tuple(
                _("Answer of {who} ({outcome}): {words}").format(
                    who=row["by"], outcome=row["outcome"], words=row["words"]
                )
                for row in entry["answers"]
            ),
        )


def _signals(taking: Taking, place: Place) -> list[SignalFacts]:
    if place.is_own:
        return learn.signals_of_resident(place.case.id, taking.actor.id)
    return learn.signals_by(taking.actor, place.case.id)
