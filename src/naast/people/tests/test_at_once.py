"""Two clicks at the same moment: the second waits, and then sees what the first one made."""

from __future__ import annotations

from functools import partial

import pytest
from tests.at_once import sent_at_once
from tests.standing import arrange as standing_people

from naast.people import actions
from naast.people.models import CircleMember, FixedContact, Person, ResidentRequest


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
    assert sent_at_once(standing.inside, partial(click, standing)) == []
    with standing.inside():
        assert FixedContact.objects.filter(until_on=None).count() == 1
        assert CircleMember.objects.filter(staff_id=standing.colleague.id).count() <= 1
        assert Person.objects.filter(given_name="Pim").count() <= 1
        assert ResidentRequest.objects.count() <= 1
