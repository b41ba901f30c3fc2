"""A decision that departed from the rule, made through the actions that people use."""

from __future__ import annotations

from decimal import Decimal

import pytest

from naast.decide import actions as decide
from naast.decide.types import ProposedTerms
from naast.kernel import actors
from naast.learn import actions
from naast.weigh import actions as weigh
from naast.weigh import queries as weighings


@pytest.fixture
def decision(standing):
    """A decision; the tests themselves say whether it was an exception."""
    with standing.inside():
        house = actors.system(standing.municipality.pk)
        weigh.load_catalogue(actor=house)
        decide.grant_mandate(
            actor=house,
            staff_id=standing.worker.id,
            reach="exception",
            up_to=Decimal(1_000),
            basis="Mandaatbesluit (fictief)",
        )
        return decide.decide_routinely(
            actor=standing.worker,
            case_id=standing.case_id,
            request="Een taxipas",
            terms=ProposedTerms(
                "yes", reason="Lopen lukt niet meer.", title_row=str(weighings.legal_titles("wmo")[0].id)
            ),
            decided_before=0,
        ).decision_id


@pytest.fixture
def question(standing, decision):
    with standing.inside():
        return actions.ask_question(actor=standing.worker, case_id=standing.case_id, decision_id=decision).pk
