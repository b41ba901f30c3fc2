"""The letters about an objection: on which day of the week somebody is expected, in whole sentences."""

from __future__ import annotations

import datetime as dt

import pytest

from naast.decide import actions, letters, queries
from naast.decide.models import ObjectionStep
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


def test_the_invitation_says_where_the_papers_are_and_until_when_others_may_come(objected):
    """Awb 7:4, first and third paragraph."""
    hearing = HearingDay(clock.today() + dt.timedelta(days=15), "office", "Stadskantoor", dt.time(14))
    with objected.deciding.inside():
        actions.invite_to_hearing(**objected.handled, hearing=hearing)
        text = text_of(objected)
    assert "kun je bij ons alle stukken lezen. Bel even" in text
    assert "Stuur ze ons tot tien dagen voor het gesprek." in text


def test_the_answer_names_the_day_on_which_the_resident_was_heard(objected):
    with objected.deciding.inside():
        objected.hear()
        actions.decide_objection(**objected.handled, verdict="unfounded", words="De huur past niet.")
        text = text_of(objected)
    assert f"Op {letters.day(clock.today(), letters.words())} vertelde je ons wat jij ervan vindt." in text
    assert "geen gesprek" not in text


@pytest.mark.parametrize("because", [code for code, _label in ObjectionStep.NO_HEARING_GROUNDS])
def test_the_answer_says_why_the_resident_was_not_heard(objected, because):
    """Awb 7:12, first paragraph: on which ground of Awb 7:3."""
    with objected.deciding.inside():
        actions.go_without_hearing(**objected.handled, because=because, words="Zie het verslag.")
        actions.decide_objection(**objected.handled, verdict="unfounded", words="De huur past niet.")
        text = text_of(objected)
    assert "We hebben geen gesprek met je gehad over je bezwaar. De reden is: " in text
    assert "artikel 7:3 van de Algemene wet bestuursrecht" in text
    assert "vertelde je ons wat jij ervan vindt" not in text


def test_an_objection_that_could_not_be_dealt_with_is_called_so(objected):
    with objected.deciding.inside():
        objected.hear()
        actions.decide_objection(
            **objected.handled, verdict="inadmissible", because="other", words="Jij mag geen bezwaar maken."
        )
        text = text_of(objected)
    assert "We konden je bezwaar niet behandelen." in text and "niet helemaal" not in text
