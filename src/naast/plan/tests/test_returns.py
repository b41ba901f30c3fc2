"""Two scenarios from the price list: Eveline (Momentum voor de menselijke maat, lines 450-488)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest

from naast.kernel import actors
from naast.kernel.errors import Invalid, NotAllowed, Stale
from naast.plan import actions, queries
from naast.plan.models import Price, PriceIndex
from naast.plan.tests import arrange

pytestmark = pytest.mark.django_db


@pytest.fixture
def who(standing):
    return {"actor": standing.worker, "case_id": standing.case_id}


def amounts(view) -> dict[str, Decimal]:
    return {row.payer: row.amount for row in view.payers}


def _today_is(monkeypatch, day: dt.date) -> None:
    """Only for what the returns take as the present year; the circle keeps its own days."""
    monkeypatch.setattr(queries, "clock", SimpleNamespace(today=lambda: day))


@pytest.fixture
def in_2026(monkeypatch):
    _today_is(monkeypatch, dt.date(2026, 11, 2))


def test_eveline_at_the_prices_of_this_year(standing, in_2026):
    arrange.plan(standing)
    with standing.inside():
        view = queries.returns_of(standing.case_id)
    assert (view.base_year, view.horizon_years, view.is_exact) == (2026, 1, True)
    assert amounts(view) == {
        "municipality_jeugd": Decimal("49954.49"),
        "municipality_wmo": Decimal("-18283.34"),
    }
    assert (view.ratio, view.payback_month) == (Decimal("2.7322"), 5)
    assert [line.label for line in view.memos] == ["Huur van een woning in de vrije sector"]


def test_eveline_at_the_prices_of_the_source(standing, who):
    arrange.plan(standing)
    with standing.inside():
        version = queries.plan_of(standing.case_id).version
        actions.set_price_level(**who, base_year=2021, horizon_years=None, base_version=version)
        view = queries.returns_of(standing.case_id)
    assert amounts(view) == {
        "municipality_jeugd": Decimal("40000.00"),
        "municipality_wmo": Decimal("-14640.00"),
    }
    assert view.welfare == Decimal("25360.00")
    hotel, removal = view.in_plan[0], view.in_nothing[0]
    assert (hotel.price, hotel.price_year, hotel.quality, hotel.is_weak) == (
        Decimal("80.00"),
        2021,
        "seed",
        True,
    )
    assert (hotel.role, removal.role, removal.label) == ("investment", "effect", "Uithuisplaatsing")
    assert "Momentum" in hotel.source


def test_after_the_last_year_of_the_index_the_last_year_is_the_price_level(standing, monkeypatch):
    _today_is(monkeypatch, dt.date(2031, 1, 5))
    arrange.plan(standing)
    with standing.inside():
        view = queries.returns_of(standing.case_id)
    assert view.base_year == 2026 and not view.problem


def test_a_memo_that_gets_a_price_counts(standing, who, in_2026):
    arrange.plan(standing)
    with standing.inside():
        rent = queries.returns_of(standing.case_id).memos[0]
        changes = {
            "own_price": Decimal("950"),
            "own_price_year": 2026,
            "own_unit": "month",
            "plan": Decimal(6),
            "payer": "municipality_wmo",
            "source": "opgave van de verhuurder (fictief)",
        }
        actions.change_line(**who, line_id=rent.id, base_version=rent.version, changes=changes)
        view = queries.returns_of(standing.case_id)
        line = queries.line_of(standing.case_id, rent.id)
    assert not view.memos
    assert line.quality == "local"
    assert amounts(view)["municipality_wmo"] == Decimal("-18283.34") - Decimal("5700.00")


def test_an_own_price_without_a_source_is_marked(standing, who, in_2026):
    arrange.prices(standing)
    with standing.inside():
        row = actions.add_line(
            **who, scenario="plan", what="Kinderbed", own_price=Decimal("49.95"), payer="municipality_wmo"
        )
        line = queries.line_of(standing.case_id, row.pk)
    assert (line.kind, line.quality, line.is_weak, line.price_year) == ("real", "unsourced", True, 2026)


def test_an_own_price_wins_and_clearing_it_gives_the_list_back(standing, who):
    arrange.plan(standing)
    with standing.inside():
        hotel = queries.returns_of(standing.case_id).in_plan[0]
        changes = {"own_price": Decimal("75"), "own_price_year": 2021}
        row = actions.change_line(**who, line_id=hotel.id, base_version=hotel.version, changes=changes)
        assert queries.line_of(standing.case_id, hotel.id).price == Decimal("75.00")
        actions.change_line(**who, line_id=hotel.id, base_version=row.version, changes={"own_price": None})
        assert queries.line_of(standing.case_id, hotel.id).price == Decimal("80.00")


def test_a_benefit_from_the_list_is_a_transfer_to_the_resident(standing, who):
    arrange.prices(standing)
    with standing.inside():
        actions.add_line(**who, scenario="plan", what="Bijstand single 21+ net", quantity=6)
        view = queries.returns_of(standing.case_id)
    assert view.lines[0].kind == "transfer"
    assert view.welfare == 0 and view.ratio is None
    assert sum(amounts(view).values()) == 0


def test_a_range_of_the_list_gives_a_mean(standing, who):
    arrange.prices(standing)
    with standing.inside():
        actions.add_line(**who, scenario="plan", what="Begeleiding vanuit de Wmo", quantity=6)
        view = queries.returns_of(standing.case_id)
    assert not view.is_exact


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"plan_low": Decimal(200)}, "plan_low"),
        ({"nothing_high": Decimal(-1)}, "nothing_high"),
        ({"own_price": Decimal(1), "own_price_year": 1950}, "own_price_year"),
        ({"own_price_low": Decimal(1)}, "own_price"),
        ({"payer": ""}, "payer"),
        ({"kind": "transfer", "beneficiary": ""}, "beneficiary"),
        ({"kind": "transfer", "beneficiary": "municipality_wmo"}, "beneficiary"),
        ({"role": "x"}, "role"),
        ({"years": 0}, "years"),
        ({"price_id": None}, "own_price"),
    ],
)
def test_details_that_cannot_be_right_are_refused_by_field(standing, who, changes, field):
    arrange.plan(standing)
    with standing.inside(), pytest.raises(Invalid) as refusal:
        hotel = queries.returns_of(standing.case_id).in_plan[0]
        actions.change_line(**who, line_id=hotel.id, base_version=hotel.version, changes=changes)
    assert refusal.value.field == field


def test_a_stale_line_is_not_overwritten(standing, who):
    arrange.plan(standing)
    with standing.inside():
        hotel = queries.returns_of(standing.case_id).in_plan[0]
        change = {**who, "line_id": hotel.id, "base_version": hotel.version}
        actions.change_line(**change, changes={"plan": Decimal(100)})
        with pytest.raises(Stale):
            actions.change_line(**change, changes={"plan": Decimal(50)})


def test_the_words_of_a_scenario_are_kept_and_guarded(standing, who):
    with standing.inside():
        actions.write_scenario(**who, kind="nothing", words="Claire gaat naar een pleeggezin.")
        with pytest.raises(Stale):
            actions.write_scenario(**who, kind="nothing", words="Iets anders.", shown_before="")
        actions.write_scenario(
            **who, kind="nothing", words="Iets anders.", shown_before="Claire gaat naar een pleeggezin."
        )
        view = queries.returns_of(standing.case_id)
    assert view.nothing_words == "Iets anders." and view.welfare is None


def test_loading_the_price_list_twice_changes_nothing(standing):
    house = actors.system(standing.municipality.pk)
    with standing.inside():
        assert actions.load_prices(actor=house) == 37
        assert actions.load_prices(actor=house) == 0
        assert (Price.objects.count(), PriceIndex.objects.count()) == (37, 21)
        hotel = queries.price_named("hotel ROOM")
        assert (hotel.item_nl, hotel.mode) == ("Hotelkamer", Decimal("80.00"))
        hotel.mode = Decimal("1.00")
        hotel.save(update_fields=["mode"])
        assert actions.load_prices(actor=house) == 1
        with pytest.raises(NotAllowed):
            actions.load_prices(actor=standing.worker)


def test_a_price_of_a_later_year_ends_the_earlier_one(standing):
    arrange.prices(standing)
    with standing.inside():
        old = queries.price_named("Hotelkamer")
        Price(
            item=old.item,
            item_nl=old.item_nl,
            unit="night",
            mode=Decimal(95),
            price_year=2025,
            payer=old.payer,
            quality="local",
            source="proef",
        ).save()
        actions.load_prices(actor=actors.system(standing.municipality.pk))
        assert queries.price_named("Hotelkamer").price_year == 2025
        assert [price.price_year for price in queries.prices() if price.label == "Hotelkamer"] == [2025]


def test_the_price_list_of_another_municipality_is_not_ours(standing):
    arrange.prices(standing)
    with standing.inside(standing.other):
        assert queries.prices() == [] and queries.price_named("Hotelkamer") is None
