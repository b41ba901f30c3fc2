"""A condition held against facts: the result, the questions that are left, and why."""

from dataclasses import dataclass

from naast.engines.errors import BadInput
from naast.engines.legality.conditions import Condition, Reason, Truth, evaluate, reasons
from naast.engines.legality.relevance import missing_facts
from naast.engines.legality.values import Facts, is_list, read_value


@dataclass(frozen=True, slots=True)
class Outcome:
    """`missing`: the facts that could still change an unknown result; `because`: what the result rests on."""

    result: Truth
    missing: tuple[str, ...]
    because: tuple[Reason, ...]


def check(condition: Condition, facts: Facts) -> Outcome:
    """Evaluate a condition. A fact that is absent or None is unknown; a fact of the wrong type is refused."""
    result = evaluate(condition, facts)
    missing = missing_facts(condition, facts)
    rests_on = reasons(condition, facts)
    if result is Truth.UNKNOWN:
        by_fact = {reason.fact: reason for reason in rests_on}
        rests_on = tuple(by_fact[name] for name in missing if name in by_fact)
    return Outcome(result, missing, rests_on)


def parse_facts(raw: object, path: str = "facts") -> Facts:
    """Facts by name as JSON writes them; refuses by name what is no value, list of values or null."""
    if not isinstance(raw, dict):
        raise BadInput(path, "must be an object of facts by name")
    for name, fact in raw.items():
        if fact is None:
            continue
        if is_list(fact):
            for i, item in enumerate(fact):
                read_value(item, f"{path}.{name}[{i}]")
        else:
            read_value(fact, f"{path}.{name}")
    return raw
