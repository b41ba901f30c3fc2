"""An objection to what was determined that the house owes for being late, from its receipt to the money."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from naast.decide import actions, clocks, fund_queries, queries
from naast.decide.about import Leaving
from naast.decide.models import (
    DefaultNotice,
    Dispatch,
    FundEntry,
    FundSide,
    Objection,
    ObjectionStep,
    OpenFund,
    Revision,
)
from naast.kernel import actors, clock
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.terms import OBJECTION
from naast.people import actions as people_actions

from .clocking import ago
from .penalising import FOUND, WORDS, Penalised, heard, penalised
from .test_determining import OWED, WHY, grant, late
from .test_papers import pages_text

__all__ = ["heard", "late", "penalised"]


@pytest.fixture(autouse=True)
def in_english():
    """The refusals are looked for in the words of the code."""
    with translation.override("en"):
        yield


def test_it_is_received_with_its_own_terms_and_waits_for_somebody_who_handles_it(penalised):
    deciding = penalised.deciding
    with deciding.inside():
        penalised.object()
        row = Objection.objects.get(pk=penalised.objection_id)
        assert (row.decision_id, row.notice_id) == (None, penalised.notice_id)
        assert row.term_ends_on == OBJECTION.ends(clock.today()) and not row.is_late
        assert row.answer_by > row.term_ends_on
        facts = penalised.facts
        assert (facts.decision_id, facts.notice_id) == (None, penalised.notice_id)
        assert facts.decided_on == clock.today()
        (line,) = [line for line in queries.waiting_for(deciding.worker) if line.kind == "objection"]
        assert line.url.endswith(f"/besluit/termijnen/#te-laat-{penalised.notice_id}")
        assert penalised.object() == row.pk, "sent twice counts once"
        assert penalised.object(words="En ik wil rente.") == row.pk, "what comes later is added"
        assert [step.kind for step in penalised.course.steps] == ["added"]


def test_one_after_the_term_is_received_and_one_before_it_was_determined_is_not(penalised):
    with penalised.deciding.inside():
        for wrong in (ago(1), clock.today() + dt.timedelta(days=1)):
            with pytest.raises(Invalid) as refused:
                penalised.object(penalised.deciding.worker, received_on=wrong)
            assert refused.value.field == "received_on"
        for words in ("", "   ", "a" * 10_001):
            with pytest.raises(Invalid) as refused:
                penalised.object(words=words)
            assert refused.value.field == "words"
    with clock.shifted(60), penalised.deciding.inside():
        penalised.object()
        assert penalised.facts.is_late
        assert penalised.facts.term_ends_on < clock.today()


def test_until_the_letter_leaves_the_resident_has_nothing_to_object_to(deciding, late):
    administrator, came, number = late
    case = Penalised(deciding, administrator, came, number)
    with deciding.inside():
        grant(administrator, deciding.worker, 200)
        for who in (deciding.standing.resident, deciding.worker):
            with pytest.raises(NotVisible):
                case.object(who)
        people_actions.say_address(
            **deciding.given, person_id=deciding.standing.resident.id, address="Laan 1, 1234 AB Proefdam"
        )
        actions.determine(**deciding.given, notice_id=number, words=WHY, leaves=Leaving("post"))
        with pytest.raises(NotVisible):
            case.object()
        # What somebody says at the desk is received all the same; its term has not begun.
        case.object(deciding.worker)
        assert case.facts.term_ends_on is None and not case.facts.is_late


def refuses(case, wrong):
    """Not as the one who handles it, whoever writes."""
    with pytest.raises(Invalid, match="Somebody else"):
        case.hand(wrong)
    with pytest.raises(IntegrityError, match="handled by somebody else"), transaction.atomic():
        Objection.objects.filter(pk=case.objection_id).update(handler_id=wrong.id)


def test_who_determined_it_or_was_asked_to_does_not_handle_it(deciding, late):
    administrator, came, number = late
    case = Penalised(deciding, administrator, came, number)
    asked = deciding.standing.add_staff("Aad Gevraagd", actors.MANDATE_HOLDER)
    determiner = deciding.standing.add_staff("Dirk Bepaald", actors.MANDATE_HOLDER, actors.PROFESSIONAL)
    with deciding.inside():
        grant(administrator, asked, 500)
        grant(administrator, determiner, 200)
        people_actions.let_in(
            **deciding.given, staff_id=determiner.id, role=actors.PROFESSIONAL, purpose="staat naast Rosa"
        )
        actions.ask_to_determine(**deciding.given, notice_id=number, staff_id=asked.id)
        actions.determine(actor=determiner, case_id=deciding.case_id, notice_id=number, words=WHY)
        case.object()
        for wrong in (determiner, asked):
            refuses(case, wrong)
        case.hand(deciding.lawyer)
        assert case.facts.handler.id == deciding.lawyer.id


def test_who_was_stood_in_for_does_not_handle_it(deciding, late):
    administrator, came, number = late
    case = Penalised(deciding, administrator, came, number)
    stood_for = deciding.standing.add_staff("Sem Vervangen", actors.MANDATE_HOLDER)
    substitute = deciding.standing.add_staff("Iris Invaller", actors.MANDATE_HOLDER)
    with deciding.inside():
        own = grant(administrator, stood_for, 200)
        actions.let_stand_in(
            actor=administrator,
            mandate_id=own,
            staff_id=substitute.id,
            from_on=clock.today(),
            until_on=clock.today() + dt.timedelta(days=3),
            basis="Mandaatbesluit (fictief)",
        )
        actions.ask_to_determine(**deciding.given, notice_id=number, staff_id=substitute.id)
        actions.determine(
            actor=substitute, case_id=deciding.case_id, notice_id=number, words=WHY, leaves=Leaving("beside")
        )
        assert DefaultNotice.objects.get(pk=number).determined_mandate.stands_in_for_id == own
        case.object(deciding.worker)
        for wrong in (substitute, stood_for):
            refuses(case, wrong)
        case.hand(deciding.holder)


def test_who_determined_it_anew_does_not_pay_it(deciding, late):
    administrator, came, number = late
    both = deciding.standing.add_staff("Bea Beide", actors.MANDATE_HOLDER, actors.FUND_OWNER)
    case = Penalised(deciding, administrator, came, number)
    with deciding.inside():
        grant(administrator, deciding.worker, 200)
        grant(administrator, both, 500)
        actions.determine(**deciding.given, notice_id=number, words=WHY)
        case.object()
        case.hand(both)
        case.dearer()
        given = {"actor": both, "case_id": deciding.case_id, "objection_id": case.objection_id}
        actions.note_hearing(**given, words="Ik schreef in maart al.", way="office")
        actions.decide_objection(**given, verdict="founded", words=FOUND, owed_days=42)
        with pytest.raises(Invalid, match="not paid yet"):
            actions.name_penalty_payer(actor=administrator, staff_id=both.id)
        OpenFund.objects.filter(purpose=OpenFund.PENALTY).update(owner_id=both.id)
        more = FundEntry.objects.get(kind=FundEntry.RESERVE, step__isnull=False)
        with pytest.raises(Invalid, match="Whoever decided does not pay"):
            pays(both, more)


def pays(actor, entry):
    return actions.spend(
        actor=actor,
        reservation_id=entry.pk,
        amount=entry.amount,
        left=entry.amount,
        payee="Rosa Proefpersoon",
        iban="NL91ABNA0417164300",
    )


def test_who_pays_it_does_not_handle_it(penalised):
    deciding = penalised.deciding
    both = deciding.standing.add_staff("Bea Beide", actors.MANDATE_HOLDER, actors.FUND_OWNER)
    with deciding.inside():
        grant(penalised.administrator, both, 500)
        penalised.object()
        actions.name_penalty_payer(actor=penalised.administrator, staff_id=both.id)
        with pytest.raises(Invalid, match="Somebody else"):
            penalised.hand(both)


def test_founded_it_is_more_and_stands_in_the_ledger_at_once(heard):
    deciding = heard.deciding
    with deciding.inside():
        heard.dearer()
        step_id = heard.decide()
        step = ObjectionStep.objects.get(pk=step_id)
        assert (step.owed_days, step.owed_amount) == (42, 2 * OWED)
        assert step.mandate.staff_id == deciding.holder.id
        assert not Revision.objects.exists()
        first, more = FundEntry.objects.filter(kind=FundEntry.RESERVE).order_by("id")
        assert (first.amount, first.step_id) == (OWED, None)
        assert (more.amount, more.step_id, more.notice_id) == (OWED, step_id, heard.notice_id)
        assert {side.account: side.cents for side in FundSide.objects.filter(entry=more)} == {
            "reserved": 8_400,
            "free": -8_400,
        }
        assert fund_queries.penalty_account().reserved == 2 * OWED
        notice = heard.notice
        assert (notice.determined_amount, notice.anew[-1].amount, notice.anew[-1].days) == (
            OWED,
            2 * OWED,
            42,
        )
        assert notice.anew[-1].told_on == clock.today()
        assert notice.anew[-1].pay_by == clocks.PAYMENT.ends(clock.today())
        assert heard.facts.state == "decided"


def test_its_letter_says_what_comes_and_the_way_to_the_court(heard):
    with heard.deciding.inside():
        heard.dearer()
        heard.decide()
        (letter,) = heard.course.letters
        stored = queries.file_of(heard.deciding.case_id, letter.document_id)
        words = " ".join(pages_text(stored.clear_bytes()).split())
        assert "Je krijgt gelijk. Je krijgt meer geld, omdat we te laat waren." in words
        assert "We waren 42 dagen te laat. Je krijgt van ons in totaal € 168." in words
        assert "artikel 4:17 en 4:18 van de Algemene wet bestuursrecht" in words
        assert "rechtbank" in words and letter.appeal_ends_on == OBJECTION.ends(clock.today())


def test_what_is_not_more_or_not_known_is_refused_by_field(heard):
    with heard.deciding.inside():
        for days, match in (
            (None, "from 1 to 42"),
            (0, "from 1 to 42"),
            (43, "from 1 to 42"),
            (42, "not more"),
        ):
            with pytest.raises(Invalid, match=match) as refused:
                heard.decide(days=days)
            assert refused.value.field == "owed_days"
        with pytest.raises(Invalid) as refused:
            heard.decide("unfounded", days=3)
        assert refused.value.field == "owed_days"
        assert not heard.course.last("decided")
        heard.decide("unfounded", days=None)
        assert FundEntry.objects.filter(kind=FundEntry.RESERVE).count() == 1
        assert heard.notice.anew == ()


def test_without_the_hearing_a_mandate_or_who_pays_it_is_not_decided(penalised):
    deciding = penalised.deciding
    with deciding.inside():
        penalised.object()
        penalised.hand(deciding.lawyer)
        penalised.dearer()
        given = {
            "actor": deciding.lawyer,
            "case_id": deciding.case_id,
            "objection_id": penalised.objection_id,
        }
        actions.note_hearing(**given, words="Ik schreef in maart al.", way="office")
        with pytest.raises(NotAllowed, match="mandate"):
            actions.decide_objection(**given, verdict="founded", words=FOUND, owed_days=42)
        grant(penalised.administrator, deciding.lawyer, 100)
        with pytest.raises(NotAllowed, match="mandate"):
            actions.decide_objection(**given, verdict="founded", words=FOUND, owed_days=42)
        grant(penalised.administrator, deciding.lawyer, 168, law="wmo")
        OpenFund.objects.filter(purpose=OpenFund.PENALTY).update(owner_id=deciding.lawyer.id)
        with pytest.raises(Invalid, match=r"names who pays|You pay"):
            actions.decide_objection(**given, verdict="founded", words=FOUND, owed_days=42)
        OpenFund.objects.filter(purpose=OpenFund.PENALTY).update(owner_id=deciding.owner.id)
        actions.decide_objection(**given, verdict="founded", words=FOUND, owed_days=42)


def test_a_notice_of_another_case_or_house_is_not_there(penalised, standing):
    deciding = penalised.deciding
    with deciding.inside():
        for number in (penalised.notice_id + 1, 999_999):
            with pytest.raises(NotVisible):
                actions.object(actor=deciding.worker, case_id=deciding.case_id, notice_id=number, words=WORDS)
    for stranger in standing.strangers:
        with standing.inside(), pytest.raises(NotVisible):
            penalised.object(stranger)


def test_both_amounts_are_paid_each_by_somebody_else_than_who_determined(heard):
    deciding = heard.deciding
    with deciding.inside():
        heard.dearer()
        heard.decide()
        for entry in FundEntry.objects.filter(kind=FundEntry.RESERVE).order_by("id"):
            assert [line.kind for line in queries.waiting_for(deciding.owner)] == ["pay_penalty"]
            pays(deciding.owner, entry)
        assert not queries.waiting_for(deciding.owner)
        assert heard.notice.paid_on == clock.today() and heard.notice.anew[-1].paid_on == clock.today()


def test_taken_back_it_changes_nothing_and_can_be_made_again(heard):
    with heard.deciding.inside():
        actions.withdraw_objection(
            actor=heard.deciding.standing.resident,
            case_id=heard.deciding.case_id,
            objection_id=heard.objection_id,
            words="Laat maar.",
        )
        first = heard.objection_id
        assert heard.object(words="Toch niet.") != first
        assert heard.notice.anew == ()
        assert not Dispatch.objects.filter(step__objection_id=first).exists()
