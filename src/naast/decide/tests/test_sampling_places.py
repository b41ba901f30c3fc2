"""Who is drawn to read afterwards: who takes the place, a lot just after midnight, and who looked."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from naast.decide import actions, queries
from naast.decide.models import SampleReader
from naast.kernel import actors, clock
from naast.kernel.errors import NotVisible
from naast.kernel.models import AuditEvent
from naast.people import queries as people
from naast.people.actions import grant_role
from naast.people.models import StaffRole


def draws_every(deciding):
    administrator = deciding.standing.add_staff("Ada Beheer", actors.ADMINISTRATOR)
    with deciding.inside():
        actions.set_sample_rate(actor=administrator, one_in=1, because="Besluit college (fictief)")
    return administrator


def opens(deciding, who) -> bool:
    try:
        people.case_for(who, deciding.case_id)
    except NotVisible:
        return False
    return True


def test_who_is_replaced_loses_the_place_and_who_takes_it_gets_one(deciding):
    draws_every(deciding)
    house = actors.system(deciding.standing.municipality.pk)
    with deciding.inside():
        deciding.ready()
        deciding.propose(amount=Decimal(900))
        deciding.decide(deciding.worker)
        assert opens(deciding, deciding.reader)
        StaffRole.objects.filter(staff_id=deciding.reader.id, role=actors.SECOND_READER).delete()
    later = deciding.standing.add_staff("Lotte Later", actors.SECOND_READER)
    with deciding.inside():
        assert actions.draw_readers(actor=house) == 1
        assert SampleReader.objects.order_by("-id").first().reader_id == later.id
        assert opens(deciding, later) and not opens(deciding, deciding.reader)
        assert opens(deciding, deciding.worker)


def test_who_was_replaced_goes_out_too_when_something_else_ends(deciding):
    """The place came back for a proposal; with its decision it ends, though they were once drawn here."""
    administrator = draws_every(deciding)
    house = actors.system(deciding.standing.municipality.pk)
    with deciding.inside():
        deciding.ready()
        deciding.propose(amount=Decimal(900))
        deciding.decide(deciding.worker)
        StaffRole.objects.filter(staff_id=deciding.reader.id, role=actors.SECOND_READER).delete()
    deciding.standing.add_staff("Lotte Later", actors.SECOND_READER)
    with deciding.inside():
        actions.draw_readers(actor=house)
        grant_role(actor=administrator, staff=deciding.reader.id, role=actors.SECOND_READER)
        deciding.propose(amount=Decimal(7_200), reader_id=deciding.reader.id)
        assert opens(deciding, deciding.reader)
        deciding.read(deciding.reader)
        deciding.decide(deciding.holder)
        assert not opens(deciding, deciding.reader)


def test_just_after_midnight_the_lot_looks_at_the_day_in_amsterdam(deciding):
    """Vera stood in for the decider until yesterday; half past twelve at night is still yesterday in UTC."""
    administrator = draws_every(deciding)
    vera = deciding.standing.add_staff("Vera Vervanger", actors.MANDATE_HOLDER, actors.SECOND_READER)
    with deciding.inside():
        StaffRole.objects.filter(staff_id=deciding.reader.id, role=actors.SECOND_READER).delete()
        mandate = next(item for item in queries.mandates() if item.staff.id == deciding.worker.id)
        actions.let_stand_in(
            actor=administrator,
            mandate_id=mandate.id,
            staff_id=vera.id,
            from_on=clock.today(),
            until_on=clock.today(),
            basis="Vervangingsregeling (fictief)",
        )
        deciding.ready()
        day = dt.timedelta(days=1)
        tomorrow = clock.today() + day
        at_night = dt.datetime.combine(tomorrow, dt.time(0, 30), tzinfo=clock.AMSTERDAM)
        assert at_night.astimezone(dt.UTC).date() < tomorrow
        with clock.shifted((at_night - clock.now().astimezone(clock.AMSTERDAM)) / day):
            assert clock.today() == tomorrow
            deciding.propose(amount=Decimal(900))
            deciding.decide(deciding.worker)
        assert SampleReader.objects.get().reader_id == vera.id


def test_who_sees_a_name_on_the_list_of_what_they_cover_is_noted_as_looking(deciding):
    lead = deciding.standing.add_staff("Tea Teamleider", actors.TEAM_LEAD)
    with deciding.inside():
        deciding.ready()
        number = deciding.propose(amount=Decimal(900))
        actions.name_cover(**deciding.given, proposal_id=number, staff_id=lead.id)
    client = deciding.standing.client(lead)
    for _twice in range(2):
        assert "Rosa" in client.get("/meelezen/").content.decode()
    with deciding.inside():
        looks = AuditEvent.objects.filter(kind="look", case_id=deciding.case_id, verb="decide.waiting")
        assert list(looks.values_list("actor_id", flat=True)) == [lead.id]
    seen = deciding.standing.client(deciding.standing.resident).get("/map/wie-keek/").content.decode()
    assert "Tea Teamleider" in seen


def test_who_sees_only_a_number_looked_at_nobody(deciding):
    administrator = deciding.standing.add_staff("Ada Beheer", actors.ADMINISTRATOR)
    with deciding.inside():
        StaffRole.objects.filter(role=actors.SECOND_READER).delete()
        deciding.ready()
        deciding.propose(amount=Decimal(7_200), urgent_kind="eviction")
        deciding.decide(deciding.holder)
    page = deciding.standing.client(administrator).get("/meelezen/").content.decode()
    assert "Rosa" not in page and "/lezer/" in page
    with deciding.inside():
        assert not AuditEvent.objects.filter(kind="look", actor_id=administrator.id).exists()


def test_who_sees_a_name_on_the_list_of_what_waits_is_noted_as_looking(deciding):
    with deciding.inside():
        deciding.ready()
        deciding.propose(amount=Decimal(7_200))
    client = deciding.standing.client(deciding.reader)
    for _twice in range(2):
        assert "Rosa" in client.get("/meelezen/").content.decode()
    with deciding.inside():
        looks = AuditEvent.objects.filter(kind="look", case_id=deciding.case_id, verb="decide.waiting")
        assert list(looks.values_list("actor_id", flat=True)) == [deciding.reader.id]
    seen = deciding.standing.client(deciding.standing.resident).get("/map/wie-keek/").content.decode()
    assert "een lijst van wat op hen wacht" in seen
