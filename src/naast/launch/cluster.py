"""The embedded PostgreSQL: started from the wheel's own programs, found again, stopped.

Holds under what breaks ready-made wrappers: a path with a space, four starts at once, kill -9 of anything,
a process number that was given to another program, root.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from naast.launch import keys
from naast.launch.errors import LaunchError
from naast.launch.files import locked
from naast.launch.place import RECORD, Place, choose, programs, recorded
from naast.launch.processes import Postmaster, end_orphans, read_postmaster

HOST = "127.0.0.1"
SUPERUSER = "postgres"
START_SECONDS = 60.0
STOP_SECONDS = 20.0
LOG_BYTES = 10_000_000
_LOCK = "postgres.lock"
# Messages after which another try makes sense: the free port was taken in between, or the last server's
# children still hold its memory.
_RETRY_ON = ("could not bind", "could not create any TCP/IP sockets", "is still in use")


@dataclass(frozen=True)
class Server:
    """Address and superuser of a running embedded server."""

    host: str
    port: int
    superuser: str
    password: str


def start(state: Path, *, durable: bool = True) -> Server:
    """Make sure the server of ``state`` runs, and return its address.

    Safe to call from many processes at once. ``durable=False`` gives up surviving a power cut (not a killed
    process); only throw-away servers of tests ask for it. Raises :class:`LaunchError`.
    """
    server = find(state)
    if server:
        return server
    # Chosen under the lock, so that two first starts do not both pick a place.
    state.mkdir(parents=True, exist_ok=True)
    with locked(state / _LOCK):
        server = find(state)
        if server:
            return server
        place = choose(state)
        binaries = programs(place)
        password = keys.load(state, database_exists=(place.data / "PG_VERSION").exists())[
            "superuser_password"
        ]
        _forget_dead_server(place)
        if not (place.data / "PG_VERSION").exists():
            _initialise(place, binaries, password)
        running = _launch(place, binaries, durable)
    return Server(HOST, running.port, SUPERUSER, password)


def find(state: Path) -> Server | None:
    """The running server of ``state``, or ``None``; a few file reads, no connection."""
    place = recorded(state)
    running = read_postmaster(place.data) if place else None
    if running is None or not running.ready or not running.alive():
        return None
    return Server(HOST, running.port, SUPERUSER, keys.load(state, database_exists=True)["superuser_password"])


def stop(state: Path) -> bool:
    """Stop the server of ``state``: sessions end, what was committed stays. False when none ran."""
    place = recorded(state)
    if place is None:
        return False
    with locked(state / _LOCK):
        running = read_postmaster(place.data)
        if running is None or not running.alive():
            return False
        for polite in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            running.send(polite)
            if running.wait_gone(STOP_SECONDS):
                break
        end_orphans(place.data, STOP_SECONDS)
    return True


def remove(state: Path) -> None:
    """Throw the data of a stopped server away, for good."""
    place = recorded(state)
    if place:
        shutil.rmtree(place.folder, ignore_errors=True)
        (state / RECORD).unlink(missing_ok=True)


@contextmanager
def temporary(state: Path) -> Iterator[Server]:
    """A throw-away server for tests with its state in ``state``, removed afterwards."""
    try:
        yield start(state, durable=False)
    finally:
        stop(state)
        remove(state)


def _forget_dead_server(place: Place) -> None:
    """Clear what a killed server left: children that still run, a pid file that names none of ours."""
    running = read_postmaster(place.data)
    if running and running.alive():
        # It lives but is not ready: another start was killed while this one came up, or it is recovering.
        if _wait_ready(place, None):
            return
        running.send(signal.SIGKILL)
        running.wait_gone(STOP_SECONDS)
    end_orphans(place.data, STOP_SECONDS)
    (place.data / "postmaster.pid").unlink(missing_ok=True)


def _run_as(place: Place) -> dict[str, object]:
    """Keyword arguments that let a program run as the server's user, reachable by no one's terminal."""
    rights: dict[str, object] = {
        "cwd": place.folder,
        "env": {"PATH": os.defpath, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
        "stdin": subprocess.DEVNULL,
        "umask": 0o077,
        "start_new_session": True,
    }
    if not place.account.is_me:
        rights |= {"user": place.account.uid, "group": place.account.gid, "extra_groups": []}
    return rights


def _initialise(place: Place, binaries: Path, password: str) -> None:
    """Make the data folder beside its final name, so that a killed start leaves nothing that looks whole."""
    for left in place.folder.glob("data.new.*"):
        shutil.rmtree(left, ignore_errors=True)
    # A name of its own: initdb outlives a killed start and may still be writing in the draft of that one.
    draft = place.folder / f"data.new.{secrets.token_hex(4)}"
    password_file = place.folder / f"password.{secrets.token_hex(4)}"
    descriptor = os.open(password_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as target:
            target.write(password + "\n")
        place.give(password_file)
        done = subprocess.run(  # type: ignore[call-overload]  # noqa: S603
            [
                *(str(binaries / "initdb"), "--pgdata", str(draft), "--username", SUPERUSER),
                *("--pwfile", str(password_file), "--auth", "scram-sha-256", "--encoding", "UTF8"),
                *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--locale", "C.UTF-8"),
            ],
            **_run_as(place),
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        password_file.unlink(missing_ok=True)
    if done.returncode:
        raise LaunchError(
            f"PostgreSQL could not make its data folder:\n{(done.stderr or done.stdout).strip()}"
        )
    draft.rename(place.data)


def _launch(place: Place, binaries: Path, durable: bool) -> Postmaster:
    """Start the server and wait until it takes connections; a lost race for the port is run again."""
    running = read_postmaster(place.data)
    if running and running.ready and running.alive():
        return running
    said = ""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        before = _log_size(place)
        child = _spawn(place, binaries, _free_port(place), durable)
        running = _wait_ready(place, child)
        if running:
            (place.folder / "port").write_text(str(running.port), encoding="ascii")
            return running
        child.kill()
        child.wait()
        said = _log_since(place, before)
        if not any(reason in said for reason in _RETRY_ON):
            break
        time.sleep(0.3)
    raise LaunchError(f"PostgreSQL did not start. Its log, {place.log}, ends with:\n{said.strip()[-2000:]}")


def _spawn(place: Place, binaries: Path, port: int, durable: bool) -> subprocess.Popen[bytes]:
    options = {
        "listen_addresses": HOST,
        "port": str(port),
        "unix_socket_directories": "",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "logging_collector": "off",
    }
    if not durable:
        options |= {"fsync": "off", "full_page_writes": "off"}
    settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    if _log_size(place) > LOG_BYTES:
        place.log.rename(place.log.with_suffix(".old"))
    with place.log.open("ab") as log:
        return subprocess.Popen(  # type: ignore[call-overload, no-any-return]  # noqa: S603
            [str(binaries / "postgres"), "-D", str(place.data), *settings],
            **_run_as(place),
            stdout=log,
            stderr=log,
        )


def _wait_ready(place: Place, child: subprocess.Popen[bytes] | None) -> Postmaster | None:
    """The server once it is ready; ``None`` when it ended or took too long."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        running = read_postmaster(place.data)
        if running and (child is None or running.pid == child.pid) and running.ready and running.alive():
            return running
        if child is not None and child.poll() is not None:
            return None
        if child is None and (running is None or not running.alive()):
            return None
        time.sleep(0.02)
    return None


def _free_port(place: Place) -> int:
    """The port of last time when it is free, so that who is still connected finds it back; else any."""
    wanted = [0]
    try:
        wanted.insert(0, int((place.folder / "port").read_text(encoding="ascii")))
    except (OSError, ValueError):
        wanted = [0]
    for port in wanted:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise LaunchError("There is no free port on 127.0.0.1 for PostgreSQL.")


def _log_size(place: Place) -> int:
    return place.log.stat().st_size if place.log.exists() else 0


def _log_since(place: Place, position: int) -> str:
    with place.log.open("rb") as log:
        log.seek(position)
        return log.read().decode("utf-8", "replace")
