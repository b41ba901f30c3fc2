from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naast.folder.models import Share
from naast.folder.sharing.actions import Terms
from naast.folder.sharing.parts import Part
from naast.kernel.forms import AS_WRITTEN_HERE, DayField
from naast.kernel.messages import sms_is_set


class ShareForm(forms.Form):
    """With whom, what for, until when, which pages. No page is ticked beforehand."""

    form_key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    keys = forms.MultipleChoiceField(
        label=_("Which pages?"),
        help_text=_("Nothing is ticked. Tick only what they need. They see these pages and nothing else."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick at least one page."),
            "invalid_choice": _("One of these pages cannot be shared. Choose again."),
        },
    )
    organisation = forms.CharField(
        label=_("With which organisation?"),
        help_text=_("For example the name of your landlord or your employer."),
        max_length=150,
    )
    purpose = forms.CharField(label=_("What is it for?"), help_text=_("They read this too."), max_length=300)
    until_on = DayField(
        label=_("Until and including which day?"),
        help_text=_("At most a year. You can stop earlier, at any moment."),
        input_formats=AS_WRITTEN_HERE,
    )
    code_by = forms.ChoiceField(
        label=_("How do you tell them the code?"),
        help_text=_(
            "Not in the same message as the link. Then nobody can open it who finds only one of the two."
        ),
        choices=Share.CHANNELS,
        widget=forms.RadioSelect,
    )
    phone = forms.CharField(
        label=_("Phone number for the text message"),
        help_text=_("Only if the code goes by text message. We send it there, and then forget the number."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    said = forms.CharField(
        label=_("How and when did this person ask for it?"),
        help_text=_("The resident reads this."),
        max_length=300,
    )

    def __init__(self, *args: Any, offered: list[Part], typed_along: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keys"].choices = [  # type: ignore[attr-defined]
            (part.key, part.label) for part in offered
        ]
        if not sms_is_set():
            self.fields["code_by"].choices = [  # type: ignore[attr-defined]
                way for way in Share.CHANNELS if way[0] != Share.SMS
            ]
            del self.fields["phone"]
        if typed_along:
            self.fields["until_on"].help_text = _("At most three months, or until the case closes.")
        else:
            del self.fields["said"]

    def asked(self) -> dict[str, Any]:
        """What the action wants to know; only after `is_valid`."""
        found = dict(self.cleaned_data)
        keys, form_key = found.pop("keys"), found.pop("form_key")
        return {"terms": Terms(**found), "keys": keys, "form_key": form_key}


class TextForm(forms.Form):
    """Where a new code goes by text message."""

    phone = forms.CharField(
        label=_("Phone number for the text message"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )


class DoorForm(forms.Form):
    """Who received a link: the link once more (a script fills it in), the code and a name."""

    link = forms.CharField(
        label=_("The link that you received"),
        help_text=_("Copy the whole link and paste it here."),
        max_length=500,
    )
    code = forms.CharField(
        label=_("The code"),
        help_text=_("Eight digits. Whoever shares this with you tells you the code."),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    who = forms.CharField(
        label=_("Your name"), help_text=_("The person who shares this sees it."), max_length=150
    )

    def token(self) -> str:
        """What stands after the # of the link, or the whole text when somebody pasted that part only."""
        return str(self.cleaned_data["link"]).strip().rpartition("#")[2]
