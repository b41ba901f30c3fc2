"""The running house: ports, supervision, and what is left when something is killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from naast.launch import check, children, cluster, run
from naast.launch.children import Child
from naast.launch.place import recorded

WAIT = (sys.executable, "-c", "import signal; signal.pause()")
FAIL = (sys.executable, "-c", "import sys; sys.exit('no luck today')")

SUPERVISOR = """
import os, signal, sys
from pathlib import Path
from naast.launch.children import Child
from naast.launch.place import recorded
program = (sys.executable, "-c", "import signal; signal.pause()")
child = Child("program", program, Path(sys.argv[1]), dict(os.environ))
child.start()
print(child.process.pid, flush=True)
signal.pause()
"""


def _until(true: Callable[[], bool], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _launch(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "naast.launch", *words],
        env=dict(os.environ) | environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def test_taken_port_is_told_with_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "PORT_SECONDS", 0.0)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(run.PortTakenError) as refused:
            run._wait_for_port(port)
    assert f"Port {port} on 127.0.0.1 is taken" in str(refused.value)
    assert f"make run PORT={port + 1}" in str(refused.value)


@pytest.mark.parametrize("port", ["0", "65536", "eighty", "-1", "8000.5"])
def test_port_that_is_no_port_is_refused(state: Path, port: str) -> None:
    done = _launch("run", PORT=port)
    assert done.returncode == 2
    assert "PORT must be a number from 1 to 65535" in done.stderr
    assert list(state.iterdir()) == []


@pytest.mark.parametrize("number", ["0", "65", "two", "-1", "1.5"])
def test_number_of_workers_that_is_none_is_refused(state: Path, number: str) -> None:
    done = _launch("run", NAAST_WORKERS=number)
    assert done.returncode == 2
    assert "NAAST_WORKERS must be a number from 1 to 64" in done.stderr
    assert list(state.iterdir()) == []


@pytest.mark.parametrize(("cores", "asked", "workers"), [(1, "", 1), (2, "", 2), (16, "", 2), (1, "5", 5)])
def test_two_cores_have_two_workers_unless_asked_otherwise(
    cores: int, asked: str, workers: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: set(range(cores)))
    monkeypatch.setenv("NAAST_WORKERS", asked)
    assert run._workers() == workers
    crew = [run.worker(tmp_path, number) for number in range(1, workers + 1)]
    assert len({child.log for child in crew}) == len({child.name for child in crew}) == workers
    assert all(child.environment["OMP_NUM_THREADS"] == "1" for child in crew)


def test_second_run_from_the_same_folder_is_refused(state: Path) -> None:
    from naast.launch.files import try_lock

    held = try_lock(state / "run.lock")
    assert held is not None
    try:
        done = _launch("run")
    finally:
        os.close(held)
    assert done.returncode == 2
    assert "already runs from this folder" in done.stderr


def test_unknown_verb_names_the_known_ones() -> None:
    done = _launch("dance")
    assert done.returncode == 64
    assert "run|check|stop" in done.stderr


def test_stop_says_whether_there_was_anything_to_stop(state: Path) -> None:
    assert "was not running" in _launch("stop").stdout
    cluster.start(state)
    assert "PostgreSQL stopped" in _launch("stop").stdout
    assert cluster.find(state) is None


def test_child_dies_when_its_supervisor_is_killed(tmp_path: Path) -> None:
    supervisor = subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR, str(tmp_path / "log")], stdout=subprocess.PIPE, text=True
    )
    assert supervisor.stdout is not None
    child = int(supervisor.stdout.readline())
    assert _runs(child)
    supervisor.kill()
    supervisor.wait()
    supervisor.stdout.close()
    assert _until(lambda: not _runs(child))


def test_child_that_ends_is_started_again_after_growing_pauses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(children, "FIRST_PAUSE", 0.05)
    child = Child("web server", FAIL, tmp_path / "log", dict(os.environ))
    child.start()
    pauses = []
    for failure in (1, 2, 3):
        assert _until(lambda: not child.is_running())
        child.watch()
        assert child.failures == failure
        pauses.append(round(child.again_at - time.monotonic(), 1))
        assert _until(lambda: child.watch() or child.process is not None)
    assert pauses == [0.0, 0.1, 0.2]
    said = capsys.readouterr().err
    assert "The web server ended (code 1)" in said
    assert "no luck today" in said
    children.stop_all([child])


def test_child_that_ran_well_starts_counting_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "HEALTHY_SECONDS", 0.0)
    child = Child("worker", FAIL, tmp_path / "log", dict(os.environ), failures=7)
    child.start()
    assert _until(lambda: not child.is_running())
    child.watch()
    assert child.failures == 1


def test_stopping_ends_everyone_also_who_does_not_listen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(children, "GRACE_SECONDS", 0.5)
    deaf = (
        "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
        "print('deaf', flush=True); signal.pause()"
    )
    crew = [
        Child("worker", WAIT, tmp_path / "one", dict(os.environ)),
        Child("web server", (sys.executable, "-c", deaf), tmp_path / "two", dict(os.environ)),
    ]
    for child in crew:
        child.start()
    assert _until(lambda: "deaf" in (tmp_path / "two").read_text())
    children.stop_all(crew)
    assert not any(child.is_running() for child in crew)


def test_free_port_is_used_without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    waited: list[float] = []
    monkeypatch.setattr(run.time, "sleep", waited.append)
    run._wait_for_port(port)
    assert waited == []


def test_without_chromium_the_checks_are_red_with_a_clear_last_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NAAST_CHROMIUM", "/nowhere/chromium")
    assert check.check() == 1
    assert capsys.readouterr().out.strip().splitlines()[-1].startswith("FAILED: no Chromium")


def test_the_checks_have_an_empty_database_that_is_gone_afterwards_and_a_second_check_waits(
    state: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = state / "test"
    left = cluster.start(folder)
    seen = []

    def checks(environment: dict[str, str]) -> int:
        seen.append((environment["NAAST_STATE_DIR"], cluster.find(folder)))
        assert environment["PYTHONPYCACHEPREFIX"] == str(folder / "bytecode")
        assert "PYTHONDONTWRITEBYTECODE" not in environment
        assert check.check() == 1
        return 7

    monkeypatch.setattr(check, "browser", lambda: sys.executable)
    monkeypatch.setattr(check, "_check", checks)
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    assert check.check() == 7
    assert "another check runs" in capsys.readouterr().out
    ((where, server),) = seen
    assert where == str(folder)
    assert server is not None and server != left
    assert cluster.find(folder) is None and recorded(folder) is None


def test_who_writes_bytecode_beside_the_sources_keeps_doing_so(tmp_path: Path) -> None:
    environment = {"PATH": "/bin"}
    check.keep_bytecode(environment, tmp_path)
    assert environment == {"PATH": "/bin"}


def test_a_failing_check_is_named_last_and_stops_the_rest(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    steps = (
        ("good", ("true",)),
        ("bad", (sys.executable, "-c", "raise SystemExit(3)")),
        ("later", ("false",)),
    )
    monkeypatch.setattr(check, "STATIC_CHECKS", steps)
    assert check._check(dict(os.environ)) == 3
    lines = capfd.readouterr().out.strip().splitlines()
    assert lines[0] == "--- good"
    assert lines[-1] == "FAILED: bad"
    assert "--- later" not in lines


def test_sigterm_is_enough_to_stop_a_child_of_ours(tmp_path: Path) -> None:
    child = Child("worker", WAIT, tmp_path / "log", dict(os.environ))
    child.start()
    assert child.process is not None
    assert os.getpgid(child.process.pid) == child.process.pid != os.getpgrp()
    child.signal_group(signal.SIGTERM)
    assert _until(lambda: not child.is_running())


def test_what_a_killed_child_started_is_ended_before_it_starts_again(tmp_path: Path) -> None:
    code = (
        "import signal, subprocess, sys; "
        "print(subprocess.Popen([sys.executable, '-c', 'import signal; signal.pause()']).pid, flush=True); "
        "signal.pause()"
    )
    log = tmp_path / "log"
    child = Child("web server", (sys.executable, "-c", code), log, dict(os.environ))
    child.start()
    assert _until(lambda: log.read_text().endswith("\n"))
    below = int(log.read_text())
    assert child.process is not None
    child.process.kill()
    assert _until(lambda: not child.is_running())
    assert _runs(below)
    child.watch()
    assert _until(lambda: not _runs(below))


def test_a_message_names_the_address_of_this_house_unless_another_was_set(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NAAST_ADDRESS", "")
    monkeypatch.delenv("NAAST_ADDRESS")
    run.tell_own_address(8772)
    assert run.worker(tmp_path, 1).environment["NAAST_ADDRESS"] == "http://127.0.0.1:8772"
    monkeypatch.setenv("NAAST_ADDRESS", "https://naast.gemeente.example")
    run.tell_own_address(8772)
    assert run.worker(tmp_path, 1).environment["NAAST_ADDRESS"] == "https://naast.gemeente.example"
