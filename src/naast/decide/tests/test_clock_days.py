"""No letter about a later day names one that has passed, and a day that was put right is kept."""

from __future__ import annotations

import datetime as dt

import pytest

from naast.decide.models import TermChange
from naast.kernel import clock
from naast.kernel.errors import Invalid
from naast.kernel.terms import end_of_term
from naast.people import actions as people_actions

from .clocking import ago, came, change, clock_of

__all__ = ["came"]


def test_a_term_that_is_over_does_not_stand_still_any_more(deciding):
    """The letter would name a day that has passed."""
    with deciding.inside():
        came = people_actions.come_in(
            actor=deciding.worker,
            case_id=deciding.case_id,
            law="awb",
            kind="application",
            received_on=ago(90),
        )
        for kind in ("papers", "consent"):
            with pytest.raises(Invalid, match="voorbij"):
                change(deciding, came, kind)
        assert not TermChange.objects.exists()
        change(deciding, came, "postponed")
        assert clock_of(deciding, came).decision.told_by == TermChange.objects.get().until_on


def test_a_day_put_right_with_the_same_reason_is_not_dropped(deciding, came):
    with deciding.inside():
        until = clock.today() + dt.timedelta(days=70)
        first = change(deciding, came, "postponed", until_on=until)
        assert change(deciding, came, "postponed", until_on=until) == first
        later = change(deciding, came, "postponed", until_on=until + dt.timedelta(days=14))
        assert later != first
        assert clock_of(deciding, came).decision.by == end_of_term(until + dt.timedelta(days=14))
