"""What the tests of clocks share: what came in, its clock, a change of its term, and a notice of default."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from naast.decide import actions, queries
from naast.kernel import clock
from naast.people import actions as people_actions


def ago(days: int) -> dt.date:
    return clock.today() - dt.timedelta(days=days)


def came_in(deciding, days, law="wmo", kind="application", **more):
    """Something that came in so many days ago; its id."""
    return people_actions.come_in(
        actor=deciding.worker,
        case_id=deciding.case_id,
        law=law,
        kind=kind,
        received_on=ago(days),
        **more,
    )


@pytest.fixture
def came(deciding):
    """An application under Awb 4:13 that came in a week ago: its term is eight weeks."""
    with deciding.inside():
        return came_in(deciding, 7, law="awb")


def clock_of(deciding, intake_id):
    return next(item for item in queries.clocks_of(deciding.case_id) if item.intake.id == intake_id)


def change(deciding, intake_id, kind="papers", **more):
    given = {"until_on": clock.today() + dt.timedelta(days=10), "reason": "We missen je huurcontract."} | more
    return actions.change_term(**deciding.given, intake_id=intake_id, kind=kind, **given)


def early(deciding, days, **more):
    """A notice of default of so many days ago about an application that was due long before."""
    came = came_in(deciding, 200)
    number = actions.say_late(**deciding.given, intake_id=came, received_on=ago(days), **more)
    return came, number


def amounts(deciding, administrator, **more):
    given = {
        "from_on": dt.date(2020, 1, 1),
        "first": Decimal("1.00"),
        "second": Decimal("2.00"),
        "third": Decimal("3.00"),
        "source": "Staatscourant (fictief)",
    } | more
    return actions.say_amounts(actor=administrator, **given)
