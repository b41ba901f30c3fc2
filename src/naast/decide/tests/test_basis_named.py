"""Letter, report and the page of a decision name what it rests on, with its day."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest

from naast.decide import actions, letters, queries, wording
from naast.decide.actions.basing import Rests
from naast.decide.models import Document
from naast.kernel.models import Municipality
from naast.people import actions as people_actions

from .clocking import ago, came_in
from .test_letters import FACTS
from .test_papers import pages_text
from .test_wording import with_block, without, words_of


def papers(deciding, decision_id: int) -> dict[str, str]:
    """The words of report and letter, by kind."""
    return {
        row.kind: " ".join(pages_text(queries.file_of(deciding.case_id, row.pk).clear_bytes()).split())
        for row in Document.objects.filter(decision_id=decision_id)
    }


def decided(deciding, rests: Rests) -> int:
    Municipality.objects.filter(pk=deciding.standing.municipality.pk).update(phone="14 000")
    deciding.ready()
    deciding.propose(amount=Decimal(900), rests=rests)
    number = deciding.decide(deciding.worker)
    actions.send_letter(**deciding.given, decision_id=number)
    return number


def in_dutch(day: dt.date) -> str:
    return letters.day(day, letters.words())


@pytest.mark.parametrize(("kind", "word"), [("application", "aanvraag"), ("report", "melding")])
def test_what_came_in_stands_in_letter_report_and_page_with_its_day(deciding, kind, word):
    with deciding.inside():
        intake = came_in(deciding, 12, kind=kind)
        found = papers(deciding, decided(deciding, Rests(intake)))
    day = in_dutch(ago(12))
    assert f"Dit besluit gaat over je {word} van {day}." in found["letter"]
    assert f"Een {word} van {day}" in found["report"]
    page = deciding.standing.client(deciding.worker).get(f"/casus/{deciding.case_id}/besluit/")
    words = " ".join(page.content.decode().split())
    assert "Dit berust op:" in words and f"{word.capitalize()} van {day}" in words


def test_what_the_house_began_itself_says_why(deciding):
    why = "Het huis bleek te vochtig voor de baby"
    with deciding.inside():
        found = papers(deciding, decided(deciding, Rests(None, why)))
    assert f"We begonnen hier zelf over. De reden: {why}." in found["letter"]
    assert why in found["report"] and "begon hier zelf over" in found["report"]
    page = deciding.standing.client(deciding.worker).get(f"/casus/{deciding.case_id}/besluit/")
    assert why in page.content.decode()


def test_ex_officio_with_a_day_names_that_day(deciding):
    with deciding.inside():
        begun = people_actions.come_in(
            actor=deciding.worker,
            case_id=deciding.case_id,
            law="wmo",
            kind="ex_officio",
            received_on=ago(9),
        )
        letter = papers(deciding, decided(deciding, Rests(begun, "Het lekt")))["letter"]
    assert f"We begonnen hier op {in_dutch(ago(9))} zelf over. De reden: Het lekt." in letter


def test_a_proposal_says_it_beforehand(deciding):
    with deciding.inside():
        deciding.ready()
        deciding.propose(amount=Decimal(900))
    page = deciding.standing.client(deciding.worker).get(f"/casus/{deciding.case_id}/besluit/")
    assert "Dit berust op:" in page.content.decode()


@pytest.mark.parametrize("kind", wording.OF_DECISIONS)
def test_the_house_says_it_in_each_letter_about_a_decision(kind):
    law = next(block for block in wording.house(kind).blocks if block.key == wording.LAW)
    assert "rests_on" in wording.places_in(law.text)


@pytest.mark.parametrize("kind", wording.OF_DECISIONS)
@pytest.mark.parametrize("keeps_law", [True, False])
def test_own_words_that_leave_it_out_get_the_words_of_the_house(kind, keeps_law):
    """Those of before it was asked for name it too, whatever blocks they have."""
    house = wording.house(kind)
    own = (
        with_block(house, wording.LAW, text="Dit staat in de wet.")
        if keeps_law
        else without(house, wording.LAW)
    )
    assert wording.problems(own) == []
    rests = {"rests_kind": "application", "rests_day": dt.date(2026, 3, 12)}
    facts = dataclasses.replace(FACTS, outcome=kind, refused_because="Dat past niet", **rests)
    said = words_of(letters.compose(facts, letters.words(), {}, own))
    assert said.count("Dit besluit gaat over je aanvraag van 12 maart 2026.") == 1
    assert "gaat over je" not in words_of(
        letters.compose(dataclasses.replace(facts, rests_kind=""), letters.words(), {}, own)
    )
