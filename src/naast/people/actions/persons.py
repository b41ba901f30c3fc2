from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from naast.kernel import actors, audit, clock
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.models import Account, Membership
from naast.people import bsn as numbers
from naast.people.models import Organisation, Person, Staff, StaffRole, Team
from naast.people.passwords import checked_password
from naast.people.words import line

EARLIEST_BIRTH = dt.date(1900, 1, 1)
"""Before this a date of birth is a slip of the pen."""


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
    """Write down someone the municipality meets.

    Raises Invalid by field: without a name, with a date of birth that cannot be, or when the BSN is known.
    """
    if not (actor.kind == "system" or actor.has_role(*actors.CASE_ROLES)):
        raise NotAllowed(_("Only someone who stands beside residents writes down people."))
    if birth_date is not None and not EARLIEST_BIRTH <= birth_date <= clock.today():
        raise Invalid(_("This cannot be a date of birth. Check day, month and year."), "birth_date")
    person = Person(
        given_name=line(
            " ".join(given_name.split()), 100, "given_name", needed=_("Write down at least a first name.")
        ),
        family_name=line(" ".join(family_name.split()), 150, "family_name"),
        birth_date=birth_date,
        phone=line(phone, 40, "phone"),
        email=line(email, 254, "email"),
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
    """A team of the municipality; the one that stands when the name is known."""
    only_administrator(actor)
    called = line(name, 100, "name", needed=_("Write down a name."))
    team: Team
    team, _made = Team.objects.get_or_create(municipality_id=actor.municipality_id, name=called)
    return team


@transaction.atomic
def add_staff(  # noqa: PLR0913 - each is one field of one form
    *,
    actor: Actor,
    login: str,
    password: str,
    name: str,
    function: str,
    phone: str = "",
    team: Team | None = None,
    name_withheld: bool = False,
    organisation: str = "",
    ends_on: dt.date | None = None,
) -> Staff:
    """A member of staff with a local account. Only the administrator (or the system) may.

    A login that exists already (somebody works for more than one municipality) keeps its own password. Who
    works for a partner `organisation` (named here the first time) always has a last day. Raises Invalid by
    field: a password that is too easy, a login that works here already, a last day that is missing or past.
    """
    only_administrator(actor)
    login = line(login, 150, "login", needed=_("Write down a login name.")).lower()
    name = line(name, 150, "name", needed=_("Write down a name."))
    function = line(function, 100, "function", needed=_("Write down the function."))
    partner = _partner(actor, organisation, ends_on)
    account = Account.objects.filter(login__iexact=login).first()
    if account is None:
        account = Account(login=login)
        account.set_password(checked_password(password))
        account.save()
    elif Staff.objects.filter(account=account).exists():
        raise Invalid(_("Somebody with this login name works here already."), "login")
    elif Membership.objects.filter(account=account, kind=Membership.RESIDENT).exists():
        raise Invalid(_("This login name cannot be used. Choose another one."), "login")
    staff = Staff(
        account=account,
        name=name,
        function=function,
        phone=line(phone, 40, "phone"),
        team=team,
        name_withheld=name_withheld,
        organisation=partner,
        ends_on=ends_on,
    )
    staff.save()
    Membership.objects.create(
        account=account,
        municipality_id=actor.municipality_id,
        kind=Membership.STAFF,
        subject_id=staff.pk,
        ends_on=ends_on,
    )
    audit.change(actor, "people.add_staff", staff)
    return staff


def _partner(actor: Actor, name: str, ends_on: dt.date | None) -> Organisation | None:
    """The partner organisation of this name; a new one is written down."""
    if ends_on is not None and ends_on < clock.today():
        raise Invalid(_("This day lies in the past."), "ends_on")
    name = line(name, 150, "organisation")
    if not name:
        return None
    if ends_on is None:
        raise Invalid(_("Whoever works for a partner has a last day: write it down."), "ends_on")
    partner: Organisation
    partner, made = Organisation.objects.get_or_create(municipality_id=actor.municipality_id, name=name)
    if made:
        audit.change(actor, "people.add_organisation", partner)
    return partner


@transaction.atomic
def grant_role(*, actor: Actor, staff: Staff | int, role: str) -> None:
    """Give somebody else a role. The system does so only until there is an administrator to do it.

    The database holds both, and that nobody gives a role to themselves.
    """
    only_administrator(actor)
    found = Staff.objects.filter(pk=staff if isinstance(staff, int) else staff.pk).first()
    if found is None:
        raise NotVisible
    if role not in actors.ROLES:
        raise Invalid(_("This role does not exist."), "role")
    if actor.is_staff and actor.id == found.pk:
        raise NotAllowed(_("Nobody gives a role to themselves; ask a colleague."))
    if not actor.is_staff and StaffRole.objects.filter(role=actors.ADMINISTRATOR).exists():
        raise NotAllowed(_("Here an administrator gives the roles."))
    granted_by = actor.id if actor.is_staff else None
    _role, made = StaffRole.objects.get_or_create(
        municipality_id=actor.municipality_id, staff=found, role=role, defaults={"granted_by_id": granted_by}
    )
    if made:
        audit.change(actor, "people.grant_role", found, role=role)


def only_administrator(actor: Actor) -> None:
    if not (actor.kind == "system" or actor.has_role(actors.ADMINISTRATOR)):
        raise NotAllowed(_("Only the administrator keeps accounts and roles."))
