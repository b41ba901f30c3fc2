"""The test database is made by its owner; the tests run as the application's role, under row-level
security."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.signals import request_started
from django.db import connections
from django.test import TransactionTestCase
from tests.databases import DEMO, EMPTY, Databases, as_owner, point_to
from tests.sharing_out import SharingOut, long_ones_first


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    return SharingOut(config, log) if config.getvalue("dist") == "loadgroup" else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    long_ones_first(items)


def pytest_collection_finish() -> None:
    """All that is imported by now stays until the end: looking through it for garbage again and again took
    a sixth of the processor's time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True, scope="session")
def quick_passwords() -> None:
    """Hashing a password slowly is meant for thieves, not for a thousand tests that make staff."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def databases(quick_passwords: None, django_db_blocker: Any) -> Iterator[Databases]:
    """The databases of this run, of which each worker has copies of its own."""
    run = f"naast_{os.environ.get('PYTEST_XDIST_TESTRUNUID', '')[:12] or os.getpid()}"
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    found = Databases(Path(settings.STATE_DIR) / "tests", run, f"{run}_{worker}")
    yield found
    with django_db_blocker.unblock():
        for alias in connections:
            connections[alias].close()
        found.leave()


@pytest.fixture(scope="session")
def django_db_setup(
    databases: Databases, django_test_environment: None, django_db_blocker: Any
) -> Iterator[None]:
    with django_db_blocker.unblock():
        before = point_to(databases.copy_of(EMPTY))
    yield
    with django_db_blocker.unblock():
        point_to(before)


@pytest.fixture(scope="module")
def demo_stands(databases: Databases, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The tests of this module from here on find the demo loaded. What they write is rolled back."""
    with django_db_blocker.unblock():
        before = point_to(databases.copy_of(DEMO))
    yield
    with django_db_blocker.unblock():
        point_to(before)


@pytest.fixture(autouse=True, scope="session")
def flush_as_owner() -> None:
    original = TransactionTestCase._fixture_teardown

    def teardown(self: Any) -> None:
        with as_owner():
            original(self)

    TransactionTestCase._fixture_teardown = teardown  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def within_one_day() -> Iterator[None]:
    """A test that is busy when it becomes midnight in Amsterdam: its day stays the one on which it began."""
    from naast.kernel import clock

    with clock.one_day():
        yield


@pytest.fixture(autouse=True)
def no_scope_leaks() -> Iterator[None]:
    """A scope set by one request inside a rolled-back test must not reach the next request."""
    from naast.kernel.tenancy import forget_scope

    def forget(**kwargs: Any) -> None:
        connection = connections["default"]
        if connection.connection is not None and connection.in_atomic_block and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT set_config('rls.current_tenant', '', true), set_config('rls.is_admin', '', true)"
                )
        forget_scope()

    request_started.connect(forget, dispatch_uid="naast.tests.forget")
    yield
    request_started.disconnect(dispatch_uid="naast.tests.forget")
    forget_scope()


@pytest.fixture
def standing(db: None) -> Any:
    """The three standing people and one case (see tests/standing.py)."""
    from tests.standing import arrange

    return arrange()
