"""What the first page of the folder says of a signal: an answer for the meantime is no answer."""

from __future__ import annotations

import pytest

from naast.kernel import actors, clock
from naast.learn import actions as learn
from naast.learn import queries, terms

pytestmark = pytest.mark.django_db
ANSWER, LOOKING, LATE = "er is een antwoord", "we zoeken het uit", "het antwoord had er al moeten zijn"


def test_what_is_looked_into_is_not_called_answered_and_what_is_late_comes_first(household):
    standing = household.standing
    policy = standing.add_staff("Bea Beleid", actors.POLICY)
    browser = household.browser("resident")

    def said():
        home = browser.get("/map/").content.decode()
        return [words for words in (ANSWER, LOOKING, LATE) if words in home]

    def answer(outcome):
        with household.inside():
            for signal in queries.signals_of(household.case_id):
                learn.hand_over(actor=policy, signal_id=signal.id, owner_id=policy.id)
                learn.answer_signal(
                    actor=policy, signal_id=signal.id, answer="Ja, want het duurt lang.", outcome=outcome
                )

    assert said() == []
    answer(terms.LOOKING)
    assert said() == [LOOKING]
    with clock.shifted(400):
        assert said() == [LATE]
    answer(terms.NO)
    assert said() == [ANSWER]
    with clock.shifted(400):
        assert said() == [ANSWER]
