"""A case with an obstacle in the plan, a loaded library, and ways to write the first three steps."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from tests.standing import Standing

from naast.kernel import actors
from naast.kernel.actors import Actor
from naast.plan.actions import name_obstacle
from naast.plan.queries import plan_of
from naast.weigh import actions, queries
from naast.weigh.models import LegalRow, LegalValue

EFFECT = "Rosa en haar kind wonen samen op een veilige plek."
CONSEQUENCES = "Zonder huis gaat het kind weg; met een huis blijft het gezin bij elkaar."
DIFFERENCE = "De regel dacht niet aan een moeder met een baby zonder vaste plek."


@dataclass
class Weighed:
    standing: Standing
    worker: Actor
    case_id: int

    @property
    def version(self) -> int:
        return queries.weighing_or_blank(self.case_id).version

    def obstacle(self, law: str, article: str, kind: str = "statute") -> None:
        plan = plan_of(self.case_id)
        name_obstacle(
            actor=self.worker,
            case_id=self.case_id,
            words="De regel past niet",
            kind=kind,
            law=law,
            article=article,
            base_version=plan.obstacle.version if plan and plan.obstacle else 0,
        )

    def think(self) -> None:
        """Steps 1 to 3, a sentence each."""
        value = LegalValue.objects.get(key="veilige-plek")
        with_version = {"actor": self.worker, "case_id": self.case_id}
        actions.write_down(
            **with_version, thinking=actions.Thinking(effect=EFFECT), base_version=self.version
        )
        actions.write_down(
            **with_version, thinking=actions.Thinking(value_ids=[value.pk]), base_version=self.version
        )
        actions.write_down(
            **with_version, thinking=actions.Thinking(consequences=CONSEQUENCES), base_version=self.version
        )

    def row(self, key: str) -> LegalRow:
        return LegalRow.objects.filter(key=key).order_by("-edition").first()

    def facts(self):
        return queries.weighing_or_blank(self.case_id)


def load_library(municipality_id: int) -> None:
    house = actors.system(municipality_id)
    actions.load_catalogue(actor=house)
    actions.load_values(actor=house)


@pytest.fixture
def weighed(standing) -> Weighed:
    """The obstacle is Wmo 2.3.5 lid 3; its clause asks one yes/no question."""
    with standing.inside():
        load_library(standing.municipality.pk)
        found = Weighed(standing, standing.worker, standing.case_id)
        found.obstacle("Wmo 2015", "2.3.5 lid 3")
    return found
