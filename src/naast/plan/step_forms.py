"""Forms of steps, of taking over and of reminders. Only what a step cannot be without is required."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naast.kernel.forms import DayField, number
from naast.people import reach
from naast.people.types import Face, PersonFacts
from naast.plan import step_terms as terms
from naast.plan.models.steps import REASON_LENGTH, STEP_LENGTH
from naast.plan.step_types import ReminderSaid, StepSaid, StepView, TakingOverFacts, TakingOverSaid
from naast.plan.types import GoalFacts

Choices = list[tuple[str, Any]]
BIG = 2**31 - 1

WHO_IN_THE_FOLDER = [
    (terms.RESIDENT, _("I do it myself")),
    (terms.TOGETHER, _("Together")),
    (terms.WE, _("You do it for me")),
]


def _words(label: Any, most: int = STEP_LENGTH, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": 2}), **options)


class OneStep(forms.Form):
    """Which step, and on which version of it the page was based."""

    step = forms.IntegerField(min_value=1, max_value=BIG)
    version = forms.IntegerField(min_value=0, max_value=BIG, required=False)


class WhoForm(OneStep):
    who = forms.ChoiceField(choices=terms.WHO)


class DoneForm(OneStep):
    words = _words(_("How did it go?"), REASON_LENGTH, required=False)


class OwnStepForm(forms.Form):
    """A step that the resident writes in the folder."""

    words = _words(_("What is the step?"), help_text=_("Small and concrete. One thing."))
    who = forms.ChoiceField(
        label=_("Who does it?"),
        choices=WHO_IN_THE_FOLDER,
        widget=forms.RadioSelect,
        initial=terms.RESIDENT,
        required=False,
    )
    by_when = DayField(label=_("By when?"), required=False)

    def said(self) -> StepSaid:
        data = self.cleaned_data
        return StepSaid(data["words"], data["who"] or terms.RESIDENT, by_when=data["by_when"])


class StepForm(forms.Form):
    """A step as who stands beside the resident writes it, with everything that it can belong to."""

    version = forms.IntegerField(
        required=False, min_value=0, max_value=BIG, widget=forms.HiddenInput, initial=0
    )
    words = _words(_("What is the step?"), help_text=_("Small and concrete. One thing."))
    who = forms.ChoiceField(
        label=_("Who does it now?"),
        choices=terms.WHO,
        widget=forms.RadioSelect,
        initial=terms.TOGETHER,
        required=False,
    )
    staff = forms.ChoiceField(
        label=_("Who of us?"), help_text=_("Empty: the fixed contact, or the two of you."), required=False
    )
    by_when = DayField(label=_("By when"), required=False)
    goal = forms.ChoiceField(label=_("Which goal does it serve?"), required=False)
    pillar = forms.ChoiceField(label=_("Pillar"), required=False)
    taking_over = forms.ChoiceField(label=_("Part of what we take over"), required=False)

    def __init__(
        self,
        *args: Any,
        faces: Sequence[Face] = (),
        goals: Iterable[GoalFacts] = (),
        taken: Sequence[TakingOverFacts] = (),
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        nobody: Choices = [("", "—")]
        self._choose("staff", nobody + faces_to_choose(faces))
        self._choose("goal", nobody + [(str(goal.id), goal.words) for goal in goals])
        self._choose("pillar", [*nobody, *terms.PILLARS])
        self._choose("taking_over", nobody + [(str(row.id), row.what) for row in taken])
        if not taken:
            del self.fields["taking_over"]

    def _choose(self, name: str, choices: Choices) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def said(self) -> StepSaid:
        data = self.cleaned_data
        return StepSaid(
            words=data["words"],
            who=data["who"] or terms.TOGETHER,
            staff_id=number(data["staff"]),
            goal_id=number(data["goal"]),
            by_when=data["by_when"],
            pillar=data["pillar"],
            taking_over_id=number(data.get("taking_over", "")),
        )


class AgreementForm(StepForm):
    """An agreement is a step that we do, or do together, on a day that is named."""

    by_when = DayField(label=_("By when"))


class SplitForm(forms.Form):
    parts = forms.CharField(
        label=_("Smaller steps"),
        help_text=_("Each step on a line of its own."),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class PlaceForm(forms.Form):
    """A step or a support under one of four pillars."""

    step = forms.IntegerField(min_value=1, max_value=BIG, required=False)
    support = forms.IntegerField(min_value=1, max_value=BIG, required=False)
    pillar = forms.ChoiceField(choices=[("", ""), *terms.PILLARS], required=False)


class TakingOverForm(forms.Form):
    what = _words(_("What do we take over?"))
    basis = forms.ChoiceField(label=_("On what ground?"), choices=terms.BASES, widget=forms.RadioSelect)
    basis_words = forms.CharField(
        label=_("What was agreed, and where is that written?"), max_length=REASON_LENGTH, required=False
    )
    reason = forms.ChoiceField(label=_("Why?"), choices=terms.REASONS, widget=forms.RadioSelect)
    reason_words = _words(_("More about why"), REASON_LENGTH, required=False)
    from_on = DayField(label=_("From"), help_text=_("Empty: from today."), required=False)
    until_on = DayField(
        label=_("Until and including"), help_text=_("It ends by itself on this day. At most a year.")
    )
    staff = forms.ChoiceField(
        label=_("Who of us?"), help_text=_("Empty: the fixed contact, or the two of you."), required=False
    )

    def __init__(self, *args: Any, faces: Sequence[Face] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["staff"].choices = [("", "—"), *faces_to_choose(faces)]  # type: ignore[attr-defined]

    def said(self) -> TakingOverSaid:
        return TakingOverSaid(
            **{name: value for name, value in self.cleaned_data.items() if name != "staff"},
            staff_id=number(self.cleaned_data["staff"]),
        )


class RenewForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why does it go on?"), choices=terms.REASONS, widget=forms.RadioSelect)
    reason_words = _words(_("In your own words"), REASON_LENGTH)
    until_on = DayField(
        label=_("Until and including"), help_text=_("It ends by itself on this day. At most a year.")
    )


class EndForm(forms.Form):
    because = forms.CharField(label=_("Why does it end?"), max_length=REASON_LENGTH, required=False)


class ReminderForm(forms.Form):
    """A reminder; for staff also for whom, when more than one person is in the case."""

    person = forms.ChoiceField(label=_("For whom?"))
    words = _words(_("What do you want to be reminded of?"))
    day = DayField(label=_("On which day?"))
    time = forms.TimeField(
        label=_("At what time?"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    channel = forms.ChoiceField(
        label=_("How?"), choices=reach.REMINDING, widget=forms.RadioSelect, required=False
    )
    step = forms.ChoiceField(label=_("Does it belong to a step?"), required=False)
    words_along = forms.BooleanField(
        label=_("The text may be in the message"),
        help_text=_(
            "Leave this unticked when somebody else can see your phone or e-mail. "
            "Then the message says only that there is a reminder in your folder."
        ),
        required=False,
    )

    def __init__(
        self, *args: Any, persons: Sequence[PersonFacts] = (), steps: Sequence[StepView] = (), **more: Any
    ) -> None:
        super().__init__(*args, **more)
        choices = [(str(person.id), person.name) for person in persons]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]
        ways = reach.offered(reach.REMINDING)
        if len(choices) == 1:
            del self.fields["person"]
        else:  # whom it is for is not known yet, so neither is what they prefer
            ways.insert(0, ("", _("as this person prefers")))
        self.fields["channel"].choices = ways  # type: ignore[attr-defined]
        open_steps = [(str(view.step.id), view.step.words) for view in steps if view.step.done_on is None]
        self.fields["step"].choices = [("", "—"), *open_steps]  # type: ignore[attr-defined]
        if not open_steps:
            del self.fields["step"]

    def said(self) -> ReminderSaid:
        data = self.cleaned_data
        return ReminderSaid(
            words=data["words"],
            day=data["day"],
            time=data["time"],
            channel=data["channel"],
            words_along=data["words_along"],
            step_id=number(data.get("step", "")),
        )


class OneReminder(forms.Form):
    reminder = forms.IntegerField(min_value=1, max_value=BIG)


def faces_to_choose(faces: Sequence[Face]) -> Choices:
    """Members of staff for a list to choose from."""
    return [(str(face.id), f"{face.name or face.function}, {face.function}") for face in faces]
