"""Forms of what stands beside a decision: an answer, who covers, dissent, the sample, and against advice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naast.decide.models import SampleReading
from naast.decide.models.samples import MOST
from naast.decide.models.seconds import WORDS_LENGTH
from naast.kernel.forms import CalmForm
from naast.people.types import Face


def _words(label: Any, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class DecideForm(forms.Form):
    """The button with which a proposal is decided; against the advice with one sentence why."""

    despite = forms.CharField(
        label=_("Why do you decide this against the advice?"),
        help_text=_("One sentence. It stands beside the advice, also in the report."),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AnswerForm(CalmForm):
    """An answer to the second reader."""

    words = _words(_("Your answer"), _("Question and answer stay with the decision and in the report."))


class DissentForm(CalmForm):
    """How somebody in the circle sees it otherwise."""

    words = _words(_("How you see it"), _("Under your own name. It stays, and nobody need answer."))


class CoverForm(CalmForm):
    """Who covers: a team lead out of the list, or somebody else by name."""

    staff = forms.TypedChoiceField(label=_("A team lead"), required=False, coerce=int, empty_value=None)
    name = forms.CharField(
        label=_("Or somebody else: name and function"),
        help_text=_("An alderman, for instance."),
        required=False,
        max_length=200,
    )

    def __init__(self, *args: Any, staff: Iterable[Face], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["staff"]
        if isinstance(field, forms.TypedChoiceField):
            named = [(face.id, f"{face.name}, {face.function}") for face in staff]
            field.choices = [("", "-"), *named]


class AfterwardsForm(CalmForm):
    """What the drawn reader says of a decision afterwards."""

    verdict = forms.ChoiceField(
        label=_("What do you say of it?"), choices=SampleReading.VERDICTS, widget=forms.RadioSelect
    )
    words = _words(_("Your remark"), _("It stays with the case and changes no decision."), required=False)


class RateForm(CalmForm):
    """One in how many is read afterwards."""

    one_in = forms.IntegerField(
        label=_("One in how many"),
        help_text=_("A whole number: 20 is one in twenty. Empty: none."),
        required=False,
        min_value=1,
        max_value=MOST,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    because = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
