"""The form with which somebody lets somebody else read along."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naast.kernel import clock
from naast.kernel.forms import AS_WRITTEN_HERE, DayField
from naast.people.reading import LABELS, Parts, in_order
from naast.people.types import PersonFacts

A_WHILE = 92
"""Days filled in beforehand: about three months. Somebody can choose another day."""


class ShareForm(forms.Form):
    reader = forms.ChoiceField(label=_("Who may read along?"), widget=forms.RadioSelect)
    parts = forms.MultipleChoiceField(
        label=_("What may this person read?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    until_on = DayField(
        label=_("Until when?"),
        help_text=_("At most a year. You can stop earlier at any moment."),
        required=False,
        input_formats=AS_WRITTEN_HERE,
    )
    purpose = forms.CharField(label=_("What is it for?"), required=False, max_length=200)

    def __init__(self, *args: Any, readers: list[PersonFacts], parts: Parts, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"until_on": clock.today() + dt.timedelta(days=A_WHILE)})
        super().__init__(*args, **kwargs)
        self.fields["reader"].choices = [(str(each.id), each.name) for each in readers]  # type: ignore[attr-defined]
        self.fields["parts"].choices = [  # type: ignore[attr-defined]
            (part.value, LABELS[part]) for part in in_order(parts)
        ]
