"""Words find a decision for who may open its case, and for nobody else."""

from __future__ import annotations

from decimal import Decimal

import pytest

from naast.decide import queries
from naast.kernel import actors, clock
from naast.people import actions as people

from .conftest import BREAKTHROUGH, REFUSED


@pytest.fixture
def decided(deciding):
    with deciding.inside():
        deciding.ready()
        deciding.propose(amount=Decimal(900), conditions="Samen met café Élan.")
        deciding.decide(deciding.worker)
    return deciding


@pytest.mark.parametrize(
    "words",
    ["zes maanden", "WONING huren", "elan CAFE", "cafe\u0301", "Élan", "2.3.5", "rosa", "PROEF zes wmo"],
)
def test_own_words_title_and_name_find_a_decision_whatever_capitals_and_accents(decided, words):
    with decided.inside():
        (found,) = queries.found(decided.worker, words)
    assert (found.case_id, found.person_name) == (decided.case_id, "Rosa Proefpersoon")
    assert (found.granted, found.decided_on, found.law) == (BREAKTHROUGH, clock.today(), "Wmo 2015")
    assert found.outcome_label


@pytest.mark.parametrize("words", ["", "  ", "zes olifanten", "%", "_", "ze_", "\\", "' OR 1=1 --"])
def test_other_words_and_signs_find_nothing(decided, words):
    with decided.inside():
        assert queries.found(decided.worker, words) == []


def test_a_no_is_found_by_why_not(deciding):
    with deciding.inside():
        deciding.ready()
        deciding.propose("no")
        deciding.read(deciding.reader)
        deciding.hear()
        deciding.decide(deciding.worker)
        (found,) = queries.found(deciding.worker, "verhuizing")
    assert REFUSED.casefold().count("verhuizing") and found.granted == ""


def test_who_may_not_open_the_case_finds_nothing(decided):
    standing = decided.standing
    with decided.inside():
        for stranger in (*standing.strangers, standing.resident, actors.system(standing.municipality.pk)):
            assert queries.found(stranger, "Rosa") == []
    with standing.inside(standing.other):
        assert queries.found(standing.outsider, "Rosa") == []
        assert queries.found(decided.worker, "Rosa") == []


def test_it_ends_with_the_place_in_the_circle(decided):
    colleague = decided.standing.colleague
    with decided.inside():
        place = people.let_in(
            actor=decided.worker,
            case_id=decided.case_id,
            staff_id=colleague.id,
            role=actors.PROFESSIONAL,
            purpose="valt in",
        )
        assert [line.case_id for line in queries.found(colleague, "Rosa")] == [decided.case_id]
        people.let_out(actor=decided.worker, case_id=decided.case_id, member_id=place.pk)
        assert queries.found(colleague, "Rosa") == []


def test_the_newest_comes_first_in_one_query(decided, django_assert_num_queries):
    with decided.inside():
        decided.propose(amount=Decimal(800), granted="Nog zes maanden.")
        newest = decided.decide(decided.worker)
        # The decisions of the circle with the resident's name.
        with django_assert_num_queries(1):
            both = queries.found(decided.worker, "zes maanden")
        assert len(both) == 2 and both[0].decision_id == newest
        assert [line.decision_id for line in queries.found(decided.worker, "zes", limit=1)] == [newest]
