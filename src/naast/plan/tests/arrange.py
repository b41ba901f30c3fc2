"""The plan of Eveline on the standing case, entered through the actions."""

from __future__ import annotations

from naast.kernel import actors
from naast.plan import actions

PERSPECTIVE = "Over een jaar wonen Claire en ik in ons eigen huis."
OBSTACLE = "De woning met urgentie komt pas over zes maanden."


def prices(standing) -> None:
    with standing.inside():
        actions.load_prices(actor=actors.system(standing.municipality.pk))


def plan(standing) -> None:
    """Perspective, obstacle, breakthrough, and the two scenarios."""
    prices(standing)
    who = {"actor": standing.worker, "case_id": standing.case_id}
    with standing.inside():
        actions.write_perspective(**who, perspective=PERSPECTIVE, first_need="Een dak voor ons tweeën.")
        actions.name_obstacle(
            **who, words=OBSTACLE, kind="waiting_list", law="Huisvestingswet 2014", article="12"
        )
        actions.write_breakthrough(**who, breakthrough="Wij betalen zes maanden een hotelkamer.")
        actions.add_line(**who, scenario="plan", what="Hotelkamer", quantity=183)
        actions.add_line(**who, scenario="nothing", what="uithuisplaatsing")
        actions.add_line(**who, scenario="plan", what="Huur van een woning in de vrije sector")
