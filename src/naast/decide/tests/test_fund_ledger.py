"""The ledger of the open fund: two sides that add up, petty cash, a cost allocated afterwards, the export."""

from __future__ import annotations

import csv
import importlib
import io
import re
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Sum

from naast.decide import actions, fund_queries, queries
from naast.decide.ledger import Wanted, ledger_of
from naast.decide.models import FundEntry, FundSide, OpenFund
from naast.kernel import actors
from naast.kernel.errors import Invalid, NotAllowed, NotVisible, Stale

KATTENVOER = "Kattenvoer, anders eet mevrouw zelf niet."


@pytest.fixture
def fund(deciding):
    with deciding.inside():
        fund_id = deciding.fund(1_000)
        actions.set_petty_cash(
            actor=actors.system(deciding.standing.municipality.pk), fund_id=fund_id, up_to=Decimal(50)
        )
    return fund_id


def paid(deciding, fund_id, amount="600.50") -> FundEntry:
    """A reservation of 900 of which something was paid; gives the payment."""
    deciding.ready()
    deciding.propose(amount=Decimal(900), fund_id=fund_id)
    deciding.decide(deciding.worker)
    entry = FundEntry.objects.get(kind="reserve")
    number = actions.spend(
        actor=deciding.owner, reservation_id=entry.pk, amount=Decimal(amount), left=Decimal(900)
    )
    return FundEntry.objects.get(pk=number)


def petty(deciding, fund_id, amount="12.30", words=KATTENVOER, before=0, **who):
    return actions.pay_petty(
        **(deciding.given | who),
        fund_id=fund_id,
        amount=Decimal(amount),
        words=words,
        paid_before=before,
    )


def allocated(deciding, payment, amount, centre, left, who=None, **more):
    return actions.allocate(
        actor=who or deciding.owner,
        payment_id=payment.pk,
        amount=Decimal(amount),
        cost_centre=centre,
        words="De Wmo betaalt, want het gaat om wonen.",
        left=Decimal(left),
        **more,
    )


def test_every_booking_has_two_sides_in_cents_that_add_up(deciding, fund):
    with deciding.inside():
        payment = paid(deciding, fund)
        actions.release(
            actor=deciding.owner,
            reservation_id=payment.reservation_id,
            amount=Decimal("99.49"),
            left=Decimal("299.50"),
        )
        petty(deciding, fund)
        allocated(deciding, payment, "0.01", "6.71", "600.50")
        for entry in FundEntry.objects.all():
            sides = list(entry.sides.values_list("cents", flat=True))
            assert sorted(sides) == [-int(entry.amount * 100), int(entry.amount * 100)]
        assert FundEntry.objects.count() == 5
        assert FundSide.objects.aggregate(total=Sum("cents"))["total"] == 0
        (facts,) = queries.funds()
        assert (facts.free, facts.reserved) == (
            Decimal("187.19"),
            Decimal("200.01"),
        )
        assert (facts.spent, facts.unallocated) == (Decimal("612.80"), Decimal("612.79"))
        assert facts.free + facts.reserved + facts.spent == facts.opening


def test_the_database_refuses_sides_that_it_did_not_write_itself(deciding, fund):
    with deciding.inside():
        entry_id = petty(deciding, fund)
        empty = actions.open_fund(
            actor=actors.system(deciding.standing.municipality.pk),
            name="Leeg",
            owner_id=deciding.owner.id,
            opening=Decimal(0),
        )
        for wrong in (
            [FundSide(fund_id=fund, entry_id=entry_id, account="free", cents=100)],
            [
                FundSide(fund_id=fund, entry_id=entry_id, account="free", cents=1230),
                FundSide(fund_id=fund, entry_id=entry_id, account="open", cents=-1230),
            ],
            [FundSide(fund_id=empty, account="free", cents=100)],
            [
                FundSide(fund_id=empty, account="free", cents=100),
                FundSide(fund_id=empty, account="given", cents=-100),
            ],
        ):
            for side in wrong:
                side.municipality_id = deciding.standing.municipality.pk
            with pytest.raises(IntegrityError), transaction.atomic():
                FundSide.objects.bulk_create(wrong)
        with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
            OpenFund.objects.filter(pk=fund).update(opening=5_000)


