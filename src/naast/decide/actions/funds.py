from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from naast.decide import fund_csv, practice
from naast.decide.actions.proposing import case_beside
from naast.decide.fund_queries import allocatable, sides_of
from naast.decide.iban import checked as checked_account
from naast.decide.models import Decision, FundEntry, FundRoom, OpenFund
from naast.decide.money import checked_amount
from naast.decide.refusals import said
from naast.kernel import actors, audit
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, NotVisible, Stale
from naast.people import queries as people
from naast.people.types import CaseFacts

SENTENCE, CENTRE, PAYEE = 300, 40, 120
"""Characters of a reason, of a cost centre and of who is paid."""


@transaction.atomic
def open_fund(
    *,
    actor: Actor,
    name: str,
    owner_id: int,
    opening: Decimal,
    petty_up_to: Decimal = Decimal(0),
    is_fictive: bool = False,
) -> int:
    """Start an open fund with an opening balance in euros; gives its id. Only the administrator may.

    `petty_up_to` as in `set_petty_cash`.
    """
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
        petty_up_to=checked_amount(petty_up_to, "petty_up_to"),
        is_fictive=is_fictive,
    )
    with said():
        row.save()
    audit.change(actor, "decide.open_fund", row)
    return int(row.pk)


def reserve(
    *, actor: Actor, case: CaseFacts, decision: Decision, paid_before: Decimal = Decimal(0)
) -> FundEntry | None:
    """Set the amount of a decision aside; part of deciding. Raises Invalid when the fund does not hold it.

    `paid_before`: what of it was paid by the decision that it replaces.
    """
    if decision.fund_id is None or not decision.amount or decision.amount <= paid_before:
        return None
    fund = practice.booked_in(actor, case, OpenFund.objects.select_for_update().get(pk=decision.fund_id))
    entry = FundEntry(
        case_id=decision.case_id,
        ground=decision.law,
        fund=fund,
        kind=FundEntry.RESERVE,
        amount=decision.amount - paid_before,
        decision=decision,
        made_by_id=actor.id,
    )
    with said():
        entry.save()
    audit.change(actor, "decide.reserve", entry, fund=fund.pk)
    return entry


@transaction.atomic
def spend(
    *,
    actor: Actor,
    reservation_id: int,
    amount: Decimal,
    left: Decimal | None,
    payee: str = "",
    iban: str = "",
) -> int:
    """Pay out of a reservation: the fund's owner, and never who decided; gives the id of the entry.

    `left` is what was still reserved when the owner looked: a form that is sent twice pays once (Stale).
    To a person or a shop: `payee`, with an `iban` that is checked.
    """
    paid_to = " ".join(payee.split())
    if len(paid_to) > PAYEE:
        raise Invalid(_("This is too long."), "payee")
    account = checked_account(iban)
    if account and not paid_to:
        raise Invalid(_("Write whose account this is."), "payee")
    return _settle(actor, reservation_id, amount, left, FundEntry.SPEND, {"payee": paid_to, "iban": account})


@transaction.atomic
def release(*, actor: Actor, reservation_id: int, amount: Decimal, left: Decimal | None) -> int:
    """Give back to the fund what a reservation does not need; gives the id of the entry.

    `left` as in `spend`.
    """
    return _settle(actor, reservation_id, amount, left, FundEntry.RELEASE)


def _settle(
    actor: Actor,
    reservation_id: int,
    amount: Decimal,
    left: Decimal | None,
    kind: str,
    paid_to: dict[str, str] | None = None,
) -> int:
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
        notice_id=reservation.notice_id,
        reservation=reservation,
        made_by_id=actor.id,
        **(paid_to or {}),
    )
    with said():
        entry.save()
    audit.change(actor, f"decide.{kind}", entry, fund=reservation.fund_id)
    return int(entry.pk)


@transaction.atomic
def set_petty_cash(*, actor: Actor, fund_id: int, up_to: Decimal, base: Decimal | None = None) -> None:
    """What one person may pay for one resident on one day from a fund, in euros; zero: no petty cash.

    Only the administrator. `base` is what it was when they looked (Stale); None looks away from that.
    """
    if not (actor.kind == "system" or actor.has_role(actors.ADMINISTRATOR)):
        raise NotAllowed(_("Only the administrator sets petty cash."))
    row = OpenFund.objects.select_for_update().filter(pk=fund_id, practice_of=None).first()
    if row is None:
        raise NotVisible
    if base is not None and base != row.petty_up_to:
        raise Stale(_("This was changed in the meantime. Look at what it is now first."))
    row.petty_up_to = checked_amount(up_to, "up_to")
    row.save(update_fields=["petty_up_to"])
    audit.change(actor, "decide.set_petty_cash", row)


@transaction.atomic
def allow_below_zero(*, actor: Actor, fund_id: int, up_to: Decimal, words: str, base: Decimal | None) -> int:
    """Let a fund go below zero, so far and with the reason; zero ends it. Only its owner; gives the id.

    `base` is how far it might when the owner looked (Stale).
    """
    fund = OpenFund.objects.select_for_update().filter(pk=fund_id).first()
    if fund is None:
        raise NotVisible
    if not (actor.is_staff and actor.has_role(actors.FUND_OWNER) and fund.owner_id == actor.id):
        raise NotAllowed(_("Only the owner of this fund lets it go below zero."))
    now = fund.rooms.order_by("-id").values_list("up_to", flat=True).first() or Decimal(0)
    if base != now:
        raise Stale(_("This was changed in the meantime. Look at what it is now first."))
    why = " ".join(words.split())
    if not why:
        raise Invalid(_("Write why."), "words")
    if len(why) > SENTENCE:
        raise Invalid(_("This is too long."), "words")
    row = FundRoom(fund=fund, up_to=checked_amount(up_to, "up_to"), words=why, made_by_id=actor.id)
    with said():
        row.save()
    audit.change(actor, "decide.allow_below_zero", row, fund=fund_id)
    return int(row.pk)


