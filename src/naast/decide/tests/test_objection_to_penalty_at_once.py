"""Two people at one moment: words that come in while somebody does something with the same objection."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from naast.decide import actions
from naast.decide.actions import objecting, objection_owed, objection_steps
from naast.decide.models import FundEntry, Objection, ObjectionStep

from .penalising import penalised
from .test_deciding import _wait_for_a_lock
from .test_determining import late

__all__ = ["late", "penalised"]
MORE = "En ik wil rente."


def hand(penalised):
    penalised.hand(penalised.deciding.lawyer)


def hear(penalised):
    actions.note_hearing(**penalised.handled, words="Ik belde ook nog.", way="phone")


def decide(penalised):
    penalised.decide()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("act", "module", "name"),
    [
        (hand, objecting, "_handling_role"),
        (hear, objection_steps, "once"),
        (decide, objection_owed, "anew"),
    ],
)
def test_neither_stops_the_other(penalised, monkeypatch, act, module, name):
    """The words come in halfway through `act`: the one waits for the other, and both are kept."""
    with penalised.deciding.inside():
        penalised.dearer()
        penalised.object()
        penalised.hand()
        if act is decide:
            penalised.hear()
    real = getattr(module, name)
    found = []
    with ThreadPoolExecutor(1) as pool:

        def halfway(*given, **named):
            found.append(pool.submit(_add, penalised))
            _wait_for_a_lock()
            return real(*given, **named)

        monkeypatch.setattr(module, name, halfway)
        with penalised.deciding.inside():
            act(penalised)
        number = found[0].result(timeout=20)
    with penalised.deciding.inside():
        if act is decide:
            assert number != penalised.objection_id and Objection.objects.count() == 2
            assert FundEntry.objects.filter(kind=FundEntry.RESERVE).count() == 2
        else:
            assert number == penalised.objection_id
            assert ObjectionStep.objects.filter(kind="added", words=MORE).count() == 1


def _add(penalised):
    try:
        with penalised.deciding.inside():
            return actions.object(actor=penalised.deciding.standing.resident, **penalised.given, words=MORE)
    finally:
        connection.close()
