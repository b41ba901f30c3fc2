"""The price list as a dated register: own prices, those that go before the list, and what was agreed."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest
from django.db import connection, transaction

from naast.kernel import actors, clock
from naast.kernel.errors import Invalid, NotAllowed, NotVisible, Stale
from naast.plan import actions, price_queries, queries
from naast.plan.models import Price, PriceIndex
from naast.plan.tests import arrange

pytestmark = pytest.mark.django_db

VALUES = {
    "item": "",
    "item_nl": "Buurtmaaltijd (fictief)",
    "unit": "time",
    "kind": "real",
    "mode": Decimal("12.50"),
    "low": None,
    "high": None,
    "price_year": 2025,
    "vat": "incl",
    "payer": "municipality_wmo",
    "source": "opgave van de buurtkeuken (fictief)",
    "quality": "local",
    "because": "",
    "valid_from": None,
    "legal_title": "",
    "cost_centre": "",
}
OVER = {"mode": Decimal(95), "price_year": 2025, "source": "contract (fictief)", "quality": "local"}
BECAUSE = {"because": "ons eigen contract (fictief)"}


@pytest.fixture
def keeper(standing):
    arrange.prices(standing)
    return standing.add_staff("Cora Controller", actors.CONTROLLER)


def hotel() -> Price:
    return queries.price_named("Hotelkamer")


def over_hotel(keeper, **values) -> Price:
    listed = Price.objects.get(item="Hotel room", whose="list")
    return actions.change_price(
        actor=keeper, price_id=listed.pk, base_version=listed.version, values=OVER | BECAUSE | values
    )


def frozen_rows() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT content::text, agreed_at FROM plan_planversion ORDER BY id")
        return json.dumps(cursor.fetchall(), default=str)


def test_an_own_price_stands_in_the_list_and_can_be_used(standing, keeper):
    with standing.inside():
        made = actions.add_price(actor=keeper, values=VALUES)
        assert (made.whose, made.vat, made.valid_from, made.item) == (
            "own",
            "incl",
            clock.today(),
            "Buurtmaaltijd (fictief)",
        )
        row = actions.add_line(
            actor=standing.worker, case_id=standing.case_id, scenario="plan", what="buurtmaaltijd (FICTIEF)"
        )
        assert row.price_id == made.pk
        assert actions.add_price(actor=keeper, values=VALUES).pk == made.pk


def test_an_own_price_goes_before_the_list_which_stays_readable(standing, keeper):
    with standing.inside():
        listed = hotel()
        with pytest.raises(Invalid) as refusal:
            actions.change_price(actor=keeper, price_id=listed.pk, base_version=listed.version, values=OVER)
        assert refusal.value.field == "because"
        own = over_hotel(keeper)
        assert hotel().pk == own.pk and [p.mode for p in queries.prices() if p.label == "Hotelkamer"] == [95]
        listed.refresh_from_db()
        assert (listed.mode, listed.valid_to, listed.whose) == (Decimal("80.00"), None, "list")
        (row,) = price_queries.price_page("hotelkamer").rows
        assert (row.price.pk, row.beneath.pk) == (own.pk, listed.pk)


def test_the_name_of_a_listed_price_needs_a_reason_and_becomes_that_price(standing, keeper):
    values = VALUES | {"item_nl": "HOTELKAMER", "unit": "night"}
    with standing.inside():
        with pytest.raises(Invalid) as refusal:
            actions.add_price(actor=keeper, values=values)
        assert refusal.value.field == "because"
        made = actions.add_price(actor=keeper, values=values | BECAUSE)
        assert (made.item, made.item_nl) == ("Hotel room", "Hotelkamer")


def test_a_later_price_is_a_new_row_and_the_one_before_ends(standing, keeper):
    later = clock.today() + dt.timedelta(days=10)
    with standing.inside():
        first = actions.add_price(actor=keeper, values=VALUES)
        second = actions.change_price(
            actor=keeper,
            price_id=first.pk,
            base_version=first.version,
            values={"mode": Decimal(14), "valid_from": later},
        )
        first.refresh_from_db()
        assert (first.mode, first.valid_to) == (Decimal("12.50"), later - dt.timedelta(days=1))
        assert (second.mode, second.valid_from, second.valid_to) == (Decimal(14), later, None)
        assert queries.price_named("Buurtmaaltijd (fictief)").pk == first.pk
        again = actions.change_price(
            actor=keeper,
            price_id=first.pk,
            base_version=1,
            values={"mode": Decimal(14), "valid_from": later},
        )
        assert again.pk == second.pk and Price.objects.filter(item=first.item).count() == 2
        with pytest.raises(Stale):
            actions.change_price(
                actor=keeper, price_id=first.pk, base_version=1, values={"mode": Decimal(20)}
            )
        with pytest.raises(Invalid) as refusal:
            actions.change_price(
                actor=keeper,
                price_id=second.pk,
                base_version=second.version,
                values={"mode": Decimal(20), "valid_from": clock.today() + dt.timedelta(days=3)},
            )
        assert refusal.value.field == "valid_from"


def test_on_the_day_itself_a_mistake_is_corrected_and_the_history_keeps_it(standing, keeper):
    with standing.inside():
        first = actions.add_price(actor=keeper, values=VALUES)
        row = actions.change_price(
            actor=keeper, price_id=first.pk, base_version=1, values={"mode": Decimal("15.20")}
        )
        assert (row.pk, row.mode, row.version) == (first.pk, Decimal("15.20"), 2)
        events = Price.pgh_event_model.objects.filter(pgh_obj_id=row.pk).order_by("pgh_id")
        assert [event.mode for event in events] == [Decimal("12.50"), Decimal("15.20")]


def test_what_was_agreed_never_changes_whatever_happens_to_the_price(standing, keeper):
    """Correct, replace, put before, end, load the list anew, change the index: the agreed rows stay."""
    arrange.plan(standing)
    who = {"actor": standing.worker, "case_id": standing.case_id}
    with standing.inside():
        own = actions.add_price(actor=keeper, values=VALUES)
        actions.add_line(**who, scenario="plan", what=own.item_nl, quantity=4)
        agreed = actions.agree(**who)
        before, shown = frozen_rows(), queries.agreed_plan(standing.case_id, agreed.number).returns
        with pytest.raises(Invalid) as refusal:
            actions.change_price(
                actor=keeper, price_id=own.pk, base_version=own.version, values={"mode": Decimal(99)}
            )
        assert refusal.value.field == "valid_from"
        actions.change_price(
            actor=keeper,
            price_id=own.pk,
            base_version=own.version,
            values={"mode": Decimal(99), "valid_from": clock.today() + dt.timedelta(days=1)},
        )
        own.refresh_from_db()
        assert own.mode == Decimal("12.50")
        over_hotel(keeper)
        Price.objects.filter(item="Out-of-home placement").update(source="anders")
        actions.load_prices(actor=actors.system(standing.municipality.pk))
        actions.note_index(
            actor=keeper,
            year=2026,
            change_percent=Decimal(9),
            source="proef (fictief)",
            quality="local",
            base_version=1,
        )
        assert frozen_rows() == before
        assert queries.agreed_plan(standing.case_id, agreed.number).returns == shown


def test_the_list_that_comes_with_naast_never_edits_a_row_of_an_agreed_plan(standing, keeper):
    arrange.plan(standing)
    with standing.inside():
        listed = hotel()
        Price.objects.filter(pk=listed.pk).update(mode=Decimal(70))
        actions.agree(actor=standing.worker, case_id=standing.case_id)
        assert actions.load_prices(actor=actors.system(standing.municipality.pk)) == 1
        listed.refresh_from_db()
        assert (listed.mode, listed.valid_to) == (Decimal(70), clock.today() - dt.timedelta(days=1))
        assert (hotel().mode, hotel().valid_from) == (Decimal("80.00"), clock.today())
        assert actions.load_prices(actor=actors.system(standing.municipality.pk)) == 0


def test_what_the_municipality_added_survives_loading_the_list(standing, keeper):
    with standing.inside():
        own = over_hotel(keeper)
        actions.note_index(
            actor=keeper,
            year=2026,
            change_percent=Decimal("2.8"),
            source="CBS (fictief)",
            quality="official",
            base_version=1,
        )
        assert actions.load_prices(actor=keeper) == 0
        assert hotel().pk == own.pk
        assert PriceIndex.objects.get(year=2026).change_percent == Decimal("2.80")


def test_a_changed_price_says_which_open_plans_it_touches(standing, keeper):
    arrange.plan(standing)
    with standing.inside():
        over_hotel(keeper)
        rows = price_queries.history_of(hotel())
        (plan,) = price_queries.touched_by(standing.worker, rows).own
        assert (plan.case_id, plan.is_behind, plan.is_agreed) == (standing.case_id, True, False)
        # Who keeps the list has no cases: only how many. A colleague outside the circle learns nothing.
        seen = price_queries.touched_by(keeper, rows)
        assert (seen.own, seen.being_made, seen.agreed) == ([], 1, 0)
        other = price_queries.touched_by(standing.colleague, rows)
        assert (other.own, other.being_made, other.agreed) == ([], None, None)


def test_a_plan_that_is_being_made_takes_the_price_of_today_and_an_agreed_one_does_not(standing, keeper):
    arrange.plan(standing)
    who = {"actor": standing.worker, "case_id": standing.case_id}
    with standing.inside():
        own = over_hotel(keeper)
        with pytest.raises(NotVisible):
            actions.use_new_price(actor=standing.colleague, case_id=standing.case_id, price_id=own.pk)
        assert actions.use_new_price(**who, price_id=own.pk) == 1
        assert actions.use_new_price(**who, price_id=own.pk) == 0
        line = queries.returns_of(standing.case_id).in_plan[0]
        assert (line.price_id, line.price) == (own.pk, Decimal(95))
        actions.agree(**who)
        actions.end_price(actor=keeper, price_id=own.pk, base_version=own.version, last_day=clock.today())
        Price.objects.filter(pk=own.pk).update(
            valid_from=clock.today() - dt.timedelta(days=9), valid_to=clock.today() - dt.timedelta(days=1)
        )
        assert hotel().whose == "list"
        assert actions.use_new_price(**who, price_id=own.pk) == 0
        (plan,) = price_queries.touched_by(standing.worker, price_queries.history_of(own)).own
        assert plan.is_agreed and not plan.is_behind
        assert price_queries.touched_by(keeper, price_queries.history_of(own)).agreed == 1


def test_an_own_price_can_end_and_the_list_holds_again(standing, keeper):
    with standing.inside():
        listed = hotel()
        with pytest.raises(NotAllowed):
            actions.end_price(
                actor=keeper, price_id=listed.pk, base_version=listed.version, last_day=clock.today()
            )
        own = over_hotel(keeper, valid_from=clock.today() - dt.timedelta(days=30))
        with pytest.raises(Invalid) as refusal:
            actions.end_price(
                actor=keeper,
                price_id=own.pk,
                base_version=own.version,
                last_day=clock.today() - dt.timedelta(days=31),
            )
        assert refusal.value.field == "valid_to"
        actions.end_price(
            actor=keeper,
            price_id=own.pk,
            base_version=own.version,
            last_day=clock.today() - dt.timedelta(days=1),
        )
        assert hotel().pk == listed.pk


def test_a_legal_title_and_a_cost_centre_come_later_and_change_no_amount(standing, keeper):
    arrange.plan(standing)
    with standing.inside():
        listed = hotel()
        actions.agree(actor=standing.worker, case_id=standing.case_id)
        book = {"actor": keeper, "price_id": listed.pk}
        row = actions.book_price(
            **book, base_version=listed.version, legal_title="Wmo 2015, artikel 2.3.5", cost_centre=""
        )
        row = actions.book_price(
            **book, base_version=row.version, legal_title=row.legal_title, cost_centre="6.81"
        )
        assert (row.cost_centre, row.mode) == ("6.81", Decimal("80.00"))
        with pytest.raises(Invalid) as refusal:
            actions.book_price(**book, base_version=row.version, legal_title="iets", cost_centre="")
        assert refusal.value.field == "legal_title"
        with pytest.raises(Stale):
            actions.book_price(**book, base_version=1, legal_title=row.legal_title, cost_centre="9")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"low": Decimal(20)}, "low"),
        ({"high": Decimal(1)}, "high"),
        ({"mode": Decimal(-1)}, "mode"),
        ({"mode": Decimal("NaN")}, "mode"),
        ({"mode": Decimal("1.005")}, "mode"),
        ({"price_year": 1950}, "price_year"),
        ({"payer": "buurman"}, "payer"),
        ({"unit": "bushel"}, "unit"),
        ({"kind": "memo"}, "kind"),
        ({"vat": "half"}, "vat"),
        ({"quality": "sure"}, "quality"),
        ({"source": ""}, "source"),
        ({"item_nl": "  "}, "item_nl"),
        ({"item_nl": "x" * 121}, "item_nl"),
        ({"source": "a\x00b"}, "source"),
        ({"valid_from": dt.date(1666, 9, 2)}, "valid_from"),
    ],
)
def test_what_cannot_be_right_is_refused_by_field_and_nothing_is_kept(standing, keeper, values, field):
    with standing.inside():
        count = Price.objects.count()
        with pytest.raises(Invalid) as refusal, transaction.atomic():
            actions.add_price(actor=keeper, values=VALUES | values)
        assert refusal.value.field == field
        assert Price.objects.count() == count


def test_without_a_source_a_price_says_so(standing, keeper):
    with standing.inside():
        made = actions.add_price(actor=keeper, values=VALUES | {"source": "", "quality": "unsourced"})
        row = actions.add_line(
            actor=standing.worker, case_id=standing.case_id, scenario="plan", what=made.item_nl
        )
        line = queries.line_of(standing.case_id, row.pk)
    assert (line.quality, line.is_weak) == ("unsourced", True)


def test_how_it_is_counted_never_changes_under_a_line(standing, keeper):
    with standing.inside(), pytest.raises(Invalid) as refusal:
        actions.add_price(actor=keeper, values=VALUES | {"item_nl": "Hotelkamer"} | BECAUSE)
    assert refusal.value.field == "unit"


@pytest.mark.parametrize("role", [actors.PROFESSIONAL, actors.TEAM_LEAD, actors.SECOND_READER])
def test_staff_read_and_only_keepers_write(standing, keeper, role):
    reader = standing.add_staff("Rik Reader", role)
    with standing.inside():
        listed = hotel()
        for action in (
            lambda: actions.add_price(actor=reader, values=VALUES),
            lambda: actions.change_price(actor=reader, price_id=listed.pk, base_version=1, values=OVER),
            lambda: actions.send_prices(actor=reader, name="x.csv", content=b"x"),
            lambda: actions.book_price(
                actor=reader, price_id=listed.pk, base_version=1, legal_title="", cost_centre="1"
            ),
            lambda: actions.note_index(
                actor=reader, year=2027, change_percent=Decimal(2), source="x", quality="local"
            ),
        ):
            with pytest.raises(NotAllowed):
                action()


@pytest.mark.parametrize("role", [actors.CONTROLLER, actors.POLICY, actors.ADMINISTRATOR])
def test_controller_policy_and_administrator_keep_the_list(standing, role):
    arrange.prices(standing)
    someone = standing.add_staff("Sam Someone", role)
    with standing.inside():
        assert actions.add_price(actor=someone, values=VALUES).whose == "own"


def test_a_price_of_another_municipality_is_not_there(standing, keeper):
    with standing.inside():
        number = hotel().pk
    with standing.inside(standing.other), pytest.raises(NotVisible):
        price_queries.one_price(number)


def test_the_index_grows_without_a_gap(standing, keeper, monkeypatch):
    note = {"actor": keeper, "source": "CBS (fictief)", "quality": "official"}
    with standing.inside():
        with pytest.raises(Invalid) as refusal:
            actions.note_index(**note, year=2004, change_percent=Decimal(1))
        assert refusal.value.field == "year" and "2005" in refusal.value.message
        row = actions.note_index(**note, year=2005, change_percent=Decimal("1.7"))
        assert (row.noted_on, queries.price_index()[2004]) == (clock.today(), 1)
        assert actions.note_index(**note, year=2005, change_percent=Decimal("1.7")).pk == row.pk
        with pytest.raises(Stale):
            actions.note_index(**note, year=2005, change_percent=Decimal("1.8"))
        better = actions.note_index(**note, year=2005, change_percent=Decimal("1.8"), base_version=1)
        assert (better.pk, better.change_percent, better.version) == (row.pk, Decimal("1.80"), 2)
        for change in (Decimal(-30), Decimal("NaN"), Decimal("1.005"), Decimal(101)):
            with pytest.raises(Invalid) as refusal:
                actions.note_index(**note, year=2003, change_percent=change)
            assert refusal.value.field == "change_percent"
