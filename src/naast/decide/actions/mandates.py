from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from naast.decide.models import Mandate
from naast.decide.models.mandates import LAWS, REACH_ORDER
from naast.decide.money import checked_amount
from naast.decide.refusals import said
from naast.kernel import actors, audit, clock
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.people import queries as people

BASIS_LENGTH = 300


@transaction.atomic
def grant_mandate(
    *,
    actor: Actor,
    staff_id: int,
    reach: str,
    up_to: Decimal,
    basis: str,
    law: str = "",
    from_on: dt.date | None = None,
    until_on: dt.date | None = None,
) -> int:
    """Write down who may decide what on behalf of the college; gives the id of the mandate.

    Only the administrator keeps the register (the system until there is one), and nobody gives a mandate to
    themselves; the database holds both. `up_to` in euros, at most two decimals. Raises Invalid for an
    unknown reach or law, a text that is too long, or when it ends before it starts.
    """
    _keeps_register(actor)
    if actor.is_staff and actor.id == staff_id:
        raise NotAllowed(_("Nobody gives a mandate to themselves; ask a colleague."))
    if reach not in REACH_ORDER:
        raise Invalid(_("Choose what kind of decision this is about."), "reach")
    if law and law not in dict(LAWS):
        raise Invalid(_("Choose one of the laws in the list."), "law")
    if not basis.strip():
        raise Invalid(_("Write down what this mandate rests on."), "basis")
    if len(basis.strip()) > BASIS_LENGTH:
        raise Invalid(_("This text is too long."), "basis")
    starts = from_on or clock.today()
    if until_on is not None and until_on < starts:
        raise Invalid(_("A mandate cannot end before it starts."), "until_on")
    if staff_id not in people.staff_faces([staff_id]):
        raise NotVisible
    row = Mandate(
        staff_id=staff_id,
        reach=reach,
        law=law,
        up_to=checked_amount(up_to, "up_to"),
        basis=basis.strip(),
        from_on=starts,
        until_on=until_on,
        granted_by_id=actor.id if actor.is_staff else None,
    )
    with said():
        row.save()
    audit.change(actor, "decide.grant_mandate", row, reach=reach, law=law)
    return int(row.pk)


@transaction.atomic
def end_mandate(*, actor: Actor, mandate_id: int, until_on: dt.date) -> None:
    """Let a mandate end. What was decided under it stands.

    It never goes on longer than it says: that is a new mandate, which nobody gives to themselves (Invalid).
    """
    _keeps_register(actor)
    row = Mandate.objects.select_for_update().filter(pk=mandate_id).first()
    if row is None:
        raise NotVisible
    if until_on < row.from_on:
        raise Invalid(_("A mandate cannot end before it starts."), "until_on")
    if row.until_on is not None and until_on > row.until_on:
        raise Invalid(_("This mandate ends earlier already. For longer, give a new one."), "until_on")
    row.until_on = until_on
    row.save(update_fields=["until_on"])
    audit.change(actor, "decide.end_mandate", row)


def _keeps_register(actor: Actor) -> None:
    if not (actor.kind == "system" or actor.has_role(actors.ADMINISTRATOR)):
        raise NotAllowed(_("Only the administrator keeps the mandate register."))
