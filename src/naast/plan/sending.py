"""Sending what is due, each reminder once.

A reminder is `asked` until a way out is open. Then it becomes `handing`, in a transaction of its own that
is kept before a single word leaves: whoever is killed before that leaves it `asked`, and the next round sends
it; whoever is killed after it leaves it `handing`, and nothing ever sends it again. After a while it is
`unsure` and waits for the fixed contact, who knows what to do with a perhaps. Two workers at the same row:
the second passes it over.
"""

from __future__ import annotations

import datetime as dt
from contextlib import AbstractContextManager
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from naast.kernel import actors, audit, clock, messages
from naast.kernel.tenancy import scope
from naast.people import queries as people
from naast.people import reach
from naast.plan import step_terms as terms
from naast.plan.models import Reminder

TOO_LATE = dt.timedelta(days=1)
"""After so long a reminder helps nobody any more: it goes to the fixed contact instead."""
LOST = dt.timedelta(minutes=15)
"""Whoever was handing over for so long was killed."""
AT_ONCE = 200


def send_due(municipality_id: int) -> int:
    """Send what is due in one municipality; returns how many were handed over."""
    with transaction.atomic(), scope(municipality_id):
        _let_go(municipality_id)
        due = list(
            Reminder.objects.filter(
                state=terms.ASKED, channel__in=reach.BY_ITSELF, at__lte=clock.now()
            ).order_by("at")[:AT_ONCE]
        )
        wishes = people.reach_of_each({row.person_id for row in due})
    sent = 0
    for row in due:
        wants = wishes[row.person_id]
        moment = reach.first_moment(row.at, wants.parts)
        if moment > clock.now():
            continue
        to = wants.email if row.channel == reach.MAIL else wants.phone
        sent += _send(municipality_id, row.pk, row.channel, to, moment)
    return sent


def _send(municipality_id: int, reminder_id: int, channel: str, to: str, moment: dt.datetime) -> int:
    if not to:
        _settle(municipality_id, reminder_id, terms.FAILED, "no_address", whose=terms.ASKED)
        return 0
    late = clock.now() - moment > TOO_LATE
    if late:
        _settle(municipality_id, reminder_id, terms.FAILED, "late", whose=terms.ASKED)
        return 0
    opened: AbstractContextManager[messages.Way] = (
        messages.way_for_mail() if channel == reach.MAIL else messages.way_for_sms()
    )
    try:
        with opened as way:
            text = _claimed(municipality_id, reminder_id)
            if not text:
                return 0
            try:
                with override(settings.LANGUAGE_CODE):
                    way.send(to=to, subject=_("You have a reminder"), text=text)
            except messages.Unsure:
                _settle(municipality_id, reminder_id, terms.UNSURE, "unsure")
                return 0
            except messages.NotHanded as problem:
                if problem.again:
                    _settle(municipality_id, reminder_id, terms.ASKED, "")
                else:
                    _settle(municipality_id, reminder_id, terms.FAILED, "refused")
                return 0
            _settle(municipality_id, reminder_id, terms.SENT, "")
            return 1
    except messages.NotHanded:
        return 0  # No way out now: it stays asked, and the next round tries again.


def _claimed(municipality_id: int, reminder_id: int) -> str:
    """Take the reminder for ourselves, and give the text that travels; empty when it is not ours to send."""
    with transaction.atomic(), scope(municipality_id):
        rows = Reminder.objects.select_for_update(skip_locked=True, of=("self",)).select_related("step")
        row = rows.filter(pk=reminder_id, state=terms.ASKED).first()
        if row is None:
            return ""
        if row.step is not None and row.step.done_on is not None:
            row.state = terms.WITHDRAWN
            row.save(update_fields=["state"])
            return ""
        row.state, row.handed_at = terms.HANDING, clock.now()
        row.save(update_fields=["state", "handed_at"])
        return _text(row)


def _text(row: Reminder) -> str:
    """What travels: nothing of the person, unless this reminder says that its words may come along."""
    address = f"{settings.NAAST_ADDRESS}{reverse('folder:home')}"
    with override(settings.LANGUAGE_CODE):
        words = row.words if row.words_along else _("You have a reminder. Log in to your folder to read it.")
    return f"{words}\n\n{address}\n"


def _settle(
    municipality_id: int, reminder_id: int, state: str, problem: str, *, whose: str = terms.HANDING
) -> None:
    with transaction.atomic(), scope(municipality_id):
        row = Reminder.objects.select_for_update().filter(pk=reminder_id, state=whose).first()
        if row is not None:
            _write(municipality_id, row, state, problem)


def _write(municipality_id: int, row: Any, state: str, problem: str) -> None:
    row.state, row.problem = state, problem
    row.sent_at = clock.now() if state == terms.SENT else None
    row.version += 1
    row.save(update_fields=["state", "problem", "sent_at", "version"])
    if state != terms.ASKED:
        audit.change(actors.system(municipality_id), "plan.send_reminder", row, state=state)


def _let_go(municipality_id: int) -> None:
    """What somebody was handing over when they were killed: perhaps it arrived, so it is not sent again."""
    lost = Q(handed_at__lt=clock.now() - LOST) | Q(handed_at__isnull=True)
    for row in Reminder.objects.select_for_update(skip_locked=True).filter(lost, state=terms.HANDING):
        _write(municipality_id, row, terms.UNSURE, "unsure")
