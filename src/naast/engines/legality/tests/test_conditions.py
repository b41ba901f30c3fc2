"""The truth tables and worked conditions of docs/engines/legality.md."""

from datetime import date
from decimal import Decimal

import pytest

from naast.engines.errors import BadInput
from naast.engines.legality.conditions import Truth, evaluate
from naast.engines.legality.outcome import check, parse_facts
from naast.engines.legality.parsing import DEEPEST, parse_condition

T, U, F = True, None, False
TRUTH = {T: Truth.TRUE, U: Truth.UNKNOWN, F: Truth.FALSE}


def is_yes(fact: str) -> dict:
    return {"fact": fact, "op": "=", "value": True}


@pytest.mark.parametrize(
    ("a", "b", "both", "either", "not_a"),
    [
        (T, T, T, T, F),
        (T, U, U, T, F),
        (T, F, F, T, F),
        (U, T, U, T, U),
        (U, U, U, U, U),
        (U, F, F, U, U),
        (F, T, F, T, T),
        (F, U, F, U, T),
        (F, F, F, F, T),
    ],
)
def test_kleene_truth_tables(a, b, both, either, not_a):
    facts = {"a": a, "b": b}
    pair = [is_yes("a"), is_yes("b")]
    assert evaluate(parse_condition({"all": pair}), facts) is TRUTH[both]
    assert evaluate(parse_condition({"any": pair}), facts) is TRUTH[either]
    assert evaluate(parse_condition({"not": is_yes("a")}), facts) is TRUTH[not_a]


def test_an_empty_all_is_true_and_an_empty_any_is_false():
    assert check(parse_condition({"all": []}), {}).result is Truth.TRUE
    assert check(parse_condition({"any": []}), {}).result is Truth.FALSE


A, B, C = is_yes("a"), is_yes("b"), is_yes("c")
YOUNG = {"fact": "age", "op": "<", "value": 27}
SEARCH = {"fact": "days", "op": "<", "value": 28}


@pytest.mark.parametrize(
    ("tree", "facts", "result", "missing"),
    [
        (YOUNG, {}, Truth.UNKNOWN, ("age",)),
        ({"all": [YOUNG, SEARCH]}, {"age": 30}, Truth.FALSE, ()),
        ({"all": [YOUNG, SEARCH]}, {"age": 22}, Truth.UNKNOWN, ("days",)),
        ({"any": [A, {"all": [B, C]}]}, {"c": False}, Truth.UNKNOWN, ("a",)),
        ({"all": [A, {"any": [A, B]}]}, {}, Truth.UNKNOWN, ("a",)),
        ({"any": [A, {"not": A}]}, {}, Truth.UNKNOWN, ("a",)),
        ({"any": [A, {"not": A}, B]}, {}, Truth.UNKNOWN, ("a", "b")),
        (
            {"all": [YOUNG, {"any": [{"fact": "age", "op": "<", "value": 30}, B]}]},
            {},
            Truth.UNKNOWN,
            ("age",),
        ),
    ],
)
def test_missing_are_the_facts_that_could_still_change_it(tree, facts, result, missing):
    outcome = check(parse_condition(tree), facts)
    assert (outcome.result, outcome.missing) == (result, missing)


def test_far_too_many_facts_that_occur_twice_ask_every_open_fact():
    twice = [is_yes(f"fact_{i}") for i in range(20)]
    tree = {"all": [*twice, {"any": [*twice, is_yes("extra")]}]}
    assert check(parse_condition(tree), {}).missing == (*(f"fact_{i}" for i in range(20)), "extra")


@pytest.mark.parametrize(
    ("op", "value", "fact", "expected"),
    [
        ("=", 27, 27.0, T),
        ("!=", 27, 26, T),
        ("<", 27, 27, F),
        ("<=", 27, 27, T),
        (">", 0.1, Decimal("0.1"), F),
        (">=", 0.1, Decimal("0.1"), T),
        ("=", "Wmo", "wmo", F),
        ("<", "b", "a", T),
        ("<", "2026-11-01", "2026-09-30", T),
        ("<", "2026-11-01", date(2026, 11, 2), F),
        ("=", "2026-02-30", "2026-02-30", T),
        ("in", ["huur", "zorg"], "zorg", T),
        ("in", ["huur", "zorg"], "energie", F),
        ("in", [1, 2], 2.0, T),
        ("in", ["2026-01-01", "onbekend"], "2026-01-01", T),
        ("contains", "kind", ["partner", "kind"], T),
        ("contains", "kind", [], F),
        ("contains", 3, [1, 2], F),
        ("contains", "2026-01-01", ["2026-01-01"], T),
        ("contains", "schuld", "een schuld bij de bank", T),
    ],
)
def test_operators(op, value, fact, expected):
    condition = parse_condition({"fact": "x", "op": op, "value": value})
    assert evaluate(condition, {"x": fact}) is Truth.of(bool(expected))


