"""A line leans on a price that another one took the place of: it is said, and one click takes the new one."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from naast.kernel import actors, clock
from naast.kernel.errors import Invalid, Stale
from naast.kernel.models import AuditEvent
from naast.people import actions as people
from naast.people.models import Case
from naast.plan import actions, queries
from naast.plan.models import Price, ScenarioLine
from naast.plan.newer_prices import NewerPrice, newer_prices
from naast.plan.tests import arrange
from naast.plan.tests.test_prices import frozen_rows, over_hotel

pytestmark = pytest.mark.django_db

TAKE = "Neem de nieuwe prijs over"


@pytest.fixture
def who(standing):
    arrange.plan(standing)
    standing.add_staff("Cora Controller", actors.CONTROLLER)
    return {"actor": standing.worker, "case_id": standing.case_id}


@pytest.fixture
def own(standing, who):
    """The municipality's own price of 95 goes before the listed one of 80 that the hotel leans on."""
    with standing.inside():
        return over_hotel(standing.staff["Cora Controller"])


def _hotel(standing):
    return queries.returns_of(standing.case_id).in_plan[0]


def _newer(standing):
    lines = queries.returns_of(standing.case_id).lines
    return newer_prices(standing.case_id, [line.price_id for line in lines])


def _page(standing, name="returns", *more, actor=None):
    client = standing.client(actor or standing.worker)
    answer = client.get(reverse(f"plan:{name}", args=[standing.case_id, *more]))
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode().replace("\u00a0", " "))


def _take(standing, line_id, actor=None, case_id=None, **data):
    address = reverse("plan:newer_price", args=[case_id or standing.case_id, line_id])
    return standing.client(actor or standing.worker).post(address, data)


def test_it_is_said_on_both_pages_and_nothing_changes_by_itself(standing, own):
    with standing.inside():
        hotel = _hotel(standing)
        assert _newer(standing) == {
            hotel.id: NewerPrice(own.pk, Decimal("95.00"), None, None, 2025, clock.today())
        }
    for text in (_page(standing), _page(standing, "line", hotel.id)):
        assert text.count("geldt een nieuwere prijs: ") == 1 and text.count(TAKE) == 1
        said = text[text.index("geldt een nieuwere prijs: ") :]
        assert "€ 95" in said[:200] and "prijs van 2025" in said[:200]
    with standing.inside():
        assert _hotel(standing) == hotel and hotel.price == 80


def test_one_click_takes_it_and_all_else_of_the_line_stays(standing, own):
    with standing.inside():
        before = ScenarioLine.objects.get(pk=_hotel(standing).id)
    for _twice in range(2):
        answer = _take(standing, before.pk, version=before.version, price=own.pk)
        assert answer.status_code == 302
        assert answer.url == reverse("plan:returns", args=[standing.case_id]) + "#plan"
    with standing.inside():
        after = ScenarioLine.objects.get(pk=before.pk)
        assert (after.price_id, after.version) == (own.pk, before.version + 1)
        for field in ScenarioLine._meta.concrete_fields:
            if field.attname not in ("price_id", "version"):
                assert getattr(after, field.attname) == getattr(before, field.attname), field.attname
        assert _hotel(standing).price == 95 and _newer(standing) == {}
        noted = AuditEvent.objects.filter(verb="plan.change_line", case_id=standing.case_id)
        assert noted.count() == 1
    text = _page(standing)
    assert TAKE not in text and "heeft nu de prijs van vandaag" not in text


def test_the_price_of_the_list_that_holds_again_is_said_too(standing, who, own):
    with standing.inside():
        hotel = _hotel(standing)
        listed = hotel.price_id
        actions.take_newer_price(**who, line_id=hotel.id, base_version=hotel.version, price_id=own.pk)
        Price.objects.filter(pk=own.pk).update(
            valid_from=clock.today() - dt.timedelta(days=30), valid_to=clock.today() - dt.timedelta(days=1)
        )
        (newer,) = _newer(standing).values()
        assert (newer.price_id, newer.price, newer.since) == (listed, 80, clock.today())
        Price.objects.filter(pk=own.pk).update(valid_to=None)
        assert _newer(standing) == {}


