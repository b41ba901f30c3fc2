"""Every read of the other ways that were looked at beside a plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from naast.plan import alternatives, calculation, queries, terms
from naast.plan.models import Alternative, AlternativeQuantity
from naast.plan.queries import Ground
from naast.plan.types import AlternativeFacts, LineFacts, QuantityFacts, ReturnsView


@dataclass(frozen=True, slots=True)
class Tried:
    """What is typed and not kept: a line of that way, or how much of a shared line (None: nobody says)."""

    line: LineFacts | None = None
    quantities: Mapping[int, QuantityFacts | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SharedLine:
    """A line of the plan or of doing nothing, and how much of it was said to be there that way (None: it goes
    as when we do nothing)."""

    line: LineFacts
    said: QuantityFacts | None


@dataclass(frozen=True, slots=True)
class AlternativeName:
    """One other way by its name."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Way:
    """One other way with all that its page needs. `plan_beside`: the plan against that way; `memos` are the
    lines of either that count without an amount."""

    facts: AlternativeFacts
    own: list[LineFacts]
    shared: list[SharedLine]
    plan_beside: ReturnsView
    memos: list[LineFacts]


def alternatives_of(case_id: int, ground: Ground | None = None) -> list[AlternativeFacts]:
    """Every other way beside doing nothing, in the order in which they were written; one query while there is
    none, else five. The caller has authorised."""
    rows = list(Alternative.objects.filter(case_id=case_id).order_by("id"))
    if not rows:
        return []
    ground, said = ground or Ground(case_id), _quantities(case_id)
    return [_facts(row, ground.lines, said[row.pk], ground.level) for row in rows]


def names_of_alternatives(case_id: int) -> list[AlternativeName]:
    """What other ways were looked at, without their figures; one query. The caller has authorised."""
    rows = Alternative.objects.filter(case_id=case_id).order_by("id")
    return [AlternativeName(*row) for row in rows.values_list("pk", "name")]


def way(case_id: int, alternative_id: int, tried: Tried | None = None) -> Way | None:
    """One other way, also beside the plan; five queries. With what was tried it takes fewer calculations."""
    row = Alternative.objects.filter(case_id=case_id, pk=alternative_id).first()
    if row is None:
        return None
    ground = Ground(case_id)
    typed = _quantities(case_id)[row.pk] | dict(tried.quantities if tried else {})
    said = {line_id: quantity for line_id, quantity in typed.items() if quantity is not None}
    level = ground.level | ({"draws": queries.QUICK_DRAWS} if tried else {})
    lines = queries.with_tried(ground.lines, tried.line if tried else None)
    facts = _facts(row, lines, said, level)
    worked_out = {line.id: line for line in facts.returns.lines}
    return Way(
        facts=facts,
        # Also a line of which there is nothing: it counts nowhere, and can be changed or taken out.
        own=[worked_out.get(line.id, line) for line in lines if line.alternative_id == row.pk],
        shared=[SharedLine(line, said.get(line.id)) for line in lines if alternatives.is_shared(line)],
        plan_beside=calculation.work_out(alternatives.beside_plan(lines, row.pk, said), **level),
        memos=[line for line in lines if line.is_memo and _is_on_a_side(line, row.pk)],
    )


def _facts(
    row: Alternative, lines: list[LineFacts], said: dict[int, QuantityFacts], level: dict[str, Any]
) -> AlternativeFacts:
    view = calculation.work_out(alternatives.beside_nothing(lines, row.pk, said), **level)
    return AlternativeFacts(row.pk, row.name, row.words, replace(view, way=row.name), row.version, said)


def _is_on_a_side(line: LineFacts, alternative_id: int) -> bool:
    return line.alternative_id == alternative_id or line.scenario == terms.PLAN


def _quantities(case_id: int) -> dict[int, dict[int, QuantityFacts]]:
    """What was said of shared lines, by other way and line."""
    found: dict[int, dict[int, QuantityFacts]] = defaultdict(dict)
    for row in AlternativeQuantity.objects.filter(case_id=case_id):
        found[row.alternative_id][row.line_id] = QuantityFacts(
            row.quantity, row.low, row.high, row.reason, row.version
        )
    return found
