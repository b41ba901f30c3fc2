from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naast.kernel import actors, retention
from naast.people.forms.intake import day_field
from naast.people.types import Face


class StaffForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=150)
    function = forms.CharField(label=_("Function"), max_length=100)
    login = forms.CharField(
        label=_("Login name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    password = forms.CharField(
        label=_("First password"),
        help_text=_("At least twelve characters. Leave empty for one that we make up and show once."),
        max_length=200,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    team = forms.ChoiceField(label=_("Team"), required=False)
    organisation = forms.CharField(
        label=_("Partner organisation"),
        help_text=_("Only for somebody who does not work for the municipality itself."),
        max_length=150,
        required=False,
    )
    ends_on = day_field(_("Last day"))
    name_withheld = forms.BooleanField(
        label=_("Show residents the function, not the name: naming is not safe"), required=False
    )

    def __init__(self, *args: Any, teams: list[tuple[int, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["team"].choices = [  # type: ignore[attr-defined]
            ("", _("no team")),
            *((str(number), name) for number, name in teams),
        ]


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=list(actors.ROLE_LABELS.items()))


class EndForm(forms.Form):
    ends_on = day_field(_("Last day"), required=True)


class HandOverForm(forms.Form):
    instead_of = forms.IntegerField(required=False, widget=forms.HiddenInput)
    staff = forms.ChoiceField(label=_("New fixed contact"))

    def __init__(self, *args: Any, holders: list[Face], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["staff"].choices = [  # type: ignore[attr-defined]
            (str(face.id), f"{face.name}, {face.function}") for face in holders
        ]


class KeepingForm(forms.Form):
    """Own years for one ground. Empty gives the default again."""

    ground = forms.ChoiceField(choices=[(law, law) for law in retention.OWN_LIST], widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=0, max_value=2_000_000_000, widget=forms.HiddenInput)
    years = forms.IntegerField(
        label=_("Own number of years"),
        help_text=_("After the last change. Leave all three empty for the default."),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    because = forms.CharField(
        label=_("Why"),
        help_text=_("For instance the selection list and the line in it."),
        max_length=300,
        required=False,
    )
    decided_by = forms.CharField(
        label=_("Who decided this"),
        help_text=_("For instance the college, with the day of the decision."),
        max_length=200,
        required=False,
    )
