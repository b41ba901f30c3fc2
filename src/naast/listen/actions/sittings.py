from __future__ import annotations

import datetime as dt

from django.db import transaction

from naast.kernel import audit, clock, drafts
from naast.kernel.actors import Actor
from naast.kernel.errors import NotVisible
from naast.kernel.texts import cleaned
from naast.listen import access
from naast.listen.actions.words import story_key
from naast.listen.holding import hold_standing
from naast.listen.models import ReadAlong
from naast.listen.models.sittings import open_rows
from naast.listen.models.words import STORY_LENGTH

HOURS = 2
"""So long at most a person reads along before it is opened again."""


@transaction.atomic
def let_read_along(
    *,
    actor: Actor,
    case_id: int,
    person_id: int,
    text: str,
    base_version: int,
    deleted_before: int | None = None,
) -> ReadAlong:
    """From now on, for this sitting, the person reads on their own screen what this member of staff types.

    It ends on saving, when it is stopped, and after two hours. `text` is what stands in the field now: it is
    kept as a draft, so that nothing is lost and the person reads it at once. Opened twice is opened once.
    Raises Gone when it was typed on a story that was deleted since (`deleted_before` as for `write_story`).
    """
    case, _person = access.person_in(actor, case_id, person_id)
    if not actor.is_staff:
        raise NotVisible
    access.must_stand_beside(actor, case)
    text = cleaned(text, STORY_LENGTH, "text")
    hold_standing(case.id, person_id, deleted_before)
    row: ReadAlong | None = open_rows(case.id, person_id).filter(staff_id=actor.id).first()
    if row is None:
        now = clock.now()
        row = ReadAlong(
            case_id=case.id,
            ground=case.law,
            person_id=person_id,
            staff_id=actor.id,
            account_id=actor.account_id,
            began_at=now,
            until_at=now + dt.timedelta(hours=HOURS),
        )
        row.save()
        audit.change(actor, "listen.let_read_along", row)
    _keep(actor, case.id, person_id, text, base_version)
    return row


@transaction.atomic
def stop_reading_along(
    *,
    actor: Actor,
    case_id: int,
    person_id: int,
    text: str = "",
    base_version: int = 0,
    deleted_before: int | None = None,
) -> None:
    """Nobody reads along any more. `text` stays a draft of the writer alone. Stopped already is fine.

    Raises Gone as `let_read_along` does; without a text it always stops."""
    case, _person = access.person_in(actor, case_id, person_id)
    if not actor.is_staff:
        raise NotVisible
    access.must_stand_beside(actor, case)
    text = cleaned(text, STORY_LENGTH, "text")
    if text:
        hold_standing(case.id, person_id, deleted_before)
    end_sittings(actor, case.id, person_id)
    _keep(actor, case.id, person_id, text, base_version)


def end_sittings(actor: Actor, case_id: int, person_id: int) -> None:
    """Close what this member of staff opened; also when the story is saved."""
    for row in open_rows(case_id, person_id).filter(staff_id=actor.id).select_for_update():
        row.ended_at = clock.now()
        row.version += 1
        row.save(update_fields=["ended_at", "version"])
        audit.change(actor, "listen.stop_reading_along", row)


def _keep(actor: Actor, case_id: int, person_id: int, text: str, base_version: int) -> None:
    if text:
        drafts.keep(
            actor=actor,
            object_key=story_key(case_id, person_id),
            field="text",
            base_version=base_version,
            text=text,
        )
