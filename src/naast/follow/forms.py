"""Forms of following.

Required: what is promised and when, how a contact went, words when looking back, a count or that
nobody knows, and the terms of a settlement.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naast.follow.models import WORDS_LENGTH, CheckIn, Contact
from naast.follow.models.realised import SOURCE_LENGTH
from naast.follow.models.settlements import RESULT_LENGTH, STEP_LENGTH
from naast.follow.types import AgreedGoal
from naast.kernel.forms import CalmForm, DayField
from naast.plan.amounts import AmountField, PercentField


class PromiseForm(CalmForm):
    """What, by whom, when."""

    what = forms.CharField(label=_("What do we promise?"), max_length=300)
    due_on = DayField(label=_("When?"))
    by = forms.ChoiceField(label=_("Who does this?"), required=False)
    by_words = forms.CharField(label=_("Somebody else"), required=False, max_length=120)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by"].choices = [*choices, ("", _("somebody else"))]  # type: ignore[attr-defined]

    def who(self) -> dict[str, Any]:
        """Who does it, as the action takes it; only after `is_valid`."""
        kind, _dash, number = self.cleaned_data["by"].partition("-")
        if not number:
            return {"by_words": self.cleaned_data["by_words"]}
        return {f"by_{kind}_id": int(number)}


class KeptForm(CalmForm):
    """That a promise was kept, with words when somebody wants to."""

    words = forms.CharField(label=_("How did it go?"), required=False, max_length=1_000)


class DayForm(CalmForm):
    """Another day for a promise, or the day of the next looking back."""

    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    due_on = DayField(label=_("On which day?"))


class ContactForm(CalmForm):
    """How and when people spoke, or that it did not take place."""

    channel = forms.ChoiceField(label=_("How?"), choices=Contact.CHANNELS, widget=forms.RadioSelect)
    on_day = DayField(label=_("When?"), required=False)
    person = forms.ChoiceField(label=_("With whom?"), required=False)
    took_place = forms.ChoiceField(
        label=_("Did it take place?"),
        choices=[("yes", _("yes")), ("no", _("no, it did not work out"))],
        initial="yes",
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What was said"), required=False, max_length=WORDS_LENGTH, widget=forms.Textarea
    )

    def __init__(self, *args: Any, persons: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [*persons, ("", _("somebody else"))]  # type: ignore[attr-defined]


class HardForm(CalmForm):
    """The one question after an appointment that did not work out."""

    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("What made it hard?"), required=False, max_length=WORDS_LENGTH, widget=forms.Textarea
    )


class CheckInForm(CalmForm):
    """Now beside then. Only the person's own words are needed."""

    def __init__(
        self,
        *args: Any,
        goals: Sequence[AgreedGoal],
        boards: Sequence[tuple[str, str]],
        name: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for goal in goals:
            self.fields[f"now_{goal.key}"] = forms.CharField(
                label=_("What do you say about it now?"),
                required=False,
                max_length=WORDS_LENGTH,
                widget=forms.Textarea,
            )
        self.fields["words"] = forms.CharField(
            label=_("How is it now, in the words of {name}?").format(name=name),
            max_length=WORDS_LENGTH,
            widget=forms.Textarea,
        )
        self.fields["helped"] = forms.ChoiceField(
            label=_("Did this help?"),
            help_text=_("Only if you want to answer."),
            choices=[*CheckIn.HELPED, ("", _("I would rather not say"))],
            required=False,
            widget=forms.RadioSelect,
        )
        if boards:
            self.fields["board"] = forms.ChoiceField(
                label=_("Which board belongs to this looking back?"),
                choices=[("", _("none")), *boards],
                required=False,
            )

    def now(self) -> dict[str, str]:
        """Words of now by the key of the goal; only after `is_valid`."""
        return {
            name.removeprefix("now_"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("now_")
        }


class RealisedForm(CalmForm):
    """How much there really was of a line in a year of the plan; not knowing is an answer."""

    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    quantity = AmountField(label=_("How much was it?"), required=False)
    unknown = forms.BooleanField(label=_("Nobody knows"), required=False)
    from_on = DayField(label=_("Counted from"))
    to_on = DayField(label=_("Counted until"))
    source = forms.CharField(
        label=_("Where does this number come from?"), required=False, max_length=SOURCE_LENGTH
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("unknown") and said.get("quantity") is not None:
            self.add_error("quantity", _("Write a number, or say that nobody knows: not both."))
        elif not said.get("unknown") and said.get("quantity") is None and "quantity" not in self.errors:
            self.add_error("quantity", _("Write a number, or say that nobody knows."))
        return said


class SettlementForm(CalmForm):
    """Who advances, who repays which share, on which measured result, until when."""

    plan_version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    advancer = forms.ChoiceField(label=_("Who advances?"))
    repayer = forms.ChoiceField(label=_("Who repays?"))
    share = PercentField(label=_("Which share of the measured result, in per cent?"))
    result = forms.CharField(
        label=_("On which measured result?"),
        help_text=_("Payers read this. Write no name and nothing of what was told."),
        max_length=RESULT_LENGTH,
        widget=forms.Textarea,
    )
    until_on = DayField(label=_("Measured until"))
    words = forms.CharField(
        label=_("Something to add"), required=False, max_length=STEP_LENGTH, widget=forms.Textarea
    )

    def __init__(
        self,
        *args: Any,
        advancers: Sequence[tuple[str, str]],
        repayers: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["advancer"].choices = advancers  # type: ignore[attr-defined]
        self.fields["repayer"].choices = repayers  # type: ignore[attr-defined]


class SettlementStepForm(CalmForm):
    """The words with which somebody brings a settlement on."""

    words = forms.CharField(
        label=_("Words with it"),
        help_text=_("Payers read this. Write no name and nothing of what was told."),
        required=False,
        max_length=STEP_LENGTH,
        widget=forms.Textarea,
    )
