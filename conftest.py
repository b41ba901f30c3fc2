"""The test database is made by its owner; the tests run as the application's role, under row-level
security."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.signals import request_started
from django.db import connections
from django.test import TransactionTestCase
from django.test.utils import setup_databases, teardown_databases


@pytest.fixture(autouse=True, scope="session")
def quick_passwords() -> None:
    """Hashing a password slowly is meant for thieves, not for a thousand tests that make staff."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


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


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_db_blocker: Any, django_db_modify_db_settings: None
) -> Iterator[None]:
    with django_db_blocker.unblock(), as_owner():
        config = setup_databases(verbosity=0, interactive=False, serialized_aliases=[])
    yield
    with django_db_blocker.unblock(), as_owner():
        for alias in connections:
            connections[alias].close()
        with contextlib.suppress(Exception):
            teardown_databases(config, verbosity=0)


@pytest.fixture(autouse=True, scope="session")
def flush_as_owner() -> None:
    original = TransactionTestCase._fixture_teardown

    def teardown(self: Any) -> None:
        with as_owner():
            original(self)

    TransactionTestCase._fixture_teardown = teardown  # type: ignore[method-assign]


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
