"""Reading steps, pillars, taking over and reminders. Without an actor the caller has authorised."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from naast.kernel import clock
from naast.kernel.actors import Actor
from naast.kernel.waiting import what_waits
from naast.listen import queries as listen
from naast.listen.skills import SkillFacts
from naast.people import queries as people
from naast.people import reach
from naast.people.types import CaseFacts, Face
from naast.plan import step_terms as terms
from naast.plan.models import Goal, Reminder, Step, Support, TakingOver
from naast.plan.step_types import (
    Pillar,
    ReminderFacts,
    ReminderWaiting,
    StepFacts,
    StepView,
    SupportPlace,
    TakingOverFacts,
    Turn,
)


def bare_steps(case_id: int) -> list[StepFacts]:
    """The steps of a case as they stand, in one query: as they are kept with an agreement."""
    return [_step(row) for row in Step.objects.filter(case_id=case_id).order_by("id")]


def steps_of(case_id: int, *, to_resident: bool = False) -> list[StepView]:
    """The steps, each with its smaller ones under it: what is not done first, by the day that was named.

    `to_resident`: names of staff only where that is safe.
    """
    rows = list(Step.objects.filter(case_id=case_id).order_by("id"))
    if not rows:
        return []
    turns = _turns(case_id)
    staff_ids = {row.staff_id for row in rows} | {turn.staff_id for each in turns.values() for turn in each}
    names = _names(staff_ids, to_resident=to_resident)
    goals = dict(Goal.objects.filter(case_id=case_id).values_list("pk", "words"))
    taken = dict(TakingOver.objects.filter(case_id=case_id).values_list("pk", "what"))
    below: dict[int | None, list[StepView]] = {}
    for row in sorted(rows, key=_order):
        step = _step(row)
        earlier = [turn for turn in turns.get(row.pk, []) if not _is_now(turn, step)]
        view = StepView(
            step=step,
            goal=goals.get(row.goal_id, ""),
            name=names.get(row.staff_id, ""),
            earlier=tuple((turn, names.get(turn.staff_id, "")) for turn in earlier),
            taken_over=taken.get(row.taking_over_id, ""),
        )
        below.setdefault(row.part_of_id, []).append(view)
    return _nested(None, below)


def step_of(case_id: int, step_id: int) -> StepFacts | None:
    """One step as it stands."""
    row = Step.objects.filter(case_id=case_id, pk=step_id).first()
    return _step(row) if row else None


def pillars_of(case_id: int) -> tuple[list[Pillar], Pillar]:
    """Four columns with the steps and supports under each, and what stands under none of them yet."""
    steps = [view for top in steps_of(case_id) for view in _all(top)]
    supports = [
        SupportPlace(*row)
        for row in Support.objects.filter(case_id=case_id)
        .order_by("id")
        .values_list("pk", "what", "who", "pillar")
    ]

    def column(key: str, label: str) -> Pillar:
        return Pillar(
            key,
            label,
            tuple(view for view in steps if view.step.pillar == key),
            tuple(place for place in supports if place.pillar == key),
        )

    return [column(key, str(label)) for key, label in terms.PILLARS], column("", "")


def taking_over_of(case_id: int, *, to_resident: bool = False) -> list[TakingOverFacts]:
    """What is or was taken over, the newest first. What is over says so itself."""
    rows = list(TakingOver.objects.filter(case_id=case_id).order_by("-from_on", "-id"))
    names = _names({row.staff_id for row in rows}, to_resident=to_resident) if rows else {}
    linked: dict[int, list[str]] = {}
    if rows:
        found = Step.objects.filter(case_id=case_id, taking_over__isnull=False).order_by("id")
        for number, words in found.values_list("taking_over_id", "words"):
            linked.setdefault(number, []).append(words)
    renewed = {row.renews_id for row in rows if row.renews_id}
    return [
        TakingOverFacts(
            id=row.pk,
            what=row.what,
            basis=row.basis,
            basis_words=row.basis_words,
            reason=row.reason,
            reason_words=row.reason_words,
            from_on=row.from_on,
            until_on=row.until_on,
            staff_id=row.staff_id,
            name=names.get(row.staff_id, ""),
            ended_on=row.ended_on,
            ended_because=row.ended_because,
            renews_id=row.renews_id,
            is_renewed=row.pk in renewed,
            version=row.version,
            steps=tuple(linked.get(row.pk, ())),
        )
        for row in rows
    ]


def reminders_of(actor: Actor, case: CaseFacts) -> list[ReminderFacts]:
    """A person's own reminders; for the circle those of everybody in the case. Newest moment first."""
    rows = Reminder.objects.filter(case_id=case.id).select_related("step", "person")
    if actor.is_resident:
        rows = rows.filter(person_id=actor.id)
    found = list(rows.order_by("-at", "-id"))
    wishes = people.reach_of_each({row.person_id for row in found}) if found else {}
    return [
        ReminderFacts(
            id=row.pk,
            case_id=row.case_id,
            person_id=row.person_id,
            person_name=row.person.name,
            words=row.words,
            at=row.at,
            goes_at=reach.first_moment(row.at, wishes[row.person_id].parts),
            channel=row.channel,
            channel_label=row.get_channel_display(),
            words_along=row.words_along,
            state=row.state,
            state_label=row.get_state_display(),
            sent_at=row.sent_at,
            problem_label=row.get_problem_display(),
            step_words=row.step.words if row.step and row.person_id == case.resident_id else "",
            to_tend=_to_tend(row),
            version=row.version,
        )
        for row in found
    ]


