from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from naast.kernel import actors, audit
from naast.kernel.actors import Actor
from naast.kernel.clock import now, today
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.people import purposes
from naast.people.actions.acting import ended
from naast.people.actions.persons import add_person
from naast.people.caseholders import held_case, holds
from naast.people.circle import active_today
from naast.people.models import (
    Case,
    CircleMember,
    FixedContact,
    Informed,
    Intake,
    Participant,
    Person,
    ReadingShare,
)
from naast.people.queries import case_for, people_in


@transaction.atomic
def open_case(
    *,
    actor: Actor,
    person_id: int,
    law: str,
    intake_kind: str,
    received_on: dt.date | None = None,
    is_urgent: bool = False,
    is_practice: bool = False,
    key: str | None = None,
) -> Case:
    """Open a case. Whoever opens it is its first circle member and fixed contact.

    `key` of the form lets it open once. Raises Invalid for an unknown law or kind of intake and for a day in
    the future.
    """
    if not actor.has_role(*actors.CASE_ROLES):
        raise NotAllowed(_("Only someone who stands beside residents opens a case."))
    if law not in dict(Case.LAWS):
        raise Invalid(_("Choose one of the laws in the list."), "law")
    if intake_kind not in dict(Intake.KINDS):
        raise Invalid(_("Choose report, application or ex officio."), "kind")
    day = received_on or today()
    if day > today():
        raise Invalid(_("This day lies in the future."), "received_on")
    if not Person.objects.filter(pk=person_id).exists():
        raise NotVisible
    case = Case(
        resident_id=person_id,
        opened_by_id=actor.id,
        ground=law,
        opened_on=today(),
        is_practice=is_practice,
        opening_key=key,
    )
    case.save()
    role = next(
        role for role in ("professional", "experience_worker", "client_supporter") if role in actor.roles
    )
    CircleMember(
        case=case,
        ground=law,
        staff_id=actor.id,
        role=role,
        basis=str(purposes.LEGAL_TASK),
        purpose=str(purposes.BESIDE),
    ).save()
    FixedContact(case=case, ground=law, staff_id=actor.id).save()
    Intake(case=case, ground=law, kind=intake_kind, law=law, received_on=day, is_urgent=is_urgent).save()
    audit.change(actor, "people.open_case", case, law=law, intake=intake_kind)
    return case


@transaction.atomic
def add_participant(*, actor: Actor, case_id: int, person_id: int, relation: str) -> Participant:
    """Someone of the household takes part, with an own story and board. Who left comes back as they were, but
    for what was shared by or with them: that ended, and is said anew.

    Raises Invalid for an unknown relation, and for the resident.
    """
    case = held_case(actor, case_id)
    if relation not in dict(Participant.RELATIONS):
        raise Invalid(_("Choose how this person belongs to the resident."), "relation")
    if person_id == case.resident_id:
        raise Invalid(_("This is the resident of the case already."), "person")
    if not Person.objects.filter(pk=person_id).exists():
        raise NotVisible
    participant: Participant | None = Participant.objects.filter(case_id=case.id, person_id=person_id).first()
    if participant is None:
        participant = Participant(case_id=case.id, ground=case.law, person_id=person_id, relation=relation)
    elif participant.until_on is not None and participant.until_on < today():
        # What they let an organisation read counts from this moment: an older share stays closed.
        participant.from_on, participant.returned_at = today(), now()
        shared = ReadingShare.objects.filter(case_id=case.id)
        for share in shared.filter(Q(person_id=person_id) | Q(reader_id=person_id)):
            ended(share)
    participant.relation, participant.until_on = relation, None
    participant.save()
    audit.change(actor, "people.add_participant", participant)
    return participant


@transaction.atomic
def meet_participant(
    *,
    actor: Actor,
    case_id: int,
    given_name: str,
    relation: str,
    family_name: str = "",
    birth_date: dt.date | None = None,
) -> Participant:
    """Write down someone of the household and let them take part. Sent twice, it makes one person.

    Somebody of this name who takes part already is taken to be the same. Raises Invalid by field.
    """
    case = held_case(actor, case_id)
    name = f"{given_name.strip()} {family_name.strip()}".strip().casefold()
    same = [found for found in people_in(case) if found.name.casefold() == name]
    if same:
        return add_participant(actor=actor, case_id=case_id, person_id=same[0].id, relation=relation)
    person = add_person(actor=actor, given_name=given_name, family_name=family_name, birth_date=birth_date)
    return add_participant(actor=actor, case_id=case_id, person_id=person.pk, relation=relation)


@transaction.atomic
def tell_what_happens(*, actor: Actor, case_id: int, person_id: int) -> Informed:
    """Note that a person read, before the first word, what happens with what is told. Once is enough.

    By the person themselves, or by staff who stands beside (NotAllowed for others in the circle, NotVisible
    for a person of elsewhere).
    """
    if actor.is_resident:
        if actor.id != person_id:
            raise NotVisible
        case = Case.objects.filter(pk=case_id).first()
        takes_part = Participant.objects.filter(active_today(), case_id=case_id, person_id=person_id).exists()
        if case is None or not (case.resident_id == person_id or takes_part):
            raise NotVisible
        law = case.ground
    else:
        facts = case_for(actor, case_id)
        if not (holds(actor, case_id) or actor.kind == "system"):
            raise NotAllowed(_("Only someone who stands beside the resident tells what happens."))
        if person_id not in {found.id for found in people_in(facts)}:
            raise NotVisible
        law = facts.law
    told_by = actor.id if actor.is_staff else None
    informed, made = Informed.objects.get_or_create(
        municipality_id=actor.municipality_id,
        case_id=case_id,
        person_id=person_id,
        defaults={"told_by_id": told_by, "ground": law},
    )
    if made:
        audit.change(actor, "people.tell_what_happens", informed)
    return informed  # type: ignore[no-any-return]
