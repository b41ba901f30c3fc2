"""Every page of the register in both languages at 1280 and 320 px: axe 0, no outside request, no script
error, nothing that sticks out sideways."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.pages import PAGES

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (1280, 320)
SHOTS = os.environ.get("NAAST_SCREENSHOTS", "")


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_a_page_is_quiet_for_axe(entry, visitors, house):
    visitor = visitors(entry.login)
    page = visitor.page
    complaints: list[str] = []

    def hear(request):
        if not request.url.startswith((house.url, "data:", "blob:")):
            complaints.append(f"outside request: {request.url}")

    def fail(error):
        complaints.append(str(error))

    page.on("request", hear)
    page.on("pageerror", fail)
    try:
        for language in ("en", "nl"):
            _speak(page, visitor.url, language)
            visitor.go(entry.path.format(**house.ids))
            assert page.locator("h1").count() == 1, f"{entry.name} has {page.locator('h1').count()} h1"
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                complaints += [f"{language} {width}: {problem}" for problem in _axe(page)]
                wide = page.evaluate(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                )
                if wide > 1:
                    complaints.append(f"{language} {width}: {wide} px stick out sideways")
                if SHOTS:
                    name = f"{entry.name.replace(':', '-')}-{language}-{width}.png"
                    page.screenshot(path=str(Path(SHOTS) / name), full_page=True)
    finally:
        page.remove_listener("request", hear)
        page.remove_listener("pageerror", fail)
    assert complaints == []


def _speak(page, url, language):
    """Choose the language with the button in the header, when it is not spoken already."""
    if page.url == "about:blank":
        page.goto(url)
    if page.locator("html").get_attribute("lang") != language:
        page.click(f"button[name=language][value={language}]")
        page.wait_for_selector(f"html[lang={language}]")


def _axe(page):
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)
    return [
        f"{found['id']}: {found['help']} at {[node['target'] for node in found['nodes']][:3]}"
        for found in result["violations"]
    ]
