"""What residents ask from any page, and who answers."""

from __future__ import annotations

import pytest
from django.urls import reverse

from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.models import AuditEvent
from naast.people import actions, queries
from naast.people.models import ResidentRequest, Staff


def ask(standing, kind="support", words="", actor=None):
    with standing.inside():
        return actions.ask(actor=actor or standing.resident, case_id=standing.case_id, kind=kind, words=words)


@pytest.fixture
def lead(standing) -> Actor:
    """A lead of the team that the fixed contact is in."""
    found = standing.add_staff("Lea Lead", "team_lead")
    with standing.inside():
        team = actions.add_team(actor=_system(standing), name="Noord")
        Staff.objects.filter(pk__in=[found.id, standing.worker.id]).update(team=team)
    return found


def _system(standing):
    from naast.kernel.actors import system

    return system(standing.municipality.pk)


def test_a_resident_asks_and_reads_the_answer(standing):
    number = ask(standing, "correction", "Mijn straat is verkeerd geschreven")
    path = reverse("people:answer", args=[standing.case_id, number])
    browser = standing.client(standing.worker)
    assert "Mijn straat is" in browser.get(reverse("people:circle", args=[standing.case_id])).content.decode()
    assert browser.post(path, {"answer": "Het staat nu goed."}).status_code == 302
    assert browser.post(path, {"answer": "Het staat nu goed."}).status_code == 422  # answered already
    with standing.inside():
        (row,) = queries.requests_by(standing.resident, standing.case_id)
        assert (row.answer, row.answered_by) == ("Het staat nu goed.", "Wilma Worker")
        verbs = AuditEvent.objects.values_list("verb", flat=True)
        assert {"people.ask", "people.answer_request"} <= set(verbs)
        assert not AuditEvent.objects.filter(detail__icontains="straat").exists()


def test_asked_twice_it_is_asked_once(standing):
    assert ask(standing) == ask(standing)


@pytest.mark.parametrize(
    ("kind", "words", "field"),
    [("onzin", "x", "kind"), ("complaint", "  ", "words"), ("support", "x" * 5001, "words")],
)
def test_bad_input_is_named_by_its_field(standing, kind, words, field):
    with pytest.raises(Invalid) as refused:
        ask(standing, kind, words)
    assert refused.value.field == field


def test_who_takes_part_asks_for_themselves(standing):
    with standing.inside():
        row = actions.meet_participant(
            actor=standing.worker, case_id=standing.case_id, given_name="Claire", relation="partner"
        )
    claire = Actor("resident", row.person_id, standing.municipality.pk, "Claire")
    ask(standing, actor=claire, words="alleen voor mij")
    with standing.inside():
        assert len(queries.requests_by(claire)) == 1
        assert queries.requests_by(standing.resident) == []


def test_strangers_ask_nothing(standing):
    with standing.inside():
        other = actions.add_person(actor=standing.worker, given_name="Vreemd")
    stranger = Actor("resident", other.pk, standing.municipality.pk, "Vreemd")
    for actor in (stranger, standing.worker, standing.colleague):
        with pytest.raises(NotVisible):
            ask(standing, actor=actor)
    elsewhere = Actor("resident", standing.resident.id, standing.other.pk, "Elders")
    with standing.inside(standing.other), pytest.raises(NotVisible):
        actions.ask(actor=elsewhere, case_id=standing.case_id, kind="support", words="")


def test_a_stranger_answers_nothing(standing, lead):
    number = ask(standing)
    with standing.inside():
        for actor in (standing.colleague, lead):
            with pytest.raises(NotVisible):
                actions.answer_request(actor=actor, request_id=number, answer="x")
    with standing.inside(standing.other), pytest.raises(NotVisible):
        actions.answer_request(actor=standing.outsider, request_id=number, answer="x")


def test_the_answer_keeps_what_was_typed(standing):
    number = ask(standing)
    path = reverse("people:answer", args=[standing.case_id, number])
    browser = standing.client(standing.worker)
    assert browser.post(path, {"answer": ""}).status_code == 422
    long = browser.post(path, {"answer": "heel lang " * 600})
    assert long.status_code == 422 and "heel lang heel lang" in long.content.decode()


@pytest.mark.parametrize("kind", ["complaint", "someone_else"])
def test_what_is_about_the_circle_goes_past_it_to_the_team_lead(standing, lead, kind):
    number = ask(standing, kind, "Zij luistert niet naar mij")
    case = reverse("people:circle", args=[standing.case_id])
    assert "luistert niet" not in standing.client(standing.worker).get(case).content.decode()
    with standing.inside(), pytest.raises(NotVisible):
        actions.answer_request(actor=standing.worker, request_id=number, answer="x")
    browser = standing.client(lead)
    assert "luistert niet" in browser.get(reverse("people:team")).content.decode()
    path = reverse("people:team_answer", args=[number])
    assert browser.post(path, {"answer": ""}).status_code == 422
    assert browser.post(path, {"answer": "Ik bel je morgen."}).status_code == 302
    with standing.inside():
        assert ResidentRequest.objects.get().answer == "Ik bel je morgen."


def test_nobody_answers_a_complaint_about_themselves(standing):
    from tests.standing import make_staff

    with standing.inside():
        both = make_staff(standing.municipality, "Bo Beide", "professional", "team_lead")
        actions.let_in(
            actor=standing.worker,
            case_id=standing.case_id,
            staff_id=both.id,
            role="professional",
            purpose="samen",
        )
        actions.set_fixed_contact(actor=standing.worker, case_id=standing.case_id, staff_id=both.id)
    number = ask(standing, "complaint", "over Bo")
    with standing.inside(), pytest.raises(NotAllowed):
        actions.answer_request(actor=both, request_id=number, answer="onzin")


def test_a_lead_of_another_team_sees_no_complaint(standing, lead):
    number = ask(standing, "complaint", "Zij luistert niet naar mij")
    other = standing.add_staff("Leo Lead", "team_lead")
    page = standing.client(other).get(reverse("people:team")).content.decode()
    assert "luistert niet" not in page and "Rosa" not in page
    with standing.inside(), pytest.raises(NotVisible):
        actions.answer_request(actor=other, request_id=number, answer="x")


def test_who_leads_the_team_and_is_the_contact_finds_no_form_that_only_refuses(standing):
    lead = standing.add_staff("Lea Lead", "team_lead", "professional")
    with standing.inside():
        actions.set_fixed_contact(actor=standing.worker, case_id=standing.case_id, staff_id=lead.id)
    number = ask(standing, "complaint", "Zij luistert niet")
    page = standing.client(lead).get(reverse("people:team")).content.decode()
    assert "Zij luistert niet" in page
    assert reverse("people:team_answer", args=[number]) not in page


def test_what_nobody_answered_waits_for_the_fixed_contact(standing):
    """On the first page of who is the contact, until somebody answers; not what is for the team lead."""
    number = ask(standing, "correction", "Mijn straat is verkeerd geschreven")
    ask(standing, "complaint", "Zij luistert niet naar mij")
    with standing.inside():
        assert [row.id for row in queries.requests_waiting(standing.worker)] == [number]
        assert queries.requests_waiting(standing.colleague) == []
        assert queries.requests_waiting(standing.resident) == []
    page = standing.client(standing.worker).get(reverse("web:my_people")).content.decode()
    assert "Iets rechtzetten: Rosa Proefpersoon" in page and "Mijn straat" not in page
    with standing.inside():
        actions.answer_request(actor=standing.worker, request_id=number, answer="Het staat nu goed.")
        assert queries.requests_waiting(standing.worker) == []
