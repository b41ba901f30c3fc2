"""Which drafts are refused: of a story or a recording that was deleted while somebody was typing."""

from __future__ import annotations

from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotVisible
from naast.listen import access
from naast.listen.actions.words import story_key
from naast.listen.holding import hold_story, story_gone
from naast.listen.models import Recording, Story


def story_draft(actor: Actor, object_key: str, base_version: int) -> None:
    """Refuse what a page holds of a story that was deleted after the page was opened.

    Raises Invalid, and NotVisible for who may not write this story: else the answer would tell of it.
    """
    case_id, person_id = _numbers(object_key)
    access.person_in(actor, case_id, person_id)
    hold_story(person_id)
    now = Story.objects.filter(case_id=case_id, person_id=person_id).values_list("version", flat=True).first()
    if object_key != story_key(case_id, person_id) or base_version > (now or 0):
        raise Invalid(story_gone(), "text")


def recording_draft(actor: Actor, object_key: str, base_version: int) -> None:
    """Refuse what is written out beside a recording that is not there, or is not to be seen by this actor."""
    case_id, recording_id = _numbers(object_key)
    rows = Recording.objects.filter(case_id=case_id, pk=recording_id)
    person_id = rows.values_list("person_id", flat=True).first()
    if person_id is None:
        raise NotVisible
    access.person_in(actor, case_id, person_id)
    hold_story(person_id)
    if not rows.exists():
        raise NotVisible


def _numbers(object_key: str) -> tuple[int, int]:
    parts = object_key.split(":")[1:3]
    if len(parts) < 2 or not all(part.isascii() and part.isdigit() and len(part) < 19 for part in parts):
        raise NotVisible
    return int(parts[0]), int(parts[1])
