"""Amounts that are booked: euros with at most two decimals, never negative."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from naast.kernel.errors import Invalid

HIGHEST = Decimal("9999999999.99")
"""What numeric(12, 2) can hold."""


def checked_amount(amount: Decimal, field: str = "amount") -> Decimal:
    """The amount when it can be booked. Raises Invalid with the name of the field otherwise."""
    if not amount.is_finite() or amount < 0 or amount > HIGHEST:
        raise Invalid(_("Write an amount in euros, not below zero."), field)
    if amount != amount.quantize(Decimal("0.01")):
        raise Invalid(_("An amount has at most two decimals."), field)
    return amount
