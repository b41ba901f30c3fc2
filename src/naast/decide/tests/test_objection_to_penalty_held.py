"""What the database holds of objections to what is owed for being late, whoever writes."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from naast.decide import queries
from naast.decide.models import Objection, ObjectionStep
from naast.kernel import clock

from .penalising import FOUND, heard, penalised
from .test_determining import OWED, late

__all__ = ["heard", "late", "penalised"]


def raw(heard, **more):
    """A verdict written past the actions."""
    given = {
        "municipality_id": heard.deciding.standing.municipality.pk,
        "case_id": heard.deciding.case_id,
        "ground": "wmo",
        "objection_id": heard.objection_id,
        "kind": "decided",
        "verdict": "founded",
        "words": FOUND,
        "made_by_id": heard.deciding.holder.id,
        "mandate_id": heard.deciding.holder_mandate,
        "owed_days": 42,
        "owed_amount": 2 * OWED,
    } | more
    ObjectionStep(**given).save()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"owed_amount": OWED}, "decide_objectionstep_owes_more"),
        ({"owed_days": 43}, "decide_objectionstep_owes"),
        ({"verdict": "unfounded"}, "decide_objectionstep_new_decision"),
        ({"owed_days": None, "owed_amount": None}, "decide_objectionstep_new_decision"),
        ({"owed_amount": Decimal(60_000)}, "decide_objectionstep_within_mandate"),
        ({}, "decide_default_in_the_ledger"),
    ],
)
def test_the_database_refuses_it_whoever_writes(heard, changes, rule):
    deciding = heard.deciding
    with deciding.inside():
        held = [item for item in queries.held_mandates() if item.staff_id == deciding.holder.id]
        deciding.holder_mandate = held[0].id
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            raw(heard, **changes)
        assert refused.value.__cause__.diag.constraint_name == rule


def test_the_database_keeps_what_it_is_about(heard):
    deciding = heard.deciding
    with deciding.inside():
        row = Objection.objects.get(pk=heard.objection_id)
        for changes in ({"notice_id": None}, {"decision_id": 1}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Objection.objects.filter(pk=row.pk).update(**changes)
        row.pk, row.handler_id, row.notice_id = None, None, None
        with pytest.raises(IntegrityError, match="about_one"), transaction.atomic():
            Objection(case_id=row.case_id, ground=row.ground, words="x", answer_by=clock.today()).save()
