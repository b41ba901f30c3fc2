"""What holds for every condition, tried on generated trees."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from naast.engines.legality.conditions import Every, Negation, Some, Truth, comparisons, evaluate
from naast.engines.legality.outcome import check
from naast.engines.legality.parsing import parse_condition

# Every region that the generated comparisons tell apart has a value here.
DOMAINS = {
    "a": (True, False),
    "b": (True, False),
    "n": (0, 1, 1.5, 2, 3),
    "t": ("p", "q", "z"),
    "l": ([], ["p"], ["q"], ["p", "q"]),
    "d": ("2025-12-31", "2026-01-01", "2026-01-02"),
}


def comparison(fact, ops, values):
    return st.builds(lambda op, value: {"fact": fact, "op": op, "value": value}, ops, values)


LEAVES = st.one_of(
    comparison("a", st.sampled_from(["=", "!="]), st.booleans()),
    comparison("b", st.just("="), st.booleans()),
    comparison("n", st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), st.sampled_from([1, 2])),
    comparison("n", st.just("in"), st.lists(st.sampled_from([1, 2]), min_size=1, max_size=2)),
    comparison("t", st.sampled_from(["=", "!="]), st.sampled_from(["p", "q"])),
    comparison("l", st.just("contains"), st.sampled_from(["p", "q"])),
    comparison("d", st.sampled_from(["<", "<=", "="]), st.just("2026-01-01")),
)
TREES = st.recursive(
    LEAVES,
    lambda part: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(part, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(part, max_size=3)),
        st.builds(lambda inner: {"not": inner}, part),
    ),
    max_leaves=6,
).map(parse_condition)
FACTS = st.fixed_dictionaries({}, optional={name: st.sampled_from(DOMAINS[name]) for name in DOMAINS})


def can_change(condition, facts, name, others):
    """The definition itself: try everything that could become known."""
    for known in product(*[(None, *DOMAINS[other]) for other in others]):
        before = {**facts, **dict(zip(others, known, strict=True))}
        if evaluate(condition, before) is Truth.UNKNOWN and any(
            evaluate(condition, {**before, name: value}) is not Truth.UNKNOWN for value in DOMAINS[name]
        ):
            return True
    return False


@settings(max_examples=300, deadline=None)
@given(TREES, FACTS)
def test_missing_is_exactly_what_can_change_the_result(condition, facts):
    outcome = check(condition, facts)
    unknown = sorted({c.fact for c in comparisons(condition)} - set(facts))
    if outcome.result is not Truth.UNKNOWN:
        assert outcome.missing == ()
        return
    expected = {
        name for name in unknown if can_change(condition, facts, name, [u for u in unknown if u != name])
    }
    assert set(outcome.missing) == expected
    assert expected, "an unknown result always leaves something to ask"
    assert {reason.fact for reason in outcome.because} == expected


@given(TREES, FACTS, st.dictionaries(st.text(min_size=3), st.none() | st.booleans() | st.integers()))
def test_unrelated_facts_change_nothing(condition, facts, unrelated):
    assert check(condition, {**unrelated, **facts}) == check(condition, facts)


@given(TREES, FACTS, FACTS)
def test_learning_more_never_turns_a_known_result(condition, facts, more):
    known = evaluate(condition, facts)
    if known is not Truth.UNKNOWN:
        assert evaluate(condition, {**more, **facts}) is known


@given(TREES, FACTS)
def test_a_fact_given_as_null_is_a_fact_that_is_not_given(condition, facts):
    assert check(condition, {**dict.fromkeys(DOMAINS), **facts}) == check(condition, facts)


@given(TREES, TREES, TREES, FACTS)
def test_kleene_laws(a, b, c, facts):
    def same(one, other):
        return evaluate(one, facts) is evaluate(other, facts)

    assert same(Negation(Negation(a)), a)
    assert same(Negation(Every((a, b))), Some((Negation(a), Negation(b))))
    assert same(Negation(Some((a, b))), Every((Negation(a), Negation(b))))
    assert same(Every((a, b)), Every((b, a)))
    assert same(Every((a, Every((b, c)))), Every((a, b, c)))
    assert same(Every((a, Some((b, c)))), Some((Every((a, b)), Every((a, c)))))
    assert same(Every((a, a)), a)
    assert same(Some((a, Every((a, b)))), a)
