"""A price that changes later never changes what was decided: not the decision, its papers or its plan."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest
from django.db import connection

from naast.kernel import actors, clock
from naast.kernel.errors import Invalid
from naast.plan import actions as plan
from naast.plan import queries as plans

TABLES = ("decide_decision", "decide_document", "decide_proposal", "plan_planversion")


def _decided() -> str:
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT to_jsonb(t)::text FROM {table} t ORDER BY id")
            found[table] = cursor.fetchall()
    assert found["decide_decision"] and found["plan_planversion"]
    return json.dumps(found)


def test_a_decision_keeps_the_prices_of_its_day(deciding):
    keeper = deciding.standing.add_staff("Cora Controller", actors.CONTROLLER)
    with deciding.inside():
        plan.load_prices(actor=keeper)
        hotel = plans.price_named("Hotelkamer")
        plan.write_perspective(**deciding.given, perspective="Over een jaar wonen wij in ons eigen huis.")
        plan.add_line(**deciding.given, scenario="plan", what="Hotelkamer", quantity=6)
        deciding.ready()
        deciding.propose(amount=Decimal(900))
        deciding.decide(deciding.worker)
        before = _decided()
        own = {"mode": Decimal(95), "price_year": 2025, "source": "contract (fictief)", "quality": "local"}
        over = plan.change_price(
            actor=keeper, price_id=hotel.pk, base_version=1, values=own | {"because": "eigen contract"}
        )
        assert plan.use_new_price(**deciding.given, price_id=over.pk) == 0
        plan.change_price(
            actor=keeper,
            price_id=over.pk,
            base_version=over.version,
            values={"mode": Decimal(99), "valid_from": clock.today() + dt.timedelta(days=1)},
        )
        plan.note_index(
            actor=keeper,
            year=2026,
            change_percent=Decimal(9),
            source="proef (fictief)",
            quality="local",
            base_version=1,
        )
        assert _decided() == before
        line = plans.returns_of(deciding.case_id).in_plan[0]
        assert (line.price_id, line.price) == (hotel.pk, Decimal("80.00"))


def test_a_price_of_a_decided_plan_is_not_corrected_in_its_row(deciding):
    keeper = deciding.standing.add_staff("Cora Controller", actors.CONTROLLER)
    with deciding.inside():
        plan.load_prices(actor=keeper)
        hotel = plans.price_named("Hotelkamer")
        own = {"mode": Decimal(95), "price_year": 2025, "source": "contract (fictief)", "quality": "local"}
        over = plan.change_price(
            actor=keeper, price_id=hotel.pk, base_version=1, values=own | {"because": "eigen contract"}
        )
        plan.write_perspective(**deciding.given, perspective="Over een jaar wonen wij in ons eigen huis.")
        plan.add_line(**deciding.given, scenario="plan", what="Hotelkamer", quantity=6)
        deciding.ready()
        deciding.propose(amount=Decimal(900))
        deciding.decide(deciding.worker)
        before = _decided()
        with pytest.raises(Invalid) as refusal:
            plan.change_price(
                actor=keeper, price_id=over.pk, base_version=over.version, values={"mode": Decimal(90)}
            )
        assert refusal.value.field == "valid_from" and _decided() == before
