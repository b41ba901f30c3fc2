"""Roles, database and rights, on our own server and on one where we are only a guest."""

from __future__ import annotations

import stat
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest

from naast.launch import cluster, database
from naast.launch import state as naast_state
from naast.launch.errors import LaunchError


def _as(found: naast_state.State, role: str, name: str | None = None) -> psycopg.Connection:
    return psycopg.connect(
        host=found["host"],
        port=found["port"],
        dbname=name or found["name"],
        autocommit=True,
        **found[role],
    )


@pytest.fixture
def guest(state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Somebody else's server, on which we are an administrator who is no superuser."""
    server = cluster.start(state)
    with psycopg.connect(
        host=server.host, port=server.port, user=server.superuser, password=server.password, dbname="postgres"
    ) as connection:
        connection.execute("CREATE ROLE caretaker LOGIN CREATEROLE CREATEDB PASSWORD 'key/ring'")
    own = tmp_path / "guest state"
    monkeypatch.setenv("NAAST_STATE_DIR", str(own))
    where = f"{server.host}:{server.port}"
    monkeypatch.setenv("DATABASE_URL", f"postgresql://caretaker:key%2Fring@{where}/house?application_name=n")
    return SimpleNamespace(server=server, state=own, where=where)


def test_roles_are_humble_and_only_the_owner_makes_tables(state: Path) -> None:
    found = naast_state.load()
    with _as(found, "superuser") as connection:
        roles = connection.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles "
            "WHERE rolname LIKE 'naast%' ORDER BY 1"
        ).fetchall()
        signals = connection.execute(
            "SELECT pg_has_role('naast_owner', 'pg_signal_backend', 'MEMBER'), "
            "pg_has_role('naast_owner', 'naast_app', 'MEMBER'), "
            "pg_has_role('naast_app', 'naast_owner', 'MEMBER')"
        ).fetchone()
        owner = connection.execute(
            "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'naast'"
        ).fetchone()
    assert roles == [(name, False, False, False) for name in ("naast_app", "naast_eraser", "naast_owner")]
    assert signals == (True, False, False)
    assert owner == ("naast_owner",)
    for role in ("app", "eraser"):
        with _as(found, role) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE TABLE mine (id int)")


def _check_rights(found: naast_state.State, name: str) -> None:
    with _as(found, "owner", name) as connection:
        connection.execute("CREATE TABLE step (id bigserial PRIMARY KEY, words text)")
    for role in ("app", "eraser"):
        with _as(found, role, name) as connection:
            connection.execute("INSERT INTO step (words) VALUES ('first')")
            connection.execute("UPDATE step SET words = 'second'")
            connection.execute("DELETE FROM step")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("TRUNCATE step")


def test_application_and_eraser_may_use_what_the_owner_makes(state: Path) -> None:
    _check_rights(naast_state.load(), "naast")


def test_a_database_of_tests_has_the_same_rights(state: Path) -> None:
    found = naast_state.load()
    with _as(found, "owner", "postgres") as connection:
        connection.execute("CREATE DATABASE test_naast")
    _check_rights(found, "test_naast")


def test_loading_again_asks_no_database_and_changes_nothing(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = naast_state.load()

    def connected(*_words: object, **_options: object) -> None:
        raise AssertionError("the database was asked")

    monkeypatch.setattr(psycopg, "connect", connected)
    assert naast_state.load() == first


def test_a_database_thrown_away_is_made_again_with_the_same_keys(state: Path) -> None:
    first = naast_state.load()
    cluster.stop(state)
    cluster.remove(state)
    again = naast_state.load()
    assert again["secrets"] == first["secrets"]
    with _as(again, "app") as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("naast_app",)


def test_without_database_the_settings_can_still_be_read(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NAAST_NO_DATABASE", "1")
    found = naast_state.load()
    assert found["superuser"] is None
    assert found["secrets"]["bsn_hash_key"]
    assert list(state.iterdir()) == []


def test_a_guest_gets_roles_database_and_rights_but_no_superuser(guest: SimpleNamespace) -> None:
    found = naast_state.load()
    assert found["name"] == "house"
    assert found["superuser"] is None
    assert found["options"] == {"application_name": "n"}
    assert stat.S_IMODE((guest.state / "secrets.json").stat().st_mode) == 0o600
    _check_rights(found, "house")
    assert naast_state.load() == found


def test_a_guest_does_not_take_over_the_roles_of_a_running_house(
    guest: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    naast_state.load()
    monkeypatch.setenv("NAAST_STATE_DIR", str(tmp_path / "another"))
    with pytest.raises(LaunchError, match=r"naast_owner exists .* another password"):
        naast_state.load()


def test_a_role_above_row_security_is_refused(guest: SimpleNamespace) -> None:
    found = naast_state.load()
    server = guest.server
    with psycopg.connect(
        host=server.host, port=server.port, user=server.superuser, password=server.password, dbname="postgres"
    ) as connection:
        connection.execute("ALTER ROLE naast_app BYPASSRLS")
    (guest.state / "database.json").unlink()
    with pytest.raises(LaunchError, match="naast_app is superuser or has BYPASSRLS"):
        naast_state.load()
    assert found["app"]["user"] == "naast_app"


def test_wrong_password_is_told_without_repeating_it(
    guest: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql://caretaker:mistyped@{guest.where}/house")
    with pytest.raises(LaunchError, match="Cannot reach PostgreSQL") as refused:
        naast_state.load()
    assert "mistyped" not in str(refused.value)


def test_an_older_server_is_refused_by_its_number() -> None:
    old = SimpleNamespace(info=SimpleNamespace(server_version=140012))
    with pytest.raises(LaunchError, match=r"PostgreSQL 15 or newer is needed.* 14\.12"):
        database._check_version(old)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://me:pw@host/naast", "postgresql://"),
        ("postgresql://host/naast", "must name a user and a host"),
        ("postgresql:///naast", "must name a user and a host"),
        ("postgresql://me:pw@host:99999/naast", "the host or port is not right"),
        ("postgresql://me:pw@host:port/naast", "the host or port is not right"),
    ],
)
def test_address_that_is_not_right_is_refused_by_what_is_wrong(url: str, words: str) -> None:
    with pytest.raises(LaunchError, match=words) as refused:
        database.parse(url)
    assert "pw" not in str(refused.value)


def test_address_is_read_with_escapes_and_options() -> None:
    found = database.parse("postgres://a%40b:c%2Fd@db.example:6543/postgres?sslmode=require")
    assert found == database.Address("db.example", 6543, "a@b", "c/d", "naast", {"sslmode": "require"})
