"""An urgent decision that nobody could read along when it was taken: somebody is named afterwards."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from naast.decide import actions, naming, queries
from naast.decide.models import Decision, Proposal
from naast.kernel import actors, clock
from naast.kernel.errors import Invalid, NotVisible
from naast.kernel.models import AuditEvent
from naast.people import actions as people
from naast.people import queries as people_queries
from naast.people.models import Staff, StaffRole
from naast.weigh import actions as weigh


@pytest.fixture
def lead(deciding):
    return deciding.standing.add_staff("Tea Teamleider", actors.TEAM_LEAD)


@pytest.fixture
def administrator(deciding):
    return deciding.standing.add_staff("Ada Beheer", actors.ADMINISTRATOR)


def decided_unread(deciding) -> int:
    """Somebody is put out of the house, and nobody holds the role of second reader. Gives the proposal."""
    StaffRole.objects.filter(role=actors.SECOND_READER).delete()
    deciding.ready()
    number = deciding.propose(amount=Decimal(7_200), urgent_kind="eviction")
    deciding.decide(deciding.holder)
    return number


def later_reader(deciding, name: str = "Lotte Later"):
    return deciding.standing.add_staff(name, actors.SECOND_READER)


def opens(deciding, who) -> bool:
    try:
        people_queries.case_for(who, deciding.case_id)
    except NotVisible:
        return False
    return True


def waits(who) -> list[str]:
    return [item.kind for item in queries.waiting_for(who)]


def test_somebody_who_came_later_is_named_reads_and_goes_out(deciding, lead):
    with deciding.inside():
        number = decided_unread(deciding)
        assert Proposal.objects.get(pk=number).reader_id is None
    reader = later_reader(deciding)
    with deciding.inside():
        assert not opens(deciding, reader)
        actions.name_reader(actor=lead, proposal_id=number, reader_id=reader.id)
        actions.name_reader(actor=lead, proposal_id=number, reader_id=reader.id)
        assert AuditEvent.objects.filter(verb="decide.name_reader").count() == 1, "named twice is once"
        assert opens(deciding, reader) and waits(reader) == ["read_along"] and waits(lead) == []
        [line] = queries.waiting_for(reader)
        assert line.due_on == Decision.objects.get().read_before
        deciding.read(reader)
        assert waits(reader) == [] and not opens(deciding, reader)
        with pytest.raises(NotVisible):
            actions.name_reader(actor=lead, proposal_id=number, reader_id=reader.id)


def test_it_stays_in_the_list_of_the_lead_the_administrator_and_the_writer_until_somebody_is_named(
    deciding, lead, administrator, monkeypatch
):
    quality = deciding.standing.add_staff("Karin Kwaliteit", actors.QUALITY_OFFICER)
    elsewhere = deciding.standing.add_staff("Els Elders", actors.TEAM_LEAD)
    with deciding.inside():
        team = people.add_team(actor=administrator, name="Ander team")
        Staff.objects.filter(pk__in=[elsewhere.id]).update(team=team)
        decided_unread(deciding)
        due = Decision.objects.get().read_before
        for later in (0, 10):
            day = due + dt.timedelta(days=later)
            monkeypatch.setattr(clock, "today", lambda day=day: day)
            [line] = queries.waiting_for(lead)
            assert (line.kind, line.due_on) == ("name_reader", due) and "Rosa" in line.title
            [line] = queries.waiting_for(administrator)
            assert line.kind == "name_reader" and "Rosa" not in line.title and not line.names_resident
            assert "name_reader" in waits(deciding.worker)
            assert waits(quality) == (["late"] if later else [])
            assert waits(deciding.owner) == []


def test_never_the_writer_the_decider_a_weigher_or_their_substitute(deciding, lead, administrator):
    with deciding.inside():
        number = decided_unread(deciding)
        mandate = next(item for item in queries.mandates() if item.staff.id == deciding.holder.id)
    both = deciding.standing.add_staff("Bo Beide", actors.PROFESSIONAL, actors.SECOND_READER)
    vera = deciding.standing.add_staff("Vera Vervanger", actors.MANDATE_HOLDER, actors.SECOND_READER)
    reader = later_reader(deciding)
    with deciding.inside():
        for who in (deciding.worker, deciding.holder):
            people.grant_role(actor=administrator, staff=who.id, role=actors.SECOND_READER)
        people.let_in(
            actor=deciding.worker,
            case_id=deciding.case_id,
            staff_id=both.id,
            role="professional",
            purpose="x",
        )
        weigh.write_down(
            actor=both,
            case_id=deciding.case_id,
            thinking=weigh.Thinking(why_differs="Er is een baby."),
            base_version=deciding.version,
        )
        actions.let_stand_in(
            actor=administrator,
            mandate_id=mandate.id,
            staff_id=vera.id,
            from_on=clock.today(),
            until_on=clock.today() + dt.timedelta(days=3),
            basis="Vervangingsregeling (fictief)",
        )
        assert [face.id for face in naming.able_to_read(Decision.objects.get())] == [reader.id]
        for who in (deciding.worker, deciding.holder, both, vera, deciding.lawyer):
            with pytest.raises(Invalid) as refused:
                actions.name_reader(actor=lead, proposal_id=number, reader_id=who.id)
            assert refused.value.field == "reader"
        for who in (deciding.holder, both, deciding.lawyer):
            with pytest.raises(IntegrityError, match="no hand in it"), transaction.atomic():
                Proposal.objects.filter(pk=number).update(reader_id=who.id)
        with pytest.raises(IntegrityError), transaction.atomic():
            Proposal.objects.filter(pk=number).update(reader_id=deciding.worker.id)
        assert Proposal.objects.get(pk=number).reader_id is None


def test_who_was_asked_stays_while_they_can_read_and_loses_the_place_when_they_cannot(deciding, lead):
    with deciding.inside():
        deciding.ready()
        number = deciding.propose(amount=Decimal(7_200), urgent_kind="eviction")
        deciding.decide(deciding.holder)
    other = later_reader(deciding)
    with deciding.inside():
        with pytest.raises(Invalid, match="Lena Lezer"):
            actions.name_reader(actor=lead, proposal_id=number, reader_id=other.id)
        StaffRole.objects.filter(role=actors.SECOND_READER, staff_id=deciding.reader.id).delete()
        actions.name_reader(actor=lead, proposal_id=number, reader_id=other.id)
        assert opens(deciding, other) and not opens(deciding, deciding.reader)
        deciding.read(other)
        with pytest.raises(IntegrityError, match="not read yet"), transaction.atomic():
            Proposal.objects.filter(pk=number).update(reader_id=deciding.reader.id)


def test_who_loses_the_role_reads_no_more_and_another_is_named_at_once(deciding, lead, administrator):
    with deciding.inside():
        deciding.ready()
        deciding.propose(amount=Decimal(7_200), urgent_kind="eviction")
        assert "read_along" in waits(deciding.reader)
        deciding.decide(deciding.holder)
        assert "read_along" in waits(deciding.reader)
        for who in (lead, administrator, deciding.worker):
            assert "name_reader" not in waits(who)
        Staff.objects.filter(pk=deciding.reader.id).update(ends_on=dt.date(2020, 1, 1))
        assert "name_reader" in waits(lead)
        Staff.objects.filter(pk=deciding.reader.id).update(ends_on=None)
        assert "name_reader" not in waits(lead)
        StaffRole.objects.filter(role=actors.SECOND_READER, staff_id=deciding.reader.id).delete()
        assert "read_along" not in waits(deciding.reader)
        for who in (lead, administrator, deciding.worker):
            assert "name_reader" in waits(who)
    page = deciding.standing.client(administrator).get("/meelezen/").content.decode()
    assert "Dit leest nog niemand mee" in page


def test_who_handles_an_objection_to_it_does_not_read_it(deciding, lead):
    handler = deciding.standing.add_staff("Hanna Bezwaar", actors.LAWYER)
    with deciding.inside():
        number = decided_unread(deciding)
        decision = Decision.objects.get()
        objection_id = actions.object(**deciding.given, decision_id=decision.pk, words="Nee.")
        actions.hand_objection(**deciding.given, objection_id=objection_id, staff_id=handler.id)
        house = actors.system(deciding.standing.municipality.pk)
        people.grant_role(actor=house, staff=handler.id, role=actors.SECOND_READER)
        assert naming.able_to_read(decision) == []
        with pytest.raises(Invalid):
            actions.name_reader(actor=lead, proposal_id=number, reader_id=handler.id)
        with pytest.raises(IntegrityError, match="no hand in it"), transaction.atomic():
            Proposal.objects.filter(pk=number).update(reader_id=handler.id)


def test_nobody_else_names_and_nobody_of_elsewhere(deciding, lead):
    with deciding.inside():
        number = decided_unread(deciding)
    reader = later_reader(deciding)
    with deciding.inside():
        for who in (deciding.owner, deciding.standing.colleague, deciding.standing.resident, reader):
            with pytest.raises(NotVisible):
                actions.name_reader(actor=who, proposal_id=number, reader_id=reader.id)
    stranger = deciding.standing.outsider
    with deciding.standing.inside(deciding.standing.other), pytest.raises(NotVisible):
        actions.name_reader(actor=stranger, proposal_id=number, reader_id=reader.id)
    for who, status in ((deciding.owner, 404), (deciding.standing.colleague, 404), (lead, 200)):
        page = deciding.standing.client(who).get(f"/meelezen/{number}/lezer/")
        assert page.status_code == status


def test_the_page_names_and_says_what_is_wrong(deciding, lead, administrator):
    with deciding.inside():
        number = decided_unread(deciding)
    path = f"/meelezen/{number}/lezer/"
    client = deciding.standing.client(lead)
    page = client.get(path).content.decode()
    assert (
        "Rosa" in page
        and "Nog mag niemand dit lezen" in page
        and '<form method="post" novalidate>' not in page
    )
    reader = later_reader(deciding)
    beheer = deciding.standing.client(administrator).get(path).content.decode()
    assert "Lotte Later" in beheer and "Rosa" not in beheer
    for typed in ("", "999999", str(deciding.worker.id), "<script>"):
        page = client.post(path, {"reader": typed})
        assert page.status_code == 422 and page.context["form"].errors["reader"]
    assert client.post(path, {"reader": str(reader.id)}).status_code == 302
    assert "Lotte Later" in client.get(path).content.decode()
    with deciding.inside():
        assert Proposal.objects.get(pk=number).reader_id == reader.id
        looks = AuditEvent.objects.filter(kind="look", verb="decide.name_reader", case_id=deciding.case_id)
        assert set(looks.values_list("actor_id", flat=True)) == {lead.id}
    beside = deciding.standing.client(deciding.worker)
    assert path in beside.get(f"/casus/{deciding.case_id}/besluit/").content.decode()


def test_who_keeps_accounts_finds_the_list_on_which_it_waits_in_their_menu(deciding, administrator):
    client = deciding.standing.client(administrator)
    start = client.get(client.get("/").url).content.decode()
    assert 'href="/meelezen/"' in start


def test_of_a_proposal_that_waits_the_writer_hears_that_nobody_reads_it_any_more(deciding):
    other = later_reader(deciding)
    with deciding.inside():
        deciding.ready()
        deciding.propose(amount=Decimal(7_200), reader_id=deciding.reader.id)
        assert "read_along" in waits(deciding.reader) and "reader_gone" not in waits(deciding.worker)
        StaffRole.objects.filter(role=actors.SECOND_READER, staff_id=deciding.reader.id).delete()
        assert "read_along" not in waits(deciding.reader)
        (line,) = [each for each in queries.waiting_for(deciding.worker) if each.kind == "reader_gone"]
    page = deciding.standing.client(deciding.worker).get(line.url).content.decode()
    assert f"{deciding.reader.name} kan dat niet meer" in page
    seen = deciding.standing.client(deciding.reader).get(line.url)
    assert seen.status_code == 200 and "/meelezen/" not in seen.content.decode().split("<main")[1]
    with deciding.inside():
        version = queries.proposal_of(deciding.case_id).version
        deciding.propose(amount=Decimal(7_200), base_version=version)
        assert queries.proposal_of(deciding.case_id).reader.id == other.id
        assert "reader_gone" not in waits(deciding.worker) and "read_along" in waits(other)
