"""To whom the fund pays, that what was paid for is there, a fund below zero, and what a year carries over."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import translation
from PIL import Image

from naast.decide import actions, fund_queries, iban, queries
from naast.decide.ledger import Wanted, ledger_of
from naast.decide.models import FundEntry, FundProof, FundRoom
from naast.decide.tests.test_fund import reserved
from naast.kernel import actors, clock
from naast.kernel.errors import Invalid, NotAllowed, NotVisible, Stale

NL = "NL91 ABNA 0417 1643 00"
"""The example of the IBAN registry."""


@pytest.mark.parametrize(
    "written",
    [NL, "nl91abna0417164300", "BE68 5390 0754 7034", "DE89370400440532013000", "NO9386011117947"],
)
def test_an_account_is_kept_in_capitals_without_blanks(written):
    assert iban.checked(written) == written.replace(" ", "").upper()
    assert iban.checked("  ") == ""
    assert iban.in_fours("NL91ABNA0417164300") == NL


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("NL91 ABNA 0417 1643 01", "wrong"),
        ("NL19 ABNA 0417 1643 00", "wrong"),
        ("NL91 ABNA 0417 1643 0", "too long or too short"),
        ("XX91 ABNA 0417 1643 00", "not an IBAN"),
        ("1234567", "not an IBAN"),
        ("NL91 ABNA 0417 1643 \u0660\u0660", "not an IBAN"),
        ("=NL91ABNA0417164300", "not an IBAN"),
    ],
)
def test_a_number_that_is_no_account_is_refused_at_its_field(written, words):
    with translation.override("en"), pytest.raises(Invalid, match=words) as refused:
        iban.checked(written)
    assert refused.value.field == "iban"


def test_a_payment_to_a_shop_carries_a_checked_account(deciding):
    with deciding.inside():
        entry = reserved(deciding)
        pay = {"actor": deciding.owner, "reservation_id": entry.pk, "amount": Decimal(10)}
        for wrong, field in (
            ({"payee": "Fietsenwinkel", "iban": "NL91 ABNA 0417 1643 01"}, "iban"),
            ({"iban": NL}, "payee"),
            ({"payee": "x" * 121}, "payee"),
        ):
            with pytest.raises(Invalid) as refused:
                actions.spend(**pay, **wrong, left=Decimal(900))
            assert refused.value.field == field
        paid = actions.spend(**pay, payee=" Fietsenwinkel ", iban=NL, left=Decimal(900))
        row = FundEntry.objects.get(pk=paid)
        assert (row.payee, row.iban) == ("Fietsenwinkel", "NL91ABNA0417164300")
        for wrong in ({"payee": "", "iban": row.iban}, {"payee": "Winkel", "iban": "nl91"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                FundEntry(
                    case_id=row.case_id,
                    fund_id=row.fund_id,
                    decision_id=row.decision_id,
                    reservation=entry,
                    made_by_id=deciding.owner.id,
                    kind="spend",
                    amount=1,
                    **wrong,
                ).save()
    client = deciding.standing.client(deciding.owner)
    assert "Fietsenwinkel" not in client.get("/maatwerkbudget/").content.decode()
    page = client.get(f"/maatwerkbudget/betaald/{paid}/").content.decode()
    assert "Fietsenwinkel" in page and NL in page


def test_many_reservations_stay_a_list_and_the_one_that_went_wrong_is_open(deciding):
    with deciding.inside():
        first = reserved(deciding)
        for _more in range(3):
            deciding.propose(amount=Decimal(10), fund_id=first.fund_id)
            deciding.decide(deciding.worker)
    client, folded = deciding.standing.client(deciding.owner), "//main//details[.//*[@name='iban']]"
    page = lxml.html.fromstring(client.get("/maatwerkbudget/").content.decode())
    assert len(page.xpath(folded)) == 4 and not page.xpath(f"{folded}[@open]")
    posted = {"amount": "10", "kind": "spend", "left": "900.00", "payee": "Winkel", "iban": "NL00"}
    wrong = client.post(f"/maatwerkbudget/{first.pk}/", posted).content.decode()
    (opened,) = lxml.html.fromstring(wrong).xpath(f"{folded}[@open]")
    assert opened.xpath(".//*[@name='iban']/@value") == ["NL00"]


def test_a_wrong_account_in_the_page_stays_as_typed(deciding):
    with deciding.inside():
        entry = reserved(deciding)
    client = deciding.standing.client(deciding.owner)
    posted = {"amount": "10", "kind": "spend", "left": "900.00", "payee": "<b>Winkel</b>", "iban": "NL00"}
    wrong = client.post(f"/maatwerkbudget/{entry.pk}/", posted)
    assert wrong.status_code == 422
    assert 'value="NL00"' in wrong.content.decode() and "&lt;b&gt;Winkel" in wrong.content.decode()
    with deciding.inside():
        assert FundEntry.objects.filter(kind="spend").count() == 0


def paid_of(deciding) -> FundEntry:
    entry = reserved(deciding)
    paid = actions.spend(actor=deciding.owner, reservation_id=entry.pk, amount=Decimal(10), left=Decimal(900))
    return FundEntry.objects.get(pk=paid)


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "white").save(out, format="PNG")
    return out.getvalue()


def test_a_note_or_a_file_says_afterwards_that_it_is_there(deciding):
    with deciding.inside():
        payment = paid_of(deciding)
        given = deciding.given | {"payment_id": payment.pk}
        actions.prove(**given, words="De fiets staat er.", proved_before=0)
        with pytest.raises(Stale):
            actions.prove(**given, words="De fiets staat er.", proved_before=0)
        second = actions.prove(**given, file=("../bon.php", picture()), proved_before=1)
        actions.prove(**given, file=("bon.pdf", b"%PDF-1.7 bon"), proved_before=2)
        (paid,) = fund_queries.paid_in(deciding.case_id)
        assert [(proof.words, proof.file_name) for proof in paid.proofs] == [
            ("De fiets staat er.", ""),
            ("", "bon.png"),
            ("", "bon.pdf"),
        ]
        line = next(line for line in ledger_of(payment.fund_id, Wanted()).lines if line.id == payment.pk)
        assert line.proved_on == clock.today() and line.left is None
        for wrong, field in (
            ({}, "words"),
            ({"words": "x" * 301}, "words"),
            ({"file": ("bon.html", b"<script>alert(1)</script>")}, "file"),
            ({"file": ("bon.pdf", b"%PDF-" + b"0" * (15 * 1024 * 1024))}, "file"),
        ):
            with pytest.raises(Invalid) as refused:
                actions.prove(**given, **wrong, proved_before=3)
            assert refused.value.field == field
        assert FundProof.objects.count() == 3
        with pytest.raises(IntegrityError, match="same case"), transaction.atomic():
            FundProof(
                case_id=deciding.case_id,
                payment_id=payment.reservation_id,
                words="Niets",
                made_by_id=deciding.worker.id,
            ).save()
    address = f"/casus/{deciding.case_id}/kleine-kas/bewijs/{second}/"
    answer = deciding.standing.client(deciding.worker).get(address)
    assert answer["Content-Type"] == "image/png" and "attachment" in answer["Content-Disposition"]
    for who in ("colleague", "outsider", "resident"):
        closed = deciding.standing.client(getattr(deciding.standing, who)).get(address)
        assert closed.status_code in (403, 404)
    assert "De fiets" not in deciding.standing.client(deciding.owner).get("/maatwerkbudget/").content.decode()


def test_only_who_stands_beside_says_what_is_there(deciding):
    with deciding.inside():
        payment = paid_of(deciding)
        for who in (deciding.standing.colleague, deciding.owner, deciding.standing.resident):
            with pytest.raises((NotVisible, NotAllowed)):
                actions.prove(
                    actor=who,
                    case_id=deciding.case_id,
                    payment_id=payment.pk,
                    words="Er is iets.",
                    proved_before=0,
                )
        with pytest.raises(NotVisible):
            actions.prove(
                **deciding.given, payment_id=payment.reservation_id, words="Er is iets.", proved_before=0
            )


def test_a_proof_in_the_page(deciding):
    with deciding.inside():
        payment = paid_of(deciding)
    client = deciding.standing.client(deciding.worker)
    address = f"/casus/{deciding.case_id}/kleine-kas/bewijs/"
    posted = {"payment_id": payment.pk, "proved_before": 0, "words": "<i>Er</i>"}
    wrong = client.post(address, posted | {"file": SimpleUploadedFile("bon.txt", b"geen bon")})
    assert wrong.status_code == 422 and "&lt;i&gt;Er&lt;/i&gt;" in wrong.content.decode()
    assert client.post(address, posted).status_code == 302
    assert client.post(address, posted).status_code == 422
    shown = client.get(f"/casus/{deciding.case_id}/kleine-kas/").content.decode()
    assert "&lt;i&gt;Er&lt;/i&gt;" in shown


def test_a_fund_goes_below_zero_only_as_far_as_its_owner_allows(deciding):
    with deciding.inside():
        fund_id = deciding.fund(800)
        deciding.ready()
        deciding.propose(amount=Decimal(900), fund_id=fund_id)
        with pytest.raises(Invalid):
            deciding.decide(deciding.worker)
        allow = {"fund_id": fund_id, "up_to": Decimal("99.99"), "words": "Tot de najaarsnota."}
    controller = deciding.standing.add_staff("Carla Controle", actors.CONTROLLER)
    with deciding.inside():
        for who in (deciding.worker, controller):
            with pytest.raises(NotAllowed):
                actions.allow_below_zero(actor=who, **allow, base=Decimal(0))
        for wrong, field in (({"words": " "}, "words"), ({"up_to": Decimal("1.001")}, "up_to")):
            with pytest.raises(Invalid) as refused:
                actions.allow_below_zero(actor=deciding.owner, **(allow | wrong), base=Decimal(0))
            assert refused.value.field == field
        with pytest.raises(IntegrityError, match="only the owner"), transaction.atomic():
            FundRoom(fund_id=fund_id, up_to=1, words="Zomaar", made_by_id=deciding.worker.id).save()
        actions.allow_below_zero(actor=deciding.owner, **allow, base=Decimal(0))
        with pytest.raises(Invalid):
            deciding.decide(deciding.worker)
        with pytest.raises(Stale):
            actions.allow_below_zero(actor=deciding.owner, **allow, base=Decimal(0))
        allow["up_to"] = Decimal(100)
        actions.allow_below_zero(actor=deciding.owner, **allow, base=Decimal("99.99"))
        deciding.decide(deciding.worker)
        (fund,) = queries.funds()
        assert (fund.free, fund.below_zero, fund.below_zero_why) == (-100, 100, "Tot de najaarsnota.")
    client = deciding.standing.client(deciding.owner)
    posted = {"base": "100.00", "up_to": "0,001", "words": "<b>Klaar</b>"}
    wrong = client.post(f"/maatwerkbudget/onder-nul/{fund_id}/", posted)
    assert wrong.status_code == 422 and "&lt;b&gt;Klaar&lt;/b&gt;" in wrong.content.decode()
    assert client.post(f"/maatwerkbudget/onder-nul/{fund_id}/", posted | {"up_to": "0"}).status_code == 302


def test_a_new_year_begins_with_what_stood_on_each_account(deciding):
    with deciding.inside():
        payment = paid_of(deciding)
        tomorrow = clock.today() + dt.timedelta(days=1)
        given = {"actor": deciding.owner, "fund_id": payment.fund_id}
        rows = list(
            csv.reader(
                io.StringIO(actions.exported(**given, from_on=tomorrow).decode("utf-8-sig")), delimiter=";"
            )
        )
        sides, totals = rows[1 : rows.index([])], rows[rows.index([]) + 1 :]
        assert {(row[3], row[5], row[6]) for row in sides} == {
            ("vrij", "100,00", ""),
            ("gereserveerd", "890,00", ""),
            ("betaald, kosten nog niet toegeboekt", "10,00", ""),
            ("gegeven door de gemeente", "", "1000,00"),
        }
        assert [row[1] for row in totals] == ["1", "4", "1000,00", "1000,00"]
        with pytest.raises(Invalid) as refused:
            actions.exported(**given, from_on=tomorrow, until_on=clock.today())
        assert refused.value.field == "until_on"
