"""Reads about what is owed for being late: who may determine it, and the letter about it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from naast.decide import clock_queries, mandate_queries, rules
from naast.decide.clock_types import IntakeClock, NoticeFacts
from naast.decide.models import OpenFund
from naast.decide.models.mandates import REACHES, ROUTINE
from naast.decide.queries import held_mandates, mandates
from naast.decide.types import MandateFacts
from naast.kernel import clock
from naast.kernel.actors import Actor
from naast.people.types import CaseFacts


@dataclass(frozen=True, slots=True)
class Late:
    """A notice of default with the clock of its request."""

    now: IntakeClock
    notice: NoticeFacts


def late_of(case_id: int, notice_id: int) -> Late | None:
    """One of a case; None when it is not there. The caller has authorised the case."""
    for now in clock_queries.clocks_of(case_id):
        for notice in now.notices:
            if notice.id == notice_id:
                return Late(now, notice)
    return None


@dataclass(frozen=True, slots=True)
class WhoDetermines:
    """Who may determine what is owed. `own`: under which mandate the asker may; None: not themselves.

    `why` says which mandate is the lowest that suffices, None when nobody's does. `holders`: who may be
    asked, the narrowest mandate first. `pays`: the asker keeps the account it is paid from.
    """

    own: int | None
    lowest: MandateFacts | None
    why: mandate_queries.Why | None
    holders: tuple[MandateFacts, ...]
    pays: bool = False


def payer_id() -> int | None:
    """Who pays what is owed for being late; None: the administrator named nobody yet."""
    found: int | None = (
        OpenFund.objects.filter(purpose=OpenFund.PENALTY, practice_of=None)
        .values_list("owner_id", flat=True)
        .first()
    )
    return found


def who_determines(
    actor: Actor, case: CaseFacts, law: str, amount: Decimal | None, *, hands: Collection[int] = ()
) -> WhoDetermines:
    """Whose mandate suffices for what is owed under a law, in euros: it departs from no rule.

    `hands`: on an objection who had a hand in it; nobody decides in their place either.
    """
    today, payer = clock.today(), payer_id()
    near = mandate_queries.may_come_in(case)
    barred = {payer} - {None} if amount else set()
    of_law = [item for item in held_mandates() if item.holds(law=law, on=today)]
    able = [
        item
        for item in of_law
        if item.staff_id in near
        and item.staff_id not in barred
        and not item.used_by(set(hands))
        and item.suffices(reach=ROUTINE, amount=amount, law=law, on=today)
    ]
    mine = [item for item in able if item.staff_id == actor.id]
    own = rules.lowest(mine, reach=ROUTINE, amount=amount, law=law, on=today)
    first = rules.lowest(able, reach=ROUTINE, amount=amount, law=law, on=today, rather=actor.id)
    facts = {item.id: item for item in mandates()}
    why = None
    if first is not None:
        lower = [
            mandate_queries.PassedOver(
                facts[item.id], str(mandate_queries.WHY_NOT[_why_not(item, amount, near)])
            )
            for item in of_law
            if item.is_lower_than(first) and item not in able
        ]
        label = str(dict(REACHES)[ROUTINE])
        why = mandate_queries.Why(label, amount, mandate_queries.law_label(law), tuple(lower), None)
    seen: dict[int, rules.Held] = {}
    for item in sorted(able, key=lambda each: each.width):
        seen.setdefault(item.staff_id, item)
    return WhoDetermines(
        own=own.id if own else None,
        lowest=facts[first.id] if first else None,
        why=why,
        holders=tuple(facts[item.id] for item in seen.values() if item.staff_id != actor.id),
        pays=actor.id in barred,
    )


def _why_not(item: rules.Held, amount: Decimal | None, near: set[int]) -> str:
    return rules.why_not(item, reach=ROUTINE, amount=amount, read=set(), wrote=set(), near=near) or rules.HAND
