"""The lines of one plan as they are added up with those of others. Pure: no database, no clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from naast.plan import calculation, terms
from naast.plan.types import LineFacts


@dataclass(frozen=True, slots=True)
class PlanLines:
    """The lines of one plan with their prices, and the years that it looks ahead (None: its longest line)."""

    case_id: int
    lines: Sequence[LineFacts]
    horizon_years: int | None

    @property
    def has_amounts(self) -> bool:
        return any(not line.is_memo for line in self.lines)

    @property
    def payers(self) -> frozenset[str]:
        """Everyone in whose row something of this plan lands."""
        found = {line.payer for line in self.lines if not line.is_memo}
        return frozenset(found | {line.beneficiary for line in self.lines if line.kind == terms.TRANSFER})

    def engine_input(self, base_year: int, index: Mapping[int, Decimal]) -> dict[str, Any]:
        """What the engine reads, at the price level of `base_year`; a price of a year that `index` lacks is
        for the engine to refuse."""
        years = {line.price_year for line in self.lines if not line.is_memo and line.price_year is not None}
        used = (
            {}
            if years <= {base_year}
            else {year: index[year] for year in years | {base_year} if year in index}
        )
        return calculation.engine_input(
            self.lines,
            base_year=base_year,
            horizon_years=self.horizon_years or calculation.horizon_of(self.lines),
            index=used,
        )
