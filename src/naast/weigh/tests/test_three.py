"""The three values: better, equal or worse, in words; never a total, and worse stops nothing (M4, M7)."""

from __future__ import annotations

import dataclasses

import pytest

from naast.kernel.errors import Invalid
from naast.people import queries as people_queries
from naast.plan.queries import plan_of
from naast.weigh import actions, three
from naast.weigh.models import ValueComparison, Weighing


def test_worse_without_a_sentence_is_kept_and_stops_nothing(weighed):
    with weighed.standing.inside():
        weighed.think()
        before = weighed.facts().missing
        actions.compare_values(
            actor=weighed.worker,
            case_id=weighed.case_id,
            comparing=[actions.Comparing(value="return", verdict="worse")],
            base_version=weighed.version,
        )
        facts = weighed.facts()
    assert [(one.value, one.verdict) for one in facts.comparisons] == [("return", "worse")]
    assert facts.missing == before


@pytest.mark.parametrize(("value", "verdict"), [("total", "better"), ("return", "7"), ("return", "")])
def test_only_the_three_values_and_the_three_words(weighed, value, verdict):
    with weighed.standing.inside(), pytest.raises(Invalid):
        actions.compare_values(
            actor=weighed.worker,
            case_id=weighed.case_id,
            comparing=[actions.Comparing(value=value, verdict=verdict)],
            base_version=0,
        )


def test_several_at_once_are_all_or_nothing(weighed):
    comparing = [
        actions.Comparing("legitimacy", "better", "Er is ruimte in de wet."),
        actions.Comparing("return", "gigantic"),
    ]
    with weighed.standing.inside():
        with pytest.raises(Invalid):
            actions.compare_values(
                actor=weighed.worker, case_id=weighed.case_id, comparing=comparing, base_version=0
            )
        assert not ValueComparison.objects.exists()


def test_no_field_anywhere_could_hold_a_total():
    names = {field.name for model in (Weighing, ValueComparison) for field in model._meta.get_fields()}
    names |= {field.name for field in dataclasses.fields(three.Column)}
    assert not {name for name in names if any(word in name for word in ("total", "score", "sum", "rank"))}


def test_each_column_says_what_is_not_known_yet(weighed):
    with weighed.standing.inside():
        case = people_queries.case_for(weighed.worker, weighed.case_id)
        legitimacy, engagement, gain = three.columns(case, weighed.facts(), plan_of(case.id))
    assert legitimacy.gaps and engagement.gaps and gain.gaps
    assert legitimacy.sources == ()
