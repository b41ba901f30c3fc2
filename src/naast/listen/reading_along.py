"""Reading along while somebody types: for the person whose story it is, while an open sitting says so."""

from __future__ import annotations

from naast.kernel import drafts
from naast.kernel.actors import Actor
from naast.kernel.errors import NotVisible
from naast.listen import access
from naast.listen.actions.words import story_key
from naast.listen.models import ReadAlong, Story
from naast.listen.models.sittings import open_rows
from naast.listen.pieces import BeingTyped, Sitting
from naast.people import queries as people


def sitting_of(actor: Actor, case_id: int, person_id: int) -> Sitting | None:
    """The sitting that this member of staff opened for the person; for the person, the latest open one."""
    access.person_in(actor, case_id, person_id)
    rows = open_rows(case_id, person_id)
    row = (rows.filter(staff_id=actor.id) if actor.is_staff else rows).first()
    return _sitting(row, actor) if row else None


def being_typed(actor: Actor, case_id: int) -> BeingTyped | None:
    """What is typed now in this person's own story, with them looking; None when no sitting is open.

    Never for staff, and never for anybody else in the case: the reader is always the person themselves.
    """
    if not actor.is_resident:
        raise NotVisible
    access.person_in(actor, case_id, actor.id)
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
        return BeingTyped(_sitting(row, actor), draft.text, is_typed=True)
    story = Story.objects.filter(case_id=case_id, person_id=actor.id).first()
    return BeingTyped(_sitting(row, actor), story.text if story else "", is_typed=False)


def _sitting(row: ReadAlong, actor: Actor) -> Sitting:
    face = people.staff_faces([row.staff_id], to_resident=actor.is_resident)[row.staff_id]
    return Sitting(face.name or face.function, row.until_at)
