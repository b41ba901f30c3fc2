"""The embedded server under what really happens to servers: kills, races, strange paths, reused numbers."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from naast.launch import cluster
from naast.launch.errors import LaunchError
from naast.launch.place import recorded
from naast.launch.processes import read_postmaster

START = """
import sys
from pathlib import Path
from naast.launch import cluster
print(cluster.start(Path(sys.argv[1])).port)
"""


def _connect(server: cluster.Server) -> psycopg.Connection:
    return psycopg.connect(
        host=server.host,
        port=server.port,
        user=server.superuser,
        password=server.password,
        dbname="postgres",
        autocommit=True,
    )


def _remember(server: cluster.Server) -> None:
    with _connect(server) as connection:
        connection.execute("CREATE TABLE promise (words text)")
        connection.execute("INSERT INTO promise VALUES ('kept')")


def _promise(server: cluster.Server) -> str:
    with _connect(server) as connection:
        row = connection.execute("SELECT words FROM promise").fetchone()
    assert row is not None
    return row[0]


def test_starts_in_a_path_with_a_space_and_keeps_data_over_a_stop(state: Path) -> None:
    first = cluster.start(state)
    _remember(first)
    assert cluster.stop(state)
    assert cluster.find(state) is None
    again = cluster.start(state)
    assert _promise(again) == "kept"
    assert again == first


def test_starting_a_running_server_starts_no_program(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = cluster.start(state)

    def started(*_words: object, **_options: object) -> None:
        raise AssertionError("a program was started")

    monkeypatch.setattr(subprocess, "Popen", started)
    monkeypatch.setattr(subprocess, "run", started)
    assert cluster.start(state) == first


def test_stopping_what_does_not_run_says_so(state: Path) -> None:
    assert cluster.stop(state) is False


def test_listens_on_this_machine_only_with_a_password_and_sorts_without_icu(state: Path, place_of) -> None:
    server = cluster.start(state)
    with _connect(server) as connection:
        shown = {
            name: connection.execute(f"SHOW {name}").fetchone()[0]
            for name in (
                "listen_addresses",
                "unix_socket_directories",
                "server_encoding",
                "timezone",
                "fsync",
            )
        }
        locale = connection.execute("SELECT datlocprovider, datlocale FROM pg_database LIMIT 1").fetchone()
    assert shown == {
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "server_encoding": "UTF8",
        "timezone": "UTC",
        "fsync": "on",
    }
    assert locale == ("b", "C.UTF-8")
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(
            host=server.host, port=server.port, user="postgres", password="guess", dbname="postgres"
        )
    assert place_of().data.stat().st_mode & 0o077 == 0


def test_never_runs_as_root(state: Path, place_of) -> None:
    cluster.start(state)
    running = read_postmaster(place_of().data)
    assert running is not None
    assert Path(f"/proc/{running.pid}").stat().st_uid == place_of().account.uid != 0


def test_killed_server_comes_back_with_what_was_committed(state: Path, place_of) -> None:
    server = cluster.start(state)
    _remember(server)
    running = read_postmaster(place_of().data)
    assert running is not None
    busy = _connect(server)
    # A child that is at work outlives its killed parent for a while, and holds the memory.
    busy.pgconn.send_query(b"SELECT pg_sleep(30)")
    os.kill(running.pid, signal.SIGKILL)
    assert running.wait_gone(10)
    assert cluster.find(state) is None
    assert _promise(cluster.start(state)) == "kept"
    busy.close()


def test_pid_file_that_names_another_program_is_not_believed(state: Path, place_of) -> None:
    _remember(cluster.start(state))
    place = place_of()
    running = read_postmaster(place.data)
    assert running is not None
    text = (place.data / "postmaster.pid").read_text()
    os.kill(running.pid, signal.SIGKILL)
    assert running.wait_gone(10)
    stranger = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        (place.data / "postmaster.pid").write_text(text.replace(str(running.pid), str(stranger.pid), 1))
        assert cluster.find(state) is None
        assert _promise(cluster.start(state)) == "kept"
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()
        stranger.stdin.close()


def test_half_written_pid_file_is_not_believed(state: Path, place_of) -> None:
    _remember(cluster.start(state))
    cluster.stop(state)
    (place_of().data / "postmaster.pid").write_text("12")
    assert cluster.find(state) is None
    assert _promise(cluster.start(state)) == "kept"


def test_killed_first_start_leaves_nothing_that_looks_whole(state: Path, place_of) -> None:
    starting = subprocess.Popen([sys.executable, "-c", START, str(state)], stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 20
    while not list(state.glob("postgres-place.json")) and time.monotonic() < deadline:
        assert starting.poll() is None
    starting.kill()
    starting.wait()
    server = cluster.start(state)
    _remember(server)
    assert _promise(server) == "kept"


def test_four_first_starts_at_once_share_one_server(state: Path) -> None:
    starts = [
        subprocess.Popen([sys.executable, "-c", START, str(state)], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    ports = {start.communicate(timeout=600)[0].strip() for start in starts}
    assert [start.returncode for start in starts] == [0, 0, 0, 0]
    assert ports == {str(cluster.start(state).port)}


def test_server_outlives_who_started_it_and_holds_none_of_its_files(state: Path, place_of) -> None:
    done = subprocess.run(
        [sys.executable, "-c", START, str(state)], capture_output=True, timeout=600, check=True
    )
    found = cluster.find(state)
    assert found is not None
    assert int(done.stdout) == found.port
    running = read_postmaster(place_of().data)
    assert running is not None
    held = [str(entry.readlink()) for entry in Path(f"/proc/{running.pid}/fd").iterdir() if entry.exists()]
    assert not [name for name in held if name.endswith("postgres.lock")]


def test_port_taken_in_between_is_answered_with_another(state: Path, place_of) -> None:
    first = cluster.start(state)
    cluster.stop(state)
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", first.port))
        other.listen()
        again = cluster.start(state)
    assert again.port != first.port


def test_server_that_cannot_start_says_why(state: Path, place_of) -> None:
    cluster.start(state)
    cluster.stop(state)
    with (place_of().data / "postgresql.conf").open("a") as settings:
        settings.write("shared_buffers = 'a lot'\n")
    with pytest.raises(LaunchError, match="shared_buffers"):
        cluster.start(state)


def test_lost_secrets_are_told_and_never_replaced(state: Path) -> None:
    cluster.start(state)
    cluster.stop(state)
    (state / "secrets.json").unlink()
    with pytest.raises(LaunchError, match="put it back"):
        cluster.start(state)
    assert not (state / "secrets.json").exists()


def test_throw_away_server_leaves_nothing(tmp_path: Path) -> None:
    with cluster.temporary(tmp_path) as server:
        _remember(server)
        place = recorded(tmp_path)
        assert place is not None
        assert place.folder.exists()
    assert not place.folder.exists()
    assert cluster.find(tmp_path) is None
