"""Who sees what, cell by cell: 200 is the page, 404 is a wrong address; and what no page may hold."""

from __future__ import annotations

import pytest
from tests.standing import logged_in

from naast.folder.tests.conftest import (
    PERSPECTIVE,
    PIET_SIGNALS,
    PIET_TELLS,
    ROSA_SIGNALS,
    ROSA_TELLS,
)

pytestmark = pytest.mark.django_db

WHO = ("resident", "partner", "relative", "neighbour", "far")
PAGES = {
    # page                              resident partner relative neighbour far
    "/map/": (200, 200, 200, 200, 200),
    "/map/wie-keek/": (200, 200, 200, 200, 200),
    "/map/wat-gebeurt-er/": (200, 200, 200, 200, 200),
    "/map/hulp/": (200, 200, 200, 200, 200),
    "/map/iemand-anders/": (200, 200, 200, 200, 200),
    "/map/bezwaar/": (200, 200, 200, 200, 200),
    "/map/klacht/": (200, 200, 200, 200, 200),
    "/map/{case}/verhaal/": (200, 200, 404, 404, 404),
    "/map/{case}/verhaal/stukken/": (200, 200, 404, 404, 404),
    "/map/{case}/verhaal/opnamen/": (200, 200, 404, 404, 404),
    "/map/{case}/verhaal/opnamen/1/": (404, 404, 404, 404, 404),
    "/map/{case}/verhaal/meelezen/": (200, 200, 404, 404, 404),
    "/map/{case}/verhaal/weg/": (200, 200, 404, 404, 404),
    "/map/{case}/bord/": (200, 200, 404, 404, 404),
    "/map/{case}/bord/{resident_board}/": (200, 404, 404, 404, 404),
    "/map/{case}/bord/{partner_board}/": (404, 200, 404, 404, 404),
    "/map/{case}/bord/{resident_board}/foto/": (404, 404, 404, 404, 404),
    "/map/stress/": (200, 200, 200, 200, 200),
    "/map/{case}/rollen/": (200, 200, 404, 404, 404),
    "/map/{case}/mensen-om-mij/": (200, 200, 404, 404, 404),
    "/map/{case}/wat-lukt/": (200, 200, 404, 404, 404),
    "/map/{case}/stappen/": (200, 404, 404, 404, 404),
    "/map/{case}/herinneringen/": (200, 200, 404, 404, 404),
    "/map/{case}/plan/": (200, 404, 200, 404, 404),
    "/map/{case}/wanneer/": (200, 404, 404, 404, 404),
    "/map/{case}/brieven/": (200, 200, 404, 404, 404),
    "/map/{case}/brieven/{letter}/": (200, 404, 404, 404, 404),
    "/map/{case}/signaal/": (200, 200, 404, 404, 404),
    "/map/{case}/corrigeren/": (200, 200, 404, 404, 404),
}
NEVER = {
    "resident": (PIET_TELLS, PIET_SIGNALS, "wonen van Piet"),
    "partner": (ROSA_TELLS, ROSA_SIGNALS, "wonen van Rosa", PERSPECTIVE, "taxipas", "woningcorporatie"),
    "relative": (ROSA_TELLS, ROSA_SIGNALS, PIET_TELLS, PIET_SIGNALS, "taxipas", "woningcorporatie"),
    "neighbour": (ROSA_TELLS, PIET_TELLS, PERSPECTIVE, "Rosa", "Piet", "Truus", "taxipas"),
    "far": (ROSA_TELLS, PIET_TELLS, PERSPECTIVE, "Rosa", "Piet", "Truus", "taxipas", "Wilma"),
}
ALWAYS = {
    ("resident", "/map/"): (PERSPECTIVE, "Ik bel de woningcorporatie", "Wilma Worker"),
    ("resident", "/map/{case}/verhaal/"): (ROSA_TELLS,),
    ("resident", "/map/{case}/bord/{resident_board}/"): ("wonen van Rosa",),
    ("resident", "/map/{case}/plan/"): (PERSPECTIVE,),
    ("resident", "/map/{case}/brieven/"): ("PDF",),
    ("resident", "/map/{case}/signaal/"): (ROSA_SIGNALS,),
    ("partner", "/map/"): ("Wilma Worker",),
    ("partner", "/map/{case}/verhaal/"): (PIET_TELLS,),
    ("partner", "/map/{case}/signaal/"): (PIET_SIGNALS,),
    ("relative", "/map/"): ("Wilma Worker",),
    ("relative", "/map/{case}/plan/"): (PERSPECTIVE,),
}


def address(household, path):
    return path.format(
        case=household.case_id,
        resident_board=household.boards["resident"],
        partner_board=household.boards["partner"],
        letter=household.letter_id,
    )


@pytest.mark.parametrize("who", WHO)
def test_who_sees_what(household, who):
    browser = household.browser(who)
    for path, expected in PAGES.items():
        answer = browser.get(address(household, path))
        assert answer.status_code == expected[WHO.index(who)], f"{who} on {path}"
        is_page = "text/html" in answer["Content-Type"]
        held = answer.content.decode().casefold() if is_page else ""
        for words in NEVER[who]:
            assert words.casefold() not in held, f"{who} reads “{words}” on {path}"
        for words in ALWAYS.get((who, path), ()):
            assert words.casefold() in held, f"{who} misses “{words}” on {path}"


def test_a_relative_reads_where_someone_wants_to_be_on_the_plan_only(household):
    """The first page notes no look: it says that there is a plan, and of when, not what is in it."""
    browser = household.browser("relative")
    home = browser.get("/map/").content.decode()
    assert "afgesproken op" in home and PERSPECTIVE not in home


def test_staff_has_no_folder_and_nobody_is_sent_to_the_door(household, client):
    for path in PAGES:
        here = address(household, path)
        assert logged_in(household.standing.worker).get(here).status_code == 404, path
        assert client.get(here).status_code == 302, path


@pytest.mark.parametrize("who", ["partner", "relative", "neighbour", "far"])
def test_nobody_writes_in_the_folder_of_another(household, who):
    browser = household.browser(who)
    case, board = household.case_id, household.boards["resident"]
    assert (
        browser.post(f"/map/{case}/bord/{board}/", {"form": "domains", "own_label": "x"}).status_code == 404
    )
    assert browser.post(f"/map/{case}/brieven/", {"letter": household.letter_id}).status_code == 404
    given = {"decision": household.decision_id, "words": "Niet mijn besluit"}
    assert browser.post("/map/bezwaar/", given).status_code in {200, 422}
    if who != "partner":
        assert browser.post(f"/map/{case}/verhaal/", {"text": "van mij", "version": 0}).status_code == 404
    from naast.decide.queries import objections_of
    from naast.listen.queries import story_of

    with household.inside():
        assert objections_of(case) == []
        resident = household.people["resident"]
        assert story_of(resident, case, resident.id).text == ROSA_TELLS
