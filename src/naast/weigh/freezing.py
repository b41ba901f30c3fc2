"""What was said in a weighing, as JSON for a decision to keep. Later words change nothing in it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from naast.weigh.said import ConclusionFacts, DisciplinesFacts, RemarkFacts, ViewFacts
from naast.weigh.types import WeighingFacts


def frozen_talk(facts: WeighingFacts) -> dict[str, Any]:
    """Disciplines, remarks of who read along with their answers, and the blocks that say nothing.

    Times are ISO 8601 in UTC; names are those of the day.
    """
    return {
        "disciplines": _disciplines(facts.disciplines),
        "remarks": [_remark(remark) for remark in facts.remarks],
        "empty": [found.block for found in facts.empty],
        "repeating": [{"block": found.block, "of": list(found.repeats)} for found in facts.repeating],
    }


def _disciplines(found: DisciplinesFacts) -> dict[str, Any] | None:
    if not found:
        return None
    return {
        "views": [_view(view) for view in found.views],
        "clashes": [
            {
                "one": clash.one.discipline,
                "other": clash.other.discipline if clash.other else None,
                "words": clash.words,
                "named_by": clash.named_by,
                "at": _moment(clash.at),
                "changed": [view.discipline for view in clash.changed],
            }
            for clash in found.clashes
        ],
        "conclusion": _conclusion(found.conclusion) if found.conclusion else None,
    }


def _view(view: ViewFacts) -> dict[str, Any]:
    said = {"discipline": view.discipline, "found": view.found, "does": view.does, "said_by": view.said_by}
    return said | {"writer": view.writer, "edition": view.edition, "at": _moment(view.at)}


def _conclusion(made: ConclusionFacts) -> dict[str, Any]:
    return {
        "found": made.found,
        "does": made.does,
        "because": made.because,
        "writer": made.writer,
        "at": _moment(made.at),
        "changed": [view.discipline for view in made.changed],
        "later": [view.discipline for view in made.later],
    }


def _remark(remark: RemarkFacts) -> dict[str, Any]:
    return {
        "block": remark.block,
        "block_text": remark.block_text,
        "block_changed": remark.block_changed,
        "words": remark.words,
        "reader": remark.reader,
        "at": _moment(remark.at),
        "answer": remark.answer,
        "answered_by": remark.answered_by,
        "answered_at": _moment(remark.answered_at),
    }


def _moment(moment: dt.datetime | None) -> str | None:
    return moment.isoformat() if moment else None
