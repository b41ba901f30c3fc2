"""The blocks of a weighing as texts, and what the legality engine says of them.

The texts are what was typed, and the library's words in Dutch, whatever language is read: so a block that is
compared with what it was has changed only when somebody changed it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from naast.engines.legality.motivation import Block, Guide, completeness, guides, sentences
from naast.plan.types import ObstacleFacts
from naast.weigh import types
from naast.weigh.library import Library, say
from naast.weigh.models import LegalRow, LegalValue, Weighing, WeighingFact
from naast.weigh.types import BlockFinding, DisciplinesFacts

ALWAYS = (types.EFFECT, types.VALUES, types.CONSEQUENCES, types.DISCIPLINES)
"""Blocks that are written before the law opens, and the disciplines, which ask no law."""

OF_THE_LAW = (
    types.FACTS, types.ROOM, types.DIFFERENCE, types.SUITABLE, types.NECESSARY, types.BALANCED,
)  # fmt: skip

READ_ALONG = (*ALWAYS, *OF_THE_LAW)
"""Blocks at which who reads along can remark, in the order of the page."""

ENGINE_BLOCKS = {
    types.EFFECT: Block.REQUEST,
    types.FACTS: Block.FACTS,
    types.OBSTACLE: Block.USUAL_RULE,
    types.VALUES: Block.PURPOSE,
    types.ROOM: Block.ROOM,
    types.DIFFERENCE: Block.DIFFERENCE,
    types.SUITABLE: Block.SUITABLE,
    types.NECESSARY: Block.NECESSARY,
    types.BALANCED: Block.BALANCED,
}
"""Our blocks by those of the engine. The room decide writes the decision and the objection; the engine has
no block for the consequences, which are compared here, nor for the disciplines, which a case owes nothing."""


def texts_before_the_law(
    row: Weighing, values: list[LegalValue], obstacle: ObstacleFacts | None, disciplines: DisciplinesFacts
) -> dict[str, str]:
    """The blocks that ask no law, each as one text, by name."""
    return {
        types.EFFECT: row.effect,
        types.VALUES: _together(*(value.words_nl for value in values), row.values_words),
        types.CONSEQUENCES: _together(row.consequences, *(getattr(row, name) for name in types.PARTIES)),
        types.DISCIPLINES: _disciplines(disciplines),
        types.OBSTACLE: _together(obstacle.words, obstacle.law, obstacle.article) if obstacle else "",
    }


def texts_of_the_law(row: Weighing, answers: Mapping[str, str], library: Library) -> dict[str, str]:
    """The blocks of the law once it is open, each as one text, by name."""
    return {
        types.FACTS: _answers(answers, library),
        types.ROOM: _room(row.chosen),
        types.DIFFERENCE: row.why_differs,
        types.SUITABLE: row.suitable,
        types.NECESSARY: row.necessary,
        types.BALANCED: row.balanced,
    }


def fingerprint(text: str) -> str:
    """By which a page says which wording of a block somebody read."""
    return hashlib.sha256(text.encode()).hexdigest()


def _together(*texts: str) -> str:
    return "\n\n".join(text for text in texts if text)


def _disciplines(found: DisciplinesFacts) -> str:
    views = (f"{view.discipline} ({view.who}): {view.found}\n{view.does}" for view in found.views)
    made = found.conclusion
    return _together(*views, *([f"{made.found}\n{made.does}", made.because] if made else ()))


def _answers(answers: Mapping[str, str], library: Library) -> str:
    known = sorted((fact, answer) for fact, answer in answers.items() if answer != WeighingFact.UNKNOWN)
    return "\n".join(f"{library.catalogue.question(fact).nl} {answer}" for fact, answer in known)


def _room(chosen: LegalRow | None) -> str:
    return f"{chosen.law} {chosen.article}\n{chosen.allows_nl}" if chosen else ""


def findings_of(texts: Mapping[str, str]) -> tuple[BlockFinding, ...]:
    """The blocks that are empty or only repeat others, in the order of the page."""
    named = {engine: block for block, engine in ENGINE_BLOCKS.items()}
    found = completeness({engine: texts.get(block, "") for block, engine in ENGINE_BLOCKS.items()})
    repeats = {named[repeat.block]: [named[of] for of in repeat.of] for repeat in found.repeats}
    empty = {named[block] for block in found.empty if block in named}
    said = {block: sentences(text) for block, text in texts.items()}
    consequences = said[types.CONSEQUENCES]
    if not consequences:
        empty.add(types.CONSEQUENCES)
    elif same := _all_said_in(types.CONSEQUENCES, said, (types.EFFECT, types.VALUES)):
        repeats[types.CONSEQUENCES] = [same]
    for block in OF_THE_LAW:
        if said.get(block) and said[block] <= consequences:
            repeats.setdefault(block, []).append(types.CONSEQUENCES)
    return tuple(
        BlockFinding(block, types.block_words(block), tuple(map(types.block_words, repeats.get(block, ()))))
        for block in READ_ALONG
        if block in texts and (block in empty or block in repeats)
    )


def _all_said_in(block: str, said: Mapping[str, frozenset[str]], others: tuple[str, ...]) -> str:
    return next((other for other in others if said[block] <= said[other]), "")


@dataclass(frozen=True, slots=True)
class BlockGuide:
    """What belongs in a block, in the active language. `steps`: those of the highest courts, to be checked by
    a lawyer; only for support under the Wmo 2015 and the Jeugdwet."""

    points: tuple[str, ...]
    steps: tuple[str, ...]


def guides_of(law: str) -> dict[str, BlockGuide]:
    """What belongs in each block under a law (a code of `kernel.retention` or a name), but what decide
    fills."""
    by_engine = {guide.block: guide for guide in guides(law)}
    return {block: _guide(by_engine[engine]) for block, engine in ENGINE_BLOCKS.items()}


def _guide(guide: Guide) -> BlockGuide:
    points = tuple(say(point.text) for point in guide.points if not point.by_decide)
    return BlockGuide(points, tuple(say(point.text) for point in guide.steps))
