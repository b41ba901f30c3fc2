"""The page on which a reader is named: there is a way back from it, and a name that is written from right to
left does not turn the line around."""

from __future__ import annotations

import lxml.html

from naast.decide.tests.test_naming_reader import decided_unread, later_reader
from naast.kernel import actors
from naast.people.models import Person, StaffRole

TURNED = "Rosa \u202eomgekeerd"


def back_in(client, path: str) -> list[str]:
    tree = lxml.html.fromstring(client.get(path).content)
    return tree.xpath("//main//a[@href='/meelezen/']/text()")


def test_there_is_a_way_back_when_nobody_can_be_named_and_when_somebody_was(deciding):
    lead = deciding.standing.add_staff("Tea Teamleider", actors.TEAM_LEAD)
    with deciding.inside():
        number = decided_unread(deciding)
    client = deciding.standing.client(lead)
    path = f"/meelezen/{number}/lezer/"
    assert back_in(client, path) == ["Terug naar wat op jou wacht"]
    reader = later_reader(deciding)
    assert client.post(path, {"reader": str(reader.id)}).status_code == 302
    assert back_in(client, path) == ["Terug naar wat op jou wacht"]


def test_a_name_from_right_to_left_stays_within_itself(deciding):
    lead = deciding.standing.add_staff("Tea Teamleider", actors.TEAM_LEAD)
    with deciding.inside():
        number = decided_unread(deciding)
        Person.objects.filter(cases__id=deciding.case_id).update(given_name=TURNED)
        assert not StaffRole.objects.filter(role=actors.SECOND_READER).exists()
    client = deciding.standing.client(lead)
    for path in (f"/meelezen/{number}/lezer/", "/meelezen/"):
        tree = lxml.html.fromstring(client.get(path).content)
        assert any("omgekeerd" in name for name in tree.xpath("//main//bdi/text()"))
