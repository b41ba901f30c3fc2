from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naast.people.talking import INTERPRETER, TalkingFacts, TalkingSaid


class TalkingForm(forms.Form):
    """How to talk with somebody. Nothing is required, and no reason is asked."""

    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    language = forms.CharField(
        label=_("Which language is easiest?"),
        help_text=_("Leave empty for Dutch."),
        required=False,
        max_length=60,
    )
    interpreter = forms.ChoiceField(
        label=_("Is an interpreter needed?"), choices=INTERPRETER, required=False, widget=forms.RadioSelect
    )
    arranged_by = forms.CharField(label=_("Who arranges the interpreter?"), required=False, max_length=150)
    spoken = forms.BooleanField(
        label=_("Rather hear it than read it: letters are told, by phone or face to face"), required=False
    )
    large_print = forms.BooleanField(label=_("Letters in large print"), required=False)
    words = forms.CharField(
        label=_("What else helps?"),
        help_text=_("Write what helps, not why. An illness does not belong here."),
        required=False,
        max_length=300,
    )

    @classmethod
    def standing(cls, now: TalkingFacts, **kwargs: Any) -> TalkingForm:
        """The form with what stands now."""
        given = {name: getattr(now, name) for name in cls.base_fields if name != "version"}
        return cls(initial=given | {"version": now.version}, **kwargs)

    def said(self) -> TalkingSaid:
        """What was asked; only after `is_valid`."""
        found = dict(self.cleaned_data)
        found.pop("version")
        return TalkingSaid(**found)

    @property
    def base_version(self) -> int:
        return self.cleaned_data["version"] or 0
