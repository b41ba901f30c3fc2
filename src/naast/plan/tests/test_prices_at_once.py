"""Two who keep the price list at the same moment: the second sees what the first one kept."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

import pytest
from tests.at_once import sent_at_once
from tests.standing import arrange as standing_people

from naast.kernel import actors
from naast.kernel.errors import Stale
from naast.plan import actions, price_queries, queries
from naast.plan.models import Price, PriceImport, PriceIndex
from naast.plan.tests import arrange
from naast.plan.tests.test_price_files import GOOD, file
from naast.plan.tests.test_prices import BECAUSE, OVER


@pytest.mark.django_db(transaction=True)
def test_two_own_prices_at_once_are_one_and_the_second_is_told():
    standing = standing_people()
    arrange.prices(standing)
    first, second = (standing.add_staff(name, actors.CONTROLLER) for name in ("Cora Een", "Cora Twee"))
    with standing.inside():
        listed = queries.price_named("Hotelkamer").pk

    def put(keeper, amount: int) -> None:
        values = OVER | BECAUSE | {"mode": Decimal(amount)}
        actions.change_price(actor=keeper, price_id=listed, base_version=1, values=values)

    problems = sent_at_once(standing.inside, partial(put, first, 95), partial(put, second, 96))
    assert [type(problem) for problem in problems] == [Stale]
    with standing.inside():
        assert [row.mode for row in Price.objects.filter(whose="own")] == [Decimal(95)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", ["file", "year"])
def test_what_is_sent_twice_at_once_is_there_once_and_nothing_breaks(what):
    standing = standing_people()
    arrange.prices(standing)
    keeper = standing.add_staff("Cora Een", actors.CONTROLLER)
    with standing.inside():
        next_year = price_queries.open_index_years()[1] + 1

    def send() -> None:
        if what == "file":
            actions.send_prices(actor=keeper, name="prijzen.csv", content=file(GOOD))
        else:
            noted = {"change_percent": Decimal("2.5"), "source": "CBS (fictief)", "quality": "official"}
            actions.note_index(actor=keeper, year=next_year, **noted)

    assert sent_at_once(standing.inside, send) == []
    with standing.inside():
        rows = PriceImport.objects.all() if what == "file" else PriceIndex.objects.filter(year=next_year)
        assert rows.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_file_that_is_kept_twice_at_once_is_kept_once_and_the_second_finds_it_done():
    standing = standing_people()
    arrange.prices(standing)
    keeper = standing.add_staff("Cora Een", actors.CONTROLLER)
    with standing.inside():
        waiting = actions.send_prices(actor=keeper, name="prijzen.csv", content=file(GOOD))
        seen = actions.looked_into(keeper, waiting.pk).fingerprint

    def keep() -> None:
        actions.keep_prices(actor=keeper, import_id=waiting.pk, seen=seen)

    problems = sent_at_once(standing.inside, keep)
    assert [type(problem) for problem in problems] == [price_queries.WaitsNoMore]
    with standing.inside():
        assert Price.objects.filter(item="Maaltijd").count() == 1
