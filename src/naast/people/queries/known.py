"""Known or not known: to prevent double files, and nothing more than that."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from naast.kernel import actors, clock
from naast.kernel.actors import Actor
from naast.people import bsn as numbers
from naast.people import tokens
from naast.people.circle import active_today
from naast.people.models import Case, FixedContact, GlassBreak, KnownQuestion, Participant, Person
from naast.people.queries.cases import contact_faces, face_for_resident, staff_face
from naast.people.types import GlassFacts, KnownAnswer, KnownPlace, QuestionFacts


def people_like(
    actor: Actor, *, digits: str, given_name: str, family_name: str, birth_date: dt.date | None
) -> list[Person]:
    """Who has exactly this number, or this name with this date of birth (and not another number)."""
    asked = Q(pk__in=[])
    if digits:
        hashed = numbers.hashed(digits, actor.municipality_id)
        asked |= Q(bsn_hash=hashed)
    if birth_date is not None and given_name:
        same = Q(given_name__iexact=given_name, birth_date=birth_date)
        if family_name:
            same &= Q(family_name__iexact=family_name)
        if digits:
            same &= Q(bsn_hash__isnull=True)
        asked |= same
    return list(Person.objects.filter(asked).order_by("id")[:5])


def answers_about(actor: Actor, people: list[Person]) -> list[KnownAnswer]:
    """What the asker may hear: whom to call, per open case. Never what the case is about."""
    ids = [person.pk for person in people]
    own = list(Case.objects.filter(resident_id__in=ids, closed_on__isnull=True).order_by("id"))
    parts = list(
        Participant.objects.filter(active_today(), person_id__in=ids, case__closed_on__isnull=True).order_by(
            "id"
        )
    )
    case_ids = {case.pk for case in own} | {part.case_id for part in parts}
    visible = set(Case.objects.visible_to(actor).filter(pk__in=case_ids).values_list("pk", flat=True))
    contacts = {
        row.case_id: contact_faces(row)
        for row in FixedContact.objects.select_related("staff", "tandem", "stand_in").filter(
            case_id__in=case_ids, until_on__isnull=True
        )
    }
    may_break = actor.has_role(*actors.CASE_ROLES)
    answers = []
    for person in people:
        places = []
        own_ids = [case.pk for case in own if case.resident_id == person.pk]
        for case_id in [*own_ids, *(part.case_id for part in parts if part.person_id == person.pk)]:
            breakable = may_break and case_id in own_ids and case_id not in visible
            glass = tokens.made(tokens.CASE, actor, case_id) if breakable else ""
            places.append(KnownPlace(contacts[case_id], case_id if case_id in visible else 0, glass))
        reference = "" if own_ids else tokens.made(tokens.PERSON, actor, person.pk)
        answers.append(KnownAnswer(tuple(places), reference))
    return answers


def asked_since(actor: Actor, moment: dt.datetime) -> int:
    """How many such questions this member of staff asked since a moment (it is no search)."""
    return int(KnownQuestion.objects.filter(asked_by_id=actor.id, asked_at__gte=moment).count())


def questions_about(person_id: int) -> list[QuestionFacts]:
    """Who asked whether this person is known, and why; newest first. For the person themselves."""
    rows = KnownQuestion.objects.filter(person_id=person_id).select_related("asked_by").order_by("-id")
    return [QuestionFacts(face_for_resident(row.asked_by), row.reason, row.asked_at) for row in rows]


def glass_breaks(case_id: int | None = None, *, to_resident: bool = False) -> list[GlassFacts]:
    """Who opened a case in an emergency, newest first.

    With `to_resident` only those whom the resident may be told of today; for reviewers all of the
    municipality (no `case_id`), which names neither case nor resident.
    """
    rows = GlassBreak.objects.select_related("staff", "reviewed_by").order_by("-id")
    if case_id is not None:
        rows = rows.filter(case_id=case_id)
    if to_resident:
        rows = rows.filter(tell_from__lte=clock.today())
    show = face_for_resident if to_resident else staff_face
    return [
        GlassFacts(
            id=row.pk,
            face=show(row.staff),
            reason=row.reason,
            at=row.at,
            tell_from=row.tell_from,
            later_because=row.later_because,
            reviewed_by=row.reviewed_by.name if row.reviewed_by else "",
            reviewed_at=row.reviewed_at,
            review=row.review,
        )
        for row in rows
    ]
