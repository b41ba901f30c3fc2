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

    `handler`: who was named last, and cannot answer it any more.
    """

    id: int
    case_id: int
    made_on: dt.date
    team: str
    handler: Face | None


def handlers_of(request_ids: Iterable[int]) -> dict[int, Face]:
    """By complaint who was named last to answer it and still can: works here in one of the roles, and had no
    part in it since. Of another complaint nothing: there it is as if nobody was named."""
    rows = ComplaintHandler.objects.filter(request__in=set(request_ids)).select_related("handler")
    last = {row.request_id: row for row in rows.order_by("id")}
    able = _able({row.case_id for row in last.values()}) if last else {}
    return {
        number: staff_face(row.handler) for number, row in last.items() if row.handler_id in able[row.case_id]
    }


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
    """Complaints that this member of staff was named last to answer and still can, newest first, also the
    answered ones."""
    found = requests_among(_complaints().filter(named=actor.id))
    mine = handlers_of(row.id for row in found if not row.answered_at)
    return [row for row in found if row.answered_at or row.id in mine]


def complaints_to_name() -> list[ToName]:
    """Complaints without an answer that nobody can give now, the first one first: each team lead had a part
    in it or there is none, and nobody was named who still can."""
    contact = FixedContact.objects.filter(case_id=OuterRef("case_id"), until_on__isnull=True)
    rows = _complaints().filter(answered_at__isnull=True).order_by("id")
    rows = rows.annotate(
        team_id=Subquery(contact.values("staff__team_id")[:1]),
        team=Subquery(contact.values("staff__team__name")[:1]),
    )
    found = list(rows.only("id", "case_id", "made_at"))
    able = _able({row.case_id for row in found}) if found else {}
    waits = [row for row in found if row.named not in able[row.case_id]]
    gone = {row.named for row in waits} - {None}
    named = {staff.pk: staff for staff in Staff.objects.filter(pk__in=gone)} if gone else {}
    return [
        ToName(
            id=row.pk,
            case_id=row.case_id,
            made_on=timezone.localtime(row.made_at).date(),
            team=row.team or "",
            handler=staff_face(named[row.named]) if row.named else None,
        )
        for row in waits
        if not any(lead.of_team(row.team_id) for lead in able[row.case_id].values())
    ]


def _complaints() -> Any:
    last = ComplaintHandler.objects.filter(request=OuterRef("pk")).order_by("-id").values("handler_id")[:1]
    return ResidentRequest.objects.filter(kind=COMPLAINT).annotate(named=Subquery(last))


@dataclass(frozen=True, slots=True)
class _Able:
    """Somebody who may answer a complaint, with their team."""

    team_id: int | None
    leads: bool

    def of_team(self, team_id: int | None) -> bool:
        """Whether they answer it as the team lead of a fixed contact in that team; None: in no team."""
        return self.leads and team_id in (None, self.team_id)


def _able(case_ids: set[int]) -> dict[int, dict[int, _Able]]:
    """By case who works here in one of the roles and never had a part in it, by the id of the Staff row."""
    rows = Staff.objects.filter(at_work(), roles__role__in=MAY_ANSWER)
    staff: dict[int, _Able] = {}
    for number, team_id, role in rows.values_list("pk", "team_id", "roles__role"):
        leads = role == actors.TEAM_LEAD or (number in staff and staff[number].leads)
        staff[number] = _Able(team_id, leads)
    stood = CircleMember.objects.filter(case_id__in=case_ids, staff_id__in=staff)
    contacts = FixedContact.objects.filter(case_id__in=case_ids)
    part = {*stood.values_list("case_id", "staff_id")}
    for case_id, *both in contacts.values_list("case_id", "staff_id", "tandem_id"):
        part |= {(case_id, number) for number in both}
    return {
        case_id: {number: who for number, who in staff.items() if (case_id, number) not in part}
        for case_id in case_ids
    }
