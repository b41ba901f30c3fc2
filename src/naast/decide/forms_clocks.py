"""Forms about the clocks of a case."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naast.kernel.forms import AS_WRITTEN_HERE, CalmForm, DayField
from naast.plan.amounts import AmountField


def _text(
    label: Any, help_text: Any = "", *, limit: int, rows: int = 4, required: bool = True
) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=limit, widget=area)


def _day(label: Any, help_text: Any = "", *, required: bool = True) -> DayField:
    return DayField(label=label, help_text=help_text, required=required, input_formats=AS_WRITTEN_HERE)


class StepForm(CalmForm):
    """Which step was taken, and on which day."""

    kind = forms.ChoiceField(label=_("What was done?"), widget=forms.RadioSelect)
    taken_on = _day(
        _("On which day?"),
        _("Empty: it was not done after all, and what stood here counts no more."),
        required=False,
    )

    def __init__(self, *args: Any, steps: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(steps)


class EndPauseForm(CalmForm):
    """What was waited for is there."""

    ended_on = _day(_("On which day?"))


class LateForm(CalmForm):
    """A notice of default that came by post or was told."""

    received_on = _day(_("Received on"))
    words = _text(_("What does the resident write?"), limit=10_000, required=False)


class LookedForm(CalmForm):
    """What came of looking again."""

    words = _text(_("What came of it?"), limit=3_000)


class AmountsForm(CalmForm):
    """The amounts of the penalty from a day on."""

    from_on = _day(_("From which day do they hold?"))
    first = AmountField(label=_("A day of the first fourteen, in euros"), careful=True)
    second = AmountField(label=_("A day of the next fourteen, in euros"), careful=True)
    third = AmountField(label=_("A day of the rest, in euros"), careful=True)
    source = forms.CharField(
        label=_("Where this can be read"),
        help_text=_("The publication in which these amounts stand."),
        max_length=300,
    )
