"""A proposal for a policy rule waits for policy among what else waits for them, and for nobody else."""

from __future__ import annotations

from naast.decide.tests.conftest import deciding
from naast.decide.tests.test_policy_rules import Often, often
from naast.learn import queries

__all__ = ["deciding", "often"]


def test_it_waits_for_policy_only(often: Often) -> None:
    with often.deciding.inside():
        number = often.decide(10)
        (line,) = queries.open_questions(often.policy)
        assert line.url == f"/beleidsregels/{number}/" and "2.3.5 lid 3" in line.title
        for other in (often.deciding.worker, often.administrator, often.deciding.standing.resident):
            assert not queries.open_questions(other)
