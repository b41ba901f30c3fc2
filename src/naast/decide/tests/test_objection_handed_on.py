"""Who handles an objection may be gone or lack the mandate: who stands beside the resident hands it on."""

from __future__ import annotations

import re

import pytest

from naast.decide import actions
from naast.decide.models import Objection

from .penalising import FOUND, WORDS, penalised
from .test_determining import late

__all__ = ["late", "penalised"]
ON = "Laat iemand anders dit doen"


@pytest.fixture
def to_penalty(penalised):
    """An objection to what is owed for being late, and the page under which it stands."""
    with penalised.deciding.inside():
        number = penalised.object()
    return penalised.deciding, number, f"/casus/{penalised.deciding.case_id}/besluit/termijnen/"


@pytest.fixture
def to_decision(deciding):
    """An objection to a decision, and its page."""
    with deciding.inside():
        deciding.ready()
        deciding.propose()
        decision_id = deciding.decide(deciding.worker)
        number = actions.object(
            actor=deciding.standing.resident, case_id=deciding.case_id, decision_id=decision_id, words=WORDS
        )
    return deciding, number, f"/casus/{deciding.case_id}/besluit/"


@pytest.fixture(params=["to_penalty", "to_decision"])
def objected(request):
    return request.getfixturevalue(request.param)


def offered(client, path):
    """Who can be chosen there."""
    return {
        int(number) for number in re.findall(r'<option value="(\d+)">', client.get(path).content.decode())
    }


def test_what_is_handled_is_handed_on_and_the_one_before_goes_out(objected):
    deciding, number, path = objected
    client = deciding.standing.client(deciding.worker)
    hand = f"/casus/{deciding.case_id}/besluit/bezwaar/{number}/"
    assert ON not in client.get(path).content.decode()
    assert {deciding.lawyer.id, deciding.holder.id} <= offered(client, path)
    assert client.post(hand, {"staff": deciding.lawyer.id}).status_code == 302
    assert ON in client.get(path).content.decode()
    assert deciding.lawyer.id not in offered(client, path) and deciding.holder.id in offered(client, path)
    assert client.post(hand, {"staff": deciding.holder.id}).status_code == 302
    with deciding.inside():
        assert Objection.objects.get(pk=number).handler_id == deciding.holder.id
    course = f"{hand}verloop/"
    assert deciding.standing.client(deciding.lawyer).get(course).status_code == 404
    handler = deciding.standing.client(deciding.holder)
    assert handler.get(course).status_code == 200
    assert ON not in handler.get(path).content.decode(), "who handles it hands it to nobody"


def test_what_has_its_end_is_handed_to_nobody(objected):
    deciding, number, path = objected
    with deciding.inside():
        actions.withdraw_objection(
            actor=deciding.standing.resident, case_id=deciding.case_id, objection_id=number, words=FOUND
        )
    client = deciding.standing.client(deciding.worker)
    assert "bezwaar-" in client.get(path).content.decode()
    assert not offered(client, path)
