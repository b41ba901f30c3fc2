"""The print queue of who has many letters: choosing a few without a script, and which letter is which."""

from __future__ import annotations

import datetime as dt

import lxml.html
import pytest

from naast.decide import actions
from naast.decide.tests.leaving_house import ADDRESS, printed, rosa
from naast.kernel import clock
from naast.people import actions as people


@pytest.fixture
def two_letters(deciding):
    """Two decisions for one resident, of which the letters wait for the post: the number of each sending."""
    with deciding.inside():
        deciding.ready()
        people.say_address(
            actor=deciding.worker, case_id=deciding.case_id, person_id=rosa(deciding), address=ADDRESS
        )
        deciding.decisions, deciding.sendings = [], []
        for _each in range(2):
            deciding.propose()
            decision = deciding.decide(deciding.worker)
            deciding.decisions.append(decision)
            deciding.sendings.append(actions.queue_letter(**deciding.given, decision_id=decision, way="post"))
    return deciding


def shown(house, path="/post/", **sent):
    client = house.standing.client(house.worker)
    answer = client.post(path, sent) if sent else client.get(path)
    return lxml.html.fromstring(answer.content)


def boxes(tree, called, *, ticked=False):
    found = tree.xpath(f"//input[@type='checkbox' and starts-with(@id, '{called}_letters')]")
    return {int(box.get("value")) for box in found if not ticked or box.get("checked") is not None}


def test_all_that_waits_is_ticked_and_a_link_ticks_none_and_all(two_letters):
    tree = shown(two_letters)
    assert boxes(tree, "print", ticked=True) == set(two_letters.sendings)
    (none,) = tree.xpath("//a[contains(@href, 'geen=')]/@href")
    assert none == "/post/?geen=klaarzetten#klaarzetten"
    tree = shown(two_letters, none)
    assert boxes(tree, "print", ticked=True) == set()
    assert boxes(tree, "print") == set(two_letters.sendings)
    (everything,) = tree.xpath("//form//p/a/@href")
    assert boxes(shown(two_letters, everything), "print", ticked=True) == set(two_letters.sendings)
    assert boxes(shown(two_letters, "/post/?geen=<b>"), "print", ticked=True) == set(two_letters.sendings)


def test_two_letters_to_one_resident_are_called_as_the_letters_are(two_letters):
    words = " ".join(shown(two_letters).text_content().split())
    for decision in two_letters.decisions:
        assert f"Rosa Proefpersoon (besluit {decision}), klaargezet op" in words
    with two_letters.inside():
        for number in two_letters.sendings:
            printed(two_letters, number)
    words = " ".join(shown(two_letters).text_content().split())
    for decision in two_letters.decisions:
        assert f"De brief aan Rosa Proefpersoon (PDF): besluit {decision}" in words


def test_what_was_printed_for_today_waits_for_the_letter_box_and_is_printed_again_apart(two_letters):
    first, second = two_letters.sendings
    with two_letters.inside():
        printed(two_letters, first)
    tree = shown(two_letters)
    today = clock.today()
    assert boxes(tree, f"posted_{today.isoformat()}", ticked=True) == {first}
    assert boxes(tree, "print", ticked=True) == {second}
    assert (boxes(tree, "again"), boxes(tree, "again", ticked=True)) == ({first}, set())
    later = (today + dt.timedelta(days=1)).isoformat()
    client = two_letters.standing.client(two_letters.worker)
    assert client.post("/post/afdrukken/", {"letters": [first], "day": later}).status_code == 302
    # Of a day that comes nothing is posted yet; refused, the page holds every letter with what was chosen.
    tree = shown(two_letters, "/post/afdrukken/", letters=[first], day="morgen")
    assert boxes(tree, "print") == {first, second} and boxes(tree, "print", ticked=True) == {first}
    assert boxes(tree, "again") == set()


def test_when_everything_was_printed_that_is_said(two_letters):
    with two_letters.inside():
        for number in two_letters.sendings:
            printed(two_letters, number)
    tree = shown(two_letters)
    assert "Alles wat wacht, is afgedrukt." in tree.text_content()
    (none,) = tree.xpath("//a[contains(@href, 'geen=')]/@href")
    today = clock.today().isoformat()
    assert none == f"/post/?geen={today}#dag-{today}"
    assert boxes(shown(two_letters, none), f"posted_{today}", ticked=True) == set()
