"""Every page of the register in both languages at 1280 and 320 px: axe 0, no outside request, no script
error, nothing that sticks out sideways."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest

from naast.demo.stage import PASSWORD, SECOND
from tests.pages import PAGES

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (1280, 320)
SHOTS = os.environ.get("NAAST_SCREENSHOTS", "")


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_a_page_is_quiet_for_axe(entry, visitors, house):
    visitor = visitors(entry.login)
    page = visitor.page
    with _listening(page, house.url) as complaints:
        for language in _both_languages(page):
            _speak(page, visitor.url, language)
            visitor.go(entry.path.format(**house.ids))
            if entry.searched:
                page.fill("#naast-search", entry.searched)
                page.press("#naast-search", "Enter")
                page.wait_for_load_state()
            complaints += _problems(page, entry.name, language)
    assert complaints == []


def test_axe_itself_names_what_is_wrong(browser):
    page = browser.new_page()
    page.set_content("<html lang=nl><title>x</title><main><h1>x</h1><img src=x><button></button></main>")
    found = " ".join(_axe(page))
    page.close()
    assert "image-alt" in found and "button-name" in found


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_pages_on_the_way_to_an_emergency_are_quiet_for_axe(language, visitors, house):
    """Known here, the question, and "are you sure?": pages that only open after a form of whoever asked."""
    page = visitors("ervaring").page
    with _listening(page, house.url) as complaints:
        page.goto(house.url)
        _speak(page, house.url, language)
        page.goto(f"{house.url}/mensen/bekend/")
        page.fill("[name=given_name]", "Mevrouw F.")
        page.fill("[name=family_name]", "(fictief)")
        page.fill("[name=birth_date]", "1961-03-14")
        page.fill("[name=reason]", "Zij belt en klinkt in paniek.")
        page.press("[name=given_name]", "Enter")
        page.wait_for_selector("a[href*='/noodgeval/']")
        complaints += _problems(page, "people:known, known", language)
        page.click("a[href*='/noodgeval/']")
        complaints += _problems(page, "people:glass", language)
        page.click(".naast-main button[type=submit]")
        page.wait_for_selector("[data-form-errors]")
        complaints += _problems(page, "people:glass, not filled in", language)
        page.fill("[name=reason]", "Het gas is vandaag afgesloten.")
        page.click(".naast-main button[type=submit]")
        page.wait_for_selector("button[name=confirmed]")
        complaints += _problems(page, "people:glass, are you sure", language)
    assert complaints == []


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_pages_at_the_door_are_quiet_for_axe(language, visitors, house):
    """A wrong password, the second factor, and a code to hand over."""
    page = visitors(fresh=True).page
    with _listening(page, house.url) as complaints:
        page.goto(f"{house.url}/inloggen/")
        _speak(page, house.url, language)
        page.fill("input[name=login]", "wijkteam")
        page.fill("input[name=password]", "niet het wachtwoord")
        page.press("input[name=password]", "Enter")
        page.wait_for_selector("[data-form-errors]")
        complaints += _problems(page, "people:login, wrong", language)
        page.fill("input[name=login]", "collega")
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_selector("input[name=token]")
        complaints += _problems(page, "people:token", language)
    page.context.close()
    page = visitors("wijkteam").page
    with _listening(page, house.url) as found:
        _speak(page, house.url, language)
        page.goto(f"{house.url}/casus/{house.ids['f']}/mensen/")
        page.click("form[action$='/code/'] button")
        page.wait_for_selector(".naast-handover")
        found += _problems(page, "people:code", language)
        _speak(page, house.url, "en" if language == "nl" else "nl")
        assert page.url.endswith("/mensen/"), "the language of an answer leads back to its page"
    assert complaints + found == []


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_pages_of_a_new_password_are_quiet_for_axe(language, visitors, house):
    """The administrator's link, the page behind it, and that page when the link was used."""
    administrator, colleague = visitors("beheer").page, visitors(fresh=True).page
    with _listening(administrator, house.url) as complaints, _listening(colleague, house.url) as found:
        _speak(administrator, house.url, language)
        administrator.goto(f"{house.url}/beheer/")
        for name, words in (("name", "Vera Vergeten"), ("function", "x"), ("login", f"vergeten-{language}")):
            administrator.fill(f".naast-main [name={name}]", words)
        administrator.press("[name=name]", "Enter")
        administrator.click(".naast-handover ~ p a")
        administrator.click("form[action$='/wachtwoord/'] button")
        complaints += _problems(administrator, "people:password_link", language)
        colleague.goto(house.url)
        _speak(colleague, house.url, language)
        colleague.goto(administrator.locator(".naast-code").inner_text())
        found += _problems(colleague, "people:new_password", language)
        colleague.click(".naast-main button[type=submit]")
        colleague.wait_for_selector("[data-form-errors]")
        found += _problems(colleague, "people:new_password, not filled in", language)
        for name in ("password", "again"):
            colleague.fill(f"[name={name}]", "vier gewone woorden samen")
        colleague.press("[name=again]", "Enter")
        colleague.wait_for_selector("input[name=login]")
        assert colleague.goto(f"{house.url}/inloggen/wachtwoord/").status == 410
        found += _problems(colleague, "people:password_over", language)
    colleague.context.close()
    assert complaints + found == []


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_pages_of_somebody_new_are_quiet_for_axe(language, visitors, house):
    """A first password shown once; and who works in two municipalities chooses one at the door."""
    login, complaints = f"twee-huizen-{language}", []
    for administrator in ("beheer", f"beheer.{SECOND}"):
        page = visitors(administrator).page
        with _listening(page, house.url) as found:
            _speak(page, house.url, language)
            page.goto(f"{house.url}/beheer/")
            for name, words in (("name", "Noor Nieuw"), ("function", "wijkteam"), ("login", login)):
                page.fill(f".naast-main [name={name}]", words)
            # The first of the two makes the password; in the second house it stays.
            page.fill("[name=password]", "" if administrator == "beheer" else PASSWORD)
            page.press("[name=name]", "Enter")
            page.wait_for_selector(".naast-handover")
            if administrator == "beheer":
                password = page.locator(".naast-handover .naast-code").nth(1).inner_text()
            found += _problems(page, "people:staff_added", language)
        complaints += found
    page = visitors(fresh=True).page
    with _listening(page, house.url) as found:
        page.goto(f"{house.url}/inloggen/")
        _speak(page, house.url, language)
        page.fill("input[name=login]", login)
        page.fill("input[name=password]", password)
        page.press("input[name=password]", "Enter")
        page.wait_for_selector(".naast-qr")
        found += _problems(page, "people:token, the first time", language)
        page.fill("input[name=token]", page.locator(".naast-alert .naast-code").inner_text())
        page.press("input[name=token]", "Enter")
        page.wait_for_selector("[name=membership]")
        found += _problems(page, "people:choose", language)
        page.click(".naast-main button[type=submit]")
        page.wait_for_selector("[data-form-errors]")
        found += _problems(page, "people:choose, nothing chosen", language)
    page.context.close()
    assert complaints + found == []


