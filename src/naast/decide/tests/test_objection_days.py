"""The days that letters about an objection name: none that has passed, none that takes back what was told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.utils import translation

from naast.decide import actions
from naast.decide.models import Objection
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


def test_what_somebody_agreed_to_gives_no_six_weeks_on_top_of_it(objected):
    """Awb 7:10 lid 3 follows on the term of the law; lid 4 needs who agrees each time."""
    with objected.deciding.inside():
        legal = objected.facts.term_ends_on + dt.timedelta(weeks=12)
        agreed = objected.facts.answer_by + dt.timedelta(weeks=3)
        given = objected.handled | {"words": "De getuige is ziek."}
        actions.postpone_answer(**given, until_on=agreed, because="agreed")
        with pytest.raises(Invalid, match="no later than"):
            actions.postpone_answer(**given, until_on=agreed + dt.timedelta(weeks=6), because="once")
        actions.postpone_answer(**given, until_on=legal, because="once")
        assert objected.facts.answer_by == legal


def test_past_those_six_weeks_only_who_agrees_gives_more(objected):
    with objected.deciding.inside():
        agreed = objected.facts.answer_by + dt.timedelta(weeks=9)
        given = objected.handled | {"words": "De getuige is ziek."}
        actions.postpone_answer(**given, until_on=agreed, because="agreed")
        with pytest.raises(Invalid, match="lies later already") as refused:
            actions.postpone_answer(**given, until_on=agreed + dt.timedelta(days=1), because="once")
        assert refused.value.field == "because"
        further = agreed + dt.timedelta(weeks=2)
        actions.postpone_answer(**given, until_on=further, because="rules")
        assert objected.facts.answer_by == further


def test_after_a_term_that_ended_on_a_holiday_six_weeks_count_from_its_own_end(objected):
    with objected.deciding.inside():
        # Six weeks after 12 February is Good Friday 26 March 2027; the answer was due on the Tuesday after.
        Objection.objects.filter(pk=objected.objection_id).update(
            term_ends_on=dt.date(2027, 2, 12), answer_by=dt.date(2027, 3, 30)
        )
        given = objected.handled | {"words": "De getuige is ziek.", "because": "once"}
        last = dt.date(2027, 5, 7)
        with pytest.raises(Invalid, match="no later than 07-05-2027"):
            actions.postpone_answer(**given, until_on=last + dt.timedelta(days=1))
        actions.postpone_answer(**given, until_on=last)
        assert objected.facts.answer_by == last
