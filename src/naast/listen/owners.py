"""Whose something is that was told or laid: for who tells a person that it was looked at. Ids only."""

from __future__ import annotations

import datetime as dt

from django.db.models import Min

from naast.listen.models import Board, FragmentLink, Recording
from naast.listen.types import SIGNAL


def of_recording(case_id: int, recording_id: int) -> int | None:
    """Whose recording it is; None when it is not there."""
    rows = Recording.objects.filter(case_id=case_id, pk=recording_id)
    return rows.values_list("person_id", flat=True).first()  # type: ignore[no-any-return]


def of_boards(case_id: int) -> dict[int, int]:
    """Whose each board of a case is, by the id of the board."""
    return dict(Board.objects.filter(case_id=case_id).values_list("pk", "person_id"))


def laid_since(case_id: int, person_id: int) -> dt.datetime | None:
    """When this person started their first board in the case; None without one."""
    rows = Board.objects.filter(case_id=case_id, person_id=person_id)
    return rows.aggregate(first=Min("created_at"))["first"]  # type: ignore[no-any-return]


def beside_the_plan_since(case_id: int, person_id: int) -> dt.datetime | None:
    """Since when a piece of this person's story stands beside a goal or what is in the way; None when none
    does."""
    rows = FragmentLink.objects.filter(case_id=case_id, fragment__story_version__story__person_id=person_id)
    return rows.exclude(kind=SIGNAL).aggregate(first=Min("created_at"))["first"]  # type: ignore[no-any-return]
