"""Roles, database and rights, made when missing and put right when they differ.

Three roles, none of them superuser, none of them above row security: ``naast_owner`` owns the tables and
migrates, ``naast_app`` is what web and worker are, ``naast_eraser`` removes what has to disappear.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit

import psycopg
from psycopg import sql

from naast.launch.errors import LaunchError

OLDEST = 15
DATABASE = "naast"
OWNER, APP, ERASER = "naast_owner", "naast_app", "naast_eraser"
_PASSWORDS = {OWNER: "owner_password", APP: "app_password", ERASER: "eraser_password"}
# Databases that exist on every server; an address that names one of them names no database for Naast.
_MAINTENANCE = ("postgres", "template1", "defaultdb")
_LOCK = 0x6E616173  # "naas": one preparation at a time, also when two machines share a server

Connection = psycopg.Connection[tuple[object, ...]]


@dataclass(frozen=True)
class Address:
    """An administrator's way in: host, port, user, password, the database for Naast, libpq options."""

    host: str
    port: int
    user: str
    password: str
    name: str = DATABASE
    options: dict[str, str] = field(default_factory=dict)


def parse(url: str) -> Address:
    """Read ``DATABASE_URL`` (``postgresql://user:password@host:port/database?sslmode=require``).

    Raises :class:`LaunchError` that names the part which is wrong, never the password.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or 5432
    except ValueError as problem:
        raise LaunchError(f"DATABASE_URL: the host or port is not right ({problem}).") from problem
    if parts.scheme not in ("postgres", "postgresql"):
        raise LaunchError("DATABASE_URL must start with postgresql:// (Naast works on PostgreSQL only).")
    if not parts.hostname or not parts.username:
        raise LaunchError(
            "DATABASE_URL must name a user and a host: postgresql://user:password@host:5432/naast"
        )
    name = unquote(parts.path.lstrip("/"))
    return Address(
        parts.hostname,
        port,
        unquote(parts.username),
        unquote(parts.password or ""),
        DATABASE if not name or name in _MAINTENANCE else name,
        dict(parse_qsl(parts.query)),
    )


def connect(address: Address, database: str) -> Connection:
    """A connection that commits each statement by itself."""
    return psycopg.connect(
        host=address.host,
        port=address.port,
        user=address.user,
        password=address.password,
        dbname=database,
        autocommit=True,
        connect_timeout=10,
        **address.options,  # type: ignore[arg-type]
    )


def ensure(address: Address, passwords: dict[str, str], *, ours: bool) -> bool:
    """Make roles, database and rights as they should be; True when ``address`` is a superuser.

    ``ours`` says that the whole server belongs to this installation (the embedded one): then the passwords of
    the roles are set to ours. Elsewhere a role with another password is somebody's running Naast, and is left
    alone. Raises :class:`LaunchError`.
    """
    try:
        with _maintenance(address) as connection:
            _check_version(connection)
            connection.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
            for role, secret in _PASSWORDS.items():
                _ensure_role(connection, address, role, passwords[secret], ours)
            _grant_owner_signals(connection)
            _become_owner(connection)
            _ensure_database(connection, address.name)
            is_superuser = bool(
                _value(connection, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
            )
        with connect(address, address.name) as connection:
            _lock_down(connection, address.name)
            grant_defaults(connection)
        _prepare_template(address)
    except psycopg.Error as problem:
        raise LaunchError(f"The database at {address.host}:{address.port} says: {problem}") from problem
    return is_superuser


def grant_defaults(connection: Connection) -> None:
    """Give the application and the eraser their rights on whatever the owner makes in this database later.

    A database made from ``template1`` has them already where the server let us write there; a test on another
    server calls this between making its database and migrating it.
    """
    for role in (APP, ERASER):
        for rights, kind in (
            ("SELECT, INSERT, UPDATE, DELETE", "TABLES"),
            ("USAGE, SELECT", "SEQUENCES"),
            ("EXECUTE", "FUNCTIONS"),
        ):
            connection.execute(
                sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} GRANT {} ON {} TO {}").format(
                    sql.Identifier(OWNER), sql.SQL(rights), sql.SQL(kind), sql.Identifier(role)
                )
            )


def _maintenance(address: Address) -> Connection:
    """A connection from which databases and roles can be made; some servers offer only the named database."""
    try:
        return connect(address, "postgres")
    except psycopg.OperationalError:
        try:
            return connect(address, address.name)
        except psycopg.OperationalError as problem:
            raise LaunchError(
                f"Cannot reach PostgreSQL at {address.host}:{address.port} as {address.user}: {problem}"
            ) from problem


def _value(connection: Connection, query: str, *values: object) -> object:
    row = connection.execute(query.encode(), values).fetchone()
    return row[0] if row else None


def _check_version(connection: Connection) -> None:
    version = connection.info.server_version
    if version < OLDEST * 10_000:
        raise LaunchError(
            f"PostgreSQL {OLDEST} or newer is needed; the server that DATABASE_URL names is "
            f"{version // 10_000}.{version % 10_000}."
        )


def _ensure_role(connection: Connection, address: Address, role: str, password: str, ours: bool) -> None:
    exists = _value(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", role)
    if exists and not ours:
        _check_known_password(address, role, password)
        _check_humble(connection, role)
        return
    # The password travels and is logged as its SCRAM verifier only.
    verifier = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    # The owner makes the databases of tests.
    rights = "LOGIN CREATEDB" if role == OWNER else "LOGIN"
    if ours:
        # Elsewhere only a superuser may say these words, even to refuse the rights, and new roles lack them.
        rights += " NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION"
    connection.execute(
        sql.SQL("{} ROLE {} {} PASSWORD {}").format(
            sql.SQL("ALTER" if exists else "CREATE"),
            sql.Identifier(role),
            sql.SQL(rights),
            sql.Literal(verifier),
        )
    )


def _check_humble(connection: Connection, role: str) -> None:
    """Refuse a role that row security does not hold: the walls between municipalities would be paper."""
    if _value(connection, "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = %s", role):
        raise LaunchError(f"The role {role} is superuser or has BYPASSRLS. Take that away and start again.")


def _check_known_password(address: Address, role: str, password: str) -> None:
    login = Address(address.host, address.port, role, password, address.name, address.options)
    try:
        connect(login, "postgres").close()
    except psycopg.OperationalError as problem:
        # Not allowed into this database, but let in as such: the password is right.
        if "permission denied for database" in str(problem):
            return
        raise LaunchError(
            f"The role {role} exists on {address.host}:{address.port} with another password. Copy the "
            "secrets.json of the installation that made it into the state folder, or drop the role."
        ) from problem


def _grant_owner_signals(connection: Connection) -> None:
    """Let the owner end sessions that keep a test database open, where the administrator may grant that."""
    with suppress(psycopg.errors.InsufficientPrivilege):
        connection.execute(sql.SQL("GRANT pg_signal_backend TO {}").format(sql.Identifier(OWNER)))


def _become_owner(connection: Connection) -> None:
    """Let the administrator act as owner: making a database for it and setting its defaults asks for that."""
    # Since PostgreSQL 16 being a member of a role and being allowed to become it are two things.
    right = "SET" if connection.info.server_version >= 160_000 else "MEMBER"
    if not _value(connection, "SELECT pg_has_role(current_user, %s, %s)", OWNER, right):
        connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(OWNER)))


def _ensure_database(connection: Connection, name: str) -> None:
    if not _value(connection, "SELECT 1 FROM pg_database WHERE datname = %s", name):
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE template0").format(
                sql.Identifier(name), sql.Identifier(OWNER)
            )
        )
    encoding = _value(
        connection, "SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = %s", name
    )
    if encoding != "UTF8":
        raise LaunchError(f"The database {name} has the encoding {encoding}; Naast needs UTF8.")


def _lock_down(connection: Connection, name: str) -> None:
    """Only our roles come in, and only the owner makes tables.

    What is not ours to change, because another administrator owns it, must be right already.
    """
    database, owner = sql.Identifier(name), sql.Identifier(OWNER)
    ours = sql.SQL(", ").join(map(sql.Identifier, (OWNER, APP, ERASER)))
    for statement in (
        sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database),
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, ours),
        sql.SQL("GRANT CREATE, TEMPORARY ON DATABASE {} TO {}").format(database, owner),
        sql.SQL("REVOKE CREATE ON SCHEMA public FROM PUBLIC"),
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(ours),
        sql.SQL("GRANT CREATE ON SCHEMA public TO {}").format(owner),
    ):
        with suppress(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement)
    if not _value(connection, "SELECT has_schema_privilege(%s, 'public', 'CREATE')", OWNER):
        raise LaunchError(f"{OWNER} may not make tables in the database {name}; make {OWNER} its owner.")
    if _value(connection, "SELECT has_schema_privilege(%s, 'public', 'CREATE')", APP):
        raise LaunchError(f"{APP} may make tables in {name}; revoke CREATE on its schema public from PUBLIC.")


def _prepare_template(address: Address) -> None:
    """The same rights in ``template1``, from which tests make their databases; not every server allows it."""
    with (
        suppress(psycopg.OperationalError, psycopg.errors.InsufficientPrivilege),
        connect(address, "template1") as connection,
    ):
        grant_defaults(connection)
