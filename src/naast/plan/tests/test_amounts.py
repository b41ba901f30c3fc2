"""Amounts as people type them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from naast.kernel.errors import Invalid
from naast.plan.amounts import AmountField, checked, checked_range, read_amount


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("80", "80"),
        ("14.640,00", "14640.00"),
        ("14.640", "14640"),
        ("1.234.567,8", "1234567.8"),
        ("80,5", "80.5"),
        ("80.50", "80.50"),
        ("0", "0"),
        ("€ 12,50", "12.50"),
        ("12,-", "12"),
        ("14,640.00", "14640.00"),
        ("\u00a040 000", "40000"),
    ],
)
def test_dutch_notation_and_what_people_paste_are_read(typed: str, amount: str) -> None:
    with override("nl"):
        assert read_amount(typed) == Decimal(amount)


def test_the_language_decides_where_one_separator_stands_before_three_digits() -> None:
    with override("nl"):
        assert read_amount("1.500") == 1500
        with pytest.raises(ValueError):
            read_amount("1,500")
    with override("en"):
        assert read_amount("1,500") == 1500
        with pytest.raises(ValueError):
            read_amount("1.500")


@pytest.mark.parametrize(
    "typed",
    [
        "-5",
        "NaN",
        "inf",
        "1e99",
        "1e5",
        "tachtig",
        "80,123",
        "1.2.3",
        "12.34.567",
        "12 50",
        "1 2",
        ",",
        "",
        "٨٠",
        "--",
        "5-10",
        "8_0",
    ],
)
def test_what_is_no_amount_is_refused_and_not_guessed(typed: str) -> None:
    with override("nl"), pytest.raises(ValueError):
        read_amount(typed)


def test_an_amount_beyond_the_column_is_refused() -> None:
    with pytest.raises(ValueError):
        read_amount("99999999999")


@pytest.mark.parametrize(
    "amount", [Decimal("NaN"), Decimal("Infinity"), Decimal("-1"), Decimal("1e99"), Decimal("0.001")]
)
def test_actions_refuse_such_numbers_too_and_name_the_field(amount: Decimal) -> None:
    with pytest.raises(Invalid) as refusal:
        checked(amount, "amount")
    assert refusal.value.field == "amount"


def test_a_range_lies_around_its_likeliest_value() -> None:
    checked_range(Decimal(1), Decimal(2), Decimal(3), "plan")
    with pytest.raises(Invalid) as low:
        checked_range(Decimal(3), Decimal(2), None, "plan")
    with pytest.raises(Invalid) as high:
        checked_range(None, Decimal(2), Decimal(1), "plan")
    assert (low.value.field, high.value.field) == ("plan_low", "plan_high")


def test_the_field_shows_an_amount_in_the_notation_of_the_reader() -> None:
    with override("nl"):
        assert AmountField().prepare_value(Decimal("14640.50")) == "14640,50"
        assert AmountField().prepare_value(Decimal("80.00")) == "80"
        assert AmountField().prepare_value("wat er stond") == "wat er stond"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("12,50", "12.50"),
        ("12.50", "12.50"),
        ("1250", "1250"),
        ("€ 1.250,50", "1250.50"),
        ("1.250.000", "1250000"),
        ("1.250", None),
        ("12,345", None),
        ("0,0049", None),
        ("-1", None),
        ("1e3", None),
        ("NaN", None),
    ],
)
def test_money_that_is_decided_is_never_guessed(typed: str, kept: str | None) -> None:
    field = AmountField(careful=True)
    if kept is not None:
        assert field.clean(typed) == Decimal(kept)
        return
    for language in ("nl", "en"):
        with override(language), pytest.raises(ValidationError):
            field.clean(typed)
