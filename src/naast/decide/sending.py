"""Telling residents by mail that a letter stands in their folder, and keeping the letter that was told of.

Nothing of a person travels: the letter itself stays in the folder. Its day of sending is that on which the
mail server took the message over (Awb 2:14, 2:17; to be checked by a lawyer), which is also the proof. Each
message leaves once, as reminders do (`plan.sending`): `waiting` becomes `handing` in a transaction of its own
before a word leaves. Whoever is killed after that leaves it `handing`; it becomes `unsure` and comes back to
the sender, who chooses another way.
"""

from __future__ import annotations

import dataclasses
import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from naast.decide import letter_queries, letters
from naast.decide.about import about_of
from naast.decide.actions.papers import keep_letter, letter_file
from naast.decide.actions.posting import made_for
from naast.decide.models import Dispatch, Document
from naast.decide.models.dispatch import FAILED, HANDING, LEFT, LOST, NOT_MADE, REFUSED, UNSURE, WAITING
from naast.kernel import actors, audit, clock, messages
from naast.kernel.errors import Invalid, NotVisible
from naast.kernel.tenancy import scope
from naast.kernel.typesetting import NotSet
from naast.people import queries as people

KILLED = dt.timedelta(minutes=15)
"""Whoever was handing over for so long was killed."""
TRIED = dt.timedelta(days=2)
"""So long a message is tried; then the letter goes back to its sender, who chooses another way."""
AT_ONCE = 200


def send_due(municipality_id: int) -> int:
    """Tell of the letters that wait for the mail of one municipality; returns how many were taken over."""
    with transaction.atomic(), scope(municipality_id):
        _let_go(municipality_id)
        _give_back(municipality_id)
        if not messages.mail_is_set():
            return 0  # A file reaches nobody: the letter waits, and goes back to its sender in time.
        waiting = Dispatch.objects.filter(way=Document.MAIL, state=WAITING).order_by("id")
        numbers = list(waiting.values_list("pk", flat=True)[:AT_ONCE])
    return sum(_send(municipality_id, number) for number in numbers)


def _send(municipality_id: int, dispatch_id: int) -> int:
    try:
        with messages.way_for_mail() as way:
            to = _claimed(municipality_id, dispatch_id)
            if not to:
                return 0
            try:
                with override(settings.LANGUAGE_CODE):
                    way.send(to=to, subject=_("There is a letter for you"), text=_text())
            except messages.Unsure:
                _settle(municipality_id, dispatch_id, UNSURE, LOST)
                return 0
            except messages.NotHanded as problem:
                if problem.again:
                    _settle(municipality_id, dispatch_id, WAITING, "")
                else:
                    _settle(municipality_id, dispatch_id, FAILED, REFUSED)
                return 0
            _left(municipality_id, dispatch_id)
            return 1
    except messages.NotHanded:
        return 0  # No way out now: it stays waiting, and the next round tries again.


def _claimed(municipality_id: int, dispatch_id: int) -> str:
    """Take the sending for ourselves and give where it goes; empty when it is not ours or cannot be done.

    The letter is made here, so that nothing is told of a letter that cannot be.
    """
    with transaction.atomic(), scope(municipality_id):
        rows = Dispatch.objects.select_for_update(skip_locked=True, of=("self",)).select_related("template")
        row = rows.filter(pk=dispatch_id, state=WAITING).first()
        if row is None:
            return ""
        case = people.case_of_job(actors.system(municipality_id), row.case_id)
        problem = letter_queries.why_not_mail(case)
        if not problem:
            try:
                letter = made_for(row, case, clock.today())
                row.printed = letter_file(case, about_of(row), letter)
            except (Invalid, NotSet, NotVisible):
                problem = NOT_MADE
        if problem:
            _write(municipality_id, row, FAILED, problem)
            return ""
        row.letter, row.printed_for = dataclasses.asdict(letter), clock.today()
        row.state, row.handed_at = HANDING, clock.now()
        row.save(update_fields=["letter", "printed", "printed_for", "state", "handed_at"])
        return people.reach_of_each([case.resident_id])[case.resident_id].email


def _text() -> str:
    """What travels: that there is a letter, and where the folder is."""
    address = f"{settings.NAAST_ADDRESS}{reverse('folder:home')}"
    return f"{_('A letter stands in your folder. Log in to read it.')}\n\n{address}\n"


def _left(municipality_id: int, dispatch_id: int) -> None:
    """The mail server took the message over: the letter is kept, with this day."""
    with transaction.atomic(), scope(municipality_id):
        rows = Dispatch.objects.select_for_update(of=("self",)).select_related("printed", "template")
        row = rows.filter(pk=dispatch_id, state=HANDING).first()
        if row is None:
            return
        case = people.case_of_job(actors.system(municipality_id), row.case_id)
        today = clock.today()
        # Made a moment ago; anew only when midnight passed meanwhile.
        same_day = row.printed_for == today
        try:
            letter = letters.from_raw(row.letter) if same_day else made_for(row, case, today)
        except (Invalid, NotVisible):
            _write(municipality_id, row, UNSURE, LOST)
            return
        kept = row.printed if same_day else None
        row.document = keep_letter(
            row.asked_by_id, case, about_of(row), letter, way=row.way, day=today, file=kept
        )
        row.left_on, row.accepted_at = today, clock.now()
        _write(municipality_id, row, LEFT, "", "document", "left_on", "accepted_at")


def _settle(municipality_id: int, dispatch_id: int, state: str, problem: str) -> None:
    with transaction.atomic(), scope(municipality_id):
        row = Dispatch.objects.select_for_update().filter(pk=dispatch_id, state=HANDING).first()
        if row is not None:
            _write(municipality_id, row, state, problem)


def _write(municipality_id: int, row: Dispatch, state: str, problem: str, *also: str) -> None:
    row.state, row.problem = state, problem
    row.version += 1
    row.save(update_fields=["state", "problem", "version", *also])
    if state != WAITING:
        audit.change(actors.system(municipality_id), "decide.tell_of_letter", row, state=state)


def _let_go(municipality_id: int) -> None:
    """What somebody was handing over when they were killed: perhaps it arrived, so it is not sent again."""
    lost = Q(handed_at__lt=clock.now() - KILLED) | Q(handed_at__isnull=True)
    for row in Dispatch.objects.select_for_update(skip_locked=True).filter(lost, state=HANDING):
        _write(municipality_id, row, UNSURE, LOST)


def _give_back(municipality_id: int) -> None:
    """What no mail server took over in time: nobody waits for a letter that does not leave."""
    old = Dispatch.objects.filter(way=Document.MAIL, state=WAITING, asked_on__lte=clock.today() - TRIED)
    for row in old.select_for_update(skip_locked=True):
        _write(municipality_id, row, FAILED, REFUSED)
