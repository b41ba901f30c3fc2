"""Reading marked pieces of stories, recordings, and that a story was deleted."""

from __future__ import annotations

from collections import defaultdict
from functools import partial

from django.db.models import Prefetch, QuerySet

from naast.kernel import clock
from naast.kernel.actors import Actor
from naast.kernel.errors import NotVisible
from naast.kernel.models import StoredFile
from naast.listen.models import Fragment, FragmentLink, Recording, StoryDeletion
from naast.listen.models.fragments import LINK_KINDS
from naast.listen.opening import Names, Opened, staff_names, told_by
from naast.listen.pieces import DeletionFacts, FragmentFacts, FragmentLinkFacts, RecordingFacts
from naast.people import queries as people


def fragments_of(actor: Actor, case_id: int, person_id: int) -> list[FragmentFacts]:
    """The marked pieces of one person's story with what they stand beside, the oldest first.

    Raises NotVisible for a story that this actor may not read.
    """
    return fragments_here(told_by(actor, case_id, person_id))


def fragments_here(opened: Opened) -> list[FragmentFacts]:
    """The marked pieces of this story with what they stand beside, the oldest first."""
    rows = _rows(opened.case.id).filter(story_version__story__person_id=opened.person.id)
    return _facts(rows, opened.staff_names)


def fragments_in(actor: Actor, case_id: int) -> list[FragmentFacts]:
    """The marked pieces of everybody in the case: the circle all of them, a person only their own."""
    case = people.case_open_to(actor, case_id)
    rows = _rows(case.id)
    if not actor.is_staff:
        rows = rows.filter(story_version__story__person_id=actor.id)
    return _facts(rows, partial(staff_names, to_resident=actor.is_resident))


def fragments_beside(case_id: int) -> dict[tuple[str, int], list[FragmentFacts]]:
    """Pieces by the kind and id of what they stand beside. The caller has authorised.

    Only for the circle: the caller shows a resident no more than their own (`person_id`).
    """
    found: dict[tuple[str, int], list[FragmentFacts]] = defaultdict(list)
    rows = _rows(case_id).filter(links__isnull=False).distinct()
    for facts in _facts(rows, partial(staff_names, to_resident=False)):
        for link in facts.links:
            found[link.kind, link.target_id].append(facts)
    return dict(found)


def fragments_for(case_id: int, kind: str) -> dict[int, list[FragmentFacts]]:
    """As `fragments_beside`, of one kind, by the id of the goal, obstacle or signal."""
    return {
        target: rows for (its_kind, target), rows in fragments_beside(case_id).items() if its_kind == kind
    }


def recordings_of(actor: Actor, case_id: int, person_id: int) -> list[RecordingFacts]:
    """The recordings beside one person's story, the oldest first. Raises NotVisible as the story does."""
    return recordings_here(told_by(actor, case_id, person_id))


def recordings_here(opened: Opened) -> list[RecordingFacts]:
    """The recordings beside this story, the oldest first."""
    found = _recordings(opened.case.id).filter(person_id=opened.person.id)
    rows = list(found.select_related("by_person").order_by("id"))
    names = opened.staff_names(row.by_staff_id for row in rows)
    return [
        RecordingFacts(row.pk, row.person_id, row.words, row.kept_at, _by(row, names), row.version)
        for row in rows
    ]


def recording_here(opened: Opened, recording_id: int) -> RecordingFacts | None:
    """One recording beside this story; None when it was deleted. Raises NotVisible for any other."""
    for row in recordings_here(opened):
        if row.id == recording_id:
            return row
    was_here = any(row.recording_id in {None, recording_id} for row in deletions_here(opened))
    # Which recordings went with a whole story is not kept: then only one that stands nowhere was among them.
    if was_here and not Recording.objects.filter(pk=recording_id).exists():
        return None
    raise NotVisible


def sound_of(actor: Actor, case_id: int, recording_id: int) -> tuple[str, bytes]:
    """Kind and bytes of a recording, for who may read the story it belongs to. Raises NotVisible."""
    row = _recordings(case_id).filter(pk=recording_id).first()
    if row is None:
        raise NotVisible
    told_by(actor, case_id, row.person_id)
    stored = StoredFile.objects.filter(pk=row.file_id, case_id=case_id).first()
    if stored is None:
        raise NotVisible
    return stored.media_type, stored.clear_bytes()


def deletions_of(actor: Actor, case_id: int, person_id: int) -> list[DeletionFacts]:
    """As `deletions_here`. Raises NotVisible for who may not open this story."""
    return deletions_here(told_by(actor, case_id, person_id))


def deletions_here(opened: Opened) -> list[DeletionFacts]:
    """When this story, or one recording beside it, was deleted, the latest first."""
    found = StoryDeletion.objects.filter(case_id=opened.case.id, person_id=opened.person.id)
    rows = list(found.select_related("by_person").order_by("-id"))
    names = opened.staff_names(row.by_staff_id for row in rows)
    return [
        DeletionFacts(
            row.deleted_at, _by(row, names), row.by_person_id is not None, row.asked, row.recording_number
        )
        for row in rows
    ]


def _recordings(case_id: int) -> QuerySet[Recording]:
    rows: QuerySet[Recording] = Recording.objects.filter(case_id=case_id)
    return rows


def _rows(case_id: int) -> QuerySet[Fragment]:
    links = FragmentLink.objects.order_by("id")
    rows: QuerySet[Fragment] = Fragment.objects.filter(case_id=case_id)
    return rows.select_related("story_version__story__person", "by_person").prefetch_related(
        Prefetch("links", links)
    )


def _by(row: Fragment | Recording | StoryDeletion, names: dict[int, str]) -> str:
    if row.by_staff_id is not None:
        return names.get(row.by_staff_id, "")
    return str(row.by_person.name) if row.by_person else ""


def _facts(rows: QuerySet[Fragment], names_of: Names) -> list[FragmentFacts]:
    found = list(rows.order_by("id"))
    names = names_of(row.by_staff_id for row in found)
    labels = dict(LINK_KINDS)
    return [
        FragmentFacts(
            id=row.pk,
            person_id=row.story_version.story.person_id,
            who=row.story_version.story.person.name,
            text=row.text,
            told_on=clock.day_of(row.story_version.written_at),
            version_number=row.story_version.number,
            marked_at=row.marked_at,
            marked_by=_by(row, names),
            still_there=row.text in row.story_version.story.text,
            links=tuple(
                FragmentLinkFacts(link.pk, link.kind, str(labels[link.kind]), link.target_id)
                for link in row.links.all()
            ),
        )
        for row in found
    ]
