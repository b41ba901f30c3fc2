"""Forms of the price list. Amounts and percentages are typed in the notation of the language."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from naast.kernel.forms import CalmForm, DayField
from naast.plan import terms
from naast.plan.amounts import AmountField

CHOOSE = ("", _("choose"))
KINDS = [each for each in terms.LINE_KINDS if each[0] != terms.MEMO]
_PERCENT = re.compile(r"-?[0-9]{1,3}([.,][0-9]{1,2})?")


def _legal_title() -> forms.CharField:
    return forms.CharField(
        label=_("Legal title"),
        help_text=_("The article that this cost rests on."),
        required=False,
        max_length=120,
    )


def _cost_centre() -> forms.CharField:
    return forms.CharField(
        label=_("Cost centre (taakveld)"), help_text=_("May come later."), required=False, max_length=40
    )


class YearlyChangeField(forms.Field):
    """By how much prices changed in a year: a percentage with at most two decimals, below zero too."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "maxlength": 8}))
        super().__init__(**options)

    def to_python(self, value: Any) -> Decimal | None:
        text = re.sub(r"[%\s\u00a0]", "", str(value or "")).replace("\u2212", "-")
        if not text:
            return None
        if not _PERCENT.fullmatch(text):
            raise forms.ValidationError(_now("Write a percentage such as 3,3 or -0,5."))
        return Decimal(text.replace(",", "."))

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        return number_format(value, decimal_pos=2, use_l10n=True, force_grouping=False)


def _year(label: Any, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=1900,
        max_value=2200,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4}),
        **options,
    )


class SearchForm(CalmForm):
    q = forms.CharField(label=_("What are you looking for?"), required=False, max_length=120)


class VersionedForm(CalmForm):
    version = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class ChangePriceForm(VersionedForm):
    """What a later price may have otherwise, and what an own one that goes before the list needs."""

    mode = AmountField(label=_("Price in euros"))
    low = AmountField(label=_("At least"), help_text=_("Only where the price is a range."), required=False)
    high = AmountField(label=_("At most"), required=False)
    price_year = _year(_("Price of which year"))
    vat = forms.ChoiceField(label=_("VAT"), choices=terms.VATS, required=False)
    payer = forms.ChoiceField(label=_("Who pays"), choices=[CHOOSE, *terms.PAYERS])
    source = forms.CharField(
        label=_("Source"),
        help_text=_("Where can somebody else look this up?"),
        required=False,
        max_length=200,
    )
    quality = forms.ChoiceField(label=_("How good is that source?"), choices=[CHOOSE, *terms.QUALITIES])
    because = forms.CharField(
        label=_("Why an own price?"),
        help_text=_("Needed where it goes before a price of the list."),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    valid_from = DayField(label=_("Holds from"), help_text=_("Empty: from today."), required=False)
    legal_title = _legal_title()
    cost_centre = _cost_centre()


class AddPriceForm(ChangePriceForm):
    """A price that the list does not have."""

    item_nl = forms.CharField(label=_("What is it?"), max_length=120)
    item = forms.CharField(label=_("What is it, in English?"), required=False, max_length=120)
    unit = forms.ChoiceField(label=_("Price per"), choices=[CHOOSE, *terms.UNITS])
    kind = forms.ChoiceField(label=_("What kind of amount is it?"), choices=KINDS, required=False)

    field_order = (
        "version",
        "item_nl",
        "item",
        "mode",
        "unit",
        "low",
        "high",
        "price_year",
        "vat",
        "payer",
        "kind",
    )

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or terms.REAL


class EndPriceForm(VersionedForm):
    last_day = DayField(label=_("Last day that this price holds"))


class BookForm(VersionedForm):
    legal_title = _legal_title()
    cost_centre = _cost_centre()


class IndexForm(VersionedForm):
    year = _year(_("Year"))
    change_percent = YearlyChangeField(label=_("How much did prices rise, in per cent?"))
    source = forms.CharField(label=_("Source"), max_length=200)
    quality = forms.ChoiceField(
        label=_("How good is that source?"),
        choices=[CHOOSE, *(each for each in terms.QUALITIES if each[0] != terms.UNSOURCED)],
    )


class FileForm(CalmForm):
    file = forms.FileField(
        label=_("File with prices (CSV)"),
        help_text=_(
            "UTF-8, at most 10,000 rows and 5 MB, with the columns of the file that you can fetch here."
        ),
        max_length=200,
    )
