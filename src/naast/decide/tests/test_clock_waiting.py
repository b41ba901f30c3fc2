"""Terms and days that come near stand in the list of the fixed contact, beforehand, and nowhere else."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from naast.decide import actions, queries
from naast.decide.clock_waiting import coming_near
from naast.kernel import clock

from .clocking import ago, came_in


def terms_of(deciding, who=None):
    return [
        (line.what, line.due_on)
        for line in queries.waiting_for(who or deciding.worker)
        if line.kind == "term"
    ]


def test_a_term_comes_back_two_weeks_before_its_end(deciding):
    with deciding.inside():
        assert terms_of(deciding) == []
        came_in(deciding, 1, law="awb")
        assert terms_of(deciding) == []
        intake = came_in(deciding, 5)
        due = next(item for item in queries.clocks_of(deciding.case_id) if item.intake.id == intake).next.by
        ((what, day),) = terms_of(deciding)
        assert day == due and "besluit" in what
        for nobody in (deciding.holder, deciding.standing.colleague, deciding.standing.outsider):
            assert terms_of(deciding, nobody) == []


def test_what_nobody_moved_is_asked_in_one_query(deciding, django_assert_num_queries):
    with deciding.inside():
        came_in(deciding, 5)
        coming_near(deciding.worker)
        with django_assert_num_queries(2):  # what came in, and days of decisions
            assert len(coming_near(deciding.worker)) == 1
        came_in(deciding, 6)
        came_in(deciding, 7, law="awb")
        with django_assert_num_queries(2):
            assert len(coming_near(deciding.worker)) == 2
        intake = came_in(deciding, 8)
        actions.say_late(**deciding.given, intake_id=intake)
        with django_assert_num_queries(4):  # and the notices, and the amounts
            assert len(coming_near(deciding.worker)) == 3


def test_what_is_urgent_comes_back_at_once_and_goes_when_it_is_arranged(deciding):
    with deciding.inside():
        intake = came_in(deciding, 0, kind="report", is_urgent=True)
        assert [day for _what, day in terms_of(deciding)] == [clock.today()]
        actions.note_step(**deciding.given, intake_id=intake, kind="temporary_given", taken_on=clock.today())
        assert terms_of(deciding) == []


def test_a_pause_takes_the_term_out_of_the_list_as_long_as_it_moves_it(deciding):
    with deciding.inside():
        intake = came_in(deciding, 5)
        actions.change_term(
            **deciding.given,
            intake_id=intake,
            kind="consent",
            until_on=clock.today() + dt.timedelta(days=30),
            reason="Je wacht op je dochter.",
        )
        assert terms_of(deciding) == []


def test_a_notice_of_default_asks_for_the_decision_and_then_for_what_is_owed(deciding):
    with deciding.inside():
        intake = came_in(deciding, 200)
        actions.say_late(**deciding.given, intake_id=intake, received_on=ago(3))
        ((what, day),) = terms_of(deciding)
        assert "te laat" in what and day > clock.today()


def test_what_is_owed_stays_in_the_list_until_it_is_determined(deciding):
    with deciding.inside():
        intake = came_in(deciding, 200)
        number = actions.say_late(**deciding.given, intake_id=intake, received_on=ago(120))
        ((what, _day),) = terms_of(deciding)
        assert "betalen" in what and number


def test_a_decision_that_left_takes_its_term_out_of_the_list(deciding):
    with deciding.inside():
        came_in(deciding, 5)
        actions.decide_routinely(
            **deciding.given,
            request="Een vergoeding voor de bus.",
            terms=routine(deciding),
            decided_before=0,
        )
        # The first decision rests on what came in first; the second on the application.
        assert len(terms_of(deciding)) == 1
        actions.decide_routinely(
            **deciding.given,
            request="Een vergoeding voor de trein.",
            terms=routine(deciding),
            decided_before=1,
        )
        assert terms_of(deciding) == []


def routine(deciding):
    from naast.decide.types import ProposedTerms

    return ProposedTerms(outcome="yes", reason="Het past in de regels.", title_row=deciding.title())


@pytest.mark.parametrize(
    ("review", "until", "expected"),
    [
        (14, None, ["review"]),
        (15, None, []),
        (None, 42, ["period"]),
        (None, 43, []),
        (3, 20, ["review", "period"]),
    ],
)
def test_the_review_and_the_end_of_a_period_come_back_beforehand(deciding, review, until, expected):
    def day(number):
        return None if number is None else clock.today() + dt.timedelta(days=number)

    with deciding.inside():
        deciding.ready()
        deciding.propose(amount=Decimal(900), review_on=day(review), until_on=day(until))
        number = deciding.decide(deciding.worker)
        found = [line for line in queries.waiting_for(deciding.worker) if line.kind == "term"]
        assert [line.url.split("/")[-2] for line in found] == expected
        for about in expected:
            actions.look_again(**deciding.given, decision_id=number, about=about, words="Het past nog.")
        assert terms_of(deciding) == []
