"""Effect, values, consequences first; exception routes open last, rights never close (M5, law 4)."""

from __future__ import annotations

import pytest

from naast.kernel.errors import Invalid, NotAllowed, NotVisible, Stale
from naast.weigh import actions, queries
from naast.weigh.models import LegalRow, LegalValue, WeighingFact
from naast.weigh.sentences import is_sentence
from naast.weigh.tests.answering import answer_question

from .conftest import CONSEQUENCES, DIFFERENCE, EFFECT, load_library


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("", False),
        ("   \n\t ", False),
        ("huis", False),
        ("een huis", False),
        ("1 2 3 4", False),
        ("... !!! ???", False),
        ("een veilig huis", True),
        ("Zij wil naar huis.", True),
    ],
)
def test_a_sentence_has_at_least_three_words(text, counts):
    assert is_sentence(text) is counts


def test_before_the_three_sentences_there_is_no_route_no_result_and_no_title(weighed):
    with weighed.standing.inside():
        actions.write_down(
            actor=weighed.worker,
            case_id=weighed.case_id,
            thinking=actions.Thinking(effect=EFFECT),
            base_version=0,
        )
        facts = weighed.facts()
        assert not facts.is_open
        assert facts.routes == () and facts.result == "" and facts.sentence == "" and facts.route is None
        assert {"values", "consequences", "room", "difference"} <= set(facts.missing)


@pytest.mark.parametrize("field", ["effect", "consequences"])
@pytest.mark.parametrize("text", ["  ", "huis", "een huis"])
def test_a_space_or_a_word_does_not_open(weighed, field, text):
    with weighed.standing.inside():
        weighed.think()
        assert weighed.facts().is_open
        thinking = actions.Thinking(**{field: text})
        actions.write_down(
            actor=weighed.worker, case_id=weighed.case_id, thinking=thinking, base_version=weighed.version
        )
        assert not weighed.facts().is_open


def test_values_in_own_words_count_too_but_a_word_does_not(weighed):
    with weighed.standing.inside():
        given = {"actor": weighed.worker, "case_id": weighed.case_id}
        weighed.think()
        actions.write_down(
            **given,
            thinking=actions.Thinking(value_ids=[], values_words="veiligheid"),
            base_version=weighed.version,
        )
        assert not weighed.facts().is_open
        actions.write_down(
            **given,
            thinking=actions.Thinking(value_ids=[], values_words="Een kind groeit veilig op."),
            base_version=weighed.version,
        )
        assert weighed.facts().is_open


def test_nu_eerst_dit_opens_everything_and_needs_a_reason(weighed):
    with weighed.standing.inside():
        given = {"actor": weighed.worker, "case_id": weighed.case_id}
        with pytest.raises(Invalid) as refused:
            actions.open_urgently(**given, reason="  ")
        assert refused.value.field == "urgent_reason"
        actions.open_urgently(**given, reason="ontruiming morgen")
        facts = weighed.facts()
        assert facts.is_open and facts.routes and facts.urgent_since
        assert not facts.is_complete


def test_answers_and_routes_wait_for_the_law_to_open(weighed):
    with weighed.standing.inside():
        given = {"actor": weighed.worker, "case_id": weighed.case_id}
        with pytest.raises(NotAllowed):
            answer_question(**given, fact="row_38", answer="yes")
        with pytest.raises(NotAllowed):
            actions.write_down(
                **given, thinking=actions.Thinking(row_id=weighed.row("38").pk), base_version=weighed.version
            )


def test_rights_are_open_before_the_first_word(weighed):
    with weighed.standing.inside():
        keys = {row.key for row in queries.rights()}
    assert keys == {"29", "36", "37", "51", "67"}


def test_unknown_becomes_a_question_and_never_a_no(weighed):
    with weighed.standing.inside():
        weighed.think()
        facts = weighed.facts()
        assert facts.result == "unknown_facts"
        asked = {route.row.key: [question.fact for question in route.asks] for route in facts.routes}
        assert asked["38"] == ["row_38"]
        answer_question(actor=weighed.worker, case_id=weighed.case_id, fact="row_38", answer="unknown")
        route = next(route for route in weighed.facts().routes if route.row.key == "38")
        assert route.applies == "unknown" and route.can_be_chosen


def test_the_whole_way_is_complete_with_five_things_filled_in(weighed):
    """Effect, values, consequences, one fact, why this case differs: the budget of the exceptional way."""
    with weighed.standing.inside():
        given = {"actor": weighed.worker, "case_id": weighed.case_id}
        weighed.think()
        answer_question(**given, fact="row_38", answer="yes")
        actions.write_down(
            **given, thinking=actions.Thinking(row_id=weighed.row("38").pk), base_version=weighed.version
        )
        actions.write_down(
            **given, thinking=actions.Thinking(why_differs=DIFFERENCE), base_version=weighed.version
        )
        facts = queries.weighing_of(weighed.case_id)
    assert facts.result == "room_in_statute" and facts.route.applies == "true"
    assert facts.is_complete and facts.missing == []


