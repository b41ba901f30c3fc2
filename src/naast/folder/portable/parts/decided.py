from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from naast.decide import queries as decide
from naast.decide.explaining import QuestionFacts, questions_of
from naast.decide.objection_queries import courses_of
from naast.decide.objection_types import ObjectionFacts
from naast.decide.types import DecisionFacts
from naast.folder.papers import readable
from naast.folder.portable import schema
from naast.folder.portable.parts import objected
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
            objections=schema.each(objected.shape()),
        )

    def collect(self, taking: Taking, place: Place) -> Iterable[Entry]:
        found = [row for row in decide.decisions_of(place.case.id) if row.sent_on is not None]
        faces = people.staff_faces((row.decided_by.id for row in found), to_resident=True)
        objections: dict[int, list[ObjectionFacts]] = defaultdict(list)
        for row in decide.objections_of(place.case.id):
            if row.decision_id is not None:
                objections[row.decision_id].append(row)
        courses = courses_of(place.case.id, to_resident=True)
        for decision in found:
            face = faces[decision.decided_by.id]
            yield {
                **taking.where(),
                **_decision(decision),
                "decided_by": named(face.name, face.function),
                "objections": [objected.entry(row, courses[row.id]) for row in objections[decision.id]],
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
            items=tuple(line for row in entry["objections"] for line in objected.lines(row)),
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


class Letters(Part):
    """Letters and reports as they left."""

    name = "letters"
    about = "Letters and reports as PDF, newest first, with the questions about them. To read only elsewhere."

    def title(self) -> str:
        return _("My letters")

    def shape(self) -> dict[str, Any]:
        answer = schema.record(words=schema.text(), answered_on=schema.day(), by=schema.text(260))
        question = schema.record(
            part=schema.text(200, "Which part of the letter; empty: the whole."),
            words=schema.text(),
            asked_on=schema.day(),
            answers=schema.each(answer),
        )
        return schema.record(
            "",
            ("about", "questions"),
            municipality=schema.text(100),
            kind=schema.one_of("letter", "report"),
            about=schema.text(120, "What a letter is about, when that is no decision."),
            dated=schema.day(),
            file=schema.file(),
            questions=schema.each(question),
        )

    def collect(self, taking: Taking, place: Place) -> Iterable[Entry]:
        asked = questions_of(place.case.id, to_resident=True)
        for row in readable(decide.letters_of(place.case.id)):
            # That somebody who reads along does not understand a letter is theirs to tell; what was explained
            # stands beside the letter for everybody who reads it.
            told = [
                each
                for each in asked.get(row.id, [])
                if each.person_id == place.case.resident_id or not each.waits
            ]
            yield {
                **taking.where(),
                "kind": row.kind,
                "about": row.about_label,
                "dated": as_day(row.made_on),
                "file": taking.keep_stored(row.file_id, place.case.id),
                "questions": [_question(each, place.case.resident_id) for each in told],
            }

    def shown(self, entry: Entry) -> Shown:
        words = _("Letter of {day}") if entry["kind"] == "letter" else _("Report of {day}")
        return Shown(
            words.format(day=day_words(entry["dated"])),
            facts((_("Municipality"), entry["municipality"]), (_("About"), entry.get("about", ""))),
            items=tuple(line for each in entry.get("questions", ()) for line in _asked(each)),
            file=entry.get("file", ""),
        )


def _question(row: QuestionFacts, resident_id: int) -> Entry:
    own = row.person_id == resident_id
    return {
        "part": row.part if own else "",
        "words": row.words if own else "",
        "asked_on": as_day(row.said_on) if own else None,
        "answers": [
            {
                "words": one.words,
                "answered_on": as_day(one.made_on),
                "by": named(one.made_by.name, one.made_by.function),
            }
            for one in row.explanations
        ],
    }


def _asked(entry: Entry) -> Iterator[str]:
    """What the resident did not understand of a letter, and what was said about it, line by line."""
    words = " ".join(part for part in (entry["part"], entry["words"]) if part)
    if entry["asked_on"]:
        yield _("{day}: this letter was not understood.").format(day=day_words(entry["asked_on"])) + (
            f" {words}" if words else ""
        )
    for one in entry["answers"]:
        yield _("In simpler words, of {day}: {words}").format(
            day=day_words(one["answered_on"]), words=one["words"]
        )
