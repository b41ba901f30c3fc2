"""What a resident asks comes to the fixed contact, is answered and read back; what is too late is said."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from naast.decide import queries as decide
from naast.folder.looking import lookers_of
from naast.kernel import clock
from naast.kernel.actors import ADMINISTRATOR
from naast.people import queries as people

pytestmark = pytest.mark.django_db


def test_what_is_not_right_is_answered_and_read_back(household):
    standing, case = household.standing, household.case_id
    browser, address = household.browser("resident"), f"/map/{case}/corrigeren/"
    assert browser.post(address, {"words": "Mijn huisnummer is 12."}).status_code == 302
    with household.inside():
        (asked,) = people.requests_by(household.people["resident"], case)
    worker = standing.client(standing.worker)
    assert "Mijn huisnummer is 12." in worker.get(f"/casus/{case}/mensen/").content.decode()
    worker.post(f"/casus/{case}/mensen/antwoord/{asked.id}/", {"answer": "Het is veranderd in 12."})
    assert "Het is veranderd in 12." in browser.get(address).content.decode()


def test_an_objection_that_waits_too_long_says_so_and_whom_to_call(household):
    browser = household.browser("resident")
    given = {"decision": household.decision_id, "words": "Dit helpt mij niet"}
    assert browser.post("/map/bezwaar/", given).status_code == 302
    page = browser.get("/map/bezwaar/").content.decode()
    assert "Je krijgt antwoord" in page and "Dat ligt aan ons" not in page
    household.standing.municipality.phone = "14 0400"
    household.standing.municipality.save()
    with household.inside():
        (row,) = decide.objections_of(household.case_id)
    with clock.shifted((row.answer_by - clock.today()).days + 1):
        page = browser.get("/map/bezwaar/").content.decode()
    assert (
        "Dat ligt aan ons, niet aan jou." in page and "14 0400" in page and "Je krijgt antwoord" not in page
    )


def test_after_the_term_the_pages_say_that_an_objection_may_still_be_made(household):
    browser = household.browser("resident")
    pages = ("/map/bezwaar/", f"/map/{household.case_id}/brieven/")
    for page in pages:
        shown = browser.get(page).content.decode()
        assert "e kunt bezwaar maken tot en met" in shown and "Het mag nog" not in shown, page
    with clock.shifted(60):
        for page in pages:
            shown = browser.get(page).content.decode()
            assert "Het mag nog" in shown and "e kunt bezwaar maken tot en met" not in shown, page


def test_a_signal_and_a_promise_that_wait_too_long_say_so(household):
    browser, case = household.browser("resident"), household.case_id
    assert "Deze dag is voorbij" not in browser.get("/map/").content.decode()
    with clock.shifted(400):
        signal = browser.get(f"/map/{case}/signaal/").content.decode()
        home = browser.get("/map/").content.decode()
    assert "Dat ligt aan ons, niet aan jou." in signal and "Je krijgt antwoord" not in signal
    assert "Deze dag is voorbij" in home and "het antwoord had er al moeten zijn" in home


def test_the_same_page_again_and_again_is_one_line_and_every_look_is_counted(household):
    worker, case = household.standing.client(household.standing.worker), household.case_id
    for page in ("leren", "leren", "leren", "volgen", "leren"):
        worker.get(f"/casus/{case}/{page}/")
    with household.inside():
        (looker,), _earlier = lookers_of(people.case_for(household.standing.worker, case))
    assert sum(look.often for look in looker.looks) == 5
    assert len(looker.looks) < 5
    held = household.browser("resident").get("/map/wie-keek/").content.decode()
    assert re.search(r"\((3|4) keer\)", held)


def test_a_code_on_paper_opens_the_folder_later_and_once(household):
    standing, case = household.standing, household.case_id
    resident = household.people["resident"]
    worker = standing.client(standing.worker)
    address = f"/casus/{case}/mensen/map/{resident.id}/code/"
    sheet = worker.post(address, {"paper": "1"}).content.decode()
    name, code = re.findall(r'<strong class="naast-code">([^<]+)</strong>', sheet)
    assert "/inloggen/map/" in sheet and "Zo open je je map" in sheet

    door = {"folder": name, "code": code}
    with clock.shifted(4):
        late = Client().post("/inloggen/map/", door)
        assert late.status_code == 422 and "werkt niet" in late.content.decode()
    with clock.shifted(2):
        assert Client().post("/inloggen/map/", door).status_code == 302
        assert Client().post("/inloggen/map/", door).status_code == 422, "it works once"
    sheet = worker.post(address).content.decode()
    name, code = re.findall(r'<strong class="naast-code">([^<]+)</strong>', sheet)
    with clock.shifted(1):
        assert Client().post("/inloggen/map/", {"folder": name, "code": code}).status_code == 422
    for stranger in standing.strangers:
        assert standing.client(stranger).post(address, {"paper": "1"}).status_code == 404
    assert household.browser("resident").post(address, {"paper": "1"}).status_code == 404
    keeper = standing.add_staff("Ada Administrator", ADMINISTRATOR)
    assert standing.client(keeper).post(address, {"paper": "1"}).status_code == 404
