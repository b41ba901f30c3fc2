"""Forms of learning. What the plan says already is not asked again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naast.learn import terms
from naast.people.types import Face
from naast.plan.terms import OBSTACLE_KINDS

ABOUT_THE_RULE = _("Write about the rule, not about the person: what does it ask, and what does that do?")


class QuestionForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("Was this an incident, or perhaps a pattern?"),
        choices=terms.VERDICTS,
        widget=forms.RadioSelect,
        help_text=_("“Perhaps a pattern” makes a signal at once, with the obstacle from the plan."),
    )
    words = forms.CharField(
        label=_("Anything to add?"),
        help_text=ABOUT_THE_RULE,
        max_length=terms.WORDS_LENGTH,
        required=False,
        widget=forms.Textarea,
    )


class SignalForm(forms.Form):
    words = forms.CharField(
        label=_("What does this rule do?"),
        help_text=ABOUT_THE_RULE,
        max_length=terms.WORDS_LENGTH,
        required=False,
        widget=forms.Textarea,
    )
    verdict = forms.ChoiceField(
        label=_("Incident or pattern?"),
        choices=terms.VERDICTS,
        initial=terms.UNKNOWN,
        required=False,
        widget=forms.RadioSelect,
    )

    def clean_verdict(self) -> str:
        return str(self.cleaned_data["verdict"] or terms.UNKNOWN)


class RuleSignalForm(SignalForm):
    """A signal without a case: it names the rule itself."""

    kind = forms.ChoiceField(
        label=_("What kind of obstacle"), choices=[("", _("not said")), *OBSTACLE_KINDS], required=False
    )
    law = forms.CharField(label=_("Law or rule"), max_length=200, required=False)
    article = forms.CharField(label=_("Article"), max_length=100, required=False)

    field_order = ["words", "kind", "law", "article", "verdict"]


class AnswerForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("What happens with it?"), choices=terms.OUTCOMES, widget=forms.RadioSelect
    )
    answer = forms.CharField(
        label=_("The answer, as the giver will read it"),
        help_text=_("“No” is an answer too, when it says why."),
        max_length=terms.WORDS_LENGTH,
        widget=forms.Textarea,
    )


class OwnerForm(forms.Form):
    owner = forms.TypedChoiceField(label=_("Who owns this signal now?"), coerce=int)

    def __init__(self, *args: Any, owners: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = owners
        self.has_choices = bool(owners)


def owner_choices(faces: list[Face], own_id: int) -> list[tuple[int, str]]:
    """Who could own the signal, the reader first: taking over is the usual case."""
    ordered = sorted(faces, key=lambda face: face.id != own_id)
    return [(face.id, face.name) for face in ordered]
