"""Law texts fetched in a real house: the page asks, the worker fetches, and the page tells what came."""

from __future__ import annotations

from tests.browser.test_axe import _listening, _problems, _speak


def test_an_administrator_has_a_text_fetched_and_sees_it_come(visitors, house):
    page = visitors("beheer").page
    with _listening(page, house.url) as complaints:
        page.goto(house.url)
        _speak(page, house.url, "nl")
        for number in ("BWBR9990001", "BWBR9990002"):
            page.goto(f"{house.url}/ruimte-in-de-wet/wetteksten/")
            page.fill("input[name=law]", number)
            page.press("input[name=law]", "Enter")
            # The part of the page asks for itself until the worker is done; nobody loads it again.
            page.wait_for_selector("#opgehaald h3:has-text('De laatste keer')", timeout=60_000)
            page.wait_for_selector(f"#opgehaald:has-text('{number}')")
            complaints += _problems(page, f"connect:law_texts, fetched {number}", "nl")
        page.reload()
        assert "Oefenwet appels tellen" in page.inner_text("main")
        assert "Het register heeft dit bestand niet" in page.inner_text("#opgehaald")
    assert complaints == []
