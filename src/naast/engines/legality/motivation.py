"""The motivation in eleven blocks: what belongs in each, which are empty, and which only repeat others.

It writes no argument. The blocks follow what a motivation must hold under the Algemene wet bestuursrecht;
suitable, necessary and balanced follow the Harderwijk ruling (ECLI:NL:RVS:2022:285). For support under the
Wmo 2015 and the Jeugdwet the blocks facts and difference follow the steps of the Centrale Raad van Beroep
(Jeugdwet: 1 May 2017, ECLI:NL:CRVB:2017:1477; Wmo 2015: 21 March 2018).
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from naast.engines.errors import BadInput
from naast.engines.legality.articles import read_law
from naast.engines.legality.catalogue import Wording
from naast.engines.legality.standard import data_text


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
class Point:
    """Something that belongs in a block; `by_decide`: the room decide fills it."""

    text: Wording
    by_decide: bool


@dataclass(frozen=True, slots=True)
class Guide:
    """What belongs in a block; `steps` are those of the highest court for support under this law, if any."""

    block: Block
    number: int
    title: Wording
    points: tuple[Point, ...]
    steps: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """`block` says nothing that the blocks `of` do not say."""

    block: Block
    of: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Completeness:
    """What a motivation still lacks; `complete` says nothing about whether it convinces."""

    empty: tuple[Block, ...]
    repeats: tuple[Repeat, ...]

    @property
    def complete(self) -> bool:
        """Whether every block says something of its own."""
        return not self.empty and not self.repeats


@lru_cache(maxsize=1)
def _written() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(data_text("motivation.json"))
    return content


def guides(law: str = "") -> tuple[Guide, ...]:
    """The eleven blocks in order with what belongs in each, for a decision under `law` (any of its names)."""
    written = _written()
    steps = written["steps"]
    follows = read_law(law).key in {read_law(name).key for name in steps["laws"]}
    return tuple(
        Guide(
            block=Block(raw["block"]),
            number=number,
            title=Wording(raw["title_en"], raw["title_nl"]),
            points=_points(raw["points"]),
            steps=_points(steps["points"]) if follows and raw["block"] in steps["blocks"] else (),
        )
        for number, raw in enumerate(written["blocks"], start=1)
    )


def _points(raw: list[dict[str, Any]]) -> tuple[Point, ...]:
    return tuple(Point(Wording(point["en"], point["nl"]), point.get("by_decide", False)) for point in raw)


def completeness(blocks: Mapping[str, str]) -> Completeness:
    """Which of the eleven blocks are empty or only repeat others; `blocks` is their text by name.

    Sentences are compared without case, accents, punctuation and spacing. A block repeats another when all
    its sentences stand there too (of two equal blocks the later repeats the earlier), and several when each
    of its sentences stands in one of them. Without the blocks that repeat no sentence is lost, and each of
    the others says something of its own. An unknown name is refused.
    """
    for name, text in blocks.items():
        if name not in tuple(Block):
            raise BadInput(f"blocks.{name}", f"is not a block; blocks are {', '.join(Block)}")
        if not isinstance(text, str):
            raise BadInput(f"blocks.{name}", "must be text")
    said = {block: sentences(blocks.get(block, "")) for block in Block}
    empty = tuple(block for block in Block if not said[block])
    found: dict[Block, tuple[Block, ...]] = {}
    for block in Block:
        if (other := _repeated(block, said)) is not None:
            found[block] = (other,)
    found |= _repeated_together({block: said[block] for block in Block if said[block] and block not in found})
    return Completeness(empty, tuple(Repeat(block, found[block]) for block in Block if block in found))


def _repeated(block: Block, said: Mapping[Block, frozenset[str]]) -> Block | None:
    """The one block in which everything stands that `block` says."""
    order = list(Block)
    for other in order:
        equal_but_earlier = said[block] == said[other] and order.index(block) <= order.index(other)
        if said[block] and said[block] <= said[other] and not equal_but_earlier:
            return other
    return None


def _repeated_together(said: dict[Block, frozenset[str]]) -> dict[Block, tuple[Block, ...]]:
    """Blocks of which every sentence stands in one of some others; the last blocks are looked at first."""
    found: dict[Block, tuple[Block, ...]] = {}
    for block in reversed(list(said)):
        left, sources = said[block], []
        for other in said:
            if other is not block and other not in found and left & said[other]:
                left -= said[other]
                sources.append(other)
        if not left:
            found[block] = tuple(sources)
    return found


def sentences(text: str) -> frozenset[str]:
    """The sentences of a text as they are compared; a text without a letter or digit has none.

    A point inside a number (1.500) ends no sentence.
    """
    parts = (normalised(part) for part in re.split(r"[.!?;]+(?=\s|$)|\n", text))
    return frozenset(part for part in parts if part)


def normalised(text: str) -> str:
    """Lower case, without accents and punctuation, single spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[\W_]+", " ", bare).split())
