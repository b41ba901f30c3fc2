"""The whole way of one case in a real browser, by keyboard alone: from the door to the first look back."""

from __future__ import annotations

import re

from tests.browser.conftest import enter_folder
from tests.browser.keyboard import Keyboard

STORY = "Ik heb een dochter van drie maanden. Over vier weken hebben we geen dak meer."


def case_of(page):
    found = re.search(r"/casus/(\d+)/", page.url)
    assert found, page.url
    return found[1]


def test_the_case_of_eveline_by_keyboard_alone(visitors):
    visitor = visitors("wijkteam", fresh=True, viewport={"width": 1280, "height": 900})
    page, keys = visitor.page, Keyboard(visitor.page)
    page.keyboard.press("Control+k")
    assert page.evaluate("document.activeElement.name") == "q"

    begin(visitor, keys)
    case = case_of(page)
    listen(visitor, keys, case)
    plan(visitor, keys, case)
    weigh(visitor, keys, case)
    decide(visitor, keys, case)
    follow(visitor, keys, case)
    folder(visitor, keys, case)


def begin(visitor, keys):
    visitor.go("/mijn-mensen/")
    keys.press("main a", text="Iemand nieuw")
    keys.write("given_name", "Evelien")
    keys.write("family_name", "Toetsenbord")
    keys.press(text="Begin")


def listen(visitor, keys, case):
    page = visitor.page
    visitor.go(f"/casus/{case}/luisteren/")
    keys.press("main a", text="Lees het samen")
    keys.press(text="heeft dit gelezen")
    visitor.go(f"/casus/{case}/luisteren/")
    keys.press("main a[href*='/verhaal/']", text="Evelien")
    keys.write("text", STORY)
    keys.press(text="Bewaar")
    visitor.go(f"/casus/{case}/luisteren/vraag/")
    keys.write("request", "Een plek voor ons tweeën.")
    keys.write("wish", "Zelf voor mijn dochter zorgen.")
    keys.press(text="Bewaar")
    visitor.go(f"/casus/{case}/luisteren/bord/")
    keys.press(text="Begin het bord")
    keys.tick("domains", "Wonen")
    keys.press(text="")
    lay_counter(page, keys)
    visitor.go(f"/casus/{case}/luisteren/")
    assert "Een huis voor ons" in page.locator("main").inner_text()


def lay_counter(page, keys):
    """The counter moves with the arrows; its place is said in words and no number is on the page."""
    if "/leggen/" not in page.url:
        keys.press("main a[href*='/leggen/']", text="")
    keys.tab_to("main [data-board-counter]")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    said = " ".join(page.locator("[data-board-live]").all_inner_texts())
    assert "gezicht" in said or "midden" in said, said
    assert not re.search(r"\d", said)
    keys.open("Woorden en doel")
    goal = page.locator("main textarea[name*=goal], main input[name*=goal]").first.get_attribute("name")
    keys.write(goal, "Een huis voor ons tweeën")
    keys.press(text="Bewaar")


def plan(visitor, keys, case):
    page = visitor.page
    visitor.go(f"/casus/{case}/plan/")
    keys.write("perspective", "Over een jaar wonen wij in ons eigen huis.")
    keys.press(text="Bewaar")
    keys.from_the_top().press(text="Neem over")
    assert "Een huis voor ons tweeën" in page.locator("main").inner_text()
    keys.from_the_top().open("in de weg staat")
    keys.write(
        "words", "De urgente woning komt pas over zes maanden.", within="form[action$='/belemmering/']"
    )
    keys.pick("kind", "een verordening")
    keys.write("law", "Huisvestingswet 2014")
    keys.press(text="Bewaar")
    keys.from_the_top().open("anders doen")
    keys.write("breakthrough", "Tot die tijd huren we een ander huis.")
    keys.press(text="Bewaar")
    keys.from_the_top().press(text="Dit spreken we af")
    visitor.go(f"/casus/{case}/plan/versie/1/")
    assert "ander huis" in page.locator("main").inner_text()


def weigh(visitor, keys, case):
    page = visitor.page
    visitor.go(f"/casus/{case}/wegen/")
    assert "hardheidsclausule" not in page.content()
    keys.press(text="Bewaar en ga verder")
    keys.tick("values", "veilig op")
    keys.press(text="Bewaar en ga verder")
    assert "hardheidsclausule" not in page.content()
    keys.write("consequences", "Met een huis blijft het kind bij de moeder, anders niet.")
    keys.press(text="Bewaar en ga verder")
    assert "hardheidsclausule" in page.content()
    fact = page.locator("main input[type=radio][name^=fact_]").first.get_attribute("name")
    keys.from_the_top().choose(fact, "yes")
    keys.write("why_differs", "De voorrang is er al, alleen het wachten past niet.")
    keys.press(text="Bewaar")
    keys.from_the_top().tab_to("main input[type=radio][name=route]")
    keys.press(text="Bewaar")
    visitor.go(f"/casus/{case}/wegen/drie-waarden/")
    assert page.locator(".naast-three__value").count() == 3


def decide(visitor, keys, case):
    page = visitor.page
    visitor.go(f"/casus/{case}/besluit/")
    keys.press("main a", text="Stel een besluit voor")
    assert page.locator("input[name=outcome]:checked").count() == 0
    keys.choose("outcome", "yes")
    keys.press("main form button[type=submit]", text="")
    visitor.go(f"/casus/{case}/besluit/")
    keys.press("main form[action$='/nemen/'] button", text="")
    keys.from_the_top().press("main a[href$='/brief/']", text="")
    keys.tab_to("main [name=way]")
    keys.press("main form button[type=submit]", text="")
    visitor.go(f"/casus/{case}/besluit/")
    letter = page.locator("main a[href*='/besluit/brief/']").first.get_attribute("href")
    answer = visitor.context.request.get(f"{visitor.url}{letter}")
    assert answer.status == 200 and answer.body().startswith(b"%PDF")


def follow(visitor, keys, case):
    page = visitor.page
    visitor.go(f"/casus/{case}/leren/")
    assert "incident" in page.locator("main").inner_text().lower()
    keys.choose("verdict", "maybe_pattern")
    keys.press("main form button[type=submit]", text="")
    visitor.go(f"/casus/{case}/volgen/")
    keys.press("main a[href*='/terugkijken/met/']", text="")
    keys.write("words", "We wonen samen.")
    keys.press("main form button[type=submit]", text="")
    visitor.go("/mijn-mensen/")
    assert "Evelien Toetsenbord" in page.locator("main").inner_text()


def folder(visitor, keys, case):
    """The folder of the demo's Eveline: story, board, plan, letter, who looked, and the signal."""
    context = visitor.context.browser.new_context(locale="nl-NL")
    page = context.new_page()
    enter_folder(page, visitor.url, "map-eveline")
    home = page.locator("main").inner_text()
    assert "Eveline" in home or "aanspreekpunt" in home
    for path, words in (
        (r"/verhaal/$", "bank naar bank"),
        (r"/plan/$", "eigen huis"),
        (r"/brieven/$", "besluit"),
        (r"/signaal/$", "Urgentie"),
    ):
        page.goto(f"{visitor.url}/map/")
        links = [link.get_attribute("href") for link in page.locator("main a").all()]
        found = [link for link in links if link and re.search(path, link)]
        assert found, (path, links)
        page.goto(f"{visitor.url}{found[0]}")
        assert words.lower() in page.locator("main").inner_html().lower(), path
    page.goto(f"{visitor.url}/map/wie-keek/")
    assert "Joke Veldhuis" in page.locator("main").inner_text()
    context.close()
