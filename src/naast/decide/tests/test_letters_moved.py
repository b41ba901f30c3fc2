"""What migration 0022 did with letters about an objection that stood among the bundles of papers."""

from __future__ import annotations

import importlib
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

MOVED = importlib.import_module("naast.decide.migrations.0022_letters_of_objections")
ROW = "municipality_id int, case_id int, ground text, destroy_on date, created_at timestamptz, version int"
KEPT = "kind text, step_id bigint, file_id bigint, sent_on date, way text, made_by_id bigint"
OF_ROW = "1, 7, 'wmo', '2046-01-01', '2026-01-05', 1"


@pytest.fixture
def before(standing):
    """Both tables as they were before that migration; a name without a schema finds these first."""
    with connection.cursor() as cursor:
        for name, more in (("objectionpaper", KEPT), ("document", f"{KEPT}, decision_id bigint, text text")):
            cursor.execute(f"CREATE TEMP TABLE decide_{name} (id bigserial, {ROW}, {more}) ON COMMIT DROP")
        yield cursor


def moved(cursor) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    MOVED.with_the_letters(apps, SimpleNamespace(connection=connection))
    cursor.execute("SELECT kind, step_id, decision_id, file_id, way FROM decide_document ORDER BY id")
    letters = cursor.fetchall()
    cursor.execute("SELECT kind, step_id, file_id FROM decide_objectionpaper ORDER BY id")
    return letters, cursor.fetchall()


def paper(cursor, kind, step_id, file_id) -> None:
    cursor.execute(
        "INSERT INTO decide_objectionpaper (municipality_id, case_id, ground, destroy_on, created_at, "
        f"version, kind, step_id, file_id, sent_on, way, made_by_id) VALUES ({OF_ROW}, %s, %s, %s, "
        "'2026-01-06', 'post', 3)",
        [kind, step_id, file_id],
    )


def test_letters_stand_with_the_letters_and_bundles_stay(before):
    paper(before, "receipt", 11, 101)
    paper(before, "bundle", None, 102)
    paper(before, "hearing", 12, 103)
    letters, papers = moved(before)
    assert letters == [("letter", 11, None, 101, "post"), ("letter", 12, None, 103, "post")]
    assert papers == [("bundle", None, 102)]
    before.execute(
        "SELECT case_id, ground, sent_on, made_by_id, destroy_on FROM decide_document WHERE step_id = 11"
    )
    case_id, ground, sent_on, made_by, destroy_on = before.fetchone()
    assert (case_id, ground, made_by) == (7, "wmo", 3)
    assert (sent_on.isoformat(), destroy_on.isoformat()) == ("2026-01-06", "2046-01-01")


def test_the_letter_of_a_new_decision_that_was_kept_twice_is_kept_once(before):
    paper(before, "decision", 13, 104)
    before.execute(
        "INSERT INTO decide_document (municipality_id, case_id, kind, decision_id, file_id, way) "
        "VALUES (1, 7, 'letter', 5, 104, 'post'), (1, 7, 'report', 5, 105, ''), "
        "(1, 7, 'letter', 4, 106, 'mail')"
    )
    letters, papers = moved(before)
    assert letters == [
        ("letter", 13, 5, 104, "post"),
        ("report", None, 5, 105, ""),
        ("letter", None, 4, 106, "mail"),
    ]
    assert papers == []
