"""The forms of the open fund: where a cost belongs, petty cash, and which days to take along."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naast.decide.forms import Choices, _amount, _choose, _day
from naast.decide.ledger import EVERYTHING, TO_ALLOCATE, TO_PAY, Wanted


def _hidden_amount() -> forms.DecimalField:
    return forms.DecimalField(
        widget=forms.HiddenInput, required=False, max_digits=12, decimal_places=2, localize=False
    )


class AllocateForm(forms.Form):
    """Put the cost of a payment at a cost centre, afterwards and with the reason."""

    left = _hidden_amount()
    from_centre = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    amount = _amount(_("Amount in euros"), required=True)
    cost_centre = forms.CharField(
        label=_("Cost centre or task field"),
        max_length=40,
        widget=forms.TextInput(attrs={"list": "cost-centres"}),
    )
    words = forms.CharField(
        label=_("Why the cost belongs there"),
        help_text=_("About the money, nothing about the resident."),
        max_length=300,
    )


class PettyForm(forms.Form):
    """A small sum today, by one person in one sentence."""

    paid_before = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    amount = _amount(_("Amount in euros"), required=True)
    words = forms.CharField(label=_("What is it for, in one sentence?"), max_length=300)
    fund = forms.ChoiceField(label=_("From which fund?"))

    def __init__(self, *args: Any, funds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "fund", funds)


class PettySumForm(forms.Form):
    """What petty cash holds for one resident a day."""

    fund_id = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10**15)
    base = _hidden_amount()
    up_to = _amount(
        _("For one resident on one day, in euros"), _("Zero: there is no petty cash."), required=True
    )


class RoomForm(forms.Form):
    """How far a fund may go below zero, and why."""

    base = _hidden_amount()
    up_to = _amount(_("Below zero up to, in euros"), _("Zero: never below zero."), required=True)
    words = forms.CharField(label=_("Why"), max_length=300)


class ExportForm(forms.Form):
    """From and until which day the bookings are taken along."""

    from_on = _day(_("From"), _("Empty: from the beginning."))
    until_on = _day(_("Until and with"), _("Empty: until today."))


class LedgerForm(forms.Form):
    """What somebody looks for in the ledger of a fund."""

    fund = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=10**15)
    only = forms.ChoiceField(
        label=_("Which bookings?"),
        required=False,
        choices=[
            (EVERYTHING, _("all of them")),
            (TO_PAY, _("still to be paid")),
            (TO_ALLOCATE, _("cost still to allocate")),
        ],
    )
    decision = forms.IntegerField(
        label=_("Number of the decision"),
        required=False,
        min_value=1,
        max_value=10**15,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _("Write the number of the decision in digits.")},
    )

    def wanted(self, page: int) -> Wanted:
        """What was asked; everything while a field is wrong."""
        if not self.is_valid():
            return Wanted()
        said = self.cleaned_data
        return Wanted(said["fund"], said["only"], said["decision"], page)


class ProofForm(forms.Form):
    """That what was paid for is there: a note or a file."""

    payment_id = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10**15)
    proved_before = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    words = forms.CharField(label=_("What is there now?"), required=False, max_length=300)
    file = forms.FileField(
        label=_("Or a receipt or photo"),
        help_text=_("A PDF, JPEG or PNG file of at most 15 MB."),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
    )
