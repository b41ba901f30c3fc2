"""Amounts as people type them in Dutch or English, and the bounds within which they can be right."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from naast.kernel.errors import Invalid

LARGEST = Decimal("9999999999.99")
"""What numeric(12,2) holds; far above any plan."""
CENTS = Decimal("0.01")
MOST_CHARACTERS = 24

_GROUPED = {".": re.compile(r"[0-9]{1,3}(\.[0-9]{3})+"), ",": re.compile(r"[0-9]{1,3}(,[0-9]{3})+")}
_GROUPING = re.compile(r"(?<=[0-9])[ \u00a0\u202f](?=[0-9]{3}(?![0-9]))")
_TWO_WAYS = re.compile(r"[0-9]{1,3}[.,][0-9]{3}")
_PLAIN = re.compile(r"[0-9]+(\.[0-9]{1,2})?")


def read_amount(text: str) -> Decimal:
    """A number of at least zero with at most two decimals: "14.640,00", "80", "€ 12,50" or "14,640.00".

    Where one kind of separator stands before exactly three digits, the active language decides: in Dutch
    1.500 is fifteen hundred. Raises ValueError with a sentence for the one who typed.
    """
    bare = without_blanks(text).removesuffix(",-")
    plain = _with_point(bare)
    if not _PLAIN.fullmatch(plain):
        raise ValueError(_("Write a number of zero or more, such as 80 or 14.640,00."))
    amount = Decimal(plain)
    if amount > LARGEST:
        raise ValueError(_("This number is too large."))
    return amount


def refuse_two_ways(text: str) -> None:
    """Raise ValueError for 1.500 and 1,500: fifteen hundred, or one and a half with a decimal too many."""
    bare = without_blanks(text)
    if _TWO_WAYS.fullmatch(bare):
        raise ValueError(
            _("“%(text)s” can be read in two ways. Write it without a sign for thousands: 1500 or 1500,00.")
            % {"text": bare}
        )


def without_blanks(text: str) -> str:
    """An amount as it was typed without the sign of the euro, the blanks around it and those that group
    thousands. Any other blank stays, so that 12 50 is not taken for 1250."""
    return _GROUPING.sub("", text.replace("€", " ").strip())


def _with_point(bare: str) -> str:
    english = (get_language() or "").startswith("en")
    thousands, decimal = (",", ".") if english else (".", ",")
    if "," in bare and "." in bare:
        decimal = max(",", ".", key=bare.rfind)
        thousands = "." if decimal == "," else ","
        whole, _sign, cents = bare.rpartition(decimal)
        if re.fullmatch("[0-9]+", whole) or _GROUPED[thousands].fullmatch(whole):
            return f"{whole.replace(thousands, '')}.{cents}"
        return bare
    if _GROUPED[thousands].fullmatch(bare):
        return bare.replace(thousands, "")
    return bare.replace(",", ".", 1)


def whole_euros(amount: Decimal) -> str:
    """An amount in whole euros in the notation of the language, for a picture or a sentence that rounds."""
    rounded = amount.quantize(Decimal(1), rounding=ROUND_HALF_EVEN)
    figure = number_format(abs(rounded), decimal_pos=0, use_l10n=True, force_grouping=True)
    gap = "" if (get_language() or "").startswith("en") else "\N{NO-BREAK SPACE}"
    sign = "\N{MINUS SIGN}" if rounded < 0 else ""
    return f"{sign}€{gap}{figure}"


def checked(amount: Decimal | int | None, field: str) -> Decimal | None:
    """An amount or quantity that can be kept. Raises Invalid with the name of the field."""
    if amount is None:
        return None
    value = Decimal(amount)
    if not value.is_finite() or value < 0 or value > LARGEST:
        raise Invalid(_("This must be a number from zero to ten billion."), field)
    if value != value.quantize(CENTS):
        raise Invalid(_("At most two decimals."), field)
    return value


def checked_range(low: Decimal | None, mode: Decimal, high: Decimal | None, field: str) -> None:
    """Refuse ends that do not lie around the likeliest value."""
    if low is not None and low > mode:
        raise Invalid(_("At least is more than what is most likely."), f"{field}_low")
    if high is not None and high < mode:
        raise Invalid(_("At most is less than what is most likely."), f"{field}_high")


class AmountField(forms.Field):
    """A number of at least zero, typed in the notation of the language.

    `careful`, for money that is decided or paid: what can be read in two ways is refused and not guessed.
    """

    def __init__(self, *, careful: bool = False, **options: Any) -> None:
        self.careful = careful
        options.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "decimal", "maxlength": MOST_CHARACTERS})
        )
        super().__init__(**options)

    def to_python(self, value: Any) -> Decimal | None:
        text = str(value or "").strip()
        if not text:
            return None
        if len(text) > MOST_CHARACTERS:
            raise forms.ValidationError(_("This number is too large."))
        try:
            if self.careful:
                refuse_two_ways(text)
            return read_amount(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        places = 0 if value == value.to_integral_value() else 2
        return number_format(value, decimal_pos=places, use_l10n=True, force_grouping=False)


class PercentField(AmountField):
    """A share in per cent, from 0 to 100; the sign may be typed along."""

    def to_python(self, value: Any) -> Decimal | None:
        share = super().to_python(str(value or "").strip().removesuffix("%"))
        if share is not None and share > 100:
            raise forms.ValidationError(_("This must be a number from 0 to 100."))
        return share
