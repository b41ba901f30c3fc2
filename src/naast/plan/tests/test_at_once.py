"""Two requests at the same moment: the second sees what the first one made."""

from __future__ import annotations

import pytest
from tests.at_once import sent_at_once
from tests.standing import arrange as standing_people

from naast.plan import actions
from naast.plan.models import Goal, Obstacle


@pytest.mark.django_db(transaction=True)
def test_an_obstacle_and_a_goal_that_are_sent_twice_at_once_are_one():
    standing = standing_people()
    who = {"actor": standing.worker, "case_id": standing.case_id}
    with standing.inside():
        actions.write_perspective(**who, perspective="Een eigen huis.")

    def send() -> None:
        actions.add_goal(**who, words="Een bed voor Claire.")
        actions.name_obstacle(**who, words="De lijst is lang.", kind="waiting_list")

    assert sent_at_once(standing.inside, send) == []
    with standing.inside():
        assert Obstacle.objects.count() == 1 and Goal.objects.count() == 1
