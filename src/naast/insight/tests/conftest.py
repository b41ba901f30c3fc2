"""A municipality with a number of plans, entered through the actions that people use."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest
from tests.standing import Standing

from naast.insight import actions, queries, tasks, working
from naast.insight.types import PortfolioFacts
from naast.kernel import actors
from naast.kernel.actors import Actor
from naast.people import actions as people
from naast.plan import actions as plan


@dataclass
class Plans:
    """`controller` reads the figures; each case has the worker beside it."""

    standing: Standing
    controller: Actor
    cases: list[int] = field(default_factory=list)

    def inside(self) -> Any:
        return self.standing.inside()

    def add(self, number: int = 1, **details: Any) -> list[int]:
        """Cases with 183 nights in a hotel against a removal, each a night longer than the one before."""
        made = []
        with self.inside():
            for _one in range(number):
                case_id = self._case()
                who = {"actor": self.standing.worker, "case_id": case_id}
                nights = 183 + len(self.cases)
                plan.add_line(**who, scenario="plan", what="Hotelkamer", quantity=nights)
                plan.add_line(**who, scenario="nothing", what="uithuisplaatsing", **details)
                self.cases.append(case_id)
                made.append(case_id)
        return made

    def _case(self) -> int:
        worker = self.standing.worker
        person = people.add_person(
            actor=worker, given_name=f"Inwoner {len(self.cases)}", family_name="Proefpersoon"
        )
        return int(people.open_case(actor=worker, person_id=person.pk, law="wmo", intake_kind="report").pk)

    def ask(self, *, part_plans: int = 200) -> int:
        with self.inside():
            return actions.ask_portfolio(actor=self.controller, part_plans=part_plans)

    def worked_out(self, *, part_plans: int = 200) -> PortfolioFacts:
        """Asked, worked out by this process, and what the controller then reads."""
        run = self.ask(part_plans=part_plans)
        while working.work(self.standing.municipality.pk, run):
            pass
        return self.last()

    def last(self, actor: Actor | None = None) -> PortfolioFacts:
        with self.inside():
            found = queries.portfolio(actor or self.controller).last
        assert found is not None
        return found


@pytest.fixture
def together(standing: Standing, monkeypatch: pytest.MonkeyPatch) -> Plans:
    with standing.inside():
        plan.load_prices(actor=actors.system(standing.municipality.pk))
    return Plans(standing, standing.add_staff("Cora Controller", actors.CONTROLLER))


def amount(facts: PortfolioFacts, code: str) -> Decimal:
    return next(row.amount for row in facts.payers if row.code == code)


def part_number(task: Any = tasks.work_part) -> str:
    return str(task.name)
