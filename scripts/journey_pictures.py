"""Walk the case of Eveline and Claire in a browser and keep a picture of each step for docs/journey.md.

`make pictures` runs it: a house of its own in a temporary folder, as `make run` starts it, so nothing that
was entered elsewhere is touched. The walk fills in what docs/journey.md tells a newcomer to fill in, and
counts it.
Chromium is found as in the browser tests (``NAAST_CHROMIUM``, otherwise /usr/bin/chromium).
"""

from __future__ import annotations

import io
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, sync_playwright

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
CHROMIUM = os.environ.get("NAAST_CHROMIUM", "/usr/bin/chromium")
WIDTH, TALLEST = 960, 1500  # pixels
LARGEST = 200_000  # bytes
START_SECONDS, COLOURS = 300, 48
ALLOWED = 12

STORY = (
    "Ik ben 21 en ik heb een dochter van drie maanden, Claire. Ik sliep steeds bij anderen op de bank. "
    "Met een baby gaat dat niet meer. Ik heb urgentie, maar de woning komt pas over zes maanden. "
    "Over vier weken heb ik niets meer. Dan gaat Claire naar een pleeggezin."
)


@contextmanager
def own_house() -> Iterator[tuple[str, str]]:
    """A house that just started with the demo: its address, and the password of its staff."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    with tempfile.TemporaryDirectory(prefix="naast-pictures-") as folder:
        log = Path(folder) / "run.log"
        with log.open("wb") as output:
            house = subprocess.Popen(
                [sys.executable, "-m", "naast.launch", "run"],
                env={**os.environ, "NAAST_STATE_DIR": f"{folder}/state", "PORT": port},
                stdout=output,
                stderr=output,
            )
        try:
            yield f"http://127.0.0.1:{port}", _password(house, log)
        finally:
            house.terminate()
            house.wait(timeout=60)


def _password(house: subprocess.Popen[bytes], log: Path) -> str:
    """Wait until the house says that it stands; it prints the password of the demo with it."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and house.poll() is None:
        told = log.read_text(errors="replace")
        found = re.search(r"with the password (\S+);", told)
        if found and "Ctrl-C stops it" in told:
            return found[1]
        time.sleep(0.25)
    raise RuntimeError(f"the house did not start: {log.read_text(errors='replace')[-2000:]}")


class Walk:
    """Somebody who walks with a camera. `filled` are the fields that could not stay empty."""

    def __init__(self, browser: Browser, address: str, password: str) -> None:
        self.browser, self.address, self.password = browser, address, password
        self.filled: list[str] = []
        self.case = ""
        self.page: Page = self._fresh()

    def _fresh(self) -> Page:
        context = self.browser.new_context(locale="nl-NL", viewport={"width": WIDTH, "height": 900})
        page = context.new_page()
        page.set_default_timeout(20_000)
        return page

    def enter(self, login: str, picture: str = "") -> None:
        """A member of staff comes in, in a browser of their own: password and second factor."""
        self.page = self._fresh()
        self.go("/inloggen/")
        self.page.fill("[name=login]", login)
        self.page.fill("[name=password]", self.password)
        if picture:
            self.take(picture)
        self.page.press("[name=password]", "Enter")
        self._code("token")

    def enter_folder(self, name: str) -> None:
        """A resident opens the own folder with a code that the demo shows."""
        self.page = self._fresh()
        self.go("/inloggen/map/")
        self.page.fill("[name=folder]", name)
        self.page.click("button[name=ask]")
        self._code("code")

    def _code(self, field: str) -> None:
        self.page.fill(f"[name={field}]", self.page.locator(".naast-alert .naast-code").inner_text())
        self.page.press(f"[name={field}]", "Enter")
        self.page.wait_for_url(lambda address: "/inloggen/" not in address)

    def go(self, path: str) -> None:
        self.page.goto(f"{self.address}{path}")

    def step(self, path: str) -> None:
        """A page of the case that is walked."""
        self.go(f"/casus/{self.case}/{path}")

    def form(self, ending: str) -> str:
        """The form that posts to an address with this ending, with what is folded away unfolded."""
        self._unfold()
        return f'main form[action$="{ending}"] '

    def form_with(self, field: str) -> str:
        """The form that holds this field, unfolded too."""
        self._unfold()
        return f"main form:has({field}) "

    def _unfold(self) -> None:
        self.page.evaluate("document.querySelectorAll('details').forEach(found => found.open = true)")

    def needs(self, field: str, words: str, *, form: str = "main ") -> None:
        """Fill in a text that the way cannot do without; one that stands there already is left alone."""
        box = self.page.locator(f"{form}[name={field}]").first
        if not box.input_value():
            self.write(box, words)
            self.filled.append(field)

    def write(self, box: Locator, words: str) -> None:
        """Type as a person does: what keeps itself is kept before the button is pressed."""
        box.fill(words)
        box.blur()
        self.page.wait_for_load_state("networkidle")

    def send(self, form: str = "main form ") -> None:
        """Press the button of a form, and stop when the page did not keep it."""
        self.page.locator(f"{form}button[type=submit]").last.click()
        self.page.wait_for_load_state()
        refused = self.page.locator("[data-form-errors]")
        if refused.count():
            raise RuntimeError(f"{self.page.url}: {refused.first.inner_text()}")

    def take(self, name: str, *, top: str = "", part: str = "") -> None:
        """Keep the page (from `top` down, or only `part`) as a picture of few colours."""
        box = None
        if part or top:
            box = self.page.locator(part or top).first.bounding_box()
        full = self.page.evaluate("document.documentElement.scrollHeight")
        above = max(0.0, box["y"] - 16 + self.page.evaluate("scrollY")) if box else 0.0
        height = min(TALLEST, box["height"] + 32 if box and part else full - above)
        raw = self.page.screenshot(
            full_page=True, clip={"x": 0, "y": above, "width": WIDTH, "height": height}, animations="disabled"
        )
        keep(name, raw)


