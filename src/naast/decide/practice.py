"""The money of practice cases: funds of their own, apart from those of the municipality (migration 0025)."""

from __future__ import annotations

from itertools import count

from naast.decide.models import OpenFund
from naast.kernel import audit
from naast.kernel.actors import Actor
from naast.people.types import CaseFacts

NAME = "Oefening: {name}"
"""How a fund for practice is called: what the real one is called, and that this is none."""
LONGEST = 120
"""Characters of the name of a fund."""


def name_of(fund_name: str, number: int = 1) -> str:
    """What a fund for practice is called; `number` where somebody called another fund so."""
    more = f" ({number})" if number > 1 else ""
    return NAME.format(name=fund_name)[: LONGEST - len(more)] + more


def booked_in(actor: Actor, case: CaseFacts, fund: OpenFund) -> OpenFund:
    """The fund in which the bookings of a case stand: of a practice case the one for practice beside `fund`.

    That one is made when it is first needed, and begins with what the real one began with. The caller has
    locked `fund`, so that two at once make one.
    """
    if not case.is_practice:
        return fund
    made: OpenFund | None = OpenFund.objects.filter(practice_of=fund).first()
    if made is not None:
        return made
    taken = set(OpenFund.objects.values_list("name", flat=True))
    names = (name_of(fund.name, number) for number in count(1))
    made = OpenFund(
        name=next(name for name in names if name not in taken),
        owner_id=fund.owner_id,
        opening=fund.opening,
        petty_up_to=fund.petty_up_to,
        purpose=fund.purpose,
        is_fictive=True,
        practice_of=fund,
    )
    made.save()
    audit.change(actor, "decide.open_practice_fund", made, fund=fund.pk)
    return made


def of_entry(entry_id: int) -> bool:
    """Whether a booking stands in a fund for practice."""
    return bool(OpenFund.objects.filter(entries=entry_id, practice_of__isnull=False).exists())


def of_fund(fund_id: int) -> bool:
    """Whether a fund is one for practice."""
    return bool(OpenFund.objects.filter(pk=fund_id, practice_of__isnull=False).exists())


def is_used() -> bool:
    """Whether anything was ever booked for practice here."""
    return bool(OpenFund.objects.filter(practice_of__isnull=False).exists())
