"""Who may open which case today. Registered with the kernel; every `visible_to` goes through it."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q

from naast.kernel.actors import Actor
from naast.kernel.clock import today
from naast.kernel.models import Membership
from naast.people.models import Case, CircleMember, Person, Staff, StaffRole


def active_today(prefix: str = "") -> Q:
    """From/until of a membership around the present day."""
    day = today()
    starts, ends = f"{prefix}from_on__lte", f"{prefix}until_on"
    return Q(**{starts: day}) & (Q(**{f"{ends}__isnull": True}) | Q(**{f"{ends}__gte": day}))


def case_ids(actor: Actor) -> Any:
    """Ids of the cases an actor may open today, as a lazy queryset."""
    members = CircleMember.objects.filter(active_today())
    if actor.is_staff:
        return members.filter(staff_id=actor.id).values("case_id")
    if actor.is_resident:
        # A participant is not here: what they may read is their own part of a case (`folder`), not the case.
        shared = members.filter(person_id=actor.id).values("case_id")
        return Case.objects.filter(Q(resident_id=actor.id) | Q(id__in=shared)).order_by().values("id")
    return CircleMember.objects.none().values("case_id")


def load_actor(membership: Membership) -> Actor | None:
    """The member of staff or person behind a membership, with the roles of this moment."""
    if membership.kind == Membership.STAFF:
        held = StaffRole.objects.filter(staff_id=OuterRef("pk")).order_by().values("role")
        # One question and three columns: this runs for every page.
        rows = Staff.objects.filter(pk=membership.subject_id).values_list(
            "name", "ends_on", ArraySubquery(held)
        )
        name, ends_on, roles = next(iter(rows), ("", None, None))
        if roles is None or (ends_on is not None and ends_on < today()):
            return None
        return Actor(
            kind="staff",
            id=membership.subject_id,
            municipality_id=membership.municipality_id,
            name=name,
            roles=frozenset(roles),
            account_id=membership.account_id,
        )
    person = Person.objects.filter(pk=membership.subject_id).first()
    if person is None:
        return None
    return Actor(
        kind="resident",
        id=person.pk,
        municipality_id=membership.municipality_id,
        name=person.name,
        account_id=membership.account_id,
    )
