"""What the tests of objections to what is owed for being late share: it was determined, and Rosa objects."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from naast.decide import actions, objection_queries, queries

from .clocking import amounts, clock_of
from .test_determining import WHY, grant

WORDS = "Jullie waren veel langer te laat."
FOUND = "Je bericht kwam eerder dan wij dachten. Wij telden te weinig dagen."
BETTER = {"first": Decimal(2), "second": Decimal(4), "third": Decimal(6)}
"""The amounts of the test table twice: 42 days cost 168 euros."""


class Penalised:
    """What was determined by the worker, with its letter on paper of today, and what Rosa objects to it."""

    def __init__(self, deciding, administrator, came, notice_id):
        self.deciding, self.administrator = deciding, administrator
        self.came, self.notice_id = came, notice_id
        self.objection_id = 0

    @property
    def given(self) -> dict[str, Any]:
        return {"case_id": self.deciding.case_id, "notice_id": self.notice_id}

    @property
    def handled(self) -> dict[str, Any]:
        return {
            "actor": self.deciding.holder,
            "case_id": self.deciding.case_id,
            "objection_id": self.objection_id,
        }

    @property
    def facts(self):
        return next(
            row for row in queries.objections_of(self.deciding.case_id) if row.id == self.objection_id
        )

    @property
    def course(self):
        return objection_queries.courses_of(self.deciding.case_id)[self.objection_id]

    @property
    def notice(self):
        (notice,) = clock_of(self.deciding, self.came).notices
        return notice

    def object(self, actor=None, **more: Any) -> int:
        who = actor or self.deciding.standing.resident
        self.objection_id = actions.object(actor=who, **self.given, **({"words": WORDS} | more))
        return self.objection_id

    def hand(self, staff=None) -> None:
        actions.hand_objection(
            **self.deciding.given,
            objection_id=self.objection_id,
            staff_id=(staff or self.deciding.holder).id,
        )

    def hear(self) -> None:
        actions.note_hearing(**self.handled, words="Ik schreef in maart al.", way="office")

    def dearer(self) -> None:
        """The table of amounts was wrong: its days cost twice as much."""
        amounts(self.deciding, self.administrator, **BETTER)

    def decide(self, verdict: str = "founded", days: int | None = 42, **more: Any) -> int:
        given = {"words": FOUND, "owed_days": days} | more
        return actions.decide_objection(**self.handled, verdict=verdict, **given)


@pytest.fixture
def penalised(deciding, late):
    administrator, came, number = late
    with deciding.inside():
        grant(administrator, deciding.worker, 200)
        actions.determine(**deciding.given, notice_id=number, words=WHY)
    return Penalised(deciding, administrator, came, number)


@pytest.fixture
def heard(penalised):
    """The objection is there, the mandate holder handles it and heard Rosa."""
    with penalised.deciding.inside():
        penalised.object()
        penalised.hand()
        penalised.hear()
    return penalised
