"""The man (87) and the sauna. Source: Momentum voor de menselijke maat, chapter 2 (002:165).

The source says that it was much cheaper than day care and names no amounts.
"""

from __future__ import annotations

from naast.decide import actions as decide
from naast.decide.types import ProposedTerms
from naast.demo import telling
from naast.demo.stage import House
from naast.kernel.clock import shifted
from naast.weigh import queries as weighings


def load(house: House) -> None:
    """The routine way: request, one reason, decision."""
    with shifted(-20):
        told = telling.begin(house, "Meneer S.", law="participatiewet", kind="application", by="collega")
        telling.folder(told, "map-meneer-s")
        title = next(
            title for title in weighings.legal_titles("participatiewet") if "35 lid 1" in title.article
        )
        decide.decide_routinely(
            actor=told.worker,
            case_id=told.case_id,
            request="Drie keer per week naar de sauna in Almere, met een taxipas.",
            terms=ProposedTerms(
                outcome="yes",
                reason="U bent er blij mee, en het kost veel minder dan dagbesteding.",
                title_row=str(title.id),
            ),
            decided_before=0,
        )
