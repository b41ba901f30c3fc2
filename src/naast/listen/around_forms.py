"""Forms of what somebody says of themselves and of the people around them; sent and shown by `asking`."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naast.kernel.forms import CalmForm
from naast.listen import around, skills
from naast.listen.around import NetworkSaid
from naast.listen.models.around import (
    DESCRIPTION_LENGTH,
    NAME_LENGTH,
    PHONE_LENGTH,
    ROLE_LENGTH,
    WORDS_LENGTH,
)
from naast.listen.skills import SkillSaid


class RoleForm(CalmForm):
    """A role in own words; for a role that stands here already also when, and the version that was seen."""

    words = forms.CharField(label=_("In a few words"), max_length=ROLE_LENGTH)
    when = forms.ChoiceField(label=_("When"), choices=around.WHENS, widget=forms.RadioSelect)
    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)


class AddRoleForm(CalmForm):
    """A role to add under one of the three times, or an interest."""

    words = forms.CharField(label=_("In a few words"), max_length=ROLE_LENGTH)


class NetworkForm(CalmForm):
    """Someone around a person. Only who it is must be said; a name only with their consent."""

    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    description = forms.CharField(
        label=_("Who is it? Without a name"),
        help_text=_("For example: my neighbour, a friend from work, my oldest son."),
        max_length=DESCRIPTION_LENGTH,
    )
    near = forms.ChoiceField(
        label=_("How near is this person?"),
        choices=around.RINGS,
        initial=around.NEAR,
        widget=forms.RadioSelect,
    )
    kind = forms.ChoiceField(
        label=_("How do you know each other?"),
        choices=around.KINDS,
        initial=around.OTHER,
        widget=forms.RadioSelect,
    )
    does = forms.CharField(
        label=_("What does this person do for you?"),
        required=False,
        max_length=WORDS_LENGTH,
        widget=forms.Textarea,
    )
    gets = forms.CharField(
        label=_("What do you do for this person?"),
        required=False,
        max_length=WORDS_LENGTH,
        widget=forms.Textarea,
    )
    consent = forms.ChoiceField(
        label=_("Does this person agree to have their name here?"),
        help_text=_("It is about their data. Without a yes we keep no name and no phone number."),
        choices=around.CONSENTS,
        initial=around.NOT_ASKED,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=_("Name"), required=False, max_length=NAME_LENGTH)
    phone = forms.CharField(label=_("Phone number"), required=False, max_length=PHONE_LENGTH)

    def said(self) -> NetworkSaid:
        """What was filled in; only after `is_valid`."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return NetworkSaid(**given)


class SkillsForm(CalmForm):
    """Twelve skills: an answer, own words, and for the person themselves who may see each.

    At the table (`own` False) one explicit choice says who may see what is typed now.
    """

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own
        for skill in skills.SKILLS:
            self.fields[f"seen_{skill.key}"] = forms.CharField(
                required=False, max_length=40, widget=forms.HiddenInput
            )
            self.fields[f"answer_{skill.key}"] = forms.ChoiceField(
                label=skill.label,
                choices=[*skills.ANSWERS, ("", _("no answer"))],
                required=False,
                widget=forms.RadioSelect,
            )
            self.fields[f"words_{skill.key}"] = forms.CharField(
                label=_("In your own words") if own else _("In their own words"),
                required=False,
                max_length=WORDS_LENGTH,
                widget=forms.Textarea,
            )
            self.fields[f"words_{skill.key}"].about = skill.label  # type: ignore[attr-defined]
            if own:
                self.fields[f"shared_{skill.key}"] = forms.BooleanField(
                    label=_("Whoever helps me may see this"), required=False
                )
        if not own:
            self.fields["share"] = forms.ChoiceField(
                label=_("Who may see what is said now? Ask, and choose it together."),
                choices=[
                    ("yes", _("whoever stands beside me may see it")),
                    ("no", _("only me, in my own folder")),
                ],
                required=False,
                widget=forms.RadioSelect,
            )

    def said(self) -> list[SkillSaid]:
        """What was filled in; only after `is_valid`."""
        values = self.cleaned_data
        return [
            SkillSaid(
                skill.key,
                values[f"answer_{skill.key}"],
                values[f"words_{skill.key}"],
                values.get(f"shared_{skill.key}", False),
                values[f"seen_{skill.key}"],
            )
            for skill in skills.SKILLS
        ]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """What the template draws per skill."""
        return [
            {
                "skill": skill,
                **{
                    name: self[f"{name}_{skill.key}"]
                    for name in ("seen", "answer", "words", "shared")
                    if f"{name}_{skill.key}" in self.fields
                },
            }
            for skill in skills.SKILLS
        ]
