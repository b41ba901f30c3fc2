"""Where the database is and which secrets belong to it: the one thing that Django's settings ask of us."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict

from naast.launch import cluster, keys, place
from naast.launch.errors import LaunchError
from naast.launch.files import locked, write_private
from naast.launch.paths import ensure_state_dir, state_dir

# Raise this when database.ensure() does more than it did: every installation then runs it once more.
PREPARATION = 1
_STAMP = "database.json"


@dataclass(frozen=True)
class Target:
    """The database of the application on a server."""

    host: str
    port: int
    name: str = "naast"
    options: dict[str, str] = field(default_factory=dict)


class Login(TypedDict):
    user: str
    password: str


class State(TypedDict):
    """Address, logins per role and the secrets of the house (see :mod:`naast.launch.keys`).

    ``state_dir`` is the folder for whatever else this installation keeps on disk.
    ``superuser`` is ``None`` on a server where the administrator is not one. ``options`` goes to libpq
    (``sslmode`` and the like).
    """

    state_dir: str
    host: str
    port: int
    name: str
    options: dict[str, str]
    app: Login
    owner: Login
    eraser: Login
    superuser: Login | None
    secrets: dict[str, str]


def load() -> State:
    """The state of this installation, with its database running and prepared.

    Reads ``NAAST_STATE_DIR`` and ``DATABASE_URL``. Cheap when all is there: a few files, no connection.
    ``NAAST_NO_DATABASE=1`` answers with an address where nothing listens and keys that protect nothing, for
    what imports the settings but never connects (type checks, ``makemigrations --check`` on a build machine).
    Raises :class:`LaunchError`.
    """
    if os.environ.get("NAAST_NO_DATABASE") == "1":
        return _nothing()
    return settings(state_dir())


def settings(state: Path) -> State:
    """As :func:`load`, for the state folder given."""
    url = os.environ.get("DATABASE_URL", "").strip()
    return _external(state, url) if url else _embedded(state)


def _embedded(state: Path) -> State:
    server = cluster.start(state)
    secrets = keys.load(state, database_exists=True)
    home = place.recorded(state)
    # Beside the data folder: who throws the data away throws the stamp away with it.
    stamp = (home.folder if home else state) / _STAMP
    mark = f"embedded {PREPARATION}"
    if _stamped(stamp, mark) is None:
        # Imported here because loading the driver costs more than all else in a load that has nothing to do.
        from naast.launch import database

        address = database.Address(server.host, server.port, server.superuser, server.password)
        with locked(state / f"{_STAMP}.lock"):
            if _stamped(stamp, mark) is None:
                database.ensure(address, secrets, ours=True)
                write_private(stamp, json.dumps({"mark": mark, "superuser": True}))
    superuser = Login(user=server.superuser, password=server.password)
    return _state(state, Target(server.host, server.port), superuser, secrets)


def _external(state: Path, url: str) -> State:
    from naast.launch import database

    address = database.parse(url)
    ensure_state_dir(state)
    secrets = keys.load(state, database_exists=False)
    stamp = state / _STAMP
    who = f"{address.host} {address.port} {address.name} {secrets['app_password']}"
    mark = f"external {PREPARATION} {hashlib.sha256(who.encode()).hexdigest()}"
    is_superuser = _stamped(stamp, mark)
    if is_superuser is None:
        with locked(state / f"{_STAMP}.lock"):
            is_superuser = database.ensure(address, secrets, ours=False)
            write_private(stamp, json.dumps({"mark": mark, "superuser": is_superuser}))
    superuser = Login(user=address.user, password=address.password) if is_superuser else None
    target = Target(address.host, address.port, address.name, address.options)
    return _state(state, target, superuser, secrets)


def _stamped(stamp: Path, mark: str) -> bool | None:
    """Whether the prepared administrator was a superuser; ``None`` when this was never prepared."""
    try:
        found = json.loads(stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return bool(found.get("superuser")) if isinstance(found, dict) and found.get("mark") == mark else None


def _state(state: Path, target: Target, superuser: Login | None, secrets: dict[str, str]) -> State:
    return State(
        state_dir=str(state),
        host=target.host,
        port=target.port,
        name=target.name,
        options=target.options,
        app=Login(user="naast_app", password=secrets["app_password"]),
        owner=Login(user="naast_owner", password=secrets["owner_password"]),
        eraser=Login(user="naast_eraser", password=secrets["eraser_password"]),
        superuser=superuser,
        secrets={key: secrets[key] for key in keys.HOUSE_KEYS},
    )


def _nothing() -> State:
    zero = "A" * 43 + "="
    secrets = {
        "app_password": "",
        "owner_password": "",
        "eraser_password": "",
        "secret_key": "no-database" * 5,
    }
    secrets |= dict.fromkeys(keys.BASE64_KEYS, zero)
    return _state(state_dir(), Target("127.0.0.1", 1), None, secrets)


__all__ = ["LaunchError", "Login", "State", "load", "settings"]