_REMINDER = ("case_id", "state", "channel", "problem", "at", "person__given_name", "person__family_name")


def reminders_waiting(actor: Actor) -> list[ReminderWaiting]:
    """Where this member of staff is the fixed contact: whom to call or give a paper now, and what was not
    sent. Two queries at most."""
    now = clock.now()
    return [
        ReminderWaiting(
            id=row.pk,
            case_id=row.case_id,
            resident_name=row.person.name,
            channel_label=row.get_channel_display(),
            problem_label=row.get_problem_display(),
            at=row.at,
        )
        for row in what_waits(_unseen, actor, *_REMINDER)
        if row.state != terms.ASKED or row.at <= now
    ]


def _unseen(actor: Actor) -> QuerySet[Reminder]:
    """What is for a person to bring, also when its hour is still to come, and what was not sent."""
    by_hand = Q(state=terms.ASKED) & ~Q(channel__in=reach.BY_ITSELF)
    astray = Q(state__in=[terms.FAILED, terms.UNSURE])
    rows: QuerySet[Reminder] = Reminder.objects.visible_to(actor)
    rows = rows.filter(by_hand | astray, case_id__in=people.contact_in(actor), seen_by__isnull=True)
    return rows.order_by("at", "id")


def help_offered(actor: Actor, case: CaseFacts) -> list[SkillFacts]:
    """What the resident says takes effort, as far as this actor may see it, with the help that fits."""
    return [row for row in listen.skills_of(actor, case.id, case.resident_id) if row.help]


def beside(case_id: int, *, to_resident: bool = False) -> list[Face]:
    """Members of staff in the circle today: who can be named at a step."""
    faces = [place.face for place in people.circle_of(case_id, to_resident=to_resident)]
    return [face for face in faces if face.kind == "staff"]


def _to_tend(row: Reminder) -> bool:
    if row.seen_by_id is not None:
        return False
    astray = row.state in {terms.FAILED, terms.UNSURE}
    return astray or (row.state == terms.ASKED and row.channel not in reach.BY_ITSELF)


def _names(staff_ids: Iterable[int | None], *, to_resident: bool) -> dict[int | None, str]:
    wanted = {number for number in staff_ids if number is not None}
    if not wanted:
        return {}
    faces = people.staff_faces(wanted, to_resident=to_resident)
    return {number: face.name or face.function for number, face in faces.items()}


def _turns(case_id: int) -> dict[int, list[Turn]]:
    """Who did each step, by step, oldest first, from its history."""
    events = Step.pgh_event_model.objects.filter(case_id=case_id).order_by("pgh_id")  # type: ignore[attr-defined]
    found: dict[int, list[Turn]] = {}
    for number, who, staff_id, since in events.values_list("pgh_obj_id", "who", "staff_id", "who_since"):
        turn = Turn(who, staff_id, since)
        turns = found.setdefault(number, [])
        if turns and turns[-1].since == since:
            turns[-1] = turn  # On one day the last word counts.
        elif not turns or turns[-1] != turn:
            turns.append(turn)
    return found


def _is_now(turn: Turn, step: StepFacts) -> bool:
    return turn == Turn(step.who, step.staff_id, step.who_since)


def _step(row: Step) -> StepFacts:
    return StepFacts(
        id=row.pk,
        words=row.words,
        who=row.who,
        who_since=row.who_since,
        staff_id=row.staff_id,
        goal_id=row.goal_id,
        part_of_id=row.part_of_id,
        by_when=row.by_when,
        done_on=row.done_on,
        done_words=row.done_words,
        pillar=row.pillar,
        taking_over_id=row.taking_over_id,
        version=row.version,
    )


def _order(row: Step) -> tuple[Any, ...]:
    return (row.done_on is not None, row.by_when is None, str(row.by_when), row.pk)


def _nested(parent: int | None, below: dict[int | None, list[StepView]]) -> list[StepView]:
    return [
        StepView(
            step=view.step,
            goal=view.goal,
            name=view.name,
            earlier=view.earlier,
            taken_over=view.taken_over,
            smaller=tuple(_nested(view.step.id, below)),
        )
        for view in below.get(parent, [])
    ]


def _all(view: StepView) -> Sequence[StepView]:
    return [view, *(each for inner in view.smaller for each in _all(inner))]
