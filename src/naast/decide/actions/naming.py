"""Naming who reads an urgent decision along, where nobody was there when it was taken."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from naast.decide.actions.circle import let_readers_out
from naast.decide.models import Proposal
from naast.decide.naming import able_to_read, to_name, unread_decision
from naast.decide.refusals import refusal, said
from naast.kernel import actors, audit
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid
from naast.people import actions as people_actions


@transaction.atomic
def name_reader(*, actor: Actor, proposal_id: int, reader_id: int) -> None:
    """Name who reads an urgent decision along that nobody can read, before or after its three days.

    By an administrator, a team lead of the contact, or who stands beside the resident. The house lets the
    reader in; who was asked before goes out. Naming the same twice is once. Raises NotVisible for what was
    read by now or is not theirs, Invalid for who had a hand in it, and while who was asked can read it.
    """
    Proposal.objects.select_for_update().filter(pk=proposal_id).first()
    decision = unread_decision(proposal_id)
    to_name(actor, decision)
    proposal = decision.proposal
    if proposal.reader_id == reader_id:
        return
    able = {face.id: face for face in able_to_read(decision)}
    if proposal.reader_id in able:
        name = able[proposal.reader_id].name
        raise Invalid(_("%(name)s was asked already and can read this.") % {"name": name}, "reader")
    if reader_id not in able:
        raise refusal("decide_reader_named_no_hand")
    before, proposal.reader_id = proposal.reader_id, reader_id
    with said():
        proposal.save(update_fields=["reader"])
    house = actors.system(decision.municipality_id)
    people_actions.let_in_reader(
        actor=house, case_id=decision.case_id, staff_id=reader_id, role=proposal.reader_role
    )
    if before is not None:
        let_readers_out(house, decision.case_id, only={before})
    audit.change(actor, "decide.name_reader", proposal, reader=reader_id, before=before)
