"""What the engine says of the blocks: empty, repeating, what belongs; and why a clause is no ground."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils.translation import override

from naast.kernel.errors import Invalid
from naast.weigh import actions, queries
from naast.weigh.models import LegalRow
from naast.weigh.tests.answering import answer_question
from naast.weigh.types import block_words

from .conftest import CONSEQUENCES, DIFFERENCE, EFFECT


def write(weighed, **texts):
    actions.write_down(
        actor=weighed.worker,
        case_id=weighed.case_id,
        thinking=actions.Thinking(**texts),
        base_version=weighed.version,
    )


def found(weighed):
    return {finding.block: finding for finding in weighed.facts().findings}


def test_while_the_law_is_closed_only_the_first_three_are_named(weighed):
    with weighed.standing.inside():
        write(weighed, effect=EFFECT)
        assert set(found(weighed)) == {"values", "consequences"}
        weighed.think()
        assert set(found(weighed)) == {"facts", "room", "difference", "suitable", "necessary", "balanced"}
        assert all(finding.is_empty for finding in found(weighed).values())


@pytest.mark.parametrize(
    ("texts", "block", "of"),
    [
        ({"why_differs": EFFECT.upper()}, "difference", {"effect"}),
        ({"suitable": DIFFERENCE, "why_differs": DIFFERENCE}, "suitable", {"difference"}),
        ({"balanced": CONSEQUENCES}, "balanced", {"consequences"}),
        ({"consequences": EFFECT}, "consequences", {"effect"}),
        (
            {"for_family_later": "Het kind groeit op.", "balanced": "het kind groeit op"},
            "balanced",
            {"consequences"},
        ),
    ],
)
def test_a_block_that_only_repeats_is_named_with_what_it_repeats(weighed, texts, block, of):
    with weighed.standing.inside():
        weighed.think()
        write(weighed, **texts)
        assert set(found(weighed)[block].repeats) == {block_words(name) for name in of}
        assert not found(weighed)[block].is_empty


def test_naming_prevents_nothing(weighed):
    with weighed.standing.inside():
        weighed.think()
        given = {"actor": weighed.worker, "case_id": weighed.case_id}
        answer_question(**given, fact="row_38", answer="yes")
        actions.write_down(
            **given, thinking=actions.Thinking(row_id=weighed.row("38").pk), base_version=weighed.version
        )
        write(weighed, why_differs=EFFECT)
        facts = weighed.facts()
    assert facts.is_complete and facts.repeating and facts.empty


def test_what_belongs_in_a_block_with_the_steps_of_the_courts_for_wmo_and_youth_only():
    with override("nl"):
        for law in ("wmo", "jeugdwet"):
            guides = queries.guides_of(law)
            assert any("Eigen kracht" in step for step in guides["facts"].steps)
            assert guides["difference"].steps == guides["facts"].steps and guides["balanced"].steps == ()
        plain = queries.guides_of("participatiewet")
        assert plain["facts"].steps == () and plain["necessary"].points
        assert not any("mandaat" in point for point in plain["room"].points), "that is for the decision"


def choose(weighed, row_id):
    with pytest.raises(Invalid) as refused:
        actions.write_down(
            actor=weighed.worker,
            case_id=weighed.case_id,
            thinking=actions.Thinking(row_id=row_id),
            base_version=weighed.version,
        )
    assert refused.value.field == "route"
    return refused.value.message


def test_a_clause_that_is_no_ground_is_refused_with_the_reason_of_the_engine(weighed):
    with weighed.standing.inside(), override("en"):
        weighed.think()
        assert "does not answer" in choose(weighed, weighed.row("16").pk)
        given = {"actor": weighed.worker, "case_id": weighed.case_id}
        answer_question(**given, fact="row_38", answer="no")
        said = choose(weighed, weighed.row("38").pk)
        question = next(one for one in weighed.facts().questions if one.fact == "row_38")
        assert "does not hold here" in said and question.words in said and "no" in said


def test_a_clause_that_is_not_in_force_or_only_warns_is_no_ground(weighed):
    with weighed.standing.inside(), override("en"):
        weighed.think()
        lapsed = LegalRow.objects.get(key="38")
        made = actions.edit_row(
            actor=weighed.standing.add_staff("Pol Policy", "policy"),
            row_id=lapsed.pk,
            changes={"valid_to": dt.date(2020, 1, 1)},
            why="vervallen",
        )
        made.refresh_from_db()
        assert "2020" in choose(weighed, made.pk)
        warns = weighed.row("48")
        weighed.obstacle(warns.law, warns.article)
        assert "only warns" in choose(weighed, warns.pk)
