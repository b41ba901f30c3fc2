"""Forms of the reporting code. Nothing is asked but words, and a day where something is kept back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naast.kernel.forms import AS_WRITTEN_HERE, DayField
from naast.people.types import Face
from naast.plan import reporting_terms as terms
from naast.plan.models.reporting_code import REASON_LENGTH, WORDS_LENGTH


def _day(label: Any, **kwargs: Any) -> DayField:
    return DayField(label=label, input_formats=AS_WRITTEN_HERE, required=False, **kwargs)


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class OpenForm(forms.Form):
    words = forms.CharField(
        label=terms.STEPS[0][1],
        help_text=terms.HELP[terms.SIGNS],
        required=False,
        max_length=WORDS_LENGTH,
        widget=_text(5),
    )
    readers = forms.MultipleChoiceField(
        label=_("Which colleagues who stand beside the resident may see this?"),
        help_text=_("Nobody else sees it, or sees that it is there."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    withheld_until = _day(
        _("Until when does the resident not see who looked at this?"),
        help_text=_("Then you look at it again. Within three months."),
    )
    withheld_because = forms.CharField(
        label=_("Why is it dangerous to tell now?"), required=False, max_length=REASON_LENGTH, widget=_text(2)
    )

    def __init__(self, *args: Any, colleagues: list[Face], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(face.id), f"{face.name}, {face.function}") for face in colleagues]
        if choices:
            self.fields["readers"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["readers"]


class StepForm(forms.Form):
    step = forms.ChoiceField(label=_("At which step?"), choices=terms.STEPS, required=False)
    words = forms.CharField(
        label=_("In your own words"), required=False, max_length=WORDS_LENGTH, widget=_text(4)
    )
    not_now = forms.BooleanField(label=_("Not now; the reason is written above"), required=False)
    organises_help = forms.BooleanField(label=_("With step 5: help is organised"), required=False)
    reports = forms.BooleanField(label=_("With step 5: reported to Veilig Thuis"), required=False)


class ChildrenForm(forms.Form):
    children = forms.ChoiceField(
        label=_("Are there children?"), choices=terms.CHILDREN, widget=forms.RadioSelect, required=False
    )
    words = forms.CharField(
        label=_("More about it"), required=False, max_length=WORDS_LENGTH, widget=_text(2)
    )


class ReviewForm(forms.Form):
    until = _day(_("Do not tell the resident until"), help_text=_("Within three months."))
    because = forms.CharField(
        label=_("Why is it dangerous to tell now?"), required=False, max_length=REASON_LENGTH, widget=_text(2)
    )


class TellForm(forms.Form):
    told = forms.CharField(
        label=_("What did you tell, and to whom?"), required=False, max_length=WORDS_LENGTH, widget=_text(3)
    )


class ReaderForm(forms.Form):
    staff = forms.ChoiceField(label=_("Let a colleague see this"), required=False)

    def __init__(self, *args: Any, colleagues: list[Face], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].choices = [  # type: ignore[attr-defined]
            (str(face.id), f"{face.name}, {face.function}") for face in colleagues
        ]
