"""The demo after loading: what is made up says so, a settlement went its whole way, and twice is once."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import transaction

from naast.demo import loading
from naast.demo.stage import FIRST
from naast.demo.vignettes import bartels, counted
from naast.follow import queries as following
from naast.kernel.hardening import is_history, municipality_models
from naast.kernel.models import Municipality
from naast.kernel.tenancy import scope
from naast.people.models import Case
from naast.plan import queries as plans

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(demo_stands, db):
    """The demo, inside its first municipality."""
    with transaction.atomic(), scope(Municipality.objects.get(slug=FIRST).pk):
        yield


def case_of(given_name):
    return Case.objects.get(resident__given_name=given_name).pk


def test_a_second_time_nothing_changes_and_what_is_made_up_says_so(demo):
    def rows():
        return {
            model._meta.label: model.objects.count()
            for model in municipality_models()
            if not is_history(model)
        }

    before = rows()
    assert loading.load() is False
    assert rows() == before
    found = 0
    for case_id in Case.objects.values_list("pk", flat=True):
        view = plans.returns_of(case_id)
        for line in view.lines if view else ():
            if not line.is_memo and line.price_id is None:
                found += 1
                assert "(fictief)" in line.label and line.quality == "unsourced", line.label
    assert found, "Jamila's time is one"


def test_bartels_was_counted_and_settled_and_five_plans_say_something_of_their_kind_of_line(demo):
    case_id = case_of("Meneer Bartels")
    (row,) = following.settlements_of(case_id)
    assert row.state == "settled"
    assert [(step.state, step.by.name) for step in row.steps] == [
        ("proposed", "Klaas Kok"),
        ("agreed", "Henk Dorst"),
        ("measured", "Klaas Kok"),
        ("settled", "Klaas Kok"),
    ]
    after = following.after_a_year(case_id)
    assert after.comparison is not None and after.comparison.left_out == ()
    measured = after.comparison.realised.of("health_insurer")
    assert row.measured_gain == measured and row.due == (measured * Decimal("0.40")).quantize(Decimal("0.01"))
    (due,) = following.dues()
    assert (due.advancer, due.repayer, due.open, due.settled) == (
        "municipality_pw",
        "health_insurer",
        0,
        row.due,
    )
    # Counting kept the promise to look after a year.
    assert [row.is_quantities for row in following.promises_of(case_id, kept=True)].count(True) == 1
    assert following.promises_of(case_id) == []
    (kind,) = following.learned()
    assert (kind.lines, kind.cases) == (len(counted.PEOPLE) + 1, len(counted.PEOPLE) + 1)
    assert bartels.LISTED == counted.WHAT
    # 6 of 8, 12 of 10, 9 of 12, 8 of 8, and 9 of 10 with Bartels.
    assert (kind.low, kind.median, kind.high) == (Decimal("0.75"), Decimal("0.9"), Decimal(1))
