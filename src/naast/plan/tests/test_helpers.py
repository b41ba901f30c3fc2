"""Who helps now and what that costs a year: line by line, unknown stays unknown, and nothing is added up."""

from __future__ import annotations

from decimal import Decimal

import pytest

from naast.kernel.models import AuditEvent
from naast.listen import actions as listen
from naast.listen.types import NetworkSaid
from naast.plan import actions, terms
from naast.plan.helping_now import help_now
from naast.plan.types import SupportFacts

pytestmark = pytest.mark.django_db


def support(what, amount, period, stage=terms.NOW, who=""):
    return SupportFacts(1, what, stage, amount, period, "", who)


@pytest.mark.parametrize(
    ("amount", "period", "a_year", "once"),
    [
        (Decimal(105), "week", Decimal(5_460), None),
        (Decimal("12.50"), "month", Decimal(150), None),
        (Decimal(900), "year", Decimal(900), None),
        (Decimal(80), "once", None, Decimal(80)),
        (None, "week", None, None),
        (Decimal(0), "week", Decimal(0), None),
    ],
)
def test_what_a_line_costs_a_year(amount, period, a_year, once):
    (row,) = help_now([support("Begeleiding", amount, period)], [])
    assert (row.a_year, row.once) == (a_year, once)


def test_help_that_still_comes_is_not_there_now():
    assert help_now([support("Straks", Decimal(1), "week", terms.COMING)], []) == []


@pytest.fixture
def page(standing):
    who = {"actor": standing.worker, "case_id": standing.case_id}
    with standing.inside():
        actions.add_support(
            **who, what="Begeleiding thuis", amount=Decimal(100), period="week", stage="now", who="De Coach"
        )
        actions.add_support(**who, what="Maaltijden", stage="now")
        actions.add_support(**who, what="Verhuizing", amount=Decimal(777), period="year")
        for words in ("de coach", "de thuiszorg"):
            listen.add_network_person(
                **who, person_id=standing.resident.id, said=NetworkSaid(words, kind="helper")
            )
        listen.add_network_person(
            **who, person_id=standing.resident.id, said=NetworkSaid("een vriend", kind="friend")
        )
    return f"/casus/{standing.case_id}/plan/wie-helpt-nu/"


def test_the_page_shows_each_line_and_no_total(standing, page):
    held = standing.client(standing.worker).get(page).content.decode()
    main = held[held.index("<h1") : held.index("</main>")]
    assert "€\N{NO-BREAK SPACE}5.200" in main and "Maaltijden" in main and "de thuiszorg" in main
    assert main.count("nog niet bekend wat dit kost") == 2
    assert main.count("In het netwerk") == 1
    assert "777" not in main and "een vriend" not in main and "Totaal" not in main


def test_strangers_find_nothing_and_the_look_is_kept(standing, page):
    assert standing.client(standing.worker).get(page).status_code == 200
    for stranger in (*standing.strangers, standing.resident):
        answer = standing.client(stranger).get(page)
        assert answer.status_code == 404 and "thuiszorg" not in answer.content.decode()
    with standing.inside():
        assert AuditEvent.objects.filter(kind="look", verb="plan.helpers").count() == 1