@transaction.atomic
def pay_petty(
    *, actor: Actor, case_id: int, fund_id: int, amount: Decimal, words: str, paid_before: int
) -> int:
    """Pay a small sum today, by one person who stands beside the resident, in one sentence; gives the id.

    Never more for one resident on one day than the fund's petty cash holds. `paid_before` is how many of
    these the case had when the page was opened: a form that is sent twice pays once (Stale).
    """
    case = case_beside(actor, case_id)
    if checked_amount(amount) == 0:
        raise Invalid(_("Write an amount above zero."), "amount")
    sentence = " ".join(words.split())
    if not sentence:
        raise Invalid(_("Write in one sentence what it is for."), "words")
    if len(sentence) > SENTENCE:
        raise Invalid(_("One sentence is enough: at most 300 characters."), "words")
    fund = OpenFund.objects.select_for_update().filter(pk=fund_id, practice_of=None).first()
    if fund is None:
        raise NotVisible
    fund = practice.booked_in(actor, case, fund)
    if FundEntry.objects.filter(case_id=case.id, kind=FundEntry.PETTY).count() != paid_before:
        raise Stale(_("Something was paid from petty cash in the meantime. Look below first."))
    entry = FundEntry(
        case_id=case.id,
        ground=case.law,
        fund=fund,
        kind=FundEntry.PETTY,
        amount=amount,
        words=sentence,
        made_by_id=actor.id,
    )
    with said():
        entry.save()
    audit.change(actor, "decide.pay_petty", entry, fund=fund.pk)
    return int(entry.pk)


@transaction.atomic
def allocate(
    *,
    actor: Actor,
    payment_id: int,
    amount: Decimal,
    cost_centre: str,
    words: str,
    from_centre: str = "",
    left: Decimal | None,
) -> int:
    """Put the cost of a payment at a cost centre, afterwards and with the reason; gives the id of the entry.

    By the owner of the fund or a controller. `from_centre` empty: what was not allocated yet; otherwise it is
    moved from that cost centre. The legal title stays that of the decision. `left` as in `spend`, of where it
    comes from.
    """
    payment = FundEntry.objects.filter(pk=payment_id, kind__in=FundEntry.PAYMENTS).first()
    if payment is None:
        raise NotVisible
    if not keeps(actor, OpenFund.objects.select_for_update().get(pk=payment.fund_id).owner_id):
        raise NotAllowed(_("Only the owner of this fund or a controller allocates its cost."))
    if checked_amount(amount) == 0:
        raise Invalid(_("Write an amount above zero."), "amount")
    centre, why = " ".join(cost_centre.split()), " ".join(words.split())
    for text, longest, field, empty in (
        (centre, CENTRE, "cost_centre", _("Write to which cost centre it goes.")),
        (why, SENTENCE, "words", _("Write why the cost belongs there.")),
    ):
        if not text:
            raise Invalid(empty, field)
        if len(text) > longest:
            raise Invalid(_("This is too long."), field)
    if centre == from_centre:
        raise Invalid(_("It stands at this cost centre already."), "cost_centre")
    if left != allocatable(payment_id, from_centre):
        raise Stale(_("This cost was allocated in the meantime. Look at what is left first."))
    entry = FundEntry(
        case_id=payment.case_id,
        ground=payment.ground,
        fund_id=payment.fund_id,
        kind=FundEntry.ALLOCATE,
        amount=amount,
        decision_id=payment.decision_id,
        notice_id=payment.notice_id,
        payment=payment,
        from_centre=from_centre,
        cost_centre=centre,
        words=why,
        made_by_id=actor.id,
    )
    with said():
        entry.save()
    audit.change(actor, "decide.allocate", entry, fund=payment.fund_id)
    return int(entry.pk)


def exported(
    *, actor: Actor, fund_id: int, from_on: dt.date | None = None, until_on: dt.date | None = None
) -> bytes:
    """The bookings of a fund as CSV for the municipality's own ledger, with control totals.

    Both days included. For the owner of the fund and a controller. Nothing of practice is taken along.
    """
    fund = OpenFund.objects.filter(pk=fund_id).first()
    if fund is None:
        raise NotVisible
    if not keeps(actor, fund.owner_id):
        raise NotAllowed(_("Only the owner of this fund or a controller takes its bookings along."))
    if fund.practice_of_id is not None:
        raise Invalid(_("This money does not exist: nothing of practice goes along to the bookkeeping."))
    if from_on is not None and until_on is not None and until_on < from_on:
        raise Invalid(_("The last day lies before the first."), "until_on")
    return fund_csv.write(sides_of(fund_id, from_on, until_on))


def keeps(actor: Actor, owner_id: int) -> bool:
    """Whether the actor keeps the books of a fund: its owner, or a controller."""
    owns = actor.has_role(actors.FUND_OWNER) and owner_id == actor.id
    return actor.is_staff and (owns or actor.has_role(actors.CONTROLLER))
