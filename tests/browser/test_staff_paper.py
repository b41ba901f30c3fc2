"""What staff print of plan, weighing and decision: what stands there, nothing to press or to fill in."""

from __future__ import annotations

import pytest

from naast.decide.tests.test_papers import pages_text
from tests.browser.test_axe import _speak
from tests.browser.test_paper import CUT, PAPER_PIXELS, sheets
from tests.pages import PAGES

# A text that somebody writes on stands on paper in its field, whole and without an edge.
BEYOND = CUT.replace('each.tagName === "TEXTAREA" || ', "")
PRINTED = [page for page in PAGES if page.name.startswith(("plan:", "weigh:", "decide:"))]
# Of what can be filled in: what is in view and holds nothing, or is not chosen.
EMPTY = """
() => [...document.querySelectorAll("main :is(input, textarea, select, button, .nl-button)")]
  .filter((each) => each.type !== "hidden" && !each.closest(".naast-visually-hidden"))
  .filter((each) => each.checkVisibility({ visibilityProperty: true }))
  .filter((each) => !(["radio", "checkbox"].includes(each.type) ? each.checked : (each.value || "").trim()))
  .map((each) => each.name || each.textContent)
"""


@pytest.mark.parametrize("entry", PRINTED, ids=lambda entry: entry.name)
def test_a_page_of_staff_prints_what_stands_there(entry, visitors, house):
    visitor = visitors(entry.login)
    page = visitor.page
    _speak(page, visitor.url, "nl")
    visitor.go(entry.path.format(**house.ids))
    page.set_viewport_size({"width": PAPER_PIXELS, "height": 950})
    page.emulate_media(media="print")
    try:
        assert page.locator("h1").is_visible()
        assert page.evaluate(EMPTY) == []
        assert page.evaluate(BEYOND) == []
        content = page.pdf(format="A4", prefer_css_page_size=True)
    finally:
        page.emulate_media(media="screen")
    assert [number for number, sheet in enumerate(sheets(content), 1) if not pages_text(sheet).strip()] == []


def test_a_weighing_on_paper_says_what_was_written_and_chosen(visitors, house):
    """Each value that somebody chose, and none of those that nobody did; a table with its head."""
    visitor = visitors("wijkteam")
    page = visitor.page
    _speak(page, visitor.url, "nl")
    visitor.go(f"/casus/{house.ids['eveline']}/wegen/")
    page.emulate_media(media="print")
    try:
        shown = "each => each.filter(one => one.checkVisibility()).length"
        assert page.locator("#id_effect").is_visible()
        chosen = page.locator("#id_values input:checked").count()
        assert page.locator("#id_values .naast-option").evaluate_all(shown) == chosen > 0
        assert "(hoeft niet)" not in page.locator("main").inner_text()
    finally:
        page.emulate_media(media="screen")


def test_what_nobody_wrote_yet_is_said_on_paper(visitors, house):
    visitor = visitors("wijkteam")
    page = visitor.page
    _speak(page, visitor.url, "nl")
    visitor.go(f"/casus/{house.ids['mevrouw_x']}/wegen/")
    page.emulate_media(media="print")
    try:
        assert page.locator("#stap-3 .naast-talk__said").is_visible()
        assert not page.locator("#stap-1 .naast-talk__said").is_visible()
    finally:
        page.emulate_media(media="screen")
