"""``make test``: everything a change must pass, each step by name, pytest's own summary last."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from naast.launch import cluster
from naast.launch.paths import PROJECT, state_dir

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

    Uses a database of its own (``var/test``), so that a running Naast is left alone.
    """
    found = browser()
    if found is None:
        print(
            "FAILED: no Chromium, so the browser tests cannot run. On Debian: apt-get install chromium "
            "(or set NAAST_CHROMIUM to its path)."
        )
        return 1
    environment = dict(os.environ) | {"NAAST_CHROMIUM": found}
    environment.setdefault("NAAST_STATE_DIR", str(state_dir() / "test"))
    try:
        return _check(environment)
    finally:
        cluster.stop(Path(environment["NAAST_STATE_DIR"]))


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
