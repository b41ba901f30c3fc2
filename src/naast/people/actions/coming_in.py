"""Something new came in about a case that is open already."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from naast.kernel import audit
from naast.kernel.actors import Actor
from naast.kernel.clock import today
from naast.kernel.errors import Invalid
from naast.people.caseholders import held_case
from naast.people.models import Case, Intake


@transaction.atomic
def come_in(
    *,
    actor: Actor,
    case_id: int,
    law: str,
    kind: str,
    received_on: dt.date | None = None,
    is_urgent: bool = False,
) -> int:
    """Write down a report, an application or a beginning ex officio; gives its id. Its own clock runs on it.

    Sent twice, it makes one. Raises Invalid by field for an unknown law or kind and for a day in the future.
    """
    case = held_case(actor, case_id)
    if law not in dict(Case.LAWS):
        raise Invalid(_("Choose one of the laws in the list."), "law")
    if kind not in dict(Intake.KINDS):
        raise Invalid(_("Choose report, application or ex officio."), "kind")
    day = received_on or today()
    if day > today():
        raise Invalid(_("This day lies in the future."), "received_on")
    same = {"kind": kind, "law": law, "received_on": day, "is_urgent": is_urgent}
    before = Intake.objects.filter(case_id=case.id, **same).values_list("pk", flat=True).first()
    if before is not None:
        return int(before)
    row = Intake(case_id=case.id, ground=case.law, **same)
    row.save()
    audit.change(actor, "people.come_in", row, law=law, intake=kind)
    return int(row.pk)
