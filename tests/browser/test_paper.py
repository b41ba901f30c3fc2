"""Every page of the folder on A4: whose it is, of which day, what there is to read, and nothing to press."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pikepdf
import pytest
from django.utils import translation
from django.utils.formats import date_format

from naast.decide.tests.test_papers import pages_text
from naast.kernel import clock
from tests.browser.test_axe import _speak
from tests.pages import PAGES

A4_POINTS = (595, 842)
# What is left of 210 mm between the margins of 16 mm, at 96 pixels to an inch.
PAPER_PIXELS = 672
SHOTS = os.environ.get("NAAST_SCREENSHOTS", "")
NOT_ON_PAPER = (
    "Uitloggen",
    "Zoeken",
    "Hoofdmenu",
    "English",
    "Verlaat deze pagina snel",
    "Terug naar",
    "Naar de inhoud",
    "Gratis hulp van iemand buiten de gemeente\nMet iemand anders praten",
    "(optioneel)",
    "(niet verplicht)",
)
FOLDER = [page for page in PAGES if page.folder]
# What is cut off: text beyond the edge of the paper, or in a box that hides or scrolls what does not fit.
CUT = """
() => [...document.querySelectorAll("body *")].filter((each) => {
  const style = getComputedStyle(each);
  const box = each.getBoundingClientRect();
  if (!box.width || !box.height || style.visibility === "hidden" || each.closest(".naast-visually-hidden")) {
    return false;
  }
  if (!each.textContent.trim() && each.tagName !== "TEXTAREA") return false;
  const beyond = box.right > document.documentElement.clientWidth + 1 || box.left < -1;
  const boxed = style.overflowX !== "visible" && each.scrollWidth > each.clientWidth + 1;
  const short = style.overflowY !== "visible" && each.scrollHeight > each.clientHeight + 1;
  const hidden = each.tagName === "TEXTAREA" || short;
  return beyond || boxed || hidden;
}).map((each) => `${each.tagName}.${each.className}: ${each.textContent.trim().slice(0, 60)}`)
"""


@pytest.fixture(params=FOLDER, ids=lambda entry: entry.name)
def paper(request, visitors, house):
    """A page of the folder as it goes to the printer."""
    entry = request.param
    visitor = visitors(entry.login)
    page = visitor.page
    _speak(page, visitor.url, "nl")
    visitor.go(entry.path.format(**house.ids))
    page.set_viewport_size({"width": PAPER_PIXELS, "height": 950})
    page.emulate_media(media="print")
    yield entry, page
    page.emulate_media(media="screen")


def test_a_page_of_the_folder_prints_well_on_a4(paper):
    entry, page = paper
    text = page.locator("body").inner_text()
    with translation.override("nl"):
        assert f"geprint op {date_format(clock.today(), 'j F Y')}" in text
    assert "Demostad" in text and len(text) > 100
    assert [words for words in NOT_ON_PAPER if words in text] == []
    assert page.locator("h1").is_visible(), "paper without a title tells nobody what it is"
    assert page.evaluate(CUT) == []
    pressed = page.locator("button, input:not([type=hidden]), textarea, select, .naast-exit")
    assert [each for each in range(pressed.count()) if pressed.nth(each).is_visible()] == []
    content = page.pdf(format="A4", prefer_css_page_size=True)
    with pikepdf.open(io.BytesIO(content)) as made:
        for sheet in made.pages:
            assert [round(float(side)) for side in sheet.mediabox[2:]] == pytest.approx(A4_POINTS, abs=1)
        assert len(made.pages) <= 12
    if SHOTS:
        (Path(SHOTS) / f"{entry.name.replace(':', '-')}-paper.pdf").write_bytes(content)


def test_a_long_story_stands_on_paper_whole(visitors, house):
    """A field on a screen shows a few lines and scrolls; on paper the whole text stands."""
    visitor = visitors("map-eveline")
    page = visitor.page
    visitor.go(f"/map/{house.ids['eveline']}/verhaal/")
    page.emulate_media(media="print")
    try:
        assert "Dat wil ik haar nooit aandoen." in page.locator("main").inner_text()
    finally:
        page.emulate_media(media="screen")


def test_a_letter_in_words_keeps_its_headings_on_paper(visitors, house):
    """Beside each part stands a player, which does not print; the heading of the part does."""
    ids, visitor = house.ids, visitors("map-mevrouw-f")
    visitor.go(f"/map/{ids['f']}/van/{ids['f_person']}/brieven/{ids['f_letter']}/lezen/")
    headings = visitor.page.locator("main section[lang=nl] h3")
    assert headings.count() >= 5
    visitor.page.emulate_media(media="print")
    try:
        assert [each for each in headings.all() if not each.is_visible()] == []
    finally:
        visitor.page.emulate_media(media="screen")


def test_when_one_hears_something_begins_on_the_first_sheet(visitors, house):
    """A card with a letter unfolded in it is longer than what is left of the sheet."""
    visitor = visitors("map-mevrouw-e")
    _speak(visitor.page, visitor.url, "nl")
    visitor.go(f"/map/{house.ids['mevrouw_e']}/wanneer/")
    content = visitor.page.pdf(format="A4", prefer_css_page_size=True)
    assert "Je melding van" in pages_text(sheets(content)[0])


def test_the_parts_of_a_weighing_that_are_closed_stand_on_paper(visitors, house):
    """On a screen one part is in view; who prints takes all of it along."""
    visitor = visitors("wijkteam")
    page = visitor.page
    visitor.go(f"/casus/{house.ids['eveline']}/wegen/")
    texts = page.locator("details.naast-talk textarea")
    closed = [each for each in range(texts.count()) if not texts.nth(each).is_visible()]
    assert closed
    page.emulate_media(media="print")
    try:
        labels = page.locator("details.naast-talk label[for=id_effect], #stap-3 label[for=id_consequences]")
        assert labels.count() == 2 and all(labels.nth(each).is_visible() for each in range(2))
    finally:
        page.emulate_media(media="screen")


def test_the_costs_begin_on_the_first_sheet_and_leave_no_column_bare(visitors, house):
    """What the plan costs and what doing nothing costs: below each other, from right under the heading."""
    visitor = visitors("wijkteam")
    page = visitor.page
    _speak(page, visitor.url, "nl")
    visitor.go(f"/casus/{house.ids['eveline']}/plan/opbrengst/")
    page.set_viewport_size({"width": PAPER_PIXELS, "height": 950})
    page.emulate_media(media="print")
    try:
        plan, nothing = (page.locator(f"#{kind}").bounding_box() for kind in ("plan", "nothing"))
        assert plan["width"] == pytest.approx(nothing["width"], abs=1) and plan["width"] > PAPER_PIXELS * 0.9
        assert nothing["y"] >= plan["y"] + plan["height"]
        content = page.pdf(format="A4", prefer_css_page_size=True)
    finally:
        page.emulate_media(media="screen")
    first, second = (pages_text(part) for part in sheets(content)[:2])
    assert "Tot die tijd huren we een huis" in first and "Hotelkamer" in first
    assert "Uithuisplaatsing" in second


def sheets(content: bytes) -> list[bytes]:
    """Each sheet of a PDF as a PDF of its own."""
    found = []
    with pikepdf.open(io.BytesIO(content)) as made:
        for sheet in made.pages:
            one, kept = pikepdf.new(), io.BytesIO()
            one.pages.append(sheet)
            one.save(kept)
            found.append(kept.getvalue())
    return found
