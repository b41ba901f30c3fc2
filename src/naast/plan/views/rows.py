from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from naast.plan import terms
from naast.plan.types import ReturnsView


@dataclass(frozen=True, slots=True)
class Beside:
    """What one payer gains as it stands, and with the line that is being typed. None: not in it."""

    payer: str
    now: Decimal | None
    then: Decimal | None


def beside(now: ReturnsView | None, then: ReturnsView) -> list[Beside]:
    """Every payer of either, in the order of what would be."""
    stands = {row.payer: row.amount for row in (now.payers if now else [])}
    comes = {row.payer: row.amount for row in then.payers}
    return list(_beside(stands, comes))


def _beside(stands: dict[str, Decimal], comes: dict[str, Decimal]) -> Iterator[Beside]:
    for payer in dict.fromkeys([*comes, *stands]):
        yield Beside(terms.payer_words(payer), stands.get(payer), comes.get(payer))
