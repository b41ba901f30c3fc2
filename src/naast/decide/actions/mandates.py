from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import Q
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from naast.decide.kinds import EXCEPTION_KINDS
from naast.decide.models import Mandate
from naast.decide.models.mandates import LAWS, REACH_ORDER, ROUTINE
from naast.decide.money import checked_amount
from naast.decide.refusals import said
from naast.kernel import actors, audit, clock
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.people import queries as people

BASIS_LENGTH = 300
LONGEST_STAND_IN = dt.timedelta(days=366)
"""Standing in is for some time: for longer there is a mandate of one's own."""


@transaction.atomic
def grant_mandate(  # noqa: PLR0913 - what a mandate consists of
    *,
    actor: Actor,
    staff_id: int,
    reach: str,
    up_to: Decimal,
    basis: str,
    source: str = "",
    law: str = "",
    kinds: Collection[str] = (),
    from_on: dt.date | None = None,
    until_on: dt.date | None = None,
) -> int:
    """Write down who may decide what on behalf of the college; gives the id of the mandate.

    Only the administrator keeps the register (the system until there is one), and nobody gives a mandate to
    themselves; the database holds both. `up_to` in euros, at most two decimals; `source` says where the basis
    can be read; `kinds` are the kinds of exceptions it is limited to. Raises Invalid for an unknown reach,
    law or kind, a text that is too long, when it ends before it starts, stands there already, or contradicts
    another: same holder and kind of decision, a kind of exception in common, overlapping days, another limit.
    """
    _gives(actor, staff_id)
    if reach not in REACH_ORDER:
        raise Invalid(_("Choose what kind of decision this is about."), "reach")
    if law and law not in dict(LAWS):
        raise Invalid(_("Choose one of the laws in the list."), "law")
    only = [code for code, _label in EXCEPTION_KINDS if code in kinds]
    if len(only) != len(set(kinds)):
        raise Invalid(_("Choose kinds of exceptions from the list."), "kinds")
    if only and reach == ROUTINE:
        raise Invalid(_("Kinds of exceptions belong to a mandate for exceptions."), "kinds")
    starts = from_on or clock.today()
    _checked(basis, source, starts, until_on)
    if staff_id not in people.staff_faces([staff_id]):
        raise NotVisible
    row = Mandate(
        staff_id=staff_id,
        reach=reach,
        law=law,
        up_to=checked_amount(up_to, "up_to"),
        kinds=only,
        basis=basis.strip(),
        source=source.strip(),
        from_on=starts,
        until_on=until_on,
        granted_by_id=actor.id if actor.is_staff else None,
    )
    _one_at_a_time(actor)
    _contradicts_none(row)
    with said():
        row.save()
    audit.change(actor, "decide.grant_mandate", row, reach=reach, law=law)
    return int(row.pk)


@transaction.atomic
def let_stand_in(
    *,
    actor: Actor,
    mandate_id: int,
    staff_id: int,
    from_on: dt.date,
    until_on: dt.date,
    basis: str,
    source: str = "",
) -> int:
    """Let a colleague stand in for who holds a mandate, on some days; gives the id of their own row.

    Kind, law and limit are those of the mandate. Raises NotAllowed for who is not the administrator or gives
    it to themselves, NotVisible without such a mandate or colleague, Invalid for a substitute of a
    substitute, for the holder, for days outside the mandate, or when that colleague stands in on one of those
    days already.
    """
    _gives(actor, staff_id)
    stood = Mandate.objects.select_for_update().filter(pk=mandate_id).first()
    if stood is None or staff_id not in people.staff_faces([staff_id]):
        raise NotVisible
    if stood.cancelled_on is not None:
        raise Invalid(_("This mandate was cancelled."))
    if stood.stands_in_for_id is not None:
        raise Invalid(_("Nobody stands in for who stands in: choose the mandate itself."))
    if stood.staff_id == staff_id:
        raise Invalid(_("Nobody stands in for themselves: choose a colleague."), "staff")
    _checked(basis, source, from_on, until_on)
    if from_on < stood.from_on:
        raise Invalid(_("The mandate does not hold yet on this day."), "from_on")
    if stood.until_on is not None and until_on > stood.until_on:
        raise Invalid(_("The mandate has ended by this day."), "until_on")
    if until_on - from_on > LONGEST_STAND_IN:
        raise Invalid(_("Standing in lasts a year at most. For longer, give a mandate."), "until_on")
    row = Mandate(
        staff_id=staff_id,
        stands_in_for=stood,
        reach=stood.reach,
        law=stood.law,
        up_to=stood.up_to,
        kinds=stood.kinds,
        basis=basis.strip(),
        source=source.strip(),
        from_on=from_on,
        until_on=until_on,
        granted_by_id=actor.id if actor.is_staff else None,
    )
    with said():
        row.save()
    audit.change(actor, "decide.let_stand_in", row, mandate=stood.pk)
    return int(row.pk)