def test_a_chosen_route_that_still_asks_something_or_no_longer_holds_is_named(weighed):
    with weighed.standing.inside():
        given = {"actor": weighed.worker, "case_id": weighed.case_id}
        weighed.think()
        actions.write_down(
            **given, thinking=actions.Thinking(row_id=weighed.row("38").pk), base_version=weighed.version
        )
        assert "facts" in weighed.facts().missing
        answer_question(**given, fact="row_38", answer="no")
        facts = weighed.facts()
        assert "room" in facts.missing and "facts" not in facts.missing
        assert facts.route.row.key == "38"
        with pytest.raises(Invalid) as refused:
            actions.write_down(**given, thinking=actions.Thinking(row_id=0), base_version=weighed.version)
            actions.write_down(
                **given, thinking=actions.Thinking(row_id=weighed.row("38").pk), base_version=weighed.version
            )
        assert refused.value.field == "route"


def test_outside_the_list_is_said_and_is_no_refusal(weighed):
    with weighed.standing.inside():
        weighed.obstacle("Wet op het onbekende", "12")
        weighed.think()
        facts = weighed.facts()
    assert facts.result == "outside_statute" and facts.asks_lawyer and facts.asks_college
    assert facts.route is None and "room" not in facts.missing


def test_an_obstacle_named_in_words_is_looked_up_without_an_article(weighed):
    with weighed.standing.inside():
        weighed.obstacle("Participatiewet", "de kostendelersnorm")
        weighed.think()
        assert [route.row.key for route in weighed.facts().routes] == ["7"]


def test_a_fact_that_this_case_does_not_ask_is_refused(weighed):
    with weighed.standing.inside():
        weighed.think()
        with pytest.raises(Invalid) as refused:
            answer_question(actor=weighed.worker, case_id=weighed.case_id, fact="row_1", answer="yes")
        assert refused.value.field == "fact_row_1"
        assert not WeighingFact.objects.exists()


@pytest.mark.parametrize("answer", ["maybe", "ja", "true", "'; drop table"])
def test_an_answer_that_cannot_be_one_is_refused(weighed, answer):
    with weighed.standing.inside():
        weighed.think()
        with pytest.raises(Invalid):
            answer_question(actor=weighed.worker, case_id=weighed.case_id, fact="row_38", answer=answer)


def test_a_question_about_a_number_takes_a_dutch_comma_and_no_nonsense(weighed):
    with weighed.standing.inside():
        weighed.obstacle("Participatiewet", "41 lid 11")
        weighed.think()
        given = {"actor": weighed.worker, "case_id": weighed.case_id, "fact": "age"}
        for nonsense in ("NaN", "-3", "1e9", "eenentwintig", "9" * 40):
            with pytest.raises(Invalid):
                answer_question(**given, answer=nonsense)
        answer_question(**given, answer="21,5")
        assert WeighingFact.objects.get(fact="age").answer == "21.5"
        answer_question(**given, answer="30")
        route = next(route for route in weighed.facts().routes if route.row.key == "24")
        assert route.applies == "false" and [question.fact for question in route.rests_on] == ["age"]
        answer_question(**given, answer="")
        assert WeighingFact.objects.get(fact="age").answer == "unknown"


def test_the_second_of_two_who_save_is_told_and_nothing_is_half_kept(weighed):
    with weighed.standing.inside():
        given = {"actor": weighed.worker, "case_id": weighed.case_id}
        actions.write_down(**given, thinking=actions.Thinking(effect=EFFECT), base_version=0)
        with pytest.raises(Stale) as stale:
            actions.write_down(**given, thinking=actions.Thinking(consequences=CONSEQUENCES), base_version=0)
        assert stale.value.theirs == EFFECT
        assert weighed.facts().consequences == ""


def test_the_same_text_sent_twice_is_harmless(weighed):
    with weighed.standing.inside():
        given = {
            "actor": weighed.worker,
            "case_id": weighed.case_id,
            "thinking": actions.Thinking(effect=EFFECT),
        }
        actions.write_down(**given, base_version=0)
        version = weighed.version
        actions.write_down(**given, base_version=0)
        assert weighed.version == version


def test_a_text_that_is_too_long_is_refused_by_name(weighed):
    with weighed.standing.inside(), pytest.raises(Invalid) as refused:
        actions.write_down(
            actor=weighed.worker,
            case_id=weighed.case_id,
            thinking=actions.Thinking(effect="woord " * 1000),
            base_version=0,
        )
    assert refused.value.field == "effect"


def test_strangers_residents_and_readers_do_not_write(weighed):
    standing = weighed.standing
    lawyer = standing.add_staff("Lara Lawyer", "lawyer")
    with standing.inside():
        for actor, error in (
            (standing.colleague, NotVisible),
            (standing.resident, NotAllowed),
            (lawyer, NotVisible),
        ):
            with pytest.raises(error):
                actions.write_down(
                    actor=actor,
                    case_id=weighed.case_id,
                    thinking=actions.Thinking(effect=EFFECT),
                    base_version=0,
                )


def test_values_and_rows_of_another_municipality_do_not_exist_here(weighed):
    standing = weighed.standing
    with standing.inside(standing.other):
        load_library(standing.other.pk)
        value, row = LegalValue.objects.first().pk, LegalRow.objects.first().pk
    with standing.inside():
        weighed.think()
        given = {"actor": weighed.worker, "case_id": weighed.case_id, "base_version": weighed.version}
        with pytest.raises(NotVisible):
            actions.write_down(**given, thinking=actions.Thinking(value_ids=[value]))
        with pytest.raises(NotVisible):
            actions.write_down(**given, thinking=actions.Thinking(row_id=row))
        with pytest.raises(NotVisible):
            queries.law_row(row)
