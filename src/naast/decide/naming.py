"""Who may read an urgent decision along that nobody read yet, and who sees to it that somebody is named."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from naast.decide import rules
from naast.decide.late import NAMERS, lines_for, read_now
from naast.decide.models import Decision, Mandate, Objection, Proposal
from naast.decide.queries import held_mandates, writers_of
from naast.decide.second_types import LateReading
from naast.kernel import actors, clock
from naast.kernel.actors import Actor
from naast.kernel.errors import NotVisible
from naast.people import queries as people
from naast.people.types import Face
from naast.weigh import queries as weigh


def unread_decision(proposal_id: int) -> Decision:
    """An urgent decision that nobody read along yet, by its proposal. Raises NotVisible for any other."""
    waits = Proposal.objects.filter(~read_now(), pk=OuterRef("proposal_id"), state=Proposal.DECIDED)
    rows = Decision.objects.filter(Exists(waits), proposal_id=proposal_id, read_before__isnull=False)
    row: Decision | None = rows.select_related("proposal__reader", "case__resident").first()
    if row is None:
        raise NotVisible
    return row


def to_name(actor: Actor, decision: Decision) -> LateReading:
    """What who names a reader sees of an urgent decision: no words of the case.

    An administrator and a team lead of the contact need not be in the circle; who stands beside the resident
    names one too. Raises NotVisible for anybody else.
    """
    if actor.is_staff and actor.has_role(*NAMERS):
        keeps = actor.has_role(actors.ADMINISTRATOR)
        for found in lines_for(actor, [decision], lambda _row: keeps):
            return found
    case = people.case_for(actor, decision.case_id)
    if not (actor.is_staff and actor.has_role(*actors.CASE_ROLES) and case.stands_beside):
        raise NotVisible
    contact = people.fixed_contact_of(case.id).first
    return LateReading.of(decision, contact, case.resident_name)


def able_to_read(decision: Decision) -> list[Face]:
    """Who may read an urgent decision along, by name: in the role it asks and without a hand in it.

    Never who wrote a version of it or a part of the weighing, who decided or who handles an objection to it,
    also not through a substitute.
    """
    hands = writers_of(decision.proposal_id) | weigh.writers_of(decision.case_id) | {decision.decided_by_id}
    stood = Mandate.objects.filter(pk=decision.mandate_id, stands_in_for__isnull=False)
    hands |= set(stood.values_list("stands_in_for__staff_id", flat=True))
    handle = Objection.objects.filter(decision_id=decision.pk, handler__isnull=False)
    hands |= set(handle.values_list("handler_id", flat=True))
    barred = hands | rules.tied(held_mandates(), hands, on=clock.today())
    return people.staff_with_role(decision.proposal.reader_role, without=barred)
