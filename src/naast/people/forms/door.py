from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naast.kernel.forms import AsItWas


class LoginForm(forms.Form):
    login = forms.CharField(
        label=_("Login name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    password = AsItWas(
        label=_("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class TokenForm(forms.Form):
    token = forms.CharField(
        label=_("Code of your authenticator"),
        help_text=_("Six digits. They change every half minute."),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def clean_token(self) -> str:
        return "".join(self.cleaned_data["token"].split())


class NewPasswordForm(TokenForm):
    """A new password, and the code for who has an authenticator."""

    password = forms.CharField(
        label=_("New password"),
        help_text=_("At least twelve characters. A few words in a row are easy to remember."),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same password once more"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    field_order = ("password", "again", "token")

    def __init__(self, *args: Any, with_code: bool, **kw: Any) -> None:
        super().__init__(*args, **kw)
        if not with_code:
            del self.fields["token"]

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if "password" in self.cleaned_data and again != self.cleaned_data["password"]:
            raise forms.ValidationError(_("This is not the same as the first time. Type it once more."))
        return again


class FolderNameForm(forms.Form):
    folder = forms.CharField(
        label=_("Name of your folder"),
        help_text=_("You got it from your fixed contact."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )


class FolderCodeForm(FolderNameForm):
    code = forms.CharField(
        label=_("Your code"),
        help_text=_("Eight digits. A code works once, for a quarter of an hour."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class ChooseForm(forms.Form):
    membership = forms.ChoiceField(
        label=_("For which municipality do you work now?"), widget=forms.RadioSelect
    )
