"""Forms around taking a folder along and bringing one in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naast.folder.portable.actions import CONSENT_LENGTH, NAME_LENGTH
from naast.kernel.forms import CalmForm, DayField


class TakeForm(CalmForm):
    """What goes along only when the person ticks it."""

    also = forms.MultipleChoiceField(
        label=_("Does this go along too?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if offered:
            self.fields["also"].choices = offered  # type: ignore[attr-defined]
        else:
            del self.fields["also"]


class PackageForm(CalmForm):
    """A package of elsewhere, by the person themselves; with more than one case also into which."""

    case = forms.ChoiceField(label=_("Into which folder?"), widget=forms.RadioSelect)
    package = forms.FileField(
        label=_("The package (zip) that you took along"),
        help_text=_("The file that the other municipality made. Its name ends in .zip."),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,application/zip"}),
    )

    def __init__(self, *args: Any, cases: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.only = cases[0][0] if len(cases) == 1 else None
        if self.only is not None:
            del self.fields["case"]
        else:
            self.fields["case"].choices = [(str(number), name) for number, name in cases]  # type: ignore[attr-defined]

    @property
    def case_id(self) -> int:
        """The chosen case; only after `is_valid`."""
        return self.only if self.only is not None else int(self.cleaned_data["case"])


class HandedForm(CalmForm):
    """A package that a resident handed over to who stands beside them."""

    package = forms.FileField(
        label=_("The package (zip)"),
        help_text=_("The file that the other municipality made. Its name ends in .zip."),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,application/zip"}),
    )
    consent_of = forms.CharField(
        label=_("Who said yes to this?"),
        help_text=_("For example: Rosa herself, at the table."),
        max_length=CONSENT_LENGTH,
    )
    consent_on = DayField(label=_("On which day?"))


class SureForm(CalmForm):
    """When the package speaks of somebody else: is it the same person?"""

    same_person = forms.BooleanField(label=_("Yes, this is the same person"), required=False)


class KeyForm(CalmForm):
    """The key of another municipality."""

    name = forms.CharField(label=_("Which municipality?"), max_length=NAME_LENGTH)
    public_key = forms.CharField(
        label=_("Its public key"),
        help_text=_("44 characters. Call to check: the short names must be the same on both sides."),
        max_length=100,
    )
