"""The page of deciding says what to do now: what waits stands first, and what is missing has its button."""

from __future__ import annotations

import re

import lxml.html
from django.utils import formats

from naast.decide import queries
from naast.kernel.clock import today


def page_of(deciding):
    path = f"/casus/{deciding.case_id}/besluit/"
    return lxml.html.fromstring(deciding.standing.client(deciding.worker).get(path).content.decode())


def headings(page):
    return [" ".join(heading.text_content().split()) for heading in page.xpath("//main//h2")]


def test_a_proposal_stands_before_what_was_decided_earlier(deciding):
    with deciding.inside():
        deciding.ready()
        deciding.propose()
        deciding.decide(deciding.worker)
        deciding.propose("partly")
    found = headings(page_of(deciding))
    decided = next(place for place, words in enumerate(found) if words.startswith("Besloten op"))
    assert found.index("Het voorstel") < found.index("Wat de inwoner ervan vindt") < decided


def test_each_decision_is_called_by_its_day(deciding):
    with deciding.inside():
        deciding.ready()
        deciding.propose()
        deciding.decide(deciding.worker)
        day = formats.date_format(today(), "j F Y")
    page = page_of(deciding)
    assert f"Besloten op {day}" in headings(page)
    said = " ".join(page.xpath("//main")[0].text_content().split())
    assert re.search(r"besloot dit, namens het college", said)


def test_whoever_was_not_heard_yet_is_one_button_away(deciding):
    hear = f"/casus/{deciding.case_id}/besluit/horen/"
    with deciding.inside():
        deciding.ready()
        deciding.propose("partly")
    before = page_of(deciding).xpath(f"//*[@id='voorstel']//a[@href='{hear}']")
    assert [" ".join(link.text_content().split()) for link in before] == ["Schrijf op wat de inwoner zegt"]
    with deciding.inside():
        deciding.hear()
    assert page_of(deciding).xpath(f"//*[@id='voorstel']//a[@href='{hear}']") == []


def test_who_comes_back_to_the_short_page_sees_that_it_was_decided(deciding):
    """The back button fills the same words in again: a second letter is one tired click away."""
    path = f"/casus/{deciding.case_id}/kort/"
    client = deciding.standing.client(deciding.worker)
    with deciding.inside():
        title = deciding.title()
    sent = {"request": "Een taxipas.", "reason": "Lopen lukt niet.", "outcome": "yes", "title_row": title}
    assert "Het laatste besluit hier" not in client.get(path).content.decode()
    assert client.post(path, sent | {"decided_before": "0"}).status_code == 302
    with deciding.inside():
        (made,) = queries.decisions_of(deciding.case_id)
    page = lxml.html.fromstring(client.get(path).content.decode())
    (link,) = page.xpath(f"//a[@href='/casus/{deciding.case_id}/besluit/#besluit-{made.id}']")
    said = " ".join(link.getparent().text_content().split())
    assert said.startswith("Het laatste besluit hier is van ") and "Een taxipas." in said
