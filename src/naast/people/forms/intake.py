from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naast.kernel import clock, retention
from naast.kernel.forms import AS_WRITTEN_HERE, DayField
from naast.people.models import Case, Intake


def day_field(label: Any, *, required: bool = False, **kwargs: Any) -> DayField:
    """A day as the browser sends it, or as people here write it (31-12-2026)."""
    return DayField(label=label, required=required, input_formats=AS_WRITTEN_HERE, **kwargs)


class WhoForm(forms.Form):
    """A number, or a name with a date of birth."""

    given_name = forms.CharField(label=_("First name"), max_length=100, required=False)
    family_name = forms.CharField(label=_("Last name"), max_length=150, required=False)
    birth_date = day_field(_("Date of birth"))
    bsn = forms.CharField(
        label=_("Citizen service number (BSN)"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class KnownForm(WhoForm):
    reason = forms.CharField(
        label=_("Why do you ask?"),
        help_text=_("The person can read this in their own folder."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ComingInForm(forms.Form):
    """What came in: how, under which law and when. All of it is filled in beforehand."""

    law = forms.ChoiceField(label=_("Which law?"), choices=Case.LAWS, initial=retention.WMO, required=False)
    kind = forms.ChoiceField(
        label=_("How did it come in?"),
        choices=Intake.KINDS,
        initial=Intake.REPORT,
        required=False,
        widget=forms.RadioSelect,
    )
    received_on = day_field(_("On which day?"), initial=clock.today)
    is_urgent = forms.BooleanField(label=_("This is urgent"), required=False)

    def clean_law(self) -> str:
        return self.cleaned_data["law"] or retention.WMO

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or Intake.REPORT


class OpeningForm(ComingInForm):
    """What a case begins with."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)


class NewCaseForm(WhoForm, OpeningForm):
    """One calm form; only the first name is needed."""

    given_name = forms.CharField(label=_("First name"), max_length=100)
    phone = forms.CharField(
        label=_("Phone"), max_length=40, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )

    field_order = ("given_name", "family_name", "birth_date", "bsn", "phone", "law", "kind", "received_on")


class KnownCaseForm(OpeningForm):
    """A case for somebody who is known."""

    reference = forms.CharField(max_length=400, widget=forms.HiddenInput)


class GlassForm(forms.Form):
    reason = forms.CharField(
        label=_("Why can this not wait for the fixed contact?"),
        help_text=_("The resident reads this too. A colleague looks back at it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_dangerous = forms.BooleanField(
        label=_("Telling the resident today is dangerous for somebody"), required=False
    )
    tell_from = day_field(_("Tell the resident from"))
    later_because = forms.CharField(
        label=_("Why telling today is dangerous"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("is_dangerous") and not cleaned.get("tell_from") and "tell_from" not in self.errors:
            self.add_error("tell_from", _("Choose the day from which the resident may be told."))
        return cleaned


class ReviewForm(forms.Form):
    words = forms.CharField(
        label=_("What did you find?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
