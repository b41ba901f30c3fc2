"""Packages of elsewhere that wait, and packages that lie ready, go with a story and with a person."""

from __future__ import annotations

import pytest
from tests.standing import make_resident

from naast.folder.models import Brought
from naast.folder.portable import actions as portable
from naast.folder.portable import queries
from naast.folder.tests.portable import neighbour, received, taken
from naast.kernel import erasure
from naast.kernel.errors import NotVisible
from naast.kernel.tests.conftest import superuser  # noqa: F401 - the fixture
from naast.listen import actions as listen
from naast.people import actions as people

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "eraser"])


def numbers_in(superuser, table, column):  # noqa: F811
    with superuser() as raw:
        return {row[0] for row in raw.execute(f"SELECT {column} FROM {table}").fetchall()}


@pytest.fixture
def waiting(household):
    """In the other municipality, for one person and for their partner, a package that nobody brought in."""
    standing = household.standing
    package = taken(standing, household.people["resident"])[0]
    case_id, resident = neighbour(standing)
    with standing.inside(standing.other):
        person = people.add_person(actor=standing.outsider, given_name="Piet", family_name="Partnerman")
        people.add_participant(
            actor=standing.outsider, case_id=case_id, person_id=person.pk, relation="partner"
        )
        partner = make_resident(standing.other, person.pk)
    mine = received(standing, resident, case_id, package)
    theirs = received(standing, partner, case_id, package)
    return standing, case_id, resident, mine, theirs


def test_deleting_a_story_reaches_the_upload_that_waits(waiting, superuser):  # noqa: F811
    standing, case_id, resident, mine, theirs = waiting
    assert numbers_in(superuser, "folder_broughtpiece", "brought_id") == {mine, theirs}
    given = {"actor": resident, "case_id": case_id}
    with standing.inside(standing.other):
        assert listen.delete_story(**given, person_id=resident.id)
        with pytest.raises(NotVisible):
            queries.preview(resident, case_id, mine)
        with pytest.raises(NotVisible):
            portable.bring_in(**given, brought_id=mine, same_person=True)
        assert Brought.objects.get().pk == theirs
        assert not listen.delete_story(**given, person_id=resident.id)
    assert numbers_in(superuser, "folder_broughtpiece", "brought_id") == {theirs}
    assert numbers_in(superuser, "folder_broughtevent", "pgh_obj_id") == {theirs}


def test_erasing_a_person_reaches_the_upload_that_waits_and_the_package_that_lies_ready(
    waiting,
    superuser,  # noqa: F811
):
    standing, _case_id, resident, _mine, _theirs = waiting
    for municipality, person_id in (
        (standing.other, resident.id),
        (standing.municipality, standing.resident.id),
    ):
        erasure.erase_person(
            municipality_id=municipality.pk, person_id=person_id, reason="request", also_others=True
        )
    for table in ("folder_brought", "folder_broughtpiece", "folder_package", "folder_packagepiece"):
        assert numbers_in(superuser, table, "id") == set(), table
