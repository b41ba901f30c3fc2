"""A complaint always has somebody who may answer it, and who had no part in it."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from tests.standing import Standing, make_resident

from naast.kernel import actors, clock
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.models import AuditEvent
from naast.people import actions, queries
from naast.people.models import ComplaintHandler, ResidentRequest, Staff

WORDS = "Er werd niet geluisterd."


@pytest.fixture
def stuck(standing: Standing):
    """A complaint of which the only team lead stood beside the resident."""
    lead = standing.add_staff("Tess Teamleider", actors.TEAM_LEAD, actors.PROFESSIONAL)
    administrator = standing.add_staff("Ada Beheer", actors.ADMINISTRATOR)
    officer = standing.add_staff("Kees Kwaliteit", actors.QUALITY_OFFICER)
    with standing.inside():
        actions.let_in(
            actor=standing.worker,
            case_id=standing.case_id,
            staff_id=lead.id,
            role=actors.PROFESSIONAL,
            purpose="staat naast Rosa",
        )
        number = actions.ask(actor=standing.resident, case_id=standing.case_id, kind="complaint", words=WORDS)
    return lead, administrator, officer, number


def test_the_administrator_names_somebody_without_reading_it(standing, stuck):
    lead, administrator, officer, number = stuck
    keeper = standing.client(administrator)
    page = keeper.get("/klachten/").content.decode()
    assert f"/klachten/{number}/behandelaar/" in page
    assert WORDS not in page and "Rosa" not in page
    address = f"/klachten/{number}/behandelaar/"
    form = keeper.get(address).content.decode()
    assert officer.name in form and lead.name not in form and WORDS not in form
    for wrong in ("", str(lead.id), str(standing.worker.id), "999999"):
        refused = keeper.post(address, {"staff": wrong})
        assert refused.status_code == 422 and list(refused.context["form"].errors) == ["staff"]
    assert keeper.post(address, {"staff": str(officer.id)}).status_code == 302
    assert f"/klachten/{number}/behandelaar/" not in keeper.get("/klachten/").content.decode()
    with standing.inside():
        assert ComplaintHandler.objects.get().handler_id == officer.id


def test_who_was_named_answers_and_nothing_of_the_case_opens(standing, stuck):
    lead, administrator, officer, number = stuck
    with standing.inside():
        with pytest.raises(NotAllowed):
            actions.answer_request(actor=lead, request_id=number, answer="Sorry.")
        with pytest.raises(NotVisible):
            actions.answer_request(actor=officer, request_id=number, answer="Sorry.")
        first = actions.name_complaint_handler(actor=administrator, request_id=number, staff_id=officer.id)
        assert first == actions.name_complaint_handler(
            actor=administrator, request_id=number, staff_id=officer.id
        )
    client = standing.client(officer)
    assert WORDS in client.get("/klachten/").content.decode()
    assert client.get(f"/casus/{standing.case_id}/mensen/").status_code == 404
    refused = client.post(f"/klachten/{number}/antwoord/", {"answer": " "})
    assert refused.status_code == 422
    refused = client.post(f"/klachten/{number}/later/", {"kind": "postponed", "words": ""})
    assert refused.status_code == 422
    sent = {"kind": "postponed", "words": "We willen eerst iedereen spreken."}
    assert client.post(f"/klachten/{number}/later/", sent).status_code == 302
    assert client.post(f"/klachten/{number}/antwoord/", {"answer": "Het spijt ons."}).status_code == 302
    with standing.inside():
        row = ResidentRequest.objects.get(pk=number)
        assert (row.answer, row.answered_by_id) == ("Het spijt ons.", officer.id)
        with pytest.raises(Invalid):
            actions.name_complaint_handler(actor=administrator, request_id=number, staff_id=officer.id)
    looks = standing.client(standing.resident).get("/map/wie-keek/").content.decode()
    assert officer.name in looks


def test_a_lead_with_a_part_in_it_names_another_and_strangers_name_nobody(standing, stuck):
    lead, _administrator, officer, number = stuck
    page = standing.client(lead).get("/team/").content.decode()
    assert f"/klachten/{number}/behandelaar/" in page
    address = f"/klachten/{number}/behandelaar/"
    with standing.inside():
        for stranger in (standing.worker, standing.colleague, standing.resident, officer):
            with pytest.raises(NotVisible):
                actions.name_complaint_handler(actor=stranger, request_id=number, staff_id=officer.id)
    for stranger in (standing.worker, *standing.strangers, officer):
        assert standing.client(stranger).post(address, {"staff": str(officer.id)}).status_code == 404
        assert (
            standing.client(stranger).post(f"/klachten/{number}/antwoord/", {"answer": "Nee."}).status_code
            == 404
        )
    assert standing.client(lead).post(address, {"staff": str(officer.id)}).status_code == 302
    assert officer.name in standing.client(lead).get("/team/").content.decode()


def test_a_lead_who_had_no_part_answers_and_waits_for_nobody(standing, stuck):
    _lead, administrator, _officer, number = stuck
    free = standing.add_staff("Vera Vrij", actors.TEAM_LEAD)
    with standing.inside():
        assert queries.complaints_to_name() == []
    address = f"/klachten/{number}/behandelaar/"
    assert standing.client(administrator).get(address).status_code == 404
    with standing.inside():
        actions.answer_request(actor=free, request_id=number, answer="Het spijt ons.")


def test_the_database_refuses_a_handler_with_a_part_in_it(standing, stuck):
    lead, administrator, officer, number = stuck
    with standing.inside():
        given = {"case_id": standing.case_id, "request_id": number}
        for handler, by in (
            (lead, administrator),
            (standing.worker, administrator),
            (officer, standing.worker),
            (officer, officer),
        ):
            with pytest.raises(IntegrityError, match=r"people_complainthandler|answer"), transaction.atomic():
                ComplaintHandler(**given, handler_id=handler.id, named_by_id=by.id).save()
        correction = actions.ask(
            actor=standing.resident, case_id=standing.case_id, kind="correction", words="Mijn naam."
        )
        with pytest.raises(IntegrityError), transaction.atomic():
            ComplaintHandler(
                case_id=standing.case_id,
                request_id=correction,
                handler_id=officer.id,
                named_by_id=administrator.id,
            ).save()


def test_somebody_who_left_leaves_no_complaint_behind(standing, stuck):
    _lead, administrator, officer, number = stuck
    with standing.inside():
        actions.name_complaint_handler(actor=administrator, request_id=number, staff_id=officer.id)
        assert queries.complaints_to_name() == []
        Staff.objects.filter(pk=officer.id).update(ends_on=clock.today().replace(year=2020))
        (waits,) = queries.complaints_to_name()
        assert (waits.id, waits.handler.id) == (number, officer.id)


def test_a_participant_reads_no_complaint_of_another(standing, stuck):
    with standing.inside():
        aunt = actions.add_person(actor=standing.worker, given_name="Tante", family_name="Truus")
        relative = make_resident(standing.municipality, aunt.pk)
    assert standing.client(relative).get("/klachten/").status_code in (302, 404)


def test_a_second_click_of_the_administrator_finds_it_done(standing, stuck):
    _lead, administrator, officer, number = stuck
    other = standing.add_staff("Karel Kwaliteit", actors.QUALITY_OFFICER)
    keeper, address = standing.client(administrator), f"/klachten/{number}/behandelaar/"
    for _click in range(2):
        assert keeper.post(address, {"staff": str(officer.id)})["Location"] == "/klachten/"
    assert keeper.post(address, {"staff": str(other.id)}).status_code == 404
    second = standing.client(standing.add_staff("Bea Beheer", actors.ADMINISTRATOR))
    assert second.post(address, {"staff": str(officer.id)}).status_code == 404
    with standing.inside():
        assert ComplaintHandler.objects.count() == 1


def test_the_complaint_that_waits_longest_stands_first_and_an_answered_one_last(standing, stuck):
    _lead, administrator, officer, first = stuck
    with standing.inside():
        second, third = (
            actions.ask(actor=standing.resident, case_id=standing.case_id, kind="complaint", words=words)
            for words in ("De tweede klacht.", "De derde klacht.")
        )
        for number in (first, second, third):
            actions.name_complaint_handler(actor=administrator, request_id=number, staff_id=officer.id)
        actions.answer_complaint_later(
            actor=officer, request_id=first, kind="postponed", words="We spreken eerst iedereen."
        )
        actions.answer_request(actor=officer, request_id=third, answer="Het spijt ons.")
    page = standing.client(officer).get("/klachten/")
    assert [item["row"].id for item in page.context["complaints"]] == [second, first, third]


def test_a_lead_goes_on_from_the_complaints_to_those_of_the_team(standing, stuck):
    lead, administrator, _officer, _number = stuck
    link = 'href="/team/#klachten"'
    assert link in standing.client(lead).get("/klachten/").content.decode()
    assert link not in standing.client(administrator).get("/klachten/").content.decode()


def test_who_reads_what_was_asked_is_told_to_who_asked_it(standing, stuck):
    """Also to who takes part, and then not to the resident."""
    lead, _administrator, officer, number = stuck
    with standing.inside():
        aunt = actions.add_person(actor=standing.worker, given_name="Tante", family_name="Truus")
        case_id, made = standing.case_id, {"kind": "complaint", "words": "Ik werd niet gebeld."}
        ResidentRequest(municipality=standing.municipality, case_id=case_id, person=aunt, **made).save()
        actions.name_complaint_handler(actor=lead, request_id=number, staff_id=officer.id)
    for _again in range(2):
        assert WORDS in standing.client(lead).get("/team/").content.decode()
        assert WORDS in standing.client(officer).get("/klachten/").content.decode()
    with standing.inside():
        looks = AuditEvent.objects.filter(kind=AuditEvent.LOOK, object_type="people.Person", case_id=case_id)
        told = set(looks.values_list("verb", "object_id"))
    mine = standing.resident.id
    assert told == {("people.team", mine), ("people.team", aunt.pk), ("people.complaints", mine)}
