"""Steps as a page that can be shared: the words, who does it now and when, and nothing else."""

from __future__ import annotations

import datetime as dt

import pytest

from naast.folder.sharing import parts
from naast.folder.tests.sharing import given, reads, shares
from naast.kernel import clock
from naast.people import actions as people
from naast.plan import actions as plan
from naast.plan.actions import reporting
from naast.plan.step_types import ReminderSaid, StepSaid

pytestmark = pytest.mark.django_db
TOLD = (
    "De huur bellen",
    "Papieren ordenen",
    "De pas aanvragen",
    "Rosa Proefpersoon doet dit",
    "de gemeente doet dit",
    "Rosa Proefpersoon doet dit samen met de gemeente",
)
SECRETS = (
    "Hoe het ging is van mij",
    "'s nachts geschreeuw",
    "Nog even wachten",
    "Insuline halen",
    "Piet",
    "Partnerman",
    "Wilma",
    "Tineke",
    "Doel van Rosa",
    "Onder Piet",
)


@pytest.fixture
def stepping(household):
    """Steps of each kind, with a goal, a colleague, somebody else's name, a reminder and a reporting code."""
    worker, day = household.standing.worker, clock.today() + dt.timedelta(days=9)
    colleague = household.standing.add_staff("Tineke Tandem", "professional")
    on = {"actor": worker, "case_id": household.case_id}
    with household.inside():
        people.let_in(**on, role="professional", purpose="helpt mee", staff_id=colleague.id)
        goal = plan.add_goal(**on, words="Doel van Rosa")
        call = plan.add_step(**on, said=StepSaid("De huur bellen", "resident", goal_id=goal.pk, by_when=day))
        plan.split_step(**on, step_id=call.pk, parts=["Het nummer zoeken"])
        plan.add_step(**on, said=StepSaid("Papieren ordenen", "we", staff_id=colleague.id))
        bank = plan.add_step(**on, said=StepSaid("Samen met piet naar de bank"))
        plan.split_step(**on, step_id=bank.pk, parts=["Onder een ander: de pas zoeken"])
        plan.add_step(**on, said=StepSaid("Bij PARTNERMAN langs"))
        done = plan.add_step(**on, said=StepSaid("De pas aanvragen"))
        plan.finish_step(**on, step_id=done.pk, words="Hoe het ging is van mij")
        for who in ("resident", "partner"):
            said = ReminderSaid("Insuline halen", day, dt.time(10), "paper")
            plan.ask_reminder(**on, person_id=household.people[who].id, said=said)
        reporting.open_code(
            **on,
            words="De buurvrouw hoort 's nachts geschreeuw",
            withheld_until=day,
            withheld_because="Nog even wachten",
        )
    return household


def test_the_receiver_reads_words_who_and_when_and_nothing_else(stepping):
    browser, lists = reads(*shares(stepping, keys=["stappen"]))
    assert "De stappen" in browser.get(lists).content.decode()
    answer = browser.get(f"{lists}stappen/")
    held = answer.content.decode()
    for words in (*TOLD, "Het nummer zoeken", str((clock.today() + dt.timedelta(days=9)).year)):
        assert words in held, words
    page = held.casefold()
    assert not [words for words in (*SECRETS, "Onder een ander") if words.casefold() in page]
    looks = stepping.browser("resident").get(f"/map/{stepping.case_id}/delen/").content.decode()
    assert "Mijn stappen" in looks and "je stappen" in looks


def test_no_other_page_opens_the_steps(stepping):
    browser, lists = reads(*shares(stepping, keys=["plan"]))
    assert browser.get(f"{lists}stappen/").status_code == 404
    held = browser.get(f"{lists}plan/").content.decode()
    assert "De huur bellen" not in held and "Papieren ordenen" not in held


def test_steps_are_the_residents_to_share_and_only_when_there_are(household, stepping):
    municipality, case = stepping.standing.municipality.pk, stepping.case_id
    with stepping.inside():
        keys = {
            who: {part.key for part in parts.on(parts.shelf_of(municipality, stepping.people[who].id, case))}
            for who in ("resident", "partner")
        }
    assert "stappen" in keys["resident"] and "stappen" not in keys["partner"]
    sent = given(keys=["stappen"])
    assert stepping.browser("partner").post(f"/map/{case}/delen/nieuw/", sent).status_code == 422


@pytest.mark.parametrize(
    "words",
    [
        "Piets school bellen",
        "PIET’S pas halen",
        "Partnermans baas bellen",
        "Rene\u0301 ophalen",
        "Rene ophalen",
        "Mevrouw Jansen bellen",
        "Met Willem naar zwemles",
        "Pi\u00adet halen",
        "_Piet_ vragen",
    ],
)
def test_a_name_is_known_however_it_is_written(household, words):
    """A genitive, accents typed otherwise or left out, a part of a longer name, marks that nobody sees."""
    on = {"actor": household.standing.worker, "case_id": household.case_id}
    with household.inside():
        for given_name, family_name in (("René", "de Vries-Jansen"), ("Jan Willem", "van den Berg")):
            person = people.add_person(actor=on["actor"], given_name=given_name, family_name=family_name)
            people.add_participant(**on, person_id=person.pk, relation="other")
        plan.add_step(**on, said=StepSaid(words))
        plan.add_step(**on, said=StepSaid("De huur van den Dam betalen, de pietenmuts lenen"))
        shelf = parts.shelf_of(
            household.standing.municipality.pk, household.people["resident"].id, household.case_id
        )
        held = [step.words for step in parts.read(shelf, parts.Part(parts.STEPS, ""))["steps"]]
    assert held == ["De huur van den Dam betalen, de pietenmuts lenen"]


def test_steps_that_are_gone_are_there_no_more(stepping):
    browser, lists = reads(*shares(stepping, keys=["stappen"]))
    with stepping.inside():
        from naast.plan.models import Step

        Step.objects.filter(part_of__isnull=False).delete()
        Step.objects.all().delete()
    assert browser.get(f"{lists}stappen/").status_code == 404


def test_without_steps_nothing_is_offered(household):
    page = household.browser("resident").get(f"/map/{household.case_id}/delen/nieuw/").content.decode()
    assert "Mijn stappen" not in page