def test_without_a_first_day_no_day_is_made_up(standing, who):
    with standing.inside():
        listed = Price.objects.get(item="Hotel room")
        Price.objects.create(
            municipality_id=standing.municipality.pk,
            **{
                name: getattr(listed, name)
                for name in ("item", "item_nl", "unit", "payer", "kind", "quality", "source", "whose")
            },
            mode=Decimal(90),
            low=Decimal(85),
            high=Decimal(110),
            price_year=listed.price_year + 1,
        )
        (newer,) = _newer(standing).values()
        assert (newer.since, newer.price_low, newer.price_high) == (None, 85, 110)
    text = re.sub(r"<[^>]+>", "", _page(standing))
    assert "Er geldt nu een andere prijs: " in text and "tussen € 85 en € 110" in text


def test_a_price_that_starts_later_or_of_which_none_holds_offers_nothing(standing, who):
    keeper = standing.staff["Cora Controller"]
    with standing.inside():
        over_hotel(keeper, valid_from=clock.today() + dt.timedelta(days=3))
        assert _newer(standing) == {}
        Price.objects.filter(item="Hotel room").update(
            valid_from=clock.today() - dt.timedelta(days=9), valid_to=clock.today() - dt.timedelta(days=1)
        )
        assert _newer(standing) == {}


def test_a_line_with_its_own_price_or_without_an_amount_is_left_alone(standing, who, own):
    with standing.inside():
        hotel = _hotel(standing)
        for changes in ({"own_price": Decimal(70)}, {"own_price": None, "kind": "memo"}):
            row = ScenarioLine.objects.get(pk=hotel.id)
            row = actions.change_line(**who, line_id=row.pk, base_version=row.version, changes=changes)
            assert newer_prices(standing.case_id, [row.price_id]) == {}
            with pytest.raises(Invalid):
                actions.take_newer_price(**who, line_id=row.pk, base_version=row.version, price_id=own.pk)
    assert TAKE not in _page(standing)


def test_a_price_that_is_not_the_one_of_today_is_refused_and_nothing_is_kept(standing, who, own):
    with standing.inside(standing.other):
        actions.load_prices(actor=actors.system(standing.other.pk))
        elsewhere = Price.objects.get(item="Hotel room").pk
    with standing.inside():
        hotel = _hotel(standing)
        removal = queries.returns_of(standing.case_id).in_nothing[0]
    for price in (removal.price_id, elsewhere, 10**15):
        assert _take(standing, hotel.id, version=hotel.version, price=price).status_code == 400
    assert _take(standing, removal.id, version=removal.version, price=own.pk).status_code == 400
    for nonsense in ("", "x", "-1", "1e3", "9" * 40):
        assert _take(standing, hotel.id, version=hotel.version, price=nonsense).status_code == 404
    assert _take(standing, hotel.id).status_code == 404
    with standing.inside():
        assert _hotel(standing) == hotel
        with pytest.raises(Invalid) as refusal:
            actions.take_newer_price(
                **who, line_id=hotel.id, base_version=hotel.version, price_id=removal.price_id
            )
        assert refusal.value.field == "price"


def test_what_somebody_else_changed_in_the_meantime_is_not_passed_over(standing, who, own):
    with standing.inside():
        hotel = _hotel(standing)
        actions.change_line(
            **who, line_id=hotel.id, base_version=hotel.version, changes={"plan": Decimal(200)}
        )
        with pytest.raises(Stale):
            actions.take_newer_price(**who, line_id=hotel.id, base_version=hotel.version, price_id=own.pk)
    assert _take(standing, hotel.id, version=hotel.version, price=own.pk).status_code == 409
    assert _take(standing, hotel.id, version="x", price=own.pk).status_code == 409
    with standing.inside():
        assert (_hotel(standing).price, _hotel(standing).plan) == (80, 200)


def test_what_was_agreed_keeps_the_price_of_its_day(standing, who, own):
    with standing.inside():
        actions.agree(**who)
        before, hotel = frozen_rows(), _hotel(standing)
        assert _newer(standing) == {}
        with pytest.raises(Invalid):
            actions.take_newer_price(**who, line_id=hotel.id, base_version=hotel.version, price_id=own.pk)
    assert TAKE not in _page(standing) and TAKE not in _page(standing, "line", hotel.id)
    assert _take(standing, hotel.id, version=hotel.version, price=own.pk).status_code == 400
    with standing.inside():
        assert frozen_rows() == before and _hotel(standing).price == 80
        # A line that came after it is being made.
        actions.add_line(**who, scenario="plan", what="Kinderbed")
        late = actions.add_line(**who, scenario="nothing", what="Hotelkamer", quantity=3)
        ScenarioLine.objects.filter(pk=late.pk).update(price_id=hotel.price_id)
        assert set(_newer(standing)) == {late.pk}
        row = ScenarioLine.objects.get(pk=late.pk)
        actions.take_newer_price(**who, line_id=late.pk, base_version=row.version, price_id=own.pk)
        assert frozen_rows() == before


