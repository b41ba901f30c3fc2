from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from naast.decide.models import Decision, FundEntry, OpenFund
from naast.decide.money import checked_amount
from naast.decide.refusals import said
from naast.kernel import actors, audit
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, NotVisible, Stale
from naast.people import queries as people


@transaction.atomic
def open_fund(*, actor: Actor, name: str, owner_id: int, opening: Decimal, is_fictive: bool = False) -> int:
    """Start an open fund with an opening balance in euros; gives its id. Only the administrator may."""
    if not (actor.kind == "system" or actor.has_role(actors.ADMINISTRATOR)):
        raise NotAllowed(_("Only the administrator opens a fund."))
    if not name.strip():
        raise Invalid(_("Give the fund a name."), "name")
    if owner_id not in people.staff_faces([owner_id]):
        raise NotVisible
    row = OpenFund(
        name=name.strip(),
        owner_id=owner_id,
        opening=checked_amount(opening, "opening"),
        is_fictive=is_fictive,
    )
    row.save()
    audit.change(actor, "decide.open_fund", row)
    return int(row.pk)


def reserve(*, actor: Actor, decision: Decision) -> FundEntry | None:
    """Set the amount of a decision aside; part of deciding. Raises Invalid when the fund does not hold it."""
    if decision.fund_id is None or not decision.amount:
        return None
    entry = FundEntry(
        case_id=decision.case_id,
        ground=decision.law,
        fund_id=decision.fund_id,
        kind=FundEntry.RESERVE,
        amount=decision.amount,
        decision=decision,
        made_by_id=actor.id,
    )
    with said():
        entry.save()
    audit.change(actor, "decide.reserve", entry, fund=decision.fund_id)
    return entry


@transaction.atomic
def spend(*, actor: Actor, reservation_id: int, amount: Decimal, left: Decimal | None) -> int:
    """Pay out of a reservation: the fund's owner, and never who decided; gives the id of the entry.

    `left` is what was still reserved when the owner looked: a form that is sent twice pays once (Stale).
    """
    return _settle(actor, reservation_id, amount, left, FundEntry.SPEND)


@transaction.atomic
def release(*, actor: Actor, reservation_id: int, amount: Decimal, left: Decimal | None) -> int:
    """Give back to the fund what a reservation does not need; gives the id of the entry.

    `left` as in `spend`.
    """
    return _settle(actor, reservation_id, amount, left, FundEntry.RELEASE)


def _settle(actor: Actor, reservation_id: int, amount: Decimal, left: Decimal | None, kind: str) -> int:
    reservation = FundEntry.objects.select_related("fund").filter(pk=reservation_id).first()
    if reservation is None or reservation.kind != FundEntry.RESERVE:
        raise NotVisible
    if not (actor.is_staff and actor.has_role(actors.FUND_OWNER) and reservation.fund.owner_id == actor.id):
        raise NotAllowed(_("Only the owner of this fund pays from it."))
    if checked_amount(amount) == 0:
        raise Invalid(_("Write an amount above zero."), "amount")
    # The ledger only grows, so its lines cannot be locked: the fund stands for them.
    OpenFund.objects.select_for_update().get(pk=reservation.fund_id)
    settled = reservation.settled.aggregate(total=Sum("amount"))["total"] or Decimal(0)
    if left != reservation.amount - settled:
        raise Stale(
            _("Something was paid or given back in the meantime. Look at what is still reserved first.")
        )
    entry = FundEntry(
        case_id=reservation.case_id,
        ground=reservation.ground,
        fund=reservation.fund,
        kind=kind,
        amount=amount,
        decision_id=reservation.decision_id,
        reservation=reservation,
        made_by_id=actor.id,
    )
    with said():
        entry.save()
    audit.change(actor, f"decide.{kind}", entry, fund=reservation.fund_id)
    return int(entry.pk)
