"""What holds for every condition, tried on generated trees."""

from hypothesis import given
from hypothesis import strategies as st

from naast.engines.legality.conditions import Every, Negation, Some, Truth, evaluate
from naast.engines.legality.outcome import check
from naast.engines.legality.parsing import parse_condition
from naast.engines.legality.tests import catalogues
from naast.engines.legality.tests.catalogues import FACTS
from naast.engines.legality.tests.plainly import ANSWERS

TREES = catalogues.TREES.map(parse_condition)


@given(TREES, FACTS)
def test_an_unknown_result_always_leaves_something_to_ask_and_rests_on_just_that(condition, facts):
    outcome = check(condition, facts)
    assert bool(outcome.missing) is (outcome.result is Truth.UNKNOWN)
    if outcome.missing:
        assert [reason.fact for reason in outcome.because] == list(outcome.missing)


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
    assert check(condition, {**dict.fromkeys(ANSWERS), **facts}) == check(condition, facts)


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
