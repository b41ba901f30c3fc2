"""Saying that one does not understand a letter: nothing in it has to be filled in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

WORDS_LENGTH = 2_000


class UnclearForm(forms.Form):
    """Which part, and what about it, as far as somebody wants to say."""

    part = forms.ChoiceField(
        label=_("Which part do you not understand?"), widget=forms.RadioSelect, required=False
    )
    words = forms.CharField(
        label=_("Do you want to say more about it?"),
        help_text=_("You do not have to. One click is enough."),
        required=False,
        max_length=WORDS_LENGTH,
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, headings: Sequence[str], is_letter: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if headings:
            named = [(heading, heading) for heading in dict.fromkeys(headings)]
            whole = _("the whole letter") if is_letter else _("the whole report")
            self.fields["part"].choices = [("", whole), *named]  # type: ignore[attr-defined]
        else:
            del self.fields["part"]