@pytest.mark.parametrize(
    ("op", "value", "fact", "must"),
    [
        ("<", 27, "26", "facts.x: must be a number"),
        ("<", 27, True, "facts.x: must be a number"),
        ("=", True, 1, "facts.x: must be true or false"),
        ("=", "ja", 1, "facts.x: must be text"),
        ("<", "2026-11-01", "1 november", "facts.x: must be a date (YYYY-MM-DD)"),
        ("<", "2026-11-01", "2026-02-30", "facts.x: must be a date (YYYY-MM-DD)"),
        ("=", 27, [27], "facts.x: must be a number, not a list"),
        ("in", [1, 2], "1", "facts.x: must be a number"),
        ("contains", 3, [1, "3"], "facts.x[1]: must be a number"),
        ("contains", 3, 3, "facts.x: must be a list"),
        ("<", 27, float("nan"), "facts.x: must be a finite number"),
        ("=", "a", {"b": 1}, "facts.x: must be text, a number, a date (YYYY-MM-DD), or true or false"),
    ],
)
def test_a_fact_of_the_wrong_type_is_refused_by_its_name(op, value, fact, must):
    with pytest.raises(BadInput) as refusal:
        evaluate(parse_condition({"fact": "x", "op": op, "value": value}), {"x": fact})
    assert str(refusal.value) == must


def test_a_wrong_fact_is_refused_also_where_the_result_no_longer_depends_on_it():
    tree = parse_condition({"any": [is_yes("a"), YOUNG]})
    with pytest.raises(BadInput, match=r"facts\.age"):
        evaluate(tree, {"a": True, "age": "old"})


@pytest.mark.parametrize(
    ("tree", "path"),
    [
        ([], "condition"),
        ({}, "condition.fact"),
        ({"fact": "a", "op": "=", "value": None}, "condition.value"),
        ({"fact": "a", "op": "="}, "condition.value"),
        ({"fact": "", "op": "=", "value": 1}, "condition.fact"),
        ({"fact": 3, "op": "=", "value": 1}, "condition.fact"),
        ({"all": [A, {"fact": "a", "op": "~", "value": 1}]}, "condition.all[1].op"),
        ({"fact": "a", "op": ["="], "value": 1}, "condition.op"),
        ({"all": A}, "condition.all"),
        ({"any": [{"not": [A]}]}, "condition.any[0].not"),
        ({"all": [], "any": []}, "condition.any"),
        ({"not": A, "because": "x"}, "condition.because"),
        ({"fact": "a", "op": "=", "value": 1, "unit": "year"}, "condition.unit"),
        ({"fact": "a", "op": "<", "value": True}, "condition.value"),
        ({"fact": "a", "op": "<", "value": float("inf")}, "condition.value"),
        ({"fact": "a", "op": "=", "value": [1]}, "condition.value"),
        ({"fact": "a", "op": "in", "value": 1}, "condition.value"),
        ({"fact": "a", "op": "in", "value": []}, "condition.value"),
        ({"fact": "a", "op": "in", "value": [1, "x"]}, "condition.value"),
        ({"all": [YOUNG, {"fact": "age", "op": "=", "value": "old"}]}, "condition"),
    ],
)
def test_a_malformed_tree_is_refused_with_its_path(tree, path):
    with pytest.raises(BadInput) as refusal:
        parse_condition(tree)
    assert refusal.value.path == path


def test_a_tree_that_is_nested_too_deep_is_refused():
    tree = A
    for _ in range(DEEPEST):
        tree = {"not": tree}
    with pytest.raises(BadInput, match="nested"):
        parse_condition(tree)


def test_because_names_what_the_result_rests_on():
    tree = parse_condition({"all": [YOUNG, SEARCH]})
    assert [str(r) for r in check(tree, {"age": 30}).because] == ["age is 30: age < 27 does not hold"]
    assert [str(r) for r in check(tree, {"age": 22}).because] == ["days is not known"]
    assert [str(r) for r in check(tree, {"age": 22, "days": 10}).because] == [
        "age is 22: age < 27 holds",
        "days is 10: days < 28 holds",
    ]


@pytest.mark.parametrize("raw", [[], "x", {"a": {"b": 1}}, {"a": [None]}, {"a": [[1]]}, {"a": float("inf")}])
def test_facts_that_are_no_values_are_refused(raw):
    with pytest.raises(BadInput, match="facts"):
        parse_facts(raw)
