"""An objection as it goes along with what it is about: its words, its days and every step of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from naast.decide.objection_types import Course, ObjectionFacts, StepFacts
from naast.folder.portable import schema
from naast.folder.portable.parts.base import day_words, named
from naast.folder.portable.taking import Entry, as_day


def shape() -> dict[str, Any]:
    """JSON Schema of one objection. Those of before steps went along lack them."""
    step = schema.record(
        kind=schema.text(60, "What happened."),
        done_on=schema.day(),
        by=schema.text(260, "Function, and the name where that was safe; empty: the resident."),
        words=schema.text(10_000),
        until_on=schema.day("By when the answer comes, or until when something can be completed."),
        hearing=schema.text(500, "Day, time, way and place of the hearing."),
        outcome=schema.text(60, "What was decided on the objection."),
    )
    return schema.record(
        "",
        ("steps",),
        words=schema.text(10_000),
        received_on=schema.day(),
        answer_by=schema.day(),
        state=schema.text(40),
        steps=schema.each(step),
    )


def entry(row: ObjectionFacts, course: Course) -> Entry:
    """An objection with its course, as its resident may read it."""
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


def lines(row: Entry) -> Iterator[str]:
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
