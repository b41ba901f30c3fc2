"""Forms of what is told. Nothing in them is required but to choose whose board it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naast.kernel.forms import CalmForm, DayField
from naast.listen.domains import ICONS
from naast.listen.icons import beside
from naast.listen.models.board import COUNTER_WORDS_LENGTH, GOAL_LENGTH, LABEL_LENGTH, LAST_PLACE
from naast.listen.models.words import STORY_LENGTH, WORDS_LENGTH
from naast.listen.types import BoardView, CounterView, DomainChoice, LineView, counter_name, said_name


class StoryForm(CalmForm):
    """A blank page."""

    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    deleted_before = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("The story"),
        help_text=_("Write what is told, in the words in which it is told. Nothing has to be in it."),
        required=False,
        max_length=STORY_LENGTH,
        widget=forms.Textarea,
    )


class RequestForm(CalmForm):
    """What is asked beside what is wanted."""

    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    request = forms.CharField(
        label=_("What is asked"),
        help_text=_("For example: money for transport to the bingo afternoon."),
        required=False,
        max_length=WORDS_LENGTH,
        widget=forms.Textarea,
    )
    wish = forms.CharField(
        label=_("What is wanted"),
        help_text=_("What would it change? What lies behind the question? It may be the same."),
        required=False,
        max_length=WORDS_LENGTH,
        widget=forms.Textarea,
    )


class StartForm(CalmForm):
    """Whose board, and how it is laid."""

    person = forms.ChoiceField(label=_("Whose board is it?"), widget=forms.RadioSelect)
    way = forms.ChoiceField(
        label=_("How do you lay it?"),
        choices=[
            ("together", _("together at one table, on this screen or with the real board")),
            ("apart", _("by themselves, in their own folder; others follow after")),
            ("covered", _("each on their own device; covered, until the owner turns the board over")),
        ],
        widget=forms.RadioSelect,
    )
    others = forms.MultipleChoiceField(
        label=_("Who else sits at the table?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, persons: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(number), name) for number, name in persons]
        for name in ("person", "others"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        if len(persons) < 2:
            del self.fields["others"]


class ChooseForm(CalmForm):
    """Domains of the list, own ones, and room for another."""

    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    domains = forms.MultipleChoiceField(
        label=_("Which parts of life matter now?"),
        help_text=_("Also what goes well, gives energy or pride. A few is fine."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    own = forms.MultipleChoiceField(
        label=_("Added in their own words"), required=False, widget=forms.CheckboxSelectMultiple
    )
    own_label = forms.CharField(
        label=_("Something else, in their own words"), required=False, max_length=LABEL_LENGTH
    )

    def __init__(self, *args: Any, listed: list[DomainChoice], own: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["domains"].choices = [  # type: ignore[attr-defined]
            (str(choice.id), choice.shown) for choice in listed
        ]
        self.fields["own"].choices = [(str(key), label) for key, label in own.items()]  # type: ignore[attr-defined]
        if not own:
            del self.fields["own"]


class PhotoForm(CalmForm):
    """A photo of the real board, what can be seen on it for who cannot see it, and what is told with it."""

    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    photo = forms.FileField(
        label=_("Photo of the board"),
        help_text=_("A JPEG or PNG file of at most 15 MB. Place, time and camera are taken out."),
        max_length=200,
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png"}),
    )
    photo_words = forms.CharField(
        label=_("What can be seen on it"),
        help_text=_("For people who cannot see the photo."),
        required=False,
        max_length=500,
    )
    own_words = forms.CharField(
        label=_("What is told with it, in their own words"),
        required=False,
        max_length=WORDS_LENGTH,
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, has_photo: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["photo"].required = not has_photo


class GuestForm(CalmForm):
    """Until when somebody is asked along; without a day it is until it is ended."""

    until_on = DayField(label=_("Until (and including)"), required=False)


class DomainForm(CalmForm):
    """A part of life on the municipality's own list."""

    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name in Dutch"), max_length=LABEL_LENGTH)
    name_en = forms.CharField(label=_("Name in English"), required=False, max_length=LABEL_LENGTH)
    icon = forms.ChoiceField(
        label=_("Drawing"),
        help_text=_("It stands beside the name and says nothing that the name does not."),
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["icon"].choices = [  # type: ignore[attr-defined]
            (key, beside(key, words)) for key, words in ICONS.items()
        ]


class LayForm(CalmForm):
    """The whole board: for each line the counters that this reader moves and, for who leads, the words."""

    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, board: BoardView, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in board.lines:
            for counter in self._moved(line):
                self.fields[counter_name(line, counter.whose)] = forms.IntegerField(
                    label=counter.who, min_value=0, max_value=LAST_PLACE, required=False
                )
                if counter.whose != board.owner:
                    self._add_said(line, counter)
            if board.leads:
                self._add_words(line)
        if board.leads and board.lines:
            self.fields["first"] = forms.ChoiceField(
                label=_("Which of these comes first?"),
                choices=[
                    ("", _("nothing comes first")),
                    *((str(line.id), line.domain) for line in board.lines),
                ],
                required=False,
                widget=forms.RadioSelect,
            )

    @staticmethod
    def _moved(line: LineView) -> Iterable[CounterView]:
        return [] if line.waits else line.own

    def _add_said(self, line: LineView, counter: CounterView) -> None:
        self.fields[said_name(line, counter.whose)] = forms.CharField(
            label=_("In the words of {who}").format(who=counter.who),
            required=False,
            max_length=COUNTER_WORDS_LENGTH,
            widget=forms.Textarea,
        )

    def _add_words(self, line: LineView) -> None:
        self.fields[f"energy_{line.id}"] = forms.BooleanField(
            label=_("This gives energy or pride"), required=False
        )
        self.fields[f"words_{line.id}"] = forms.CharField(
            label=_("In their own words"),
            required=False,
            max_length=WORDS_LENGTH,
            widget=forms.Textarea,
        )
        self.fields[f"goal_{line.id}"] = forms.CharField(
            label=_("What should be different?"), required=False, max_length=GOAL_LENGTH
        )
        self.fields[f"by_{line.id}"] = DayField(label=_("By when?"), required=False)
        for name in ("energy", "words", "goal", "by"):
            self.fields[f"{name}_{line.id}"].about = line.domain  # type: ignore[attr-defined]
