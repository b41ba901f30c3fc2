"""``make test``: everything a change must pass, each step by name, pytest's own summary last."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from naast.launch import cluster
from naast.launch.files import try_lock
from naast.launch.paths import PROJECT, ensure_state_dir, state_dir

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_M = (sys.executable, "-m")
STATIC_CHECKS: tuple[tuple[str, Sequence[str]], ...] = (
    ("ruff check", (*_M, "ruff", "check", ".")),
    ("ruff format --check", (*_M, "ruff", "format", "--check", ".")),
    ("mypy", (*_M, "mypy")),
    ("import layers", (str(Path(sys.executable).with_name("lint-imports")),)),
    ("templates", (*_M, "djlint", "src/naast", "--lint", "--quiet")),
    ("migrations complete", (*_M, "naast.web.manage", "makemigrations", "--check", "--dry-run")),
)


def browser() -> str | None:
    """Path of the system's Chromium: ``NAAST_CHROMIUM``, else the first that is installed."""
    chosen = os.environ.get("NAAST_CHROMIUM", "").strip()
    if chosen:
        return chosen if Path(chosen).is_file() else None
    return next((path for path in map(shutil.which, _BROWSERS) if path), None)


def check() -> int:
    """Run all checks and return the exit code; stops at the first that fails.

    Uses a database of its own (``test`` in the state folder), so that a running Naast is left alone.
    """
    found = browser()
    if found is None:
        print(
            "FAILED: no Chromium, so the browser tests cannot run. On Debian: apt-get install chromium "
            "(or set NAAST_CHROMIUM to its path)."
        )
        return 1
    folder = ensure_state_dir(state_dir() / "test")
    lock = try_lock(folder / "check.lock")
    if lock is None:
        print(f"FAILED: another check runs in {folder}; wait for it, or give this one a NAAST_STATE_DIR.")
        return 1
    environment = dict(os.environ) | {"NAAST_CHROMIUM": found, "NAAST_STATE_DIR": str(folder)}
    keep_bytecode(environment, folder)
    try:
        with _throw_away_database(folder):
            return _check(environment)
    finally:
        os.close(lock)


@contextmanager
def _throw_away_database(folder: Path) -> Iterator[None]:
    """A server that writes to disk without care, empty at the start; none where DATABASE_URL names one."""
    if os.environ.get("DATABASE_URL", "").strip():
        yield
        return
    # What a killed run left may not be whole.
    cluster.stop(folder)
    cluster.remove(folder)
    with cluster.temporary(folder):
        yield


def keep_bytecode(environment: dict[str, str], folder: Path) -> None:
    """Let the programs that the tests start compile our code once, not each of them anew.

    Images of containers often say that nothing may be written beside the sources; then it goes into
    ``folder``, and the sources stay as they are.
    """
    if environment.pop("PYTHONDONTWRITEBYTECODE", ""):
        environment.setdefault("PYTHONPYCACHEPREFIX", str(folder / "bytecode"))


def _check(environment: dict[str, str]) -> int:
    for name, command in STATIC_CHECKS:
        code = _step(name, command, environment)
        if code:
            print(f"FAILED: {name}", flush=True)
            return code
    return _step("tests", (*_M, "pytest", "-n", "2", "--dist", "loadgroup", "-q"), environment)


def _step(name: str, command: Sequence[str], environment: dict[str, str]) -> int:
    print(f"--- {name}", flush=True)
    started = time.monotonic()
    code = subprocess.run(command, cwd=PROJECT, env=environment, check=False).returncode  # noqa: S603
    if not code and name != "tests":
        print(f"    fine, {time.monotonic() - started:.0f} s", flush=True)
    return code
