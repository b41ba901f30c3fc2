"""Forms of what is told by a letter that is read first: what it says, then its parts, and how it leaves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naast.decide.models.clocks import CONSENT, PAPERS
from naast.kernel.forms import AS_WRITTEN_HERE, AsItWas, CalmForm, DayField

PART_LABELS = {"next": _("What happens next")}
"""The parts of such a letter that its sender may put in other words; why is said in the reason."""


def _text(
    label: Any, help_text: Any = "", *, limit: int, rows: int = 4, required: bool = True
) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=limit, widget=area)


def _day(label: Any, help_text: Any = "") -> DayField:
    return DayField(label=label, help_text=help_text, input_formats=AS_WRITTEN_HERE)


def _hidden() -> forms.CharField:
    return AsItWas(required=False, widget=forms.HiddenInput)


class ToldForm(CalmForm):
    """What is told. Once the letter was shown also its parts, where it goes and how it leaves; a part that
    was left as it was shown is made anew each time.

    `ways`: how it may leave; `says_address`: whether the sender may say where the resident lives.
    """

    def __init__(
        self,
        *args: Any,
        ways: Iterable[tuple[str, Any]] = (),
        says_address: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.ways, self.says_address = list(ways), says_address
        self.asked = list(self.fields)
        self.parts = [key for key in PART_LABELS if f"was_{key}" in self.data]
        for key in self.parts:
            self.fields[key] = _text(PART_LABELS[key], limit=6_000, required=False)
            self.fields[f"was_{key}"] = _hidden()
        if "shown_for" not in self.data:
            return
        self.fields["shown_for"], self.fields["shown_letter"] = _hidden(), _hidden()
        if says_address:
            self.fields["address"] = _text(
                _("Address of the resident"),
                _("Stands in the letter. Needed for the post."),
                limit=250,
                rows=2,
                required=False,
            )
            self.fields["address_was"] = _hidden()
        self.fields["way"] = forms.ChoiceField(
            label=_("How does it leave?"), choices=self.ways, widget=forms.RadioSelect
        )

    @property
    def asked_fields(self) -> list[Any]:
        """The fields that say what is told."""
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

    def told(self) -> dict[str, Any]:
        """What was asked, by name."""
        return {name: self.cleaned_data[name] for name in self.asked}


class LaterForm(ToldForm):
    """The decision comes later: until when and why."""

    until_on = _day(_("By which day does the resident hear it now?"))
    reason = _text(_("Why"), _("The resident reads this."), limit=2_000, rows=3)


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


class DetermineForm(ToldForm):
    """Why this is what the house owes."""

    words = _text(_("Why this is what we owe"), _("The resident reads this."), limit=2_000)
