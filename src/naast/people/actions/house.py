"""The house's own people: an employment ends, a role is withdrawn, the team lead hands residents over."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from naast.kernel import actors, audit, clock
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.models import Membership
from naast.people.actions.circle import appoint, checked_holders
from naast.people.actions.persons import only_administrator
from naast.people.caseholders import one_at_a_time
from naast.people.models import Case, FixedContact, Staff, StaffRole
from naast.people.queries.house import team_id_of


@transaction.atomic
def withdraw_role(*, actor: Actor, staff_id: int, role: str) -> None:
    """Take a role away from somebody else. Raises Invalid for the last administrator, who stays."""
    only_administrator(actor)
    if actor.is_staff and actor.id == staff_id:
        raise NotAllowed(_("Nobody changes their own roles; ask a colleague."))
    row = StaffRole.objects.filter(staff_id=staff_id, role=role).first()
    if row is None:
        raise NotVisible
    _somebody_keeps_accounts_without(staff_id, role)
    staff = row.staff
    row.delete()
    if role in actors.CASE_ROLES:
        staff.stood_down_at = clock.now()
        staff.save(update_fields=["stood_down_at"])
    audit.change(actor, "people.withdraw_role", staff, role=role)


def _somebody_keeps_accounts_without(staff_id: int, *roles: str) -> None:
    """Two administrators who take leave of each other at one moment wait here for each other."""
    if actors.ADMINISTRATOR not in roles:
        return
    rows = StaffRole.objects.select_for_update(of=("self",)).filter(role=actors.ADMINISTRATOR)
    held = list(rows.select_related("staff").order_by("id"))
    if not any(row.staff_id != staff_id and row.staff.ends_on is None for row in held):
        raise Invalid(
            _("Then nobody keeps the accounts any more: first make somebody else administrator."), "ends_on"
        )


@transaction.atomic
def end_employment(*, actor: Actor, staff_id: int, ends_on: dt.date) -> int:
    """Set somebody's last day; the login stops the day after. Returns for how many residents they are the
    fixed contact, alone or in tandem: the team lead finds those on the team page and hands them over.

    Raises Invalid for a day more than a month back (a slip of the pen) and for the last administrator,
    NotAllowed for oneself.
    """
    staff = _colleague(actor, staff_id)
    if ends_on < clock.today() - dt.timedelta(days=31):
        raise Invalid(_("This day lies more than a month back."), "ends_on")
    _somebody_keeps_accounts_without(staff_id, *staff.roles.values_list("role", flat=True))
    _works_until(actor, staff, ends_on)
    audit.change(actor, "people.end_employment", staff, ends_on=ends_on.isoformat())
    now = FixedContact.objects.filter(until_on__isnull=True, case__closed_on__isnull=True)
    return int(now.filter(Q(staff_id=staff_id) | Q(tandem_id=staff_id)).count())


@transaction.atomic
def stay_employed(*, actor: Actor, staff_id: int) -> None:
    """Take somebody's last day away: they stay, or come back. Without one nothing happens.

    Raises Invalid for who works for a partner, who always has a last day, NotAllowed for oneself.
    """
    staff = _colleague(actor, staff_id)
    if staff.ends_on is None:
        return
    if staff.organisation_id is not None:
        raise Invalid(_("Whoever works for a partner has a last day: choose a later one."), "ends_on")
    _works_until(actor, staff, None)
    audit.change(actor, "people.stay_employed", staff)


def _colleague(actor: Actor, staff_id: int) -> Staff:
    """Of whom an administrator writes the last day; the row is held."""
    only_administrator(actor)
    staff: Staff | None = Staff.objects.select_for_update().filter(pk=staff_id).first()
    if staff is None:
        raise NotVisible
    if actor.is_staff and actor.id == staff_id:
        raise NotAllowed(_("Nobody ends their own employment here; ask a colleague."))
    return staff


def _works_until(actor: Actor, staff: Staff, day: dt.date | None) -> None:
    came_back = day is None or day >= clock.today()
    if came_back and staff.ends_on is not None and staff.ends_on < clock.today():
        staff.stood_down_at = clock.now()
    staff.ends_on = day
    staff.save(update_fields=["ends_on", "stood_down_at"])
    Membership.objects.filter(
        municipality_id=actor.municipality_id, kind=Membership.STAFF, subject_id=staff.pk
    ).update(ends_on=day)


@transaction.atomic
def hand_over(*, actor: Actor, case_id: int, staff_id: int, instead_of: int | None = None) -> None:
    """A team lead names somebody else in the place of a fixed contact, without opening the case.

    Of a tandem only `instead_of` makes room; the other face stays. Raises NotVisible for a case of another
    team, Invalid for who does not stand beside residents or is a face of this resident already.
    """
    if not actor.has_role(actors.TEAM_LEAD):
        raise NotAllowed(_("Only the team lead hands residents over."))
    one_at_a_time(case_id)
    contact = (
        FixedContact.objects.filter(case_id=case_id, until_on__isnull=True, case__closed_on__isnull=True)
        .select_related("staff", "tandem")
        .first()
    )
    of_team = {None, team_id_of(actor)}
    if contact is None or not of_team & {held.team_id for held in (contact.staff, contact.tandem) if held}:
        raise NotVisible
    faces = {"staff_id": contact.staff_id, "tandem_id": contact.tandem_id}
    place = next((name for name, number in faces.items() if number == (instead_of or contact.staff_id)), None)
    if place is None:
        raise NotVisible
    if staff_id in faces.values():
        raise Invalid(_("This is the fixed contact already."), "staff")
    held = checked_holders([staff_id])
    case = Case.objects.get(pk=case_id)
    stand_in_id = None if contact.stand_in_id == staff_id else contact.stand_in_id
    appoint(actor, case.pk, case.ground, held, **faces | {place: staff_id}, stand_in_id=stand_in_id)
