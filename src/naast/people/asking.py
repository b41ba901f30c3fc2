"""Questions that are asked in the same words at the desk and in the folder."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naast.people import reach
from naast.people.reach import ReachFacts


class ReachForm(forms.Form):
    """How and when somebody wants to be reached; nothing in it is required by itself."""

    version = forms.IntegerField(
        required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput, initial=0
    )
    channel = forms.ChoiceField(
        label=_("How do you want to hear from us?"),
        choices=reach.CHANNELS,
        widget=forms.RadioSelect,
        required=False,
    )
    email = forms.CharField(
        label=_("E-mail address"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=_("Phone number"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    parts = forms.MultipleChoiceField(
        label=_("When does it suit you?"),
        help_text=_("Nothing ticked: any time is good."),
        choices=[(code, label) for code, label, _from, _until in reach.PARTS_OF_DAY],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    words = forms.CharField(
        label=_("What else should we know?"),
        help_text=_("For example: do not call me at work."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @classmethod
    def of(cls, facts: ReachFacts, data: Any = None) -> ReachForm:
        """The form with what stands, or with what was sent."""
        initial = {
            "version": facts.version,
            "channel": facts.channel,
            "email": facts.email,
            "phone": facts.phone,
            "parts": list(facts.parts),
            "words": facts.words,
        }
        form = cls(data, initial=initial)
        form.fields["channel"].choices = reach.offered(reach.CHANNELS, facts.channel)  # type: ignore[attr-defined]
        return form

    def said(self) -> dict[str, Any]:
        """What the action takes."""
        data = dict(self.cleaned_data)
        return data | {"base_version": data.pop("version") or 0}
