"""Forms about the clocks of a case."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naast.decide.models.clocks import CONSENT, PAPERS
from naast.kernel.forms import AS_WRITTEN_HERE, CalmForm, DayField
from naast.plan.amounts import AmountField


def _text(
    label: Any, help_text: Any = "", *, limit: int, rows: int = 4, required: bool = True
) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=limit, widget=area)


def _day(label: Any, help_text: Any = "", *, required: bool = True) -> DayField:
    return DayField(label=label, help_text=help_text, required=required, input_formats=AS_WRITTEN_HERE)


def _hidden() -> forms.CharField:
    return forms.CharField(required=False, widget=forms.HiddenInput)


class StepForm(CalmForm):
    """Which step was taken, and on which day."""

    kind = forms.ChoiceField(label=_("What was done?"), widget=forms.RadioSelect)
    taken_on = _day(
        _("On which day?"),
        _("Empty: it was not done after all, and what stood here counts no more."),
        required=False,
    )

    def __init__(self, *args: Any, steps: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(steps)


PART_LABELS = {"next": _("What happens next")}
"""The parts of such a letter that its sender may put in other words; why is said in the reason."""


class LaterForm(CalmForm):
    """The decision comes later: until when and why. Once the letter was shown also its parts, where it goes
    and how it leaves; a part that was left as it was shown is made anew each time.
    """

    until_on = _day(_("By which day does the resident hear it now?"))
    reason = _text(_("Why"), _("The resident reads this."), limit=2_000, rows=3)

    def __init__(self, *args: Any, ways: Iterable[tuple[str, Any]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = list(self.fields)
        self.parts = [key for key in PART_LABELS if f"was_{key}" in self.data]
        for key in self.parts:
            self.fields[key] = _text(PART_LABELS[key], limit=6_000, required=False)
            self.fields[f"was_{key}"] = _hidden()
        if "shown_for" not in self.data:
            return
        self.fields["shown_for"] = _hidden()
        self.fields["address"] = _text(
            _("Address of the resident"),
            _("Stands in the letter. Needed for the post."),
            limit=250,
            rows=2,
            required=False,
        )
        self.fields["address_was"] = _hidden()
        self.fields["way"] = forms.ChoiceField(
            label=_("How does it leave?"), choices=list(ways), widget=forms.RadioSelect
        )

    @property
    def asked_fields(self) -> list[Any]:
        """The fields that say what changes."""
        return [self[name] for name in self.asked]

    @property
    def part_fields(self) -> list[tuple[Any, Any]]:
        """Each part of the letter, with how it was shown."""
        return [(self[key], self[f"was_{key}"]) for key in self.parts]

    @property
    def was_shown(self) -> bool:
        """Whether the letter was shown with these facts in it."""
        return " ".join(self.data.get("shown_for", "").split()) == self.shows_for

    @property
    def shows_for(self) -> str:
        """The facts in the letter that the sender reads in it."""
        return "|".join(" ".join(self.data.get(name, "").split()) for name in self.asked)

    def own_parts(self) -> dict[str, str]:
        """The parts that the sender put in other words than were shown."""
        typed = {key: " ".join(self.cleaned_data[key].split()) for key in self.parts}
        return {
            key: self.cleaned_data[key]
            for key, text in typed.items()
            if text and text != " ".join(self.cleaned_data[f"was_{key}"].split())
        }

    def change(self) -> dict[str, Any]:
        """What was asked, by name."""
        return {name: self.cleaned_data[name] for name in self.asked}


class PauseForm(LaterForm):
    """The term of the decision stands still."""

    kind = forms.ChoiceField(
        label=_("What do we wait for?"),
        choices=[
            (PAPERS, _("papers that the resident still brings (Awb 4:15 lid 1)")),
            (CONSENT, _("the resident agreed in writing to wait (Awb 4:15 lid 2)")),
        ],
        widget=forms.RadioSelect,
    )
    until_on = _day(_("Until which day at the latest?"), _("After that day the term runs on by itself."))

    field_order = ("kind", "until_on", "reason")


class EndPauseForm(CalmForm):
    """What was waited for is there."""

    ended_on = _day(_("On which day?"))


class LateForm(CalmForm):
    """A notice of default that came by post or was told."""

    received_on = _day(_("Received on"))
    words = _text(_("What does the resident write?"), limit=10_000, required=False)


class DetermineForm(CalmForm):
    """Why this is what the house owes."""

    words = _text(_("Why this is what we owe"), _("The resident reads this."), limit=2_000)


class LookedForm(CalmForm):
    """What came of looking again."""

    words = _text(_("What came of it?"), limit=3_000)


class AmountsForm(CalmForm):
    """The amounts of the penalty from a day on."""

    from_on = _day(_("From which day do they hold?"))
    first = AmountField(label=_("A day of the first fourteen, in euros"), careful=True)
    second = AmountField(label=_("A day of the next fourteen, in euros"), careful=True)
    third = AmountField(label=_("A day of the rest, in euros"), careful=True)
    source = forms.CharField(
        label=_("Where this can be read"),
        help_text=_("The publication in which these amounts stand."),
        max_length=300,
    )
