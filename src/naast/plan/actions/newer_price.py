from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid
from naast.plan import newer_prices
from naast.plan.access import writing
from naast.plan.actions.lines import change_line
from naast.plan.actions.rows import row_of
from naast.plan.models import ScenarioLine


@transaction.atomic
def take_newer_price(
    *, actor: Actor, case_id: int, line_id: int, base_version: int, price_id: int
) -> ScenarioLine:
    """Work one line out with the price that holds today, as it was shown: `price_id`. All else of it stays.

    Raises Invalid for any other price, and for a line that has the price of today or stands as it was
    agreed; Stale for an old version.
    """
    case = writing(actor, case_id)
    line = row_of(ScenarioLine, case, line_id)
    if line.price_id == price_id:  # a form sent twice
        return line
    newer = newer_prices.newer_prices(case.id, [line.price_id]).get(line.pk)
    if newer is None or newer.price_id != price_id:
        raise Invalid(
            _("This is not the price that takes the place of the old one. Look once more."), "price"
        )
    return change_line(
        actor=actor,
        case_id=case.id,
        line_id=line.pk,
        base_version=base_version,
        changes={"price_id": price_id},
    )
