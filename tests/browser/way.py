"""A case from the door to the letter as somebody at a phone goes it: by keyboard, 320 px wide."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from tests.browser.conftest import Visitor, enter_folder
from tests.browser.keyboard import Keyboard
from tests.browser.test_narrow import SCROLLING

PHONE = {"width": 320, "height": 900}
DESK = {"width": 1280, "height": 900}


class Way:
    """A new case, and the pages along which it is weighed and decided."""

    def __init__(self, visitor: Visitor, name: str, *, law: str) -> None:
        self.visitor, self.page, self.name = visitor, visitor.page, name
        self.keys = Keyboard(self.page)
        visitor.go("/mensen/nieuw/")
        self.keys.write("given_name", name)
        self.keys.write("family_name", "Afweging")
        self.keys.pick("law", law)
        self.keys.press(text="Begin")
        found = re.search(r"/casus/(\d+)/", self.page.url)
        assert found, self.page.url
        self.at = f"/casus/{found[1]}/"

    def go(self, path: str) -> Way:
        self.visitor.go(f"{self.at}{path}")
        return self

    def text(self, part: str = "main") -> str:
        """What is read on the page, which scrolls sideways in neither width."""
        for size in (DESK, PHONE):
            self.page.set_viewport_size(size)
            assert self.page.evaluate(SCROLLING) == [], (size, self.page.url)
        return " ".join(self.page.locator(part).inner_text().split())

    def look(self, name: str) -> None:
        """A picture for who wants to look, where NAAST_SCREENSHOTS says."""
        if folder := os.environ.get("NAAST_SCREENSHOTS"):
            for size in (DESK, PHONE):
                self.page.set_viewport_size(size)
                to = Path(folder) / f"{name}-{size['width']}.png"
                self.page.screenshot(path=str(to), full_page=True)

    def plans(
        self, *, to: str, obstacle: str, kind: str, breakthrough: str, law: str = "", article: str = ""
    ) -> None:
        keys = self.go("plan/").keys
        keys.write("perspective", to)
        keys.press(text="Bewaar")
        keys.from_the_top().open("in de weg staat")
        form = "form[action$='/belemmering/']"
        keys.write("words", obstacle, within=form)
        keys.pick("kind", kind)
        if law:
            keys.write("law", law, within=form)
            keys.write("article", article, within=form)
        keys.press(text="Bewaar")
        keys.from_the_top().open("anders doen")
        keys.write("breakthrough", breakthrough)
        keys.press(text="Bewaar")
        keys.from_the_top().press(text="Dit spreken we af")

    def thinks(self, *, effect: str, value: str, consequences: str) -> None:
        """The first three steps, one in view at a time: each is kept by going on to the next."""
        keys = self.go("wegen/?stap=1").keys
        keys.write("effect", effect)
        self._goes_on_to(2)
        keys.tick("values", value)
        self._goes_on_to(3)
        keys.write("consequences", consequences)
        self._goes_on_to(4)

    def _goes_on_to(self, step: int) -> None:
        self.keys.press(f"main button[name=stap][value='{step}']", text="")

    def finds(self, *, why: str) -> None:
        """Yes to the question of the first clause, which is chosen, and why this case differs."""
        keys = self.go("wegen/?stap=4").keys
        fact = self.page.locator("main input[type=radio][name^=fact_]").first.get_attribute("name")
        assert fact is not None
        keys.choose(fact, "yes")
        keys.write("why_differs", why)
        self._goes_on_to(4)
        keys.from_the_top().tab_to("main input[type=radio][name=route]")
        self.page.keyboard.press("Space")
        self._goes_on_to(4)

    def says(self, discipline: str, found: str, does: str) -> None:
        """How one discipline sees it, in its own words."""
        keys = self.go("wegen/disciplines/").keys
        form = "form[action$='/disciplines/nieuw/']"
        if not self.page.locator(f"{form} [name=discipline]").is_visible():
            keys.tab_to("main #view-0 > summary")
            self.page.keyboard.press("Enter")
        keys.write("discipline", discipline, within=form)
        keys.write("found", found, within=form)
        keys.write("does", does, within=form)
        keys.press(f"{form} button", text="")

    def clashes(self, one: str, other: str, words: str) -> None:
        """Two that do not go together."""
        keys, form = self.go("wegen/disciplines/").keys, "form[action$='/disciplines/botst/']"
        keys.tab_to(f"main details:has({form}) > summary")
        self.page.keyboard.press("Enter")
        keys.pick("one", one)
        keys.pick("other", other)
        keys.write("words", words, within=form)
        keys.press(f"{form} button", text="")

    def concludes(self, **words: str) -> None:
        """It is so, and therefore we do this."""
        keys, form = self.go("wegen/disciplines/").keys, "form[action$='/disciplines/conclusie/']"
        for name, text in words.items():
            keys.write(name, text, within=form)
        keys.press(f"{form} button", text="")

    def proposes(self, outcome: str, **words: str) -> None:
        keys = self.go("besluit/voorstel/").keys
        assert self.page.locator("input[name=outcome]:checked").count() == 0
        keys.choose("outcome", outcome)
        for name, text in words.items():
            keys.write(name, text)
        keys.press("main form button[type=submit]", text="Bewaar het voorstel")

    def decides(self) -> None:
        self.go("besluit/").keys.press("main form[action$='/nemen/'] button", text="")

    def sends_the_letter(self) -> str:
        """Hands the letter over; gives what its PDF says."""
        keys = self.go("besluit/").keys
        keys.press("main a[href$='/brief/']", text="")
        keys.choose("way", "handed")
        keys.press("main form button[type=submit]", text="Verstuur")
        return self.letter()

    def letter(self) -> str:
        address = self.go("besluit/").page.locator("main a[href*='/besluit/brief/']", has_text="Brief")
        answer = self.visitor.context.request.get(f"{self.visitor.url}{address.first.get_attribute('href')}")
        assert answer.status == 200 and answer.body().startswith(b"%PDF")
        done = subprocess.run(
            ["/usr/bin/pdftotext", "-layout", "-", "-"], input=answer.body(), capture_output=True, check=True
        )
        return " ".join(done.stdout.decode().split())

    def gives_folder(self, name: str) -> None:
        """The login of the resident's own folder."""
        keys = self.go("mensen/").keys
        keys.open("Maak een inlog")
        keys.write("name", name, within="form[action*='/map/']")
        keys.press("form[action*='/map/'] button", text="")

    def folder(self, name: str) -> Visitor:
        """The resident, in a browser of their own."""
        context = self.visitor.context.browser.new_context(locale="nl-NL", viewport=PHONE)
        page = context.new_page()
        enter_folder(page, self.visitor.url, name)
        return Visitor(page, context, self.visitor.url)


def read(visitor: Visitor, pattern: str) -> str:
    """What the resident reads behind a link of the front page of the folder."""
    visitor.go("/map/")
    links = [str(link.get_attribute("href")) for link in visitor.page.locator("main a").all()]
    found = [link for link in links if re.search(pattern, link)]
    assert found, (pattern, links)
    visitor.go(found[0])
    assert visitor.page.evaluate(SCROLLING) == []
    return " ".join(visitor.page.locator("main").inner_text().split())
