"""Forms of the mandate register."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naast.decide.kinds import EXCEPTION_KINDS
from naast.decide.models.mandates import LAWS, REACHES
from naast.kernel.forms import CalmForm, DayField
from naast.people.types import Face
from naast.plan.amounts import AmountField

_WHO = _("Mandate holders and who may stand beside a resident. Somebody missing? First give the role.")


def _line(label: Any, help_text: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=300)


class FindMandateForm(CalmForm):
    """Look in the register for a name, a function, a law or a kind of decision."""

    q = forms.CharField(
        label=_("Find a mandate"),
        help_text=_("A name, a function, a law, or words of the kind of decision."),
        required=False,
        max_length=80,
    )


class _ForSomebody(CalmForm):
    """Names a colleague; `staff` is who may be chosen."""

    def __init__(self, *args: Any, staff: Iterable[Face], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["staff"]
        if isinstance(field, forms.TypedChoiceField):
            named = [(face.id, f"{face.name}, {face.function}") for face in staff]
            field.choices = [("", _("choose")), *named]


class MandateForm(_ForSomebody):
    """A new mandate."""

    staff = forms.TypedChoiceField(label=_("Who"), help_text=_WHO, coerce=int)
    reach = forms.ChoiceField(label=_("Which decisions"), choices=REACHES, widget=forms.RadioSelect)
    kinds = forms.MultipleChoiceField(
        label=_("Only these kinds of exceptions"),
        help_text=_("For a mandate for exceptions. None chosen: every kind."),
        required=False,
        choices=EXCEPTION_KINDS,
        widget=forms.CheckboxSelectMultiple,
    )
    law = forms.ChoiceField(label=_("Under which law"), required=False, choices=[("", _("every law")), *LAWS])
    up_to = AmountField(label=_("Up to which amount, in euros"))
    from_on = DayField(label=_("From"))
    until_on = DayField(
        label=_("Until and including"), help_text=_("Empty: until it is ended."), required=False
    )
    basis = _line(_("On whose authority"), _("The decision by which the college gives this mandate."))
    source = _line(
        _("Where this can be read"), _("A publication, a file number, an address."), required=False
    )


class StandInForm(_ForSomebody):
    """Who stands in, and on which days."""

    staff = forms.TypedChoiceField(label=_("Who stands in"), help_text=_WHO, coerce=int)
    from_on = DayField(label=_("From"))
    until_on = DayField(label=_("Until and including"))
    basis = _line(_("On whose authority"), _("The rule or decision by which this colleague stands in."))
    source = _line(
        _("Where this can be read"), _("A publication, a file number, an address."), required=False
    )


class EndMandateForm(CalmForm):
    """The last day."""

    until_on = DayField(label=_("Last day"))


class AccountForm(CalmForm):
    """Of which days."""

    from_on = DayField(label=_("From"), required=False)
    until_on = DayField(label=_("Until and including"), required=False)

    def clean(self) -> dict[str, Any]:
        clean: dict[str, Any] = super().clean() or {}
        first, last = clean.get("from_on"), clean.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("The end lies before the beginning."))
        return clean
