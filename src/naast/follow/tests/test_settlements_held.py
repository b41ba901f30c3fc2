"""What nobody may get out of a settlement, or into it, by a side door."""

from __future__ import annotations

from decimal import Decimal
from importlib import import_module

import pytest

from naast.engines import returns
from naast.follow import actions, afterwards, queries
from naast.follow.models import Settlement
from naast.kernel.clock import shifted
from naast.kernel.errors import Invalid
from naast.plan import actions as plan
from naast.plan.models import ScenarioLine

from .conftest import HOTEL
from .test_settlements import WMO, YOUTH, agreed, count, propose

pytestmark = pytest.mark.django_db


def decide_anew(decided, **changes):
    """The same plan with other numbers of a line, agreed and decided on once more."""
    with decided.inside():
        for name, new in changes.items():
            row = ScenarioLine.objects.get(pk=decided.lines[name])
            plan.change_line(**decided.deciding.given, line_id=row.pk, base_version=row.version, changes=new)
        decided.deciding.ready()
        decided.deciding.propose(amount=Decimal(10))
        decided.deciding.decide(decided.worker)


def test_a_gain_that_is_too_large_to_be_kept_is_refused_and_breaks_nothing(decided):
    decide_anew(decided, removal={"nothing": Decimal("9999999999.99")})
    with decided.inside():
        with pytest.raises(Invalid) as refused:
            propose(decided)
        assert refused.value.field == "repayer"
        assert not Settlement.objects.exists()
    form = {"advancer": WMO, "repayer": YOUTH, "share": "36.6", "result": "x", "words": ""}
    with decided.inside():
        found = queries.decided(decided.case_id)
        last = queries.year_of(found, 0)[1]
    sent = form | {"plan_version": found.version_id, "until_on": last.isoformat()}
    browser = decided.standing.client(decided.controller)
    answer = browser.post(f"/verrekeningen/voorstel/{decided.case_id}/", sent)
    assert answer.status_code == 422 and 'href="#id_repayer"' in answer.content.decode()


def test_a_measured_result_that_is_too_large_is_refused_too(decided):
    with decided.inside():
        row = agreed(decided)
    with decided.inside(), shifted(366):
        count(decided, "removal", Decimal("9999999999.99"))
        with pytest.raises(Invalid):
            actions.measure_settlement(actor=decided.controller, settlement_id=row.pk)
        assert queries.settlement(row.pk).state == "agreed"


def test_a_refusal_to_measure_tells_no_words_of_a_case(decided, monkeypatch):
    with decided.inside():
        row = agreed(decided)

    def refuses(*_given, **_more):
        raise returns.BadInput("lines[0].plan", "is no number")

    monkeypatch.setattr(afterwards, "compare", refuses)
    with decided.inside(), shifted(366):
        count(decided, "removal", Decimal(0))
        with pytest.raises(Invalid) as refused:
            actions.measure_settlement(actor=decided.controller, settlement_id=row.pk)
    assert HOTEL not in refused.value.message and "Rosa" not in refused.value.message


def test_what_overlaps_with_a_line_of_who_repays_is_counted_before_anything_is_measured(decided):
    """Left uncounted the overlap falls away, and who repays would seem to have gained all of it."""
    with decided.inside():
        given = {"scenario": "nothing", "what": "Out-of-home placement", "quantity": Decimal(2)}
        other = plan.add_line(**decided.deciding.given, **given)
        together = {"overlap_group": "gezin", "overlap_alpha": Decimal(0)}
        plan.change_line(
            **decided.deciding.given,
            line_id=other.pk,
            base_version=other.version,
            changes=together | {"payer": "justice"},
        )
    decide_anew(decided, removal=together)
    decided.lines["other"] = other.pk
    with decided.inside():
        gains = afterwards.expected(queries.decided(decided.case_id).returns)
        assert gains.of(YOUTH) == 0 and gains.of("justice") == 80_000, "the largest counts, the other not"
        row = propose(decided, repayer="justice", share=Decimal("0.1"))
        actions.agree_settlement(actor=decided.controller, settlement_id=row.pk)
    with decided.inside(), shifted(366):
        count(decided, "other", Decimal(0))
        with pytest.raises(Invalid):
            actions.measure_settlement(actor=decided.controller, settlement_id=row.pk)
        count(decided, "removal", Decimal(0))
        measured = actions.measure_settlement(actor=decided.controller, settlement_id=row.pk)
    assert (measured.measured_gain, measured.due) == (Decimal(80_000), Decimal(8_000))


def test_of_a_case_that_was_decided_anew_the_earlier_plan_is_not_offered(decided, monkeypatch):
    decide_anew(decided, removal={"nothing": Decimal(2)})
    with decided.inside():
        ((latest,), _more) = queries.plans_to_settle()
        assert dict(latest.payers)[YOUTH] == 80_000
        propose(decided)
        assert queries.plans_to_settle()[0] == [], "nor the earlier one when the latest is being settled"
        monkeypatch.setattr(import_module("naast.follow.queries.settlements"), "PLANS_ON_A_PAGE", 1)
        found, last = queries.plans_to_settle()
        while last is not None:
            found, last = queries.plans_to_settle(before=last)
            assert found == [], "nor on a later page"


def test_what_goes_on_is_never_pushed_off_the_page_by_what_has_ended(decided):
    with decided.inside():
        for share in ("0.1", "0.2", "0.3"):
            row = propose(decided, share=Decimal(share))
            if share != "0.1":
                actions.withdraw_settlement(actor=decided.owner, settlement_id=row.pk, words="Toch niet.")
            else:
                Settlement.objects.filter(pk=row.pk).update(advancer="municipality")
                first = row.pk
        shown = [row.id for row in queries.settlements(most=2)]
        assert shown[0] == first and len(shown) == 2
