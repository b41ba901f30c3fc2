"""Terms that come near, and days on which we look again, for who is the fixed contact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from naast.decide.clock_queries import clocks_in, moved_marks
from naast.decide.clock_types import IntakeClock, NoticeFacts
from naast.decide.models import Basis, Decision, DefaultNotice, Document, LookedAgain, Revision
from naast.decide.models.clocks import PERIOD, REVIEW
from naast.decide.models.decisions import NO
from naast.decide.types import Waiting
from naast.kernel import clock
from naast.kernel.actors import Actor
from naast.kernel.waiting import what_waits
from naast.people import queries as people
from naast.people.types import IntakeFacts

NEAR, REVIEW_NEAR, PERIOD_NEAR = (dt.timedelta(days=days) for days in (14, 14, 42))
"""How long beforehand a term, a day of looking again and the end of a period come back. The house's choice:
two weeks to decide well, six to talk about what comes after a period."""

TERM = "term"
_MARKS = tuple(moved_marks())
_DAYS = ("case_id", "review_on", "until_on", "case__resident__given_name", "case__resident__family_name")


def coming_near(actor: Actor) -> list[Waiting]:
    """What has a day soon, or had one, in the cases of which this member of staff is the fixed contact."""
    return [*_terms(actor), *_days(actor)]


def _came(actor: Actor) -> QuerySet[Any]:
    """What came in of which no letter left yet, or of which somebody asked why it is late."""
    asked = DefaultNotice.objects.filter(determined_on__isnull=True).values("intake_id")
    left = Basis.objects.filter(proposal__decision__documents__kind=Document.LETTER, intake__isnull=False)
    done = left.exclude(intake_id__in=asked).values("intake_id")
    return people.undone_intakes(actor, done, moved_marks())


def _terms(actor: Actor) -> Iterator[Waiting]:
    intakes: dict[int, list[IntakeFacts]] = {}
    names: dict[int, str] = {}
    moved: set[str] = set()
    for name, intake, marks in people.intakes_waiting(actor, _came, _MARKS):
        intakes.setdefault(intake.case_id, []).append(intake)
        names[intake.case_id] = name
        moved |= marks
    for case_id, found in clocks_in(list(intakes), intakes, moved).items():
        url = reverse("decide:clocks", args=[case_id])
        for what, due_on in (line for item in found for line in _of_clock(item)):
            yield Waiting(case_id, names[case_id], TERM, what, due_on, url)


def _of_clock(item: IntakeClock) -> Iterator[tuple[str, dt.date | None]]:
    soon = clock.today() + NEAR
    asked = [notice for notice in item.notices if notice.determined_on is None]
    told = False
    for notice in asked:
        for line in _of_notice(notice, item.sent_on):
            told = True
            yield line
    moment = item.next
    if moment is None or told or moment.by > soon:
        return
    if moment.at_once:
        yield _("Something temporary, at once"), moment.by
    elif moment.decided_on is not None:
        return
    else:
        yield _("Term of this step: %(step)s") % {"step": moment.label}, moment.by


def _of_notice(notice: NoticeFacts, sent_on: dt.date | None) -> Iterator[tuple[str, dt.date | None]]:
    owed = notice.penalty
    if notice.repeats:
        return
    if owed is None or owed.is_early:
        if sent_on is None:
            yield _("Answer who says that we are late"), None
    elif not owed.is_over:
        yield _("Decide and send: the resident says that we are late"), owed.grace_until
    elif owed.determine_by is not None:
        yield _("Say what we owe because we were late"), owed.determine_by


def _days(actor: Actor) -> Iterator[Waiting]:
    """Days of decisions that come near and at which nobody looked again yet."""
    today = clock.today()
    for row in what_waits(_near, actor, *_DAYS):
        near = (
            (REVIEW, _("Look again at what was agreed"), row.review_on, row.asks_review, REVIEW_NEAR),
            (PERIOD, _("The period ends: what comes after it?"), row.until_on, row.asks_period, PERIOD_NEAR),
        )
        for about, what, day, was_looked, beforehand in near:
            if day is not None and not was_looked and day <= today + beforehand:
                url = reverse("decide:look_again", args=[row.case_id, row.pk, about])
                yield Waiting(row.case_id, row.case.resident.name, TERM, what, day, url)


def _near(actor: Actor) -> QuerySet[Any]:
    """Decisions of which a day comes near; `asks_review` and `asks_period`: whether somebody looked."""
    today = clock.today()
    looked = LookedAgain.objects.filter(decision=OuterRef("pk"))
    replaced = Revision.objects.filter(replaces=OuterRef("pk"), state=Revision.DONE)
    review = Q(review_on__lte=today + REVIEW_NEAR) & ~Exists(looked.filter(about=REVIEW))
    period = Q(until_on__lte=today + PERIOD_NEAR) & ~Exists(looked.filter(about=PERIOD)) & ~Q(outcome=NO)
    rows: QuerySet[Any] = Decision.objects.filter(review | period, ~Exists(replaced))
    rows = rows.filter(case_id__in=people.contact_in(actor), case__closed_on__isnull=True)
    return rows.annotate(  # type: ignore[no-any-return]
        asks_review=Exists(looked.filter(about=REVIEW)), asks_period=Exists(looked.filter(about=PERIOD))
    )
