"""What is offered under doing nothing: taken in as a line, or set aside for this case."""

from __future__ import annotations

from django.db import transaction

from naast.kernel import audit
from naast.kernel.actors import Actor
from naast.kernel.errors import NotVisible
from naast.plan import queries, terms
from naast.plan.access import writing
from naast.plan.actions.lines import add_line
from naast.plan.actions.rows import plan_row
from naast.plan.models import NotHere, ScenarioLine
from naast.plan.types import ConsequenceFacts


@transaction.atomic
def take_in_consequence(*, actor: Actor, case_id: int, item: str) -> ScenarioLine:
    """An offered consequence as a line under doing nothing, once; its number is open to change.

    Raises NotVisible for what is not offered in this case.
    """
    case = writing(actor, case_id)
    offered = _offered(case.id, item)
    return add_line(actor=actor, case_id=case.id, scenario=terms.NOTHING, what=offered.price.label)


@transaction.atomic
def set_aside_consequence(*, actor: Actor, case_id: int, item: str) -> None:
    """It does not play here: no reason is asked, and it is not offered again in this case."""
    case = writing(actor, case_id)
    plan_row(case)
    if item in set(NotHere.objects.filter(case_id=case.id).values_list("item", flat=True)):
        return  # a form sent twice
    _offered(case.id, item)
    row = NotHere(case_id=case.id, ground=case.law, item=item)
    row.save()
    audit.change(actor, "plan.set_aside_consequence", row)


def _offered(case_id: int, item: str) -> ConsequenceFacts:
    found = next((row for row in queries.consequences_of(case_id) if row.item == item), None)
    if found is None:
        raise NotVisible
    return found
