"""What a day too late costs: the administrator keeps the table."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from naast.decide.models import PenaltyAmounts
from naast.decide.money import checked_amount
from naast.decide.refusals import said
from naast.kernel import actors, audit
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed

HIGHEST = Decimal("999999.99")


@transaction.atomic
def say_amounts(
    *,
    actor: Actor,
    from_on: dt.date,
    first: Decimal,
    second: Decimal,
    third: Decimal,
    source: str,
) -> int:
    """Write down the amounts of Awb 4:17 lid 2 that hold from a day on, in euros, with where they stand.

    What was written stays; of two rows from one day the last counts. Raises NotAllowed for who is no
    administrator, Invalid by field.
    """
    if not actor.has_role(actors.ADMINISTRATOR):
        raise NotAllowed(_("Only the administrator keeps these amounts."))
    given = {"first": first, "second": second, "third": third}
    for name, amount in given.items():
        if checked_amount(amount, name) > HIGHEST:
            raise Invalid(_("This number is too large."), name)
    if not source.strip():
        raise Invalid(_("Where can these amounts be read?"), "source")
    if len(source) > 300:
        raise Invalid(_("This text is too long."), "source")
    last = PenaltyAmounts.objects.filter(from_on=from_on).order_by("-id").first()
    if last and (last.first, last.second, last.third, last.source) == (first, second, third, source.strip()):
        return int(last.pk)
    row = PenaltyAmounts(from_on=from_on, source=source.strip(), made_by_id=actor.id, **given)
    with said():
        row.save()
    audit.change(actor, "decide.say_amounts", row)
    return int(row.pk)
