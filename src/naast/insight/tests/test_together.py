"""What is added up: which plans, at which prices, per payer, and the same digits however it is cut."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from naast.insight import actions
from naast.insight.models import PortfolioPart, PortfolioRun, RefusedPlan
from naast.insight.tests.conftest import row
from naast.kernel import actors, clock
from naast.people import actions as people
from naast.people.models import Case
from naast.plan import actions as plan
from naast.plan import together as plans
from naast.plan.models import Price, ScenarioLine
from naast.plan.queries import returns_of

pytestmark = pytest.mark.django_db


def priced(together, item: str) -> str:
    """The Dutch name of an item of the list."""
    with together.inside():
        return str(Price.objects.get(item=item).item_nl)


def test_totals_are_the_sum_of_the_plans_of_the_cases(together):
    together.add(10)
    facts = together.worked_out()
    with together.inside():
        views = [returns_of(case_id) for case_id in together.cases]
    for code in ("municipality_wmo", "municipality_jeugd"):
        alone = sum(payer.amount for view in views for payer in view.payers if payer.payer == code)
        assert row(facts, code).amount == pytest.approx(alone, abs=Decimal("0.10"))
    assert (facts.plans, facts.open, facts.decided, facts.refused) == (10, 10, 0, 0)
    assert facts.together.amount == sum(one.amount for one in facts.payers)
    assert {one.code: one.lines for one in facts.qualities} == {"seed": 20}


def test_the_plan_and_doing_nothing_apart_make_the_difference(together):
    together.add(10)
    facts = together.worked_out()
    for one in facts.payers:
        assert one.plan - one.nothing == one.amount
    assert row(facts, "municipality_wmo").nothing == 0
    assert row(facts, "municipality_jeugd").plan == 0
    assert not facts.not_apart


def test_a_shared_price_is_drawn_once_and_an_own_amount_for_each_plan(together):
    """Ten plans lean on one uncertain price: ten times its spread, not the square root of ten times."""
    shelter = priced(together, "Shelter place")
    together.add(10)
    with together.inside():
        for case_id in together.cases:
            plan.add_line(
                actor=together.standing.worker, case_id=case_id, scenario="plan", what=shelter, quantity=1
            )
        line = ScenarioLine.objects.get(case_id=together.cases[0], label=shelter)
        assert line.price.low < line.price.high
        view = returns_of(together.cases[0])
    alone = next(payer for payer in view.payers if payer.payer == "municipality_wmo")
    whole = row(together.worked_out(), "municipality_wmo")
    assert float(whole.high - whole.low) == pytest.approx(10 * float(alone.high - alone.low), rel=0.03)


def test_the_digits_are_the_same_with_one_part_and_with_three(together):
    shelter = priced(together, "Shelter place")
    together.add(12, deadweight=20, deadweight_low=10, deadweight_high=40, deadweight_reason="fictief")
    with together.inside():
        for case_id in together.cases[::2]:
            plan.add_line(actor=together.standing.worker, case_id=case_id, scenario="plan", what=shelter)
    one = together.worked_out()
    three = together.worked_out(part_plans=4)
    assert one.payers == three.payers and one.together == three.together
    assert one.qualities == three.qualities and one.open == three.open == 12
    assert any(payer.low < payer.high for payer in one.payers)


def test_a_decided_plan_counts_as_it_was_agreed_and_a_refused_one_not(together, deciding):
    together.add(12)
    decided, refused = together.cases[:2]
    before = {number: nights(together, number) for number in together.cases}
    with together.inside():
        deciding.case_id = decided
        deciding.ready()
        deciding.propose(amount=Decimal(900))
        deciding.decide(deciding.worker)
        deciding.case_id = refused
        deciding.ready()
        deciding.propose("no")
        deciding.read(deciding.reader)
        deciding.hear()
        deciding.decide(deciding.worker)
        for case_id in (decided, refused):
            plan.add_line(
                actor=deciding.worker, case_id=case_id, scenario="plan", what="Hotelkamer", quantity=9999
            )
    facts = together.worked_out()
    assert (facts.plans, facts.open, facts.decided) == (11, 10, 1)
    counted = sum(amount for number, amount in before.items() if number != refused)
    assert -row(facts, "municipality_wmo").amount == pytest.approx(counted, abs=Decimal("0.10"))


def nights(together, case_id: int) -> Decimal:
    """What the hotel of a case costs by the page of that case, in euros."""
    with together.inside():
        view = returns_of(case_id)
    return -next(payer.amount for payer in view.payers if payer.payer == "municipality_wmo")


def test_a_closed_case_counts_no_more_and_a_practice_case_never(together):
    together.add(12)
    with together.inside():
        Case.objects.filter(pk=together.cases[0]).update(closed_on=clock.today())
        Case.objects.filter(pk=together.cases[1]).update(is_practice=True)
    assert together.worked_out().plans == 10


def test_amounts_are_brought_to_one_price_level_whatever_year_a_plan_names(together):
    together.add(10)
    before = together.worked_out()
    with together.inside():
        for case_id in together.cases[:5]:
            plan.set_price_level(
                actor=together.standing.worker, case_id=case_id, base_year=2021, horizon_years=None
            )
    after = together.worked_out()
    assert after.payers == before.payers and after.base_year == before.base_year


def test_plans_in_which_gains_overlap_are_in_the_difference_only(together):
    together.add(20)
    with together.inside():
        for case_id in together.cases[:10]:
            for scenario, label in (("nothing", "Opvang"), ("nothing", "Zorg")):
                plan.add_line(
                    actor=together.standing.worker,
                    case_id=case_id,
                    scenario=scenario,
                    what="uithuisplaatsing",
                    label=label,
                    overlap_group="dak",
                    overlap_alpha=50,
                )
    facts = together.worked_out()
    removal = row(facts, "municipality_jeugd")
    assert (removal.plans, removal.apart) == (20, 10) and facts.not_apart
    ten = together_without_overlap(together)
    assert removal.nothing == pytest.approx(-ten, abs=Decimal("0.10"))
    assert removal.amount == pytest.approx(ten + 10 * (1 + 1 + Decimal("0.5")) * ten / 10, abs=1)


def together_without_overlap(together) -> Decimal:
    """What the removal means to youth care in the ten cases without overlap, by their own pages."""
    with together.inside():
        views = [returns_of(case_id) for case_id in together.cases[10:]]
    amounts = [payer.amount for view in views for payer in view.payers if payer.payer == "municipality_jeugd"]
    return sum(amounts, Decimal(0))


def test_a_plan_that_the_engine_refuses_is_counted_and_stops_nothing(together):
    together.add(11)
    with together.inside():
        year = ScenarioLine.objects.filter(case_id=together.cases[3], scenario="plan")
        year.update(own_price=80, own_price_year=1950, own_unit="night", price=None)
    facts = together.worked_out(part_plans=2)
    assert (facts.plans, facts.refused) == (10, 1)
    assert facts.refused_cases == [], "a controller sees no case"
    with together.inside():
        assert list(RefusedPlan.objects.values_list("case_id", flat=True)) == [together.cases[3]]


def test_a_refused_plan_is_named_to_its_own_circle(together):
    together.add(10)
    with together.inside():
        year = ScenarioLine.objects.filter(case_id=together.cases[3], scenario="plan")
        year.update(own_price=80, own_price_year=1950, own_unit="night", price=None)
    both = together.standing.add_staff("Piet Policy", actors.POLICY, actors.PROFESSIONAL)
    together.worked_out()
    assert together.last(both).refused_cases == []
    with together.inside():
        people.let_in(
            actor=together.standing.worker,
            case_id=together.cases[3],
            staff_id=both.id,
            role=actors.PROFESSIONAL,
            purpose="kijkt mee",
        )
    assert together.last(both).refused_cases == [together.cases[3]]
    assert together.last().refused_cases == []


def test_a_municipality_without_plans_has_figures_of_nothing(together):
    facts = together.worked_out()
    assert (facts.plans, facts.payers, facts.together, facts.is_enough) == (0, [], None, False)


def test_fewer_than_ten_plans_show_no_figures(together):
    together.add(9)
    facts = together.worked_out()
    assert facts.plans == 9 and not facts.is_enough
    assert facts.payers == [] and facts.together is None and facts.qualities == []
    together.add(1)
    assert len(together.worked_out().payers) == 2


def test_a_payer_of_few_plans_is_left_out_and_the_balance_with_it(together):
    guidance = priced(together, "Wmo guidance")
    together.add(12)
    with together.inside():
        for case_id in together.cases[:9]:
            plan.add_line(
                actor=together.standing.worker,
                case_id=case_id,
                scenario="plan",
                what=guidance,
                payer="employer",
            )
    facts = together.worked_out()
    assert facts.hidden == 1 and "employer" not in {one.code for one in facts.payers}
    assert facts.together is None, "with it the amount of the one left out could be found"


def test_what_overlaps_in_few_plans_is_not_taken_apart(together):
    """Else the amount of those few could be found by taking one from the other."""
    together.add(12)
    with together.inside():
        for label in ("Opvang", "Zorg"):
            plan.add_line(
                actor=together.standing.worker,
                case_id=together.cases[0],
                scenario="nothing",
                what="uithuisplaatsing",
                label=label,
                overlap_group="dak",
                overlap_alpha=50,
            )
    removal = row(together.worked_out(), "municipality_jeugd")
    assert removal.plan is None and removal.nothing is None and removal.apart == 11


def test_memo_lines_are_told_as_a_number_of_plans(together):
    together.add(10)
    with together.inside():
        for case_id in together.cases[:4]:
            plan.add_line(
                actor=together.standing.worker, case_id=case_id, scenario="plan", what="Huur vrije sector"
            )
    assert together.worked_out().memo == 4


def test_another_municipality_is_in_no_total(together):
    other = together.standing.other
    with together.standing.inside(other):
        assert actions.cases_with_plans() == []
    together.add(10)
    with together.standing.inside(other):
        assert actions.cases_with_plans() == []
        assert plans.open_plans(together.cases) == []
    assert together.worked_out().plans == 10


def test_only_the_last_runs_are_kept(together, monkeypatch):
    monkeypatch.setattr(actions, "KEEP_RUNS", 3)
    together.add(1)
    with together.inside():
        ScenarioLine.objects.update(own_price=80, own_price_year=1950, own_unit="night", price=None)
    for _time in range(5):
        together.worked_out()
    with together.inside():
        assert PortfolioRun.objects.count() == 3 and not PortfolioPart.objects.exists()
        assert RefusedPlan.objects.count() == 3


def test_a_hundred_cases_ask_no_more_questions_than_one(together):
    together.add(1)
    with together.inside(), CaptureQueriesContext(connection) as one:
        plans.open_plans(together.cases)
    together.add(5)
    with together.inside(), CaptureQueriesContext(connection) as six:
        assert len(plans.open_plans(together.cases)) == 6
    assert len(one) == len(six)
