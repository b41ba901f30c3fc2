"""Reading a story as it stands, and everything that it once was."""

from __future__ import annotations

from functools import partial

from naast.kernel.actors import Actor
from naast.listen import access
from naast.listen.models import Story, StoryVersion
from naast.listen.opening import Names, Opened, staff_names, told_by
from naast.listen.types import StoryAsItWas, StoryText
from naast.people.reading import Part


def story_of(actor: Actor, case_id: int, person_id: int) -> StoryText | None:
    """The story of one person as it stands; None while nothing was told. A partner's is NotVisible."""
    versions = story_versions(actor, case_id, person_id)
    return story_now(case_id, person_id, versions)


def story_now(case_id: int, person_id: int, versions: list[StoryAsItWas]) -> StoryText | None:
    """The story as its newest version says it."""
    if not versions:
        return None
    last = versions[0]
    return StoryText(case_id, person_id, last.text, last.number, last.written_at, last.by)


def story_versions(actor: Actor, case_id: int, person_id: int) -> list[StoryAsItWas]:
    """Everything the story once was, newest first, with who wrote it and when.

    Also for who reads along by authority, task or because it is shared. Raises NotVisible.
    """
    if not actor.is_resident or actor.id == person_id:
        return versions_here(told_by(actor, case_id, person_id))
    access.readable(actor, case_id, person_id, Part.STORY)
    return _versions(case_id, person_id, partial(staff_names, to_resident=True))


def versions_here(opened: Opened) -> list[StoryAsItWas]:
    """Everything this story once was, newest first, with who wrote it and when."""
    return _versions(opened.case.id, opened.person.id, opened.staff_names)


def told_stories(case_id: int) -> set[int]:
    """Ids of the persons in a case who have told something. The caller has authorised the case."""
    return set(Story.objects.filter(case_id=case_id).exclude(text="").values_list("person_id", flat=True))


def _versions(case_id: int, person_id: int, names: Names) -> list[StoryAsItWas]:
    rows = list(
        StoryVersion.objects.filter(story__case_id=case_id, story__person_id=person_id)
        .select_related("by_person")
        .order_by("-number")
    )
    staff = names(row.by_staff_id for row in rows)
    return [
        StoryAsItWas(
            row.number,
            row.text,
            row.written_at,
            staff[row.by_staff_id] if row.by_staff_id else row.by_person.name if row.by_person else "",
            by_self=row.by_person_id is not None,
        )
        for row in rows
    ]
