"""The form of a value of the law."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from naast.kernel.forms import AsItWas, CalmForm


class ValueForm(CalmForm):
    """Why a law was written, in the municipality's own words."""

    # The words that one saw, so that nobody writes over those of another.
    base = AsItWas(widget=forms.HiddenInput, required=False, max_length=300)
    law = forms.CharField(
        label=_("Law or rule"), help_text=_("Such as the name of an ordinance."), max_length=150
    )
    words_nl = forms.CharField(
        label=_("The value, in Dutch"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
    words_en = forms.CharField(
        label=_("The value, in English"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