def test_what_was_booked_before_gets_the_same_two_sides(deciding, fund):
    """What the migration carries over, asked without looking whether the sides are there already."""
    carry = importlib.import_module("naast.decide.migrations.0008_two_sides_that_add_up").CARRY
    again = re.sub(r"(AND|WHERE) NOT EXISTS \([^)]*\)", "", carry)
    with deciding.inside():
        payment = paid(deciding, fund)
        actions.release(
            actor=deciding.owner,
            reservation_id=payment.reservation_id,
            amount=Decimal("99.50"),
            left=Decimal("299.50"),
        )
        carried = []
        with connection.cursor() as cursor:
            for select in re.findall(r"SELECT [fe]\.municipality_id.*?;", again, re.DOTALL):
                cursor.execute(select)
                carried += [row[1:] for row in cursor.fetchall()]
        fields = ("fund_id", "entry_id", "account", "cost_centre", "cents")
        made = list(FundSide.objects.values_list(*fields))
        assert len(made) == 8
        assert sorted(((*row[:4], int(row[4])) for row in carried), key=str) == sorted(made, key=str)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(carry)
    with deciding.inside():
        assert FundSide.objects.count() == 8


def test_petty_cash_is_paid_the_same_day_by_one_person_in_one_sentence(deciding, fund):
    with deciding.inside():
        petty(deciding, fund, "30.00")
        (row,) = fund_queries.paid_in(deciding.case_id)
        assert (row.amount, row.words, row.made_by.id) == (Decimal(30), KATTENVOER, deciding.worker.id)
        assert queries.funds()[0].free == 970
        with pytest.raises(Stale):
            petty(deciding, fund, "5.00", before=0)
        with pytest.raises(Invalid) as refused:
            petty(deciding, fund, "20.01", before=1)
        assert refused.value.field == "amount"
        petty(deciding, fund, "20.00", before=1)


@pytest.mark.parametrize(
    ("amount", "words", "field"),
    [
        ("1.001", KATTENVOER, "amount"),
        ("0", KATTENVOER, "amount"),
        ("-1", KATTENVOER, "amount"),
        ("NaN", KATTENVOER, "amount"),
        ("50.01", KATTENVOER, "amount"),
        ("1", "  ", "words"),
        ("1", "x" * 301, "words"),
    ],
)
def test_petty_cash_refuses_by_field(deciding, fund, amount, words, field):
    with deciding.inside():
        with pytest.raises(Invalid) as refused:
            petty(deciding, fund, amount, words)
        assert refused.value.field == field
        assert not FundEntry.objects.exists()


def test_petty_cash_never_takes_what_the_fund_does_not_hold(deciding):
    with deciding.inside():
        fund_id = deciding.fund(10)
        house = actors.system(deciding.standing.municipality.pk)
        with pytest.raises(Invalid):
            petty(deciding, fund_id, "1")
        actions.set_petty_cash(actor=house, fund_id=fund_id, up_to=Decimal(50))
        with pytest.raises(Invalid) as refused:
            petty(deciding, fund_id, "10.01")
        assert refused.value.field == "fund"


def test_petty_cash_is_for_who_stands_beside(deciding, fund):
    with deciding.inside():
        for who in (deciding.standing.colleague, deciding.owner, deciding.standing.resident):
            with pytest.raises((NotVisible, NotAllowed)):
                petty(deciding, fund, actor=who)
        with pytest.raises(NotVisible):
            petty(deciding, 10**9)
        with pytest.raises(NotAllowed):
            actions.set_petty_cash(actor=deciding.owner, fund_id=fund, up_to=Decimal(900))


