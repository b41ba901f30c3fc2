from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from naast.decide import queries as decide
from naast.decide.clock_types import IntakeClock, NoticeFacts, Owed
from naast.decide.objection_queries import courses_of
from naast.folder.portable import schema
from naast.folder.portable.parts import objected
from naast.folder.portable.parts.base import Part, Shown, day_words, facts, money_words, paragraphs
from naast.folder.portable.taking import Entry, Taking, as_day

if TYPE_CHECKING:
    from naast.folder.access import Place


class BeingLate(Part):
    """What the resident said about being late, and what they get because of it once its letter left."""

    name = "late"
    about = (
        "That the resident said that a decision was late, with what was determined once its letter was sent, "
        "and objections to that. To read only elsewhere."
    )

    def title(self) -> str:
        return _("Too late with a decision")

    def shape(self) -> dict[str, Any]:
        owed = {
            "determined_on": schema.day(),
            "days": {
                "type": ["string", "null"],
                "pattern": "^[0-9]{1,3}$",
                "description": "Days for which something is owed.",
            },
            "amount": schema.amount("The whole of what is owed, in euros."),
            "told_on": schema.day("When the letter about it was sent; until then nothing of it goes along."),
            "pay_by": schema.day(),
            "paid_on": schema.day("When the last of it was paid."),
        }
        return schema.record(
            municipality=schema.text(100),
            came_in=schema.text(100, "What came in: a report, an application."),
            came_in_on=schema.day(),
            said_on=schema.day("When the resident said that the decision was late."),
            words=schema.text(10_000),
            **owed,
            why=schema.text(10_000),
            objection_until=schema.day(),
            objections=schema.each(objected.shape()),
            anew=schema.each(schema.record(**owed), "What was determined again after an objection."),
        )

    def collect(self, taking: Taking, place: Place) -> Iterable[Entry]:
        found = [(item, row) for item in decide.clocks_of(place.case.id) for row in item.notices]
        if not found:
            return
        objections = [row for row in decide.objections_of(place.case.id) if row.notice_id is not None]
        courses = courses_of(place.case.id, to_resident=True) if objections else {}
        for came, notice in found:
            yield {
                **taking.where(),
                **_notice(came, notice),
                "objections": [
                    objected.entry(row, courses[row.id]) for row in objections if row.notice_id == notice.id
                ],
            }

    def shown(self, entry: Entry) -> Shown:
        return Shown(
            _("On {day} you let know that the decision was late").format(day=day_words(entry["said_on"])),
            facts(
                (_("Municipality"), entry["municipality"]),
                (_("About"), f"{entry['came_in']}, {day_words(entry['came_in_on'])}"),
                *_told(entry),
                (_("You can object until"), day_words(entry["objection_until"])),
                (_("Why"), entry["why"]),
            ),
            words=paragraphs(entry["words"]),
            items=(
                *(line for row in entry["objections"] for line in objected.lines(row)),
                *(line for row in entry["anew"] for line in _more(row)),
            ),
        )


def _notice(came: IntakeClock, row: NoticeFacts) -> Entry:
    """A notice of default; of what was determined nothing before its letter left."""
    is_told = row.told_on is not None
    owed = {
        "determined_on": as_day(row.determined_on),
        "days": _days(row.determined_days),
        "amount": None if row.determined_amount is None else f"{row.determined_amount:.2f}",
        "told_on": as_day(row.told_on),
        "pay_by": as_day(row.pay_by),
        "paid_on": as_day(row.paid_on),
    }
    return {
        "came_in": str(came.intake.kind_label),
        "came_in_on": as_day(came.intake.received_on),
        "said_on": as_day(row.received_on),
        "words": row.words,
        **{name: value if is_told else None for name, value in owed.items()},
        "why": row.determined_words if is_told else "",
        "objection_until": as_day(row.objection_ends_on),
        "anew": [_anew(each) for each in row.anew if each.told_on is not None],
    }


def _anew(row: Owed) -> Entry:
    return {
        "determined_on": as_day(row.decided_on),
        "days": _days(row.days),
        "amount": f"{row.amount:.2f}",
        "told_on": as_day(row.told_on),
        "pay_by": as_day(row.pay_by),
        "paid_on": as_day(row.paid_on),
    }


def _days(number: int | None) -> str | None:
    """As text: nothing about a person is a number in the folder."""
    return None if number is None else str(number)


def _told(entry: Entry) -> tuple[tuple[str, str], ...]:
    """What was determined, with its days; empty before its letter left."""
    amount = entry["amount"]
    return (
        (_("Decided on"), day_words(entry["determined_on"])),
        (_("Days for which you get money"), entry["days"] or ""),
        (_("What you get because of it"), money_words(amount)),
        (_("Letter sent on"), day_words(entry["told_on"])),
        # When it was paid, by which day it would be says nothing more.
        (_("Paid at the latest on"), "" if entry["paid_on"] else day_words(entry["pay_by"])),
        (_("Paid on"), day_words(entry["paid_on"])),
    )


def _more(row: Entry) -> Iterator[str]:
    """What was determined again, in one line."""
    yield ". ".join(
        (
            _("Looked at again after your objection"),
            *(f"{label}: {value}" for label, value in _told(row) if value),
        )
    )
