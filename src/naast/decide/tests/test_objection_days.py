"""The days that letters about an objection name: none that has passed, none that takes back what was told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.utils import translation

from naast.decide import actions
from naast.decide.objection_types import HearingDay
from naast.kernel import clock
from naast.kernel.errors import Invalid

from .test_objection_steps import objected

__all__ = ["objected"]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """The refusals are looked for in the words of the code."""
    with translation.override("en"):
        yield


def test_a_committee_does_not_take_back_a_later_day_that_was_told(objected):
    with objected.deciding.inside():
        told = objected.facts.answer_by + dt.timedelta(weeks=20)
        actions.postpone_answer(
            **objected.handled, until_on=told, because="agreed", words="De getuige is ziek."
        )
        actions.confirm_objection(**objected.handled, with_committee=True)
        assert objected.facts.answer_by == told


def test_no_letter_names_a_day_that_has_passed_or_lies_too_far(objected, monkeypatch):
    far = dt.date(9999, 12, 31)
    with objected.deciding.inside():
        given = objected.handled | {"because": "agreed", "words": "De getuige is ziek."}
        with pytest.raises(Invalid, match="too far") as refused:
            actions.postpone_answer(**given, until_on=far)
        assert refused.value.field == "until_on"
        with pytest.raises(Invalid, match="too far"):
            actions.invite_to_hearing(
                **objected.handled,
                hearing=HearingDay(far, "phone", at=dt.time(14), papers_from=clock.today()),
            )
        due = objected.facts.answer_by
        monkeypatch.setattr(clock, "today", lambda: due + dt.timedelta(days=9))
        with pytest.raises(Invalid, match="in the past") as refused:
            actions.postpone_answer(**given, until_on=due + dt.timedelta(days=5))
        assert refused.value.field == "until_on" and not objected.course.steps
        later = due + dt.timedelta(days=20)
        with pytest.raises(Invalid, match="term is over") as refused:
            actions.postpone_answer(**given | {"because": "once"}, until_on=later)
        assert refused.value.field == "because" and objected.facts.answer_by == due
        actions.postpone_answer(**given, until_on=later)
        assert objected.facts.answer_by == later
