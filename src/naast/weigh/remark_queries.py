"""Remarks of who reads along in a weighing, each at its block."""

from __future__ import annotations

from collections.abc import Mapping

from naast.kernel.actors import LAWYER, SECOND_READER, Actor
from naast.people import queries as people_queries
from naast.people.types import CaseFacts
from naast.weigh.models import Remark, Weighing
from naast.weigh.said import RemarkFacts
from naast.weigh.types import block_words
from naast.weigh.writing import writers_of

READERS = (SECOND_READER, LAWYER)
"""Places in the circle from which somebody reads along."""


def remarks_of(row: Weighing, texts: Mapping[str, str]) -> tuple[RemarkFacts, ...]:
    """The remarks in the order in which they came; `texts`: the blocks as they stand now.

    `row` as `whole_row` read it: without remarks no query, otherwise two. The caller has checked who asks.
    """
    if not getattr(row, "has_remarks", True):
        return ()
    remarks = list(row.remarks.select_related("answer").order_by("id"))
    answers = [remark.answer for remark in remarks if hasattr(remark, "answer")]
    staff = {remark.reader_id for remark in remarks} | {answer.answered_by_id for answer in answers}
    names = {number: face.name for number, face in people_queries.staff_faces(staff).items()}
    return tuple(_facts(remark, texts, names) for remark in remarks)


def _facts(remark: Remark, texts: Mapping[str, str], names: dict[int, str]) -> RemarkFacts:
    answer = getattr(remark, "answer", None)
    return RemarkFacts(
        id=remark.pk,
        block=remark.block,
        title=block_words(remark.block),
        block_text=remark.block_text,
        # A block of the law while it is closed cannot have changed.
        text_now=texts.get(remark.block, remark.block_text),
        words=remark.words,
        reader=names.get(remark.reader_id, ""),
        reader_id=remark.reader_id,
        at=remark.created_at,
        answer=answer.words if answer else "",
        answered_by=names.get(answer.answered_by_id, "") if answer else "",
        answered_at=answer.created_at if answer else None,
    )


def reads_along(actor: Actor, case: CaseFacts) -> bool:
    """Whether this actor is in the circle as second reader or lawyer today. One query."""
    places = people_queries.circle_of(case.id)
    return any(
        place.face.kind == "staff" and place.face.id == actor.id and place.role in READERS for place in places
    )


def may_remark(actor: Actor, case: CaseFacts) -> bool:
    """Whether this actor reads along and wrote no part of the weighing. Two queries."""
    return actor.is_staff and reads_along(actor, case) and actor.id not in writers_of(case.id)
