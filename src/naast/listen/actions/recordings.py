from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from naast.kernel import audit, drafts, files
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotVisible
from naast.kernel.locking import save_version
from naast.kernel.models import StoredFile
from naast.kernel.texts import cleaned
from naast.listen import access, sound
from naast.listen.holding import Gone, hold_story, recording_gone
from naast.listen.models import Recording
from naast.listen.models.words import STORY_LENGTH


def recording_key(case_id: int, recording_id: int) -> str:
    """The object key of the drafts of what is written out beside a recording."""
    return f"listen.recording:{case_id}:{recording_id}"


@transaction.atomic
def keep_recording(
    *, actor: Actor, case_id: int, person_id: int, content: bytes, words: str = ""
) -> Recording:
    """Keep a recording beside a person's story, encrypted; `words` is what is said in it, or empty.

    `content` is looked at, its name is not kept. The same recording sent twice is one. Raises Invalid for
    anything that is not sound of a kind in `sound.SUFFIXES`, and beyond 15 MB.
    """
    case, _person = access.person_in(actor, case_id, person_id)
    access.must_stand_beside(actor, case)
    words = cleaned(words, STORY_LENGTH, "words")
    if len(content) > files.MAX_BYTES:
        raise Invalid(_("This file is larger than 15 MB."), "sound")
    media_type = sound.kind_of(content)
    if media_type is None:
        raise Invalid(
            _("This is not a recording that we can play. Choose an ogg, mp3, m4a, wav or webm file."), "sound"
        )
    # One at a time: a double click finds what the first press kept, and a deletion what is kept before it.
    hold_story(person_id)
    same = Recording.objects.filter(
        case_id=case.id, person_id=person_id, file__sha256=files.digest(content)
    ).first()
    if same is not None:
        return same  # type: ignore[no-any-return]
    stored: StoredFile = files.store(
        case_id=case.id,
        ground=case.law,
        name=f"opname{sound.SUFFIXES[media_type]}",
        media_type=media_type,
        content=content,
    )
    recording = Recording(
        case_id=case.id,
        ground=case.law,
        person_id=person_id,
        file=stored,
        words=words,
        by_staff_id=actor.id if actor.is_staff else None,
        by_person_id=actor.id if actor.is_resident else None,
    )
    recording.save()
    audit.change(actor, "listen.keep_recording", recording, file=stored.pk)
    return recording


@transaction.atomic
def write_out(*, actor: Actor, case_id: int, recording_id: int, words: str, base_version: int) -> Recording:
    """Write beside a recording what is said in it. Empty again is allowed. Raises Stale as a story does,
    and Gone when it is deleted at this moment."""
    row: Recording | None = Recording.objects.filter(case_id=case_id, pk=recording_id).first()
    if row is None:
        raise NotVisible
    case, _person = access.person_in(actor, case_id, row.person_id)
    access.must_stand_beside(actor, case)
    words = cleaned(words, STORY_LENGTH, "words")
    hold_story(row.person_id)
    if not Recording.objects.filter(pk=row.pk).exists():
        raise Gone(recording_gone())
    if row.words != words:
        row = save_version(row, base_version=base_version, changes={"words": words}, shown="words")
        audit.change(actor, "listen.write_out", row, version=row.version)
    drafts.drop(actor=actor, object_key=recording_key(case.id, row.pk))
    return row
