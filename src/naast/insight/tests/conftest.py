"""A municipality with a number of plans, entered through the actions that people use."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from tests.standing import Standing

from naast.decide.tests.conftest import deciding  # noqa: F401 - the fixture
from naast.insight import actions, queries, working
from naast.insight.types import Amounts, PortfolioFacts
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

    def add(self, number: int = 1, **removal: Any) -> list[int]:
        """Cases with nights in a hotel, one more in each, against a removal, whose line has these details."""
        return [self._add(removal) for _one in range(number)]

    def _add(self, removal: dict[str, Any]) -> int:
        worker = self.standing.worker
        with self.inside():
            person = people.add_person(
                actor=worker, given_name=f"Inwoner {len(self.cases)}", family_name="Proefpersoon"
            )
            case = people.open_case(actor=worker, person_id=person.pk, law="wmo", intake_kind="report")
            who = {"actor": worker, "case_id": case.pk}
            plan.add_line(**who, scenario="plan", what="Hotelkamer", quantity=183 + len(self.cases))
            plan.add_line(**who, scenario="nothing", what="uithuisplaatsing", **removal)
        self.cases.append(case.pk)
        return int(case.pk)

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
def together(standing: Standing) -> Plans:
    with standing.inside():
        plan.load_prices(actor=actors.system(standing.municipality.pk))
    return Plans(standing, standing.add_staff("Cora Controller", actors.CONTROLLER))


def row(facts: PortfolioFacts, code: str) -> Amounts:
    return next(one for one in facts.payers if one.code == code)
