"""Why a complaint gets its answer later."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from naast.kernel.forms import CalmForm
from naast.people.models.complaints import ComplaintLater


class LaterForm(CalmForm):
    kind = forms.ChoiceField(
        label=_("Why does it take longer?"), choices=ComplaintLater.KINDS, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("Why"), help_text=_("The resident reads this in the folder."), max_length=300
    )
