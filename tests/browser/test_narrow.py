"""At 320 px nothing scrolls sideways, also not inside a part of the page."""

from __future__ import annotations

import pytest

from tests.pages import PAGES

NARROW = [page for page in PAGES if page.name.startswith(("plan:", "weigh:"))]
SCROLLING = """() => [...document.querySelectorAll("body *")]
  .filter(part => ["auto", "scroll"].includes(getComputedStyle(part).overflowX))
  .filter(part => part.tagName !== "TEXTAREA" && part.scrollWidth > part.clientWidth + 1)
  .map(part => `${part.tagName} ${part.className}: ${part.scrollWidth} > ${part.clientWidth}`)"""


@pytest.mark.parametrize("entry", NARROW, ids=lambda entry: entry.name)
def test_no_part_of_a_page_scrolls_sideways(entry, visitors, house):
    visitor = visitors(entry.login)
    visitor.go(entry.path.format(**house.ids))
    visitor.page.set_viewport_size({"width": 320, "height": 900})
    assert visitor.page.evaluate(SCROLLING) == []


def test_a_price_becomes_a_block_of_labels_and_values(visitors, house):
    visitor = visitors("wijkteam")
    page = visitor.page
    visitor.go("/prijzen/")
    cell = ".naast-blocks tbody tr:first-child td:nth-of-type(1)"
    page.set_viewport_size({"width": 320, "height": 900})
    label = page.evaluate(f"getComputedStyle(document.querySelector('{cell}'), '::before').content")
    assert "Bedrag" in label or "Amount" in label
    assert page.locator(cell).first.evaluate("cell => getComputedStyle(cell).display") == "block"
    spilling = "cells => cells.filter(cell => cell.scrollHeight > cell.clientHeight + 1).length"
    assert page.locator(".naast-blocks :is(th, td)").evaluate_all(spilling) == 0
    page.set_viewport_size({"width": 1280, "height": 900})
    assert page.locator(cell).first.evaluate("cell => getComputedStyle(cell).display") == "table-cell"
