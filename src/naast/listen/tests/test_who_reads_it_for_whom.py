"""Before the first word: a child under twelve is no reader who has not read; who reads for them is."""

from __future__ import annotations

import datetime as dt

import pytest

from naast.kernel import clock
from naast.people import actions as people
from naast.people import queries
from naast.people.models import Person

pytestmark = pytest.mark.django_db
NOT_READ = "heeft nog niet gelezen"


@pytest.fixture
def claire(home):
    """A child of three months in the case of her mother; everybody else read it."""
    standing = home.standing
    who = {"actor": standing.worker, "case_id": standing.case_id}
    with standing.inside():
        people.tell_what_happens(**who, person_id=home.partner.id)
        return people.meet_participant(
            **who, given_name="Claire", relation="child", birth_date=clock.today() - dt.timedelta(days=90)
        ).person_id


def of(home, person_id):
    """It is noted that the resident has authority over this child."""
    who = {"actor": home.standing.worker, "case_id": home.standing.case_id}
    with home.standing.inside():
        people.give_authority(**who, child_id=person_id, parent_id=home.owner_id, basis="uittreksel")


def pages(home, child):
    root = f"/casus/{home.standing.case_id}/luisteren/"
    return [root, f"{root}bord/", f"{root}verhaal/{child}/", f"{root}rollen/{child}/", f"{root}doen/{child}/"]


def held(home, address, who=None):
    return home.standing.client(who or home.standing.worker).get(address).content.decode()


def test_who_reads_for_a_child_is_named_and_the_child_is_not_counted(home, claire):
    of(home, claire)
    for address in pages(home, claire):
        page = held(home, address)
        assert f"Claire {NOT_READ}" not in page, address
        assert "Rosa Proefpersoon leest voor Claire" in page and "Dat is nog niet gedaan" in page, address
    first = f"/casus/{home.standing.case_id}/luisteren/eerst/"
    assert "Rosa Proefpersoon heeft dit gelezen voor Claire" in held(home, first)
    reader = home.standing.add_reader()
    along = held(home, first, reader)
    assert (
        "Rosa Proefpersoon heeft dit nog niet gelezen voor Claire." in along
        and "Claire heeft dit" not in along
    )
    with home.standing.inside():
        people.tell_what_happens(
            actor=home.standing.resident, case_id=home.standing.case_id, person_id=home.owner_id
        )
    for address in pages(home, claire):
        page = held(home, address)
        assert NOT_READ not in page and "nog niet gedaan" not in page, address
    assert "Dit is op" in held(home, first), "what the parent read counts for the child"


def test_what_was_read_for_a_child_is_noted_at_the_desk(home, claire):
    of(home, claire)
    client = home.standing.client(home.standing.worker)
    first = f"/casus/{home.standing.case_id}/luisteren/eerst/"
    assert client.post(first, {"person": claire}).status_code == 302
    page = held(home, first)
    assert "gelezen voor Claire." in page and "Claire heeft dit gelezen" not in page
    with home.standing.inside():
        assert set(queries.told(home.standing.case_id)) == {home.partner.id, claire}


def test_where_nobody_was_noted_the_page_says_so_and_where_to_note_it(home, claire):
    address = f"/casus/{home.standing.case_id}/luisteren/verhaal/{claire}/"
    page = held(home, address)
    assert "Er staat nog niet wie voor Claire leest" in page and "/wie-leest/" in page
    with home.standing.inside():
        Person.objects.filter(pk=claire).update(birth_date=None)
    assert f"Claire {NOT_READ}" in held(home, address), "of an unknown age nobody reads for them"


def test_from_twelve_on_somebody_reads_it_themselves(home, claire):
    of(home, claire)
    with home.standing.inside():
        born = clock.today().replace(year=clock.today().year - 13, day=1)
        Person.objects.filter(pk=claire).update(birth_date=born)
        case = queries.case_for(home.standing.worker, home.standing.case_id)
        (row,) = queries.heard_in(case, [claire])
    assert (row.is_child, row.readers, row.at) == (False, (), None)
    assert f"Claire {NOT_READ}" in held(home, f"/casus/{home.standing.case_id}/luisteren/verhaal/{claire}/")


def test_a_parent_who_is_refused_does_not_read_for_the_child(home, claire):
    of(home, claire)
    with home.standing.inside():
        people.refuse_access(
            actor=home.standing.worker,
            case_id=home.standing.case_id,
            child_id=claire,
            reader_id=home.owner_id,
            because="In het belang van het kind",
            review_on=clock.today() + dt.timedelta(days=30),
        )
        case = queries.case_for(home.standing.worker, home.standing.case_id)
        (row,) = queries.heard_in(case, [claire])
    assert row.is_child and row.readers == ()


def test_it_costs_one_question_for_a_page_without_children(home, django_assert_num_queries):
    with home.standing.inside():
        case = queries.case_for(home.standing.worker, home.standing.case_id)
        with django_assert_num_queries(1):
            queries.heard_in(case, [home.owner_id, home.partner.id])
