"""Four people of the demo, each by keyboard alone on a narrow screen: who somebody is, two counters then and
now, who does what now, and a folder that goes along to another municipality."""

from __future__ import annotations

import re

import pytest

from naast.demo.stage import SECOND
from tests.browser.keyboard import Keyboard

NARROW = {"width": 320, "height": 800}


@pytest.fixture
def at(visitors):
    """`at(login)`: a fresh narrow browser of that login, with its keyboard."""

    def opened(login):
        visitor = visitors(login, fresh=True, viewport=NARROW)
        return visitor, visitor.page, Keyboard(visitor.page)

    return opened


def main(page):
    return page.locator("main").inner_text()


def test_meneer_vos_is_more_than_an_illness(at, house):
    """Roles and the people around him, by himself; who stands beside him reads the same words."""
    case, person = house.ids["vos"], house.ids["vos_person"]
    visitor, page, keys = at("map-vos")
    keys.press("main a", text="Mijn rollen")
    wished = "main form:has(input[name=do][value=add]):has(input[name=when][value=wished])"
    keys.write("words", "iemand die de tafel dekt", within=wished)
    keys.press(f"{wished} button", text="Toevoegen")
    assert "iemand die de tafel dekt" in main(page)

    visitor.go(f"/map/{case}/mensen-om-mij/")
    keys.write("description", "de bakker op de hoek")
    keys.choose("near", "further")
    keys.choose("kind", "neighbour")
    keys.press(text="Zet deze persoon erbij")
    picture = page.locator("main svg[role=img], main [role=img]").first
    assert "de bakker op de hoek" in (picture.get_attribute("aria-label") or "") + main(page)

    visitor, page, keys = at("wijkteam")
    visitor.go(f"/casus/{case}/luisteren/")
    keys.press(f"main a[href$='/rollen/{person}/']", text="")
    assert "iemand die de tafel dekt" in main(page)
    visitor.go(f"/casus/{case}/luisteren/mensen-om/{person}/")
    assert "de bakker op de hoek" in main(page)


def test_mevrouw_e_and_her_partner_lay_two_counters_then_and_now(at, house):
    """Each with a counter of their own on one line, beside the first board; the place is said in words."""
    case, board = house.ids["mevrouw_e"], house.ids["mevrouw_e_last_board"]
    visitor, page, keys = at("map-mevrouw-e")
    keys.press("main a", text="Mijn bord")
    keys.press(f"main a[href$='/bord/{board}/']", text="")
    assert re.search(r"Toen.*Nu", main(page), re.DOTALL), "the first board lies beside it"
    keys.tab_to("main [data-board-counter]")
    page.keyboard.press("ArrowLeft")
    said = " ".join(page.locator("[data-board-live]").all_inner_texts())
    assert said.strip()
    assert not re.search(r"\d", said), "a place is never a number"
    keys.press(text="Bewaar mijn bord")
    assert "Partner van mevrouw E." in main(page)

    visitor, page, keys = at("map-partner-e")
    visitor.go(f"/map/{case}/bord/{board}/")
    if "Ik heb het gelezen" in main(page):
        keys.press(text="Ik heb het gelezen")
    assert "Mevrouw E." in main(page), "who was asked along sees it"
    movable = page.locator("main [data-board-counter]").all_inner_texts()
    assert movable, "who was asked along lays a counter too"
    assert {name.strip() for name in movable} == {"Partner van mevrouw E."}, "and moves nobody else's"


def test_mevrouw_e_and_her_partner_lay_apart_and_turn_over_together(at, house):
    """Each on their own device: neither sees where the other laid, until she turns the board over."""
    case = house.ids["mevrouw_e"]
    hers, page, keys = at("map-mevrouw-e")
    hers.go(f"/map/{case}/bord/")
    keys.press("main button", text="Leg een nieuw bord")
    board = re.search(r"/bord/(\d+)/", page.url)[1]
    keys.write("own_label", "onze avonden")
    keys.press(text="Leg deze op mijn bord")
    keys.from_the_top().press("main a", text="Ieder legt dicht")
    keys.press(text="Leg mijn bord dicht")
    keys.from_the_top().press("main a", text="Vraag iemand")
    keys.press("main button", text="Partner van mevrouw E.")
    his, his_page, his_keys = at("map-partner-e")
    his.go(f"/map/{case}/bord/{board}/")
    if "Ik heb het gelezen" in main(his_page):
        his_keys.press(text="Ik heb het gelezen")
        his.go(f"/map/{case}/bord/{board}/")
    assert "Mevrouw E. legt eerst" in main(his_page)
    assert his_page.locator("fieldset[data-board-line][disabled]").count(), "his counter waits for hers"

    hers.go(f"/map/{case}/bord/{board}/")
    _lay(page, keys, "ArrowRight")
    keys.press(text="Bewaar mijn bord")
    assert "heeft nog niets gelegd" in main(page)

    # His page says by itself that it is his turn; it keeps what he does and asks him to look again.
    his_page.get_by_text("Je ziet alleen je eigen fiche").wait_for(timeout=20_000)
    his.go(f"/map/{case}/bord/{board}/")
    _lay(his_page, his_keys, "ArrowLeft")
    his_keys.press(text="Bewaar mijn fiche")
    assert counters_on(his_page) == {"Partner van mevrouw E."}

    page.get_by_text("heeft overal een fiche gelegd").wait_for(timeout=20_000)
    hers.go(f"/map/{case}/bord/{board}/")
    assert counters_on(page) == {"Mevrouw E."}
    keys.from_the_top().press("main button", text="Draai het bord om")
    both = {"Mevrouw E.", "Partner van mevrouw E."}
    assert counters_on(page) == both
    his_page.get_by_text("Het bord is omgedraaid").wait_for(timeout=20_000)
    his_keys.from_the_top().press("main a", text="Bekijk het bord")
    assert counters_on(his_page) == both
    hers.go(f"/map/{case}/bord/{board}/")
    assert re.search(r"Toen.*Nu", main(page), re.DOTALL), "the board before lies beside it"


