"""Words out of the story beside a goal and beside what is in the way, and in what is agreed as they were."""

from __future__ import annotations

import pytest

from naast.listen import actions
from naast.listen.models import Fragment, FragmentLink
from naast.listen.types import GOAL, OBSTACLE
from naast.people import actions as people
from naast.plan import actions as plan
from naast.plan import queries as plans

pytestmark = pytest.mark.django_db

PIECE = "Mijn zus mag dit niet weten."


@pytest.fixture
def told(standing):
    """The resident and a partner (by id) each told something."""
    with standing.inside():
        person = people.add_person(actor=standing.worker, given_name="Piet", family_name="Deelnemer")
        people.add_participant(
            actor=standing.worker, case_id=standing.case_id, person_id=person.pk, relation="partner"
        )
        for person_id, text in (
            (standing.resident.id, f"Ik slaap al weken op een bank. {PIECE}"),
            (person.pk, "Ik durf hier niets te zeggen."),
        ):
            actions.write_story(
                actor=standing.worker,
                case_id=standing.case_id,
                person_id=person_id,
                text=text,
                base_version=0,
            )
    return standing, person.pk


def mark(standing, person_id, text):
    return actions.mark_fragment(
        actor=standing.worker, case_id=standing.case_id, person_id=person_id, text=text, version=1
    )


def test_beside_a_goal_and_in_the_agreement_as_it_was(told):
    standing = told[0]
    partner = told[1]
    case_id, worker = standing.case_id, standing.worker
    with standing.inside():
        plan.write_perspective(
            actor=worker, case_id=case_id, perspective="Een eigen voordeur.", base_version=0
        )
        goal = plan.add_goal(actor=worker, case_id=case_id, words="Een huis")
        fragment = mark(standing, standing.resident.id, PIECE)
        partners = mark(standing, partner, "Ik durf hier niets")
    browser = standing.client(worker)
    page = f"/casus/{case_id}/plan/doel/{goal.pk}/eigen-woorden/"
    assert "Mijn zus" in browser.get(page).content.decode()
    assert browser.post(page, {"do": "link", "piece": fragment.pk}).status_code == 302
    assert browser.post(page, {"do": "link", "piece": fragment.pk}).status_code == 302
    assert browser.post(page, {"do": "link", "piece": partners.pk}).status_code == 302
    for value in ("", "x", "999999"):
        assert browser.post(page, {"do": "link", "piece": value}).status_code == 404
    assert browser.get(f"/casus/{case_id}/plan/doel/{goal.pk + 99}/eigen-woorden/").status_code == 404
    for stranger in (*standing.strangers, standing.resident):
        assert standing.client(stranger).get(page).status_code == 404
        assert standing.client(stranger).post(page, {"do": "link", "piece": fragment.pk}).status_code == 404
    assert "Mijn zus" in browser.get(f"/casus/{case_id}/plan/").content.decode()
    with standing.inside():
        version = plan.agree(actor=worker, case_id=case_id, words="Ja")
        assert plan.agree(actor=worker, case_id=case_id, words="Ja").pk == version.pk
        (link,) = [row for row in FragmentLink.objects.all() if row.fragment_id == fragment.pk]
        actions.unlink_fragment(actor=standing.resident, case_id=case_id, link_id=link.pk)
        (kept,) = plans.agreed_plan(case_id, version.number).plan.goals
        assert [quote.text for quote in kept.quotes] == [PIECE, "Ik durf hier niets"]
        people.tell_what_happens(actor=standing.resident, case_id=case_id, person_id=standing.resident.id)
    assert "Mijn zus" in browser.get(f"/casus/{case_id}/plan/versie/1/").content.decode()
    assert "Mijn zus" not in browser.get(f"/casus/{case_id}/plan/").content.decode()
    mine = standing.client(standing.resident).get(f"/map/{case_id}/plan/").content.decode()
    assert "Mijn zus" in mine and "Ik durf hier niets" not in mine


def test_a_goal_that_is_taken_out_keeps_nothing_beside_it(told):
    standing = told[0]
    with standing.inside():
        goal = plan.add_goal(actor=standing.worker, case_id=standing.case_id, words="Een huis")
        fragment = mark(standing, standing.resident.id, PIECE)
        actions.link_fragment(
            actor=standing.worker,
            case_id=standing.case_id,
            fragment_id=fragment.pk,
            kind=GOAL,
            target_id=goal.pk,
        )
        plan.remove_goal(actor=standing.worker, case_id=standing.case_id, goal_id=goal.pk)
        assert not FragmentLink.objects.exists() and Fragment.objects.exists()


def test_beside_what_is_in_the_way(told):
    standing = told[0]
    with standing.inside():
        row = plan.name_obstacle(
            actor=standing.worker,
            case_id=standing.case_id,
            words="De wachtlijst",
            kind="waiting_list",
            base_version=0,
        )
        fragment = mark(standing, standing.resident.id, PIECE)
    browser = standing.client(standing.worker)
    page = f"/casus/{standing.case_id}/plan/belemmering/{row.pk}/eigen-woorden/"
    assert browser.post(page, {"do": "link", "piece": fragment.pk}).status_code == 302
    with standing.inside():
        link = FragmentLink.objects.get()
        assert (link.kind, link.target_id) == (OBSTACLE, row.pk)
    assert "Mijn zus" in browser.get(f"/casus/{standing.case_id}/plan/").content.decode()
    # A link of another page of the same case, moved by hand.
    with standing.inside():
        goal = plan.add_goal(actor=standing.worker, case_id=standing.case_id, words="Een huis")
    elsewhere = f"/casus/{standing.case_id}/plan/doel/{goal.pk}/eigen-woorden/"
    assert browser.post(elsewhere, {"do": "unlink", "link": link.pk}).status_code == 404
    for _twice in range(2):
        assert browser.post(page, {"do": "unlink", "link": link.pk}).status_code == 302
    assert "Mijn zus" not in browser.get(f"/casus/{standing.case_id}/plan/").content.decode()