def keep(name: str, raw: bytes) -> None:
    """Write one PNG of few colours. Raises RuntimeError when it is still too large for the repository."""
    kept = PICTURES / f"{name}.png"
    Image.open(io.BytesIO(raw)).convert("RGB").quantize(COLOURS).save(kept, optimize=True)
    if kept.stat().st_size > LARGEST:
        raise RuntimeError(f"{kept.name} is {kept.stat().st_size} bytes")
    print(f"{kept.name}: {kept.stat().st_size // 1000} kB")


def begin(walk: Walk, name: str, law: str) -> None:
    """A case for somebody new."""
    walk.go("/mensen/nieuw/")
    walk.needs("given_name", name)
    walk.page.select_option("[name=law]", law)


def opened(walk: Walk) -> None:
    walk.send()
    found = re.search(r"/casus/(\d+)/", walk.page.url)
    if found is None:
        raise RuntimeError(f"no case at {walk.page.url}")
    walk.case = found[1]


def listen(walk: Walk) -> None:
    """From the door to the story and the board."""
    walk.enter("wijkteam", "01-door")
    walk.take("02-my-people")
    begin(walk, "Eveline", "jeugdwet")
    walk.take("03-someone-new")
    opened(walk)
    walk.take("04-case")
    walk.step("luisteren/eerst/")
    walk.take("05-first")
    walk.send()
    walk.step("luisteren/")
    walk.page.click("main a[href*='/luisteren/verhaal/']")
    walk.write(walk.page.locator("[name=text]"), STORY)
    walk.take("06-story")
    walk.send()
    walk.step("luisteren/bord/")
    walk.send()
    for domain in ("Wonen", "Gezin en opvoeden"):
        walk.page.get_by_label(domain, exact=True).check()
    walk.send()
    form = walk.form_with("[name^=words_]")
    for line, face in enumerate(("verdrietige", "blije")):
        slide = walk.page.get_by_role("button", name=f"Schuif Eveline naar het {face} gezicht").nth(line)
        for _press in range(5):
            slide.click()
    walk.write(walk.page.locator(f"{form}[name^=words_]").first, "Geen plek meer, en Claire is nog zo klein.")
    walk.write(walk.page.locator(f"{form}[name^=goal_]").first, "Een huis voor ons tweeën")
    walk.send(form)
    walk.take("07-board")


def plan(walk: Walk) -> None:
    """Where she wants to be, what is in the way, what is done differently, and doing nothing beside it."""
    walk.step("plan/")
    form = walk.form("/toekomst/")
    walk.needs("perspective", "Over een jaar wonen Claire en ik in ons eigen huis.", form=form)
    walk.send(form)
    walk.send(walk.form("/van-het-bord/"))
    form = walk.form("/belemmering/")
    walk.needs("words", "De urgente woning komt pas over zes maanden.", form=form)
    walk.page.select_option(f"{form}[name=kind]", "ordinance")
    walk.filled.append("kind")
    walk.page.fill(f"{form}[name=law]", "Huisvestingswet 2014")
    walk.send(form)
    form = walk.form("/doorbraak/")
    walk.needs("breakthrough", "Tot die tijd huren we een huis in de vrije sector.", form=form)
    walk.send(form)
    walk.step("plan/opbrengst/")
    form = walk.form("/plan/regel/")
    walk.page.fill(f"{form}[name=what]", "Hotelkamer")
    walk.page.fill(f"{form}[name=quantity]", "183")
    walk.send(form)
    form = walk.form("/nothing/regel/")
    walk.page.fill(f"{form}[name=what]", "Uithuisplaatsing")
    walk.send(form)
    walk.step("plan/opbrengst/")
    walk.take("09-returns", top="main h1")
    walk.step("plan/")
    walk.send(walk.form("/afspreken/"))
    walk.step("plan/")
    walk.take("08-plan", top="main h1")


