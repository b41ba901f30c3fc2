"""Every read of what was promised, said and looked back on that another room or a view needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Min
from django.utils import timezone

from naast.follow import access, types
from naast.follow.models import CheckIn, Contact, Promise
from naast.kernel.actors import Actor
from naast.kernel.errors import NotVisible
from naast.listen import queries as listen
from naast.people import queries as people
from naast.people.types import CaseFacts
from naast.plan import queries as plan

_PROMISE = ("case_id", "kind", "what", "due_on", "by_words", "kept_on", "kept_words", "version")


def next_promises(case_ids: Iterable[int]) -> dict[int, types.Promise]:
    """What was promised next, by case, in one query. The caller has authorised the cases."""
    rows = (
        Promise.objects.filter(case_id__in=list(case_ids), kept_on__isnull=True)
        .order_by("case_id", "due_on", "id")
        .distinct("case_id")
        .select_related("by_staff", "by_person")
        .only(*_PROMISE, "by_staff__name", "by_person__given_name", "by_person__family_name")
    )
    return {row.case_id: _promise(row) for row in rows}


def promises_of(case_id: int, *, kept: bool = False) -> list[types.Promise]:
    """Open promises by day, or those that were kept, newest first. The caller has authorised the case."""
    rows = Promise.objects.filter(case_id=case_id, kept_on__isnull=not kept)
    rows = rows.select_related("by_staff", "by_person")
    return [_promise(row) for row in rows.order_by(*(["-kept_on", "-id"] if kept else ["due_on", "id"]))]


def promise_of(case_id: int, promise_id: int) -> types.Promise:
    """One promise of the case; raises NotVisible when it is of another."""
    row = (
        Promise.objects.select_related("by_staff", "by_person").filter(case_id=case_id, pk=promise_id).first()
    )
    if row is None:
        raise NotVisible
    return _promise(row)


def contacts_of(case_id: int) -> list[types.ContactFacts]:
    """Who spoke whom, newest first. The caller has authorised the case."""
    rows = Contact.objects.filter(case_id=case_id).select_related("by_staff", "person")
    return [_contact(row) for row in rows.order_by("-on_day", "-id")]


def contact_of(case_id: int, contact_id: int) -> types.ContactFacts:
    """One contact of the case; raises NotVisible when it is of another."""
    row = Contact.objects.select_related("by_staff", "person").filter(case_id=case_id, pk=contact_id).first()
    if row is None:
        raise NotVisible
    return _contact(row)


def check_ins_of(case_id: int, *, person_id: int | None = None) -> list[types.CheckInFacts]:
    """Every looking back, newest first, of one person when asked. The caller has authorised the case.

    A page of a person passes their own id: partners do not read each other.
    """
    rows = (
        CheckIn.objects.filter(case_id=case_id).select_related("by_staff", "person").prefetch_related("goals")
    )
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    return [_check_in(row) for row in rows.order_by("-on_day", "-id")]


def said_back(case_id: int) -> list[types.SaidBack]:
    """Only the day and the words of every looking back, newest first, in one query. For the circle."""
    rows = CheckIn.objects.filter(case_id=case_id).order_by("-on_day", "-id")
    return [types.SaidBack(on_day, words) for on_day, words in rows.values_list("on_day", "words")]


def first_said_back(case_id: int, person_id: int) -> dt.datetime | None:
    """When this person looked back in the case for the first time; None when they did not."""
    rows = CheckIn.objects.filter(case_id=case_id, person_id=person_id)
    return rows.aggregate(first=Min("created_at"))["first"]  # type: ignore[no-any-return]


def check_in_of(case_id: int, check_in_id: int) -> types.CheckInFacts:
    """One looking back of the case; raises NotVisible when it is of another."""
    rows = CheckIn.objects.select_related("by_staff", "person").prefetch_related("goals")
    row = rows.filter(case_id=case_id, pk=check_in_id).first()
    if row is None:
        raise NotVisible
    return _check_in(row)


def agreed_goals(actor: Actor, case_id: int, person_id: int) -> list[types.AgreedGoal]:
    """What a person looks back on: the goals of the plan, or before there is one those of their board."""
    case = people.case_open_to(actor, case_id)
    access.person_in(case, person_id)
    if actor.is_resident and actor.id != person_id:
        raise NotVisible
    return _goals(case, person_id)


def _goals(case: CaseFacts, person_id: int) -> list[types.AgreedGoal]:
    facts = plan.plan_of(case.id) if person_id == case.resident_id else None
    if facts and facts.goals:
        return [types.AgreedGoal(f"plan-{goal.id}", goal.words, goal.by_when) for goal in facts.goals]
    return [
        types.AgreedGoal(f"board-{goal.id}", goal.words, goal.by_when)
        for goal in listen.board_goals(case.id)
        if goal.person_id == person_id
    ]


def agreed_on(case: CaseFacts, person_id: int, held_on: dt.date) -> dt.date | None:
    """The day on which the plan was last agreed when somebody looked back; None for who looks back on their
    board, or when nothing was agreed by then. The caller has authorised the case."""
    if person_id != case.resident_id:
        return None
    days = [timezone.localdate(version.agreed_at) for version in plan.agreed_versions(case.id)]
    return max((day for day in days if day <= held_on), default=None)


def who_may_promise(case: CaseFacts) -> list[tuple[str, str]]:
    """Choices for "by whom": the circle's staff and the people of the case, as (`staff-3`, name)."""
    staff = {
        place.face.id: place.face.name for place in people.circle_of(case.id) if place.face.kind == "staff"
    }
    persons = [(f"person-{person.id}", person.name) for person in people.people_in(case)]
    return [*((f"staff-{key}", name) for key, name in staff.items()), *persons]


def _promise(row: Promise) -> types.Promise:
    by = row.by_staff.name if row.by_staff else row.by_person.name if row.by_person else row.by_words
    return types.Promise(
        id=row.pk,
        case_id=row.case_id,
        what=row.words,
        due_on=row.due_on,
        by=by,
        is_check_in=row.kind == Promise.CHECK_IN,
        is_quantities=row.kind == Promise.QUANTITIES,
        kept_on=row.kept_on,
        kept_words=row.kept_words,
        version=row.version,
    )


def _contact(row: Contact) -> types.ContactFacts:
    return types.ContactFacts(
        id=row.pk,
        channel=row.channel,
        channel_label=row.get_channel_display(),
        on_day=row.on_day,
        who=row.person.name if row.person else "",
        by=row.by_staff.name,
        words=row.words,
        took_place=row.took_place,
        made_hard=row.made_hard,
        version=row.version,
    )


def _check_in(row: CheckIn) -> types.CheckInFacts:
    return types.CheckInFacts(
        id=row.pk,
        case_id=row.case_id,
        person_id=row.person_id,
        who=row.person.name,
        held_on=row.on_day,
        words=row.words,
        helped=row.helped,
        helped_label=row.get_helped_display() if row.helped else "",
        board_id=row.board_id,
        by=row.by_staff.name if row.by_staff else "",
        goals=tuple(
            types.GoalBeside(goal.then_words, goal.then_by, goal.now_words)
            for goal in sorted(row.goals.all(), key=lambda goal: goal.pk)
        ),
    )
