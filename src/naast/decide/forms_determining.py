"""Forms about who says what is owed for being late, and who pays it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naast.decide.types import MandateFacts
from naast.kernel.forms import CalmForm


class _StaffForm(CalmForm):
    """Choose one member of staff."""

    staff = forms.ChoiceField(label=_("Who?"))

    def _offer(self, found: Iterable[tuple[int, str]]) -> None:
        field = self.fields["staff"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("choose")), *found]


class AskDeterminerForm(_StaffForm):
    """Whose mandate suffices, the narrowest first."""

    def __init__(self, *args: Any, holders: Iterable[MandateFacts], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [item.staff for item in holders]
        self._offer([(face.id, f"{face.name}, {face.function}".rstrip(", ")) for face in found])


class PayerForm(_StaffForm):
    """Who keeps a fund, and so may pay."""

    def __init__(self, *args: Any, owners: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer(owners)
