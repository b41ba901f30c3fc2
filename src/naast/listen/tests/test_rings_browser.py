"""The picture of the people around somebody in a real browser: readable with one, eight and forty people."""

from __future__ import annotations

import itertools
import os
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from playwright.sync_api import sync_playwright

from naast.listen import rings
from naast.listen.tests.test_rings import people

pytestmark = pytest.mark.browser

WEB = Path(__file__).resolve().parents[2] / "web"
SHEETS = (WEB / "static" / "vendor.css", *sorted((WEB / "assets").glob("*.css")))
SMALLEST = 12
"""Height of a letter in CSS pixels below which nobody should have to read."""
SHOTS = os.environ.get("NAAST_SCREENSHOTS", "")

NAMES = """() => [...document.querySelectorAll('.naast-rings__name, .naast-rings__near, .naast-rings__who')]
  .filter(each => each.getClientRects().length)
  .map(each => {
    const box = each.getBoundingClientRect();
    const scale = each.getCTM().a;
    return {text: each.textContent, left: box.left, right: box.right, top: box.top, bottom: box.bottom,
            size: parseFloat(getComputedStyle(each).fontSize) * scale};
  })"""
FRAME = """() => {
  const box = document.querySelector('main').getBoundingClientRect();
  return [box.left, box.right];
}"""


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=os.environ.get("NAAST_CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        yield opened
        opened.close()


def page_with(browser, many, near=None):
    who = people(many, near)
    with translation.override("nl"):
        drawn = render_to_string(
            "listen/_rings.html", {"pictures": rings.pictures("Meneer Vos", who), "who": "Meneer Vos"}
        )
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_content(
        "<!doctype html><html class='utrecht-root voorbeeld-theme'><body class='utrecht-body'>"
        "<div class='utrecht-page-layout'><div class='utrecht-page-body naast-body'>"
        "<div class='utrecht-page-body__content naast-body__content'>"
        f"<main id='main' class='naast-main'>{drawn}</main></div></div></div></body></html>"
    )
    for sheet in SHEETS:
        page.add_style_tag(content=sheet.read_text(encoding="utf-8"))
    return page


def apart(one, other):
    """Whether two texts do not lie over each other; a letter's box is a little larger than the letter."""
    return (
        one["right"] <= other["left"] + 1
        or other["right"] <= one["left"] + 1
        or one["bottom"] <= other["top"] + 5
        or other["bottom"] <= one["top"] + 5
    )


@pytest.mark.parametrize("near", [None, "further"], ids=["spread", "one ring"])
@pytest.mark.parametrize("many", [1, 8, 40])
def test_every_name_is_readable_and_lies_free(browser, many, near):
    page = page_with(browser, many, near)
    for width in (1280, 900, 480, 320):
        page.set_viewport_size({"width": width, "height": 900})
        names, (left, right) = page.evaluate(NAMES), page.evaluate(FRAME)
        shown = page.locator(".naast-rings__picture:visible")
        assert shown.count() == 1
        if SHOTS:
            shown.screenshot(path=str(Path(SHOTS) / f"rings-{many}-{near}-{width}.png"))
        assert sum(1 for name in names if name["text"]) >= many + 4
        for name in names:
            assert name["size"] >= SMALLEST, (width, name)
            assert name["left"] >= left - 1 and name["right"] <= right + 1, (width, name)
        for one, other in itertools.combinations(names, 2):
            assert apart(one, other), (width, one, other)
    page.close()


def test_on_paper_the_whole_picture_stands_once(browser):
    page = page_with(browser, 40)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 794, "height": 1123})
    shown = page.locator(".naast-rings__picture:visible")
    assert shown.count() == 1
    box = shown.bounding_box()
    assert box["width"] <= 794 and box["height"] <= 1123
    if SHOTS:
        shown.screenshot(path=str(Path(SHOTS) / "rings-print.png"))
    page.close()
