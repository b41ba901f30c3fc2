"""The one search field: what it finds, for whom, and that a name never stands in an address."""

from __future__ import annotations

import pytest

from naast.demo.stage import SECOND
from naast.kernel.models import AuditEvent
from naast.kernel.tenancy import scope
from tests.test_pages import demo  # noqa: F401 - the fixture

pytestmark = pytest.mark.django_db


def search(browser, words):
    answer = browser.post("/zoeken/", {"q": words})
    # The words never stand in an address.
    assert (answer.status_code, answer["Location"]) == (302, "/zoeken/")
    shown = browser.get(answer["Location"])
    assert shown.status_code == 200
    return main_of(shown)


def main_of(answer):
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]


def test_a_person_a_decision_and_a_rule_are_found(demo):  # noqa: F811
    browser = demo.browser("wijkteam")
    eveline = demo.ids["eveline"]
    found = search(browser, "Eveline")
    assert f'href="/casus/{eveline}/"' in found
    assert f'href="/casus/{eveline}/besluit/"' in found
    assert "ruimte-in-de-wet/" in search(browser, "beslag")


def test_an_address_with_words_searches_nothing(demo):  # noqa: F811
    shown = main_of(demo.browser("wijkteam").get("/zoeken/?q=Eveline"))
    assert "Eveline" not in shown
    assert "/casus/" not in shown


def test_who_is_not_in_the_circle_finds_no_person_and_no_decision(demo):  # noqa: F811
    for login in ("ondersteuner", f"wijkteam.{SECOND}", "beheer", "controller"):
        assert "/casus/" not in search(demo.browser(login), "Eveline"), login


def test_a_resident_has_no_search(demo):  # noqa: F811
    assert demo.browser("map-eveline").post("/zoeken/", {"q": "Eveline"}).status_code == 404


def test_a_decision_that_is_shown_is_a_look(demo):  # noqa: F811
    search(demo.browser("wijkteam"), "Eveline")
    with scope(demo.municipality.pk):
        looks = AuditEvent.objects.filter(verb="web.search", kind=AuditEvent.LOOK)
        assert [look.case_id for look in looks] == [demo.ids["eveline"]]


def test_strange_words_find_nothing_and_break_nothing(demo):  # noqa: F811
    browser = demo.browser("wijkteam")
    for words in ("\x00", "%_\\", "' OR 1=1 --", "a" * 5000, "‮😀", "<script>alert(1)</script>"):
        assert "<script>alert(1)" not in search(browser, words)


def test_what_was_searched_is_gone_after_logging_out(demo):  # noqa: F811
    browser = demo.browser("wijkteam")
    search(browser, "Eveline")
    browser.post("/uitloggen/")
    assert not browser.session.get("search")
