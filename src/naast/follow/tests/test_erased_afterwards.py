"""What was counted and settled of a case goes with the file."""

from __future__ import annotations

import pytest

from naast.follow import actions
from naast.follow.models import Realised, Settlement, SettlementStep
from naast.kernel import erasure
from naast.kernel.clock import shifted
from naast.kernel.tests.conftest import superuser  # noqa: F401 - the fixture

from .test_after_a_year import count
from .test_settlements import propose


@pytest.mark.django_db(transaction=True, databases=["default", "eraser"])
def test_what_was_counted_and_settled_goes_with_the_file(decided, superuser):  # noqa: F811
    with decided.inside(), shifted(366):
        count(decided, "hotel", 120)
    with decided.inside():
        row = propose(decided)
        actions.agree_settlement(actor=decided.controller, settlement_id=row.pk)
    erasure.erase_person(
        municipality_id=decided.standing.municipality.pk,
        person_id=decided.standing.resident.id,
        reason=erasure.REQUEST,
        also_others=True,
    )
    with decided.inside():
        assert not any(model.objects.exists() for model in (Realised, Settlement, SettlementStep))
