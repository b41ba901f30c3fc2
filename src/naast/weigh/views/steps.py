"""The four steps of a weighing as a conversation: one in view, with what others said at each block."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import QueryDict

from naast.weigh import types
from naast.weigh.asked import CHOICE
from naast.weigh.blocks import BlockGuide, guides_of
from naast.weigh.types import PARTIES, BlockFinding, RemarkFacts, WeighingFacts

EFFECT, VALUES, CONSEQUENCES, LAW = 1, 2, 3, 4
STEPS = (EFFECT, VALUES, CONSEQUENCES, LAW)

_FIELDS = {
    "effect": EFFECT,
    "values": VALUES,
    "values_words": VALUES,
    "consequences": CONSEQUENCES,
    **dict.fromkeys(PARTIES, CONSEQUENCES),
}
_COLUMNS = {types.VALUES: ("values", "values_words"), types.DIFFERENCE: ("why_differs",)}
"""Where it is kept who wrote a block, when that is not its own name."""

_BLOCKS = (
    types.EFFECT, types.VALUES, types.CONSEQUENCES, types.FACTS, types.ROOM, types.DIFFERENCE, types.SUITABLE,
    types.NECESSARY, types.BALANCED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BlockNotes:
    """What stands beside a block: who wrote it, what is open about it, and what belongs in it."""

    title: str
    writers: tuple[str, ...]
    remarks: tuple[RemarkFacts, ...]
    finding: BlockFinding | None
    guide: BlockGuide | None


def notes_of(facts: WeighingFacts, law: str) -> dict[str, BlockNotes]:
    """The notes of every block, by name. `law`: under which law the help is given."""
    guides = guides_of(law)
    findings = {finding.block: finding for finding in facts.findings}
    return {
        block: BlockNotes(
            types.block_words(block),
            _writers(facts, block),
            tuple(remark for remark in facts.open_remarks if remark.block == block),
            findings.get(block),
            guides.get(block),
        )
        for block in _BLOCKS
    }


def _writers(facts: WeighingFacts, block: str) -> tuple[str, ...]:
    columns: tuple[str, ...] = _COLUMNS.get(block, (block,))
    if block == types.CONSEQUENCES:
        columns = (block, *PARTIES)
    return tuple(dict.fromkeys(name for column in columns for name in facts.wrote.get(column, ())))


def step_of(facts: WeighingFacts, asked: Mapping[str, Any] | QueryDict, form: Form | None = None) -> int:
    """The step in view: that of the first refused field, the one that is asked for, or the first that lacks
    a sentence; the law once it is open."""
    if form is not None and form.errors:
        wrong = [_FIELDS.get(name, LAW) for name in form.errors if name not in ("__all__", CHOICE)]
        if wrong:
            return min(wrong)
        if CHOICE in form.errors:
            return _left(facts, str(form.data.get("stap", "")))
    chosen = str(asked.get("stap", ""))
    if chosen in map(str, STEPS):
        return int(chosen)
    if facts.is_open:
        return LAW
    lacking = ((types.EFFECT, EFFECT), (types.VALUES, VALUES), (types.CONSEQUENCES, CONSEQUENCES))
    return next((step for block, step in lacking if block in facts.missing), EFFECT)


def _left(facts: WeighingFacts, on_to: str) -> int:
    """The step that somebody was in who wanted to go on to another; the law keeps and stays."""
    if on_to not in map(str, STEPS):
        return EFFECT
    return LAW if int(on_to) == LAW and facts.is_open else max(EFFECT, int(on_to) - 1)


def party_rows(form: Form) -> list[tuple[Any, Any]]:
    """The consequences for each party: now, and later."""
    return [(form[now], form[later]) for now, later in zip(PARTIES[::2], PARTIES[1::2], strict=True)]
