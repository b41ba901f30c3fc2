"""The frame and its components in a real browser: reachable by keyboard, quiet for axe, losing nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import translation
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from naast.web.tests import specimen

pytestmark = pytest.mark.browser

WEB = Path(__file__).resolve().parent.parent
PROJECT = WEB.parents[2]
SITE = "http://naast.test"
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'; base-uri 'none'"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


class House:
    """Serves the specimen page and the assets to one browser page, and keeps what the page sends."""

    def __init__(self, page: Page, html: str) -> None:
        self.page = page
        self.html = html
        self.drafts: list[dict[str, Any]] = []
        self.draft_answers: list[tuple[int, str] | None] = []
        self.posts: list[str] = []
        self.logouts = 0
        self.complaints: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._hear)
        page.route("**/*", self._answer)

    def _hear(self, message: Any) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def _answer(self, route: Route) -> None:
        request = route.request
        path = request.url.removeprefix(SITE).split("?")[0].split("#")[0]
        if not request.url.startswith(SITE):
            self.complaints.append(f"outside request: {request.url}")
            route.abort()
        elif path == "/concept/":
            self.drafts.append(
                json.loads(request.post_data or "{}") | {"token": request.headers.get("x-csrftoken")}
            )
            answer = self.draft_answers.pop(0) if self.draft_answers else (204, "")
            if answer is None:
                route.abort()
            else:
                route.fulfill(status=answer[0], body=answer[1], content_type="application/json")
        elif path == "/people/logout/":
            self.logouts += 1
            route.fulfill(status=204)
        elif path == "/elders/":
            route.fulfill(body="<!doctype html><title>Elders</title>", content_type="text/html")
        elif path == "/":
            if request.method == "POST":
                self.posts.append(request.post_data or "")
            route.fulfill(
                body=self.html,
                content_type="text/html; charset=utf-8",
                headers={"Content-Security-Policy": POLICY},
            )
        else:
            self._asset(route, path.removeprefix("/static/"))

    def _asset(self, route: Route, name: str) -> None:
        for folder in (WEB / "assets", WEB / "static"):
            if (file := folder / name).is_file():
                route.fulfill(body=file.read_bytes(), content_type=KINDS.get(file.suffix, "text/plain"))
                return
        self.complaints.append(f"missing: {name}")
        route.fulfill(status=404)


@pytest.fixture
def visit(browser: Browser, settings: Any) -> Iterator[Any]:
    settings.ROOT_URLCONF = "naast.web.tests.specimen_urls"
    pages = []

    def open_page(*, width: int = 1280, language: str = "nl", script: bool = True, **more: Any) -> House:
        with translation.override(language):
            html = specimen.render(quick_exit_url="/elders/", **more)
        page = browser.new_page(
            viewport={"width": width, "height": 900}, java_script_enabled=script, locale=language
        )
        pages.append(page)
        house = House(page, html)
        page.goto(SITE + "/")
        return house

    yield open_page
    for page in pages:
        page.close()


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_and_nothing_sticks_out(visit: Any, width: int, language: str) -> None:
    house = visit(width=width, language=language)
    axe = (PROJECT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
    house.page.evaluate(axe)
    result = house.page.evaluate("tags => axe.run(document, {runOnly: tags})", AXE_TAGS)
    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in result["violations"]] == []
    assert house.page.evaluate("document.documentElement.scrollWidth") <= width
    assert house.complaints == []


def money(page: Page) -> Any:
    return page.locator("fieldset[data-board-line]", has=page.locator("legend", has_text="Geld"))


def laid(line: Any) -> str | None:
    value: str | None = line.evaluate(
        "line => line.querySelector('input[type=radio]:checked')?.value ?? null"
    )
    return value


def test_a_counter_is_moved_by_keyboard_and_told_in_words(visit: Any) -> None:
    line = money(visit().page)
    counter = line.locator("[data-board-counter]")
    assert counter.inner_text() == "Eveline"
    expect(counter).to_have_accessible_description(
        "nog niet op de lijn Schuif met de pijltjes naar links en rechts."
    )
    counter.press("ArrowRight")
    assert laid(line) == "3"
    told = line.locator("[data-board-live]")
    assert told.text_content() == "Eveline: in het midden"
    counter.press("ArrowRight")
    assert told.text_content() == "Eveline: tussen het midden en blij"
    counter.press("End")
    counter.press("ArrowRight")
    assert (laid(line), told.text_content()) == ("6", "Eveline: bij het blije gezicht")
    counter.press("Home")
    assert (laid(line), told.text_content()) == ("0", "Eveline: bij het verdrietige gezicht")
    counter.press("Delete")
    assert (laid(line), told.text_content()) == (None, "Eveline: nog niet op de lijn")
    counter.press("Control+ArrowRight")
    assert laid(line) is None


def test_a_counter_is_moved_by_pressing_and_by_dragging(visit: Any) -> None:
    house = visit()
    line = money(house.page)
    line.get_by_role("button", name="Schuif Eveline naar het blije gezicht").click()
    line.get_by_role("button", name="Schuif Eveline naar het blije gezicht").click()
    assert laid(line) == "4"
    places = line.locator("[data-board-places]").bounding_box()
    middle = places["y"] + 20
    house.page.mouse.click(places["x"] + 5, middle)
    assert laid(line) == "0"
    counter = line.locator("[data-board-counter] .naast-shape").bounding_box()
    house.page.mouse.move(counter["x"] + 10, counter["y"] + 10)
    house.page.mouse.down()
    house.page.mouse.move(places["x"] + places["width"] - 5, middle, steps=5)
    house.page.mouse.up()
    assert laid(line) == "6"
    line.get_by_role("button", name="Haal van de lijn").click()
    assert laid(line) is None


def test_a_locked_counter_stays_where_it_is(visit: Any) -> None:
    page = visit().page
    line = page.locator("fieldset[data-board-line]", has=page.locator("legend", has_text="Gezin"))
    places = line.locator("[data-board-places]").bounding_box()
    page.mouse.click(places["x"] + 5, places["y"] + 20)
    assert laid(line) is None
    expect(line.locator("[data-board-counter]")).to_be_disabled()


def test_without_script_the_places_are_radios_in_words(visit: Any) -> None:
    line = money(visit(script=False).page)
    expect(line.get_by_role("radio")).to_have_count(7)
    line.get_by_label("dicht bij het blije gezicht").check()
    expect(line.locator("[data-board-track]")).to_be_hidden()


def test_a_text_keeps_itself_and_is_not_sent_after_the_form(visit: Any) -> None:
    house = visit(form=specimen.SpecimenForm())
    house.page.clock.install()
    house.page.reload()
    house.page.get_by_label("Je verhaal").fill("Ik wil een sleutel.")
    house.page.clock.run_for(3000)
    expect(house.page.locator("[data-draft-status]")).to_have_text("Je tekst is bewaard.")
    sent = {
        "object": "case-1",
        "field": "story",
        "base_version": "3",
        "text": "Ik wil een sleutel.",
        "token": "proef",
    }
    assert house.drafts == [sent]
    house.page.get_by_label("Je verhaal").fill("Ik wil een sleutel die van mij is.")
    house.page.evaluate("document.querySelector('#id_story').form.noValidate = true")
    with house.page.expect_navigation():
        house.page.locator("[name=save]").evaluate("button => button.form.requestSubmit(button)")
    assert len(house.posts) == 1
    assert house.drafts == [sent]


def test_two_writers_see_both_texts(visit: Any) -> None:
    house = visit(form=specimen.SpecimenForm())
    house.draft_answers = [(409, json.dumps({"theirs": "De tekst van Samira."}))]
    area = house.page.get_by_label("Je verhaal")
    area.fill("Mijn tekst.")
    area.blur()
    panel = house.page.locator(".naast-theirs")
    expect(panel).to_contain_text("De tekst van Samira.")
    assert area.input_value() == "Mijn tekst."
    panel.get_by_role("button", name="Zet de andere tekst onder die van mij").click()
    assert area.input_value() == "Mijn tekst.\n\nDe tekst van Samira."
    expect(panel).to_have_count(0)


def _time_passes(house: Any, *, until: int) -> None:
    """Let the clock of the page run until so many drafts were sent; an answer that is late sets it later."""
    for _second in range(600):
        if len(house.drafts) >= until:
            return
        house.page.clock.run_for(1000)
    raise AssertionError(f"{len(house.drafts)} drafts were sent, not {until}")


def test_a_lost_connection_loses_nothing(visit: Any) -> None:
    house = visit(form=specimen.SpecimenForm())
    house.page.clock.install()
    house.page.reload()
    house.draft_answers = [None, (503, "")]
    area = house.page.get_by_label("Je verhaal")
    area.fill("Blijft staan.")
    status = house.page.locator("[data-draft-status]")
    area.blur()
    expect(status).to_contain_text("Er is geen verbinding.")
    _time_passes(house, until=2)
    expect(status).to_contain_text("Er is geen verbinding.")
    _time_passes(house, until=3)
    expect(status).to_have_text("Je tekst is bewaard.")
    assert [draft["text"] for draft in house.drafts] == ["Blijft staan."] * 3


def test_leaving_the_page_sends_what_was_not_kept(visit: Any) -> None:
    house = visit(form=specimen.SpecimenForm())
    house.page.get_by_label("Je verhaal").fill("Nog net getypt.")
    # The browser sends it while the page goes; a test can only listen to a page that stays.
    house.page.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide'))")
    expect(house.page.locator("[data-draft-status]")).to_have_text("Je tekst is bewaard.")
    assert [draft["text"] for draft in house.drafts] == ["Nog net getypt."]


def test_the_error_summary_has_the_focus_and_leads_to_the_field(visit: Any) -> None:
    page = visit().page
    expect(page.locator("[data-form-errors]")).to_be_focused()
    page.get_by_role("link", name="Je verhaal: Vul dit nog in.").press("Enter")
    expect(page.locator("#id_story")).to_be_focused()


def test_a_form_is_sent_once_with_the_button_that_was_pressed(visit: Any) -> None:
    house = visit(form=specimen.SpecimenForm())
    house.page.evaluate("""() => {
        const button = document.querySelector('[name=save]');
        button.form.noValidate = true;
        button.click();
        button.click();
    }""")
    house.page.wait_for_load_state()
    expect(house.page.locator("[name=save]")).to_be_enabled()
    assert len(house.posts) == 1
    assert "save=1" in house.posts[0]


def test_a_day_that_does_not_exist_is_sent_as_such_and_not_lost(visit: Any) -> None:
    """A browser sends nothing for 31 February: the form would be kept without that day, and say "kept"."""
    house = visit(form=specimen.SpecimenForm())
    page = house.page
    unchecked = "document.querySelector('[name=save]').form.noValidate = true"
    page.evaluate(unchecked)
    day = page.get_by_label("Wanneer")
    day.focus()
    page.keyboard.type("31")
    assert day.evaluate("field => field.validity.badInput")
    page.locator("[name=save]").click()
    page.wait_for_load_state()
    page.evaluate(unchecked)
    day.fill("2026-03-01")
    page.locator("[name=save]").click()
    page.wait_for_load_state()
    assert [post.count("when=%3F") for post in house.posts] == [1, 0]
    assert "when=2026-03-01" in house.posts[1]


@pytest.mark.parametrize("way", ["press", "escape"])
def test_the_quick_way_out_leaves_no_way_back(visit: Any, way: str) -> None:
    house = visit(form=specimen.SpecimenForm())
    if way == "press":
        house.page.get_by_role("link", name="Snel weg van deze pagina").click()
    else:
        for _ in range(3):
            house.page.keyboard.press("Escape")
    house.page.wait_for_url(SITE + "/elders/")
    assert house.page.evaluate("history.length") <= 2
    house.page.go_back()
    assert house.page.url != SITE + "/"
    assert house.logouts == 1


def test_control_k_goes_to_search(visit: Any) -> None:
    page = visit(actor=SimpleNamespace(name="Samira", kind="staff", role_names=["wijkteam"])).page
    page.keyboard.press("Control+k")
    expect(page.locator("#naast-search")).to_be_focused()
