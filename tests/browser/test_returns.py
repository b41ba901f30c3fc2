"""The plan beside doing nothing, by keyboard on a phone: Eveline, A. and family, Nina, Bartels with Klaas.

Only facts of the source; what has no amount there counts without one (Momentum voor de menselijke maat). What
Klaas settles is of the demo, which says of its numbers that they are made up.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from tests.browser.keyboard import Keyboard
from tests.browser.test_narrow import SCROLLING

PHONE = {"width": 320, "height": 900}
A_YEAR_AGO = Path(__file__).with_name("a_year_ago.py")


class Case:
    """A new case with its obstacle, and its page of costs and gains at 320 px."""

    def __init__(self, visitor, name: str, obstacle: str) -> None:
        self.visitor, self.page = visitor, visitor.page
        self.keys = Keyboard(self.page)
        visitor.go("/mensen/nieuw/")
        self.keys.write("given_name", name)
        self.keys.write("family_name", "Berekening")
        self.keys.press(text="Begin")
        found = re.search(r"/casus/(\d+)/", self.page.url)
        assert found, self.page.url
        self.at = f"/casus/{found[1]}/plan/"
        visitor.go(self.at)
        self.keys.open("in de weg staat")
        self.keys.write("words", obstacle, within="form[action$='/belemmering/']")
        self.keys.pick("kind", "een beleidsregel")
        self.keys.press(text="Bewaar")
        self.open()

    def open(self) -> None:
        self.visitor.go(f"{self.at}opbrengst/")

    def add(self, side: str, what: str, quantity: str = "1") -> None:
        """A line with its three fields; the part is open while there is no line yet."""
        form = f"main form[action$='/{side}/regel/']"
        if not self.page.locator(f"{form} [name=what]").is_visible():
            self.keys.open("regel bij het plan" if side == "plan" else "regel bij niets doen")
        self.keys.write("what", what, within=form)
        self.keys.write("quantity", quantity, within=form)
        self.keys.press(f"{form} button", text="Zet deze regel erbij")

    def offered(self, item: str, *, text: str) -> None:
        """Press a button beside what is offered: an item of the price list, by its name there."""
        self.keys.from_the_top().press(f"main form:has(input[value^='{item}']) button", text=text)

    def text(self) -> str:
        assert self.page.evaluate(SCROLLING) == []
        return " ".join(self.page.locator("main").inner_text().split())


@pytest.fixture
def begin(visitors) -> Callable[[str, str], Case]:
    visitor = visitors("wijkteam", viewport=PHONE)
    return lambda name, obstacle: Case(visitor, name, obstacle)


def test_eveline_pays_less_than_doing_nothing_and_another_gains(begin):
    case = begin("Eveline", "De woning met urgentie komt pas over zes maanden.")
    case.add("plan", "Huur van een huis in de vrije sector")
    form = "main form[action$='/plan/regel/']"
    case.keys.open("regel bij het plan")
    case.keys.write("what", "Hotelkamer", within=form)
    case.keys.write("quantity", "183", within=form)
    # The outcome stands there before anything is kept.
    case.page.wait_for_selector("#tried:has-text('nog niets bewaard')")
    tried = " ".join(case.page.locator("#tried").inner_text().split())
    assert "Gemeente, Wmo: −€ 18.283,34" in tried and "kost het plan meer dan het oplevert" in tried
    case.keys.write("quantity", "-3", within=form)
    case.page.wait_for_selector("#tried:has-text('Hoeveel per jaar?')")
    assert "18.283" not in case.page.locator("#tried").inner_text()
    case.keys.write("quantity", "183", within=form)
    case.keys.press(f"{form} button", text="Zet deze regel erbij")
    assert "Plek in de opvang" in case.text()  # offered by "urgentie", and not added
    case.add("nothing", "Uithuisplaatsing")
    text = case.text()
    for said in (
        "Met deze getallen levert het plan meer op dan het kost.",
        "€ 49.954,49",
        "−€ 18.283,34",
        "2,73 euro",
        "maand 5",
        "500 × nacht",
        "Huur van een huis in de vrije sector",
    ):
        assert said in text, said
    picture = case.page.locator("svg.naast-chart").bounding_box()
    assert picture["width"] <= 320 and picture["height"] > 80


def test_a_and_his_family_only_know_what_problem_debts_cost(begin):
    case = begin("A.", "Het dossier van de schulden gaat dicht als iemand een paar keer niet komt.")
    case.add("plan", "De tandem, die meebelt en appt (bedrag niet bekend in de bron)")
    case.add("plan", "Verhuiskosten (bedrag niet bekend in de bron)")
    assert "Er is nog geen regel met een bedrag." in case.text()
    case.offered("Problem debts", text="Tel dit mee")
    text = case.text()
    assert "Samenleving" in text and "rijksoverheid.nl" in text
    assert "Er gaat minder dan € 100 in" in text and "hoeft niets terug te komen" in text
    assert "De tandem, die meebelt" in text.split("Telt ook mee, zonder bedrag")[1]


def test_nina_has_a_range_a_chance_in_words_and_what_moves_it_most(begin):
    case = begin("Nina", "Wie jong en dakloos is moet eerst naar de nachtopvang.")
    case.add("plan", "Uitkering voor jongeren")
    case.offered("Shelter place", text="Tel dit mee")
    case.offered("Youth shelter", text="Speelt hier niet")
    text = case.text()
    assert "Jongerenopvang" not in text
    assert "In bijna alle berekeningen levert het plan meer op dan het kost." in text
    assert "Wat maakt het meeste uit" in text and "Op zijn hoogst" in text and "tussen €" in text
    case.keys.from_the_top().open("Waar dit op rust")
    assert "niemand koos dit" in case.page.locator("details[open]").inner_text()


def test_bartels_and_klaas_have_no_amounts_and_it_says_so(begin):
    case = begin("Bartels", "De leiding telt dossiers, en papieren zijn zoek.")
    case.add("plan", "Behandeling van depressieve klachten (bedrag niet bekend in de bron)")
    case.add("nothing", "Cursus financieel management (bedrag niet bekend in de bron)")
    text = case.text()
    assert "Er is nog geen regel met een bedrag." in text
    counted = text.split("Telt ook mee, zonder bedrag")[1]
    assert "Behandeling van depressieve klachten" in counted and "Cursus financieel management" in counted
    # A choice that cannot be is named by its field; nothing is kept.
    case.keys.from_the_top().press("main a", text="Details")
    case.keys.open("op eigen rekening")
    case.keys.write("dropoff", "130")
    case.keys.press(text="Bewaar dit")
    assert "Gaat elk jaar verloren" in case.page.locator("[data-form-errors]").inner_text()
    assert case.page.locator("[name=dropoff]").input_value() == "130"
    assert case.page.locator("details:has([name=dropoff])").get_attribute("open") is not None


class Desk:
    """Somebody at work on a phone, with the keyboard alone."""

    def __init__(self, visitor) -> None:
        self.visitor, self.page = visitor, visitor.page
        self.keys = Keyboard(self.page)

    def go(self, path: str) -> str:
        self.visitor.go(path)
        return self.text()

    def press(self, text: str, *, selector: str = "main button") -> str:
        self.keys.press(selector, text=text)
        return self.text()

    def text(self) -> str:
        assert self.page.evaluate(SCROLLING) == []
        return " ".join(self.page.locator("main").inner_text().split())

    def dues(self) -> list[Decimal]:
        """What the insurer still owes work and income, and what was settled, by the page of settlements."""
        self.go("/verrekeningen/")
        row = self.page.locator("main tr", has_text="Zorgverzekeraar aan gemeente, werk en inkomen")
        cells = row.locator("td .naast-amount").all_inner_texts()
        return [Decimal(re.sub(r"[^0-9,]", "", cell).replace(",", ".")) for cell in cells]


def test_klaas_and_the_fund_settle_what_was_measured_and_nothing_before(house, visitors):
    told = subprocess.run(
        [sys.executable, str(A_YEAR_AGO)],
        env=os.environ | {"NAAST_STATE_DIR": str(house.state_dir)},
        check=True,
        capture_output=True,
        text=True,
    )
    case_id = int(told.stdout)
    klaas, henk, jamila = (
        Desk(visitors(login, viewport=PHONE)) for login in ("controller", "fonds", "consulent")
    )
    before = klaas.dues()

    offered = henk.go("/verrekeningen/")
    assert f"Casus {case_id}, besloten op" in offered
    text = henk.press(f"Casus {case_id},", selector="main a")
    assert "Consult in de basis-ggz" in text and "Tijd van Jamila" not in text, "never a typed label"
    henk.keys.write("words", "Zo besproken met de verzekeraar.")
    text = henk.press("Dit voorstellen")
    assert "voorgesteld" in text and "Er is nog niets gemeten." in text and "Bartels" not in text
    settlement = re.search(r"/verrekeningen/\d+/", henk.page.url)[0]
    assert henk.page.locator("main button", has_text="Afspreken").count() == 0, "not by who proposed it"
    assert klaas.dues() == before

    klaas.go(settlement)
    assert "afgesproken" in klaas.press("Afspreken")
    assert "Jaar 1 van een regel van zorgverzekeraar is niet geteld" in klaas.press("Meten")
    assert klaas.dues() == before

    for what, quantity in (
        ("Consult in de basis-ggz", "9"),
        ("Consult in de specialistische ggz", "4"),
        ("Tijd van Jamila", "26"),
    ):
        jamila.go(f"/casus/{case_id}/volgen/na-een-jaar/")
        jamila.keys.press("main a", text=f"jaar 1 van “{what}")
        jamila.keys.write("quantity", quantity)
        jamila.keys.write("source", "Samen nageteld (fictief)")
        text = jamila.press("Bewaar dit")
    assert "In geld" in text and "Zoals geteld" in text
    assert klaas.dues() == before, "counting books nothing"

    klaas.go(settlement)
    text = klaas.press("Meten")
    assert "Terug te betalen" in text and "Wie dit afsprak, verrekent het niet zelf" in text
    assert klaas.page.locator("main button", has_text="Verrekenen").count() == 0
    still_open, settled = klaas.dues()
    due = still_open - before[0]
    assert due > 0 and settled == before[1]

    henk.go(settlement)
    assert "verrekend" in henk.press("Verrekenen")
    assert klaas.dues() == [before[0], before[1] + due]
    assert henk.page.locator("main button").count() == 0, "what was settled stays so"
