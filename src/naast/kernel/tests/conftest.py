from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections

# They work on the same test database; without this Django would flush it once more for each, as that role.
for alias in ("eraser", "owner"):
    connections[alias].settings_dict["TEST"]["MIRROR"] = "default"


@pytest.fixture
def superuser(transactional_db: None) -> Callable[[], contextlib.AbstractContextManager[Any]]:
    """Somebody above all policies and triggers, as an attacker with the server in hand would be."""

    @contextlib.contextmanager
    def connect() -> Iterator[Any]:
        login = settings.STATE["superuser"]
        assert login is not None, "these tests need the superuser of the test server"
        target = connection.settings_dict
        with psycopg.connect(
            host=target["HOST"],
            port=target["PORT"],
            dbname=target["NAME"],
            user=login["user"],
            password=login["password"],
            autocommit=True,
        ) as raw:
            raw.execute("SET session_replication_role = replica")  # no trigger fires
            yield raw

    return connect


@pytest.fixture
def heads(tmp_path, settings):
    """A folder of its own for the signed heads."""
    settings.NAAST_AUDIT_HEADS = str(tmp_path / "heads")
    return tmp_path / "heads"