def weigh(walk: Walk) -> None:
    """Effect, values, consequences; then the law; then the three values. One step is open at a time."""
    walk.step("wegen/")
    walk.needs("effect", "Claire blijft bij haar moeder, met een dak boven hun hoofd.")
    walk.send("#stap-1 ")
    walk.page.locator("[name=values]").first.check()
    walk.filled.append("values")
    walk.send("#stap-2 ")
    walk.needs("consequences", "Met dit besluit hoeft Claire niet naar een pleeggezin. Zonder wel.")
    walk.take("10-weigh", top="main h1")
    walk.send("#stap-3 ")
    walk.page.locator("[name^=fact_][value=yes]").first.check()
    walk.filled.append("fact")
    walk.needs(
        "why_differs",
        "De voorrang is er al. Alleen zes maanden wachten past niet bij een kind van drie maanden.",
    )
    walk.take("11-law", top="#wet")
    walk.send("#stap-4 ")
    route = walk.page.locator("[name=route]").first
    if not route.is_checked():
        route.check()
        walk.filled.append("route")
    walk.send("#stap-4 ")
    walk.step("wegen/drie-waarden/")
    walk.take("12-three-values", top="main h1")


def decide(walk: Walk) -> None:
    """A proposal that is written already, the decision, and the letter."""
    walk.step("besluit/voorstel/")
    walk.page.check("[name=outcome][value=yes]")
    walk.filled.append("outcome")
    walk.page.fill("[name=amount]", "14640")
    walk.page.select_option("[name=fund]", index=1)
    walk.take("13-proposal", top="main h1")
    walk.send(walk.form_with("[name=outcome]"))
    walk.step("besluit/")
    walk.take("14-decide", top="main h1")
    walk.send(walk.form("/nemen/"))
    walk.step("besluit/")
    walk.page.click("main a[href$='/brief/']")
    walk.take("15-letter", top="main h1")
    walk.send(walk.form_with("[name=way]"))


def look_back(walk: Walk) -> None:
    """The first check-in, and the question that an exception asks."""
    walk.step("volgen/")
    walk.page.click("main a[href*='/terugkijken/met/']")
    walk.needs("words", "We wonen samen in het tijdelijke huis.")
    walk.take("16-look-back", top="main h1")
    walk.send()
    walk.step("leren/")
    walk.take("17-learn", top="main h1")


def folder(walk: Walk) -> None:
    """What Eveline of the demo sees, whose case went the whole way; and somebody whose decision is late."""
    walk.enter("wijkteam")
    walk.page.click('main a:text-is("Eveline")')
    walk.enter_folder("map-eveline")
    walk.take("18-folder")
    walk.go("/map/wie-keek/")
    walk.take("19-who-looked")
    walk.go("/map/")
    walk.page.click("main a[href$='/lezen/']")
    walk.take("22-letter-read", top="main h1")
    walk.enter_folder("map-mevrouw-e")
    walk.page.click("main a[href$='/wanneer/']")
    walk.take("23-when", top="main h1")


def routine(walk: Walk) -> None:
    """The short way: within the mandate it is decided at once."""
    walk.enter("wijkteam")
    walk.filled.clear()
    begin(walk, "Meneer R.", "participatiewet")
    opened(walk)
    walk.step("kort/")
    walk.needs("request", "Drie keer per week naar de sauna, met een taxipas.")
    walk.needs("reason", "Daar ben je onder de mensen, en het kost minder dan dagbesteding.")
    walk.page.check("[name=outcome][value=yes]")
    titles = walk.page.locator("[name=title_row] option", has_text="35 lid 1")
    walk.page.select_option("[name=title_row]", titles.first.get_attribute("value"))
    walk.filled += ["outcome", "title_row"]
    walk.take("20-routine", top="main h1")
    walk.send(walk.form_with("[name=title_row]"))


def read_along(walk: Walk) -> None:
    """The second reader finds what waits and reads it with everything it rests on."""
    walk.enter("meelezer")
    walk.go("/meelezen/")
    walk.page.click("main a[href*='/besluit/meelezen/']")
    walk.take("21-read-along", top="main h1")


def main() -> int:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with own_house() as (address, password), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        walk = Walk(browser, address, password)
        for part in (listen, plan, weigh, decide, look_back):
            part(walk)
        print(f"filled in, the long way: {len(walk.filled)} ({', '.join(walk.filled)})")
        if len(walk.filled) > ALLOWED:
            raise RuntimeError("more than twelve fields had to be filled in")
        folder(walk)
        routine(walk)
        print(f"filled in, the short way: {len(walk.filled)} ({', '.join(walk.filled)})")
        read_along(walk)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
