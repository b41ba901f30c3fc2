"""Which unknown facts could still change an unknown result: no needless question is asked.

A fact matters when there is something that could become known about the other facts after which the result
is still unknown, while knowing this fact as well makes it true or false. In a tree in which every fact occurs
once these are the facts of the open parts. A fact that occurs twice can rule another one out
(``a and (a or b)``: `b` never matters), so what such a fact can be is tried out; facts that occur once need
no trying.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import reduce
from itertools import combinations, pairwise, product

from naast.engines.errors import BadInput
from naast.engines.legality.conditions import (
    Comparison,
    Condition,
    Every,
    Negation,
    Some,
    Truth,
    comparisons,
    evaluate,
    holds,
)
from naast.engines.legality.values import Fact, Facts, Kind

# Comparisons looked at while trying out; beyond it every open fact is asked, a question too many at worst.
MOST_STEPS = 60_000
MOST_LISTED = 6

# Kleene's values in the order in which `and` is the least and `or` the greatest.
FALSE, UNKNOWN, TRUE = 0, 1, 2
Step = tuple[int, int]
Pattern = Mapping[Comparison, int]


@dataclass(frozen=True, slots=True)
class Trial:
    """One fact becomes known (`wanted`) while `fixed` says what is known of the facts that occur twice."""

    wanted: Mapping[Comparison, frozenset[int]]
    fixed: Pattern
    outcomes: Mapping[Comparison, frozenset[int]]


def missing_facts(condition: Condition, facts: Facts) -> tuple[str, ...]:
    """The unknown facts that could still change the result, in the order of the tree; none if it is known."""
    open_part = _open_part(condition, facts)
    if isinstance(open_part, Truth):
        return ()
    by_fact: dict[str, list[Comparison]] = {}
    for comparison in dict.fromkeys(comparisons(open_part)):
        by_fact.setdefault(comparison.fact, []).append(comparison)
    times = Counter(comparison.fact for comparison in comparisons(open_part))
    if times.total() == len(by_fact) and all(_can_be_both(found) for (found,) in by_fact.values()):
        return tuple(by_fact)
    patterns = {name: list(_patterns(found)) for name, found in by_fact.items()}
    twice = [name for name in by_fact if times[name] > 1]
    if not twice and all(len(found) > 1 for found in patterns.values()):
        return tuple(by_fact)
    trials = reduce(lambda total, name: total * (1 + len(patterns[name])), twice, 1)
    if trials * times.total() * len(by_fact) > MOST_STEPS or any(
        _is_long(found) for found in by_fact.values()
    ):
        return tuple(by_fact)
    return tuple(name for name in by_fact if _matters(name, open_part, patterns, twice))


def _can_be_both(comparison: Comparison) -> bool:
    """Whether some fact meets it and another does not, as far as that is plain without trying."""
    if comparison.kind is Kind.NUMBER or comparison.op == "contains":
        return True
    return comparison.kind is Kind.YES_NO and comparison.op in ("=", "!=")


def _open_part(condition: Condition, facts: Facts) -> Condition | Truth:
    """The tree without the parts that the known facts have settled, or the result when that is all of it."""
    match condition:
        case Comparison():
            result = evaluate(condition, facts)
            return condition if result is Truth.UNKNOWN else result
        case Negation(part):
            inner = _open_part(part, facts)
            return evaluate(condition, facts) if isinstance(inner, Truth) else Negation(inner)
        case Every(parts) | Some(parts):
            result = evaluate(condition, facts)
            if result is not Truth.UNKNOWN:
                return result
            left = [_open_part(part, facts) for part in parts]
            return type(condition)(tuple(part for part in left if not isinstance(part, Truth)))


def _matters(name: str, tree: Condition, patterns: Mapping[str, list[Pattern]], twice: list[str]) -> bool:
    outcomes = {
        comparison: frozenset(pattern[comparison] for pattern in patterns[comparison.fact])
        for comparison in comparisons(tree)
    }
    if name in twice:
        ways = [{c: frozenset({value}) for c, value in pattern.items()} for pattern in patterns[name]]
    else:
        ways = [{c: found for c, found in outcomes.items() if c.fact == name}]
    others = [[_nothing(patterns[other]), *patterns[other]] for other in twice if other != name]
    for wanted in ways:
        for states in product(*others):
            fixed = {comparison: value for state in states for comparison, value in state.items()}
            steps = _steps(tree, Trial(wanted, fixed, outcomes))
            if (UNKNOWN, TRUE) in steps or (UNKNOWN, FALSE) in steps:
                return True
    return False


def _nothing(patterns: list[Pattern]) -> Pattern:
    return dict.fromkeys(patterns[0], UNKNOWN)


def _steps(tree: Condition, trial: Trial) -> frozenset[Step]:
    """The values that the tree can have before and after the fact becomes known, over all other facts."""
    match tree:
        case Comparison():
            if tree in trial.wanted:
                return frozenset((UNKNOWN, value) for value in trial.wanted[tree])
            if tree in trial.fixed:
                return frozenset({(trial.fixed[tree], trial.fixed[tree])})
            return frozenset((value, value) for value in (UNKNOWN, *trial.outcomes[tree]))
        case Negation(part):
            return frozenset((TRUE - before, TRUE - after) for before, after in _steps(part, trial))
        case Every(parts):
            return reduce(lambda a, b: _join(a, b, least=True), (_steps(p, trial) for p in parts))
        case Some(parts):
            return reduce(lambda a, b: _join(a, b, least=False), (_steps(p, trial) for p in parts))


def _join(left: frozenset[Step], right: frozenset[Step], *, least: bool) -> frozenset[Step]:
    pick = min if least else max
    return frozenset((pick(a, c), pick(b, d)) for a, b in left for c, d in right)


def _patterns(found: list[Comparison]) -> Iterator[Pattern]:
    """The ways in which one fact can settle its comparisons, each once."""
    seen: set[tuple[int, ...]] = set()
    for candidate in _candidates(found):
        try:
            row = tuple(TRUE if holds(comparison, candidate) else FALSE for comparison in found)
        except BadInput:
            continue
        if row not in seen:
            seen.add(row)
            yield dict(zip(found, row, strict=True))


def check_kinds(condition: Condition, path: str) -> None:
    """Refuse a tree that holds one fact against values of kinds that no single fact can have."""
    by_fact: dict[str, list[Comparison]] = {}
    for comparison in comparisons(condition):
        by_fact.setdefault(comparison.fact, []).append(comparison)
    for name, found in by_fact.items():
        if len(found) == 1:
            continue
        kinds = sorted({str(comparison.kind) for comparison in found})
        mixed = len(kinds) > 1 or len({comparison.op == "contains" for comparison in found}) > 1
        if mixed and not any(True for _ in _patterns(found)):
            against = " and ".join(kinds) if len(kinds) > 1 else "a value and a list"
            raise BadInput(path, f"holds the fact {name} against {against}, which no one fact can be")


def _is_long(found: list[Comparison]) -> bool:
    return sum(comparison.op == "contains" for comparison in found) > MOST_LISTED


def _candidates(found: list[Comparison]) -> Iterator[Fact]:
    """Facts of which at least one lies in every region that the comparisons tell apart."""
    numbers: set[Decimal] = set()
    for comparison in found:
        for value in comparison.values:
            plain = value.plain
            if isinstance(plain, bool):
                yield from (True, False)
            elif isinstance(plain, Decimal):
                numbers.add(plain)
            elif isinstance(plain, str):
                # Nothing comes before the empty text, or between a text and itself with one more sign.
                yield from ("", plain, plain + "\0")
            else:
                yield plain
                for days in (-1, 1):
                    try:
                        yield plain + timedelta(days=days)
                    except OverflowError:
                        continue
    marks = sorted(numbers)
    if marks:
        yield from (marks[0] - abs(marks[0]) - 1, *marks, marks[-1] + abs(marks[-1]) + 1)
        yield from ((low + high) / 2 for low, high in pairwise(marks))
    sought = [c.values[0].plain for c in found if c.op == "contains"][:MOST_LISTED]
    for size in range(len(sought) + 1 if sought else 0):
        for chosen in combinations(sought, size):
            yield list(chosen)
            if all(isinstance(item, str) for item in chosen):
                yield "\n".join(str(item) for item in chosen)
