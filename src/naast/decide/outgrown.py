"""What was proposed before the weighing came to say something else."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from naast.decide import rules
from naast.decide.dossier import Dossier, goes_by_weighing
from naast.decide.models.decisions import LAWYER
from naast.decide.models.mandates import REACH_ORDER
from naast.decide.types import ProposalFacts


def outgrown(proposal: ProposalFacts | None, dossier: Dossier) -> list[str]:
    """In words, when the weighing of now asks another mandate or reader, or its title does not hold any more.

    Who decides and who reads along were looked for when the proposal was kept; keeping it again does so anew.
    """
    if proposal is None:
        return []
    if proposal.is_routine:
        if goes_by_weighing(dossier, proposal.terms.title_row):
            return [_("the proposal from the weighing, because its legal title is weighed there by now")]
        return []
    now = rules.needed(
        outcome=proposal.outcome,
        amount=None,
        is_exception=dossier.is_exception,
        result=dossier.result,
        own_limit=Decimal(0),
    )
    wider = REACH_ORDER.index(now.reach) > REACH_ORDER.index(proposal.reach)
    lawyer = now.reader_role == LAWYER and proposal.reader_role != LAWYER
    routes = dossier.weighing.routes if dossier.weighing else ()
    gone = any(str(route.row_id) == proposal.terms.title_row and route.applies == "false" for route in routes)
    if wider or lawyer or gone:
        return [_("the proposal kept once more, because the weighing says something else by now")]
    return []
