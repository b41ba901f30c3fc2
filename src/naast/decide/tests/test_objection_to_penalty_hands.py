"""Who has a hand in what is owed for being late: who then decides on no objection, and pays nothing of it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from naast.decide import actions, queries
from naast.decide.models import FundEntry, Mandate, ObjectionStep
from naast.kernel import actors, clock
from naast.kernel.errors import Invalid, NotAllowed

from .penalising import FOUND, Penalised, heard, penalised
from .test_determining import OWED, WHY, grant, late
from .test_objection_to_penalty import pays

__all__ = ["heard", "late", "penalised"]


@pytest.fixture(autouse=True)
def in_english():
    """The refusals are looked for in the words of the code."""
    with translation.override("en"):
        yield


def stands_in(administrator, mandate_id, staff):
    return actions.let_stand_in(
        actor=administrator,
        mandate_id=mandate_id,
        staff_id=staff.id,
        from_on=clock.today(),
        until_on=clock.today() + dt.timedelta(days=3),
        basis="Mandaatbesluit (fictief)",
    )


def raw(penalised, **more):
    """A verdict written past the actions."""
    given = {
        "municipality_id": penalised.deciding.standing.municipality.pk,
        "case_id": penalised.deciding.case_id,
        "ground": "wmo",
        "objection_id": penalised.objection_id,
        "kind": "decided",
        "verdict": "unfounded",
        "words": FOUND,
    }
    ObjectionStep(**given | more).save()


def test_who_stands_in_for_who_determined_it_does_not_decide_in_their_place(penalised):
    deciding = penalised.deciding
    with deciding.inside():
        own = Mandate.objects.filter(staff_id=deciding.worker.id, up_to=200).get()
        penalised.object()
        penalised.hand(deciding.lawyer)
        given = {
            "actor": deciding.lawyer,
            "case_id": deciding.case_id,
            "objection_id": penalised.objection_id,
        }
        actions.note_hearing(**given, words="Ik schreef in maart al.", way="office")
        number = stands_in(penalised.administrator, own.pk, deciding.lawyer)
        with pytest.raises(NotAllowed, match="mandate"):
            actions.decide_objection(**given, verdict="unfounded", words=FOUND)
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            raw(penalised, made_by_id=deciding.lawyer.id, mandate_id=number)
        assert refused.value.__cause__.diag.constraint_name == "decide_objection_other_decider"
        grant(penalised.administrator, deciding.lawyer, 500)
        actions.decide_objection(**given, verdict="unfounded", words=FOUND)


def test_a_mandate_that_ended_is_stood_in_for_no_more(penalised):
    deciding = penalised.deciding
    absent = deciding.standing.add_staff("Sem Vervangen", actors.MANDATE_HOLDER)
    with deciding.inside():
        own = grant(penalised.administrator, absent, 500)
        number = stands_in(penalised.administrator, own, deciding.lawyer)
        penalised.object()
        penalised.hand(deciding.lawyer)
        given = {
            "actor": deciding.lawyer,
            "case_id": deciding.case_id,
            "objection_id": penalised.objection_id,
        }
        actions.note_hearing(**given, words="Ik schreef in maart al.", way="office")
        # Until tomorrow, so that it holds today; the day after it does not.
        Mandate.objects.filter(pk=own).update(until_on=clock.today() + dt.timedelta(days=1))
    with clock.shifted(2), deciding.inside():
        with pytest.raises(NotAllowed, match="mandate"):
            actions.decide_objection(**given, verdict="unfounded", words=FOUND)
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            raw(penalised, made_by_id=deciding.lawyer.id, mandate_id=number, done_on=clock.today())
        assert refused.value.__cause__.diag.constraint_name == "decide_objectionstep_within_mandate"


def test_who_decided_on_an_objection_does_not_handle_the_next_one(heard):
    with heard.deciding.inside():
        heard.dearer()
        heard.decide()
        heard.object(words="Het is nog steeds te weinig.")
        with pytest.raises(Invalid, match="Somebody else"):
            heard.hand()
        heard.hand(heard.deciding.lawyer)


def test_who_handles_an_objection_to_it_is_not_named_as_who_pays_it(penalised):
    deciding = penalised.deciding
    both = deciding.standing.add_staff("Bea Beide", actors.MANDATE_HOLDER, actors.FUND_OWNER)
    with deciding.inside():
        grant(penalised.administrator, both, 500)
        penalised.object()
        penalised.hand(both)
        with pytest.raises(Invalid, match="They handle an objection") as refused:
            actions.name_penalty_payer(actor=penalised.administrator, staff_id=both.id)
        assert refused.value.field == "staff"
        penalised.hand(deciding.holder)
        actions.name_penalty_payer(actor=penalised.administrator, staff_id=both.id)


@pytest.fixture
def by_a_keeper(deciding, late):
    """Determined by somebody who keeps a fund, paid by another, and objected to."""
    administrator, came, number = late
    keeper = deciding.standing.add_staff("Kim Kas", actors.MANDATE_HOLDER, actors.FUND_OWNER)
    case = Penalised(deciding, administrator, came, number)
    with deciding.inside():
        grant(administrator, keeper, 200)
        actions.ask_to_determine(**deciding.given, notice_id=number, staff_id=keeper.id)
        actions.determine(actor=keeper, case_id=deciding.case_id, notice_id=number, words=WHY)
        pays(deciding.owner, FundEntry.objects.get(notice_id=number))
        case.object(deciding.worker)
        case.hand()
        case.hear()
        case.dearer()
    return case, keeper


def test_who_determined_the_first_of_it_is_not_named_to_pay_what_was_added(by_a_keeper):
    case, keeper = by_a_keeper
    with case.deciding.inside():
        case.decide()
        with pytest.raises(Invalid, match="not paid yet"):
            actions.name_penalty_payer(actor=case.administrator, staff_id=keeper.id)


def test_what_who_pays_may_not_pay_waits_for_the_administrator(by_a_keeper):
    case, keeper = by_a_keeper
    deciding = case.deciding
    with deciding.inside():
        actions.name_penalty_payer(actor=case.administrator, staff_id=keeper.id)
        assert not queries.waiting_for(case.administrator)
        case.decide()
        added = FundEntry.objects.get(step__isnull=False)
        assert added.amount == OWED
        with pytest.raises(Invalid, match="Whoever decided does not pay"):
            pays(keeper, added)
        assert not [line for line in queries.waiting_for(keeper) if line.kind == "pay_penalty"]
        assert [line.kind for line in queries.waiting_for(case.administrator)] == ["name_payer"]
        actions.name_penalty_payer(actor=case.administrator, staff_id=deciding.owner.id)
        assert [line.kind for line in queries.waiting_for(deciding.owner)] == ["pay_penalty"]
        pays(deciding.owner, added)
        assert not queries.waiting_for(case.administrator)
