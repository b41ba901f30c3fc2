"""Payers settle on what was measured: in order, by different hands, and nothing is booked before."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from tests.standing import make_staff

from naast.decide import queries as decisions
from naast.decide.models import FundEntry
from naast.follow import actions, queries
from naast.follow.models import Settlement, SettlementStep
from naast.follow.types import Count, SettlementTerms
from naast.kernel import actors, clock
from naast.kernel.clock import shifted
from naast.kernel.errors import Invalid, NotAllowed, NotVisible, Stale
from naast.kernel.models import AuditEvent
from naast.plan import actions as plan

pytestmark = pytest.mark.django_db
WMO, YOUTH = "municipality_wmo", "municipality_jeugd"


def terms(decided, **changes):
    last = queries.year_of(queries.decided(decided.case_id), 0)[1]
    standing = SettlementTerms(WMO, YOUTH, Decimal("0.366"), "Uithuisplaatsing voorkomen", last)
    return dataclasses.replace(standing, **changes)


def propose(decided, *, actor=None, case_id=None, version=None, **changes):
    decided_on = queries.decided(decided.case_id)
    return actions.propose_settlement(
        actor=actor or decided.owner,
        case_id=decided.case_id if case_id is None else case_id,
        plan_version_id=decided_on.version_id if version is None else version,
        agreed=terms(decided, **changes),
        words="Zo hebben we het besproken.",
    )


def count(decided, line, quantity, **days):
    first, last = queries.year_of(queries.followed(decided.case_id), 0)
    actions.note_realised(
        actor=decided.worker,
        case_id=decided.case_id,
        line_id=decided.lines[line],
        count=Count(quantity, days.get("from_on", first), days.get("to_on", last), "Jeugdbescherming"),
    )


def agreed(decided):
    row = propose(decided)
    actions.agree_settlement(actor=decided.controller, settlement_id=row.pk)
    return row


def booked():
    """Every amount that stands in a fund or in a total."""
    funds = [(fund.free, fund.reserved, fund.spent) for fund in decisions.funds()]
    return funds, list(FundEntry.objects.values_list("kind", "amount")), queries.dues()


def test_who_loses_and_who_gains_become_a_proposal_to_start_from(decided):
    with decided.inside():
        (found,), _last = queries.plans_to_settle()
        assert dict(found.payers) == {WMO: Decimal("-14640.00"), YOUTH: Decimal("40000.00")}
        propose(decided)
        assert queries.plans_to_settle()[0] == [], "what is being settled is not offered again"


def test_from_proposed_to_settled_by_different_hands(decided):
    with decided.inside():
        row = propose(decided)
        assert (row.expected_gain, row.measured_gain, row.due) == (Decimal("40000.00"), None, None)
        actions.agree_settlement(actor=decided.controller, settlement_id=row.pk, words="Akkoord.")
    with decided.inside(), shifted(366):
        count(decided, "removal", Decimal(0))
        actions.measure_settlement(actor=decided.controller, settlement_id=row.pk)
        actions.settle(actor=decided.owner, settlement_id=row.pk, words="Overgeboekt.")
        found = queries.settlement(row.pk)
    assert found.state == "settled"
    assert (found.measured_gain, found.due) == (Decimal("40000.00"), Decimal("14640.00"))
    told = [(step.state, step.by.name, step.words) for step in found.steps]
    assert told == [
        ("proposed", "Fenna Fonds", "Zo hebben we het besproken."),
        ("agreed", "Corine Controller", "Akkoord."),
        ("measured", "Corine Controller", ""),
        ("settled", "Fenna Fonds", "Overgeboekt."),
    ]
    with decided.inside():
        verbs = AuditEvent.objects.filter(verb__startswith="follow.settlement_").values_list(
            "verb", flat=True
        )
        assert sorted(verbs) == [
            f"follow.settlement_{s}" for s in ("agreed", "measured", "proposed", "settled")
        ]


def test_nothing_is_booked_as_a_saving_before_it_is_measured(decided):
    with decided.inside():
        before = booked()
        assert before[2] == []
        row = agreed(decided)
        assert booked() == before
    with decided.inside(), shifted(366):
        count(decided, "removal", Decimal(0))
        assert booked() == before
        actions.measure_settlement(actor=decided.controller, settlement_id=row.pk)
        funds, entries, dues = booked()
        assert (funds, entries) == before[:2], "a settlement never touches a fund"
        (due,) = dues
        assert (due.open, due.settled) == (Decimal("14640.00"), 0)
        actions.settle(actor=decided.second, settlement_id=row.pk)
        (due,) = queries.dues()
        assert (due.open, due.settled) == (0, Decimal("14640.00"))


def test_the_database_holds_no_measured_amount_before_the_measuring(decided):
    with decided.inside():
        row = agreed(decided)
        with pytest.raises(IntegrityError, match="nothing_before_measured"), transaction.atomic():
            Settlement.objects.filter(pk=row.pk).update(measured_gain=1, due=1)


def test_a_removal_that_came_means_that_nothing_is_due(decided):
    with decided.inside():
        row = agreed(decided)
    with decided.inside(), shifted(366):
        count(decided, "removal", Decimal(2))
        measured = actions.measure_settlement(actor=decided.controller, settlement_id=row.pk)
    assert (measured.measured_gain, measured.due) == (Decimal("-40000.00"), 0)


def test_nothing_is_measured_before_the_agreed_day(decided):
    with decided.inside():
        row = agreed(decided)
    with decided.inside(), shifted(300):
        count(decided, "removal", Decimal(0), to_on=clock.today())
        with pytest.raises(Invalid, match="loopt tot"):
            actions.measure_settlement(actor=decided.controller, settlement_id=row.pk)
    with decided.inside(), shifted(366):
        with pytest.raises(Invalid, match="tel tot en met"):
            actions.measure_settlement(actor=decided.controller, settlement_id=row.pk)
        row.refresh_from_db()
    assert (row.state, row.measured_gain) == ("agreed", None)


@pytest.mark.parametrize("answered", [False, True])
def test_without_a_count_there_is_no_measured_result(decided, answered):
    with decided.inside():
        row = agreed(decided)
    with decided.inside(), shifted(366):
        if answered:
            count(decided, "removal", None)
        with pytest.raises(Invalid, match="niet geteld"):
            actions.measure_settlement(actor=decided.controller, settlement_id=row.pk)
        row.refresh_from_db()
    assert (row.state, row.measured_gain) == ("agreed", None)


def test_who_proposed_does_not_agree_and_who_pays_does_not_approve(decided):
    with decided.inside():
        own = propose(decided, actor=decided.controller)
        with pytest.raises(NotAllowed):
            actions.agree_settlement(actor=decided.controller, settlement_id=own.pk)
        # The owner of the fund that pays in this case is the payer.
        with pytest.raises(NotAllowed):
            actions.agree_settlement(actor=decided.owner, settlement_id=own.pk)
        actions.agree_settlement(actor=decided.second, settlement_id=own.pk)
    with decided.inside(), shifted(366):
        count(decided, "removal", Decimal(0))
        with pytest.raises(NotAllowed):
            actions.measure_settlement(actor=decided.owner, settlement_id=own.pk)
        actions.measure_settlement(actor=decided.controller, settlement_id=own.pk)
        with pytest.raises(NotAllowed):
            actions.settle(actor=decided.second, settlement_id=own.pk)
        assert queries.settlement(own.pk).state == "measured"


@pytest.mark.parametrize(
    ("state", "who", "why"), [("settled", "second", "order"), ("agreed", "owner", "agrees")]
)
def test_the_database_too_holds_the_order_and_the_different_hands(decided, state, who, why):
    with decided.inside():
        row = propose(decided)
        step = SettlementStep(case_id=decided.case_id, ground=row.ground, settlement=row, state=state)
        step.by_staff_id = getattr(decided, who).id
        with pytest.raises(IntegrityError, match=why), transaction.atomic():
            step.save()


def test_shares_over_one_together_are_refused_by_name(decided):
    with decided.inside():
        propose(decided, share=Decimal("0.7"))
        Settlement.objects.update(advancer="municipality")
        with pytest.raises(Invalid) as refused:
            propose(decided, share=Decimal("0.4"))
        assert refused.value.field == "share"
        assert "jeugd" in refused.value.message and "30" in refused.value.message
        propose(decided, share=Decimal("0.3"))
        assert Settlement.objects.count() == 2


def test_a_circle_of_payers_is_refused_by_name(decided):
    with decided.inside():
        row = propose(decided)
        # As after an earlier decision: what repays now was repaid then, by way of the housing association.
        Settlement.objects.filter(pk=row.pk).update(repayer=WMO, advancer="housing")
        other = propose(decided, share=Decimal("0.1"))
        Settlement.objects.filter(pk=other.pk).update(repayer="housing", advancer=YOUTH)
        with pytest.raises(Invalid) as refused:
            propose(decided)
        assert refused.value.field == "repayer"
        for name in ("Wmo", "jeugd", "woningcorporatie"):
            assert name in refused.value.message
        assert Settlement.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"advancer": "resident"}, "advancer"),
        ({"advancer": "nobody"}, "advancer"),
        ({"advancer": YOUTH}, "advancer"),
        ({"repayer": "resident"}, "repayer"),
        ({"repayer": WMO}, "repayer"),
        ({"share": Decimal(0)}, "share"),
        ({"share": Decimal("-0.1")}, "share"),
        ({"share": Decimal("1.0001")}, "share"),
        ({"share": Decimal("NaN")}, "share"),
        ({"share": Decimal("0.00001")}, "share"),
        ({"result": "  "}, "result"),
        ({"result": "r" * 501}, "result"),
        ({"until_on": dt.date(1999, 1, 1)}, "until_on"),
        ({"until_on": dt.date(2300, 1, 1)}, "until_on"),
    ],
)
def test_what_cannot_be_agreed_is_refused_by_its_field(decided, changes, field):
    with decided.inside():
        with pytest.raises(Invalid) as refused:
            propose(decided, **changes)
        assert refused.value.field == field
        assert not Settlement.objects.exists() and not SettlementStep.objects.exists()


def test_a_result_is_measured_over_a_whole_year_at_least(decided):
    with decided.inside():
        with pytest.raises(Invalid) as refused:
            propose(decided, until_on=clock.today() + dt.timedelta(days=180))
        assert refused.value.field == "until_on"


def test_the_same_form_twice_is_one_settlement_and_one_step(decided):
    with decided.inside():
        row = propose(decided)
        assert propose(decided).pk == row.pk
        with pytest.raises(Invalid):
            propose(decided, actor=decided.controller)
        for _once in range(2):
            actions.agree_settlement(actor=decided.controller, settlement_id=row.pk)
        assert SettlementStep.objects.count() == 2
        with pytest.raises(Stale):
            actions.agree_settlement(actor=decided.second, settlement_id=row.pk)


def test_what_was_withdrawn_with_words_makes_room_for_another(decided):
    with decided.inside():
        row = agreed(decided)
        with pytest.raises(Invalid) as refused:
            actions.withdraw_settlement(actor=decided.second, settlement_id=row.pk, words=" ")
        assert refused.value.field == "words"
        actions.withdraw_settlement(actor=decided.second, settlement_id=row.pk, words="Het deel klopt niet.")
        assert propose(decided, share=Decimal("0.5")).pk != row.pk
        with pytest.raises(Stale):
            actions.measure_settlement(actor=decided.controller, settlement_id=row.pk)


def test_only_controllers_and_fund_owners_settle_and_only_real_decided_plans(decided):
    with decided.inside():
        for who in (decided.worker, decided.standing.colleague, decided.standing.resident):
            with pytest.raises(NotAllowed):
                propose(decided, actor=who)
        with pytest.raises(NotVisible):
            propose(decided, case_id=decided.case_id + 999)
        with pytest.raises(Stale):
            propose(decided, version=queries.decided(decided.case_id).version_id + 999)
    other = decided.standing.other
    with decided.standing.inside(other):
        stranger = make_staff(other, "Olaf Elders", actors.CONTROLLER)
    with decided.inside():
        row = propose(decided)
    with decided.standing.inside(other), pytest.raises(NotVisible):
        actions.agree_settlement(actor=stranger, settlement_id=row.pk)


def test_a_newer_decision_goes_before(decided):
    with decided.inside():
        version = queries.decided(decided.case_id).version_id
        plan.write_market_text(**decided.deciding.given, market_text="Een bed is nodig.")
        decided.deciding.ready()
        decided.deciding.propose(amount=Decimal(10))
        decided.deciding.decide(decided.worker)
        with pytest.raises(Stale):
            propose(decided, version=version)
