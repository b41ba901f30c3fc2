"""Reading reporting codes: only for the staff who are named and stand beside. For others there are none."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from naast.kernel import actors, clock
from naast.kernel.actors import Actor
from naast.kernel.errors import NotVisible
from naast.people import queries as people
from naast.people.types import CaseFacts, Face
from naast.plan import reporting_terms as terms
from naast.plan.models import ReportingCode, ReportingCodeReader

PAGE = "plan.reporting_code"
"""The look at a reporting code: kept from the resident while a code of the case is withheld."""


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What was written at a step, by whom and when."""

    step: str
    label: str
    words: str
    not_now: bool
    children_label: str
    organises_help: bool
    reports: bool
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class StepOfCode:
    """One of the five steps with what was written at it, oldest first."""

    code: str
    label: str
    help: str
    entries: tuple[EntryFacts, ...]


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A reporting code in the list of who may see it."""

    id: int
    opened_at: dt.datetime
    opened_by: str


@dataclass(frozen=True, slots=True)
class CodeFacts:
    """A reporting code as those see it who are named."""

    id: int
    opened_at: dt.datetime
    opened_by: str
    withheld_until: dt.date
    withheld_because: str
    told_on: dt.date | None
    steps: tuple[StepOfCode, ...]
    child_checks: tuple[EntryFacts, ...]
    told: tuple[EntryFacts, ...]
    reviews: tuple[EntryFacts, ...]
    readers: tuple[Face, ...]

    @property
    def is_withheld(self) -> bool:
        return self.told_on is None and self.withheld_until > clock.today()


def beside(actor: Actor, case_id: int) -> CaseFacts:
    """The case, for staff who stands beside this resident. For anybody else there is no such page."""
    case = people.case_for(actor, case_id)
    if not (actor.is_staff and actor.has_role(*actors.CASE_ROLES) and case.stands_beside):
        raise NotVisible
    return case


def colleagues(actor: Actor, case_id: int) -> list[Face]:
    """Who may be named: staff of the circle who stand beside, but for the actor."""
    found = {
        place.face.id: place.face
        for place in people.circle_of(case_id)
        if place.face.kind == "staff" and place.role in actors.CASE_ROLES and place.face.id != actor.id
    }
    return list(found.values())


def seen_by(actor: Actor, case_id: int) -> QuerySet[ReportingCode]:
    """The codes of a case for which this member of staff is named today."""
    named = ReportingCodeReader.objects.filter(_now(), staff_id=actor.id).values("code_id")
    rows: QuerySet[ReportingCode] = ReportingCode.objects.filter(case_id=case_id, pk__in=named)
    return rows


def _now() -> Q:
    return Q(until_on__isnull=True) | Q(until_on__gte=clock.today())


def codes_of(actor: Actor, case_id: int) -> list[CodeLine]:
    """The codes that this member of staff may see, newest first. Raises NotVisible for who is not beside."""
    beside(actor, case_id)
    rows = seen_by(actor, case_id).select_related("opened_by").order_by("-id")
    return [CodeLine(row.pk, row.opened_at, row.opened_by.name) for row in rows]


def code_of(actor: Actor, case_id: int, code_id: int) -> CodeFacts:
    """One code. Raises NotVisible for who is not named, as for one that does not exist."""
    beside(actor, case_id)
    row = seen_by(actor, case_id).select_related("opened_by").filter(pk=code_id).first()
    if row is None:
        raise NotVisible
    written: dict[str, list[EntryFacts]] = defaultdict(list)
    for entry in row.entries.select_related("by").order_by("at", "id"):
        written[entry.step].append(_entry(entry))
    named = ReportingCodeReader.objects.filter(_now(), code=row).values_list("staff_id", flat=True)
    return CodeFacts(
        id=row.pk,
        opened_at=row.opened_at,
        opened_by=row.opened_by.name,
        withheld_until=row.withheld_until,
        withheld_because=row.withheld_because,
        told_on=row.told_on,
        steps=tuple(
            StepOfCode(code, str(label), str(terms.HELP[code]), tuple(written[code]))
            for code, label in terms.STEPS
        ),
        child_checks=tuple(written[terms.CHILD_CHECK]),
        told=tuple(written[terms.TOLD]),
        reviews=tuple(written[terms.REVIEW]),
        readers=tuple(people.staff_faces(named).values()),
    )


def _entry(row: Any) -> EntryFacts:
    return EntryFacts(
        step=row.step,
        label=row.get_step_display(),
        words=row.words,
        not_now=row.not_now,
        children_label=row.get_children_display() if row.children else "",
        organises_help=row.organises_help,
        reports=row.reports,
        by=row.by.name,
        at=row.at,
    )


def withheld_pages(case_id: int) -> Iterable[str]:
    """Looks of which the resident may not hear yet: while any code of the case is kept back. Asked when the
    list is read, so that a longer term holds for looks of before, and telling ends it at once."""
    rows = ReportingCode.objects.filter(case_id=case_id, told_on__isnull=True)
    return [PAGE] if rows.filter(withheld_until__gt=clock.today()).exists() else []
