"""Why a complaint gets its answer later, and who answers it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naast.kernel.forms import CalmForm
from naast.people.models.complaints import ComplaintLater
from naast.people.types import Face


class LaterForm(CalmForm):
    kind = forms.ChoiceField(
        label=_("Why does it take longer?"), choices=ComplaintLater.KINDS, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("Why"), help_text=_("The resident reads this in the folder."), max_length=300
    )


class HandlerForm(CalmForm):
    """Who answers: somebody who had no part in it."""

    staff = forms.ChoiceField(label=_("Who answers?"))

    def __init__(self, *args: Any, able: Iterable[Face], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["staff"]
        if isinstance(field, forms.ChoiceField):
            found = [(face.id, f"{face.name}, {face.function}".rstrip(", ")) for face in able]
            field.choices = [("", _("choose")), *found]
