"""Forms of the disciplines beside each other, and of who reads along."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naast.weigh.actions.disciplines import RULE
from naast.weigh.lengths import Words
from naast.weigh.models.disciplines import CLASH_LENGTH, NAME_LENGTH
from naast.weigh.models.reading import REMARK_LENGTH
from naast.weigh.models.weighing import TEXT_LENGTH
from naast.weigh.said import DisciplinesFacts


def _words(label: Any, help_text: Any = "", *, longest: int = TEXT_LENGTH, required: bool = True) -> Words:
    widget = forms.Textarea(attrs={"rows": 3})
    return Words(label=label, help_text=help_text, max_length=longest, required=required, widget=widget)


class ViewForm(forms.Form):
    """How a discipline sees it and what it would do."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    discipline = forms.CharField(
        label=_("Discipline"), help_text=_("Such as debt help, youth work or work."), max_length=NAME_LENGTH
    )
    found = _words(_("It is so"), _("What do you see, from your discipline?"))
    does = _words(_("And so we do"), _("What would you do, from your discipline?"))
    said_by = forms.CharField(
        label=_("Whose words are these, if not yours?"),
        help_text=_("For somebody from outside the municipality for whom you write this down."),
        max_length=120,
        required=False,
    )


class RewordForm(ViewForm):
    """The same discipline in other words. Whose words they are stays as it was."""

    said_by = None  # type: ignore[assignment]


class ClashForm(forms.Form):
    """Two that do not go together; the rule that stands in the way is one of them as well."""

    one = forms.TypedChoiceField(label=_("This"), coerce=int)
    other = forms.TypedChoiceField(label=_("does not go together with"), coerce=int)
    words = _words(_("What does not go together?"), longest=CLASH_LENGTH)

    def __init__(self, *args: Any, disciplines: DisciplinesFacts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        views = [(view.place, f"{view.discipline} ({view.who})") for view in disciplines.views]
        for name, choices in (("one", views), ("other", [*views, (RULE, _("the rule"))])):
            field = self.fields[name]
            assert isinstance(field, forms.TypedChoiceField)
            field.choices = choices


class ConclusionForm(forms.Form):
    """It is so, and therefore we do this. `seen`: the views that were on the page, as ids with commas."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    seen = forms.RegexField(
        r"\A[0-9]{1,18}(,[0-9]{1,18}){0,30}\Z", widget=forms.HiddenInput, required=False, max_length=400
    )
    found = _words(_("It is so"))
    does = _words(_("And therefore we do this"))
    because = _words(
        _("Why so, and not otherwise?"),
        _("Say it of what clashed as well. None wins by itself."),
        required=False,
    )

    @staticmethod
    def initial_of(disciplines: DisciplinesFacts) -> dict[str, Any]:
        """What was concluded before, and what is on the page now."""
        made = disciplines.conclusion
        return {
            "edition": made.edition if made else 0,
            "seen": ",".join(str(view.id) for view in disciplines.views),
            "found": made.found if made else "",
            "does": made.does if made else "",
            "because": made.because if made else "",
        }

    def views(self) -> list[int]:
        """The ids of the views that were on the page."""
        return [int(number) for number in self.cleaned_data["seen"].split(",") if number]


class RemarkForm(forms.Form):
    """A remark at one block. `seen`: the fingerprint of the block on the page."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    words = _words(_("Your remark or question"), longest=REMARK_LENGTH)


class AnswerForm(forms.Form):
    """An answer in words to a remark."""

    words = _words(_("Your answer"), _("Or change the block: that is an answer too."), longest=REMARK_LENGTH)
