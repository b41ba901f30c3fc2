"""The motivation in eleven blocks: which are empty, and which only repeat another. It writes no argument.

The blocks follow what a motivation must hold under the Algemene wet bestuursrecht; suitable, necessary and
balanced follow the Harderwijk ruling (ECLI:NL:RVS:2022:285).
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from naast.engines.errors import BadInput


class Block(StrEnum):
    """The blocks in order. The room decide fills `ROOM` (its mandate), `DECISION` and `OBJECTION`."""

    REQUEST = "request"
    FACTS = "facts"
    USUAL_RULE = "usual_rule"
    PURPOSE = "purpose"
    ROOM = "room"
    DIFFERENCE = "difference"
    SUITABLE = "suitable"
    NECESSARY = "necessary"
    BALANCED = "balanced"
    DECISION = "decision"
    OBJECTION = "objection"


@dataclass(frozen=True, slots=True)
class Repeat:
    """`block` says nothing that `of` does not say."""

    block: Block
    of: Block


@dataclass(frozen=True, slots=True)
class Completeness:
    """What a motivation still lacks; `complete` says nothing about whether it convinces."""

    empty: tuple[Block, ...]
    repeats: tuple[Repeat, ...]

    @property
    def complete(self) -> bool:
        """Whether every block says something of its own."""
        return not self.empty and not self.repeats


def completeness(blocks: Mapping[str, str]) -> Completeness:
    """Which of the eleven blocks are empty or only repeat another; `blocks` is their text by name.

    Sentences are compared without case, accents, punctuation and spacing. A block repeats another when all
    its sentences stand there too; of two equal blocks the later repeats the earlier. An unknown name is
    refused.
    """
    for name in blocks:
        if name not in tuple(Block):
            raise BadInput(f"blocks.{name}", f"is not a block; blocks are {', '.join(Block)}")
    said = {block: sentences(blocks.get(block, "")) for block in Block}
    empty = tuple(block for block in Block if not said[block])
    return Completeness(empty, tuple(_repeats(said)))


def _repeats(said: Mapping[Block, frozenset[str]]) -> list[Repeat]:
    order = list(Block)
    found = []
    for block in order:
        for other in order:
            equal_but_earlier = said[block] == said[other] and order.index(block) <= order.index(other)
            if said[block] and said[block] <= said[other] and not equal_but_earlier:
                found.append(Repeat(block, other))
                break
    return found


def sentences(text: str) -> frozenset[str]:
    """The sentences of a text as they are compared; a text without a letter or digit has none."""
    parts = (normalised(part) for part in re.split(r"[.!?;\n]+", text))
    return frozenset(part for part in parts if part)


def normalised(text: str) -> str:
    """Lower case, without accents and punctuation, single spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[\W_]+", " ", bare).split())
