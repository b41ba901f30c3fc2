"""What disciplines and readers said in a weighing, as other rooms and pages know it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ViewFacts:
    """How one discipline sees it (`found`) and what it would do (`does`), in its latest words.

    `said_by`: somebody from outside the house for whom `writer` wrote it down; empty otherwise.
    `editions`: how often it was put into words; `place` is the order of coming and no rank.
    """

    id: int
    place: int
    edition: int
    discipline: str
    found: str
    does: str
    said_by: str
    writer: str
    writer_id: int
    at: dt.datetime

    @property
    def who(self) -> str:
        """Whose view it is."""
        return self.said_by or self.writer


@dataclass(frozen=True, slots=True)
class ClashFacts:
    """Two views that do not go together, or (`other` None) a view and the rule; as they stood then.

    `changed`: those of the two that said it in other words afterwards, as they say it now.
    """

    id: int
    one: ViewFacts
    other: ViewFacts | None
    words: str
    named_by: str
    at: dt.datetime
    changed: tuple[ViewFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class ConclusionFacts:
    """ "It is so, and therefore we do this", and why.

    `changed`: views that it rests on and that were put into other words afterwards; `later`: views that
    came afterwards. Both as they stand now.
    """

    id: int
    edition: int
    found: str
    does: str
    because: str
    writer: str
    at: dt.datetime
    changed: tuple[ViewFacts, ...] = ()
    later: tuple[ViewFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class DisciplinesFacts:
    """The views beside each other in the order in which they came, what clashes, and the conclusion."""

    views: tuple[ViewFacts, ...] = ()
    clashes: tuple[ClashFacts, ...] = ()
    conclusion: ConclusionFacts | None = None

    def __bool__(self) -> bool:
        return bool(self.views or self.conclusion)


@dataclass(frozen=True, slots=True)
class RemarkFacts:
    """A remark of who reads along at a block, with the block as it was and as it is.

    It is open until it is answered in words or the block says something else.
    """

    id: int
    block: str
    title: str
    block_text: str
    text_now: str
    words: str
    reader: str
    reader_id: int
    at: dt.datetime
    answer: str = ""
    answered_by: str = ""
    answered_at: dt.datetime | None = None

    @property
    def block_changed(self) -> bool:
        return self.text_now != self.block_text

    @property
    def is_open(self) -> bool:
        return not (self.answer or self.block_changed)


@dataclass(frozen=True, slots=True)
class BlockFinding:
    """A block that is empty, or that says nothing that the blocks `repeats` (titles) do not say.

    It says nothing about whether a block convinces.
    """

    block: str
    title: str
    repeats: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.repeats
