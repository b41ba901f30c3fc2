"""A deletion and everything that is written beside it: one at a time, and known to who had a page open."""

from __future__ import annotations

from django.db import connection
from django.utils.translation import gettext as _

from naast.kernel.errors import Stale
from naast.listen.models import StoryDeletion

_LOCK = 7313


class Gone(Stale):
    """What this was written on was deleted since. Nothing was kept, and it never lands on what came after."""


def hold_story(person_id: int) -> None:
    """Until the end of the transaction: what is written is kept before a deletion, which then finds it, or
    after it, and then it is refused."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, person_id % 2**31])


def stories_deleted(case_id: int, person_id: int) -> int:
    """How many stories of this person were deleted before: a page that says another number shows one that is
    not there any more. For the machine only; never shown."""
    rows = StoryDeletion.objects.filter(case_id=case_id, person_id=person_id, recording_number__isnull=True)
    return int(rows.count())


def hold_standing(case_id: int, person_id: int, deleted_before: int | None) -> None:
    """Hold the story, and raise Gone when it was deleted after the page was opened.

    `deleted_before` is what `stories_deleted` said to that page; None for what began here and now.
    """
    hold_story(person_id)
    if deleted_before is not None and deleted_before != stories_deleted(case_id, person_id):
        raise Gone(story_gone())


def story_gone() -> str:
    return _("This story was deleted while you were writing. Ask first whether you may keep this.")


def recording_gone() -> str:
    return _("This recording was deleted while you were writing. Ask first whether you may keep this.")