def test_of_a_closed_case_nothing_is_offered(standing, own):
    with standing.inside():
        Case.objects.filter(pk=standing.case_id).update(closed_on=clock.today())
        assert _newer(standing) == {}
    assert TAKE not in _page(standing)


def test_who_reads_along_sees_it_and_only_who_stands_beside_takes_it(standing, own):
    with standing.inside():
        hotel = _hotel(standing)
    reader = standing.add_reader()
    text = _page(standing, actor=reader)
    assert "geldt een nieuwere prijs: " in text and TAKE not in text
    sent = {"version": hotel.version, "price": own.pk}
    assert _take(standing, hotel.id, actor=reader, **sent).status_code == 403
    controller = standing.staff["Cora Controller"]
    for stranger in (*standing.strangers, standing.resident, controller):
        assert _take(standing, hotel.id, actor=stranger, **sent).status_code == 404
    address = reverse("plan:newer_price", args=[standing.case_id, hotel.id])
    assert standing.client(standing.worker).get(address).status_code == 405
    with standing.inside():
        assert _hotel(standing) == hotel


def test_a_line_of_another_case_is_not_there(standing, who, own):
    with standing.inside():
        hotel = _hotel(standing)
        person = people.add_person(actor=standing.worker, given_name="Rik", family_name="Proefpersoon")
        other = people.open_case(actor=standing.worker, person_id=person.pk, law="wmo", intake_kind="report")
        assert newer_prices(other.pk, [hotel.price_id]) == {}
    sent = {"version": hotel.version, "price": own.pk}
    assert _take(standing, hotel.id, case_id=other.pk, **sent).status_code == 404


def test_it_is_one_query_however_many_lines_there_are(standing, who, own, django_assert_num_queries):
    with standing.inside():
        with django_assert_num_queries(0):
            assert newer_prices(standing.case_id, [None]) == {}
        ids = [line.price_id for line in queries.returns_of(standing.case_id).lines]
        with django_assert_num_queries(1):
            newer_prices(standing.case_id, ids)
    client, address = standing.client(standing.worker), reverse("plan:returns", args=[standing.case_id])
    client.get(address)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as context:
            assert client.get(address).status_code == 200
        return len(context)

    few = asked()
    with standing.inside():
        listed = _hotel(standing).price_id
        for number in range(20):
            row = actions.add_line(**who, scenario="plan", what="Hotelkamer", quantity=number + 1)
            ScenarioLine.objects.filter(pk=row.pk).update(price_id=listed)
        assert len(_newer(standing)) == 21
    assert asked() == few


def test_a_line_of_another_way_takes_it_too_and_leads_back_there(standing, who, own):
    with standing.inside():
        listed = _hotel(standing).price_id
        way = actions.add_alternative(**who, name="Een kamer bij familie")
        row = actions.add_line(**who, scenario="other", what="Hotelkamer", alternative_id=way.pk)
        ScenarioLine.objects.filter(pk=row.pk).update(price_id=listed)
    text = _page(standing, "line", row.pk)
    assert text.count(TAKE) == 1
    answer = _take(standing, row.pk, version=row.version, price=own.pk)
    assert answer.url == reverse("plan:alternative", args=[standing.case_id, way.pk])
    with standing.inside():
        assert queries.line_of(standing.case_id, row.pk).price == 95 and _hotel(standing).price == 80


def test_a_line_of_another_way_takes_it_too(standing, who):
    with standing.inside():
        way = actions.add_alternative(**who, name="Korter")
        line = actions.add_line(
            **who, scenario="other", alternative_id=way.pk, what="Hotelkamer", quantity=10
        )
        over = over_hotel(standing.staff["Cora Controller"])
    assert TAKE in _page(standing, "alternative", way.pk)
    taken = _take(standing, line.pk, price=over.pk, version=line.version)
    assert taken.url == reverse("plan:alternative", args=[standing.case_id, way.pk])
    assert TAKE not in _page(standing, "alternative", way.pk)
    with standing.inside():
        assert ScenarioLine.objects.get(pk=line.pk).price_id == over.pk
