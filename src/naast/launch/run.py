"""``make run``: database, migrations, demo, web and worker; stays until it is told to stop."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from types import FrameType

import psycopg

from naast.launch import children, cluster, state
from naast.launch.children import Child
from naast.launch.errors import LaunchError
from naast.launch.files import try_lock
from naast.launch.paths import ensure_state_dir, state_dir

HOST = "127.0.0.1"
DEFAULT_PORT = 8000
USUAL_WORKERS, MOST_WORKERS = 2, 64
"""By default one per core, and two at most: the pages need the processor too."""
MANAGE = (sys.executable, "-m", "naast.web.manage")
# A web server of before that is just ending gets this long to let go of the port.
PORT_SECONDS = 5.0
# A web server that ends is noticed at once. This is for one that hangs: longer than a busy machine needs.
ANSWER_SECONDS = 300.0
_OURS = "postgres-started-by-run"


class PortTakenError(LaunchError):
    """Somebody else listens on the port."""


class WorkersError(LaunchError):
    """The number of workers that was asked for is none."""


def run() -> int:
    """Start the house and watch over it until Ctrl-C or SIGTERM.

    Exit code 2: the port is not free, or the number of workers is none.
    """
    if "MAKELEVEL" in os.environ:
        # Started by make: when make is killed, nobody else would tell us to stop.
        children.end_with_parent(os.getppid())
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        # Ignored already means nohup: then a closed terminal is no reason to stop.
        signal.signal(signal.SIGHUP, _stop)
    try:
        with ExitStack() as stack:
            _run(stack)
    except KeyboardInterrupt:
        print("\nStopped. What was entered is kept.", flush=True)
    except (PortTakenError, WorkersError) as problem:
        print(problem, file=sys.stderr)
        return 2
    return 0


def _stop(_signal: int, _frame: FrameType | None) -> None:
    for other in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        # From here on we are stopping; a second Ctrl-C must not leave half of it running.
        signal.signal(other, signal.SIG_IGN)
    raise KeyboardInterrupt


def _run(stack: ExitStack) -> None:
    folder = ensure_state_dir(state_dir())
    port, workers = _port(), _workers()
    tell_own_address(port)
    lock = try_lock(folder / "run.lock")
    if lock is None:
        raise PortTakenError(
            f"Naast already runs from this folder (see {folder / 'log'}). Stop it with Ctrl-C there first."
        )
    stack.callback(os.close, lock)
    _wait_for_port(port)
    logs = folder / "log"
    logs.mkdir(exist_ok=True)
    _start_database(folder, stack)
    print("Bringing the database up to date ...", flush=True)
    _manage("migrate", "--database", "owner", "--no-input", "--verbosity", "1", log=logs / "migrate.log")
    _load_demo(logs)
    crew = [_web(port, logs), *(worker(logs, number) for number in range(1, workers + 1))]
    stack.callback(children.stop_all, crew)
    for child in crew:
        child.start()
    _wait_for_answer(port, crew[0])
    print(f"\nNaast is at http://{HOST}:{port}\n", flush=True)
    if "demo_logins" in _commands():
        subprocess.run([*MANAGE, "demo_logins"], check=False)  # noqa: S603
    print("\nCtrl-C stops it.", flush=True)
    _watch(folder, crew)


def tell_own_address(port: int) -> None:
    """A message tells a resident where the folder is: in this house, unless `NAAST_ADDRESS` says where."""
    os.environ.setdefault("NAAST_ADDRESS", f"http://{HOST}:{port}")


def _port() -> int:
    chosen = os.environ.get("PORT", "").strip() or str(DEFAULT_PORT)
    if not chosen.isdecimal() or not 0 < int(chosen) < 65536:
        raise PortTakenError(f"PORT must be a number from 1 to 65535; it is '{chosen}'.")
    return int(chosen)


def _workers() -> int:
    """How many processes do the jobs (`NAAST_WORKERS`)."""
    usual = min(USUAL_WORKERS, len(os.sched_getaffinity(0)))
    chosen = os.environ.get("NAAST_WORKERS", "").strip() or str(usual)
    if not chosen.isdecimal() or not 0 < int(chosen) <= MOST_WORKERS:
        raise WorkersError(f"NAAST_WORKERS must be a number from 1 to {MOST_WORKERS}; it is '{chosen}'.")
    return int(chosen)


def _wait_for_port(port: int) -> None:
    deadline = time.monotonic() + PORT_SECONDS
    while True:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except PermissionError as problem:
                raise PortTakenError(
                    f"This user may not use port {port}. Choose another: make run PORT=8001"
                ) from problem
            except OSError as problem:
                if time.monotonic() > deadline:
                    raise PortTakenError(
                        f"Port {port} on {HOST} is taken by another program. "
                        f"Stop that, or choose another port: make run PORT={port + 1}"
                    ) from problem
            else:
                return
        time.sleep(0.2)


def _start_database(folder: Path, stack: ExitStack) -> None:
    """Have the database ready; one that a run started, be it a killed run of before, stops with us."""
    if os.environ.get("DATABASE_URL", "").strip():
        print("Preparing the database that DATABASE_URL names ...", flush=True)
    else:
        print("Starting PostgreSQL ...", flush=True)
        mark = folder / _OURS
        if mark.exists() or cluster.find(folder) is None:
            mark.touch()
            stack.callback(mark.unlink, missing_ok=True)
            stack.callback(cluster.stop, folder)
    state.load()


def _manage(*words: str, log: Path) -> None:
    """Run a Django command; what it says goes to ``log``, and to the reader when it fails."""
    done = subprocess.run(  # noqa: S603
        [*MANAGE, *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    log.write_text(done.stdout, encoding="utf-8")
    if done.returncode:
        raise LaunchError(
            f"'{words[0]}' failed:\n{done.stdout.strip()[-3000:]}\nNothing was lost. All of it: {log}"
        )


@cache
def _commands() -> set[str]:
    """Names of the Django commands that this installation has."""
    listed = subprocess.run(  # noqa: S603
        [*MANAGE, "help", "--commands"], capture_output=True, text=True, check=False
    )
    return set(listed.stdout.split())


def _load_demo(logs: Path) -> None:
    """Load the demo municipality into a database that holds no municipality yet."""
    if os.environ.get("NAAST_DEMO", "1") == "1" and "load_demo" in _commands() and _is_empty():
        print("Loading the demo municipality ...", flush=True)
        _manage("load_demo", log=logs / "demo.log")


def _is_empty() -> bool:
    """Whether no municipality works here yet; that table has no scope, so its rows always show."""
    found = state.load()
    with psycopg.connect(
        host=found["host"],
        port=found["port"],
        dbname=found["name"],
        user=found["app"]["user"],
        password=found["app"]["password"],
        **found["options"],  # type: ignore[arg-type]
    ) as connection:
        return connection.execute(b"SELECT 1 FROM kernel_municipality LIMIT 1").fetchone() is None


def _web(port: int, logs: Path) -> Child:
    command = (
        *(sys.executable, "-m", "gunicorn", "naast.web.wsgi:application"),
        *("--config", "python:naast.launch.gunicorn_settings", "--bind", f"{HOST}:{port}"),
    )
    return Child("web server", command, logs / "web.log", dict(os.environ))


def worker(logs: Path, number: int) -> Child:
    """The program of one worker: one job at a time, on one core; another core is for another worker."""
    one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    name = "worker" if number == 1 else f"worker {number}"
    log = logs / f"{name.replace(' ', '-')}.log"
    return Child(name, (*MANAGE, "procrastinate", "worker"), log, one_thread | os.environ)


def _wait_for_answer(port: int, web: Child) -> None:
    """Wait until the web server answers anything at all."""
    deadline = time.monotonic() + ANSWER_SECONDS
    while time.monotonic() < deadline:
        if not web.is_running():
            raise LaunchError(f"The web server did not start. {web.log} ends with:\n{web.last_words()}")
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/", timeout=10):
                return
        except urllib.error.HTTPError as answer:
            if answer.code >= 500:
                print(f"The first page answers with an error ({answer.code}); see {web.log}", file=sys.stderr)
            return
        except OSError:
            time.sleep(0.1)
    raise LaunchError(f"The web server did not answer in {ANSWER_SECONDS:.0f} s; see {web.log}")


def _watch(folder: Path, crew: list[Child]) -> None:
    """Keep all of it running until told to stop; the embedded database included."""
    embedded = not os.environ.get("DATABASE_URL", "").strip()
    server = cluster.find(folder) if embedded else None
    while True:
        time.sleep(0.5)
        if embedded and cluster.find(folder) is None:
            print("PostgreSQL ended; starting it again.", file=sys.stderr, flush=True)
            again = cluster.start(folder)
            if again != server:
                # Another port: who still looks at the old one has to read it anew.
                server = again
                children.stop_all(crew)
        for child in crew:
            child.watch()