@contextlib.contextmanager
def _listening(page, url):
    """A list that fills itself with requests to the outside and script errors."""
    complaints: list[str] = []

    def hear(request):
        if not request.url.startswith((url, "data:", "blob:")):
            complaints.append(f"outside request: {request.url}")

    def fail(error):
        complaints.append(str(error))

    page.on("request", hear)
    page.on("pageerror", fail)
    try:
        yield complaints
    finally:
        page.remove_listener("request", hear)
        page.remove_listener("pageerror", fail)


def _problems(page, name, language):
    """What axe, the headings and the width say of the page as it stands, at both widths."""
    headings = page.locator("h1").count()
    found = [] if headings == 1 else [f"{language}: {headings} h1"]
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{name} {language} {width}: {problem}" for problem in _axe(page)]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 1:
            found.append(f"{name} {language} {width}: {wide} px stick out sideways")
        if SHOTS:
            file = f"{name.replace(':', '-')}-{language}-{width}.png"
            page.screenshot(path=str(Path(SHOTS) / file), full_page=True)
    return found


def _both_languages(page):
    """First the one that is spoken already: changing it costs a page."""
    spoken = None if page.url == "about:blank" else page.locator("html").get_attribute("lang")
    return ("nl", "en") if spoken == "nl" else ("en", "nl")


def _speak(page, url, language):
    """Choose the language with the button in the header, when it is not spoken already."""
    if page.url == "about:blank":
        page.goto(url)
    if page.locator("html").get_attribute("lang") != language:
        page.click(f"button[name=language][value={language}]")
        page.wait_for_selector(f"html[lang={language}]")


def _axe(page):
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    # Only what is wrong is worked out in full: of all that is right axe would make addresses too.
    result = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", TAGS
    )
    return [
        f"{found['id']}: {found['help']} at {[node['target'] for node in found['nodes']][:3]}"
        for found in result["violations"]
    ]
