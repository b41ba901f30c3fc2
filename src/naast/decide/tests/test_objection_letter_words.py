"""The letters about an objection: on which day of the week somebody is expected, in whole sentences."""

from __future__ import annotations

import datetime as dt

from naast.decide import actions, letters, queries
from naast.decide.objection_types import HearingDay
from naast.kernel import clock

from .test_objection_steps import Objected, in_english, objected
from .test_papers import pages_text

__all__ = ["in_english", "objected"]


def text_of(objected: Objected) -> str:
    """The words of the latest letter about the objection, on one line."""
    letter = objected.course.letters[-1]
    content = queries.file_of(objected.case_id, letter.document_id).clear_bytes()
    return " ".join(pages_text(content).split())


def test_the_invitation_names_the_day_of_the_week(objected):
    on = clock.today() + dt.timedelta(days=8)
    with objected.deciding.inside():
        hearing = HearingDay(on, "office", "Stadskantoor", dt.time(14))
        actions.invite_to_hearing(**objected.handled, hearing=hearing)
        text = text_of(objected)
    assert f"We nodigen je uit op {letters.weekday(on, letters.words())} om 14.00 uur." in text
    assert letters.weekday(dt.date(2026, 11, 22), letters.words()) == "zondag 22 november 2026"


def test_a_reason_without_a_full_stop_gets_one(objected):
    with objected.deciding.inside():
        actions.postpone_answer(
            **objected.handled,
            because="once",
            until_on=objected.facts.answer_by + dt.timedelta(days=7),
            words="We wachten op de deskundige",
        )
        assert "We wachten op de deskundige." in text_of(objected)
