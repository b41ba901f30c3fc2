"""Hearing, second reader, mandate: held by the actions, and by the database when somebody goes round."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from naast.decide import actions, queries
from naast.decide.models import Decision, Document, Proposal, SecondReading
from naast.decide.signals import decision_made
from naast.decide.types import ProposedTerms
from naast.kernel import clock
from naast.kernel.errors import Invalid, NotAllowed, NotVisible, Stale
from naast.kernel.terms import add_working_days
from naast.people import queries as people

from .conftest import DIFFERS, REFUSED


def test_a_yes_within_the_writers_own_mandate_needs_nobody_else(deciding):
    heard = []
    decision_made.connect(lambda **kwargs: heard.append(kwargs), weak=False, dispatch_uid="test.heard")
    with deciding.inside():
        deciding.ready()
        deciding.propose(amount=Decimal(900))
        proposal = queries.proposal_of(deciding.case_id)
        assert proposal.reader_role == "" and proposal.mandate.staff.id == deciding.worker.id
        decision_id = deciding.decide(deciding.worker)
        decision = Decision.objects.get(pk=decision_id)
    decision_made.disconnect(dispatch_uid="test.heard")
    assert decision.plan_version_id and decision.frozen["weighing"]["weighing"]["why_differs"] == DIFFERS
    assert "2.3.5 lid 3" in decision.title_text
    assert [(call["decision_id"], call["outcome"], call["is_exception"]) for call in heard] == [
        (decision_id, "yes", True)
    ]


def test_nothing_is_proposed_without_an_agreed_plan_or_with_half_a_weighing(deciding):
    with deciding.inside():
        with pytest.raises(Invalid, match=r"."):
            deciding.propose()
        deciding.plan()
        from naast.weigh import actions as weigh

        weigh.write_down(
            **deciding.given, thinking=weigh.Thinking(effect="Rosa woont veilig."), base_version=0
        )
        with pytest.raises(Invalid):
            deciding.propose()
        assert not Proposal.objects.exists()


def test_above_the_writers_mandate_somebody_reads_along_and_the_lowest_sufficient_decides(deciding):
    with deciding.inside():
        deciding.ready()
        deciding.propose(amount=Decimal(7_200))
        proposal = queries.proposal_of(deciding.case_id)
        assert proposal.reader.id == deciding.reader.id
        assert proposal.mandate.staff.id == deciding.holder.id
        with pytest.raises(Invalid):
            deciding.decide(deciding.holder)
        deciding.read(deciding.reader)
        with pytest.raises(NotAllowed):
            deciding.decide(deciding.worker)
        deciding.decide(deciding.holder)
        assert queries.proposal_of(deciding.case_id) is None


@pytest.mark.parametrize("outcome", ["no", "partly"])
def test_a_no_or_partly_waits_for_the_hearing_and_the_reader(deciding, outcome):
    with deciding.inside():
        deciding.ready()
        deciding.propose(outcome)
        deciding.read(deciding.reader)
        with pytest.raises(Invalid):
            deciding.decide(deciding.worker)
        deciding.hear()
        decision = Decision.objects.get(pk=deciding.decide(deciding.worker))
    assert decision.hearing_id is not None and decision.refused_because == REFUSED
    if outcome == "no":
        assert (decision.granted, decision.reason, decision.amount) == ("", "", None)


def test_a_no_without_a_reason_of_its_own_is_refused_and_nothing_fills_one_in(deciding):
    with deciding.inside():
        deciding.ready()
        with pytest.raises(Invalid) as refused:
            deciding.propose("no", refused_because="  ")
        assert refused.value.field == "refused_because"
        assert not Proposal.objects.exists()


def test_why_nobody_could_be_heard_also_counts_but_silence_does_not(deciding):
    with deciding.inside():
        with pytest.raises(Invalid):
            actions.hear(**deciding.given)
        with pytest.raises(Invalid):
            actions.hear(**deciding.given, words="Dag", held_on=None)
        actions.hear(**deciding.given, why_not="Rosa is opgenomen en kan nu niet praten.")
        assert queries.hearings_of(deciding.case_id)[0].why_not


def test_outside_the_statute_a_lawyer_reads_and_the_college_decides(deciding):
    with deciding.inside():
        deciding.ready("Wet op het onbekende", "12")
        with pytest.raises(Invalid) as refused:
            deciding.propose()
        assert refused.value.field == "title_row"
        deciding.propose(title_row=deciding.title())
        proposal = queries.proposal_of(deciding.case_id)
        assert proposal.reader_role == "lawyer" and proposal.reader.id == deciding.lawyer.id
        assert proposal.mandate.staff.id == deciding.college.id
        deciding.read(deciding.lawyer, "advise_against", "De wet kent deze grond niet.")
        deciding.decide(deciding.college, "De wetgever dacht niet aan een kind zonder vaste plek.")
        decision = queries.decisions_of(deciding.case_id)[0]
    assert decision.readings[0].verdict == "advise_against"


def test_a_question_of_the_reader_waits_for_an_answer_and_a_changed_text_is_read_anew(deciding):
    with deciding.inside():
        deciding.ready()
        deciding.propose(amount=Decimal(5_000))
        deciding.read(deciding.reader, "question", "Hoe lang duurt dit?")
        assert [item.kind for item in queries.waiting_for(deciding.worker)] == ["answer"]
        with pytest.raises(Invalid):
            deciding.decide(deciding.holder)
        deciding.propose(amount=Decimal(5_000), conditions="Zes maanden.", base_version=1)
        assert [item.kind for item in queries.waiting_for(deciding.reader)] == ["read_along"]
        deciding.read(deciding.reader)
        assert [item.kind for item in queries.waiting_for(deciding.holder)] == ["decide"]
        with pytest.raises(Stale):
            actions.decide(actor=deciding.holder, case_id=deciding.case_id, base_version=1)
        deciding.decide(deciding.holder)


def test_what_cannot_wait_is_decided_now_and_read_within_three_working_days(deciding):
    with deciding.inside():
        deciding.ready()
        deciding.propose(amount=Decimal(7_200), urgent_because="Over twee dagen staat zij op straat.")
        decision_id = deciding.decide(deciding.holder)
        decision = Decision.objects.get(pk=decision_id)
        assert decision.read_before == add_working_days(clock.today(), 3)
        waiting = queries.waiting_for(deciding.reader)
        assert [(item.kind, item.due_on) for item in waiting] == [("read_along", decision.read_before)]
        deciding.read(deciding.reader, "advise_against", "Dit had goedkoper gekund.")
        assert queries.waiting_for(deciding.reader) == []
        assert people.circle_of(deciding.case_id)[0].face.id == deciding.worker.id
        assert len(people.circle_of(deciding.case_id)) == 1


def test_whoever_came_in_to_read_or_decide_is_out_when_it_is_decided(deciding):
    with deciding.inside():
        with pytest.raises(NotVisible):
            people.case_for(deciding.reader, deciding.case_id)
        deciding.ready()
        deciding.propose(amount=Decimal(7_200))
        assert people.case_for(deciding.reader, deciding.case_id).id == deciding.case_id
        deciding.read(deciding.reader)
        deciding.decide(deciding.holder)
        for gone in (deciding.reader, deciding.holder):
            with pytest.raises(NotVisible):
                people.case_for(gone, deciding.case_id)


def test_the_database_refuses_the_writer_as_reader(deciding):
    with deciding.inside():
        deciding.ready()
        proposal_id = deciding.propose("partly")
        proposal = Proposal.objects.get(pk=proposal_id)
        with pytest.raises(IntegrityError, match="somebody else"), transaction.atomic():
            SecondReading(
                case_id=deciding.case_id,
                proposal=proposal,
                proposal_version=1,
                reader_id=deciding.worker.id,
                role="second_reader",
                verdict="agree",
            ).save()
        with pytest.raises(IntegrityError, match="reader_not_writer"), transaction.atomic():
            Proposal.objects.filter(pk=proposal_id).update(reader_id=deciding.worker.id)
        with pytest.raises(IntegrityError, match="role"), transaction.atomic():
            SecondReading(
                case_id=deciding.case_id,
                proposal=proposal,
                proposal_version=1,
                reader_id=deciding.holder.id,
                role="second_reader",
                verdict="agree",
            ).save()


def _row(deciding, proposal: Proposal, **changes: object) -> Decision:
    from naast.decide.actions.deciding import COPIED

    taken = {name: getattr(proposal, name) for name in COPIED}
    return Decision(
        **(
            taken
            | {
                "case_id": deciding.case_id,
                "proposal": proposal,
                "decided_by_id": proposal.mandate.staff_id,
                "plan_version_id": 1,
            }
            | changes
        )
    )


def test_the_database_refuses_a_decision_outside_its_mandate(deciding):
    with deciding.inside():
        deciding.ready()
        proposal = Proposal.objects.get(pk=deciding.propose(amount=Decimal(900)))
        ended = deciding.mandate(deciding.holder, "exception", 5_000, law="wmo", until_on=clock.today())
        for changes in (
            {"decided_by_id": deciding.reader.id},
            {"mandate_id": deciding.mandate(deciding.worker, "exception", 800, law="wmo")},
            {"mandate_id": deciding.mandate(deciding.worker, "routine", 5_000)},
            {"mandate_id": deciding.mandate(deciding.worker, "exception", 5_000, law="jeugdwet")},
            {"mandate_id": ended},
        ):
            with pytest.raises(IntegrityError, match="mandate"), transaction.atomic():
                _row(deciding, proposal, **changes).save()
        with pytest.raises(IntegrityError, match="proposed"), transaction.atomic():
            _row(deciding, proposal, amount=Decimal(1)).save()
        with pytest.raises(IntegrityError, match="has_plan"), transaction.atomic():
            _row(deciding, proposal, plan_version_id=None).save()


def test_the_database_refuses_an_unread_and_an_unheard_decision_and_its_own_reader(deciding):
    with deciding.inside():
        deciding.ready()
        proposal = Proposal.objects.get(pk=deciding.propose("no"))
        hearing = deciding.hear()
        with pytest.raises(IntegrityError, match="not read"), transaction.atomic():
            _row(deciding, proposal, hearing_id=hearing).save()
        deciding.read(deciding.reader)
        with pytest.raises(IntegrityError, match="heard_first"), transaction.atomic():
            _row(deciding, proposal).save()
        own = deciding.mandate(deciding.reader, "exception", 5_000)
        with pytest.raises(IntegrityError, match="read along does not decide"), transaction.atomic():
            _row(
                deciding, proposal, hearing_id=hearing, decided_by_id=deciding.reader.id, mandate_id=own
            ).save()


def test_only_the_administrator_keeps_mandates_and_nobody_their_own(deciding):
    with deciding.inside():
        with pytest.raises(NotAllowed):
            actions.grant_mandate(
                actor=deciding.worker,
                staff_id=deciding.worker.id,
                reach="college",
                up_to=Decimal(9),
                basis="x",
            )
        with pytest.raises(Invalid) as refused:
            deciding.mandate(deciding.holder, "exception", 1, law="onbekend")
        assert refused.value.field == "law"
        from naast.kernel import actors

        house = actors.system(deciding.standing.municipality.pk)
        with pytest.raises(Invalid) as refused:
            actions.grant_mandate(
                actor=house, staff_id=deciding.holder.id, reach="routine", up_to=Decimal("1.001"), basis="x"
            )
        assert refused.value.field == "up_to"


def test_strangers_can_neither_propose_nor_decide_nor_read(deciding):
    with deciding.inside():
        deciding.ready()
        deciding.propose()
        for call in (
            lambda: deciding.propose(actor=deciding.standing.colleague, base_version=1),
            lambda: deciding.decide(deciding.standing.colleague),
            lambda: actions.hear(actor=deciding.standing.colleague, case_id=deciding.case_id, why_not="x"),
        ):
            with pytest.raises(NotVisible):
                call()
        with pytest.raises(NotAllowed):
            actions.hear(actor=deciding.standing.resident, case_id=deciding.case_id, why_not="x")


def test_two_who_change_the_proposal_do_not_overwrite_each_other(deciding):
    with deciding.inside():
        deciding.ready()
        deciding.propose()
        with pytest.raises(Stale) as stale:
            deciding.propose(granted="Iets anders", base_version=0)
        assert "zes maanden" in stale.value.theirs


def test_the_short_way_decides_and_sends_in_one_go(deciding):
    with deciding.inside():
        made = actions.decide_routinely(
            **deciding.given,
            request="Een taxipas",
            terms=ProposedTerms("yes", reason="Lopen lukt niet meer.", title_row=deciding.title()),
            decided_before=0,
        )
        assert made.decision_id and made.letter_id
        decision = queries.decisions_of(deciding.case_id)[0]
        assert (decision.is_routine, decision.granted) == (True, "Een taxipas")
        with pytest.raises(Stale):
            actions.decide_routinely(
                **deciding.given,
                request="Een taxipas",
                terms=ProposedTerms("yes", reason="Lopen lukt niet meer.", title_row=deciding.title()),
                decided_before=0,
            )
    with deciding.inside():
        assert Document.objects.filter(kind="letter").count() == 1


def test_a_no_on_the_short_way_goes_to_the_resident_and_a_reader_first(deciding):
    with deciding.inside():
        made = actions.decide_routinely(
            **deciding.given,
            request="Een taxipas",
            terms=ProposedTerms("no", reason="De bus stopt voor de deur.", title_row=deciding.title()),
            decided_before=0,
        )
        assert made.decision_id is None
        proposal = queries.proposal_of(deciding.case_id)
        assert proposal.terms.refused_because == "De bus stopt voor de deur."
        assert proposal.reader_role == "second_reader"
        deciding.hear()
        deciding.read(deciding.reader)
        deciding.decide(deciding.worker)


def test_who_is_asked_no_more_is_out_again(deciding):
    with deciding.inside():
        deciding.ready()
        second = deciding.standing.add_staff("Loes Lezer", "second_reader")
        deciding.propose(amount=Decimal(7_200), reader_id=deciding.reader.id)
        deciding.propose(amount=Decimal(7_200), reader_id=second.id, base_version=1)
        with pytest.raises(NotVisible):
            people.case_for(deciding.reader, deciding.case_id)
        for stays in (second, deciding.holder):
            assert people.case_for(stays, deciding.case_id).id == deciding.case_id
        actions.withdraw(**deciding.given, base_version=2)
        for gone in (second, deciding.holder):
            with pytest.raises(NotVisible):
                people.case_for(gone, deciding.case_id)


@pytest.mark.django_db(transaction=True)
def test_what_is_decided_at_this_moment_is_neither_taken_back_nor_changed(deciding):
    with deciding.inside():
        deciding.ready()
        deciding.propose()
    with ThreadPoolExecutor(1) as pool:
        with deciding.inside():
            deciding.decide(deciding.worker)
            later = pool.submit(_withdraw, deciding)
            _wait_for_a_lock()
        assert isinstance(later.result(timeout=20), NotVisible)
    with deciding.inside():
        assert Proposal.objects.get().state == Proposal.DECIDED


def _withdraw(deciding):
    try:
        with deciding.inside():
            actions.withdraw(**deciding.given, base_version=1)
    except NotVisible as refused:
        return refused
    finally:
        connection.close()


def _wait_for_a_lock():
    """Until the other session waits for ours."""
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    with connection.cursor() as cursor:
        while not cursor.execute(waiting).fetchone()[0]:
            pass
