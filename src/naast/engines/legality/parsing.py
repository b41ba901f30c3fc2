"""From a JSON tree to a condition; a malformed tree is refused with the path to the fault."""

from collections.abc import Collection

from naast.engines.errors import BadInput
from naast.engines.legality.conditions import OPS, ORDERED, Comparison, Condition, Every, Negation, Some
from naast.engines.legality.relevance import check_kinds
from naast.engines.legality.values import Kind, Value, as_text, is_list, read_value, shown

# A tree of a legal clause has three or four levels; what goes deeper was not written by a person.
DEEPEST = 40

PARTS_OF_COMPARISON = dict.fromkeys(("fact", "op", "value"))


def parse_condition(tree: object, path: str = "condition") -> Condition:
    """The condition that a JSON tree writes; refuses a malformed one with the path to the fault."""
    condition = _parse(tree, path, DEEPEST)
    check_kinds(condition, path)
    return condition


def _parse(tree: object, path: str, levels: int) -> Condition:
    if levels == 0:
        raise BadInput(path, f"must be nested at most {DEEPEST} levels deep")
    if not isinstance(tree, dict):
        raise BadInput(path, "must be an object with fact, op and value, or with all, any or not")
    for word, node in (("all", Every), ("any", Some)):
        if word in tree:
            if len(tree) > 1:
                _only(tree, (word,), path)
            parts = tree[word]
            if not isinstance(parts, list):
                raise BadInput(f"{path}.{word}", "must be a list of conditions")
            return node(
                tuple(_parse(part, f"{path}.{word}[{i}]", levels - 1) for i, part in enumerate(parts))
            )
    if "not" in tree:
        _only(tree, ("not",), path)
        return Negation(_parse(tree["not"], f"{path}.not", levels - 1))
    return _parse_comparison(tree, path)


def _parse_comparison(tree: dict[str, object], path: str) -> Comparison:
    if tree.keys() != PARTS_OF_COMPARISON.keys():
        _only(tree, PARTS_OF_COMPARISON, path)
        missing = next(key for key in PARTS_OF_COMPARISON if key not in tree)
        raise BadInput(f"{path}.{missing}", "must be given")
    fact, op, raw = tree["fact"], tree["op"], tree["value"]
    if not isinstance(fact, str) or not fact.strip():
        raise BadInput(f"{path}.fact", "must be the name of a fact")
    if not isinstance(op, str) or op not in OPS:
        raise BadInput(f"{path}.op", f"must be one of {' '.join(OPS)}, not {shown(op)}")
    return Comparison(fact, op, _values(op, raw, f"{path}.value"))


def _values(op: str, raw: object, path: str) -> tuple[Value, ...]:
    if op == "in":
        if not is_list(raw) or not raw:
            raise BadInput(path, "must be a list of at least one value")
        values = tuple(read_value(item, f"{path}[{i}]") for i, item in enumerate(raw))
        kinds = {value.kind for value in values}
        if kinds == {Kind.TEXT, Kind.DATE}:
            return tuple(as_text(value) for value in values)
        if len(kinds) > 1:
            raise BadInput(path, "must be a list of values of one kind")
        return values
    value = read_value(raw, path)
    if op in ORDERED and value.kind is Kind.YES_NO:
        raise BadInput(path, f"must be a number, a date or text: true and false have no order for {op}")
    return (as_text(value) if op == "contains" else value,)


def _only(tree: dict[str, object], keys: Collection[str], path: str) -> None:
    for key in tree:
        if key not in keys:
            raise BadInput(f"{path}.{key}", f"is not known here; a condition here has {', '.join(keys)}")
