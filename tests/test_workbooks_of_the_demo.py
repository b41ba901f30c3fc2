"""A controller rebuilds the means of the demo's plans from the workbooks that the page gives."""

from __future__ import annotations

import pytest
from django.db import transaction

from naast.kernel.tenancy import scope
from naast.plan import queries
from naast.plan.tests.sheet_formulas import Workbook
from tests.test_pages import demo  # noqa: F401 - the fixture

pytestmark = pytest.mark.django_db

CASES = ("eveline", "a", "nina", "mevrouw_x", "f", "g", "bartels")


def test_every_plan_of_the_demo_with_figures_can_be_rebuilt(demo):  # noqa: F811
    rebuilt = []
    for name in CASES:
        case_id = demo.ids[name]
        browser = demo.browser("consulent" if name == "bartels" else "wijkteam")
        with transaction.atomic(), scope(demo.municipality.pk):
            view = queries.returns_of(case_id)
        answer = browser.get(f"/casus/{case_id}/plan/opbrengst/berekening.xlsx")
        if view is None or view.welfare is None:
            assert answer.status_code == 302, name
            continue
        assert answer.status_code == 200, name
        book = Workbook(answer.content)
        found = {
            book.value("Betalers", row, 2): book.value("Betalers", row, 3)
            for row in range(5, 5 + len(view.payers))
        }
        assert found == pytest.approx({row.payer: float(row.amount) for row in view.payers}, abs=0.0051), name
        assert book.value("Uitkomst", 5, 2) == pytest.approx(float(view.welfare), abs=0.0051), name
        rebuilt.append(name)
    assert {"eveline", "nina", "bartels"} <= set(rebuilt)
