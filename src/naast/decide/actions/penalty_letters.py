"""The letter about what the house owes because it was late (Awb 4:17 and 4:18)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from naast.decide import clocks, letters
from naast.decide.actions.papers import can_be_called, letter_frame
from naast.decide.models import DefaultNotice
from naast.decide.wording import Wording
from naast.kernel.errors import Invalid, NotVisible
from naast.kernel.terms import OBJECTION
from naast.people import queries as people
from naast.people.types import CaseFacts


def composed(
    case: CaseFacts, notice_id: int, day: dt.date, parts: Mapping[str, str], wording: Wording
) -> letters.Letter:
    """The letter about what was determined, with a day on it: from that day the terms to pay (Awb 4:87) and
    to object count.

    Raises NotVisible, and Invalid for a day before it was determined or when nobody could be called about it.
    """
    rows = DefaultNotice.objects.filter(case_id=case.id, pk=notice_id, determined_on__isnull=False)
    row = rows.first()
    if row is None:
        raise NotVisible
    if day < row.determined_on:
        raise Invalid(_("A letter leaves on the day on which it was determined or later."))
    signs = people.staff_faces([row.determined_by_id], to_resident=True)[row.determined_by_id]
    frame = letter_frame(case, sent_on=day, decider=signs.name, function=signs.function)
    can_be_called(frame)
    fixed = letters.words()
    said = {
        "received_on": letters.day(row.received_on, fixed),
        "owed": _owed(row.determined_amount, row.determined_days or 0, fixed),
        "amount": letters.euros(row.determined_amount) if row.determined_amount else "",
        "pay_by": letters.day(clocks.PAYMENT.ends(day), fixed) if row.determined_amount else "",
        "reason": letters.sentence(row.determined_words),
        "decided_on": letters.day(row.determined_on, fixed),
        "objection_ends_on": letters.day(OBJECTION.ends(day), fixed),
        "objection_address": frame.postal_address or frame.municipality,
    }
    return letters.compose_other(wording, frame, said, fixed, f"Kenmerk: te laat {row.pk}", parts)


def _owed(amount: Decimal | None, days: int, fixed: letters.Words) -> str:
    if not amount:
        return str(fixed["late"]["nothing"])
    late = fixed["late"]["day" if days == 1 else "days"].format(days=days)
    return str(fixed["late"]["owed"].format(amount=letters.euros(amount), late=late))
