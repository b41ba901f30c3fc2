"""A letter that is read along while it is written, by keyboard and without script; and one that is heard."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.keyboard import Keyboard

HARD = "Derhalve betalen wij dit."
EASY = "Daarom betalen wij dit."
LETTER = "/casus/{g}/besluit/{g_decision}/brief/"


def test_an_easier_word_comes_by_one_key_and_goes_by_undo(visitors, house):
    visitor = visitors("wijkteam", fresh=True)
    page, keys = visitor.page, Keyboard(visitor.page)
    visitor.go(LETTER.format(**house.ids))
    keys.write("decision", HARD)
    button = page.locator("button[data-words='Derhalve']")
    expect(button).to_have_count(1)
    keys.tab_to("button[data-words='Derhalve']")
    page.keyboard.press("Enter")
    field = page.locator("[name=decision]")
    expect(field).to_have_value(EASY)
    expect(button).to_have_count(0)
    expect(field).to_be_focused()
    page.keyboard.press("Control+Z")
    expect(field).to_have_value(HARD)
    expect(button).to_have_count(1)
    page.locator("button[name=leave][value='jargon:Derhalve']").press("Enter")
    expect(button).to_have_count(0)
    expect(field).to_have_value(HARD)
    assert page.url.endswith(LETTER.format(**house.ids))
    visitor.context.close()


def test_without_script_the_changed_text_comes_back_and_goes_along(visitors, house):
    visitor = visitors("wijkteam", fresh=True, java_script_enabled=False)
    page = visitor.page
    visitor.go(LETTER.format(**house.ids))
    page.fill("[name=why]", "Tevens betalen wij dit.")
    page.click("aside button[name=look]")
    page.click("button[name=put_in][value='why:0:jargon:Tevens']")
    assert page.input_value("[name=why]") == "Ook betalen wij dit."
    page.click("button[name=undo]")
    assert page.input_value("[name=why]") == "Tevens betalen wij dit."
    page.click("button[name=back]")
    assert page.url.endswith(LETTER.format(**house.ids))
    assert page.input_value("[name=why]") == "Tevens betalen wij dit."
    visitor.context.close()


def test_a_letter_is_heard_by_keyboard_with_its_words_beside_it(visitors, house):
    visitor = visitors("map-mevrouw-f", fresh=True)
    page, keys = visitor.page, Keyboard(visitor.page)
    visitor.go("/map/{f}/van/{f_person}/brieven/{f_letter}/lezen/".format(**house.ids))
    players = page.locator("audio")
    if players.count():  # espeak-ng is installed here
        players.first.evaluate("sound => { sound.preload = 'auto'; sound.load(); }")
        expect(players.first).to_have_js_property("error", None)
        page.wait_for_function("() => document.querySelector('audio').duration > 1")
        keys.tab_to("audio")
    expect(page.locator("main")).to_contain_text("Beste Mevrouw F")
    expect(page.locator("main")).to_contain_text("Je krijgt van ons een wasmachine en een bed.")
    visitor.context.close()