@transaction.atomic
def end_mandate(*, actor: Actor, mandate_id: int, until_on: dt.date) -> None:
    """Let a mandate end. What was decided under it stands.

    It never goes on longer than it says: that is a new mandate, which nobody gives to themselves (Invalid).
    Nor does it end before something that was decided under it, also by who stood in (Invalid).
    """
    _keeps_register(actor)
    row = Mandate.objects.select_for_update().filter(pk=mandate_id).first()
    if row is None:
        raise NotVisible
    if row.cancelled_on is not None:
        raise Invalid(_("This mandate was cancelled."))
    if until_on < row.from_on:
        raise Invalid(
            _("A mandate cannot end before it starts. Has it not begun? Then you can cancel it."), "until_on"
        )
    if row.until_on is not None and until_on > row.until_on:
        raise Invalid(_("This mandate ends earlier already. For longer, give a new one."), "until_on")
    row.until_on = until_on
    with said():
        row.save(update_fields=["until_on"])
    audit.change(actor, "decide.end_mandate", row)


@transaction.atomic
def cancel_mandate(*, actor: Actor, mandate_id: int) -> None:
    """Cancel a mandate, or standing in, of which the first day has not come; it stays in the register so.

    Who would stand in with it does not. Cancelling twice is once. Raises NotAllowed for who is not the
    administrator, NotVisible without such a mandate, Invalid when it has begun: then it ends.
    """
    _keeps_register(actor)
    row = Mandate.objects.select_for_update().filter(pk=mandate_id).first()
    if row is None:
        raise NotVisible
    if row.cancelled_on is not None:
        return
    today = clock.today()
    if row.from_on <= today:
        raise Invalid(_("This mandate has begun: let it end instead."))
    row.cancelled_on, row.until_on = today, row.from_on - dt.timedelta(days=1)
    with said():
        row.save(update_fields=["cancelled_on", "until_on"])
    audit.change(actor, "decide.cancel_mandate", row)


def _gives(actor: Actor, staff_id: int) -> None:
    _keeps_register(actor)
    if actor.is_staff and actor.id == staff_id:
        raise NotAllowed(_("Nobody gives a mandate to themselves; ask a colleague."))


def _checked(basis: str, source: str, from_on: dt.date, until_on: dt.date | None) -> None:
    if not basis.strip():
        raise Invalid(_("Write down what this mandate rests on."), "basis")
    for name, text in (("basis", basis), ("source", source)):
        if len(text.strip()) > BASIS_LENGTH:
            raise Invalid(_("This text is too long."), name)
    if until_on is not None and until_on < from_on:
        raise Invalid(_("A mandate cannot end before it starts."), "until_on")


def _one_at_a_time(actor: Actor) -> None:
    """Whoever writes here at the same moment waits; the trigger of migration 0006 takes the same lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('decide_mandate'), %s)", [actor.municipality_id]
        )


def _contradicts_none(row: Mandate) -> None:
    """The database refuses it too; here it is said which one. Nor does a mandate stand there twice."""
    same = Mandate.objects.filter(
        stands_in_for__isnull=True,
        cancelled_on__isnull=True,
        staff_id=row.staff_id,
        reach=row.reach,
        law=row.law,
    )
    if (
        same.filter(
            up_to=row.up_to, from_on=row.from_on, until_on=row.until_on, kinds__contained_by=row.kinds
        )
        .filter(kinds__contains=row.kinds)
        .exists()
    ):
        raise Invalid(_("This mandate stands in the register already."))
    others = same.filter(Q(until_on__isnull=True) | Q(until_on__gte=row.from_on)).exclude(up_to=row.up_to)
    if row.until_on is not None:
        others = others.filter(from_on__lte=row.until_on)
    other = next((item for item in others.order_by("from_on") if _meet(item.kinds, row.kinds)), None)
    if other is None:
        return
    words = {
        "limit": number_format(other.up_to, decimal_pos=2, use_l10n=True, force_grouping=True),
        "from": date_format(other.from_on, "DATE_FORMAT"),
        "until": date_format(other.until_on, "DATE_FORMAT") if other.until_on else "",
    }
    if other.until_on is None:
        text = _(
            "This contradicts the mandate of the same kind up to € %(limit)s that holds since %(from)s. "
            "Let that one end first."
        )
    else:
        text = _(
            "This contradicts the mandate of the same kind up to € %(limit)s that holds from %(from)s until "
            "%(until)s. Choose other days, or let that one end first."
        )
    raise Invalid(text % words, "up_to")


def _meet(one: list[str], other: list[str]) -> bool:
    """Whether two mandates have a kind of exception in common; an empty list is every kind."""
    return not one or not other or not set(one).isdisjoint(other)


def _keeps_register(actor: Actor) -> None:
    if not (actor.kind == "system" or actor.has_role(actors.ADMINISTRATOR)):
        raise NotAllowed(_("Only the administrator keeps the mandate register."))
