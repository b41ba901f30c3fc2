"""What a line would do is worked out while somebody types, and not more often than hands can type."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.cache import cache
from django.urls import reverse

from naast.kernel import actors, clock
from naast.people import actions as people
from naast.plan import queries
from naast.plan.tests import arrange
from naast.plan.views import trying

pytestmark = pytest.mark.django_db
TOO_OFTEN = "Wacht een minuut"


@pytest.fixture
def one_minute(monkeypatch):
    """The clock stands still, at two looks a minute."""
    cache.clear()
    moment = clock.now()
    monkeypatch.setattr(trying, "MOST_A_MINUTE", 2)
    monkeypatch.setattr(clock, "now", lambda: moment)

    def later(seconds: int) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment + dt.timedelta(seconds=seconds))

    return later


@pytest.fixture
def look(standing):
    arrange.plan(standing)
    with standing.inside():
        removal = queries.returns_of(standing.case_id).in_nothing[0].id
    addresses = {
        "try_line": reverse("plan:try_line", args=[standing.case_id, "plan"]),
        "try_change": reverse("plan:try_change", args=[standing.case_id, removal]),
    }
    sent = {"what": "Hotelkamer", "quantity": "512", "years": "1", "label": "Uithuisplaatsing", "plan": "0"}
    sent |= {"payer": "municipality_jeugd"}

    def post(name, actor=standing.worker, part=True):
        headers = {"HX-Request": "true"} if part else {}
        return standing.client(actor).post(addresses[name], sent | {"nothing": "1"}, headers=headers)

    return post


def worked_out(monkeypatch) -> list[int]:
    """Every time that the engine is asked for a line that is tried."""
    asked: list[int] = []
    real = queries.returns_of

    def counted(case_id, *, tried=None, **more):
        if tried is not None:
            asked.append(case_id)
        return real(case_id, tried=tried, **more)

    monkeypatch.setattr(queries, "returns_of", counted)
    return asked


def test_beyond_what_hands_type_nothing_is_worked_out_and_it_is_said(one_minute, look, monkeypatch):
    asked = worked_out(monkeypatch)
    for name in ("try_line", "try_change"):
        assert TOO_OFTEN not in look(name).content.decode()
    assert len(asked) == 2
    for name in ("try_line", "try_change"):
        text = look(name).content.decode()
        assert TOO_OFTEN in text and "<html" not in text and "nog niets bewaard" not in text
    whole = look("try_line", part=False)
    assert whole.status_code == 422 and TOO_OFTEN in whole.content.decode()
    assert 'value="512"' in whole.content.decode(), "what was typed stays"
    assert len(asked) == 2
    one_minute(60)
    assert TOO_OFTEN not in look("try_line").content.decode() and len(asked) == 3


def test_a_colleague_beside_the_resident_types_on(one_minute, look, standing):
    with standing.inside():
        people.let_in(
            actor=standing.worker,
            case_id=standing.case_id,
            staff_id=standing.colleague.id,
            role=actors.PROFESSIONAL,
            purpose="denkt mee",
        )
    for _time in range(3):
        last = look("try_line")
    assert TOO_OFTEN in last.content.decode()
    assert TOO_OFTEN not in look("try_line", standing.colleague).content.decode()


def test_what_is_kept_is_never_held_up(one_minute, look, standing):
    for _time in range(3):
        look("try_line")
    address = reverse("plan:add_line", args=[standing.case_id, "plan"])
    kept = standing.client(standing.worker).post(address, {"what": "Hotelkamer", "quantity": "512"})
    assert kept.status_code == 302
    with standing.inside():
        assert len(queries.returns_of(standing.case_id).lines) == 4
