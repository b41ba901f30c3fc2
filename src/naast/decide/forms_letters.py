"""Forms of letters: what the sender writes, how it leaves, and the municipality's own wording."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from naast.decide.letters import EDITABLE
from naast.decide.models import Document
from naast.decide.wording import BLOCKS, LINE_LENGTH, NEEDED, TEXT_LENGTH, Block, Problem, Wording
from naast.kernel.forms import AsItWas, CalmForm, DayField

_ROWS = {"decision": 10, "why": 8, "next": 4}
_LABELS = {
    "decision": _("Our decision"),
    "why": _("Why we decide this"),
    "next": _("What happens next"),
}


def _text(label: Any, help_text: Any = "", *, limit: int, rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=limit,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class LetterForm(CalmForm):
    """The parts of the letter that may be put in other words, where it goes, and how it leaves."""

    address = _text(
        _("Address of the resident"), _("Stands in the letter. Needed for the post."), limit=250, rows=2
    )
    # What stood there when the page was opened: a newer address is not written over.
    address_was = AsItWas(required=False, widget=forms.HiddenInput)
    way = forms.ChoiceField(label=_("How does it leave?"), required=False, widget=forms.RadioSelect)
    sent_on = DayField(
        label=_("Date of sending"),
        help_text=_(
            "Only when you send or hand it over yourself. The term to object runs from the day after."
        ),
        required=False,
    )

    def __init__(
        self, *args: Any, ways: Iterable[tuple[str, Any]], parts: Sequence[str] = EDITABLE, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.named = [name for name in parts if name in EDITABLE]
        for name in self.named:
            self.fields[name] = _text(_LABELS[name], limit=6_000, rows=_ROWS[name])
        way = self.fields["way"]
        if isinstance(way, forms.ChoiceField):
            way.choices = list(ways)

    @property
    def written(self) -> list[Any]:
        """The fields of the parts, in the order of the letter."""
        return [self[name] for name in self.named]

    def parts(self) -> dict[str, str]:
        """What was posted of the parts; empty ones are those of the house again."""
        return {name: self.cleaned_data.get(name, "") for name in self.named}

    def chosen_way(self) -> str:
        """How it leaves; on paper when nothing was said."""
        return self.cleaned_data["way"] or Document.PAPER


class PrintForm(CalmForm):
    """For which day letters are printed."""

    day = DayField(
        label=_("They leave on"),
        help_text=_(
            "This day stands in the letters. The term to object to a decision runs from the day after."
        ),
    )
    letters = forms.MultipleChoiceField(label=_("Which letters"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, queue: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["letters"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(str(number), words) for number, words in queue]

    def chosen(self) -> list[int]:
        return [int(number) for number in self.cleaned_data["letters"]]


class ReturnedForm(CalmForm):
    """A letter came back."""

    back_on = DayField(label=_("When did it come back?"))
    words = forms.CharField(
        label=_("What stood on it?"), help_text=_("For instance: moved."), required=False, max_length=300
    )


class CalledForm(CalmForm):
    """Somebody called about it."""

    called_on = DayField(label=_("When did you call?"))
    words = _text(_("What did you agree?"), _("Or that nobody answered."), limit=600, rows=3)


def _named(part: Any, key: str) -> Any:
    """The name of a field with its block, so that no two are called the same."""
    return format_lazy("{part}: {block}", part=part, block=BLOCKS[key])


class WordingForm(CalmForm):
    """All words of one kind of letter: title, salutation, closing, and each block with its place."""

    title = forms.CharField(label=_("Title"), required=False, max_length=LINE_LENGTH)
    salutation = forms.CharField(label=_("Salutation"), required=False, max_length=LINE_LENGTH)
    closing = forms.CharField(label=_("Closing"), required=False, max_length=LINE_LENGTH)
    from_on = DayField(label=_("From"), help_text=_("Letters that left keep their words."))
    why = forms.CharField(label=_("Why do the words change?"), required=False, max_length=300)

    def __init__(self, *args: Any, wording: Wording, **kwargs: Any) -> None:
        standing = {
            "title": wording.title,
            "salutation": wording.salutation,
            "closing": wording.closing,
        }
        self.kind = wording.kind
        # Blocks that stand in it in their order, then those that could.
        self.keys = [*wording.keys, *(key for key in BLOCKS if key not in wording.keys)]
        for number, block in enumerate(wording.blocks, start=1):
            standing |= {
                f"{block.key}_place": str(number),
                f"{block.key}_heading": block.heading,
                f"{block.key}_text": block.text,
            }
        kwargs["initial"] = standing | dict(kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        for key in self.keys:
            self.fields[f"{key}_place"] = forms.IntegerField(
                label=_named(_("Place in the letter"), key),
                help_text=_("1 comes first. Empty: not in the letter."),
                required=False,
                min_value=1,
                max_value=99,
                widget=forms.TextInput(attrs={"inputmode": "numeric"}),
            )
            self.fields[f"{key}_heading"] = forms.CharField(
                label=_named(_("Heading"), key), required=False, max_length=LINE_LENGTH
            )
            self.fields[f"{key}_text"] = _text(_named(_("Text"), key), limit=TEXT_LENGTH, rows=8)

    def clean(self) -> dict[str, Any]:
        """Words without a place would be in no letter: that is asked, and they stay where they were typed."""
        for key in self.keys:
            is_out = not str(self[f"{key}_place"].data or "").strip()
            text = self.cleaned_data.get(f"{key}_text", "").replace("\r\n", "\n").strip()
            if is_out and text and text != self.was(key):
                self.add_error(
                    f"{key}_place",
                    _("These words have no place in the letter. Give the block a number, or empty its text."),
                )
        return self.cleaned_data

    def was(self, key: str) -> str:
        """The text of a block as it stood before: who empties its place takes it out on purpose."""
        return str(self.initial.get(f"{key}_text", "")).replace("\r\n", "\n").strip()

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """The fields block by block, for the page."""
        return [
            {
                "key": key,
                "label": BLOCKS[key],
                "needed": key in NEEDED[self.kind],
                "stands": bool(self[f"{key}_text"].value()),
                "wrong": any(self[f"{key}_{part}"].errors for part in ("place", "heading", "text")),
                "place": self[f"{key}_place"],
                "heading": self[f"{key}_heading"],
                "text": self[f"{key}_text"],
            }
            for key in self.keys
        ]

    def wording(self) -> Wording:
        """What was typed as one wording. Only of a form whose fields are right."""
        clean = self.cleaned_data
        found = [
            (clean[f"{key}_place"], Block(key, clean[f"{key}_heading"], clean[f"{key}_text"]))
            for key in self.keys
            if clean.get(f"{key}_place") is not None
        ]
        found.sort(key=lambda pair: pair[0])
        return Wording(
            self.kind,
            clean["title"],
            clean["salutation"],
            clean["closing"],
            tuple(block for _place, block in found),
        )

    def put(self, problems: Iterable[Problem]) -> None:
        """Each problem at the field it is about."""
        for problem in problems:
            name = f"{problem.block}_{problem.part}" if problem.block else problem.part
            self.add_error(name if name in self.fields else None, problem.words)

    def from_day(self) -> dt.date:
        day: dt.date = self.cleaned_data["from_on"]
        return day


class HouseWordsForm(CalmForm):
    """Back to the words of the house."""

    from_on = DayField(label=_("From"))
    why = forms.CharField(label=_("Why do the words change?"), required=False, max_length=300)
