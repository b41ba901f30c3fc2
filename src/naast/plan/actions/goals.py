from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from naast.kernel import audit, drafts
from naast.kernel.actors import Actor
from naast.kernel.errors import NotVisible
from naast.listen import actions as listen_actions
from naast.listen import queries as listen
from naast.listen.types import GOAL
from naast.plan.access import writing
from naast.plan.actions.rows import bounded, needed, plan_row, row_of, save_changes
from naast.plan.models import Goal
from naast.plan.models.plan import WORDS_LENGTH


@transaction.atomic
def add_goal(
    *,
    actor: Actor,
    case_id: int,
    words: str,
    domain: str = "",
    by_when: dt.date | None = None,
    board_goal_id: int | None = None,
) -> Goal:
    """A goal in the resident's words. The same words twice, or the same line of the board, are one goal."""
    case = writing(actor, case_id, resident_too=True)
    kept = needed(words, "words", WORDS_LENGTH, _("Write the goal in the resident's own words."))
    label = bounded(domain, "domain", 120)
    if board_goal_id is not None and board_goal_id not in {goal.id for goal in listen.board_goals(case.id)}:
        raise NotVisible
    plan_row(case)
    same = Goal.objects.filter(case_id=case.id)
    same = same.filter(board_line_id=board_goal_id) if board_goal_id else same.filter(words=kept)
    goal: Goal | None = same.first()
    if goal is not None:
        return goal
    goal = Goal(
        case_id=case.id,
        ground=case.law,
        words=kept,
        domain=label,
        by_when=by_when,
        board_line_id=board_goal_id,
    )
    goal.save()
    audit.change(actor, "plan.add_goal", goal, from_board=board_goal_id is not None)
    drafts.drop(actor=actor, object_key=f"plan.goal:{case.id}")
    return goal


@transaction.atomic
def take_over_goal(*, actor: Actor, case_id: int, board_goal_id: int) -> Goal:
    """Take a goal of the resident over from the board as it stands there: same words, domain and date.

    A goal of someone else in the case is theirs and stays on their own board: NotVisible.
    """
    case = writing(actor, case_id, resident_too=True)
    for goal in listen.board_goals(case.id):
        if goal.id == board_goal_id and goal.person_id == case.resident_id:
            return add_goal(
                actor=actor,
                case_id=case.id,
                words=goal.words,
                domain=goal.domain,
                by_when=goal.by_when,
                board_goal_id=goal.id,
            )
    raise NotVisible


@transaction.atomic
def change_goal(
    *,
    actor: Actor,
    case_id: int,
    goal_id: int,
    words: str,
    domain: str = "",
    by_when: dt.date | None = None,
    base_version: int,
) -> Goal:
    """Put a goal in other words, or give it another date."""
    case = writing(actor, case_id, resident_too=True)
    goal = row_of(Goal, case, goal_id)
    changes = {
        "words": needed(words, "words", WORDS_LENGTH, _("Write the goal in the resident's own words.")),
        "domain": bounded(domain, "domain", 120),
        "by_when": by_when,
    }
    saved = save_changes(goal, changes, base_version=base_version, shown="words")
    if saved is not None:
        audit.change(actor, "plan.change_goal", saved)
    return saved or goal


@transaction.atomic
def remove_goal(*, actor: Actor, case_id: int, goal_id: int) -> None:
    """Take a goal out of the plan; agreed versions keep it."""
    case = writing(actor, case_id, resident_too=True)
    goal = row_of(Goal, case, goal_id)
    listen_actions.forget_target(actor=actor, case_id=case.id, kind=GOAL, target_id=goal.pk)
    audit.change(actor, "plan.remove_goal", goal)
    goal.delete()
