"""A proposal for a policy rule waits for policy among what else waits for them, and for nobody else."""

from __future__ import annotations

from naast.decide import policy_queries
from naast.decide.models import PolicyRule
from naast.decide.tests.conftest import deciding
from naast.decide.tests.test_policy_rules import Often, in_english, often
from naast.kernel import clock
from naast.learn import queries

__all__ = ["deciding", "in_english", "often"]


def test_it_waits_for_policy_only(often: Often) -> None:
    with often.deciding.inside():
        number = often.decide(10)
        (line,) = queries.open_questions(often.policy)
        assert line.url == f"/beleidsregels/{number}/" and "2.3.5 lid 3" in line.title
        for other in (often.deciding.worker, often.administrator, often.deciding.standing.resident):
            assert not queries.open_questions(other)


def test_like_refusals_are_a_question_about_the_line_and_no_proposal(often):
    with often.deciding.inside():
        granted = often.decide(10)
        given = {
            "row_key": "38",
            "title_text": "Wmo 2015 artikel 2.3.5 lid 3",
            "law": "wmo",
            "decisions": 11,
            "households": 10,
            "first_on": clock.today(),
            "last_on": clock.today(),
            "counted_to": 1,
        }
        refused = PolicyRule.objects.create(**given, outcome="no").pk
        facts = {rule.id: rule.is_question for rule in policy_queries.policy_rules(often.policy)}
        assert facts == {granted: False, refused: True}
        waits = [line.title for line in queries.open_questions(often.policy)]
        assert [words.split(":")[0] for words in waits] == [
            "A proposal for a policy rule waits for your answer",
            "Is this line right? A question waits for your answer",
        ]
    client = often.deciding.standing.client(often.policy)
    asked = client.get(f"/beleidsregels/{refused}/").content.decode().split("<main")[1]
    assert "Klopt deze lijn?" in asked or "Is this line right?" in asked
    assert "4:81" not in asked
    proposed = client.get(f"/beleidsregels/{granted}/").content.decode().split("<main")[1]
    assert "4:81" in proposed and "Klopt deze lijn?" not in proposed and "Is this line right?" not in proposed
