from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from naast.kernel import actors, audit
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed
from naast.kernel.models import Account, Membership
from naast.people import bsn as numbers
from naast.people.models import Person, Staff, StaffRole, Team


@transaction.atomic
def add_person(
    *,
    actor: Actor,
    given_name: str,
    family_name: str = "",
    birth_date: dt.date | None = None,
    phone: str = "",
    email: str = "",
    bsn: str = "",
) -> Person:
    """Write down someone the municipality meets. Raises Invalid without a name, or when the BSN is known
    already."""
    if not given_name.strip():
        raise Invalid(_("Write down at least a first name."), "given_name")
    if not (actor.kind == "system" or actor.has_role(*actors.CASE_ROLES)):
        raise NotAllowed(_("Only who stands beside residents writes down people."))
    person = Person(
        given_name=given_name.strip(),
        family_name=family_name.strip(),
        birth_date=birth_date,
        phone=phone.strip(),
        email=email.strip(),
    )
    person.save()
    if bsn.strip():
        set_bsn(actor=actor, person=person, bsn=bsn)
    audit.change(actor, "people.add_person", person)
    return person


@transaction.atomic
def set_bsn(*, actor: Actor, person: Person, bsn: str) -> None:
    """Keep the number encrypted. Raises Invalid when it is wrong or belongs to someone already known."""
    digits = numbers.checked(bsn)
    person.bsn_sealed = numbers.sealed(digits)
    person.bsn_hash = numbers.hashed(digits, actor.municipality_id)
    try:
        with transaction.atomic():
            person.save(update_fields=["bsn_sealed", "bsn_hash"])
    except IntegrityError as error:
        raise Invalid(
            _("Someone with this number is known already: ask whether they are known."), "bsn"
        ) from error
    audit.change(actor, "people.set_bsn", person)


@transaction.atomic
def add_team(*, actor: Actor, name: str) -> Team:
    """A team of the municipality."""
    team: Team
    team, _made = Team.objects.get_or_create(municipality_id=actor.municipality_id, name=name)
    return team


@transaction.atomic
def add_staff(
    *,
    actor: Actor,
    login: str,
    password: str,
    name: str,
    function: str,
    phone: str = "",
    team: Team | None = None,
    name_withheld: bool = False,
) -> Staff:
    """A member of staff with a local account. Only the administrator (or the system) may."""
    _only_administrator(actor)
    account = Account.objects.filter(login__iexact=login).first()
    if account is None:
        account = Account(login=login)
        account.set_password(password)
        account.save()
    staff = Staff(
        account=account, name=name, function=function, phone=phone, team=team, name_withheld=name_withheld
    )
    staff.save()
    Membership.objects.create(
        account=account, municipality_id=actor.municipality_id, kind=Membership.STAFF, subject_id=staff.pk
    )
    audit.change(actor, "people.add_staff", staff)
    return staff


@transaction.atomic
def grant_role(*, actor: Actor, staff: Staff, role: str) -> None:
    """Give somebody else a role. The database refuses who gives one to themselves."""
    _only_administrator(actor)
    if role not in actors.ROLES:
        raise Invalid(_("This role does not exist."), "role")
    if actor.is_staff and actor.id == staff.pk:
        raise NotAllowed(_("Nobody gives a role to themselves; ask a colleague."))
    granted_by = actor.id if actor.is_staff else None
    StaffRole.objects.get_or_create(
        municipality_id=actor.municipality_id, staff=staff, role=role, defaults={"granted_by_id": granted_by}
    )
    audit.change(actor, "people.grant_role", staff, role=role)


def _only_administrator(actor: Actor) -> None:
    if not (actor.kind == "system" or actor.has_role(actors.ADMINISTRATOR)):
        raise NotAllowed(_("Only the administrator keeps accounts and roles."))
