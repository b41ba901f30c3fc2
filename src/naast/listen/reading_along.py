"""Reading along while somebody types: for the person whose story it is, while an open sitting says so."""

from __future__ import annotations

from naast.kernel import drafts
from naast.kernel.actors import Actor
from naast.kernel.errors import NotVisible
from naast.listen.actions.words import story_key
from naast.listen.models import ReadAlong, Story
from naast.listen.models.sittings import open_rows
from naast.listen.opening import Opened, told_by
from naast.listen.pieces import BeingTyped, Sitting


def sitting_here(opened: Opened) -> Sitting | None:
    """The sitting that this member of staff opened for the person; for the person, the latest open one."""
    rows = open_rows(opened.case.id, opened.person.id)
    row = (rows.filter(staff_id=opened.actor.id) if opened.actor.is_staff else rows).first()
    return _sitting(row, opened) if row else None


def being_typed(actor: Actor, case_id: int) -> BeingTyped | None:
    """What is typed now in this person's own story, with them looking; None when no sitting is open.

    Never for staff, and never for anybody else in the case: the reader is always the person themselves.
    """
    if not actor.is_resident:
        raise NotVisible
    opened = told_by(actor, case_id, actor.id)
    row = open_rows(case_id, actor.id).first()
    if row is None:
        return None
    draft = drafts.lent(
        account_id=row.account_id,
        object_key=story_key(case_id, actor.id),
        field="text",
        since=row.began_at,
    )
    if draft is not None:
        return BeingTyped(_sitting(row, opened), draft.text, is_typed=True)
    story = Story.objects.filter(case_id=case_id, person_id=actor.id).first()
    return BeingTyped(_sitting(row, opened), story.text if story else "", is_typed=False)


def _sitting(row: ReadAlong, opened: Opened) -> Sitting:
    return Sitting(opened.staff_names([row.staff_id])[row.staff_id], row.until_at)
