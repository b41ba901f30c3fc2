"""Whether somebody has stood in a case, or beside its resident, without a break since a moment.

What outsiders may read rests on that: who leaves and comes back, on the same day or later, opens nothing
again.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, Q

from naast.kernel import actors, clock
from naast.people.circle import active_today
from naast.people.models import CircleMember, Participant, Person, StaffRole


def in_case_since(case_id: int, person_id: int, moment: dt.datetime) -> bool:
    """Whether somebody takes part in a case today, and has without leaving it since the moment."""
    never_left = Q(returned_at__isnull=True) | Q(returned_at__lte=moment)
    rows = Participant.objects.filter(never_left, active_today(), case_id=case_id, person_id=person_id)
    return bool(rows.filter(from_on__lte=clock.day_of(moment)).exists())


def beside_since(case_id: int, staff_id: int, moment: dt.datetime) -> bool:
    """Whether a member of staff stands beside the resident today, and has since the moment: the same place in
    the circle, the role that goes with it, and at work."""
    held = StaffRole.objects.filter(staff_id=OuterRef("staff_id"), role=OuterRef("role"))
    at_work = Q(staff__ends_on__isnull=True) | Q(staff__ends_on__gte=clock.today())
    never_left = Q(staff__stood_down_at__isnull=True) | Q(staff__stood_down_at__lte=moment)
    places = CircleMember.objects.filter(
        active_today(), at_work, never_left, Exists(held), case_id=case_id, staff_id=staff_id
    )
    return bool(places.filter(role__in=actors.CASE_ROLES, created_at__lte=moment).exists())


def took_part_ever(case_id: int) -> dict[int, tuple[str, str]]:
    """Given and family name, by person id, of all who take part in a case beside its resident or once did."""
    here = Participant.objects.filter(case_id=case_id).values("person_id")
    rows = Person.objects.filter(pk__in=here).values_list("pk", "given_name", "family_name")
    return {number: (given, family) for number, given, family in rows}
