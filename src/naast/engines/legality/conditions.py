"""Three-valued conditions (Kleene): true, false, or unknown because a fact is not known yet.

The tree is JSON: ``{"fact": "age", "op": "<", "value": 27}``, ``{"all": [...]}``, ``{"any": [...]}``,
``{"not": {...}}``. Defined in prose with worked tables in ``docs/engines/legality.md``.
"""

import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from naast.engines.errors import BadInput
from naast.engines.legality.values import Fact, Facts, Kind, Value, as_text, is_list, read_value, shown

COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq, "!=": operator.ne,
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
ORDERED = ("<", "<=", ">", ">=")
OPS = (*COMPARE, "in", "contains")


class Truth(StrEnum):
    """The three values of Kleene's logic."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, known: bool) -> "Truth":
        """The truth of something that is known."""
        return cls.TRUE if known else cls.FALSE


@dataclass(frozen=True, slots=True)
class Comparison:
    """One fact held against a value; `values` has one entry, or those of the list after ``in``."""

    fact: str
    op: str
    values: tuple[Value, ...]

    @property
    def kind(self) -> Kind:
        """The kind of value that the fact is held against."""
        return self.values[0].kind


@dataclass(frozen=True, slots=True)
class Every:
    """True when all parts are true; without parts true."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """True when at least one part is true; without parts false."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Negation:
    """True when its part is false."""

    part: "Condition"


Condition = Comparison | Every | Some | Negation


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a condition came out as it did: one comparison, what was known, and whether it held."""

    fact: str
    op: str
    value: str
    given: str | None
    result: Truth

    def __str__(self) -> str:
        if self.result is Truth.UNKNOWN:
            return f"{self.fact} is not known"
        verb = "holds" if self.result is Truth.TRUE else "does not hold"
        return f"{self.fact} is {self.given}: {self.fact} {self.op} {self.value} {verb}"


def holds(comparison: Comparison, fact: Fact, path: str | None = None) -> bool:
    """Whether a known fact meets a comparison; refuses a fact of the wrong type by its name."""
    path = f"facts.{comparison.fact}" if path is None else path
    if comparison.op == "contains":
        return _contains(comparison, fact, path)
    if is_list(fact):
        raise BadInput(path, f"must be {comparison.kind.described}, not a list")
    value = _of_kind(read_value(fact, path), comparison.kind, path)
    if comparison.op == "in":
        return value in comparison.values
    return COMPARE[comparison.op](value.plain, comparison.values[0].plain)


def _contains(comparison: Comparison, fact: Fact, path: str) -> bool:
    sought = comparison.values[0]
    if is_list(fact):
        paths = [f"{path}[{i}]" for i in range(len(fact))]
        items = [_of_kind(read_value(i, at), sought.kind, at) for i, at in zip(fact, paths, strict=True)]
        return sought in items
    if isinstance(fact, str) and isinstance(sought.plain, str):
        return sought.plain in fact
    raise BadInput(path, "must be a list")


def _of_kind(value: Value, kind: Kind, path: str) -> Value:
    if kind is Kind.TEXT:
        value = as_text(value)
    if value.kind is not kind:
        raise BadInput(path, f"must be {kind.described}")
    return value


def comparisons(condition: Condition) -> Iterator[Comparison]:
    """Every comparison in the tree, from left to right."""
    match condition:
        case Comparison():
            yield condition
        case Negation(part):
            yield from comparisons(part)
        case Every(parts) | Some(parts):
            for part in parts:
                yield from comparisons(part)


def evaluate(condition: Condition, facts: Facts) -> Truth:
    """Kleene's value of the condition. Every comparison is looked at, so a wrong fact is never overlooked."""
    match condition:
        case Comparison(name):
            fact = facts.get(name)
            return Truth.UNKNOWN if fact is None else Truth.of(holds(condition, fact))
        case Negation(part):
            return opposite(evaluate(part, facts))
        case Every(parts):
            return _gather([evaluate(part, facts) for part in parts], decides=Truth.FALSE)
        case Some(parts):
            return _gather([evaluate(part, facts) for part in parts], decides=Truth.TRUE)


def _gather(values: list[Truth], *, decides: Truth) -> Truth:
    if decides in values:
        return decides
    return Truth.UNKNOWN if Truth.UNKNOWN in values else opposite(decides)


def opposite(truth: Truth) -> Truth:
    """Kleene's not."""
    return {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE}.get(truth, Truth.UNKNOWN)


def reasons(condition: Condition, facts: Facts) -> tuple[Reason, ...]:
    """The comparisons on which the result rests, each once, in the order of the tree.

    Of an unknown result these are the comparisons that are open, of a known one those that made it so.
    """
    return tuple(dict.fromkeys(_reasons(condition, facts)))


def _reasons(condition: Condition, facts: Facts) -> Iterator[Reason]:
    result = evaluate(condition, facts)
    match condition:
        case Comparison(name, op, values):
            fact = facts.get(name)
            listed = [value.plain for value in values]
            value = shown(listed if op == "in" else listed[0])
            yield Reason(name, op, value, None if fact is None else shown(fact), result)
        case Negation(part):
            yield from _reasons(part, facts)
        case Every(parts) | Some(parts):
            for part in parts:
                if evaluate(part, facts) is result:
                    yield from _reasons(part, facts)
