"""What a page shows of all plans together. Amounts are euros of `base_year`, present value; never booked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

FEWEST = 10
"""Fewer plans than this tell of one person: then there are no figures. As elsewhere in Naast (product law 8:
from ten answers up)."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """What all plans mean for one payer against doing nothing; what it pays is negative.

    Nine of the ten calculations lie between `low` and `high`. `plan` and `nothing`: the two apart, as means,
    over the `apart` plans in which that can be; None where those, or the others, are fewer than `FEWEST`.
    """

    code: str
    payer: str
    amount: Decimal
    low: Decimal
    high: Decimal
    plans: int
    apart: int
    plan: Decimal | None = None
    nothing: Decimal | None = None


@dataclass(frozen=True, slots=True)
class QualityLines:
    """On how many lines a price of this quality lies behind the totals."""

    code: str
    quality: str
    lines: int
    is_weak: bool


@dataclass(frozen=True, slots=True)
class PortfolioFacts:
    """A run that has its totals. `payers` holds only who is touched by enough plans; `hidden` says how many
    others there are. `together` is all payers as one: None when one is hidden, whose amount it would give
    away. `memo`, `refused`, `open`, `decided` count plans."""

    id: int
    asked_by: str
    asked_at: dt.datetime
    ended_at: dt.datetime
    base_year: int
    draws: int
    seed: int
    plans: int
    open: int
    decided: int
    memo: int
    refused: int
    engine_version: str
    discount_percent: Decimal
    discount_source: str
    payers: list[Amounts] = field(default_factory=list)
    hidden: int = 0
    together: Amounts | None = None
    qualities: list[QualityLines] = field(default_factory=list)
    refused_cases: list[int] = field(default_factory=list)

    @property
    def is_enough(self) -> bool:
        return self.plans >= FEWEST

    @property
    def is_unsure(self) -> bool:
        """Whether any payer has a range."""
        return any(row.low != row.high for row in self.payers)

    @property
    def has_apart(self) -> bool:
        """Whether the plan beside doing nothing can be shown for at least one payer."""
        return any(row.plan is not None for row in self.payers)

    @property
    def not_apart(self) -> bool:
        """Whether for some payer not all plans are in the two amounts."""
        return any(row.plan is None or row.apart < row.plans for row in self.payers)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is that is being worked out. `left_behind`: parts whose worker is gone."""

    id: int
    asked_by: str
    asked_at: dt.datetime
    done: int
    plans: int
    at_work: int
    left_behind: int


@dataclass(frozen=True, slots=True)
class PortfolioView:
    """The page: what is being worked out, the last totals, and whether the last try did not work."""

    busy: Progress | None
    last: PortfolioFacts | None
    has_failed: bool
