"""What the owner of the folder says of themselves: roles, people around, what works; and what stress does."""

from __future__ import annotations

import pytest

from naast.kernel.models import AuditEvent
from naast.listen import actions as listen
from naast.listen import queries
from naast.listen.models import NetworkPerson, SkillAnswer, SocialRole
from naast.listen.types import NetworkSaid, SkillSaid

pytestmark = pytest.mark.django_db
SAID = "Enveloppen laat ik dicht."
CHOICES = {"near": "near", "kind": "neighbour", "consent": "not_asked"}


def address(household, page):
    return f"/map/{household.case_id}/{page}/"


@pytest.mark.parametrize("page", ["rollen", "mensen-om-mij", "wat-lukt"])
def test_before_the_first_word_comes_what_happens_with_it(standing, page):
    browser = standing.client(standing.resident)
    answer = browser.get(f"/map/{standing.case_id}/{page}/")
    assert answer.status_code == 302 and answer["Location"].startswith("/map/wat-gebeurt-er/?next=")
    assert (
        browser.post(f"/map/{standing.case_id}/{page}/", {"do": "interest", "words": "x"}).status_code == 302
    )
    with standing.inside():
        assert not queries.roles_of(standing.resident, standing.case_id, standing.resident.id).interests


def test_own_roles_are_written_and_read_by_who_helps(household):
    browser = household.browser("resident")
    sent = {"do": "add", "when": "wished", "words": "weer collega"}
    assert browser.post(address(household, "rollen"), sent).status_code == 302
    assert "weer collega" in browser.get(address(household, "rollen")).content.decode()
    assert (
        "weer collega" not in household.browser("partner").get(address(household, "rollen")).content.decode()
    )
    with household.inside():
        assert SocialRole.objects.get().by_staff_id is None


def test_people_around_are_written_changed_and_taken_away(household):
    browser = household.browser("resident")
    here = address(household, "mensen-om-mij")
    sent = {"description": "een buurvrouw", "gets": "Ik geef de planten water.", **CHOICES}
    for _again in range(2):
        assert browser.post(here, sent).status_code == 302
    named = browser.post(here, sent | {"name": "Sjaan Getypt"})
    assert named.status_code == 422 and "Sjaan Getypt" in named.content.decode()
    with household.inside():
        row = NetworkPerson.objects.get()
    one = f"{here}{row.pk}/"
    assert "Ik geef de planten water." in browser.get(one).content.decode()
    change = sent | {"consent": "yes", "name": "Sjaan Bekend", "phone": "0612345678", "version": 1}
    assert browser.post(one, change).status_code == 302
    assert "Sjaan Bekend" in browser.get(here).content.decode()
    stale = browser.post(one, change | {"gets": "Iets anders."})
    assert stale.status_code == 409 and "Iets anders." in stale.content.decode()
    theirs = change | {"name": "Iemand Anders"}
    for who in ("partner", "relative", "neighbour", "far"):
        other = household.browser(who)
        for answer in (other.get(one), other.post(one, {"do": "drop"}), other.post(one, theirs)):
            assert answer.status_code == 404 and "Sjaan" not in answer.content.decode()
    for _again in range(2):
        assert browser.post(one, {"do": "drop"}).status_code == 302
    with household.inside():
        assert not NetworkPerson.objects.exists()


def test_what_works_is_seen_by_nobody_until_it_is_ticked(household):
    browser, worker = household.browser("resident"), household.standing.worker
    here = address(household, "wat-lukt")
    assert "checked" not in _ticks(browser.get(here).content.decode())
    sent = {"answer_ordering": "effort", "words_ordering": SAID, "answer_time": "works"}
    assert browser.post(here, sent).status_code == 302
    page = browser.get(here).content.decode()
    assert SAID in page and "Samen de post openen" in page
    with household.inside():
        assert queries.skills_of(worker, household.case_id) == []
        seen = {
            row.key: row.seen for row in queries.skills_of(household.people["resident"], household.case_id)
        }
    shared = sent | {"shared_ordering": "on", "seen_ordering": seen["ordering"], "seen_time": seen["time"]}
    assert browser.post(here, shared).status_code == 302
    with household.inside():
        assert [row.key for row in queries.skills_of(worker, household.case_id)] == ["ordering"]
    assert browser.post(here, {"do": "private"}).status_code == 302
    with household.inside():
        assert queries.skills_of(worker, household.case_id) == []
    for who in ("partner", "relative"):
        assert SAID not in household.browser(who).get(here).content.decode()


def _ticks(page):
    return " ".join(part for part in page.split("<input")[1:] if 'name="shared_' in part.split(">")[0])


def test_a_refused_answer_keeps_what_was_typed(household):
    browser = household.browser("resident")
    too_long = browser.post(address(household, "wat-lukt"), {"words_time": "langlang" * 130})
    assert too_long.status_code == 422 and "langlang" * 130 in too_long.content.decode()
    wrong = browser.post(address(household, "wat-lukt"), {"answer_time": "3", "words_time": SAID})
    assert wrong.status_code == 422 and SAID in wrong.content.decode()
    with household.inside():
        assert not SkillAnswer.objects.exists()


def test_what_was_said_at_the_table_is_changed_by_whose_it_is(household):
    resident, worker = household.people["resident"], household.standing.worker
    with household.inside():
        listen.answer_skills(
            actor=worker,
            case_id=household.case_id,
            person_id=resident.id,
            said=[SkillSaid("stress", "together", SAID)],
            share=True,
        )
        (row,) = queries.skills_of(resident, household.case_id)
    browser, here = household.browser("resident"), address(household, "wat-lukt")
    assert SAID in browser.get(here).content.decode()
    taken_back = {"seen_stress": row.seen, "answer_stress": "", "words_stress": ""}
    assert browser.post(here, taken_back).status_code == 302
    with household.inside():
        assert queries.skills_of(worker, household.case_id) == []


def test_who_looked_says_it_in_words(household):
    resident, worker = household.people["resident"], household.standing.worker
    with household.inside():
        listen.add_network_person(
            actor=worker, case_id=household.case_id, person_id=resident.id, said=NetworkSaid("een buurvrouw")
        )
    household.standing.client(worker).get(f"/casus/{household.case_id}/luisteren/mensen-om/{resident.id}/")
    page = household.browser("resident").get("/map/wie-keek/").content.decode()
    assert "de mensen om jou heen" in page and "buurvrouw" not in page


def test_what_stress_does_is_general_and_noted_about_nobody(household):
    page = household.browser("neighbour").get("/map/stress/").content.decode()
    assert "algemene informatie" in page and "€" not in page
    with household.inside():
        assert not AuditEvent.objects.filter(kind="look", verb="folder.stress").exists()
