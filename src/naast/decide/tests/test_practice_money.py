"""A practice case books in funds of its own: no real fund, list, total or export holds anything of it."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from naast.decide import actions, fund_queries, practice, queries
from naast.decide.models import FundEntry, FundSide, OpenFund
from naast.kernel import actors, clock
from naast.kernel.errors import Invalid, NotVisible
from naast.people import actions as people
from naast.people.models import Case, Staff

from .test_determining import OWED, determined, late, owed_entry

__all__ = ["late"]

PETTY = Decimal(50)


@pytest.fixture
def fund(deciding):
    with deciding.inside():
        Case.objects.filter(pk=deciding.case_id).update(is_practice=True)
        fund_id = deciding.fund(1_000)
        actions.set_petty_cash(
            actor=actors.system(deciding.standing.municipality.pk), fund_id=fund_id, up_to=PETTY
        )
    return fund_id


def reserved(deciding, fund_id, amount=900) -> FundEntry:
    deciding.ready()
    deciding.propose(amount=Decimal(amount), fund_id=fund_id)
    deciding.decide(deciding.worker)
    return FundEntry.objects.get(kind="reserve")


def petty(deciding, fund_id, case_id=None, before=0) -> int:
    return actions.pay_petty(
        actor=deciding.worker,
        case_id=case_id or deciding.case_id,
        fund_id=fund_id,
        amount=Decimal("12.30"),
        words="Kattenvoer, anders eet mevrouw zelf niet.",
        paid_before=before,
    )


def real_case(deciding) -> int:
    person_id = Case.objects.get(pk=deciding.case_id).resident_id
    made = people.open_case(actor=deciding.worker, person_id=person_id, law="wmo", intake_kind="report")
    return made.pk


def test_practice_shows_the_whole_way_and_no_real_fund_knows_of_it(deciding, fund):
    with deciding.inside():
        before = queries.funds(), actions.exported(actor=deciding.owner, fund_id=fund)
        entry = reserved(deciding, fund)
        actions.spend(actor=deciding.owner, reservation_id=entry.pk, amount=Decimal(600), left=Decimal(900))
        actions.release(actor=deciding.owner, reservation_id=entry.pk, amount=Decimal(300), left=Decimal(300))
        payment = FundEntry.objects.get(kind="spend")
        actions.allocate(
            actor=deciding.owner,
            payment_id=payment.pk,
            amount=Decimal(600),
            cost_centre="6.99",
            words="Geoefend.",
            left=Decimal(600),
        )
        petty(deciding, fund)
        assert (queries.funds(), actions.exported(actor=deciding.owner, fund_id=fund)) == before
        assert "6.99" not in fund_queries.known_centres()
        (practised,) = fund_queries.practice_funds()
        assert practised.name == "Oefening: Maatwerkbudget" and practised.is_fictive
        assert (practised.owner.id, practised.petty_up_to) == (deciding.owner.id, PETTY)
        assert (practised.free, practised.reserved) == (Decimal("387.70"), 0)
        assert set(FundEntry.objects.values_list("fund_id", flat=True)) == {practised.id}
        assert fund_queries.paid_in(deciding.case_id)[0].fund_name == practised.name


def test_nothing_of_practice_is_taken_along_to_the_bookkeeping(deciding, fund):
    with deciding.inside():
        petty(deciding, fund)
        (practised,) = fund_queries.practice_funds()
        with pytest.raises(Invalid):
            actions.exported(actor=deciding.owner, fund_id=practised.id)
    answer = deciding.standing.client(deciding.owner).get(reverse("decide:export_fund", args=[practised.id]))
    assert answer.status_code == 422 and "Oefening" not in answer.headers.get("Content-Disposition", "")


def test_a_practice_fund_is_chosen_by_nobody_and_follows_the_real_one(deciding, fund):
    house = actors.system(deciding.standing.municipality.pk)
    with deciding.inside():
        petty(deciding, fund)
        (practised,) = fund_queries.practice_funds()
        real = real_case(deciding)
        for wrong in (
            lambda: petty(deciding, practised.id, case_id=real),
            lambda: actions.set_petty_cash(actor=house, fund_id=practised.id, up_to=Decimal(10)),
        ):
            with pytest.raises(NotVisible):
                wrong()
        deciding.ready()
        with pytest.raises(NotVisible):
            deciding.propose(amount=Decimal(1), fund_id=practised.id)
        actions.set_petty_cash(actor=house, fund_id=fund, up_to=Decimal(20))
        assert fund_queries.practice_funds()[0].petty_up_to == 20
        OpenFund.objects.filter(pk=fund).update(owner_id=deciding.holder.id)
        assert fund_queries.practice_funds()[0].owner.id == deciding.holder.id


def test_the_database_keeps_practice_and_real_money_apart(deciding, fund):
    with deciding.inside():
        petty(deciding, fund)
        (practised,) = fund_queries.practice_funds()
        real = real_case(deciding)
        for case_id, fund_id in ((deciding.case_id, fund), (real, practised.id)):
            with pytest.raises(IntegrityError, match="practice has a fund"), transaction.atomic():
                FundEntry(
                    case_id=case_id,
                    fund_id=fund_id,
                    kind="petty",
                    amount=1,
                    words="Kattenvoer.",
                    made_by_id=deciding.worker.id,
                ).save()
        for change in ({"practice_of_id": None}, {"is_fictive": False}):
            with pytest.raises(IntegrityError), transaction.atomic():
                OpenFund.objects.filter(pk=practised.id).update(**change)
        row = OpenFund(
            name="Oefening op oefening",
            owner_id=deciding.owner.id,
            opening=0,
            is_fictive=True,
            practice_of_id=practised.id,
        )
        with pytest.raises(IntegrityError, match="belongs to a real one"), transaction.atomic():
            row.save()
        with pytest.raises(IntegrityError, match="stays practice"), transaction.atomic():
            Case.objects.filter(pk=deciding.case_id).update(is_practice=False)
        assert not FundSide.objects.filter(fund_id=fund, entry__isnull=False).exists()


def test_another_fund_may_be_called_so_already(deciding, fund):
    with deciding.inside():
        OpenFund(name=practice.name_of("Maatwerkbudget"), owner_id=deciding.owner.id, opening=0).save()
        petty(deciding, fund)
        assert fund_queries.practice_funds()[0].name == "Oefening: Maatwerkbudget (2)"
        assert len(practice.name_of("x" * 120, 2)) == 120


def test_the_pages_of_practice(deciding, fund):
    client = deciding.standing.client(deciding.worker)
    case = deciding.case_id
    page = client.get(f"/casus/{case}/kleine-kas/").content.decode()
    assert "Oefening: Maatwerkbudget" in page
    with deciding.inside():
        deciding.ready()
    page = client.get(f"/casus/{case}/besluit/voorstel/").content.decode()
    assert "Oefening: Maatwerkbudget" in page
    with deciding.inside():
        deciding.propose(amount=Decimal(900), fund_id=fund)
    page = client.get(f"/casus/{case}/besluit/").content.decode()
    assert "Oefening: Maatwerkbudget" in page
    with deciding.inside():
        deciding.decide(deciding.worker)
        entry = FundEntry.objects.get(kind="reserve")
    client = deciding.standing.client(deciding.owner)
    real = client.get("/maatwerkbudget/").content.decode()
    assert "/maatwerkbudget/oefenen/" in real and f"/maatwerkbudget/{entry.pk}/" not in real
    page = client.get("/maatwerkbudget/oefenen/").content.decode()
    assert "Oefening: Maatwerkbudget" in page and "/boekingen/" not in page
    wrong = client.post(f"/maatwerkbudget/{entry.pk}/", {"amount": "x", "kind": "spend", "left": "900.00"})
    assert wrong.status_code == 422 and "Oefening: Maatwerkbudget" in wrong.content.decode()
    paid = client.post(f"/maatwerkbudget/{entry.pk}/", {"amount": "12,50", "kind": "spend", "left": "900.00"})
    assert paid.url == "/maatwerkbudget/oefenen/"
    with deciding.inside():
        payment = FundEntry.objects.get(kind="spend")
    page = client.get("/maatwerkbudget/oefenen/").content.decode()
    assert f"/maatwerkbudget/betaald/{payment.pk}/" in page
    page = client.get(f"/maatwerkbudget/betaald/{payment.pk}/").content.decode()
    assert "/maatwerkbudget/oefenen/" in page
    room = client.post(
        f"/maatwerkbudget/onder-nul/{entry.fund_id}/", {"up_to": "10", "words": "Om te oefenen", "base": "0"}
    )
    assert room.url == "/maatwerkbudget/oefenen/"
    assert re.search(r"10,00|10", client.get(room.url).content.decode())


@pytest.mark.parametrize("who", ["worker", "colleague", "outsider", "resident"])
def test_the_page_is_for_who_keeps_the_books(deciding, who):
    page = deciding.standing.client(getattr(deciding.standing, who)).get("/maatwerkbudget/oefenen/")
    assert page.status_code == 404


def test_what_is_owed_in_practice_stands_in_the_account_of_practice(deciding, late):
    administrator, _came, number = late
    with deciding.inside():
        Case.objects.filter(pk=deciding.case_id).update(is_practice=True)
        before = fund_queries.penalty_account()
        determined(deciding, number)
        assert fund_queries.penalty_account() == before
        (practised,) = fund_queries.practice_funds()
        assert (practised.reserved, practised.is_for_penalties) == (OWED, True)
        (line,) = [each for each in queries.waiting_for(deciding.owner) if each.kind == "pay_penalty"]
        assert line.url == reverse("decide:practice_funds")
        Staff.objects.filter(pk=deciding.owner.id).update(ends_on=clock.today().replace(year=2020))
        assert not [each for each in queries.waiting_for(administrator) if each.kind == "name_payer"]
        other = deciding.standing.add_staff("Oona Opvolger", actors.FUND_OWNER)
        actions.name_penalty_payer(actor=administrator, staff_id=other.id)
        assert fund_queries.practice_funds()[0].owner.id == other.id
        actions.spend(actor=other, reservation_id=owed_entry().pk, amount=OWED, left=OWED)
        assert not [each for each in queries.waiting_for(other) if each.kind == "pay_penalty"]
