"""What was added on an objection to what is owed for being late: in its letter, the fund and the export."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from naast.decide import actions, fund_queries, queries
from naast.decide.models import FundEntry, OpenFund
from naast.kernel import clock
from naast.kernel.errors import Invalid
from naast.people.models import Case

from .clocking import ago, amounts, came_in
from .penalising import Penalised, heard, penalised
from .test_determining import OWED, WHY, grant, late
from .test_objection_to_penalty import pays
from .test_papers import pages_text

__all__ = ["heard", "late", "penalised"]


@pytest.fixture
def added(heard):
    """Founded: as much again stands in the ledger."""
    with heard.deciding.inside():
        heard.dearer()
        heard.decide()
    return heard


def letter(case) -> str:
    """The words of the letter with the decision on the objection."""
    found = case.course.letters[-1]
    stored = queries.file_of(case.deciding.case_id, found.document_id)
    return " ".join(pages_text(stored.clear_bytes()).split())


def test_the_letter_says_what_comes_in_addition_and_by_when_that_is_paid(added):
    with added.deciding.inside():
        words = letter(added)
        assert "Je krijgt van ons in totaal € 168. Eerder bepaalden we al dat je € 84 krijgt." in words
        assert "Daar komt nu € 84 bij. Wat erbij komt, betalen we uiterlijk op" in words
        assert "We vragen je op welke rekening." in words


def test_a_second_time_it_says_what_was_determined_last(added):
    with added.deciding.inside():
        added.object(words="Het is nog te weinig.")
        added.hand(added.deciding.lawyer)
        grant(added.administrator, added.deciding.lawyer, 500)
        with translation.override("en"), pytest.raises(Invalid, match="not more"):
            _decide(added, 42)
        amounts_again(added)
        _decide(added, 42)
        words = letter(added)
        assert "Eerder bepaalden we al dat je € 168 krijgt. Daar komt nu € 84 bij." in words
        assert fund_queries.penalty_account().reserved == 3 * OWED


def amounts_again(case):
    """42 days cost three times what they did."""
    amounts(case.deciding, case.administrator, first=Decimal(3), second=Decimal(6), third=Decimal(9))


def _decide(case, days):
    given = {
        "actor": case.deciding.lawyer,
        "case_id": case.deciding.case_id,
        "objection_id": case.objection_id,
    }
    if not case.course.last("heard"):
        actions.note_hearing(**given, words="Ik schreef in maart al.", way="office")
    return actions.decide_objection(**given, verdict="founded", words="Nog meer dagen.", owed_days=days)


def test_where_nothing_was_owed_before_nothing_is_said_of_earlier(deciding, late):
    """The notice came while the term still ran, it was said; the objection says that it did not."""
    administrator, _came, _number = late
    with deciding.inside():
        came = came_in(deciding, 8)
        number = actions.say_late(**deciding.given, intake_id=came, received_on=ago(4))
        grant(administrator, deciding.worker, 200)
        actions.determine(**deciding.given, notice_id=number, words="Je bericht kwam te vroeg.")
        case = Penalised(deciding, administrator, came, number)
        assert case.notice.determined_amount == 0
        case.object()
        case.hand()
        case.hear()
        case.decide(days=3)
        words = letter(case)
        assert "Je krijgt van ons in totaal € 3. Dat betalen we uiterlijk op" in words
        assert "Eerder" not in words and "erbij" not in words
        assert FundEntry.objects.get(notice_id=number).amount == 3


def test_two_amounts_of_one_notice_are_told_apart_wherever_money_is_shown(added):
    deciding = added.deciding
    with deciding.inside(), translation.override("nl"):
        account = fund_queries.penalty_account()
        first, more = FundEntry.objects.filter(kind=FundEntry.RESERVE).order_by("id")
        for entry in (first, more):
            pays(deciding.owner, entry)
        titles = [f"Awb 4:17, ingebrekestelling {added.notice_id}"]
        titles.append(f"{titles[0]}: erbij na bezwaar {added.objection_id}")
        lines = fund_queries.lines_in(FundEntry.objects.filter(fund=account.id).order_by("id"))
        assert [line.title_text for line in reversed(lines)] == titles * 2
        assert [paid.words for paid in fund_queries.paid_in(deciding.case_id)] == titles[::-1]
        rows = exported(deciding.owner, account.id)
        assert [row[8] for row in rows if row and row[0].isdigit()] == [
            title for title in titles * 2 for _side in range(2)
        ]
        assert ["Controle: boekingen", "4"] in rows
        assert ["Controle: debet", "336,00"] in rows and ["Controle: credit", "336,00"] in rows
        # A year later only what stands is carried over.
        rows = exported(deciding.owner, account.id, from_on=dt.date(clock.today().year + 1, 12, 31))
        assert ["Controle: debet", "168,00"] in rows and ["Controle: credit", "168,00"] in rows


def exported(actor, fund_id, **more):
    data = actions.exported(actor=actor, fund_id=fund_id, **more).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(data), delimiter=";"))


def test_the_page_of_who_pays_says_which_is_which(added):
    page = added.deciding.standing.client(added.deciding.owner).get(reverse("decide:fund")).content.decode()
    assert page.count(f"erbij na bezwaar {added.objection_id}") == 2
    assert page.count("Schrijf een betaling op") == 2


def test_in_practice_what_is_added_stands_in_the_account_of_practice(deciding, late):
    administrator, came, number = late
    case = Penalised(deciding, administrator, came, number)
    with deciding.inside():
        Case.objects.filter(pk=deciding.case_id).update(is_practice=True)
        grant(administrator, deciding.worker, 200)
        actions.determine(**deciding.given, notice_id=number, words=WHY)
        case.object()
        case.hand()
        case.hear()
        case.dearer()
        case.decide()
        (practised,) = fund_queries.practice_funds()
        assert practised.reserved == 2 * OWED and fund_queries.penalty_account().reserved == 0
        assert set(FundEntry.objects.values_list("fund_id", flat=True)) == {practised.id}
        (line,) = queries.waiting_for(deciding.owner)
        assert line.url == reverse("decide:practice_funds")
        for entry in FundEntry.objects.filter(kind=FundEntry.RESERVE):
            pays(deciding.owner, entry)
        assert not queries.waiting_for(deciding.owner)
        assert not FundEntry.objects.filter(fund__practice_of=None).exists()
        assert OpenFund.objects.filter(purpose=OpenFund.PENALTY).count() == 2
