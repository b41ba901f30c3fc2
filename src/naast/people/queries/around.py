"""What stands around a case: what came in, representation, requests, the folder's login."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.db.models import Exists, Q, QuerySet

from naast.kernel.actors import Actor
from naast.kernel.models import Membership
from naast.kernel.waiting import lines_waiting, what_waits
from naast.people.circle import active_today
from naast.people.models import FixedContact, Intake, Representation, ResidentRequest
from naast.people.queries.cases import contact_in
from naast.people.reading import as_parts
from naast.people.types import IntakeFacts, RepresentationFacts, RequestFacts

FOR_TEAM_LEAD = frozenset({"complaint", "someone_else"})
"""Requests about the people of the circle themselves: these go past them to the team lead."""


def intakes_of(case_id: int) -> list[IntakeFacts]:
    """What came in, oldest first. The caller has authorised the case."""
    return intakes_in([case_id]).get(case_id, [])


def intakes_in(case_ids: Collection[int]) -> dict[int, list[IntakeFacts]]:
    """What came in, by case and oldest first. The caller has authorised the cases."""
    found: dict[int, list[IntakeFacts]] = {}
    for row in Intake.objects.filter(case_id__in=case_ids).order_by("id"):
        found.setdefault(row.case_id, []).append(_intake(row))
    return found


def _intake(row: Intake) -> IntakeFacts:
    return IntakeFacts(
        id=row.pk,
        case_id=row.case_id,
        kind=row.kind,
        kind_label=row.get_kind_display(),
        law=row.law,
        law_label=row.get_law_display(),
        received_on=row.received_on,
        is_urgent=row.is_urgent,
    )


_CAME = ("id", "case_id", "kind", "law", "received_on", "is_urgent")
_CALLED = ("case__resident__given_name", "case__resident__family_name")


def undone_intakes(actor: Actor, done: QuerySet[Any], marks: Mapping[str, Exists]) -> QuerySet[Any]:
    """Asks for `intakes_waiting` what came in and is not `done` (ids of intakes) where this member of staff
    is the fixed contact, and which of `marks` hold of it; of open cases only."""
    rows: QuerySet[Any] = Intake.objects.filter(case_id__in=contact_in(actor), case__closed_on__isnull=True)
    rows = rows.exclude(kind=Intake.EX_OFFICIO).exclude(pk__in=done).annotate(**marks)
    return rows.order_by("id").values_list(*_CAME, *_CALLED, *marks)


def intakes_waiting(
    actor: Actor, asked: Callable[[Actor], QuerySet[Any]], marks: Collection[str]
) -> list[tuple[str, IntakeFacts, frozenset[str]]]:
    """What came in and waits, with the name of the resident and which of `marks` hold of it; `asked` is a
    function of a module that makes the query with `undone_intakes`, its marks in this order. One query."""
    found = []
    for line in lines_waiting(asked, actor):
        came, called, holds = line[: len(_CAME)], line[len(_CAME) : -len(marks)], line[-len(marks) :]
        row = Intake(**dict(zip(_CAME, came, strict=True)))
        held = frozenset(mark for mark, is_so in zip(marks, holds, strict=True) if is_so)
        found.append((" ".join(called).strip(), _intake(row), held))
    return found


def representations_of(case_id: int) -> list[RepresentationFacts]:
    """Who acts for whom today, for what and on what ground."""
    rows = Representation.objects.filter(active_today(), case_id=case_id)
    return [
        RepresentationFacts(
            row.pk,
            row.person.name,
            row.representative.name,
            row.get_kind_display(),
            row.scope,
            row.basis,
            row.person_id,
            row.representative_id,
            row.kind,
            row.until_on,
            as_parts(row.parts),
        )
        for row in rows.select_related("person", "representative").order_by("id")
    ]


_ASKED_BY = ("person", "answered_by")
_REQUEST = (
    *("case_id", "person_id", "kind", "words", "made_at", "answer", "answered_at"),
    *("person__given_name", "person__family_name", "answered_by__name"),
)


def requests_among(rows: QuerySet[ResidentRequest]) -> list[RequestFacts]:
    """These requests, newest first. The caller has authorised them."""
    return [_request(row) for row in rows.select_related(*_ASKED_BY).order_by("-id")]


def _request(row: ResidentRequest) -> RequestFacts:
    return RequestFacts(
        id=row.pk,
        case_id=row.case_id,
        person_name=row.person.name,
        kind=row.kind,
        kind_label=row.get_kind_display(),
        words=row.words,
        made_at=row.made_at,
        answer=row.answer,
        answered_by=row.answered_by.name if row.answered_by else "",
        answered_at=row.answered_at,
        person_id=row.person_id,
    )


def requests_by(actor: Actor, case_id: int | None = None) -> list[RequestFacts]:
    """What this resident or participant asked themselves, newest first, with the answers."""
    rows = ResidentRequest.objects.filter(person_id=actor.id if actor.is_resident else 0)
    return requests_among(rows if case_id is None else rows.filter(case_id=case_id))


def requests_for_circle(case_id: int) -> list[RequestFacts]:
    """What the circle answers: all but complaints and the wish for someone else."""
    return requests_among(ResidentRequest.objects.filter(case_id=case_id).exclude(kind__in=FOR_TEAM_LEAD))


def requests_waiting(actor: Actor) -> list[RequestFacts]:
    """What residents asked and nobody answered yet, where this member of staff is the fixed contact; oldest
    first. What is for the team lead stands on the page of the team."""
    return [_request(row) for row in what_waits(_unanswered, actor, *_REQUEST)]


def _unanswered(actor: Actor) -> QuerySet[ResidentRequest]:
    rows: QuerySet[ResidentRequest] = ResidentRequest.objects.visible_to(actor)
    rows = rows.filter(case_id__in=contact_in(actor), answered_at__isnull=True)
    return rows.exclude(kind__in=FOR_TEAM_LEAD).order_by("id")


def requests_for_team(team_id: int | None) -> list[RequestFacts]:
    """What the team lead answers: complaints and the wish for someone else, where the fixed contact is of
    this team or of no team."""
    of_team = Q(staff__team__isnull=True) | Q(staff__team_id=team_id)
    cases = FixedContact.objects.filter(of_team, until_on__isnull=True).values("case_id")
    return requests_among(ResidentRequest.objects.filter(kind__in=FOR_TEAM_LEAD, case_id__in=cases))


def folder_logins(person_ids: list[int], municipality_id: int) -> dict[int, str]:
    """The name with which each person opens their folder, by person id; only for who has one."""
    rows = Membership.objects.filter(
        municipality_id=municipality_id, kind=Membership.RESIDENT, subject_id__in=person_ids
    ).select_related("account")
    return {row.subject_id: row.account.login for row in rows}


def used_folders(person_ids: list[int], municipality_id: int) -> set[int]:
    """Whose folder was ever opened by themselves: a login that nobody used yet reaches nobody."""
    rows = Membership.objects.filter(
        municipality_id=municipality_id, kind=Membership.RESIDENT, subject_id__in=person_ids
    )
    return set(rows.filter(account__last_login__isnull=False).values_list("subject_id", flat=True))
