"""Who says what is owed for being late, that it stands in the ledger, who pays it, what the resident gets."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from naast.decide import actions, fund_queries, penalties, queries
from naast.decide.models import DefaultNotice, Document, FundEntry, FundSide, OpenFund
from naast.kernel import actors, clock, erasure
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.models import StoredFile
from naast.kernel.tests.conftest import superuser  # noqa: F401 - the fixture
from naast.people import actions as people_actions
from naast.people import queries as people

from .clocking import ago, amounts, clock_of, early

OWED = Decimal("84.00")
WHY = "Wij waren 42 dagen te laat."


@pytest.fixture
def late(deciding):
    """A notice of default of long ago, with the amounts known and somebody who pays."""
    administrator = deciding.standing.add_staff("Ada Beheer", actors.ADMINISTRATOR)
    with deciding.inside():
        came, number = early(deciding, 120)
        amounts(deciding, administrator)
        actions.name_penalty_payer(actor=administrator, staff_id=deciding.owner.id)
    return administrator, came, number


def determined(deciding, number, actor=None):
    actions.determine(actor=actor or deciding.worker, case_id=deciding.case_id, notice_id=number, words=WHY)


def sent(client, path, way="paper", **more):
    """The letter is read, and then it leaves."""
    return client.post(path, {"words": WHY, "shown_for": WHY, "do": "send", "way": way}, **more)


def grant(administrator, staff, up_to, law=""):
    return actions.grant_mandate(
        actor=administrator,
        staff_id=staff.id,
        reach="routine",
        up_to=Decimal(up_to),
        law=law,
        basis="Mandaatbesluit (fictief)",
    )


def letter_of(number) -> Document:
    return Document.objects.get(notice_id=number)


def owed_entry() -> FundEntry:
    return FundEntry.objects.get(kind=FundEntry.RESERVE, notice__isnull=False)


def test_what_is_owed_is_determined_under_the_lowest_own_mandate_and_stands_in_the_ledger(deciding, late):
    administrator, came, number = late
    with deciding.inside():
        grant(administrator, deciding.worker, 100)
        determined(deciding, number)
        row = DefaultNotice.objects.select_related("determined_mandate").get(pk=number)
        assert (row.determined_mandate.reach, row.determined_mandate.up_to) == ("routine", Decimal(100))
        entry = owed_entry()
        assert (entry.amount, entry.notice_id, entry.decision_id) == (OWED, number, None)
        sides = {side.account: side.cents for side in FundSide.objects.filter(entry=entry)}
        assert sides == {"reserved": 8_400, "free": -8_400}
        assert entry.fund.purpose == OpenFund.PENALTY
        (notice,) = clock_of(deciding, came).notices
        assert notice.determined_by.id == deciding.worker.id and notice.told_on == clock.today()
        assert notice.pay_by >= clock.today() + dt.timedelta(weeks=6) and notice.paid_on is None


def test_the_budget_for_residents_is_never_touched(deciding, late):
    _administrator, _came, number = late
    with deciding.inside():
        deciding.fund(500)
        determined(deciding, number)
        (budget,) = fund_queries.funds()
        assert (budget.free, budget.reserved) == (Decimal("500.00"), Decimal("0.00"))
        account = fund_queries.penalty_account()
        assert (account.reserved, account.free, account.is_for_penalties) == (OWED, -OWED, True)
        assert budget.id not in {account.id}


def test_who_holds_no_mandate_that_suffices_is_refused_and_asks_somebody_who_does(deciding, late):
    _administrator, came, number = late
    standing = deciding.standing
    helper = standing.add_staff("Hella Helper", actors.PROFESSIONAL)
    with deciding.inside():
        people_actions.let_in(
            **deciding.given, staff_id=helper.id, role=actors.PROFESSIONAL, purpose="staat naast Rosa"
        )
        with pytest.raises(Invalid, match="mandaat"):
            determined(deciding, number, helper)
        case = people.case_for(helper, deciding.case_id)
        who = penalties.who_determines(helper, case, "wmo", OWED)
        assert who.own is None and who.lowest.staff.id == deciding.worker.id
        for wrong in (helper.id, deciding.reader.id, deciding.owner.id, 0):
            with pytest.raises(Invalid) as refused:
                actions.ask_to_determine(
                    actor=helper, case_id=deciding.case_id, notice_id=number, staff_id=wrong
                )
            assert refused.value.field == "staff"
        with pytest.raises(NotVisible):
            determined(deciding, number, deciding.holder)
        actions.ask_to_determine(
            actor=helper, case_id=deciding.case_id, notice_id=number, staff_id=deciding.holder.id
        )
        assert any(line.kind == "determine" for line in queries.waiting_for(deciding.holder))
        determined(deciding, number, deciding.holder)
        (notice,) = clock_of(deciding, came).notices
        assert notice.determined_by.id == deciding.holder.id
        inside = {place.face.id for place in people.circle_of(deciding.case_id)}
        assert deciding.holder.id not in inside
        assert not any(line.kind == "determine" for line in queries.waiting_for(deciding.holder))


def test_the_database_holds_mandate_payer_and_ledger(deciding, late):
    administrator, _came, number = late
    with deciding.inside():
        small = grant(administrator, deciding.holder, 10)
        other_law = grant(administrator, deciding.college, 500, law="wgs")
        owners = grant(administrator, deciding.owner, 500)
        rows = DefaultNotice.objects.filter(pk=number)
        given = {"determined_on": clock.today(), "determined_days": 42, "determined_amount": OWED}
        for staff, mandate, name in (
            (deciding.worker, None, "within_mandate"),
            (deciding.holder, small, "within_mandate"),
            (deciding.college, other_law, "within_mandate"),
            (deciding.holder, owners, "within_mandate"),
            (deciding.owner, owners, "not_by_payer"),
        ):
            with pytest.raises(IntegrityError) as refused, transaction.atomic():
                rows.update(**given, determined_words=WHY, determined_by=staff.id, determined_mandate=mandate)
            assert name in refused.value.__cause__.diag.constraint_name
        enough = grant(administrator, deciding.reader, 500)
        with pytest.raises(IntegrityError, match="ledger"), transaction.atomic():
            rows.update(
                **given, determined_words=WHY, determined_by=deciding.reader.id, determined_mandate=enough
            )
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_who_pays_did_not_determine_and_nothing_is_given_back(deciding, late):
    _administrator, came, number = late
    with deciding.inside():
        determined(deciding, number)
        entry = owed_entry()
        given = {"reservation_id": entry.pk, "left": OWED}
        with pytest.raises(NotAllowed):
            actions.spend(actor=deciding.worker, amount=OWED, **given)
        with pytest.raises(Invalid) as refused:
            actions.release(actor=deciding.owner, amount=OWED, **given)
        assert refused.value.field == "kind"
        with pytest.raises(Invalid):
            actions.spend(actor=deciding.owner, amount=OWED + 1, **given)
        (line,) = [line for line in queries.waiting_for(deciding.owner) if line.kind == "pay_penalty"]
        assert not line.names_resident
        paid = actions.spend(actor=deciding.owner, amount=OWED, payee="R. Voorbeeld", **given)
        assert FundEntry.objects.get(pk=paid).notice_id == number
        (notice,) = clock_of(deciding, came).notices
        assert notice.paid_on == clock.today()
        assert not any(line.kind == "pay_penalty" for line in queries.waiting_for(deciding.owner))
        actions.allocate(
            actor=deciding.owner,
            payment_id=paid,
            amount=OWED,
            cost_centre="Bedrijfsvoering (fictief)",
            words="Te laat besloten.",
            left=OWED,
        )
        account = fund_queries.penalty_account()
        csv = actions.exported(actor=deciding.owner, fund_id=account.id).decode()
        assert "4:17" in csv and "84,00" in csv and "Bedrijfsvoering" in csv
        with pytest.raises(IntegrityError) as held, transaction.atomic():
            OpenFund.objects.filter(pk=account.id).update(owner_id=deciding.worker.id)
            FundEntry(
                case_id=deciding.case_id,
                fund_id=account.id,
                kind=FundEntry.SPEND,
                amount=1,
                notice_id=number,
                reservation=entry,
                made_by_id=deciding.worker.id,
            ).save()
        assert "decide_fund" in held.value.__cause__.diag.constraint_name


def test_a_penalty_and_a_budget_never_pay_for_each_other(deciding, late):
    _administrator, _came, number = late
    with deciding.inside():
        budget = deciding.fund(500)
        determined(deciding, number)
        account = fund_queries.penalty_account()
        for fund, notice, why in (
            (budget, number, "decide_fund_of_its_purpose"),
            (account.id, number, "decide_fund_owes_as_determined"),
        ):
            with pytest.raises(IntegrityError) as held, transaction.atomic():
                FundEntry(
                    case_id=deciding.case_id,
                    fund_id=fund,
                    kind=FundEntry.RESERVE,
                    amount=5,
                    notice_id=notice,
                    made_by_id=deciding.worker.id,
                ).save()
            assert held.value.__cause__.diag.constraint_name == why
        with pytest.raises(IntegrityError), transaction.atomic():
            OpenFund.objects.filter(pk=account.id).update(purpose=OpenFund.OPEN)
        with pytest.raises((Invalid, IntegrityError)), transaction.atomic():
            actions.pay_petty(
                **deciding.given, fund_id=account.id, amount=Decimal(5), words="Brood.", paid_before=0
            )


def test_without_somebody_who_pays_nothing_is_determined_and_the_words_stay(deciding):
    administrator = deciding.standing.add_staff("Ada Beheer", actors.ADMINISTRATOR)
    with deciding.inside():
        _came, number = early(deciding, 120)
        amounts(deciding, administrator)
    client = deciding.standing.client(deciding.worker)
    path = f"/casus/{deciding.case_id}/besluit/termijnen/te-laat/{number}/"
    page = client.post(path, {"words": WHY})
    assert page.status_code == 422 and WHY in page.content.decode()
    owner = deciding.standing.client(administrator)
    assert owner.post("/dwangsom/betaler/", {"staff": ""}).status_code == 422
    assert owner.post("/dwangsom/betaler/", {"staff": str(deciding.worker.id)}).status_code == 422
    assert owner.post("/dwangsom/betaler/", {"staff": str(deciding.owner.id)}).status_code == 302
    assert deciding.owner.name in owner.get("/dwangsom/").content.decode()
    assert client.post("/dwangsom/betaler/", {"staff": str(deciding.owner.id)}).status_code in (403, 404)
    for _click in range(2):
        assert sent(client, path).status_code == 302
    with deciding.inside():
        assert FundEntry.objects.filter(notice_id=number).count() == 1


def test_the_page_names_the_lowest_mandate_and_lets_somebody_be_asked(deciding, late):
    _administrator, _came, number = late
    path = f"/casus/{deciding.case_id}/besluit/termijnen/te-laat/{number}/"
    client = deciding.standing.client(deciding.worker)
    page = client.get(path).content.decode()
    assert deciding.worker.name in page and deciding.holder.name in page
    assert client.post(f"{path}vragen/", {"staff": "999999"}).status_code == 422
    assert client.post(f"{path}vragen/", {"staff": str(deciding.holder.id)}).status_code == 302
    asked = deciding.standing.client(deciding.holder)
    assert asked.get(path).status_code == 200
    assert asked.post(f"{path}vragen/", {"staff": str(deciding.college.id)}).status_code in (403, 404)
    assert asked.post(path, {"words": " "}).status_code == 422
    shown = asked.post(path, {"words": WHY}).content.decode()
    assert WHY in shown and 'name="address"' not in shown and 'value="beside"' in shown
    assert sent(asked, path, "post").status_code == 422
    assert sent(asked, path, "beside").status_code == 302
    assert asked.get(path).status_code == 404


def test_the_resident_reads_it_in_the_folder_and_nobody_else_does(deciding, late):
    _administrator, _came, number = late
    with deciding.inside():
        determined(deciding, number)
    resident = deciding.standing.client(deciding.standing.resident)
    start = f"/map/{deciding.case_id}/wanneer/"
    with deciding.inside():
        where = f"/map/{deciding.case_id}/brieven/{letter_of(number).pk}/"
    page = resident.get(start).content.decode()
    assert WHY in page and "84" in page and where in page
    letter = resident.get(where)
    assert letter.status_code == 200 and letter.content.startswith(b"%PDF")
    for stranger in deciding.standing.strangers:
        assert deciding.standing.client(stranger).get(where).status_code in (302, 403, 404)


def test_a_mandate_does_not_end_before_what_was_determined_under_it(deciding, late):
    _administrator, _came, number = late
    with deciding.inside():
        determined(deciding, number)
        mandate = DefaultNotice.objects.get(pk=number).determined_mandate
        with pytest.raises(IntegrityError, match="mandate"), transaction.atomic():
            type(mandate).objects.filter(pk=mandate.pk).update(from_on=ago(20), until_on=ago(1))


def test_while_days_are_added_the_page_says_so_and_offers_no_form(deciding):
    with deciding.inside():
        _came, number = early(deciding, 20)
    client = deciding.standing.client(deciding.worker)
    path = f"/casus/{deciding.case_id}/besluit/termijnen/te-laat/{number}/"
    page = client.get(path).content.decode().split("<main")[1]
    assert 'name="words"' not in page and 'name="staff"' not in page and "komen nog dagen bij" in page
    refused = client.post(path, {"words": WHY})
    assert refused.status_code == 422 and WHY in refused.content.decode()


@pytest.mark.django_db(transaction=True, databases=["default", "eraser"])
def test_destroying_the_file_takes_the_penalty_its_bookings_and_its_letter_along(
    deciding,
    late,
    superuser,  # noqa: F811
):
    _administrator, _came, number = late
    with deciding.inside():
        determined(deciding, number)
        entry = owed_entry()
        actions.spend(actor=deciding.owner, reservation_id=entry.pk, amount=OWED, left=OWED)
        letter = letter_of(number).file_id
        rosa = deciding.standing.resident.id
    erasure.erase_person(
        municipality_id=deciding.standing.municipality.pk,
        person_id=rosa,
        reason=erasure.REQUEST,
        also_others=True,
    )
    with deciding.inside():
        assert not DefaultNotice.objects.exists() and not FundEntry.objects.exists()
        assert not FundSide.objects.exists() and not StoredFile.objects.filter(pk=letter).exists()
        assert fund_queries.penalty_account().reserved == 0


def test_who_was_let_out_again_hears_no_name_and_the_fixed_contact_still_does(deciding, late):
    _administrator, _came, number = late
    with deciding.inside():
        actions.ask_to_determine(**deciding.given, notice_id=number, staff_id=deciding.holder.id)
        assert [line.kind for line in queries.waiting_for(deciding.holder)] == ["determine"]
        places = people.circle_of(deciding.case_id)
        place = next(item for item in places if item.face.id == deciding.holder.id)
        people_actions.let_out(**deciding.given, member_id=place.id)
        assert queries.waiting_for(deciding.holder) == []
        assert any("te laat" in line.what for line in queries.waiting_for(deciding.worker))
