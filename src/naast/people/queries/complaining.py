"""Who answers a complaint: the team lead, or who was named because the lead had a part in it (Awb 9:7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from naast.kernel import actors
from naast.kernel.actors import Actor
from naast.people.complaints import COMPLAINT
from naast.people.models import CircleMember, ComplaintHandler, FixedContact, ResidentRequest, Staff
from naast.people.queries.around import requests_among
from naast.people.queries.cases import at_work, staff_face, staff_with_role
from naast.people.types import Face, RequestFacts

MAY_ANSWER = (actors.TEAM_LEAD, actors.QUALITY_OFFICER, actors.LAWYER)
"""Roles with which somebody may be named: they find the complaint in their menu."""


@dataclass(frozen=True, slots=True)
class ToName:
    """A complaint that waits for somebody who may answer it: no name of a resident and no words.

    `handler`: who was named before, and does not work here any more.
    """

    id: int
    case_id: int
    made_on: dt.date
    team: str
    handler: Face | None


def handlers_of(request_ids: Iterable[int]) -> dict[int, Face]:
    """By complaint who was named last to answer it."""
    rows = ComplaintHandler.objects.filter(request__in=set(request_ids)).select_related("handler")
    return {row.request_id: staff_face(row.handler) for row in rows.order_by("id")}


def was_named_by(actor: Actor, request_id: int, staff_id: int) -> bool:
    """Whether this actor named this member of staff for a complaint, and nobody was named since."""
    row = ComplaintHandler.objects.filter(request=request_id).order_by("-id").first()
    return row is not None and actor.is_staff and (row.named_by_id, row.handler_id) == (actor.id, staff_id)


def who_may_answer(case_id: int, without: int = 0) -> list[Face]:
    """Who may be named: the role, at work, and never had a part in this case."""
    stood = CircleMember.objects.filter(case_id=case_id, staff__isnull=False).values_list(
        "staff_id", flat=True
    )
    contacts = FixedContact.objects.filter(case_id=case_id).values_list("staff_id", "tandem_id")
    barred = {*stood, *(number for both in contacts for number in both if number), without}
    return staff_with_role(*MAY_ANSWER, without=barred)


def named_complaints(actor: Actor) -> list[RequestFacts]:
    """Complaints that this member of staff was named last to answer, newest first, also the answered ones."""
    return requests_among(_complaints().filter(named=actor.id))


def complaints_to_name() -> list[ToName]:
    """Complaints without an answer that nobody can give now, the first one first: each team lead had a part
    in it or there is none, and nobody was named who still works here."""
    contact = FixedContact.objects.filter(case_id=OuterRef("case_id"), until_on__isnull=True)
    rows = _complaints().filter(answered_at__isnull=True).order_by("id")
    rows = rows.annotate(
        team_id=Subquery(contact.values("staff__team_id")[:1]),
        team=Subquery(contact.values("staff__team__name")[:1]),
    )
    found = list(rows.only("id", "case_id", "made_at"))
    named = {staff.pk: staff for staff in Staff.objects.filter(pk__in={row.named for row in found})}
    working = set(Staff.objects.filter(at_work(), pk__in=named).values_list("pk", flat=True))
    waits = [row for row in found if row.named not in working]
    able = _able_leads({row.case_id for row in waits}) if waits else {}
    return [
        ToName(
            id=row.pk,
            case_id=row.case_id,
            made_on=timezone.localtime(row.made_at).date(),
            team=row.team or "",
            handler=staff_face(named[row.named]) if row.named else None,
        )
        for row in waits
        if not any(row.team_id in (None, team) for team in able[row.case_id])
    ]


def _complaints() -> Any:
    last = ComplaintHandler.objects.filter(request=OuterRef("pk")).order_by("-id").values("handler_id")[:1]
    return ResidentRequest.objects.filter(kind=COMPLAINT).annotate(named=Subquery(last))


def _able_leads(case_ids: set[int]) -> dict[int, list[int | None]]:
    """By case the teams of the team leads who never had a part in it."""
    leads = dict(
        Staff.objects.filter(at_work(), roles__role=actors.TEAM_LEAD).values_list("pk", "team_id").distinct()
    )
    stood = CircleMember.objects.filter(case_id__in=case_ids, staff_id__in=leads)
    contacts = FixedContact.objects.filter(case_id__in=case_ids, until_on__isnull=True)
    part = {*stood.values_list("case_id", "staff_id"), *contacts.values_list("case_id", "staff_id")}
    part |= set(contacts.values_list("case_id", "tandem_id"))
    return {
        case_id: [team for lead, team in leads.items() if (case_id, lead) not in part] for case_id in case_ids
    }
