"""Learning over plans: how far calculations were off, and nothing that could be led back to anybody."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from naast.follow import queries
from naast.follow.models import Realised
from naast.kernel import actors
from naast.people import actions as people
from naast.plan import actions as plan
from naast.plan.models import PlanVersion, Price
from naast.plan.signals import earlier_plans

pytestmark = pytest.mark.django_db
FIRST, LAST = dt.date(2025, 1, 1), dt.date(2025, 12, 31)


@pytest.fixture
def prices(standing):
    with standing.inside():
        plan.load_prices(actor=actors.system(standing.municipality.pk))


def case(standing, number):
    person = people.add_person(actor=standing.worker, given_name=f"Inwoner {number}")
    row = people.open_case(actor=standing.worker, person_id=person.pk, law="wmo", intake_kind="report")
    version = PlanVersion(case_id=row.pk, number=1, content={"plan": {}})
    version.save()
    return version


def counted(standing, version, quantity, *, line=1, item="Hotel room", **changes):
    price = Price.objects.filter(item=item).first() if item else None
    said = {
        "from_on": FIRST,
        "to_on": LAST,
        "source": "rekening",
        "expected": Decimal(100),
        "nothing": Decimal(0),
        "role": "investment",
        "payer": "municipality_wmo",
    }
    Realised(
        case_id=version.case_id,
        plan_version=version,
        line=line,
        quantity=quantity,
        price=price,
        by_staff_id=standing.worker.id,
        **(said | changes),
    ).save()


def test_five_lines_of_five_cases_show_their_middle_and_spread(standing, prices):
    with standing.inside():
        for number, quantity in enumerate((50, 80, 100, 120, 150)):
            counted(standing, case(standing, number), Decimal(quantity))
        (found,) = queries.learned()
    assert (found.lines, found.cases) == (5, 5)
    assert (found.low, found.median, found.high) == (Decimal("0.8"), 1, Decimal("1.2"))


def test_four_lines_or_four_cases_show_nothing(standing, prices):
    with standing.inside():
        versions = [case(standing, number) for number in range(4)]
        for version in versions:
            counted(standing, version, Decimal(90))
        assert queries.learned() == []
        counted(standing, versions[0], Decimal(90), line=2)
        assert queries.learned() == [], "five lines of four cases"


def test_the_ratio_is_that_of_the_change_also_for_what_did_not_come(standing, prices):
    with standing.inside():
        for number, came in enumerate((0, 0, 0, 0, 1)):
            counted(
                standing,
                case(standing, number),
                Decimal(came),
                item="Out-of-home placement",
                expected=Decimal(0),
                nothing=Decimal(1),
                role="effect",
            )
        (found,) = queries.learned()
    assert (found.median, found.low) == (1, 1)


def test_parts_of_a_year_practice_not_knowing_and_no_expected_change_do_not_count(standing, prices):
    with standing.inside():
        odd = (
            {"to_on": dt.date(2025, 6, 30)},
            {"quantity": None, "source": ""},
            {"expected": Decimal(0), "nothing": Decimal(0)},
        )
        for number in range(4):
            counted(standing, case(standing, number), Decimal(90))
        for number, changes in enumerate(odd, 10):
            counted(standing, case(standing, number), **({"quantity": Decimal(90)} | changes))
        practice = case(standing, 20)
        type(practice.case).objects.filter(pk=practice.case_id).update(is_practice=True)
        counted(standing, practice, Decimal(90))
        assert queries.learned() == []


def test_years_of_one_line_are_one_line(standing, prices):
    with standing.inside():
        for number in range(5):
            version = case(standing, number)
            counted(standing, version, Decimal(50))
            counted(standing, version, Decimal(150), year=1)
        (found,) = queries.learned()
    assert (found.lines, found.median) == (5, 1)


def test_lines_with_a_price_of_their_own_are_taken_together_by_role_and_payer(standing, prices):
    with standing.inside():
        for number in range(5):
            counted(standing, case(standing, number), Decimal(200), item="")
        (found,) = queries.learned()
    assert (found.item, found.role, found.payer, found.median) == ("", "investment", "municipality_wmo", 2)


def test_the_plan_hears_of_it_for_one_price_and_another_municipality_does_not(standing, prices):
    with standing.inside():
        for number in range(5):
            counted(standing, case(standing, number), Decimal(120))
        hotel = Price.objects.filter(item="Hotel room").first()
        other = Price.objects.exclude(item="Hotel room").first()
        (found,) = earlier_plans(hotel.pk)
        assert found.item and found.median == Decimal("1.2")
        assert earlier_plans(other.pk) == []
    with standing.inside(standing.other):
        assert earlier_plans() == []


def test_the_pages_of_prices_and_of_a_line_suggest_it(standing, prices):
    with standing.inside():
        own = plan.add_line(
            actor=standing.worker, case_id=standing.case_id, scenario="plan", what="Hotel room", quantity=3
        )
    browser = standing.client(standing.worker)
    pages = ("/prijzen/", f"/casus/{standing.case_id}/plan/opbrengst/regel/{own.pk}/")
    for path in pages:
        assert "eerdere plannen" not in browser.get(path).content.decode()
    with standing.inside():
        for number, quantity in enumerate((50, 80, 100, 120, 150)):
            counted(standing, case(standing, number), Decimal(quantity))
    for path in pages:
        page = browser.get(path).content.decode()
        assert "eerdere plannen" in page and "0,8" in page and "1,2" in page
