"""Looking at a decision again: a new decision that names the one it replaces and why.

The new one is proposed, read along, heard about and decided as any other; the earlier one stays as it was.
What gives less than before is a "partly" or a "no" (so it is heard about and read along), never follows from
an objection, and reaches back only with a reason of its own and a resident who was heard. Migration 0014
refuses the rest. To be checked by a lawyer: Awb 7:11, 10:3.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from naast.decide.actions.proposing import case_beside, draft_key
from naast.decide.models import Decision, FundEntry, Objection, Proposal, Revision
from naast.decide.models.decisions import NO
from naast.decide.refusals import said
from naast.kernel import audit, clock, drafts
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotVisible

WORDS = 3_000


@transaction.atomic
def begin_revision(
    *,
    actor: Actor,
    case_id: int,
    decision_id: int,
    why: str,
    words: str,
    works_from: dt.date | None = None,
    back_because: str = "",
    objection_id: int | None = None,
) -> int:
    """Look at a decision again, with why in own words; gives the id. The next decision here replaces it.

    `works_from`: from which day the new decision holds, when that is not its own day. One at a time in a
    case; begun again for the same decision it is changed. By who stands beside the resident. Raises Invalid
    for a decision that was replaced already, or while another proposal is open.
    """
    case = case_beside(actor, case_id)
    earlier = Decision.objects.filter(case_id=case.id, pk=decision_id).first()
    if earlier is None:
        raise NotVisible
    if why not in dict(Revision.WHYS):
        raise Invalid(_("Choose why you look at this decision again."), "why")
    for name, text in (("words", words), ("back_because", back_because)):
        if len(text) > WORDS:
            raise Invalid(_("This text is too long."), name)
    if not words.strip():
        raise Invalid(_("Write down why you look at this decision again."), "words")
    if works_from is not None and works_from < clock.today() and not back_because.strip():
        raise Invalid(_("This reaches back. Write down why."), "back_because")
    _open_objection(case.id, earlier.pk, why, objection_id)
    row = Revision.objects.select_for_update().filter(case_id=case.id, state=Revision.OPEN).first()
    if row is not None and (row.replaces_id, row.why, row.objection_id) != (earlier.pk, why, objection_id):
        raise Invalid(_("Another decision is being looked at again here. Finish or stop that first."))
    if row is None:
        _nothing_else(case.id, earlier)
        row = Revision(case_id=case.id, ground=case.law, replaces=earlier, why=why, objection_id=objection_id)
        row.begun_by_id = actor.id
    row.words, row.back_because, row.works_from = words.strip(), back_because.strip(), works_from
    with said():
        row.save()
    drafts.drop(actor=actor, object_key=draft_key(case.id, f"revision:{decision_id}"))
    audit.change(actor, "decide.begin_revision", row, replaces=earlier.pk, why=why)
    return int(row.pk)


def _open_objection(case_id: int, decision_id: int, why: str, objection_id: int | None) -> None:
    if (why == Revision.OBJECTION) != (objection_id is not None):
        raise Invalid(_("Choose the objection that this follows from."), "why")
    if objection_id is None:
        return
    objection = Objection.objects.filter(case_id=case_id, decision_id=decision_id, pk=objection_id).first()
    if objection is None:
        raise NotVisible
    if objection.state in (Objection.DECIDED, Objection.WITHDRAWN):
        raise Invalid(_("This objection has its answer already."))


def _nothing_else(case_id: int, earlier: Decision) -> None:
    if Revision.objects.filter(replaces=earlier, state=Revision.DONE).exists():
        raise Invalid(_("This decision was replaced already: look at the one that took its place."))
    if Proposal.objects.filter(case_id=case_id, state=Proposal.OPEN).exists():
        raise Invalid(_("There is a proposal already. Go on with that one, or take it back first."))


@transaction.atomic
def stop_revision(*, actor: Actor, case_id: int) -> None:
    """Leave a decision as it is after all; what was proposed meanwhile is taken back first."""
    case = case_beside(actor, case_id)
    row = Revision.objects.select_for_update().filter(case_id=case.id, state=Revision.OPEN).first()
    if row is None:
        raise NotVisible
    if Proposal.objects.filter(case_id=case.id, state=Proposal.OPEN).exists():
        raise Invalid(_("There is a proposal already. Go on with that one, or take it back first."))
    row.state = Revision.STOPPED
    with said():
        row.save(update_fields=["state"])
    audit.change(actor, "decide.stop_revision", row)


def replaced_by(*, actor: Actor, decision: Decision) -> Decimal:
    """Let a new decision take the place of the one that was looked at again; part of deciding.

    Gives how much of its amount was paid already, in euros. What was set aside for the earlier one and not
    paid goes back to the fund, unless help that ends goes on until a later day: then the fund's owner gives
    it back.
    """
    rows = Revision.objects.select_for_update(of=("self",)).filter(
        case_id=decision.case_id, state=Revision.OPEN
    )
    row = rows.first()
    if row is None:
        return Decimal(0)
    row.state, row.decision = Revision.DONE, decision
    with said():
        row.save(update_fields=["state", "decision"])
    audit.change(actor, "decide.replace", row, replaces=row.replaces_id, decision=decision.pk)
    goes_on = row.works_from is not None and row.works_from > clock.today()
    if decision.outcome != NO or not goes_on:
        _give_back(actor, row.replaces_id)
    return _paid(row.replaces_id)


def _give_back(actor: Actor, decision_id: int) -> None:
    for reservation in FundEntry.objects.filter(decision_id=decision_id, kind=FundEntry.RESERVE):
        settled = reservation.settled.aggregate(total=Sum("amount"))["total"] or Decimal(0)
        if reservation.amount == settled:
            continue
        entry = FundEntry(
            case_id=reservation.case_id,
            ground=reservation.ground,
            fund_id=reservation.fund_id,
            kind=FundEntry.RELEASE,
            amount=reservation.amount - settled,
            decision_id=decision_id,
            reservation=reservation,
            made_by_id=actor.id,
        )
        with said():
            entry.save()
        audit.change(actor, "decide.release", entry, fund=reservation.fund_id)


def _paid(decision_id: int) -> Decimal:
    """What was paid of a decision and of those that it replaced, one after the other."""
    total, number = Decimal(0), decision_id
    while number:
        spent = FundEntry.objects.filter(decision_id=number, kind=FundEntry.SPEND)
        total += spent.aggregate(total=Sum("amount"))["total"] or Decimal(0)
        before = Revision.objects.filter(decision_id=number).values_list("replaces_id", flat=True)
        number = before.first() or 0
    return total