def test_the_cost_is_allocated_afterwards_and_moved_with_the_reason(deciding, fund):
    with deciding.inside():
        payment = paid(deciding, fund)
        allocated(deciding, payment, "400.50", "6.71 Wmo", "600.50")
        with pytest.raises(Invalid) as refused:
            allocated(deciding, payment, "200.01", "6.72", "200.00")
        assert refused.value.field == "amount"
        with pytest.raises(Stale):
            allocated(deciding, payment, "1", "6.72", "600.50")
        allocated(deciding, payment, "100.50", "6.72", "400.50", from_centre="6.71 Wmo")
        line = next(line for line in ledger_of(fund, Wanted()).lines if line.id == payment.pk)
        found = {each.cost_centre: each.amount for each in line.stands}
        assert found == {"": 200, "6.71 Wmo": 300, "6.72": Decimal("100.50")}
        titles = {line.title_text for line in ledger_of(fund, Wanted()).lines}
        assert titles == {payment.decision.title_text}


def test_only_who_keeps_the_books_allocates(deciding, fund):
    controller = deciding.standing.add_staff("Carla Controle", actors.CONTROLLER)
    other = deciding.standing.add_staff("Olga Ander", actors.FUND_OWNER)
    with deciding.inside():
        payment = paid(deciding, fund)
        for who in (deciding.worker, other, deciding.standing.resident):
            with pytest.raises(NotAllowed):
                allocated(deciding, payment, "1", "6.71", "600.50", who)
            with pytest.raises(NotAllowed):
                actions.exported(actor=who, fund_id=fund)
        allocated(deciding, payment, "1", "6.71", "600.50", controller)
        for amount, centre, words, field in (
            ("1.001", "6.71", "omdat", "amount"),
            ("0", "6.71", "omdat", "amount"),
            ("1", " ", "omdat", "cost_centre"),
            ("1", "x" * 41, "omdat", "cost_centre"),
            ("1", "6.71", "", "words"),
            ("1", "6.71", "x" * 301, "words"),
        ):
            with pytest.raises(Invalid) as refused:
                actions.allocate(
                    actor=controller,
                    payment_id=payment.pk,
                    amount=Decimal(amount),
                    cost_centre=centre,
                    words=words,
                    left=Decimal("599.50"),
                )
            assert refused.value.field == field
        with pytest.raises(NotVisible):
            actions.allocate(
                actor=controller,
                payment_id=payment.reservation_id,
                amount=Decimal(1),
                cost_centre="6.71",
                words="omdat",
                left=Decimal(900),
            )


def test_an_allocation_waits_for_nobody_who_pays(deciding, fund):
    """All of it is paid while none of the cost has its place."""
    with deciding.inside():
        payment = paid(deciding, fund)
        actions.spend(
            actor=deciding.owner,
            reservation_id=payment.reservation_id,
            amount=Decimal("299.50"),
            left=Decimal("299.50"),
        )
        (facts,) = queries.funds()
        assert (facts.spent, facts.unallocated) == (Decimal(900), Decimal(900))


def test_the_export_holds_both_sides_and_its_control_totals(deciding, fund):
    with deciding.inside():
        payment = paid(deciding, fund)
        petty(deciding, fund)
        allocated(deciding, payment, "0.50", "=1+1", "600.50")
    client = deciding.standing.client(deciding.owner)
    answer = client.get(f"/maatwerkbudget/boekingen/{fund}/")
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    split = rows.index([])
    sides, totals = rows[1:split], [row[1] for row in rows[split + 1 :]]
    amounts = [[Decimal(row[at].replace(",", ".") or 0) for row in sides] for at in (5, 6)]
    assert totals[:2] == ["5", str(len(sides))] == ["5", "10"]
    assert [Decimal(text.replace(",", ".")) for text in totals[2:]] == [sum(column) for column in amounts]
    assert sum(amounts[0]) == sum(amounts[1]) == Decimal("2513.30")
    assert "'=1+1" in {row[4] for row in sides}
    text = answer.content.decode()
    assert "Kattenvoer" not in text and "Rosa" not in text
    wrong = client.get(f"/maatwerkbudget/boekingen/{fund}/?from_on=2026-02-01&until_on=2026-01-01")
    assert wrong.status_code == 422 and 'value="2026-01-01"' in wrong.content.decode()


