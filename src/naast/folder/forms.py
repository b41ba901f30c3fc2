"""Forms of the folder: short, in B1, and nothing in them is required that a right does not ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naast.kernel.forms import DayField
from naast.listen.types import (
    BoardView,
    CounterView,
    DomainChoice,
    LineView,
    Whose,
    counter_name,
    said_name,
)

# As long as the rooms that keep them allow; these refuse more by themselves as well.
STORY_LENGTH = 100_000
WORDS_LENGTH = 5_000
GOAL_LENGTH = 1_000
LABEL_LENGTH = 80
COUNTER_WORDS_LENGTH = 2_000
OBJECTION_LENGTH = 10_000


class StoryForm(forms.Form):
    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    deleted_before = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("My story"),
        help_text=_("Write what you want to tell, in your own words. Nothing has to be in it."),
        required=False,
        max_length=STORY_LENGTH,
        widget=forms.Textarea,
    )


class WordsForm(forms.Form):
    """One field in own words. The page gives it its label."""

    words = forms.CharField(
        label=_("In your own words"), required=False, max_length=WORDS_LENGTH, widget=forms.Textarea
    )


class AskForm(WordsForm):
    """A request; with more than one case also which one it is about."""

    case = forms.ChoiceField(label=_("About which folder is it?"), widget=forms.RadioSelect)

    field_order = ["case", "words"]

    def __init__(self, *args: Any, cases: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(cases) < 2:
            del self.fields["case"]
            self.only: int | None = cases[0][0] if cases else None
        else:
            self.only = None
            self.fields["case"].choices = [(str(number), name) for number, name in cases]  # type: ignore[attr-defined]

    @property
    def case_id(self) -> int:
        """The chosen case; only after `is_valid`."""
        return self.only if self.only is not None else int(self.cleaned_data["case"])


class ObjectionForm(forms.Form):
    decision = forms.ChoiceField(label=_("Which decision is it?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Why do you not agree?"),
        help_text=_("A few words are enough. You can tell more later."),
        max_length=OBJECTION_LENGTH,
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = choices  # type: ignore[attr-defined]


class DomainsForm(forms.Form):
    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    domains = forms.MultipleChoiceField(
        label=_("What matters to you now?"),
        help_text=_("Also what goes well. A few is fine."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    own = forms.MultipleChoiceField(
        label=_("What you added yourself"), required=False, widget=forms.CheckboxSelectMultiple
    )
    own_label = forms.CharField(label=_("Something else"), required=False, max_length=LABEL_LENGTH)

    def __init__(self, *args: Any, listed: list[DomainChoice], own: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["domains"].choices = [(str(choice.id), choice.shown) for choice in listed]  # type: ignore[attr-defined]
        self.fields["own"].choices = [(str(key), label) for key, label in own.items()]  # type: ignore[attr-defined]
        if not own:
            del self.fields["own"]


class BoardForm(forms.Form):
    """The board as its owner lays it; who was asked along lays only their own counter."""

    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, board: BoardView, own: Whose, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own
        for line in board.lines:
            for counter in self.mine(line):
                # Which places there are is the board's own rule, checked where it is kept.
                self.fields[counter_name(line, counter.whose)] = forms.IntegerField(
                    label=line.domain, min_value=0, required=False
                )
                if counter.whose != board.owner:
                    self.fields[said_name(line, counter.whose)] = forms.CharField(
                        label=_("In your own words"),
                        required=False,
                        max_length=COUNTER_WORDS_LENGTH,
                        widget=forms.Textarea,
                    )
                    self.fields[said_name(line, counter.whose)].about = line.domain  # type: ignore[attr-defined]
            if board.leads:
                self._add_words(line)
        if board.leads and board.lines:
            choices = [("", _("nothing comes first")), *((str(line.id), line.domain) for line in board.lines)]
            self.fields["first"] = forms.ChoiceField(
                label=_("What comes first for you?"),
                choices=choices,
                required=False,
                widget=forms.RadioSelect,
            )

    def _add_words(self, line: LineView) -> None:
        self.fields[f"energy_{line.id}"] = forms.BooleanField(
            label=_("This gives me energy, or I am proud of it"), required=False
        )
        self.fields[f"words_{line.id}"] = forms.CharField(
            label=_("In your own words"), required=False, max_length=WORDS_LENGTH, widget=forms.Textarea
        )
        self.fields[f"goal_{line.id}"] = forms.CharField(
            label=_("What do you want to be different?"), required=False, max_length=GOAL_LENGTH
        )
        self.fields[f"by_{line.id}"] = DayField(label=_("By when?"), required=False)
        for name in ("energy", "words", "goal", "by"):
            self.fields[f"{name}_{line.id}"].about = line.domain  # type: ignore[attr-defined]

    def mine(self, line: LineView) -> list[CounterView]:
        """The reader's own counter on a line, unless it still waits for the owner's."""
        return [] if line.waits else [counter for counter in line.own if counter.whose == self.own]


class PhotoForm(forms.Form):
    """A photo of the real board, with what one wants to say with it."""

    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    photo = forms.FileField(
        label=_("Photo of the board"),
        help_text=_("A JPEG or PNG file of at most 15 MB. We take out where and when you made it."),
        max_length=200,
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png"}),
    )
    photo_words = forms.CharField(
        label=_("What can you see on it?"),
        help_text=_("For people who cannot see the photo."),
        required=False,
        max_length=500,
    )
    own_words = forms.CharField(
        label=_("In your own words"), required=False, max_length=WORDS_LENGTH, widget=forms.Textarea
    )

    def __init__(self, *args: Any, has_photo: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["photo"].required = not has_photo


class AlongForm(forms.Form):
    """Until when somebody sees the board; without a day it is until one ends it."""

    until_on = DayField(label=_("Until which day? That day still counts."), required=False)


class LateForm(forms.Form):
    """The resident says that we are late. A word is enough, and none is too."""

    words = forms.CharField(
        label=_("Do you want to add something?"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
