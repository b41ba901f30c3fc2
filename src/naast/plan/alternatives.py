"""Another way to help as lines that the engine can work out. Pure: no database, no clock, nothing guessed.

Unless somebody says otherwise, everything goes that way as when we do nothing: no gain is claimed that nobody
wrote down.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from naast.plan import terms
from naast.plan.types import LineFacts, QuantityFacts

NOTHING_OF_IT = QuantityFacts(Decimal(0))


def beside_nothing(
    lines: Sequence[LineFacts], alternative_id: int, quantities: Mapping[int, QuantityFacts]
) -> list[LineFacts]:
    """The lines of that way beside doing nothing. `lines` are all of the case, `quantities` what was said of
    them by line; a line of which there is nothing on either side is left out."""
    found = [
        _line(line, that_way(line, alternative_id, quantities), _in_nothing(line))
        for line in lines
        if line.alternative_id in (None, alternative_id)
    ]
    # What only the plan has, without an amount, is no part of it.
    return _whole_groups([line for line in found if _counts(line) or _is_memo_beside(line)])


def beside_plan(
    lines: Sequence[LineFacts], alternative_id: int, quantities: Mapping[int, QuantityFacts]
) -> list[LineFacts]:
    """The plan beside that way: what the plan brings in more, or less."""
    found = [
        _line(line, _in_plan(line), that_way(line, alternative_id, quantities))
        for line in lines
        if line.alternative_id in (None, alternative_id)
    ]
    return _whole_groups([line for line in found if _counts(line)])


def that_way(line: LineFacts, alternative_id: int, quantities: Mapping[int, QuantityFacts]) -> QuantityFacts:
    """How much a year of a line there is that way."""
    if line.alternative_id == alternative_id:
        return _of_plan(line)
    return quantities.get(line.id) or _in_nothing(line)


def _in_plan(line: LineFacts) -> QuantityFacts:
    return _of_plan(line) if line.alternative_id is None else NOTHING_OF_IT


def _of_plan(line: LineFacts) -> QuantityFacts:
    return QuantityFacts(line.plan, line.plan_low, line.plan_high, line.reasons.get("plan", ""))


def _in_nothing(line: LineFacts) -> QuantityFacts:
    return QuantityFacts(line.nothing, line.nothing_low, line.nothing_high, line.reasons.get("nothing", ""))


def _line(line: LineFacts, plan: QuantityFacts, nothing: QuantityFacts) -> LineFacts:
    reasons = {name: why for name, why in line.reasons.items() if name not in ("plan", "nothing")}
    reasons |= {name: side.reason for name, side in (("plan", plan), ("nothing", nothing)) if side.reason}
    return replace(
        line,
        plan=plan.quantity,
        plan_low=plan.low,
        plan_high=plan.high,
        nothing=nothing.quantity,
        nothing_low=nothing.low,
        nothing_high=nothing.high,
        reasons=reasons,
    )


def _is_memo_beside(line: LineFacts) -> bool:
    return line.is_memo and line.scenario != terms.PLAN


def _counts(line: LineFacts) -> bool:
    return not line.is_memo and any((line.plan, line.plan_high, line.nothing, line.nothing_high))


def _whole_groups(lines: Sequence[LineFacts]) -> list[LineFacts]:
    """The same without an overlap group of which only one line is left: that overlaps nothing."""
    members = Counter(line.overlap_group for line in lines if not line.is_memo)
    return [
        line
        if not line.overlap_group or members[line.overlap_group] > 1
        else replace(line, overlap_group="", overlap_alpha=None)
        for line in lines
    ]


def is_shared(line: LineFacts) -> bool:
    """Whether it can be said of a line how much of it there is another way: those of the plan and of doing
    nothing that have an amount."""
    return line.alternative_id is None and not line.is_memo and line.scenario in (terms.PLAN, terms.NOTHING)
