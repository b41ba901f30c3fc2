"""Forms of the steps of an objection, of looking at a decision again, and of the bundle of papers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naast.decide.bundle import THIRD, WEIGHTY, Piece
from naast.decide.models import Document, Hearing, ObjectionStep, Revision
from naast.kernel.forms import CalmForm, DayField

_ASK = [("", _("choose"))]
_OUT = "out_"
_LEFT_OUT = [
    ("", _("in the bundle")),
    (THIRD, _("left out: it concerns somebody else")),
    (WEIGHTY, _("left out: weighty reasons to keep it secret (Awb 7:4), such as the reporting code")),
]


def _words(label: Any, help_text: Any = "", *, rows: int = 4, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class LetterStepForm(CalmForm):
    """A step that the resident hears of by a letter: how that letter leaves comes last.

    `ways` as (code, label); `no_address`: for the post an address is missing.
    """

    def __init__(
        self, *args: Any, ways: Iterable[tuple[str, Any]], no_address: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = [way for way in ways if not (no_address and way[0] == Document.POST)]
        self.fields["letter_way"] = forms.ChoiceField(
            label=_("How does the letter leave?"),
            choices=offered,
            initial=offered[0][0],
            help_text=_(
                "For the post an address is needed, and none is known. Who stands beside the resident "
                "writes it down beside a letter."
            )
            if no_address
            else "",
        )


def _how() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("How?"), choices=[*_ASK, *Hearing.WAYS])


class ConfirmForm(LetterStepForm):
    """Receipt confirmed in writing."""

    with_committee = forms.BooleanField(
        label=_("An objection committee advises: the answer may take twelve weeks"), required=False
    )


class LateForm(CalmForm):
    """Why it came after the term."""

    words = _words(_("Why did it come later?"), _("In the words of the resident."), rows=3)


class AskForm(LetterStepForm):
    """What the objection misses, and until when it can be completed."""

    parts = forms.MultipleChoiceField(
        label=_("What is missing?"), choices=ObjectionStep.PARTS, widget=forms.CheckboxSelectMultiple
    )
    until_on = DayField(
        label=_("Until which day can it be completed?"),
        help_text=_(
            "Give enough time. Meanwhile the term of the answer stands still, unless it is over (Awb 7:10)."
        ),
    )
    words = _words(
        _("In your own words: what do you mean?"), _("The resident reads this."), rows=3, required=False
    )


class CompletedForm(CalmForm):
    """What came in since."""

    parts = forms.MultipleChoiceField(
        label=_("What of it came in?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    words = _words(_("What came in"), _("The resident reads this too."), rows=3)
    came_on = DayField(label=_("On which day?"), required=False)

    def __init__(self, *args: Any, missing: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["parts"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(code, label) for code, label in ObjectionStep.PARTS if code in missing]


class AddedForm(CalmForm):
    """What the resident adds."""

    words = _words(_("What does the resident add?"), _("In the words of the resident."), rows=3)
    came_on = DayField(label=_("On which day?"), required=False)


class InviteForm(LetterStepForm):
    """The hearing: day and way, and from when the papers lie ready."""

    hearing_on = DayField(
        label=_("Day of the hearing"), help_text=_("At least a week after the papers lie ready (Awb 7:4).")
    )
    hearing_at = forms.TimeField(
        label=_("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    way = _how()
    place = forms.CharField(label=_("Where"), max_length=200, required=False)
    papers_from = DayField(label=_("Papers ready from"), required=False)


class NoHearingForm(CalmForm):
    """Why there is no hearing."""

    because = forms.ChoiceField(
        label=_("On which ground (Awb 7:3)"),
        choices=ObjectionStep.NO_HEARING_GROUNDS,
        widget=forms.RadioSelect,
    )
    words = _words(_("How do you know?"), rows=3)


class HeardForm(CalmForm):
    """What was said at the hearing."""

    words = _words(_("What was said"), _("The resident reads this too."), rows=8)
    held_on = DayField(label=_("When did you speak to each other?"), required=False)
    way = _how()


class PostponeForm(LetterStepForm):
    """The answer comes later."""

    because = forms.ChoiceField(
        label=_("On which ground (Awb 7:10)"),
        choices=ObjectionStep.POSTPONE_GROUNDS,
        widget=forms.RadioSelect,
    )
    until_on = DayField(label=_("Answer at the latest on"))
    words = _words(_("Why"), _("The resident reads this in the letter."), rows=3)


class VerdictForm(LetterStepForm):
    """The decision on the objection. Nothing is filled in."""

    verdict = forms.ChoiceField(
        label=_("What is the decision on the objection?"),
        choices=ObjectionStep.VERDICTS,
        widget=forms.RadioSelect,
    )
    because = forms.ChoiceField(
        label=_("Inadmissible: on which ground?"),
        choices=[("", "-"), *ObjectionStep.INADMISSIBLE_GROUNDS],
        required=False,
    )
    words = _words(
        _("Why"), _("About each thing that the resident says. The resident reads this in the letter."), rows=8
    )


class PenaltyVerdictForm(VerdictForm):
    """The decision on an objection to what is owed for being late: founded, it says for how many days."""

    field_order = ("verdict", "owed_days", "because", "words", "letter_way")
    owed_days = forms.IntegerField(
        label=_("Founded, wholly or partly: how many days were late?"),
        help_text=_(
            "From 1 to 42. The amount follows from the table of those days, and is more than before."
        ),
        required=False,
        min_value=1,
        max_value=42,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class TakeBackForm(CalmForm):
    """The resident takes the objection back."""

    words = _words(_("In the words of the resident"), rows=3)


class RevisionForm(CalmForm):
    """Why a decision is looked at again."""

    why = forms.ChoiceField(label=_("Why"), widget=forms.RadioSelect)
    words = _words(_("In your own words"), rows=4)
    works_from = DayField(
        label=_("From which day does the new decision hold?"),
        help_text=_("Empty: from the day on which it is decided."),
        required=False,
    )
    back_because = _words(
        _("When it reaches back to before today: why"),
        _("To the harm of the resident only with this reason, and when the resident was heard about it."),
        rows=3,
        required=False,
    )

    def __init__(self, *args: Any, whys: Iterable[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["why"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(whys)


def whys(objections: Iterable[tuple[int, Any]]) -> list[tuple[str, Any]]:
    """Reasons to choose from; each open objection against the decision is one of its own."""
    plain = [(code, label) for code, label in Revision.WHYS if code != Revision.OBJECTION]
    return [*plain, *((f"{Revision.OBJECTION}:{number}", label) for number, label in objections)]


class BundleForm(CalmForm):
    """What goes into the bundle: of each piece whether it is in it, and else the ground.

    `language`: that of the page, in which the pieces are called.
    """

    def __init__(self, *args: Any, pieces: Iterable[Piece], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        extras = []
        for piece in pieces:
            if piece.is_extra:
                extras.append((piece.key, piece.title_in(language)))
            elif piece.may_leave:
                self.fields[f"{_OUT}{piece.key}"] = forms.ChoiceField(
                    label=piece.title_in(language), choices=_LEFT_OUT, required=False
                )
        if extras:
            self.fields["added"] = forms.MultipleChoiceField(
                label=_("Also add"), choices=extras, required=False, widget=forms.CheckboxSelectMultiple
            )

    def left_out(self) -> dict[str, str]:
        """By the key of a piece the ground on which it is left out. Only of a valid form."""
        return {
            name.removeprefix(_OUT): ground
            for name, ground in self.cleaned_data.items()
            if name.startswith(_OUT) and ground
        }
