"""``make run`` in a folder of its own: up, killed in parts, stopped, up again with what it held."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from naast.launch import cluster
from naast.launch import state as naast_state
from naast.launch.place import recorded
from naast.launch.processes import read_postmaster

# A hang is told after this long. What is waited for ends the moment it is there, however busy the machine.
READY_SECONDS = 600


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number = int(probe.getsockname()[1])
    monkeypatch.setenv("PORT", str(number))
    monkeypatch.setenv("NAAST_DEMO", "0")
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE", raising=False)
    return number


@contextmanager
def _running(log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A started house; ended the hard way when the test did not end it."""
    with log.open("wb") as output:
        house = subprocess.Popen(
            [sys.executable, "-m", "naast.launch", "run"],
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        assert _until(lambda: "Ctrl-C stops it" in log.read_text() or house.poll() is not None), (
            log.read_text()
        )
        assert house.poll() is None, log.read_text()
        yield house
    finally:
        if house.poll() is None:
            house.kill()
            house.wait()


def _until(true, seconds: float = READY_SECONDS) -> bool:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def _answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10).close()
    except urllib.error.HTTPError as answer:
        return answer.code < 500
    except OSError:
        return False
    return True


def _programs(folder: Path) -> dict[int, str]:
    """Our own programs that run with this state folder, by process number."""
    found = {}
    for entry in Path("/proc").iterdir():
        try:
            if f"NAAST_STATE_DIR={folder}\0".encode() in (entry / "environ").read_bytes():
                found[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except (OSError, ValueError):
            continue
    return {pid: line for pid, line in found.items() if pid != os.getpid()}


def _remember() -> None:
    found = naast_state.load()
    with psycopg.connect(
        host=found["host"], port=found["port"], dbname=found["name"], **found["owner"]
    ) as connection:
        connection.execute("CREATE TABLE promise (words text)")
        connection.execute("INSERT INTO promise VALUES ('kept')")


def _promise() -> object:
    found = naast_state.load()
    with psycopg.connect(
        host=found["host"], port=found["port"], dbname=found["name"], **found["app"]
    ) as connection:
        return connection.execute("SELECT words FROM promise").fetchone()


def test_house_comes_back_from_every_kill_and_stops_whole(state: Path, port: int, tmp_path: Path) -> None:
    with _running(tmp_path / "first") as house:
        assert f"http://127.0.0.1:{port}" in (tmp_path / "first").read_text()
        assert _answers(port)
        _remember()
        for name in ("gunicorn", "procrastinate"):
            before = {pid for pid, line in _programs(state).items() if name in line}
            os.kill(min(before), signal.SIGKILL)
            assert _until(
                lambda n=name, b=before: any(
                    n in line and pid not in b for pid, line in _programs(state).items()
                )
            )
        assert _until(lambda: _answers(port))
        place = recorded(state)
        assert place is not None
        server = read_postmaster(place.data)
        assert server is not None
        os.kill(server.pid, signal.SIGKILL)
        assert server.wait_gone(10)
        assert _until(lambda: cluster.find(state) is not None)
        assert _promise() == ("kept",)
        # The supervisor itself: all go but the database, which the next run takes over.
        house.kill()
        house.wait()
        assert _until(lambda: not _programs(state))
        assert cluster.find(state) is not None

    with _running(tmp_path / "second") as house:
        assert _until(lambda: _answers(port))
        assert _promise() == ("kept",)
        house.send_signal(signal.SIGINT)
        assert house.wait(READY_SECONDS) == 0
    assert "What was entered is kept" in (tmp_path / "second").read_text()
    assert not _programs(state)
    assert cluster.find(state) is None
