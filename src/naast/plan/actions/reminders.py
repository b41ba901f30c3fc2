"""Reminders (M8): asked by the person or with them, along the way that they prefer, missed without harm."""

from __future__ import annotations

import datetime as dt

from django.db import connection, transaction
from django.utils.translation import gettext as _

from naast.kernel import audit, clock
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.people import queries as people
from naast.people import reach
from naast.people.reach import ReachFacts
from naast.people.types import CaseFacts
from naast.plan import step_terms as terms
from naast.plan.access import stands_beside
from naast.plan.actions.rows import needed, row_of
from naast.plan.models import Reminder, Step
from naast.plan.models.steps import STEP_LENGTH
from naast.plan.step_types import ReminderSaid

FARTHEST = dt.timedelta(days=2 * 366)
"""So far ahead a reminder can be asked."""
_LOCK = 7312


@transaction.atomic
def ask_reminder(*, actor: Actor, case_id: int, person_id: int, said: ReminderSaid) -> Reminder:
    """Ask a reminder for somebody in the case. Without a channel it goes along the way they prefer.

    The words travel only when `words_along` says so. The same one sent twice is one reminder.
    """
    case = _for(actor, case_id, person_id)
    wants = people.reach_of(actor, case.id, person_id)
    channel = said.channel or wants.reminding
    _can_be_reached(channel, wants)
    if said.step_id is not None:
        if person_id != case.resident_id:
            raise NotVisible
        row_of(Step, case, said.step_id)
    values = {
        "person_id": person_id,
        "step_id": said.step_id,
        "words": needed(said.words, "words", STEP_LENGTH, _("Write down what you want to be reminded of.")),
        "at": _moment(said.day, said.time),
        "channel": channel,
        "words_along": said.words_along and channel in reach.BY_ITSELF,
    }
    _one_at_a_time(person_id)
    same: Reminder | None = Reminder.objects.filter(case_id=case.id, state=terms.ASKED, **values).first()
    if same is not None:
        return same
    reminder = Reminder(case_id=case.id, ground=case.law, **values)
    reminder.save()
    audit.change(actor, "plan.ask_reminder", reminder, channel=channel)
    return reminder


@transaction.atomic
def withdraw_reminder(*, actor: Actor, case_id: int, reminder_id: int) -> Reminder:
    """Not needed any more. What was handed over already cannot be called back: Invalid."""
    reminder = _held(actor, case_id, reminder_id)
    if reminder.state == terms.WITHDRAWN:
        return reminder
    if reminder.state != terms.ASKED:
        raise Invalid(_("This reminder is on its way already."))
    reminder.state = terms.WITHDRAWN
    reminder.version += 1
    reminder.save(update_fields=["state", "version"])
    audit.change(actor, "plan.withdraw_reminder", reminder)
    return reminder


@transaction.atomic
def tend_reminder(*, actor: Actor, case_id: int, reminder_id: int) -> Reminder:
    """Who stands beside called, handed over the paper, or saw that sending failed and did what was needed."""
    reminder = _held(actor, case_id, reminder_id)
    if not actor.is_staff:
        raise NotVisible
    if reminder.seen_by_id is not None or reminder.state == terms.WITHDRAWN:
        return reminder
    if reminder.state in {terms.ASKED, terms.HANDING} and reminder.channel in reach.BY_ITSELF:
        raise Invalid(_("This reminder is sent by itself."))
    fields = ["seen_by", "version"]
    reminder.seen_by_id = actor.id
    reminder.version += 1
    if reminder.state == terms.ASKED:
        reminder.state, reminder.sent_at = terms.SENT, clock.now()
        fields += ["state", "sent_at"]
    reminder.save(update_fields=fields)
    audit.change(actor, "plan.tend_reminder", reminder)
    return reminder


def _one_at_a_time(person_id: int) -> None:
    """A double click sends a form twice at the same moment: the second waits, and finds the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, person_id % 2**31])


def _for(actor: Actor, case_id: int, person_id: int) -> CaseFacts:
    """The case, for the person themselves or for staff beside; NotVisible or NotAllowed for others."""
    case = people.case_open_to(actor, case_id)
    if actor.is_resident and actor.id != person_id:
        raise NotVisible
    if person_id not in {person.id for person in people.people_in(case)}:
        raise NotVisible
    if actor.is_staff and not stands_beside(actor, case):
        raise NotAllowed(_("Only someone who stands beside the resident writes in the plan."))
    return case


def _held(actor: Actor, case_id: int, reminder_id: int) -> Reminder:
    rows = Reminder.objects.select_for_update().filter(case_id=case_id, pk=reminder_id)
    case = people.case_open_to(actor, case_id)
    reminder: Reminder | None = rows.first()
    if reminder is None or (actor.is_resident and reminder.person_id != actor.id):
        raise NotVisible
    if actor.is_staff and not stands_beside(actor, case):
        raise NotAllowed(_("Only someone who stands beside the resident writes in the plan."))
    return reminder


def _can_be_reached(channel: str, wants: ReachFacts) -> None:
    if channel not in dict(reach.REMINDING):
        raise Invalid(_("Choose how this reminder comes."), "channel")
    if channel == reach.MAIL and not wants.email:
        raise Invalid(_("There is no e-mail address yet. Write it down under how we reach you."), "channel")
    if channel in {reach.SMS, reach.CALL} and not wants.phone:
        raise Invalid(_("There is no phone number yet. Write it down under how we reach you."), "channel")


def _moment(day: dt.date | None, time: dt.time | None) -> dt.datetime:
    """The moment of a day and a time in Amsterdam, in UTC. Invalid for what is past or does not exist."""
    if day is None:
        raise Invalid(_("Choose a day."), "day")
    if time is None:
        raise Invalid(_("Choose a time."), "time")
    if not clock.today() <= day <= clock.today() + FARTHEST:
        raise Invalid(_("Choose a day from today until two years ahead."), "day")
    moment = dt.datetime.combine(day, time, clock.AMSTERDAM).astimezone(dt.UTC)
    if moment.astimezone(clock.AMSTERDAM).time() != time:
        raise Invalid(
            _("That night the clock goes forward: this time does not exist. Choose another."), "time"
        )
    if moment <= clock.now():
        raise Invalid(_("This time has passed. Choose a later one."), "time")
    return moment