def test_allocating_in_the_page_keeps_what_was_typed(deciding, fund):
    with deciding.inside():
        payment = paid(deciding, fund)
    client = deciding.standing.client(deciding.owner)
    address = f"/maatwerkbudget/betaald/{payment.pk}/"
    posted = {"amount": "1,001", "cost_centre": "6.71", "words": "<b>omdat</b>", "left": "600.50"}
    wrong = client.post(address, posted | {"from_centre": ""})
    assert wrong.status_code == 422 and "&lt;b&gt;omdat&lt;/b&gt;" in wrong.content.decode()
    posted["amount"] = "100,25"
    assert client.post(address, posted).status_code == 302
    twice = client.post(address, posted)
    assert twice.status_code == 422 and 'value="500.25"' in twice.content.decode()
    with deciding.inside():
        assert queries.funds()[0].unallocated == Decimal("500.25")


def test_petty_cash_in_the_page(deciding, fund):
    client = deciding.standing.client(deciding.worker)
    address = f"/casus/{deciding.case_id}/kleine-kas/"
    page = client.get(address)
    assert page.status_code == 200
    posted = {"amount": "12,345", "words": "<i>kat</i>", "fund": fund, "paid_before": 0}
    wrong = client.post(address, posted)
    assert wrong.status_code == 422 and 'value="12,345"' in wrong.content.decode()
    posted["amount"] = "12,34"
    assert client.post(address, posted).status_code == 302
    assert client.post(address, posted).status_code == 422
    assert "&lt;i&gt;kat&lt;/i&gt;" in client.get(address).content.decode()
    assert client.post(address, posted | {"fund": "999999", "paid_before": 1}).status_code == 422
    shown = deciding.standing.client(deciding.owner).get("/maatwerkbudget/").content.decode()
    assert "12,34" in shown and "kat&lt;" not in shown


@pytest.mark.parametrize("who", ["colleague", "outsider", "resident"])
def test_the_pages_of_the_fund_are_closed_to_others(deciding, fund, who):
    client = deciding.standing.client(getattr(deciding.standing, who))
    assert client.get(f"/casus/{deciding.case_id}/kleine-kas/").status_code in (403, 404)
    assert client.get(f"/maatwerkbudget/boekingen/{fund}/").status_code == 404
    assert client.get("/maatwerkbudget/kleine-kas/").status_code == 404
    assert client.post("/maatwerkbudget/betaald/1/").status_code == 404


def test_the_administrator_sets_what_petty_cash_holds(deciding, fund):
    administrator = deciding.standing.add_staff("Beate Beheer", actors.ADMINISTRATOR)
    client = deciding.standing.client(administrator)
    base = re.search(
        r'name="base" value="([^"]*)"', client.get("/maatwerkbudget/kleine-kas/").content.decode()
    )
    posted = {"fund_id": fund, "base": base[1], "up_to": "75,001"}
    wrong = client.post("/maatwerkbudget/kleine-kas/", posted)
    assert wrong.status_code == 422 and 'value="75,001"' in wrong.content.decode()
    posted["up_to"] = "75"
    assert client.post("/maatwerkbudget/kleine-kas/", posted).status_code == 302
    assert client.post("/maatwerkbudget/kleine-kas/", posted).status_code == 422
    with deciding.inside():
        assert queries.funds()[0].petty_up_to == 75
