from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from naast.decide import queries as decide
from naast.decide.explaining import QuestionFacts, questions_of
from naast.decide.objection_queries import courses_of
from naast.decide.objection_types import Course, ObjectionFacts, StepFacts
from naast.decide.types import DecisionFacts
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
        step = schema.record(
            kind=schema.text(60, "What happened."),
            done_on=schema.day(),
            by=schema.text(260, "Function, and the name where that was safe; empty: the resident."),
            words=schema.text(10_000),
            until_on=schema.day("By when the answer comes, or until when something can be completed."),
            hearing=schema.text(500, "Day, time, way and place of the hearing."),
            outcome=schema.text(60, "What was decided on the objection."),
        )
        objection = schema.record(
            "",
            ("steps",),
            words=schema.text(10_000),
            received_on=schema.day(),
            answer_by=schema.day(),
            state=schema.text(40),
            steps=schema.each(step),
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
        courses = courses_of(place.case.id, to_resident=True)
        for decision in found:
            face = faces[decision.decided_by.id]
            yield {
                **taking.where(),
                **_decision(decision),
                "decided_by": named(face.name, face.function),
                "objections": [_objection(row, courses[row.id]) for row in objections[decision.id]],
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
            items=tuple(line for row in entry["objections"] for line in _in_words(row)),
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


def _in_words(row: Entry) -> Iterator[str]:
    """An objection and what happened with it, line by line."""
    yield _("Objection of {day} ({state}): {words}").format(
        day=day_words(row["received_on"]), state=row["state"], words=row["words"]
    )
    for step in row.get("steps", ()):
        told = (step["outcome"], step["hearing"], step["words"], step["by"] or _("you"))
        line = _("{day}: {what}").format(day=day_words(step["done_on"]), what=step["kind"])
        until = step["until_on"] and _("at the latest on {day}").format(day=day_words(step["until_on"]))
        what = f"{line}, {until}" if until else line
        yield ". ".join(part.rstrip(".") for part in (what, *told) if part)


def _objection(row: ObjectionFacts, course: Course) -> Entry:
    return {
        "words": row.words,
        "received_on": as_day(row.received_on),
        "answer_by": as_day(row.answer_by),
        "state": str(row.state_label),
        "steps": [_step(step) for step in course.steps],
    }


def _step(step: StepFacts) -> Entry:
    at = f"{step.hearing_at:%H:%M}" if step.hearing_at else ""
    hearing = (day_words(as_day(step.hearing_on)), at, step.way_label, step.place) if step.hearing_on else ()
    return {
        "kind": step.kind_label,
        "done_on": as_day(step.done_on),
        "by": named(step.by.name, step.by.function) if step.by else "",
        "words": step.words,
        "until_on": as_day(step.until_on),
        "hearing": ", ".join(part for part in hearing if part),
        "outcome": step.verdict_label,
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
