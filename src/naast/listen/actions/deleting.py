from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from naast.kernel import audit, erasure
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotVisible
from naast.kernel.texts import cleaned
from naast.listen import access, keepers
from naast.listen.actions.recordings import recording_key
from naast.listen.actions.words import story_key
from naast.listen.holding import hold_story
from naast.listen.models import Recording, Story, StoryDeletion
from naast.listen.models.words import WORDS_LENGTH
from naast.people.types import CaseFacts


def delete_story(*, actor: Actor, case_id: int, person_id: int, asked: str = "") -> bool:
    """Destroy somebody's story because they want it gone; whether there was anything to destroy.

    Story, every version and its history, drafts of every login, marked pieces and their links, recordings
    with their files, and copies that higher rooms keep. What stays is that it was deleted, when and by whom,
    and what an agreed plan or a decision quotes. The person decides: staff must write in `asked` how the
    person asked it, or Invalid.

    The eraser destroys at once, also when the page that asked for it goes wrong after this.
    """
    case, asked = _asked_for(actor, case_id, person_id, asked)
    hold_story(person_id)
    recordings = list(
        Recording.objects.filter(case_id=case.id, person_id=person_id).values_list("pk", flat=True)
    )
    stories = list(Story.objects.filter(case_id=case.id, person_id=person_id).values_list("pk", flat=True))
    rows: dict[Any, Any] = {Story: stories, Recording: recordings, **keepers.copies_of(case.id, person_id)}
    leaving = _leaving(actor, case, person_id, asked)
    keys = [story_key(case.id, person_id), *(recording_key(case.id, number) for number in recordings)]
    if not _destroyed(case, person_id, rows, keys, leaving):
        return False
    audit.change(actor, "listen.delete_story", leaving)
    return True


def delete_recording(
    *, actor: Actor, case_id: int, person_id: int, recording_id: int, asked: str = ""
) -> bool:
    """Destroy one recording because its person wants it gone; whether it was still there.

    Its sound, what was written out with every earlier wording, drafts of every login, and packages of the
    folder that may hold it. The story and the other recordings stay, and that a recording was deleted, when
    and by whom. Who may, and `asked`: as for `delete_story`. Raises NotVisible for a recording that is not
    and never was this person's.
    """
    case, asked = _asked_for(actor, case_id, person_id, asked)
    hold_story(person_id)
    if not Recording.objects.filter(case_id=case.id, person_id=person_id, pk=recording_id).exists():
        deleted = StoryDeletion.objects.filter(case_id=case.id, person_id=person_id)
        if not deleted.filter(recording_number=recording_id).exists():
            raise NotVisible
        return False
    rows: dict[Any, Any] = {
        Recording: [recording_id],
        **keepers.copies_of(case.id, person_id, of_recordings=True),
    }
    leaving = _leaving(actor, case, person_id, asked, recording_id)
    if not _destroyed(case, person_id, rows, [recording_key(case.id, recording_id)], leaving):
        return False
    audit.change(actor, "listen.delete_recording", leaving)
    return True


def _asked_for(actor: Actor, case_id: int, person_id: int, asked: str) -> tuple[CaseFacts, str]:
    """The case and the words in which it was asked: of staff these must be there."""
    case, _person = access.person_in(actor, case_id, person_id)
    access.must_stand_beside(actor, case)
    asked = cleaned(asked, WORDS_LENGTH, "asked")
    if actor.is_staff and not asked:
        raise Invalid(_("Write how the person asked for this, in their words."), "asked")
    return case, asked


def _leaving(
    actor: Actor, case: CaseFacts, person_id: int, asked: str, recording_id: int | None = None
) -> StoryDeletion:
    return StoryDeletion(
        case_id=case.id,
        ground=case.law,
        person_id=person_id,
        asked=asked,
        by_staff_id=actor.id if actor.is_staff else None,
        by_person_id=actor.id if actor.is_resident else None,
        recording_number=recording_id,
    )


def _destroyed(
    case: CaseFacts,
    person_id: int,
    rows: Mapping[Any, Iterable[int]],
    draft_keys: Iterable[str],
    leaving: StoryDeletion,
) -> bool:
    found = {model: numbers for model, numbers in rows.items() if numbers}
    if not found:
        return False
    try:
        erasure.erase_rows(
            municipality_id=case.municipality_id,
            person_id=person_id,
            rows=found,
            draft_keys=draft_keys,
            leaving=leaving,
        )
    except erasure.NotErased:
        # The button was pressed twice, and the other press was first.
        return False
    return True
