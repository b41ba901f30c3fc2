"""Every write of what is promised, said and looked back on. Nothing here closes or lowers anything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from naast.follow import access, queries
from naast.follow.models import WORDS_LENGTH, CheckIn, Contact, GoalThenNow, Promise
from naast.kernel import audit, drafts, terms
from naast.kernel.actors import Actor
from naast.kernel.clock import today
from naast.kernel.errors import Invalid, NotVisible
from naast.kernel.locking import save_version
from naast.kernel.texts import cleaned
from naast.listen import queries as listen
from naast.people import queries as people
from naast.people.types import CaseFacts

FIRST_CHECK_IN = terms.LegalTerm("first_check_in", "a habit of the house, no statute", weeks=6)
"""How long after a decision people look back together for the first time (design, issue 2)."""


def check_in_key(case_id: int, person_id: int) -> str:
    """The object key of the drafts of a looking back."""
    return f"follow.check_in:{case_id}:{person_id}"


def contact_key(case_id: int) -> str:
    """The object key of the drafts of a contact."""
    return f"follow.contact:{case_id}"


def hard_key(case_id: int, contact_id: int) -> str:
    """The object key of the drafts of what made an appointment hard."""
    return f"follow.hard:{case_id}:{contact_id}"


@transaction.atomic
def promise(
    *,
    actor: Actor,
    case_id: int,
    what: str,
    due_on: dt.date,
    by_staff_id: int | None = None,
    by_person_id: int | None = None,
    by_words: str = "",
) -> Promise:
    """Write down what somebody will do, and when. Nobody named: the actor. Raises Invalid without a what."""
    case = access.case_to_work_in(actor, case_id)
    what = cleaned(what, 300, "what")
    by_words = cleaned(by_words, 120, "by_words")
    if not what:
        raise Invalid(_("Write down what will be done."), "what")
    if due_on < today():
        raise Invalid(_("This day lies in the past."), "due_on")
    if by_staff_id is not None and f"staff-{by_staff_id}" not in dict(queries.who_may_promise(case)):
        raise NotVisible
    if by_person_id is not None:
        access.person_in(case, by_person_id)
    if by_staff_id is None and by_person_id is None and not by_words:
        by_staff_id = actor.id
    said = {
        "case_id": case.id,
        "what": what,
        "due_on": due_on,
        "by_staff_id": by_staff_id,
        "by_person_id": by_person_id,
        "by_words": by_words,
    }
    standing: Promise | None = Promise.objects.filter(**said, kept_on__isnull=True).first()
    if standing is not None:  # the form was sent twice
        return standing
    row = Promise(ground=case.law, **said)
    row.save()
    audit.change(actor, "follow.promise", row)
    return row


@transaction.atomic
def plan_check_in(
    *, actor: Actor, case_id: int, decision_id: int | None = None, due_on: dt.date | None = None
) -> Promise:
    """Promise to look back together: six weeks from today on an open day, or on a day of choice.

    Once per decision, and once per day. After a decision also for who decided, who need not be one of those
    who stand beside the resident.
    """
    case = people.case_for(actor, case_id)
    if decision_id is None:
        access.must_stand_beside(actor, case)
    if due_on is not None and due_on < today():
        raise Invalid(_("This day lies in the past."), "due_on")
    due_on = due_on or FIRST_CHECK_IN.ends(today())
    like = Promise.objects.filter(case_id=case.id)
    if decision_id is not None:
        like = like.filter(decision_id=decision_id, kind=Promise.CHECK_IN)
    else:
        like = like.filter(kind=Promise.CHECK_IN, due_on=due_on, kept_on__isnull=True)
    standing: Promise | None = like.first()
    if standing is not None:
        return standing
    row = Promise(
        case_id=case.id,
        ground=case.law,
        kind=Promise.CHECK_IN,
        due_on=due_on,
        by_staff_id=people.fixed_contact_of(case.id).first.id,
        decision_id=decision_id,
    )
    row.save()
    audit.change(actor, "follow.plan_check_in", row, decision=decision_id)
    return row


@transaction.atomic
def keep_promise(
    *, actor: Actor, promise_id: int, words: str = "", kept_on: dt.date | None = None
) -> Promise:
    """Mark a promise as kept, with a few words when somebody wants to. Keeping it twice changes nothing."""
    row = _promise(actor, promise_id)
    words = cleaned(words, 1_000, "words")
    if row.kept_on is not None:
        return row
    row.kept_on = kept_on or today()
    row.kept_words = words
    row.version += 1
    row.save(update_fields=["kept_on", "kept_words", "version"])
    audit.change(actor, "follow.keep_promise", row)
    return row


@transaction.atomic
def move_promise(*, actor: Actor, promise_id: int, due_on: dt.date, base_version: int) -> Promise:
    """Agree on another day; no reason is asked. Raises Stale when somebody else changed it first."""
    row = _promise(actor, promise_id)
    if due_on < today():
        raise Invalid(_("This day lies in the past."), "due_on")
    moved: Promise = save_version(row, base_version=base_version, changes={"due_on": due_on}, shown="due_on")
    audit.change(actor, "follow.move_promise", moved)
    return moved


def _promise(actor: Actor, promise_id: int) -> Promise:
    row: Promise | None = Promise.objects.select_for_update().filter(pk=promise_id).first()
    if row is None:
        raise NotVisible
    case = people.case_open_to(actor, row.case_id)
    if actor.is_resident:
        if row.by_person_id != actor.id:
            raise NotVisible
    else:
        access.must_stand_beside(actor, case)
    return row


@transaction.atomic
def note_contact(
    *,
    actor: Actor,
    case_id: int,
    channel: str,
    on_day: dt.date | None = None,
    person_id: int | None = None,
    words: str = "",
    took_place: bool = True,
) -> Contact:
    """Write down a contact and its channel; words only when they help. It may also not have taken place."""
    case = access.case_to_work_in(actor, case_id)
    if channel not in dict(Contact.CHANNELS):
        raise Invalid(_("Choose one of the ways in the list."), "channel")
    if on_day is not None and on_day > today():
        raise Invalid(_("This day lies in the future."), "on_day")
    if person_id is not None:
        access.person_in(case, person_id)
    said = {
        "case_id": case.id,
        "channel": channel,
        "on_day": on_day or today(),
        "person_id": person_id,
        "by_staff_id": actor.id,
        "words": cleaned(words, WORDS_LENGTH, "words"),
        "took_place": took_place,
    }
    # The form was sent twice, unless it says nothing of its own: people do call each other twice a day.
    twice = Contact.objects.filter(**said) if said["words"] or not took_place else Contact.objects.none()
    standing: Contact | None = twice.first()
    if standing is not None:
        return standing
    row = Contact(ground=case.law, **said)
    row.save()
    drafts.drop(actor=actor, object_key=contact_key(case.id))
    audit.change(actor, "follow.note_contact", row, channel=channel, took_place=took_place)
    return row


@transaction.atomic
def say_what_made_it_hard(
    *, actor: Actor, contact_id: int, words: str, base_version: int | None = None
) -> Contact:
    """Keep what made an appointment hard, in somebody's own words; staying empty is an answer too.

    `base_version` None takes the row as it stands. Raises Stale when somebody else wrote in the meantime.
    """
    row: Contact | None = Contact.objects.select_for_update().filter(pk=contact_id).first()
    if row is None:
        raise NotVisible
    case = people.case_open_to(actor, row.case_id)
    if actor.is_resident and row.person_id != actor.id:
        raise NotVisible
    if actor.is_staff:
        access.must_stand_beside(actor, case)
    if row.took_place:
        raise Invalid(_("This contact took place."), "words")
    words = cleaned(words, WORDS_LENGTH, "words")
    if words != row.made_hard:
        base = row.version if base_version is None else base_version
        row = save_version(row, base_version=base, changes={"made_hard": words}, shown="made_hard")
        audit.change(actor, "follow.say_what_made_it_hard", row)
    drafts.drop(actor=actor, object_key=hard_key(row.case_id, row.pk))
    return row


@transaction.atomic
def check_in(
    *,
    actor: Actor,
    case_id: int,
    words: str,
    person_id: int | None = None,
    now: Mapping[str, str] | None = None,
    helped: str = "",
    board_id: int | None = None,
    promise_id: int | None = None,
) -> CheckIn:
    """Look back: what the person says now, beside each goal as it was agreed then.

    `person_id` None is the resident, or the person who writes. `now` holds words by the key of the goal
    (`queries.agreed_goals`). `helped` stays empty unless somebody chose to answer. The promise to look back
    counts as kept. Raises Invalid without words.
    """
    case = people.case_open_to(actor, case_id)
    if actor.is_staff:
        access.must_stand_beside(actor, case)
    person_id = person_id or (actor.id if actor.is_resident else case.resident_id)
    goals = queries.agreed_goals(actor, case.id, person_id)
    words = cleaned(words, WORDS_LENGTH, "words")
    if not words:
        raise Invalid(_("Write down in own words how it is now."), "words")
    if helped and helped not in dict(CheckIn.HELPED):
        raise Invalid(_("Choose yes, partly or no, or leave it open."), "helped")
    _own_board(actor, case, person_id, board_id)
    said = {
        "case_id": case.id,
        "person_id": person_id,
        "words": words,
        "helped": helped,
        "board_id": board_id,
        "by_staff_id": actor.id if actor.is_staff else None,
    }
    standing: CheckIn | None = CheckIn.objects.filter(**said, on_day=today()).first()
    if standing is not None:  # the form was sent twice
        return standing
    row = CheckIn(ground=case.law, promise=_looked_back(case, person_id, promise_id), **said)
    row.save()
    for goal in goals:
        now_words = cleaned((now or {}).get(goal.key, ""), WORDS_LENGTH, f"now_{goal.key}")
        GoalThenNow(
            case_id=case.id,
            ground=case.law,
            check_in=row,
            then_words=goal.words,
            then_by=goal.by_when,
            now_words=now_words,
        ).save()
    drafts.drop(actor=actor, object_key=check_in_key(case.id, person_id))
    audit.change(actor, "follow.check_in", row, board=board_id, promise=promise_id)
    return row


def _own_board(actor: Actor, case: CaseFacts, person_id: int, board_id: int | None) -> None:
    if board_id is None:
        return
    board = listen.board_of(actor, board_id)
    if board.case_id != case.id or board.person_id != person_id:
        raise NotVisible


def _looked_back(case: CaseFacts, person_id: int, promise_id: int | None) -> Promise | None:
    """The promise to look back with the resident that is kept hereby; nobody else's words keep it."""
    if promise_id is None:
        return None
    planned = Promise.objects.filter(case_id=case.id, kind=Promise.CHECK_IN).select_for_update()
    row: Promise | None = planned.filter(pk=promise_id).first()
    if row is None or person_id != case.resident_id:
        raise NotVisible
    if row.kept_on is None:
        row.kept_on = today()
        row.version += 1
        row.save(update_fields=["kept_on", "version"])
    return row
