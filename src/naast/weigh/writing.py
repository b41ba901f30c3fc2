"""Who wrote in a weighing: kept with every save, because who reads along wrote none of it."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import JSONObject

from naast.kernel.actors import Actor
from naast.weigh.models import BlockWriter, DisciplineView, Remark, Weighing

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


def whole_row(case_id: int) -> Weighing | None:
    """The weighing of a case with its clause, who wrote which part, and whether there are views and remarks.

    One query: what is not there is not asked for afterwards.
    """
    of_this = {"weighing": OuterRef("pk")}
    wrote = BlockWriter.objects.filter(**of_this).order_by("id")
    found: Weighing | None = (
        Weighing.objects.select_related("chosen")
        .filter(case_id=case_id)
        .annotate(
            wrote=ArraySubquery(wrote.values(said=JSONObject(part="part", name=F("staff__name")))),
            has_views=Exists(DisciplineView.objects.filter(**of_this)),
            has_remarks=Exists(Remark.objects.filter(**of_this)),
        )
        .first()
    )
    return found


def writers_by_part(row: Weighing) -> dict[str, tuple[str, ...]]:
    """The names of who wrote each part, in the order in which they came, of a row that `whole_row` read."""
    found: dict[str, list[str]] = {}
    for said in getattr(row, "wrote", ()):
        found.setdefault(said["part"], []).append(said["name"])
    return {part: tuple(names) for part, names in found.items()}
