"""Another way beside the plan, by keyboard on a phone: only a hotel, for Eveline (Momentum, line 464)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.browser.test_returns import Case


@pytest.fixture
def case(visitors) -> Case:
    visitor = visitors("wijkteam", viewport={"width": 320, "height": 900})
    case = Case(visitor, "Eveline", "De woning met urgentie komt pas over zes maanden.")
    case.add("plan", "Huur van een huis in de vrije sector")
    case.add("nothing", "Uithuisplaatsing")
    return case


def test_only_a_hotel_stands_beside_the_plan_and_doing_nothing(case):
    case.keys.from_the_top().open("Bekijk een andere manier")
    case.keys.write("name", "Alleen een hotelkamer")
    case.keys.press(text="Reken deze manier uit")
    text = case.text()
    assert "nog niet gezegd" in text and "voorkomt deze manier er niets van" in text
    form = "main form[action$='/regel/']"
    case.keys.write("what", "Hotelkamer", within=form)
    case.keys.write("quantity", "183", within=form)
    # The outcome stands there before anything is kept.
    case.page.wait_for_selector("#tried:has-text('nog niets bewaard')")
    assert "kost deze manier meer dan ze oplevert" in " ".join(
        case.page.locator("#tried").inner_text().split()
    )
    case.keys.press(f"{form} button", text="Zet deze regel erbij")
    said = "main form[action*='/hoeveel/']"
    case.keys.from_the_top().open("Zeg hoeveel")
    case.keys.write("quantity", "0", within=said)
    case.keys.write("reason", "Dan blijft Claire bij haar moeder.", within=said)
    case.keys.press(f"{said} button", text="Bewaar dit")
    text = case.text()
    for words in (
        "levert deze manier meer op dan ze kost",
        "Dan blijft Claire bij haar moeder.",
        "Het plan naast deze manier",
        "komt het plan hoger uit dan deze manier",
        "omdat het bedrag niet bekend is: Huur van een huis in de vrije sector.",
    ):
        assert words in text, words
    _look(case, "way")
    case.keys.from_the_top().press("main a", text="Terug naar kosten en baten")
    text = case.text()
    assert "Elke manier naast niets doen" in text and "Alleen een hotelkamer" in text
    _look(case, "ways")


def _look(case: Case, name: str) -> None:
    """A picture for who wants to look, where NAAST_SCREENSHOTS says."""
    if folder := os.environ.get("NAAST_SCREENSHOTS"):
        for width in (320, 1280):
            case.page.set_viewport_size({"width": width, "height": 900})
            case.page.screenshot(path=str(Path(folder) / f"other-{name}-{width}.png"), full_page=True)
        case.page.set_viewport_size({"width": 320, "height": 900})
