"""Two clicks at the same moment: the second waits, and then sees what the first one made."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from tests.standing import arrange as standing_people

from naast.people import actions
from naast.people.models import CircleMember, FixedContact, Person, ResidentRequest

STARTED = 1
"""Seconds in which the second click surely comes to where it waits for the first."""


def contact(standing):
    actions.set_fixed_contact(actor=standing.worker, case_id=standing.case_id, staff_id=standing.colleague.id)


def looking_along(standing):
    actions.let_in(
        actor=standing.worker,
        case_id=standing.case_id,
        staff_id=standing.colleague.id,
        role="professional",
        purpose="kijkt mee",
    )


def household(standing):
    actions.meet_participant(
        actor=standing.worker, case_id=standing.case_id, given_name="Pim", relation="partner"
    )


def asked(standing):
    actions.ask(actor=standing.resident, case_id=standing.case_id, kind="support", words="")


@pytest.mark.parametrize("click", [contact, looking_along, household, asked])
@pytest.mark.django_db(transaction=True)
def test_what_is_sent_twice_at_once_is_made_once(click):
    standing = standing_people()
    problems: list[Exception] = []

    def too() -> None:
        try:
            with standing.inside():
                click(standing)
        except Exception as problem:
            problems.append(problem)
        finally:
            connection.close()

    second = threading.Thread(target=too)
    with standing.inside():
        click(standing)
        second.start()
        second.join(timeout=STARTED)
        assert second.is_alive(), "the second waits until the first is kept"
    second.join(timeout=30)
    assert problems == []
    with standing.inside():
        assert FixedContact.objects.filter(until_on=None).count() == 1
        assert CircleMember.objects.filter(staff_id=standing.colleague.id).count() <= 1
        assert Person.objects.filter(given_name="Pim").count() <= 1
        assert ResidentRequest.objects.count() <= 1
