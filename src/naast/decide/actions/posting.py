"""The print queue, and what the post brought back.

The day of sending is the day on which it really leaves (Awb 3:41, 6:8): a letter in the queue is made with
the day for which it is printed, and only that day can be marked as the one on which it was posted.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from naast.decide import letter_queries, letters
from naast.decide.about import about_of
from naast.decide.actions.composing import composed, kind_of
from naast.decide.actions.papers import keep_letter, letter_file, one_letter_at_a_time
from naast.decide.actions.proposing import case_beside
from naast.decide.models import Dispatch, Document
from naast.decide.models.dispatch import LEFT
from naast.decide.refusals import said
from naast.kernel import audit, clock
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotVisible
from naast.people import queries as people
from naast.people.types import CaseFacts

PRINTED_AHEAD = dt.timedelta(days=14)
"""So far ahead a letter can be printed for the day on which it leaves."""
BACK_LENGTH, CALLED_LENGTH = 300, 600


@transaction.atomic
def print_letters(*, actor: Actor, dispatch_ids: Collection[int], leaves_on: dt.date) -> list[int]:
    """Make letters of the queue as they are printed, with the day on which they leave on them; gives their
    ids. Made anew for another day or with other words when they did not leave; else printed once.

    Only of residents whom the actor stands beside (NotVisible for another). Raises Invalid without a letter,
    for a day that is past or far ahead, and naming whose letter cannot be made.
    """
    today = clock.today()
    if not today <= leaves_on <= today + PRINTED_AHEAD:
        raise Invalid(_("Choose today or a day within two weeks: that day stands in the letters."), "day")
    rows = _held(actor, dispatch_ids)
    for row in rows:
        case = people.case_for(actor, row.case_id)
        letter = made_for(row, case, leaves_on)
        if row.printed_for == leaves_on and row.letter and letters.from_raw(row.letter) == letter:
            continue
        row.letter = dataclasses.asdict(letter)
        row.printed = letter_file(case, about_of(row), letter)
        row.printed_for = leaves_on
        row.version += 1
        row.save(update_fields=["letter", "printed", "printed_for", "version"])
        audit.change(actor, "decide.print_letter", row, day=leaves_on.isoformat())
    return [row.pk for row in rows]


def made_for(row: Dispatch, case: CaseFacts, day: dt.date) -> letters.Letter:
    """The letter of a sending with a day on it, in the words that the sender read. Raises Invalid naming the
    resident when something is missing now that was there."""
    about = about_of(row)
    wording = letter_queries.wording_of(row.template, kind_of(case, about))
    try:
        letter = composed(about, case, day, row.parts, wording)
        if row.way == Document.POST and not people.writing_to(case.resident_id).address.strip():
            raise Invalid(_("There is no address any more."))
    except Invalid as missing:
        raise Invalid(
            _("The letter to {name}: {why}").format(name=case.resident_name, why=missing.message)
        ) from missing
    return letter


@transaction.atomic
def post_letters(*, actor: Actor, dispatch_ids: Collection[int], posted_on: dt.date) -> list[int]:
    """Mark printed letters as posted on a day: they are kept as printed, and from the day after the term to
    object to a decision runs. Gives the ids of the letters. Once marked, a second time gives the same.

    Raises Invalid for a day in the future, for a letter that was not printed, and for one that has another
    day on it: that one is printed again.
    """
    if posted_on > clock.today():
        raise Invalid(_("This day lies in the future: mark the letters when they have left."), "day")
    done = _posted(actor, dispatch_ids, posted_on)
    rows = [row for row in _held(actor, dispatch_ids, without=done) if row.pk not in done]
    for row in rows:
        if row.printed_for != posted_on:
            raise Invalid(_wrong_day(row, posted_on), "day")
        case = people.case_for(actor, row.case_id)
        letter = letters.from_raw(row.letter or {})
        row.document = keep_letter(
            row.asked_by_id, case, about_of(row), letter, way=row.way, day=posted_on, file=row.printed
        )
        row.state, row.left_on, row.left_by_id = LEFT, posted_on, actor.id
        row.version += 1
        with said():
            row.save(update_fields=["document", "state", "left_on", "left_by", "version"])
        audit.change(actor, "decide.post_letter", row, day=posted_on.isoformat())
    return [*done.values(), *(row.document_id for row in rows)]


def _wrong_day(row: Dispatch, posted_on: dt.date) -> str:
    if row.printed_for is None:
        return _("The letter to {name} was not printed yet.").format(name=row.case.resident.name)
    return _("The letter to {name} has {day} on it. Print it again for the day on which it leaves.").format(
        name=row.case.resident.name, day=date_format(row.printed_for, "j F Y")
    )


def _posted(actor: Actor, dispatch_ids: Collection[int], posted_on: dt.date) -> dict[int, Any]:
    """Those that were marked with this day already: a form that is sent twice."""
    rows = Dispatch.objects.visible_to(actor).filter(
        pk__in=list(dispatch_ids), state=LEFT, way=Document.POST, left_on=posted_on
    )
    return dict(rows.values_list("pk", "document_id"))


def _held(actor: Actor, dispatch_ids: Collection[int], without: Collection[int] = ()) -> list[Dispatch]:
    wanted = set(dispatch_ids) - set(without)
    if not wanted:
        if without:
            return []
        raise Invalid(_("Choose at least one letter."), "letters")
    rows = letter_queries.in_queue(actor).select_related("template", "printed")
    found = list(rows.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("asked_on", "id"))
    if {row.pk for row in found} != wanted:
        raise NotVisible
    return found


@transaction.atomic
def note_returned(*, actor: Actor, case_id: int, document_id: int, back_on: dt.date, words: str = "") -> int:
    """A letter came back: it asks the fixed contact to call. The day of sending and the term stay as they
    are (to be checked by a lawyer: Awb 3:41). Gives the id of its sending.

    Noted twice it came back once. Raises Invalid for a day before it left or in the future, and for a letter
    that was handed over.
    """
    case = case_beside(actor, case_id)
    letter = Document.objects.filter(case_id=case.id, pk=document_id, kind=Document.LETTER).first()
    if letter is None:
        raise NotVisible
    if letter.way == Document.HANDED:
        raise Invalid(_("This letter was handed over in person."), "back_on")
    if not letter.sent_on <= back_on <= clock.today():
        raise Invalid(_("A letter comes back after it left, and not in the future."), "back_on")
    if len(words.strip()) > BACK_LENGTH:
        raise Invalid(_("This text is too long."), "words")
    one_letter_at_a_time(about_of(letter))
    row = Dispatch.objects.select_for_update().filter(document=letter).first() or _of_before(letter)
    if row.back_on is not None:
        return int(row.pk)
    row.back_on, row.back_words, row.back_by_id = back_on, words.strip(), actor.id
    row.version += 1
    row.save()
    audit.change(actor, "decide.note_returned", row)
    return int(row.pk)


def _of_before(letter: Document) -> Dispatch:
    """Of a letter that left before sendings were kept."""
    row = Dispatch(
        case_id=letter.case_id,
        ground=letter.ground,
        **about_of(letter).columns,
        way=letter.way,
        state=LEFT,
        asked_by_id=letter.made_by_id,
        asked_on=letter.sent_on or clock.today(),
        left_on=letter.sent_on,
        left_by_id=letter.made_by_id,
        document=letter,
    )
    row.save()
    return row


@transaction.atomic
def note_called(*, actor: Actor, case_id: int, dispatch_id: int, called_on: dt.date, words: str) -> None:
    """Somebody called about a letter that came back: what was agreed. Raises Invalid by field, also when it
    did not come back; called twice keeps the first words."""
    case = case_beside(actor, case_id)
    row = Dispatch.objects.select_for_update().filter(case_id=case.id, pk=dispatch_id).first()
    if row is None:
        raise NotVisible
    if row.back_on is None:
        raise Invalid(_("This letter did not come back."))
    if row.called_on is not None:
        return
    if not row.back_on <= called_on <= clock.today():
        raise Invalid(_("Choose a day after it came back, and not in the future."), "called_on")
    if not words.strip():
        raise Invalid(_("Write down in one sentence what you agreed, or that nobody answered."), "words")
    if len(words.strip()) > CALLED_LENGTH:
        raise Invalid(_("This text is too long."), "words")
    row.called_on, row.called_words, row.called_by_id = called_on, words.strip(), actor.id
    row.version += 1
    row.save(update_fields=["called_on", "called_words", "called_by", "version"])
    audit.change(actor, "decide.note_called", row)
