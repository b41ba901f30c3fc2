from __future__ import annotations

from typing import Any

from naast.plan import terms
from naast.plan.types import ReturnsView


def payer_rows(returns: ReturnsView | None) -> list[dict[str, Any]]:
    """Rows for the bar per payer, with payers in words."""
    labels = dict(terms.PAYERS)
    return [
        {"payer": str(labels.get(row.payer, row.payer)), "amount": row.amount}
        for row in (returns.payers if returns else [])
    ]
