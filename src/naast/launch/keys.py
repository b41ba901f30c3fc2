"""The secrets of one installation: passwords of the database roles and the keys of the house.

They live in ``secrets.json`` in the state folder, readable by its owner only. Losing the file makes
encrypted numbers unreadable and the audit unsignable, so it is never replaced: only a key that is not there
yet is added.
"""

from __future__ import annotations

import base64
import binascii
import json
import secrets
from collections.abc import Callable
from pathlib import Path

from naast.launch.errors import LaunchError
from naast.launch.files import locked, write_private
from naast.launch.paths import ensure_state_dir

FILE = "secrets.json"


def _password() -> str:
    return secrets.token_urlsafe(32)


def _key() -> str:
    """Thirty-two random bytes in base64."""
    return base64.b64encode(secrets.token_bytes(32)).decode("ascii")


_MAKERS: dict[str, Callable[[], str]] = {
    "superuser_password": _password,
    "owner_password": _password,
    "app_password": _password,
    "eraser_password": _password,
    "secret_key": lambda: secrets.token_urlsafe(64),
    "bsn_encryption_key": _key,
    "bsn_hash_key": _key,
    "audit_signing_key": _key,
    "folder_signing_key": _key,
}
BASE64_KEYS = ("bsn_encryption_key", "bsn_hash_key", "audit_signing_key", "folder_signing_key")
HOUSE_KEYS = ("secret_key", *BASE64_KEYS)


def load(state: Path, *, database_exists: bool) -> dict[str, str]:
    """All secrets by name, made on the first call.

    ``secret_key`` and the passwords are text; the keys in ``BASE64_KEYS`` are 32 bytes in base64
    (``audit_signing_key`` is the seed of an Ed25519 key, ``folder_signing_key`` what the key of each
    municipality is derived from). Raises :class:`LaunchError` when the file is
    damaged, or missing while ``database_exists``.
    """
    path = state / FILE
    known = _read(path)
    if known is None or _MAKERS.keys() - known.keys():
        ensure_state_dir(state)
        with locked(state / f"{FILE}.lock"):
            known = _complete(path, database_exists)
    for name in BASE64_KEYS:
        _check_key(path, name, known[name])
    return known


def _complete(path: Path, database_exists: bool) -> dict[str, str]:
    known = _read(path)
    if known is None:
        if database_exists:
            raise LaunchError(
                f"{path} is gone while the database is still there. It holds the passwords and keys: put it "
                "back from your copy. Without it encrypted numbers cannot be read."
            )
        known = {}
    known = known | {name: make() for name, make in _MAKERS.items() if name not in known}
    write_private(path, json.dumps(known, indent=2) + "\n")
    return known


def _read(path: Path) -> dict[str, str] | None:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise LaunchError(f"{path} cannot be read by this user: {problem.strerror}.") from problem
    try:
        found = json.loads(text)
    except ValueError as problem:
        raise LaunchError(f"{path} is damaged ({problem}). Put it back from your copy.") from problem
    if not isinstance(found, dict) or not all(isinstance(value, str) and value for value in found.values()):
        raise LaunchError(
            f"{path} is damaged: it must hold names with a text each. Put it back from your copy."
        )
    return found


def _check_key(path: Path, name: str, value: str) -> None:
    try:
        size = len(base64.b64decode(value, validate=True))
    except binascii.Error:
        size = 0
    if size != 32:
        raise LaunchError(f"{path}: '{name}' must be 32 bytes in base64. Put the file back from your copy.")
