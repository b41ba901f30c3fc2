"""The databases of a run of tests: migrated once, filled with the demo once, and copied for every worker.

Two states are worth keeping: `EMPTY`, migrated and nothing in it, and `DEMO`, in which the demo
municipalities stand. Each is made at most once in a run, by the first worker that asks, under a lock; who
comes later waits for it and copies it, which takes a second instead of a minute. A test works in the copy of
its worker and rolls back, so that no test reads what another wrote.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections

from naast.launch.files import locked

EMPTY, DEMO = "empty", "demo"


@contextlib.contextmanager
def as_owner() -> Iterator[None]:
    """Let the default connection be the owner's for a moment (making, flushing and dropping test
    databases)."""
    default, owner = connections["default"], connections["owner"]
    default.close()
    kept = {key: default.settings_dict[key] for key in ("USER", "PASSWORD")}
    default.settings_dict.update({key: owner.settings_dict[key] for key in ("USER", "PASSWORD")})
    try:
        yield
    finally:
        default.close()
        default.settings_dict.update(kept)


def point_to(name: str) -> str:
    """Let all connections work on this database from now on; the name of the one they worked on."""
    before = str(connections["default"].settings_dict["NAME"])
    for alias in connections:
        connections[alias].close()
        settings.DATABASES[alias]["NAME"] = connections[alias].settings_dict["NAME"] = name
    return before


def migrated(name: str) -> None:
    """Make a database of this name, with all tables and nothing in them."""
    with as_owner():
        default = connections["default"]
        kept, default.settings_dict["TEST"]["NAME"] = default.settings_dict["TEST"]["NAME"], name
        before = point_to(name)
        try:
            default.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        finally:
            default.settings_dict["TEST"]["NAME"] = kept
            point_to(before)


def load_demo() -> None:
    """The demo in the database that the connections work on, as `make run` loads it."""
    from naast.demo import loading
    from naast.kernel.tenancy import forget_scope

    loading.load()
    forget_scope()


class Databases:
    """What one worker has of the databases of its run.

    `folder` is the same for all workers of the run, `run` is in the names of the states that they share,
    `own` in those of the copies that are this worker's alone. `migrate` makes a database of a name, `load`
    fills the one that the connections work on.
    """

    def __init__(
        self,
        folder: Path,
        run: str,
        own: str,
        migrate: Callable[[str], None] = migrated,
        load: Callable[[], None] = load_demo,
    ) -> None:
        self.run, self.own, self.migrate, self.load = run, own, migrate, load
        self.copies: dict[str, str] = {}
        self.lock, self.users = folder / f"{run}.lock", folder / run
        folder.mkdir(parents=True, exist_ok=True)
        with locked(self.lock):
            self.users.mkdir(exist_ok=True)
            (self.users / own).touch()

    def copy_of(self, state: str) -> str:
        """The name of this worker's own database in this state; made on the first call."""
        if state not in self.copies:
            kept = self._kept(state)
            self.copies[state] = f"test_{self.own}" if state == EMPTY else f"test_{self.own}_{state}"
            _run(f'DROP DATABASE IF EXISTS "{self.copies[state]}"')
            _copy(kept, self.copies[state])
        return self.copies[state]

    def leave(self) -> None:
        """Drop this worker's copies, and what was shared when no other worker of the run is left."""
        for name in self.copies.values():
            _run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        with locked(self.lock):
            (self.users / self.own).unlink(missing_ok=True)
            if not any(self.users.iterdir()):
                for state in (EMPTY, DEMO):
                    _run(f'DROP DATABASE IF EXISTS "{self._name(state)}"')
                shutil.rmtree(self.users)
                self.lock.unlink()

    def _kept(self, state: str) -> str:
        """The name of what all workers copy. It gets that name when it is whole: who is killed half-way
        leaves a draft that nobody copies."""
        name = self._name(state)
        with locked(self.lock):
            if not _exists(name):
                draft = f"{name}_draft"
                _run(f'DROP DATABASE IF EXISTS "{draft}" WITH (FORCE)')
                if state == EMPTY:
                    self.migrate(draft)
                else:
                    _copy(self._name(EMPTY), draft)
                    _filled(draft, self.load)
                _run(f'ALTER DATABASE "{draft}" RENAME TO "{name}"')
        return name

    def _name(self, state: str) -> str:
        return f"test_{self.run}_{state}_kept"


def _filled(name: str, load: Callable[[], None]) -> None:
    before = point_to(name)
    try:
        load()
    finally:
        point_to(before)


def _copy(kept: str, name: str) -> None:
    # Copying files beats writing each page to the log where nothing has to survive a power cut.
    _run(f'CREATE DATABASE "{name}" TEMPLATE "{kept}" STRATEGY FILE_COPY')


def _exists(name: str) -> bool:
    return bool(_run("SELECT 1 FROM pg_database WHERE datname = %s", [name]))


def _run(sql: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
    """One statement as the owner, in no database of ours."""
    with as_owner(), connections["default"]._nodb_cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall()) if cursor.description else []
