"""A justified no: heard first, read along by another, a letter that says how to object, and an objection that
somebody else handles. On a phone, by keyboard."""

from __future__ import annotations

from tests.browser.keyboard import Keyboard
from tests.browser.way import PHONE, Way, read

WHY = "De bus stopt voor de deur, en daarmee kunt u overal komen."
HEARD = "Ik durf niet met de bus."
OBJECTS = "De bus rijdt niet in de avond, en dan ga ik naar mijn zus."


def test_a_no_is_heard_read_along_explained_and_can_be_objected_to(visitors):
    way = Way(visitors("wijkteam", viewport=PHONE), "Mevrouw Nee", law="Wmo")
    proposes(way)
    before = way.go("besluit/").text()
    assert "wat de inwoner ervan vindt (of waarom je het niet kon vragen)" in before
    assert "een tweede paar ogen: Bram Oosterling" in before
    # Nobody can decide yet: the button is not there, and nothing was decided.
    assert way.page.locator("main form[action$='/nemen/']").count() == 0
    hears(way)
    reads_along(visitors("meelezer", viewport=PHONE), way)
    way.decides()
    letter = way.sends_the_letter()
    for words in (WHY, "bezwaar", "zes weken", "Joke Veldhuis"):
        assert words in letter, words
    way.look("no-decided")
    objects(way)
    handed_over(way)


def proposes(way: Way) -> None:
    keys = way.go("kort/").keys
    keys.write("request", "Een taxipas.")
    keys.write("reason", WHY)
    assert way.page.locator("input[name=outcome]:checked").count() == 0
    keys.choose("outcome", "no")
    keys.pick("title_row", "Wmo 2015, artikel 2.3.5 lid 3")
    keys.press("main form button", text="Besluit en maak de brief")


def hears(way: Way) -> None:
    keys = way.go("besluit/horen/").keys
    keys.write("words", HEARD)
    keys.pick("way", "thuis")
    keys.press(text="Bewaar")
    assert HEARD in way.go("besluit/").text()


def reads_along(visitor, way: Way) -> None:
    """The second reader finds it in the list of what waits."""
    visitor.go("/meelezen/")
    keys = Keyboard(visitor.page)
    keys.press(f"main a[href^='{way.at}']", text=way.name)
    assert HEARD in visitor.page.locator("main").inner_text()
    keys.choose("verdict", "agree")
    keys.press("main form button", text="Bewaar mijn advies")


def objects(way: Way) -> None:
    """The resident, in their own folder."""
    way.gives_folder("nee-afweging")
    resident = way.folder("nee-afweging")
    assert "nee" in read(resident, r"/brieven/$").lower()
    resident.go("/map/bezwaar/")
    keys = Keyboard(resident.page)
    keys.write("words", OBJECTS)
    keys.press(text="Verstuur mijn bezwaar")
    assert OBJECTS in resident.page.locator("main").inner_text()
    resident.context.close()


def handed_over(way: Way) -> None:
    """Who wrote, read along or decided is not offered; who handles it is read with the objection."""
    page = way.go("besluit/").page
    assert OBJECTS in way.text()
    offered = page.locator("main select[name=staff] option").all_inner_texts()
    assert offered and not [name for name in offered if "Joke Veldhuis" in name or "Bram Oosterling" in name]
    way.keys.press("main form[action*='/bezwaar/'] button", text="Overdragen")
    assert f"Behandeld door {offered[0].split(',')[0]}" in way.go("besluit/").text()
