"""The login of a resident's folder: made, and a code handed over in person."""

from __future__ import annotations

import re
import secrets

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from naast.kernel import audit, clock
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotVisible
from naast.kernel.models import Account, Membership
from naast.people import login
from naast.people.actions.acting import NOBODY
from naast.people.caseholders import held_case
from naast.people.models import Person
from naast.people.queries import could_read, stands_in_hidden_case
from naast.people.reading import FROM_TWELVE, age_on

# Letters and figures that nobody mistakes for another.
_LETTERS = "abcdefghkmnprstwxz"
_FIGURES = "23456789"
_NAME = re.compile(r"[a-z0-9][a-z0-9.\-]{4,59}")


@transaction.atomic
def open_folder(*, actor: Actor, case_id: int, person_id: int, name: str = "") -> str:
    """Give the resident or a participant a login for their folder; returns its name. Who has one keeps it.

    Raises Invalid for a name that is taken or not right, and for a child under twelve.
    """
    person = _person_in(actor, case_id, person_id)
    membership = _membership(actor, person_id)
    if membership is not None:
        return membership.account.login
    if person.birth_date is not None and age_on(person.birth_date, clock.today()) < FROM_TWELVE:
        raise Invalid(
            _("Under twelve the parents with authority see the folder; there is no login."), "person"
        )
    account = _account(name.strip().lower())
    Membership.objects.create(
        account=account,
        municipality_id=actor.municipality_id,
        kind=Membership.RESIDENT,
        subject_id=person_id,
    )
    audit.record(
        actor=actor,
        kind="change",
        verb="people.open_folder",
        subject=person,
        case_id=case_id,
        detail={"person": person_id},
    )
    return account.login


@transaction.atomic
def hand_over_code(*, actor: Actor, case_id: int, person_id: int, on_paper: bool = False) -> str:
    """A one-time code to give in person, shown once: only its hash is kept, and the audit has no code.

    `on_paper`: to take home, for who has no phone or screen here; it works for `login.PAPER_DAYS` days.
    A code opens the whole folder. Raises Invalid for who has, takes part in or reads along in any case that
    this actor may not open: opening a case here, or letting somebody take part, gives nobody that key.
    """
    person = _person_in(actor, case_id, person_id)
    if stands_in_hidden_case(actor, person_id):
        raise Invalid(
            _(
                "This code also opens something that you may not see. "
                "Somebody who may open all of it hands over the code."
            ),
            "person",
        )
    membership = _membership(actor, person_id)
    if membership is None:
        raise Invalid(_("First make a login for this folder."), "person")
    minutes = login.PAPER_DAYS * 24 * 60 if on_paper else login.CODE_MINUTES
    code = login.make_code(membership.account, minutes=minutes)
    audit.record(
        actor=actor,
        kind="change",
        verb="people.hand_over_code",
        subject=person,
        case_id=case_id,
        detail={"person": person_id, "on_paper": on_paper},
    )
    return code


def _person_in(actor: Actor, case_id: int, person_id: int) -> Person:
    """Somebody of the case, or who may read in it: a parent, a mentor, who acts for somebody."""
    case = held_case(actor, case_id)
    if person_id not in {found.id for found in could_read(case, NOBODY)}:
        raise NotVisible
    person: Person = Person.objects.get(pk=person_id)
    return person


def _membership(actor: Actor, person_id: int) -> Membership | None:
    return (
        Membership.objects.select_related("account")
        .filter(municipality_id=actor.municipality_id, kind=Membership.RESIDENT, subject_id=person_id)
        .first()
    )


def _account(name: str) -> Account:
    chosen = name or _made_up()
    if not _NAME.fullmatch(chosen):
        raise Invalid(
            _("Five to sixty small letters, figures, dots and dashes; no name of a person."), "name"
        )
    account = Account(login=chosen)
    account.set_unusable_password()
    try:
        with transaction.atomic():
            if Account.objects.filter(login__iexact=chosen).exists():
                raise IntegrityError
            account.save()
    except IntegrityError as error:
        if not name:
            return _account("")
        raise Invalid(_("This name is taken. Choose another one, or leave it empty."), "name") from error
    return account


def _made_up() -> str:
    letters = "".join(secrets.choice(_LETTERS) for _i in range(5))
    figures = "".join(secrets.choice(_FIGURES) for _i in range(3))
    return f"map-{letters}-{figures}"
