"""Forms of another way to help: what it is called, what happens then, and how much of each line there is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naast.kernel.forms import CalmForm
from naast.plan.actions.alternatives import NAME_LENGTH, REASON_LENGTH
from naast.plan.amounts import AmountField
from naast.plan.forms import VersionedForm
from naast.plan.models.plan import TEXT_LENGTH
from naast.plan.types import QuantityFacts


class AddAlternativeForm(CalmForm):
    name = forms.CharField(
        label=gettext_lazy("Which other way?"),
        help_text=gettext_lazy("For example something lighter, or help from someone else."),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class AlternativeForm(VersionedForm):
    """Its name and what happens then."""

    name = forms.CharField(label=gettext_lazy("Which other way?"), max_length=NAME_LENGTH)
    words = forms.CharField(
        label=gettext_lazy("What happens then?"),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class QuantityForm(VersionedForm):
    """How much of a line there is that way; empty while nobody says."""

    quantity = AmountField(label=gettext_lazy("How much a year this way?"), required=False)
    quantity_low = AmountField(label=gettext_lazy("At least"), required=False)
    quantity_high = AmountField(label=gettext_lazy("At most"), required=False)
    reason = forms.CharField(label=gettext_lazy("Why so?"), required=False, max_length=REASON_LENGTH)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        rest = (data.get("quantity_low"), data.get("quantity_high"), data.get("reason") or None)
        if (
            data.get("quantity") is None
            and "quantity" not in self.errors
            and any(part is not None for part in rest)
        ):
            self.add_error("quantity", _("Fill in what is most likely too."))
        return data

    def said(self) -> QuantityFacts | None:
        """What the form says; None where it says nothing. Only after it was found right."""
        data = self.cleaned_data
        if data["quantity"] is None:
            return None
        return QuantityFacts(
            data["quantity"],
            data["quantity_low"],
            data["quantity_high"],
            data["reason"],
            data["version"] or 0,
        )