def _lay(page, keys, key):
    keys.from_the_top().tab_to("main [data-board-counter]")
    page.keyboard.press(key)


def counters_on(page):
    """Whose counters lie where this visitor lays: their own, and those they see beside it."""
    drawn = page.locator("[data-board-line] .naast-counter__name")
    return {name.strip() for name in drawn.all_inner_texts() if name.strip()}


def test_who_does_it_now_changes_in_any_direction_for_a_and_his_family(at, house):
    """A small step under a pillar, made with the tandem; A. says himself who does it, and nothing is late."""
    case = house.ids["a"]
    visitor, page, keys = at("wijkteam")
    visitor.go(f"/casus/{case}/plan/stappen/")
    words = "Samen de deurwaarder bellen op een vrije ochtend"
    keys.write("words", words)
    keys.choose("who", "together")
    keys.open("Meer: wie, doel, pijler")
    keys.pick("pillar", "Rust")
    keys.press(text="Voeg deze stap toe")
    assert words in main(page)
    visitor.go(f"/casus/{case}/plan/pijlers/")
    assert words in main(page)

    visitor, page, keys = at("map-a")
    keys.press("main a", text="Mijn stappen")
    assert words in main(page)
    row = f"main li:has-text('{words}'), main article:has-text('{words}'), main section:has-text('{words}')"
    assert page.locator(row).count()
    for code in ("resident", "we", "together"):
        keys.from_the_top().press(f"main button[name=who][value={code}]", text="")
        assert words in main(page)
    assert not re.search(r"te laat|%|procent", main(page))


def test_eveline_takes_her_folder_to_another_municipality(at, house, tmp_path):
    """Made by the worker, brought in elsewhere after her consent; a file that was changed is refused."""
    visitor, page, keys = at("map-eveline")
    keys.press("main a", text="Mijn map meenemen")
    keys.press(text="Maak mijn pakket")
    page.wait_for_selector("main a[href$='/gegevens/']", timeout=60_000)
    with page.expect_download() as download:
        keys.from_the_top().tab_to("main a[href$='/gegevens/']")
        page.keyboard.press("Enter")
    package = tmp_path / "map.zip"
    download.value.save_as(package)

    visitor, page, keys = at(f"wijkteam.{SECOND}")
    visitor.go("/mijn-mensen/")
    keys.press("main a", text="Iemand nieuw")
    keys.write("given_name", "Eveline")
    keys.write("family_name", "Verhuisd")
    keys.press(text="Begin")
    case = re.search(r"/casus/(\d+)/", page.url)[1]
    visitor.go(f"/casus/{case}/inbrengen/")
    spoiled = bytearray(package.read_bytes())
    at_story = spoiled.find(b"folder.json") + 200
    spoiled[at_story] ^= 1
    changed = {"name": "map.zip", "mimeType": "application/zip", "buffer": bytes(spoiled)}
    _hand_over(page, keys, changed)
    assert "folder.json" in main(page), "what was changed is refused by its name"
    _hand_over(page, keys, package)
    shown = main(page)
    assert "Demostad" in shown
    keys.from_the_top().press("main button[name=say][value=yes]", text="")
    visitor.go(f"/casus/{case}/luisteren/")
    assert "Ik ben 21" in main(page) or page.locator("main a[href*='/verhaal/']").count()


def _hand_over(page, keys, package):
    """The package, who said yes to it, and on to what would happen."""
    page.set_input_files("main input[type=file]", package)
    keys.from_the_top().write("consent_of", "Eveline zelf, aan tafel")
    keys.press("main button", text="Kijk dit pakket na")
