"""Pages of the folder speak to who reads them: no "you" about somebody else, no letter that is a report."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.utils import translation
from django.utils.html import strip_tags
from tests.standing import logged_in

from naast.decide import queries as decisions
from naast.folder.looking import _PAGES, _ROOMS, page_of_somebody
from naast.folder.objectable import decision_in_words
from naast.folder.portable.parts.laid import _line_words
from naast.folder.sharing import actions
from naast.folder.tests.sharing import asked
from naast.folder.tests.test_who_reads_what import house
from naast.kernel.texts import ended
from naast.people.models import Person

__all__ = ["house"]


def read(response) -> str:
    return " ".join(strip_tags(response.content.decode()).split())


def test_who_reads_along_with_a_child_is_not_called_the_child(house):
    browser = logged_in(house.who["parent"])
    about = house.address("/map/{case}/van/{person}", "eight")
    for slug in (
        "rollen",
        "mensen-om",
        "wat-lukt",
        "herinneringen",
        "stappen",
        "plan",
        "besluiten",
        "wie-keek",
    ):
        assert browser.get(f"{about}/{slug}/").status_code == 200, slug
    page = read(browser.get(f"{about}/wie-keek/")).partition("Meer in de map")[0].rpartition("Wie keek er")[2]
    for words in (
        "rollen, en wat leuk is om te doen",
        "de mensen eromheen",
        "wat lukt,",
        "wie er in deze map",
    ):
        assert words in page, words
    assert not {"je", "jou", "jij", "jouw"} & set(page.replace(",", " ").split())
    own = read(
        logged_in(house.who["resident"]).get(house.address("/map/{case}/van/{person}/wie-keek/", "adult"))
    )
    assert "in deze map" not in own


@pytest.mark.parametrize("verb", [*_PAGES, *(f"{room}.onbekend" for room in (*_ROOMS, "insight"))])
def test_no_page_is_called_yours_to_who_reads_along(verb):
    with translation.override("nl"):
        words = page_of_somebody(verb)
    assert not {"je", "jou", "jouw", "jij"} & set(re.findall(r"\w+", words)), words


def test_a_report_is_called_a_report(household):
    with household.inside():
        report = next(row for row in decisions.letters_of(household.case_id) if row.kind != "letter")
    person = household.people["resident"].id
    address = f"/map/{household.case_id}/van/{person}/brieven/{report.id}/lezen/"
    browser = household.browser("resident")
    page = read(browser.get(address)).partition("Begrijp je dit verslag niet?")[2]
    assert "het hele verslag" in page and "Aan het verslag verandert niets." in page
    assert "brief" not in page.partition("Naast bewaart")[0].replace("brieven", "")
    thanks = read(browser.post(address, {"words": "Wat is een grondslag?"}, follow=True))
    assert "We bellen je en leggen het verslag uit." in thanks


def test_what_somebody_typed_ends_in_one_full_stop(household):
    assert [ended(words) for words in ("Huur.", "Huur", "Huur? ", "Huur…")] == [
        "Huur.",
        "Huur.",
        "Huur?",
        "Huur…",
    ]
    assert [ended(words) for words in ("Hij zei: “ja.”", "Weg (echt!)", "لماذا؟", "“ja”")] == [
        "Hij zei: “ja.”",
        "Weg (echt!)",
        "لماذا؟",
        "“ja”.",
    ]
    line = {"domain": "Wonen", "words": "Ik slaap slecht.", "first": False, "goal": "Rust", "goal_by": None}
    assert _line_words(line) == "Wonen: Ik slaap slecht. Doel: Rust"
    assert _line_words(line | {"goal": ""}) == "Wonen: Ik slaap slecht."
    assert _line_words(line | {"words": ""}) == "Wonen: Doel: Rust"


def test_what_is_shared_says_what_for_in_one_sentence_and_how_the_organisation_gets_the_code(household):
    resident = household.people["resident"]
    with household.inside():
        terms = asked(purpose="Laten zien dat het mag.", code_by="in_person")
        actions.share(actor=resident, case_id=household.case_id, person_id=resident.id, **terms)
    page = read(household.browser("resident").get(f"/map/{household.case_id}/delen/"))
    assert "Waarvoor: Laten zien dat het mag. Van " in page
    assert "Zo krijgt de organisatie de code: als jullie elkaar zien." in page


def test_in_the_folder_of_who_is_called_by_a_letter_no_full_stop_stands_twice(household):
    with household.inside():
        Person.objects.filter(pk=household.people["resident"].id).update(
            given_name="Mevrouw", family_name="E."
        )
    page = read(household.browser("partner").get(f"/map/{household.case_id}/verhaal/"))
    assert (
        "In de map van Mevrouw E. doe je mee. Wat je hier schrijft, is van jou." in page and ".." not in page
    )


def test_a_decision_without_its_letter_says_that_the_letter_comes(household):
    with household.inside():
        (decision,) = [
            row for row in decisions.decisions_of(household.case_id) if row.id == household.decision_id
        ]
    assert decision_in_words(replace(decision, sent_on=None), objected=False).endswith("De brief komt nog.")


def test_who_told_nothing_about_roles_is_no_empty_page(household):
    person = household.people["resident"].id
    page = read(household.browser("resident").get(f"/map/{household.case_id}/van/{person}/rollen/"))
    assert "Hier is nog niets over gezegd." in page
