"""What migrations 0022 and 0024 did with letters that stood elsewhere: among the bundles of papers, and with
what is owed for being late."""

from __future__ import annotations

import importlib
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

MOVED = importlib.import_module("naast.decide.migrations.0022_letters_of_objections")
KEPT_LATE = importlib.import_module("naast.decide.migrations.0024_penalty_letters_kept")
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


def test_letters_about_what_is_owed_stand_with_the_letters_by_who_determined_it(standing):
    owed = "determined_letter_id bigint, determined_on date, determined_by_id bigint"
    letter = (
        "kind text, notice_id bigint, file_id bigint, sent_on date, way text, text text, made_by_id bigint"
    )
    with connection.cursor() as cursor:
        for name, more in (("defaultnotice", owed), ("document", letter)):
            cursor.execute(f"CREATE TEMP TABLE decide_{name} (id bigserial, {ROW}, {more}) ON COMMIT DROP")
        cursor.execute(
            "INSERT INTO decide_defaultnotice (municipality_id, case_id, ground, destroy_on, created_at, "
            "version, determined_letter_id, determined_on, determined_by_id) VALUES "
            f"({OF_ROW}, NULL, NULL, NULL), ({OF_ROW}, 104, '2026-02-03', 3), "
            f"({OF_ROW}, NULL, '2026-02-04', 3)"
        )
        KEPT_LATE.with_the_letters(apps, SimpleNamespace(connection=connection))
        cursor.execute(
            "SELECT DISTINCT municipality_id, case_id, ground, destroy_on::text, kind, notice_id, file_id, "
            "sent_on::text, way, made_by_id FROM decide_document"
        )
        assert cursor.fetchall() == [(1, 7, "wmo", "2046-01-01", "letter", 2, 104, "2026-02-03", "paper", 3)]
