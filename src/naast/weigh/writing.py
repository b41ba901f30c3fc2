"""Who wrote in a weighing: kept with every save, because who reads along wrote none of it."""

from __future__ import annotations

from collections.abc import Iterable

from naast.kernel.actors import Actor
from naast.weigh.models import BlockWriter, Weighing

VALUES, FACTS, ROOM, THREE, URGENT = "values", "facts", "room", "three", "urgent"
DISCIPLINES, CLASHES, CONCLUSION = "disciplines", "clashes", "conclusion"
"""Parts that are no text of the weighing itself."""

_COLUMNS = {"chosen_id": ROOM, "urgent_since": URGENT, "urgent_reason": URGENT}


def note_writer(actor: Actor, weighing: Weighing, parts: Iterable[str]) -> None:
    """Keep that this actor wrote these parts (columns, or the names above), once by part.

    The caller holds the row of the weighing, so that a form that is sent twice at once does not clash.
    """
    standing = set(
        BlockWriter.objects.filter(weighing=weighing, staff_id=actor.id).values_list("part", flat=True)
    )
    for part in sorted({_COLUMNS.get(part, part) for part in parts} - standing):
        BlockWriter(
            case_id=weighing.case_id, ground=weighing.ground, weighing=weighing, part=part, staff_id=actor.id
        ).save()


def writers_of(case_id: int) -> set[int]:
    """Everybody (staff ids) who ever wrote a block, an answer, a view, a clash, a conclusion or a comparison
    of the weighing of a case. One query."""
    rows = BlockWriter.objects.filter(case_id=case_id).order_by()
    return set(rows.values_list("staff_id", flat=True).distinct())
