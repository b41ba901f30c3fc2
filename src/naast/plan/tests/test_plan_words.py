"""Numbers in sentences are rounded, not cut off, and hold no needless decimals."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation

from naast.plan.templatetags.plan_words import of_unit, one_decimal, quantity


@pytest.mark.parametrize(
    ("value", "words"),
    [("40", "40"), ("36.6000", "36,6"), ("12.25", "12,25"), ("1464.5", "1.464,5"), ("0.006", "0,01")],
)
def test_a_quantity_holds_no_needless_decimals(value, words):
    with translation.override("nl"):
        assert quantity(Decimal(value)) == words


def test_a_ratio_is_rounded_to_the_nearest_tenth():
    with translation.override("nl"):
        assert [one_decimal(Decimal(value)) for value in ("0.75", "1", "1.16")] == ["0,8", "1,0", "1,2"]


def test_a_year_is_not_said_twice():
    with translation.override("nl"):
        assert of_unit(Decimal(10), "consult") == "10 × consult"
        assert of_unit(Decimal(1), "year") == "1"
