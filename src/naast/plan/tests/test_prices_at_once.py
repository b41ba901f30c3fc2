"""Two who keep the price list at the same moment: the second sees what the first one kept."""

from __future__ import annotations

import threading
from decimal import Decimal

import pytest
from django.db import connection
from tests.standing import arrange as standing_people

from naast.kernel import actors
from naast.kernel.errors import Stale
from naast.plan import actions, price_queries, queries
from naast.plan.models import Price, PriceImport, PriceIndex
from naast.plan.tests import arrange
from naast.plan.tests.test_at_once import STARTED
from naast.plan.tests.test_price_files import GOOD, file
from naast.plan.tests.test_prices import BECAUSE, OVER


@pytest.mark.django_db(transaction=True)
def test_two_own_prices_at_once_are_one_and_the_second_is_told():
    standing = standing_people()
    arrange.prices(standing)
    first, second = (standing.add_staff(name, actors.CONTROLLER) for name in ("Cora Een", "Cora Twee"))
    with standing.inside():
        listed = queries.price_named("Hotelkamer").pk
    problems: list[Exception] = []

    def put(keeper, amount: int) -> None:
        values = OVER | BECAUSE | {"mode": Decimal(amount)}
        actions.change_price(actor=keeper, price_id=listed, base_version=1, values=values)

    def put_too() -> None:
        try:
            with standing.inside():
                put(second, 96)
        except Exception as problem:
            problems.append(problem)
        finally:
            connection.close()

    other = threading.Thread(target=put_too)
    with standing.inside():
        put(first, 95)
        other.start()
        other.join(timeout=STARTED)
        assert other.is_alive(), "the second waits until the first is kept"
    other.join(timeout=30)
    assert [type(problem) for problem in problems] == [Stale]
    with standing.inside():
        assert [row.mode for row in Price.objects.filter(whose="own")] == [Decimal(95)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", ["file", "year"])
def test_what_is_sent_twice_at_once_is_there_once_and_nothing_breaks(what):
    standing = standing_people()
    arrange.prices(standing)
    keeper = standing.add_staff("Cora Een", actors.CONTROLLER)
    problems: list[Exception] = []
    with standing.inside():
        next_year = price_queries.open_index_years()[1] + 1

    def send() -> None:
        if what == "file":
            actions.send_prices(actor=keeper, name="prijzen.csv", content=file(GOOD))
        else:
            noted = {"change_percent": Decimal("2.5"), "source": "CBS (fictief)", "quality": "official"}
            actions.note_index(actor=keeper, year=next_year, **noted)

    def send_too() -> None:
        try:
            with standing.inside():
                send()
        except Exception as problem:
            problems.append(problem)
        finally:
            connection.close()

    other = threading.Thread(target=send_too)
    with standing.inside():
        send()
        other.start()
        other.join(timeout=STARTED)
        assert other.is_alive(), "the second waits until the first is kept"
    other.join(timeout=30)
    assert problems == []
    with standing.inside():
        rows = PriceImport.objects.all() if what == "file" else PriceIndex.objects.filter(year=next_year)
        assert rows.count() == 1
