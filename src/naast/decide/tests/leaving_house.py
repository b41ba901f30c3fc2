"""A letter that waits to leave: a decision with an address, and what brings its letter on its way."""

from __future__ import annotations

import pytest

from naast.decide import actions
from naast.decide.models import Dispatch
from naast.kernel import clock
from naast.kernel.models import Account
from naast.people import actions as people

ADDRESS = "Voorbeeldstraat 1, 1234 AB Proefdam"


@pytest.fixture
def decided(deciding):
    """A decision whose letter has not left; its resident has an address."""
    with deciding.inside():
        deciding.ready()
        deciding.propose()
        deciding.decision_id = deciding.decide(deciding.worker)
        people.say_address(
            actor=deciding.worker, case_id=deciding.case_id, person_id=rosa(deciding), address=ADDRESS
        )
    return deciding


def rosa(deciding):
    return deciding.standing.resident.id


def queue(decided, way="post", **more):
    return actions.queue_letter(**decided.given, decision_id=decided.decision_id, way=way, **more)


def opened_folder(decided, at=None):
    """The resident opened their folder once; `at` None takes that back."""
    account = Account.objects.filter(pk=decided.standing.resident.account_id)
    account.update(last_login=at)


def chose_mail(decided, channel="mail", version=0):
    """The resident, who opened their folder before, wants to be reached so."""
    opened_folder(decided, clock.now())
    people.say_reach(
        **decided.given,
        person_id=rosa(decided),
        channel=channel,
        email="rosa@voorbeeld.nl",
        phone="06 12345678",
        base_version=version,
    )


def printed(decided, number, day=None):
    return actions.print_letters(actor=decided.worker, dispatch_ids=[number], leaves_on=day or clock.today())


def posted(decided, number, day=None):
    return actions.post_letters(actor=decided.worker, dispatch_ids=[number], posted_on=day or clock.today())


def state(decided, number):
    return Dispatch.objects.get(pk=number).state
