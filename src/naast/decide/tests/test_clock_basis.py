"""What a decision rests on: told beforehand, kept, and refused by the database when it is missing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from naast.decide import actions, queries
from naast.decide.actions.basing import Rests
from naast.decide.models import Basis, ClockStep, Decision, DefaultNotice, TermChange
from naast.kernel import clock
from naast.kernel.errors import Invalid, NotVisible
from naast.people import actions as people_actions
from naast.people import queries as people

from .clocking import came, clock_of

__all__ = ["came"]


def test_a_proposal_rests_on_what_came_in_and_the_decision_keeps_it(deciding):
    with deciding.inside():
        (intake,) = people.intakes_of(deciding.case_id)
        deciding.ready()
        deciding.propose(amount=Decimal(900))
        assert Basis.objects.get().intake_id == intake.id
        number = deciding.decide(deciding.worker)
        now = clock_of(deciding, intake.id)
        assert now.decided_on == clock.today() and now.sent_on is None and now.is_open
        actions.send_letter(**deciding.given, decision_id=number)
        assert not clock_of(deciding, intake.id).is_open


def test_the_next_proposal_rests_on_what_was_not_decided_yet(deciding, came):
    with deciding.inside():
        deciding.ready()
        deciding.propose(amount=Decimal(900))
        deciding.decide(deciding.worker)
        deciding.propose(amount=Decimal(800))
        assert Basis.objects.order_by("-id").first().intake_id == came


def test_ex_officio_says_why_before_it_is_decided(deciding):
    with deciding.inside():
        begun = people_actions.come_in(
            actor=deciding.worker, case_id=deciding.case_id, law="wmo", kind="ex_officio"
        )
        assert clock_of(deciding, begun).moments == ()
        deciding.ready()
        deciding.propose(amount=Decimal(900), rests=Rests(begun))
        with pytest.raises(Invalid, match="zelf over beginnen"):
            deciding.decide(deciding.worker)
        version = queries.proposal_of(deciding.case_id).version
        with pytest.raises(Invalid) as refused:
            deciding.propose(amount=Decimal(900), rests=Rests(None, "  "), base_version=version)
        assert refused.value.field == "because"
        deciding.propose(
            amount=Decimal(900), rests=Rests(begun, "De buurt vroeg om hulp."), base_version=version
        )
        deciding.decide(deciding.worker)
        assert Basis.objects.get().because == "De buurt vroeg om hulp."


def test_the_short_way_rests_on_what_came_in(deciding):
    with deciding.inside():
        actions.decide_routinely(
            **deciding.given,
            request="Een vergoeding voor de bus.",
            terms=_short(deciding),
            decided_before=0,
        )
        (now,) = queries.clocks_of(deciding.case_id)
        assert now.sent_on == clock.today() and not now.is_open


def _short(deciding):
    from naast.decide.types import ProposedTerms

    return ProposedTerms(outcome="yes", reason="Het past in de regels.", title_row=deciding.title())


def test_the_database_refuses_a_decision_that_rests_on_nothing(deciding):
    with deciding.inside():
        deciding.ready()
        deciding.propose(amount=Decimal(900))
        number = deciding.decide(deciding.worker)
        rested = Basis.objects.get()
        rested.because = "Iets anders."
        with pytest.raises(IntegrityError, match="rests on what it rested on"), transaction.atomic():
            rested.save()
        decision = Decision.objects.get(pk=number)
        deciding.propose(amount=Decimal(800))
        proposal_id = queries.proposal_of(deciding.case_id).id
        Basis.objects.filter(proposal_id=proposal_id).update(
            intake_id=people_actions.come_in(
                actor=deciding.worker, case_id=deciding.case_id, law="wmo", kind="ex_officio"
            )
        )
        decision.pk, decision.proposal_id = None, proposal_id
        decision.amount, decision._state.adding = Decimal(800), True
        with pytest.raises(IntegrityError, match="says what it rests on"), transaction.atomic():
            decision.save()


def test_the_database_refuses_what_belongs_to_another_case(deciding, came):
    standing = deciding.standing
    with deciding.inside():
        other = people_actions.take_in(
            actor=standing.colleague,
            key="another",
            newcomer=people_actions.Newcomer("Iemand"),
            opening=people_actions.Opening(law="awb", kind="application"),
        ).case_id
        stranger = people.intakes_of(other)[0].id
        rows = [
            ClockStep(kind="application_made", taken_on=clock.today(), noted_by_id=deciding.worker.id),
            TermChange(
                kind="papers",
                until_on=clock.today() + dt.timedelta(days=3),
                reason="x",
                made_by_id=deciding.worker.id,
            ),
            DefaultNotice(received_by_id=deciding.worker.id),
        ]
        for row in rows:
            row.case_id, row.intake_id = deciding.case_id, stranger
            with pytest.raises(IntegrityError, match="same case"), transaction.atomic():
                row.save()
        with pytest.raises(NotVisible):
            actions.note_step(
                **deciding.given, intake_id=stranger, kind="application_made", taken_on=clock.today()
            )
        with pytest.raises(NotVisible):
            actions.propose(**deciding.given, terms=_ready(deciding), rests=Rests(stranger), base_version=0)


def _ready(deciding):
    from naast.decide.types import ProposedTerms

    deciding.ready()
    return ProposedTerms(outcome="yes", granted="x", reason="x")
