from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from naast.kernel import audit, erasure
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid
from naast.listen import access, guarding, keepers
from naast.listen.actions.recordings import recording_key
from naast.listen.actions.words import cleaned, story_key
from naast.listen.models import Recording, Story, StoryDeletion
from naast.listen.models.words import WORDS_LENGTH


def delete_story(*, actor: Actor, case_id: int, person_id: int, asked: str = "") -> bool:
    """Destroy somebody's story because they want it gone; whether there was anything to destroy.

    Story, every version and its history, drafts of every login, marked pieces and their links, recordings
    with their files, and copies that higher rooms keep. What stays is that it was deleted, when and by whom,
    and what an agreed plan or a decision quotes. The person decides: staff must write in `asked` how the
    person asked it, or Invalid.

    The eraser destroys at once, also when the page that asked for it goes wrong after this.
    """
    case, _person = access.person_in(actor, case_id, person_id)
    access.must_stand_beside(actor, case)
    asked = cleaned(asked, WORDS_LENGTH, "asked")
    if actor.is_staff and not asked:
        raise Invalid(_("Write how the person asked for this, in their words."), "asked")
    guarding.hold_story(person_id)
    recordings = list(
        Recording.objects.filter(case_id=case.id, person_id=person_id).values_list("pk", flat=True)
    )
    stories = list(Story.objects.filter(case_id=case.id, person_id=person_id).values_list("pk", flat=True))
    rows: dict[Any, Any] = {Story: stories, Recording: recordings, **keepers.copies_of(case.id, person_id)}
    rows = {model: numbers for model, numbers in rows.items() if numbers}
    if not rows:
        return False
    leaving = StoryDeletion(
        case_id=case.id,
        ground=case.law,
        person_id=person_id,
        asked=asked,
        by_staff_id=actor.id if actor.is_staff else None,
        by_person_id=actor.id if actor.is_resident else None,
    )
    keys = [story_key(case.id, person_id), *(recording_key(case.id, number) for number in recordings)]
    try:
        erasure.erase_rows(
            municipality_id=case.municipality_id,
            person_id=person_id,
            rows=rows,
            draft_keys=keys,
            leaving=leaving,
        )
    except erasure.NotErased:
        # The button was pressed twice, and the other press was first.
        return False
    audit.change(actor, "listen.delete_story", leaving)
    return True
