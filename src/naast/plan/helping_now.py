"""Who helps now, and what that costs a year (M4): line by line, never one amount for a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from naast.listen.types import NetworkFacts
from naast.plan import terms
from naast.plan.types import SupportFacts

TIMES_A_YEAR = {"week": 52, "month": 12, "year": 1}
"""How often a period is counted in a year; the page says so. What is paid once has no amount a year."""


@dataclass(frozen=True, slots=True)
class HelpNow:
    """Help that is there now. `a_year` in euros; None: not known, or paid once (then `once` is the amount).

    `helpers`: the people around somebody who do this, by the words that stand in the plan.
    """

    support: SupportFacts | None
    what: str
    who: str
    payer: str
    a_year: Decimal | None
    once: Decimal | None
    helpers: tuple[NetworkFacts, ...] = ()


def help_now(supports: Sequence[SupportFacts], helpers: Sequence[NetworkFacts]) -> list[HelpNow]:
    """The support that is there now with what it costs a year, then helpers without a line in the plan."""
    found, named = [], set()
    for row in supports:
        if row.stage != terms.NOW:
            continue
        theirs = tuple(each for each in helpers if _same(each, row))
        named |= {each.id for each in theirs}
        found.append(
            HelpNow(row, row.what, row.who, row.payer, _a_year(row), _once(row), theirs),
        )
    return found + [
        HelpNow(None, each.label, "", "", None, None, (each,)) for each in helpers if each.id not in named
    ]


def _same(helper: NetworkFacts, support: SupportFacts) -> bool:
    """The plan names this helper: as who does it, or as what it is."""
    names = {text.strip().casefold() for text in (helper.name, helper.description) if text}
    return bool(names & {support.who.strip().casefold(), support.what.strip().casefold()})


def _a_year(row: SupportFacts) -> Decimal | None:
    times = TIMES_A_YEAR.get(row.period)
    return None if row.amount is None or times is None else row.amount * times


def _once(row: SupportFacts) -> Decimal | None:
    return row.amount if row.period not in TIMES_A_YEAR else None
