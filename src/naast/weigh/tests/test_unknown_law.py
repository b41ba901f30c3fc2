"""A law that the list does not hold is said beside the routes; the plan offers those that it holds."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.translation import override

from naast.kernel import clock
from naast.plan.signals import offered_laws
from naast.weigh import actions, queries
from naast.weigh.library import library_on

from .conftest import load_library
from .test_library import OWN

LOOK = "staat niet in onze lijst van wetten"


def _page(weighed) -> str:
    with weighed.standing.inside():
        weighed.think()
    address = reverse("weigh:overview", args=[weighed.case_id])
    return weighed.standing.client(weighed.worker).get(address).content.decode()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Particpatiewet", "Participatiewet"), ("Jeugd wet", "Jeugdwet"), ("Wet op de kermis", "")],
)
def test_a_law_that_is_not_in_the_list_is_said_on_the_page(weighed, typed, meant):
    with weighed.standing.inside():
        weighed.obstacle(typed, "22a")
    text = _page(weighed)
    assert f"‘{typed}’ {LOOK}" in text and "Is dit de goede wet?" in text
    assert "Geen bepaling in deze lijst gaat over" not in text
    assert (f"Bedoel je ‘{meant}’?" in text) if meant else ("Bedoel je" not in text)
    with weighed.standing.inside(), override("nl"):
        facts = weighed.facts()
    assert facts.asks_lawyer and LOOK in facts.sentence and "Dat is geen nee" in facts.sentence


def test_routes_that_answer_any_rule_stand_beside_it(weighed):
    """An unknown policy rule still meets the clause for policy rules; the page says what it did not know."""
    with weighed.standing.inside():
        weighed.obstacle("Beleidsregel dieren", "", kind="policy_rule")
    text = _page(weighed)
    assert LOOK in text and "Algemene wet bestuursrecht" in text
    with weighed.standing.inside():
        assert LOOK not in weighed.facts().sentence


@pytest.mark.parametrize("name", ["Pw", "participatiewet ", "Huisvestingswet", "Algemene wet bestuursrecht"])
def test_other_names_of_a_law_in_the_list_are_known(weighed, name):
    with weighed.standing.inside():
        weighed.obstacle(name, "9999")
    text = _page(weighed)
    assert LOOK not in text and "Is dit de goede wet?" not in text


@pytest.mark.parametrize(("kind", "said"), [("statute", True), ("ordinance", True), ("waiting_list", False)])
def test_a_rule_without_a_name_could_not_be_looked_up(weighed, kind, said):
    with weighed.standing.inside():
        weighed.obstacle("", "", kind=kind)
    assert ("In het plan staat niet welke wet of regel" in _page(weighed)) is said


def test_nothing_of_it_is_on_the_page_while_the_law_is_closed(weighed):
    with weighed.standing.inside():
        weighed.obstacle("Particpatiewet", "22a")
    address = reverse("weigh:overview", args=[weighed.case_id])
    text = weighed.standing.client(weighed.worker).get(address).content.decode()
    assert LOOK not in text


def test_the_plan_offers_the_laws_and_articles_of_the_municipality(weighed):
    lawyer = weighed.standing.add_staff("Lara Lawyer", "lawyer")
    with weighed.standing.inside():
        actions.add_row(actor=lawyer, columns=OWN)
        laws = {law.name: law.articles for law in offered_laws()}
    assert OWN["law"] in laws and "2.3.5 lid 3" in laws["Wmo 2015"]
    assert "58" in laws["Participatiewet"] and "22a lid 4" in laws["Participatiewet"]
    assert not any("ordinance" in name for name in laws)
    address = reverse("plan:overview", args=[weighed.case_id])
    text = weighed.standing.client(weighed.worker).get(address).content.decode()
    assert '<datalist id="law-list">' in text and 'list="law-list"' in text
    assert '<option value="Participatiewet">' in text and '<option value="22a lid 4"' in text


def test_every_law_that_is_offered_is_found(weighed):
    with weighed.standing.inside():
        for law in queries.nameable_laws():
            weighed.obstacle(law.name, "")
            assert library_on(clock.today()).knows_law(law.name)


def test_another_municipality_is_offered_its_own_list(weighed):
    standing = weighed.standing
    lawyer = standing.add_staff("Lara Lawyer", "lawyer")
    with standing.inside():
        actions.add_row(actor=lawyer, columns=OWN)
    with standing.inside(standing.other):
        assert offered_laws() == []
        load_library(standing.other.pk)
        assert OWN["law"] not in {law.name for law in offered_laws()}
