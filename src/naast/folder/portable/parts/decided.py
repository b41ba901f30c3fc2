from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from naast.decide import queries as decide
from naast.decide.types import DecisionFacts, ObjectionFacts
from naast.folder.papers import readable
from naast.folder.portable import schema
from naast.folder.portable.parts.base import (
    Part,
    Shown,
    day_words,
    facts,
    money_words,
    named,
    paragraphs,
)
from naast.folder.portable.taking import Entry, Taking, as_day
from naast.people import queries as people

if TYPE_CHECKING:
    from naast.folder.access import Place

OUTCOMES = ("yes", "partly", "no")


class Decisions(Part):
    """What was decided, for as far as the letter has left."""

    name = "decisions"
    about = "Decisions whose letter was sent, newest first, with objections. To read only elsewhere."

    def title(self) -> str:
        return _("Decisions about me")

    def shape(self) -> dict[str, Any]:
        objection = schema.record(
            words=schema.text(10_000),
            received_on=schema.day(),
            answer_by=schema.day(),
            state=schema.text(40),
        )
        return schema.record(
            municipality=schema.text(100),
            outcome=schema.one_of(*OUTCOMES),
            decided_on=schema.day(),
            sent_on=schema.day("When the letter was sent."),
            objection_until=schema.day(),
            ground=schema.text(400, "The article on which it rests."),
            granted=schema.text(),
            amount=schema.amount(),
            from_on=schema.day(),
            until_on=schema.day(),
            conditions=schema.text(),
            review_on=schema.day(),
            reason=schema.text(),
            refused_because=schema.text(),
            decided_by=schema.text(260, "Function, and the name where that was safe."),
            objections=schema.each(objection),
        )

    def collect(self, taking: Taking, place: Place) -> Iterable[Entry]:
        found = [row for row in decide.decisions_of(place.case.id) if row.sent_on is not None]
        faces = people.staff_faces((row.decided_by.id for row in found), to_resident=True)
        objections: dict[int, list[ObjectionFacts]] = defaultdict(list)
        for row in decide.objections_of(place.case.id):
            objections[row.decision_id].append(row)
        for decision in found:
            face = faces[decision.decided_by.id]
            yield {
                **taking.where(),
                **_decision(decision),
                "decided_by": named(face.name, face.function),
                "objections": [_objection(row) for row in objections[decision.id]],
            }

    def shown(self, entry: Entry) -> Shown:
        answers = {
            "yes": pgettext("decision", "yes"),
            "partly": pgettext("decision", "partly"),
            "no": pgettext("decision", "no"),
        }
        return Shown(
            _("Decision of {day}: {outcome}").format(
                day=day_words(entry["decided_on"]), outcome=answers[entry["outcome"]]
            ),
            facts(
                (_("Municipality"), entry["municipality"]),
                (_("What you get"), entry["granted"]),
                (_("Amount"), money_words(entry["amount"])),
                (_("From"), day_words(entry["from_on"])),
                (_("Until"), day_words(entry["until_on"])),
                (_("Conditions"), entry["conditions"]),
                (_("What you do not get, and why"), entry["refused_because"]),
                (_("Ground"), entry["ground"]),
                (_("Decided by"), entry["decided_by"]),
                (_("Letter sent on"), day_words(entry["sent_on"])),
                (_("You can object until"), day_words(entry["objection_until"])),
                (_("We look at it again on"), day_words(entry["review_on"])),
            ),
            words=paragraphs(entry["reason"]),
            items=tuple(
                _("Objection of {day} ({state}): {words}").format(
                    day=day_words(row["received_on"]), state=row["state"], words=row["words"]
                )
                for row in entry["objections"]
            ),
        )


def _decision(row: DecisionFacts) -> Entry:
    return {
        "outcome": row.outcome,
        "decided_on": as_day(row.decided_on),
        "sent_on": as_day(row.sent_on),
        "objection_until": as_day(row.objection_ends_on),
        "ground": row.title_text,
        "granted": row.granted,
        "amount": f"{row.amount:.2f}" if row.amount is not None else None,
        "from_on": as_day(row.from_on),
        "until_on": as_day(row.until_on),
        "conditions": row.conditions,
        "review_on": as_day(row.review_on),
        "reason": row.reason,
        "refused_because": row.refused_because,
    }


def _objection(row: ObjectionFacts) -> Entry:
    return {
        "words": row.words,
        "received_on": as_day(row.received_on),
        "answer_by": as_day(row.answer_by),
        "state": str(row.state_label),
    }


class Letters(Part):
    """Letters and reports as they left."""

    name = "letters"
    about = "Letters and reports as PDF, newest first. To read only elsewhere."

    def title(self) -> str:
        return _("My letters")

    def shape(self) -> dict[str, Any]:
        return schema.record(
            municipality=schema.text(100),
            kind=schema.one_of("letter", "report"),
            dated=schema.day(),
            file=schema.file(),
        )

    def collect(self, taking: Taking, place: Place) -> Iterable[Entry]:
        for row in readable(decide.letters_of(place.case.id)):
            yield {
                **taking.where(),
                "kind": row.kind,
                "dated": as_day(row.made_on),
                "file": taking.keep_stored(row.file_id, place.case.id),
            }

    def shown(self, entry: Entry) -> Shown:
        words = _("Letter of {day}") if entry["kind"] == "letter" else _("Report of {day}")
        return Shown(
            words.format(day=day_words(entry["dated"])),
            facts((_("Municipality"), entry["municipality"])),
            file=entry.get("file", ""),
        )
