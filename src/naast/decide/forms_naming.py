"""The form with which somebody is named who reads an urgent decision along."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naast.kernel.forms import CalmForm
from naast.people.types import Face


class NameReaderForm(CalmForm):
    """Out of who may read it; nobody is chosen beforehand."""

    reader = forms.TypedChoiceField(
        label=_("Who reads it along?"),
        help_text=_("Only who had no hand in it stands here. They may open the case until they have read."),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose who reads it along."),
            "invalid_choice": _("Choose somebody else who may read this along."),
        },
    )

    def __init__(self, *args: Any, able: Iterable[Face], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reader"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(face.id, f"{face.name}, {face.function}".removesuffix(", ")) for face in able]
