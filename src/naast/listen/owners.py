"""Whose something is that was told or laid: for who tells a person that it was looked at. Ids only."""

from __future__ import annotations

from naast.listen.models import Board, Recording


def of_recording(case_id: int, recording_id: int) -> int | None:
    """Whose recording it is; None when it is not there."""
    rows = Recording.objects.filter(case_id=case_id, pk=recording_id)
    return rows.values_list("person_id", flat=True).first()  # type: ignore[no-any-return]


def of_boards(case_id: int) -> dict[int, int]:
    """Whose each board of a case is, by the id of the board."""
    return dict(Board.objects.filter(case_id=case_id).values_list("pk", "person_id"))
