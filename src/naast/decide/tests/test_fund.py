"""The open fund: reserved at the decision, paid by somebody else, never below zero."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from naast.decide import actions, queries
from naast.decide.models import Decision, FundEntry
from naast.kernel.errors import Invalid, NotAllowed


def reserved(deciding, opening: int = 1_000, amount: int = 900) -> FundEntry:
    fund_id = deciding.fund(opening)
    deciding.ready()
    deciding.propose(amount=Decimal(amount), fund_id=fund_id)
    deciding.decide(deciding.worker)
    return FundEntry.objects.get()


def test_a_decision_reserves_and_the_owner_pays_and_gives_back(deciding):
    with deciding.inside():
        entry = reserved(deciding)
        fund = queries.funds()[0]
        assert (fund.free, fund.reserved, fund.spent, fund.is_fictive) == (100, 900, 0, True)
        actions.spend(
            actor=deciding.owner, reservation_id=entry.pk, amount=Decimal("600.50"), left=Decimal(900)
        )
        actions.release(
            actor=deciding.owner, reservation_id=entry.pk, amount=Decimal("99.50"), left=Decimal("299.50")
        )
        fund = queries.funds()[0]
        assert (fund.free, fund.reserved, fund.spent) == (Decimal("199.50"), Decimal(200), Decimal("600.50"))
        with pytest.raises(Invalid) as refused:
            actions.spend(
                actor=deciding.owner, reservation_id=entry.pk, amount=Decimal("200.01"), left=Decimal(200)
            )
        assert refused.value.field == "amount"


def test_a_fund_that_is_short_undoes_the_decision(deciding):
    with deciding.inside():
        fund_id = deciding.fund(899)
        deciding.ready()
        deciding.propose(amount=Decimal(900), fund_id=fund_id)
        with pytest.raises(Invalid) as refused:
            deciding.decide(deciding.worker)
        assert refused.value.field == "fund"
        assert not Decision.objects.exists() and not FundEntry.objects.exists()


def test_only_the_owner_pays_and_amounts_are_amounts(deciding):
    with deciding.inside():
        entry = reserved(deciding)
        with pytest.raises(NotAllowed):
            actions.spend(
                actor=deciding.worker, reservation_id=entry.pk, amount=Decimal(1), left=Decimal(900)
            )
        for wrong in ("0", "-1", "1.001", "NaN", "99999999999"):
            with pytest.raises(Invalid):
                actions.spend(
                    actor=deciding.owner, reservation_id=entry.pk, amount=Decimal(wrong), left=Decimal(900)
                )


def test_the_database_refuses_the_approver_as_payer_and_an_overdrawn_fund(deciding):
    with deciding.inside():
        entry = reserved(deciding)
        given = {
            "case_id": entry.case_id,
            "fund_id": entry.fund_id,
            "decision_id": entry.decision_id,
            "made_by_id": deciding.worker.id,
        }
        with pytest.raises(IntegrityError, match="does not pay"), transaction.atomic():
            FundEntry(**given, kind="spend", amount=1, reservation=entry).save()
        with pytest.raises(IntegrityError, match="does not hold"), transaction.atomic():
            FundEntry(**given, kind="reserve", amount=101).save()
        with pytest.raises(IntegrityError, match="not a reservation"), transaction.atomic():
            FundEntry(**given, kind="spend", amount=1).save()
        refused = pytest.raises(DatabaseError, match="permission denied")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE decide_fundentry SET amount = 1")


def test_the_ledger_never_names_the_resident_or_tells_a_story(deciding):
    with deciding.inside():
        reserved(deciding)
    page = deciding.standing.client(deciding.owner).get("/maatwerkbudget/")
    text = page.content.decode()
    assert page.status_code == 200 and "900" in text
    for private in ("Rosa", "Proefpersoon", "baby", "eigen huis"):
        assert private not in text


@pytest.mark.parametrize("who", ["worker", "colleague", "outsider", "resident"])
def test_the_fund_is_for_its_owner_and_the_controller(deciding, who):
    page = deciding.standing.client(getattr(deciding.standing, who)).get("/maatwerkbudget/")
    assert page.status_code == 404


def test_paying_in_the_page_keeps_a_wrong_amount_as_typed(deciding):
    with deciding.inside():
        entry = reserved(deciding)
    client = deciding.standing.client(deciding.owner)
    wrong = client.post(
        f"/maatwerkbudget/{entry.pk}/", {"amount": "90000", "kind": "spend", "left": "900.00"}
    )
    assert wrong.status_code == 422 and 'value="90000"' in wrong.content.decode()
    posted = {"amount": "12,50", "kind": "spend", "left": _left_on(wrong)}
    assert client.post(f"/maatwerkbudget/{entry.pk}/", posted).status_code == 302
    twice = client.post(f"/maatwerkbudget/{entry.pk}/", posted)
    assert twice.status_code == 422 and 'value="12,50"' in twice.content.decode()
    assert (_left_on(wrong), _left_on(twice)) == ("900.00", "887.50")
    with deciding.inside():
        assert queries.funds()[0].spent == Decimal("12.50")


def _left_on(page) -> str:
    return re.search(r'name="left" value="([^"]*)"', page.content.decode())[1]


def test_two_funds_of_one_name_are_refused_at_the_name(deciding):
    with deciding.inside():
        deciding.fund(1_000)
        with pytest.raises(Invalid) as refused:
            deciding.fund(500)
        assert refused.value.field == "name" and len(queries.funds()) == 1
