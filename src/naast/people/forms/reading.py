"""Forms about who reads along: authority of a parent, a refusal, looking at it again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naast.people.forms.intake import day_field
from naast.people.types import PersonFacts

Choices = list[tuple[str, Any]]


def _named(people: list[PersonFacts]) -> Choices:
    return [
        (str(each.id), f"{each.name}, {each.relation_label}" if each.relation_label else each.name)
        for each in people
    ]


class AuthorityForm(forms.Form):
    child = forms.ChoiceField(label=_("Over which child?"))
    parent = forms.ChoiceField(label=_("Who has authority?"), required=False)
    parent_name = forms.CharField(label=_("Or somebody else: the name"), max_length=200, required=False)
    folder_name = forms.CharField(
        label=_("Or who has a folder here: the name of that folder"), max_length=150, required=False
    )
    basis = forms.CharField(
        label=_("How do you know?"),
        help_text=_(
            "For instance an extract of the authority register, or a decision of the court with its date."
        ),
        max_length=200,
    )
    until_on = day_field(_("Until when?"), help_text=_("Leave empty when there is no end yet."))

    def __init__(
        self, *args: Any, children: list[PersonFacts], others: list[PersonFacts], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["child"].choices = _named(children)  # type: ignore[attr-defined]
        self.fields["parent"].choices = [("", _("somebody else")), *_named(others)]  # type: ignore[attr-defined]


class RefusalForm(forms.Form):
    child = forms.ChoiceField(label=_("Whose folder?"))
    reader = forms.ChoiceField(label=_("Who does not read it?"))
    because = forms.CharField(
        label=_("Why is this in the interest of the child?"),
        help_text=_("Only someone who stands beside the resident reads this."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    review_on = day_field(_("When do you look at this again?"), help_text=_("Within half a year."))

    def __init__(
        self, *args: Any, children: list[PersonFacts], others: list[PersonFacts], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["child"].choices = _named(children)  # type: ignore[attr-defined]
        self.fields["reader"].choices = _named(others)  # type: ignore[attr-defined]


class ReviewForm(forms.Form):
    words = forms.CharField(
        label=_("What did you find?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    review_on = day_field(
        _("The refusal stands. Look at it again on"),
        help_text=_("Leave empty to let this person read again."),
    )
