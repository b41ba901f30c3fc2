"""What scripts do beside a story: a selection fills the field, and a resident reads what is being typed."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.test_axe import _speak

SELECT = """words => {
  const story = document.querySelector("[data-story]");
  const walker = document.createTreeWalker(story, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at >= 0) {
      const range = document.createRange();
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, at + words.length);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      return;
    }
  }
  throw new Error("not in the story");
}"""


def test_what_is_selected_in_the_story_fills_the_field(visitors, house):
    visitor = visitors("wijkteam")
    _speak(visitor.page, house.url, "nl")
    words = "Ik stond nergens ingeschreven."
    visitor.go("/casus/{eveline}/luisteren/verhaal/{eveline_person}/stukken/".format(**house.ids))
    visitor.page.evaluate(SELECT, words)
    field = visitor.page.locator("[data-mark] textarea")
    expect(field).to_have_value(words)
    field.fill("Zelf getypt")
    visitor.page.evaluate(SELECT, "Nu is Claire er.")
    expect(field).to_have_value("Zelf getypt")
    field.fill(words)
    visitor.page.locator("[data-mark] button[type=submit]").click()
    expect(visitor.page.locator("body")).to_contain_text("Dit stuk is aangewezen.")
    expect(visitor.page.locator("main")).to_contain_text(f"Niet meer aanwijzen: {words}")


def test_the_resident_reads_along_while_it_is_typed(visitors, house):
    desk, mine = visitors("wijkteam").page, visitors("map-eveline").page
    for page in (desk, mine):
        _speak(page, house.url, "nl")
    story = "{url}/casus/{eveline}/luisteren/verhaal/{eveline_person}/".format(url=house.url, **house.ids)
    desk.goto(story)
    desk.get_by_role("button", name="Laat Eveline meelezen").click()
    mine.goto(f"{house.url}/map/{house.ids['eveline']}/verhaal/")
    mine.get_by_role("link", name="Lees mee met je verhaal").click()
    field = desk.locator("textarea[name=text]")
    field.fill(field.input_value() + " Zij slaapt nu goed.")
    expect(mine.locator("main")).to_contain_text("Zij slaapt nu goed.", timeout=30_000)
    assert mine.locator("main textarea").count() == 0
    desk.get_by_role("button", name="Stop het meelezen").click()
    expect(mine.locator("main")).to_contain_text(re.compile("Er wordt nu niets getypt"), timeout=30_000)
