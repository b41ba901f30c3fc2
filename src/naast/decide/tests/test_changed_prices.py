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


def test_a_decision_keeps_the_legal_titles_of_its_plan(deciding):
    keeper = deciding.standing.add_staff("Cora Controller", actors.CONTROLLER)
    title = "Wmo 2015, artikel 2.3.5"
    with deciding.inside():
        plan.load_prices(actor=keeper)
        hotel = plans.price_named("Hotelkamer")
        book = {"actor": keeper, "price_id": hotel.pk, "cost_centre": ""}
        plan.book_price(**book, base_version=1, legal_title=title)
        plan.write_perspective(**deciding.given, perspective="Over een jaar wonen wij in ons eigen huis.")
        line = plan.add_line(**deciding.given, scenario="plan", what="Hotelkamer", quantity=6)
        unnamed = plan.add_line(**deciding.given, scenario="nothing", what="Uithuisplaatsing")
        deciding.ready()
        deciding.propose(amount=Decimal(900))
        deciding.decide(deciding.worker)
        before = _decided()
        with pytest.raises(Invalid):
            plan.book_price(**book, base_version=2, legal_title="anders")
        removal = {"actor": keeper, "price_id": unnamed.price_id, "cost_centre": ""}
        plan.book_price(**removal, base_version=1, legal_title="Jeugdwet, artikel 2.3")
        changes = {"legal_title": "anders"}
        plan.change_line(**deciding.given, line_id=line.pk, base_version=line.version, changes=changes)
        assert _decided() == before
        fixed = plans.agreed_plan(deciding.case_id, 1).returns.lines
        assert [row.legal_title for row in fixed] == [title, ""]
        assert [row.legal_title for row in plans.returns_of(deciding.case_id).lines] == [
            "anders",
            "Jeugdwet, artikel 2.3",
        ]
