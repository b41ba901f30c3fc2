"""A case with many decisions: each is found by its number, as the ledger and the mandates call it."""

from __future__ import annotations

import datetime as dt

import lxml.html
import pytest

from naast.decide import actions
from naast.decide.types import ProposedTerms
from naast.kernel import clock
from naast.weigh import queries as weighings


@pytest.fixture
def decided_often(deciding):
    """Gives the numbers of four decisions, the latest first."""
    made = []
    with deciding.inside():
        title = next(row for row in weighings.legal_titles("wmo"))
        for before in range(4):
            done = actions.decide_routinely(
                **deciding.given,
                request=f"Wens {before}: een <b>lamp</b>.",
                terms=ProposedTerms(
                    outcome="yes",
                    granted=f"Lamp {before}, <b>warm</b> licht",
                    reason="Het is donker.",
                    title_row=str(title.id),
                    review_on=clock.today() + dt.timedelta(days=30),
                ),
                decided_before=before,
            )
            made.insert(0, done.decision_id)
    return made


def test_each_decision_is_in_a_list_that_leads_to_it(deciding, decided_often):
    page = deciding.standing.client(deciding.worker).get(f"/casus/{deciding.case_id}/besluit/")
    tree = lxml.html.fromstring(page.content)
    links = tree.xpath("//nav[@aria-labelledby='besluiten']//a")
    assert [link.get("href") for link in links] == [f"#besluit-{number}" for number in decided_often]
    assert str(decided_often[0]) in links[0].text_content()
    assert "&lt;b&gt;warm&lt;/b&gt;" in page.content.decode()
    for number in decided_often:
        (card,) = tree.xpath(f"//section[@id='besluit-{number}']")
        assert f"(besluit {number})" in " ".join(card.text_content().split())
