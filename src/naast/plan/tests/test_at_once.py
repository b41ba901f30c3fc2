"""Two requests at the same moment: the second sees what the first one made."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from tests.standing import arrange as standing_people

from naast.plan import actions
from naast.plan.models import Goal, Obstacle

STARTED = 1
"""Seconds in which the second request surely comes to where it waits for the first."""


@pytest.mark.django_db(transaction=True)
def test_an_obstacle_and_a_goal_that_are_sent_twice_at_once_are_one():
    standing = standing_people()
    who = {"actor": standing.worker, "case_id": standing.case_id}
    with standing.inside():
        actions.write_perspective(**who, perspective="Een eigen huis.")
    problems: list[Exception] = []

    def send() -> None:
        actions.add_goal(**who, words="Een bed voor Claire.")
        actions.name_obstacle(**who, words="De lijst is lang.", kind="waiting_list")

    def send_too() -> None:
        try:
            with standing.inside():
                send()
        except Exception as problem:
            problems.append(problem)
        finally:
            connection.close()

    second = threading.Thread(target=send_too)
    with standing.inside():
        send()
        second.start()
        second.join(timeout=STARTED)
        assert second.is_alive(), "the second waits until the first is kept"
    second.join(timeout=30)
    assert problems == []
    with standing.inside():
        assert Obstacle.objects.count() == 1 and Goal.objects.count() == 1
