"""Forms about what stands in every letter."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from naast.kernel.forms import CalmForm


class SenderForm(CalmForm):
    """What of the house stands in every letter."""

    postal_address = forms.CharField(
        label=_("Postal address"),
        help_text=_("Objections go here too. One line for each part of the address."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    phone = forms.CharField(
        label=_("General phone number"),
        help_text=_("Stands in the letter when the fixed contact has no number."),
        max_length=40,
        required=False,
    )
    support_name = forms.CharField(label=_("Independent client support"), max_length=120, required=False)
    support_phone = forms.CharField(label=_("Phone of the client support"), max_length=40, required=False)


class PhoneForm(CalmForm):
    """On which number a colleague can be called."""

    phone = forms.CharField(
        label=_("Phone"),
        help_text=_("Stands in the letters to their residents. Empty: the general number."),
        max_length=40,
        required=False,
    )
