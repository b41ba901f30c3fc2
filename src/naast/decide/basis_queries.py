"""What each decision or proposal of a case rests on: what came in with its day, or the house itself."""

from __future__ import annotations

from naast.decide.clock_types import BasisFacts
from naast.decide.models import Basis
from naast.people import queries as people


def bases_of(case_id: int) -> dict[int, BasisFacts]:
    """By proposal what it, and the decision made of it, rests on. The caller has authorised the case.

    Of a decision from before this was kept there is none.
    """
    rows = list(Basis.objects.filter(case_id=case_id).values_list("proposal_id", "intake_id", "because"))
    if not rows:
        return {}
    came = {item.id: item for item in people.intakes_of(case_id)}
    return {proposal_id: BasisFacts(came.get(intake_id), because) for proposal_id, intake_id, because in rows}
