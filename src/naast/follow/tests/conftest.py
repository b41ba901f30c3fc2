"""A decided plan in which who pays is not who gains: the hotel and the removal of Eveline."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from naast.decide.tests.conftest import Deciding, deciding
from naast.kernel import actors
from naast.kernel.actors import Actor
from naast.plan import actions as plan
from naast.plan import queries as plans

__all__ = ["deciding"]

HOTEL = "Opvang van Rosa (geheim)"


@dataclass
class Decided:
    """`lines` by the name of the price: 183 nights in a hotel (Wmo) against a removal (youth)."""

    deciding: Deciding
    controller: Actor
    second: Actor
    lines: dict[str, int]

    @property
    def standing(self) -> Any:
        return self.deciding.standing

    @property
    def case_id(self) -> int:
        return self.deciding.case_id

    @property
    def worker(self) -> Actor:
        return self.deciding.worker

    @property
    def owner(self) -> Actor:
        return self.deciding.owner

    def inside(self) -> Any:
        return self.standing.inside()


def money(deciding: Deciding) -> dict[str, int]:
    """Put the lines into the plan, at the prices of the source."""
    given = {"actor": deciding.worker, "case_id": deciding.case_id}
    hotel = plan.add_line(**given, scenario="plan", what="Hotel room", quantity=Decimal(183))
    removal = plan.add_line(**given, scenario="nothing", what="Out-of-home placement")
    now = plans.plan_of(deciding.case_id)
    plan.set_price_level(
        **given, base_year=2021, horizon_years=1, base_version=now.version if now is not None else 0
    )
    plan.change_line(**given, line_id=hotel.pk, base_version=hotel.version, changes={"label": HOTEL})
    return {"hotel": hotel.pk, "removal": removal.pk}


@pytest.fixture
def decided(deciding: Deciding) -> Decided:
    controller = deciding.standing.add_staff("Corine Controller", actors.CONTROLLER)
    second = deciding.standing.add_staff("Sem Controller", actors.CONTROLLER)
    with deciding.inside():
        plan.load_prices(actor=actors.system(deciding.standing.municipality.pk))
        plan.write_perspective(**deciding.given, perspective="Over een jaar wonen wij in ons eigen huis.")
        lines = money(deciding)
        deciding.ready()
        fund_id = deciding.fund(50_000)
        deciding.propose(amount=Decimal(900), fund_id=fund_id)
        deciding.decide(deciding.worker)
    return Decided(deciding, controller, second, lines)
