"""The states that the workers of a run share: made once and whole, copied for each, gone with the last."""

from __future__ import annotations

import os

import pytest
from django.db import connections

from tests.databases import DEMO, EMPTY, Databases, _run, point_to

NAME = f"naast_shared_{os.getpid()}"
"""Of this worker alone: another one may run a test of this file at the same moment."""


class Run:
    """Two workers of a run of their own, with databases of one table; `made` tells what was made in order."""

    def __init__(self, folder):
        self.made = []
        self.workers = [
            Databases(folder, NAME, f"{NAME}_{name}", self.migrate, self.load) for name in ("one", "two")
        ]

    def migrate(self, name):
        self.made.append("migrated")
        _run(f'CREATE DATABASE "{name}"')
        self.within(name, "CREATE TABLE rows (word text)")

    def load(self):
        self.made.append("loaded")
        with connections["owner"].cursor() as cursor:
            cursor.execute("INSERT INTO rows VALUES ('demo')")

    def within(self, name, sql):
        before = point_to(name)
        try:
            with connections["owner"].cursor() as cursor:
                cursor.execute(sql)
                return [row[0] for row in cursor.fetchall()] if cursor.description else []
        finally:
            point_to(before)


def left():
    return [name for (name,) in _run("SELECT datname FROM pg_database") if name.startswith(f"test_{NAME}_")]


@pytest.fixture
def run(tmp_path, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        yield Run(tmp_path)
        for name in left():
            _run(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_each_state_is_made_once_and_what_one_worker_writes_the_other_does_not_find(run, tmp_path):
    one, two = run.workers
    names = [worker.copy_of(state) for worker in (one, two) for state in (EMPTY, DEMO)]
    assert run.made == ["migrated", "loaded"]
    assert len(set(names)) == 4
    run.within(one.copy_of(DEMO), "INSERT INTO rows VALUES ('own')")
    assert [run.within(name, "SELECT word FROM rows ORDER BY word") for name in names] == [
        [],
        ["demo", "own"],
        [],
        ["demo"],
    ]
    one.leave()
    assert two.copy_of(EMPTY) in left() and one.copies[EMPTY] not in left()
    two.leave()
    assert left() == [] and list(tmp_path.iterdir()) == []


def test_what_was_left_half_way_is_copied_by_nobody(run):
    one, two = run.workers
    one.copy_of(EMPTY)

    def killed():
        run.load()
        raise KeyboardInterrupt

    one.load = killed
    with pytest.raises(KeyboardInterrupt):
        one.copy_of(DEMO)
    assert run.within(two.copy_of(DEMO), "SELECT word FROM rows") == ["demo"]
    assert run.made == ["migrated", "loaded", "loaded"]
