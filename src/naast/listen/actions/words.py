from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from naast.kernel import audit, drafts
from naast.kernel.actors import Actor
from naast.kernel.errors import NotVisible, Stale
from naast.kernel.locking import save_version
from naast.kernel.texts import cleaned
from naast.listen import access
from naast.listen.holding import Gone, hold_standing, stories_deleted, story_gone
from naast.listen.models import RequestWish, Story, StoryVersion
from naast.listen.models.words import STORY_LENGTH, WORDS_LENGTH
from naast.people.queries import case_for


def story_key(case_id: int, person_id: int) -> str:
    """The object key of the drafts of a story: another one after it was deleted, so that a page that was
    open then keeps nothing any more."""
    return story_key_after(case_id, person_id, stories_deleted(case_id, person_id))


def story_key_after(case_id: int, person_id: int, deleted: int) -> str:
    """The same for a page that knows how many stories were deleted before the one it shows."""
    return f"listen.story:{case_id}:{person_id}" + (f":{deleted}" if deleted else "")


def request_key(case_id: int) -> str:
    """The object key of the drafts of request and wish."""
    return f"listen.request:{case_id}"


@transaction.atomic
def write_story(
    *,
    actor: Actor,
    case_id: int,
    person_id: int,
    text: str,
    base_version: int,
    deleted_before: int | None = None,
) -> Story:
    """Keep a story and, beside it, how it stood before. An empty text is allowed: people take back words.

    `base_version` is the version on which the writer started, 0 for a blank page. Raises Stale when somebody
    else wrote in the meantime, Gone when the story was deleted (`deleted_before`: how many were, when the
    page was opened; None for what began here and now), and NotVisible for somebody else's story.
    """
    case, _person = access.person_in(actor, case_id, person_id)
    access.must_stand_beside(actor, case)
    text = cleaned(text, STORY_LENGTH, "text")
    hold_standing(case.id, person_id, deleted_before)
    story: Story | None = Story.objects.filter(case_id=case.id, person_id=person_id).first()
    if story is None and base_version:
        raise Gone(story_gone())
    if story is None:
        story = _first_story(case.id, case.law, person_id, text)
    elif story.text == text:
        # The form was sent twice, or what was typed was taken back: what it asks for stands already.
        drafts.drop(actor=actor, object_key=story_key(case.id, person_id))
        _end_reading_along(actor, case.id, person_id)
        return story
    else:
        story = save_version(story, base_version=base_version, changes={"text": text}, shown="text")
    StoryVersion(
        case_id=case.id,
        ground=case.law,
        story=story,
        number=story.version,
        text=text,
        by_staff_id=actor.id if actor.is_staff else None,
        by_person_id=actor.id if actor.is_resident else None,
    ).save()
    drafts.drop(actor=actor, object_key=story_key(case.id, person_id))
    _end_reading_along(actor, case.id, person_id)
    audit.change(actor, "listen.write_story", story, version=story.version)
    return story


def _end_reading_along(actor: Actor, case_id: int, person_id: int) -> None:
    if actor.is_staff:
        # Beside this module, not above it: sittings know how drafts of a story are called.
        from naast.listen.actions.sittings import end_sittings

        end_sittings(actor, case_id, person_id)


def _first_story(case_id: int, law: str, person_id: int, text: str) -> Story:
    story = Story(case_id=case_id, ground=law, person_id=person_id, text=text)
    try:
        with transaction.atomic():
            story.save()
    except IntegrityError as error:
        other = Story.objects.get(case_id=case_id, person_id=person_id)
        message = _(
            "Somebody else saved this in the meantime. Your text is still here; nothing was overwritten."
        )
        raise Stale(message, theirs=other.text, current_version=other.version) from error
    return story


@transaction.atomic
def say_request(
    *, actor: Actor, case_id: int, request: str, wish: str, base_version: int | None = None
) -> RequestWish:
    """Keep what is asked and what is wanted (M3). Both may stay empty; a partner does not write them.

    `base_version` None takes the row as it stands; 0 says that nothing stood there.
    """
    case = case_for(actor, case_id)
    if actor.is_resident and actor.id != case.resident_id:
        raise NotVisible
    access.must_stand_beside(actor, case)
    changes = {
        "request": cleaned(request, WORDS_LENGTH, "request"),
        "wish": cleaned(wish, WORDS_LENGTH, "wish"),
    }
    row, made = RequestWish.objects.get_or_create(
        municipality_id=actor.municipality_id, case_id=case.id, defaults={"ground": case.law, **changes}
    )
    if not made and (row.request, row.wish) != (changes["request"], changes["wish"]):
        base = row.version if base_version is None else base_version
        row = _both_shown(row, base, changes)
    drafts.drop(actor=actor, object_key=request_key(case.id))
    audit.change(actor, "listen.say_request", row, version=row.version)
    return row  # type: ignore[no-any-return]


def _both_shown(row: RequestWish, base_version: int, changes: dict[str, str]) -> RequestWish:
    try:
        return save_version(row, base_version=base_version, changes=changes)
    except Stale as error:
        row.refresh_from_db()
        error.theirs = "\n\n".join(words for words in (row.request, row.wish) if words)
        raise
