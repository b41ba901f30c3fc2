"""Small steps (M10). Who does a step now may change in any direction, and no direction is better."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from naast.kernel import audit, clock
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotVisible
from naast.people import queries as people
from naast.people.types import CaseFacts
from naast.plan import step_terms as terms
from naast.plan.access import writing
from naast.plan.actions.rows import bounded, needed, plan_row, row_of, save_changes
from naast.plan.models import Goal, Reminder, Step, Support, TakingOver
from naast.plan.models.steps import REASON_LENGTH, STEP_LENGTH
from naast.plan.step_types import StepSaid

MOST_PARTS = 12
"""Into so many smaller steps one step can be split at once."""


@transaction.atomic
def add_step(*, actor: Actor, case_id: int, said: StepSaid) -> Step:
    """A small step, by who stands beside the resident or by the resident. The same words twice are one open
    step."""
    case = writing(actor, case_id, resident_too=True)
    values = _checked(actor, case, said)
    plan_row(case)
    return _made(actor, case, values)


@transaction.atomic
def change_step(*, actor: Actor, case_id: int, step_id: int, said: StepSaid, base_version: int) -> Step:
    """Put a step in other words, or give it another goal, day, pillar or person."""
    case = writing(actor, case_id, resident_too=True)
    step = row_of(Step, case, step_id)
    values = _checked(actor, case, said)
    if (values["who"], values["staff_id"]) != (step.who, step.staff_id):
        values["who_since"] = clock.today()
    saved = save_changes(step, values, base_version=base_version, shown="words")
    if saved is not None:
        audit.change(actor, "plan.change_step", saved)
    return saved or step


@transaction.atomic
def change_who(*, actor: Actor, case_id: int, step_id: int, who: str, base_version: int) -> Step:
    """Say who does a step from now on; what was before stays in its history. Stale when somebody else just
    said so."""
    case = writing(actor, case_id, resident_too=True)
    step = row_of(Step, case, step_id)
    _who_code(who)
    changes = {"who": who, "staff_id": None, "who_since": clock.today()}
    if step.who == who:
        return step
    saved = save_changes(step, changes, base_version=base_version, shown="words")
    if saved is not None:
        audit.change(actor, "plan.change_who", saved, who=who)
    return saved or step


@transaction.atomic
def finish_step(
    *, actor: Actor, case_id: int, step_id: int, words: str = "", on: dt.date | None = None
) -> Step:
    """A step is done; with words when somebody wants. Done twice is done once."""
    case = writing(actor, case_id, resident_too=True)
    step = row_of(Step, case, step_id)
    said = bounded(words, "words", REASON_LENGTH)
    day = on or clock.today()
    if day > clock.today():
        raise Invalid(_("This day is still to come."), "on")
    if step.done_on is not None and said in {"", step.done_words}:
        return step
    changes = {"done_on": step.done_on or day, "done_words": said or step.done_words}
    saved = save_changes(step, changes, base_version=step.version, shown="done_words")
    if saved is not None:
        audit.change(actor, "plan.finish_step", saved)
    return saved or step


@transaction.atomic
def reopen_step(*, actor: Actor, case_id: int, step_id: int) -> Step:
    """A step is not done after all. Nothing follows from that."""
    case = writing(actor, case_id, resident_too=True)
    step = row_of(Step, case, step_id)
    saved = save_changes(step, {"done_on": None, "done_words": ""}, base_version=step.version, shown="words")
    if saved is not None:
        audit.change(actor, "plan.reopen_step", saved)
    return saved or step


@transaction.atomic
def split_step(*, actor: Actor, case_id: int, step_id: int, parts: Sequence[str]) -> list[Step]:
    """Cut a step into smaller ones. Who does it, the goal, the day and the pillar come along."""
    case = writing(actor, case_id, resident_too=True)
    step = row_of(Step, case, step_id)
    wanted = list(dict.fromkeys(filter(None, (part.strip() for part in parts))))
    if not wanted:
        raise Invalid(_("Write down at least one smaller step, each on a line of its own."), "parts")
    if len(wanted) > MOST_PARTS:
        raise Invalid(_("At most %(most)d smaller steps at once.") % {"most": MOST_PARTS}, "parts")
    plan_row(case)
    same = ("who", "staff_id", "goal_id", "by_when", "pillar", "taking_over_id")
    along = {name: getattr(step, name) for name in same} | {"part_of_id": step.pk}
    return [_made(actor, case, along | {"words": bounded(words, "parts", STEP_LENGTH)}) for words in wanted]


@transaction.atomic
def remove_step(*, actor: Actor, case_id: int, step_id: int) -> None:
    """Take a step out of the plan. Its smaller steps and reminders stay; agreed versions keep it."""
    case = writing(actor, case_id)
    step = row_of(Step, case, step_id)
    for smaller in Step.objects.filter(case_id=case.id, part_of_id=step.pk):
        smaller.part_of_id = step.part_of_id
        smaller.save(update_fields=["part_of"])
    for reminder in Reminder.objects.filter(case_id=case.id, step_id=step.pk):
        reminder.step_id = None
        reminder.save(update_fields=["step"])
    audit.change(actor, "plan.remove_step", step)
    step.delete()


@transaction.atomic
def place_under_pillar(
    *, actor: Actor, case_id: int, pillar: str, step_id: int | None = None, support_id: int | None = None
) -> None:
    """Show a step or a support under one of four pillars, or with an empty code under none."""
    case = writing(actor, case_id)
    _pillar_code(pillar)
    row = row_of(Step, case, step_id) if step_id is not None else row_of(Support, case, support_id or 0)
    if row.pillar == pillar:
        return
    row.pillar = pillar
    row.version += 1
    row.save(update_fields=["pillar", "version"])
    audit.change(actor, "plan.place_under_pillar", row, pillar=pillar)


def _made(actor: Actor, case: CaseFacts, values: dict[str, Any]) -> Step:
    same = Step.objects.filter(
        case_id=case.id, words=values["words"], part_of_id=values.get("part_of_id"), done_on__isnull=True
    ).first()
    if same is not None:  # a form sent twice
        return same  # type: ignore[no-any-return]
    step = Step(case_id=case.id, ground=case.law, **values)
    step.save()
    audit.change(actor, "plan.add_step", step, who=step.who)
    return step


def _checked(actor: Actor, case: CaseFacts, said: StepSaid) -> dict[str, Any]:
    _who_code(said.who)
    _pillar_code(said.pillar)
    if said.goal_id is not None:
        row_of(Goal, case, said.goal_id)
    if said.taking_over_id is not None:
        row_of(TakingOver, case, said.taking_over_id)
    if said.staff_id is not None:
        if said.who == terms.RESIDENT:
            raise Invalid(_("Name somebody only when you do it together, or when we do it."), "staff")
        standing_beside(case, said.staff_id)
    return {
        "words": needed(said.words, "words", STEP_LENGTH, _("Write down a small, concrete step.")),
        "who": said.who,
        "staff_id": said.staff_id,
        "goal_id": said.goal_id,
        "by_when": said.by_when,
        "pillar": said.pillar,
        "taking_over_id": said.taking_over_id,
    }


def standing_beside(case: CaseFacts, staff_id: int) -> None:
    """Raises NotVisible unless this member of staff is in the circle of the case today."""
    circle = people.circle_of(case.id)
    if staff_id not in {place.face.id for place in circle if place.face.kind == "staff"}:
        raise NotVisible


def _who_code(who: str) -> None:
    if who not in dict(terms.WHO):
        raise Invalid(_("Choose who does this now."), "who")


def _pillar_code(pillar: str) -> None:
    if pillar and pillar not in dict(terms.PILLARS):
        raise Invalid(_("Choose a pillar from the list."), "pillar")
