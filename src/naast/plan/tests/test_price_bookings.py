"""What a price is booked on, and what it is called: neither changes by a side door."""

from __future__ import annotations

from decimal import Decimal

import pytest

from naast.kernel.errors import Invalid
from naast.plan import actions, price_list, queries
from naast.plan.models import Price
from naast.plan.tests import arrange
from naast.plan.tests.test_price_files import GOOD, HEAD, _send, file, keeper
from naast.plan.tests.test_prices import VALUES

__all__ = ["keeper"]
pytestmark = pytest.mark.django_db

ARTICLE = "Wmo 2015, artikel 2.3.5"
BOOKED = {"legal_title": ARTICLE, "cost_centre": "6.81"}


@pytest.fixture
def meal(standing, keeper) -> Price:
    """An own price that an agreed plan was worked out with, and that is booked."""
    who = {"actor": standing.worker, "case_id": standing.case_id}
    with standing.inside():
        made = actions.add_price(actor=keeper, values=VALUES | BOOKED | {"item_nl": "Maaltijd"})
        actions.write_perspective(**who, perspective=arrange.PERSPECTIVE)
        actions.add_line(**who, scenario="plan", what="Maaltijd")
        actions.agree(**who)
    return made


def look(keeper, content: bytes):
    return actions.looked_into(keeper, _send(keeper, content).pk).changes


def test_a_legal_title_on_which_an_agreed_plan_rests_stays_by_whatever_way(standing, keeper, meal):
    change = {"actor": keeper, "price_id": meal.pk, "base_version": meal.version}
    row = GOOD.replace("keuken (fictief)", VALUES["source"])
    with standing.inside():
        for other in ("", "Jeugdwet, artikel 2.3"):
            for by_hand in (
                lambda other=other: actions.change_price(**change, values={"legal_title": other}),
                lambda other=other: actions.book_price(**change, cost_centre="6.81", legal_title=other),
            ):
                with pytest.raises(Invalid) as refusal:
                    by_hand()
                assert refusal.value.field == "legal_title"
            content = file(f"{row};{other};incl", head=f"{HEAD};legal_title;vat")
            with pytest.raises(actions.FileRefused) as refused:
                _send(keeper, content)
            (problem,) = refused.value.problems
            assert (problem.row, problem.column) == (2, "legal_title")
        actions.change_price(**change, values={"cost_centre": "6.82"})
        meal.refresh_from_db()
        assert (meal.legal_title, meal.cost_centre) == (ARTICLE, "6.82")


def test_a_column_that_a_file_leaves_out_changes_nothing_of_what_a_price_is_booked_on(standing, keeper):
    with standing.inside():
        made = actions.add_price(actor=keeper, values=VALUES | BOOKED | {"item_nl": "Maaltijd", "vat": ""})
        # Of this very day: a correction. Of a later one: a price that follows.
        for row, head in ((GOOD.replace("12,50", "13"), HEAD), (f"{GOOD};2099-01-01", f"{HEAD};valid_from")):
            (change,) = look(keeper, file(row, head=head))
            assert (change.after.legal_title, change.after.cost_centre) == (ARTICLE, "6.81"), change.kind
        (change,) = look(keeper, file(f"{GOOD};", head=f"{HEAD};cost_centre"))
        assert (change.after.legal_title, change.after.cost_centre) == (ARTICLE, ""), "an empty cell empties"
        assert made.cost_centre == "6.81"


def test_a_price_of_the_list_that_was_booked_may_stand_in_a_file_without_those_columns(standing, keeper):
    with standing.inside():
        listed = queries.price_named("Hotelkamer")
        actions.book_price(actor=keeper, price_id=listed.pk, base_version=listed.version, **BOOKED)
        head = f"{HEAD};whose"
        row = f"Hotelkamer;night;80;{listed.price_year};{listed.payer};{listed.quality};{listed.source};list"
        (change,) = look(keeper, file(row.replace(listed.source, f'"{listed.source}"'), head=head))
        assert change.kind == price_list.SAME


def test_a_name_means_one_price_in_either_language(standing, keeper):
    with standing.inside():
        actions.add_price(actor=keeper, values=VALUES | {"item": "Meal", "item_nl": "Maaltijd"})
        for names in ({"item": "Maaltijd", "item_nl": "Iets anders"}, {"item": "Other", "item_nl": "Meal"}):
            with pytest.raises(Invalid) as refusal:
                actions.add_price(actor=keeper, values=VALUES | names | {"mode": Decimal(99)})
            assert refusal.value.field == "item_nl"
        assert queries.price_named("Maaltijd").mode == Decimal("12.50")


def test_of_one_thing_there_are_at_most_so_many_prices(standing, keeper, monkeypatch):
    monkeypatch.setattr(price_list, "MOST_OF_ONE", 3)
    rows = [f"{GOOD};20{year}-01-01" for year in range(30, 35)]
    with standing.inside():
        with pytest.raises(actions.FileRefused) as refused:
            _send(keeper, file(*rows, head=f"{HEAD};valid_from"))
        found = [(problem.row, problem.column) for problem in refused.value.problems]
        assert found == [(5, "item_nl"), (6, "item_nl")]
