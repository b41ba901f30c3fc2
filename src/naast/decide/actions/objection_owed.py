"""What the house owes for being late, determined anew on an objection: more, or it stays."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from naast.decide import clocks, penalties
from naast.decide.actions.determining import account_of, owes
from naast.decide.clock_queries import amounts_known
from naast.decide.models import DefaultNotice, Objection, ObjectionStep
from naast.decide.objected import about_of_objection, objected
from naast.decide.penalty_account import owed_now
from naast.decide.refusals import refusal
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed
from naast.people.types import CaseFacts


@dataclass(frozen=True, slots=True)
class Anew:
    """Under which mandate is decided, and the days and euros that are owed then; without days it stays.

    `before`: what was owed until now, in euros.
    """

    mandate_id: int
    before: Decimal
    days: int | None = None
    amount: Decimal | None = None

    @property
    def columns(self) -> dict[str, Any]:
        """As the step keeps it."""
        return {"owed_days": self.days, "owed_amount": self.amount}


def lock(case_id: int, objection_id: int) -> None:
    """Lock what an objection is about, where that is owed for being late: before the objection itself, as who
    receives one does, so that two at one moment wait for each other in one order."""
    rows = DefaultNotice.objects.select_for_update(of=("self",)).filter(case_id=case_id)
    rows.filter(objections__id=objection_id).first()


def anew(actor: Actor, case: CaseFacts, row: Objection, *, changes: bool, days: int | None) -> Anew:
    """What is owed when an objection to it is decided so; the caller locked it. Raises Invalid by field.

    A founded objection says how many days were late; their amount is that of the table of those days. It is
    more than before: an objection leaves nobody worse off (Awb 7:11, to be checked by a lawyer).
    """
    notice = DefaultNotice.objects.get(pk=row.notice_id)
    before = owed_now(notice)
    law, hands = notice.intake.law, objected(case.id, about_of_objection(row)).hands
    if not changes:
        if days is not None:
            raise Invalid(_("Only of a founded objection: how many days were late."), "owed_days")
        return Anew(_mandate(actor, case, law, before, hands), before)
    if days is None or not 1 <= days <= clocks.MOST_DAYS:
        raise Invalid(_("Write a number from 1 to 42."), "owed_days")
    first = clocks.GRACE.ends(notice.received_on) + dt.timedelta(days=1)
    amount, _unknown = clocks.cost(first, days, amounts_known())
    if amount is None:
        raise Invalid(
            _("The amount of these days is not known here. Ask the administrator to write it down."),
            "owed_days",
        )
    if amount <= before:
        raise refusal("decide_objectionstep_owes_more")
    account_of(amount)
    return Anew(_mandate(actor, case, law, amount, hands), before, days, amount)


def _mandate(actor: Actor, case: CaseFacts, law: str, amount: Decimal, hands: frozenset[int]) -> int:
    who = penalties.who_determines(actor, case, law, amount, hands=hands)
    if who.pays:
        raise Invalid(_("You pay this from the account that you keep, so somebody else determines it."))
    if who.own is None:
        raise NotAllowed(
            _("Your mandate does not suffice here: hand the objection to a mandate holder, with your advice.")
        )
    return who.own


def book(actor: Actor, case: CaseFacts, step: ObjectionStep, more: Anew) -> None:
    """What became more stands in the ledger at once."""
    if more.amount is None:
        return
    notice = DefaultNotice.objects.get(pk=step.objection.notice_id)
    account = account_of(more.amount)
    if account is not None:
        owes(actor, case, notice, account, more.amount - more.before, step_id=step.pk)
