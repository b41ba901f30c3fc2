"""A second notice of default adds nothing: the two weeks and the days count from the first that counts."""

from __future__ import annotations

import pytest

from naast.decide import actions, queries
from naast.kernel.errors import Invalid

from .clocking import ago, clock_of, early


def test_a_second_notice_adds_nothing_to_the_first(deciding):
    """Both counted would be paid twice."""
    with deciding.inside():
        came, first = early(deciding, 120)
        second = actions.say_late(**deciding.given, intake_id=came, received_on=ago(100))
        counted, repeated = clock_of(deciding, came).notices
        assert (counted.id, counted.penalty.days, counted.repeats) == (first, 42, False)
        assert (repeated.id, repeated.penalty, repeated.repeats) == (second, None, True)
        with pytest.raises(Invalid, match="eerdere"):
            actions.determine(**deciding.given, notice_id=second, words="Nog eens.")
        lines = [line.what for line in queries.waiting_for(deciding.worker) if line.kind == "term"]
        assert len(lines) == 1 and "betalen" in lines[0]
    shown = deciding.standing.client(deciding.standing.resident).get(f"/map/{deciding.case_id}/wanneer/")
    assert "We tellen vanaf die eerste dag." in shown.content.decode()
    shown = deciding.standing.client(deciding.worker).get(f"/casus/{deciding.case_id}/besluit/termijnen/")
    assert "Een eerdere ingebrekestelling telt al" in shown.content.decode()


def test_an_early_notice_does_not_take_the_place_of_one_that_counts(deciding):
    with deciding.inside():
        came, counts = early(deciding, 120)
        actions.say_late(**deciding.given, intake_id=came, received_on=ago(199))
        too_early, counted = clock_of(deciding, came).notices
        assert too_early.penalty.is_early and not too_early.repeats
        assert (counted.id, counted.penalty.days) == (counts, 42)


def test_what_the_resident_writes_is_kept_also_when_somebody_noted_it_that_day(deciding):
    """Who called and then wrote it down in the folder: the words may not be lost."""
    with deciding.inside():
        came, called = early(deciding, 0)
        rosa = {"actor": deciding.standing.resident, "case_id": deciding.case_id, "intake_id": came}
        wrote = actions.say_late(**rosa, words="Ik wacht al een half jaar.")
        assert wrote != called and actions.say_late(**rosa, words="Ik wacht al een half jaar.") == wrote
        assert actions.say_late(**deciding.given, intake_id=came) == called
        first, second = clock_of(deciding, came).notices
        assert (first.repeats, second.repeats) == (False, True)
        assert second.words == "Ik wacht al een half jaar."
