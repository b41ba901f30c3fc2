"""A complaint goes from the folder to who was named to answer it; each page is quiet for axe."""

from __future__ import annotations

import re

from tests.browser.test_axe import _both_languages, _listening, _problems, _speak

WORDS = "Er werd niet naar mij geluisterd (fictief)."


def test_a_complaint_is_passed_on_and_answered(house, visitors):
    resident, lead = visitors("map-eveline"), visitors("teamleider")
    resident.go("/map/klacht/")
    resident.page.fill("[name=words]", WORDS)
    resident.page.locator("main form button[type=submit]").last.click()
    resident.page.wait_for_load_state()
    lead.go("/team/")
    # Other things may have been asked of this lead as well.
    asked = lead.page.locator(".naast-card", has_text=WORDS).locator("form[action*='/team/antwoord/']")
    action = asked.first.get_attribute("action") or ""
    number = re.findall(r"\d+", action)[0]
    page = lead.page
    with _listening(page, house.url) as complaints:
        for language in _both_languages(page):
            _speak(page, house.url, language)
            lead.go(f"/klachten/{number}/behandelaar/")
            assert WORDS not in page.inner_text("main")
            assert page.locator("main form button").count() == 1
            complaints += _problems(page, "people:name_handler", language)
        page.locator("main form button").click()
        page.wait_for_selector("[data-form-errors]")
        complaints += _problems(page, "people:name_handler, nobody chosen", language)
        page.select_option("[name=staff]", index=1)
        chosen = page.locator("[name=staff] option:checked").inner_text().split(",")[0]
        page.locator("main form button").dblclick()
        page.wait_for_url("**/team/")
        assert chosen in page.inner_text("main")
        complaints += _problems(page, "people:team, named", language)
    assert complaints == []
