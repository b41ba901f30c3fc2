"""What is sent from a page of steps or of reminders, at the desk and in the folder alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.forms import Form
from django.utils.translation import gettext as _

from naast.kernel import messages as ways
from naast.kernel.actors import Actor
from naast.kernel.errors import NotVisible
from naast.kernel.refusals import tried
from naast.people import queries as people
from naast.people.reach import BY_ITSELF
from naast.people.types import CaseFacts
from naast.plan import actions, step_forms, step_queries
from naast.plan import step_terms as terms
from naast.plan.step_types import StepView


@dataclass(slots=True)
class Sent:
    """What became of a form: `said` when it was kept; otherwise the form to show again, by its name."""

    said: str = ""
    forms: dict[str, Form] = field(default_factory=dict)

    @property
    def kept(self) -> bool:
        return bool(self.said)

    @property
    def status(self) -> int:
        return 200 if self.kept or not self.forms else 422


def step_sent(actor: Actor, case_id: int, data: Any, add: Any) -> Sent:
    """One of: a new step (with the filled form `add`), who does it, done, not done after all.

    A number that belongs to nothing here is NotVisible, as for a wrong address.
    """
    do = data.get("do", "")
    if do == "add":
        kept = tried(add, lambda: actions.add_step(actor=actor, case_id=case_id, said=add.said()))
        return Sent(_("Kept.")) if kept else Sent(forms={"add": add})
    if do == "who":
        form = _sure(step_forms.WhoForm(data))
        actions.change_who(
            actor=actor,
            case_id=case_id,
            step_id=form["step"],
            who=form["who"],
            base_version=form["version"] or 0,
        )
        return Sent(_("Changed. It stays in the history of this step."))
    if do == "undo":
        form = _sure(step_forms.OneStep(data))
        actions.reopen_step(actor=actor, case_id=case_id, step_id=form["step"])
        return Sent(_("Not done after all. That is fine."))
    if do == "done":
        done = step_forms.DoneForm(data)
        if "step" in done.errors:
            raise NotVisible
        finish = lambda: actions.finish_step(  # noqa: E731 - one call, tried at once
            actor=actor,
            case_id=case_id,
            step_id=done.cleaned_data["step"],
            words=done.cleaned_data["words"],
        )
        return Sent(_("Done.")) if tried(done, finish) else Sent(forms={"done": done})
    raise NotVisible


def reminder_form(
    actor: Actor, case: CaseFacts, steps: list[StepView], data: Any = None, **initial: Any
) -> step_forms.ReminderForm:
    """A reminder: in the folder for oneself, at the desk for somebody in the case."""
    persons = [person for person in people.people_in(case) if actor.is_staff or person.id == actor.id]
    wants = people.reach_of(actor, case.id, persons[0].id) if len(persons) == 1 else None
    given = {"channel": wants.reminding if wants else "", **initial}
    return step_forms.ReminderForm(
        data, initial=given, persons=persons, steps=steps, auto_id="id_reminder_%s"
    )


def reminder_sent(actor: Actor, case: CaseFacts, data: Any, steps: list[StepView]) -> Sent:
    """One of: a new reminder, one withdrawn, one that was tended to."""
    do = data.get("do", "")
    if do == "add":
        form = reminder_form(actor, case, steps, data)

        def ask() -> object:
            chosen = form.cleaned_data.get("person")
            person_id = int(chosen) if chosen else (case.resident_id if actor.is_staff else actor.id)
            return actions.ask_reminder(actor=actor, case_id=case.id, person_id=person_id, said=form.said())

        return Sent(_("Kept.")) if tried(form, ask) else Sent(forms={"reminder": form})
    number = _sure(step_forms.OneReminder(data))["reminder"]
    if do == "withdraw":
        actions.withdraw_reminder(actor=actor, case_id=case.id, reminder_id=number)
        return Sent(_("Withdrawn."))
    if do == "tend":
        actions.tend_reminder(actor=actor, case_id=case.id, reminder_id=number)
        return Sent(_("Kept."))
    raise NotVisible


def _sure(form: Form) -> dict[str, Any]:
    """The values of a form of hidden fields: what is not right there was made up by somebody."""
    if not form.is_valid():
        raise NotVisible
    return form.cleaned_data


def page_of_reminders(actor: Actor, case: CaseFacts, sent: Sent | None = None) -> dict[str, Any]:
    """What both pages of reminders show."""
    steps = open_steps(actor, case)
    form = (sent.forms.get("reminder") if sent else None) or reminder_form(actor, case, steps)
    return {
        "reminders": step_queries.reminders_of(actor, case),
        "form": form,
        "asked": terms.ASKED,
        "by_itself": BY_ITSELF,
        "mail_is_set": ways.mail_is_set(),
        "sms_is_set": ways.sms_is_set(),
    }


def open_steps(actor: Actor, case: CaseFacts) -> list[StepView]:
    """Steps to hang a reminder on: those of the resident, for the resident and for staff."""
    if actor.is_resident and actor.id != case.resident_id:
        return []
    found = []

    def collect(views: tuple[StepView, ...] | list[StepView]) -> None:
        for view in views:
            found.append(view)
            collect(view.smaller)

    collect(step_queries.steps_of(case.id, to_resident=actor.is_resident))
    return found
