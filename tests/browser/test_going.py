"""Pages that open only when something goes: one recording, at the desk and in the folder, and a page that was
open while a story was deleted."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from naast.listen.tests.test_recordings import wav
from tests.browser.keyboard import Keyboard
from tests.browser.test_axe import _listening, _problems, _speak


def _record(page, samples, words):
    page.set_input_files("[name=sound]", {"name": "a.wav", "mimeType": "audio/wav", "buffer": wav(samples)})
    page.locator("main form[enctype] [name=words]").fill(words)
    page.locator("main form[enctype] button[type=submit]").click()
    page.wait_for_selector("audio")


@pytest.mark.parametrize("language", ["en", "nl"])
def test_one_recording_goes_at_the_desk(language, visitors, house):
    page = visitors("wijkteam").page
    listing = "{url}/casus/{f}/luisteren/verhaal/{f_person}/opnamen/".format(url=house.url, **house.ids)
    with _listening(page, house.url) as complaints:
        _speak(page, house.url, language)
        page.goto(listing)
        _record(page, 100, "Dit blijft staan.")
        _record(page, 101, "Dit gaat weg.")
        complaints += _problems(page, "listen:recordings, two", language)
        page.locator("main a[href$='/weg/']").last.click()
        page.wait_for_selector("[name=asked]")
        complaints += _problems(page, "listen:delete_recording", language)
        page.locator(".naast-main form button[type=submit]").click()
        page.wait_for_selector("[data-form-errors]")
        complaints += _problems(page, "listen:delete_recording, not filled in", language)
        page.fill("[name=asked]", "Die laatste wil ik weg hebben.")
        page.locator(".naast-main form button[type=submit]").click()
        page.wait_for_selector("button[name=confirmed]")
        complaints += _problems(page, "listen:delete_recording, are you sure", language)
        page.click("button[name=confirmed]")
        page.wait_for_url(listing)
        expect(page.locator("main")).not_to_contain_text("Dit gaat weg.")
        expect(page.locator("main")).to_contain_text("Dit blijft staan.")
        complaints += _problems(page, "listen:recordings, one went", language)
    assert complaints == []


@pytest.mark.parametrize("language", ["en", "nl"])
def test_my_recording_goes_by_keyboard(language, visitors, house):
    page = visitors("map-mevrouw-f").page
    with _listening(page, house.url) as complaints:
        _speak(page, house.url, language)
        page.goto(f"{house.url}/map/{house.ids['f']}/verhaal/opnamen/")
        if page.locator("[name=sound]").count() == 0:
            page.click(".naast-main form button[type=submit]")
            page.wait_for_selector("[name=sound]")
        _record(page, 202 if language == "en" else 203, "Dit vertel ik zelf.")
        keys = Keyboard(page).from_the_top()
        last = page.locator("main a[href$='/weg/']").last.get_attribute("href")
        keys.tab_to(f"main a[href='{last}']")
        page.keyboard.press("Enter")
        page.wait_for_selector("button[name=confirmed]")
        complaints += _problems(page, "folder:delete_recording", language)
        keys.from_the_top().tab_to("button[name=confirmed]")
        page.keyboard.press("Enter")
        page.wait_for_selector("[name=sound]")
        expect(page.locator("main")).not_to_contain_text("Dit vertel ik zelf.")
        complaints += _problems(page, "folder:recordings, one went", language)
    assert complaints == []


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_page_that_was_open_gives_the_words_back(language, visitors, house):
    desk, address = visitors("wijkteam"), "/casus/{f}/luisteren/verhaal/{f_person}/".format(**house.ids)
    page = desk.page
    with _listening(page, house.url) as complaints:
        _speak(page, house.url, language)
        desk.go(address)
        page.fill("[name=text]", "Een eerste verhaal.")
        page.click("main form:has([name=text]) button[type=submit]:not([name])")
        page.wait_for_url(lambda url: not url.endswith(address))
        desk.go(address)
        other = desk.context.new_page()
        other.goto(f"{house.url}{address}weg/")
        other.fill("[name=asked]", "Het mag weg.")
        other.click(".naast-main form button[type=submit]")
        other.click("button[name=confirmed]")
        other.wait_for_url(lambda url: not url.endswith("/weg/"))
        other.close()
        page.fill("[name=text]", "Getypt op de oude bladzijde.")
        page.click("main form:has([name=text]) button[type=submit]:not([name])")
        page.wait_for_selector("[data-form-errors]")
        assert "Getypt op de oude bladzijde." in page.locator("blockquote").inner_text()
        complaints += _problems(page, "listen:story, deleted meanwhile", language)
        page.click(f"main a[href='{address}']")
        expect(page.locator("[name=text]")).to_have_value("")

    assert complaints == []
