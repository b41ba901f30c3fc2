"""Forms about a letter that was not understood."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naast.kernel.forms import CalmForm


class ExplainForm(CalmForm):
    """The letter in simpler words."""

    words = forms.CharField(
        label=_("What the letter says, in simple words"),
        help_text=_("Short sentences, as you said it on the phone. Who may read the letter reads this too."),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class NoteUnclearForm(CalmForm):
    """What the resident said by phone, on paper or at the door."""

    part = forms.ChoiceField(label=_("Which part?"), required=False)
    words = forms.CharField(
        label=_("What did the resident say?"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, headings: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        part = self.fields["part"]
        if isinstance(part, forms.ChoiceField):
            named = [(heading, heading) for heading in dict.fromkeys(headings)]
            part.choices = [("", _("the whole letter")), *named]
