"""In a long register one mandate is found by a name, a law or a kind of decision."""

from __future__ import annotations

from decimal import Decimal

import lxml.html
import pytest

from naast.decide import actions, mandate_queries
from naast.kernel import actors, clock

REGISTER = "/mandaten/"


@pytest.fixture
def many(deciding):
    """More mandates than are found at a glance, and two of somebody with a name of its own."""
    with deciding.inside():
        for each in range(mandate_queries.AT_A_GLANCE):
            holder = deciding.standing.add_staff(f"Vul {each}", actors.MANDATE_HOLDER)
            deciding.mandate(holder, "routine", 100 + each)
        quirine = deciding.standing.add_staff("Quirine <Dekker>", actors.MANDATE_HOLDER)
        deciding.mandate(quirine, "routine", 900, law="wmo")
        deciding.mandate(quirine, "routine", 800, law="jeugdwet")
        return quirine


def names(deciding, words: str = "", status: int = 200) -> list[str]:
    """Posted: a name stands in no address."""
    client = deciding.standing.client(deciding.worker)
    answer = client.post(REGISTER, {"q": words}) if words else client.get(REGISTER)
    assert answer.status_code == status
    tree = lxml.html.fromstring(answer.content)
    return [link.text for link in tree.xpath("//tbody//th/a")]


def test_a_mandate_is_found_by_a_name_a_law_or_who_stands_in(deciding, many):
    assert len(names(deciding)) > mandate_queries.AT_A_GLANCE + 1
    assert names(deciding, "quirine") == ["Quirine <Dekker>"] * 2
    assert names(deciding, "QUIRINE jeugdwet") == ["Quirine <Dekker>"]
    with deciding.inside():
        number = next(row.facts.id for row in mandate_queries.register() if row.facts.up_to == Decimal(900))
        later = deciding.standing.add_staff("Zoë Zomer", actors.MANDATE_HOLDER)
        house = actors.system(deciding.standing.municipality.pk)
        actions.let_stand_in(
            actor=house,
            mandate_id=number,
            staff_id=later.id,
            from_on=clock.today(),
            until_on=clock.today(),
            basis="Vervangingsregeling (fictief)",
        )
    assert names(deciding, "zoë") == ["Quirine <Dekker>"]


def test_words_that_are_nowhere_or_too_long_are_said_and_stay(deciding, many):
    assert names(deciding, "<script>") == []
    page = deciding.standing.client(deciding.worker).post(REGISTER, {"q": "<script>"}).content.decode()
    assert 'value="&lt;script&gt;"' in page and "In geen mandaat dat vandaag geldt" in page
    assert len(names(deciding, "x" * 81, 422)) > mandate_queries.AT_A_GLANCE


def test_a_short_register_has_no_search(deciding):
    page = deciding.standing.client(deciding.worker).get(REGISTER).content.decode()
    assert 'name="q"' not in page.split("<main")[1]
