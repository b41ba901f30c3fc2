"""The first step: is somebody known already, and if not, a case for them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from naast.kernel import actors, audit, clock
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.models import AuditEvent
from naast.people import bsn as numbers
from naast.people import tokens
from naast.people.actions.cases import open_case
from naast.people.actions.persons import add_person
from naast.people.models import Case, KnownQuestion, Person
from naast.people.queries.known import answers_about, asked_since, people_like
from naast.people.types import KnownAnswer
from naast.people.words import line

QUESTIONS_AN_HOUR = 20
"""How often one member of staff may ask whether someone is known. The house's own choice: enough for a busy
desk, too few to go through a street."""

KEY_LENGTH = 64


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who somebody is, as far as they want to say. Only the first name is needed."""

    given_name: str
    family_name: str = ""
    birth_date: dt.date | None = None
    bsn: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a case begins with: law and kind of intake (codes), the day it came in, whether it is urgent."""

    law: str
    kind: str
    received_on: dt.date | None = None
    is_urgent: bool = False


@dataclass(frozen=True, slots=True)
class TakenIn:
    """Either the case that was opened, or what is known already (then nothing was made)."""

    case_id: int | None
    known: tuple[KnownAnswer, ...] = ()


@transaction.atomic
def ask_known(
    *,
    actor: Actor,
    reason: str,
    bsn: str = "",
    given_name: str = "",
    family_name: str = "",
    birth_date: dt.date | None = None,
) -> list[KnownAnswer]:
    """Ask whether someone is known: an exact number, or a name with date of birth, and a reason.

    An empty list means "not known". Each question is kept and audited; the person sees it. Raises Invalid
    without a reason, without enough to go by, and after twenty questions in an hour.
    """
    if not (actor.is_staff and actor.has_role(*actors.CASE_ROLES)):
        raise NotAllowed(_("Only someone who stands beside residents asks whether someone is known."))
    why = line(reason, 300, "reason", needed=_("Write down why you ask."))
    digits = numbers.checked(bsn) if bsn.strip() else ""
    given, family = " ".join(given_name.split()), " ".join(family_name.split())
    if not digits and not (given and birth_date is not None):
        raise Invalid(_("Give the citizen service number, or a name with the date of birth."), "bsn")
    if asked_since(actor, clock.now() - dt.timedelta(hours=1)) >= QUESTIONS_AN_HOUR:
        raise Invalid(_("You asked this twenty times in the past hour. Wait a while before you ask again."))
    people = people_like(actor, digits=digits, given_name=given, family_name=family, birth_date=birth_date)
    about: list[Person | None] = [*people] if people else [None]
    for person in about:
        question = KnownQuestion(asked_by_id=actor.id, person=person, reason=why)
        question.save()
        audit.record(
            actor=actor,
            kind=AuditEvent.QUESTION,
            verb="people.ask_known",
            subject=question,
            detail={"found": person is not None},
        )
    return answers_about(actor, people)


@transaction.atomic
def take_in(*, actor: Actor, key: str, newcomer: Newcomer, opening: Opening) -> TakenIn:
    """Write somebody down and open a case, unless they are known already.

    `key` belongs to the form: sent twice, it gives the case of the first time. Raises Invalid by field.
    """
    before = _opened_with(actor, key)
    if before is not None:
        return TakenIn(before)
    _check(actor, newcomer, opening)
    if newcomer.bsn.strip() or newcomer.birth_date is not None:
        known = ask_known(
            actor=actor,
            reason=_("to open a new case without making a double file"),
            bsn=newcomer.bsn,
            given_name=newcomer.given_name,
            family_name=newcomer.family_name,
            birth_date=newcomer.birth_date,
        )
        if known:
            return TakenIn(None, tuple(known))
    try:
        with transaction.atomic():
            person = add_person(
                actor=actor,
                given_name=newcomer.given_name,
                family_name=newcomer.family_name,
                birth_date=newcomer.birth_date,
                phone=newcomer.phone,
                bsn=newcomer.bsn,
            )
            return TakenIn(_open(actor, key, person.pk, opening))
    except IntegrityError:
        return _by_the_other_click(actor, key)


@transaction.atomic
def take_in_known(*, actor: Actor, key: str, reference: str, opening: Opening) -> TakenIn:
    """Open a case for somebody who is known and has no open case of their own.

    `reference` comes from the answer of `ask_known`. Raises NotVisible when it is not this actor's.
    """
    before = _opened_with(actor, key)
    if before is not None:
        return TakenIn(before)
    person_id = tokens.number_of(tokens.PERSON, actor, reference)
    if Case.objects.filter(resident_id=person_id, closed_on__isnull=True).exists():
        raise Invalid(_("Somebody opened a case for this person in the meantime. Ask again whom to call."))
    try:
        with transaction.atomic():
            return TakenIn(_open(actor, key, person_id, opening))
    except IntegrityError:
        return _by_the_other_click(actor, key)


def _check(actor: Actor, newcomer: Newcomer, opening: Opening) -> None:
    """All that can be wrong, before the question whether someone is known is asked and kept."""
    if not actor.has_role(*actors.CASE_ROLES):
        raise NotAllowed(_("Only someone who stands beside residents opens a case."))
    line(newcomer.given_name, 100, "given_name", needed=_("Write down at least a first name."))
    if opening.received_on is not None and opening.received_on > clock.today():
        raise Invalid(_("This day lies in the future."), "received_on")
    if newcomer.bsn.strip():
        numbers.checked(newcomer.bsn)


def _open(actor: Actor, key: str, person_id: int, opening: Opening) -> int:
    case = open_case(
        actor=actor,
        person_id=person_id,
        law=opening.law,
        intake_kind=opening.kind,
        received_on=opening.received_on,
        is_urgent=opening.is_urgent,
        key=_checked_key(key),
    )
    return case.pk


def _checked_key(key: str) -> str:
    if not key or len(key) > KEY_LENGTH:
        raise Invalid(_("This form is not complete. Open it again; what you typed is still here."))
    return key


def _opened_with(actor: Actor, key: str) -> int | None:
    found = Case.objects.filter(opened_by_id=actor.id, opening_key=key) if key else Case.objects.none()
    number: int | None = found.values_list("pk", flat=True).first()
    return number


def _by_the_other_click(actor: Actor, key: str) -> TakenIn:
    case_id = _opened_with(actor, key)
    if case_id is None:
        raise NotVisible
    return TakenIn(case_id)
