"""Who runs: the postmaster behind a pid file, and what a killed one left. Reads Linux's /proc."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")


def _is_zombie(pid: int) -> bool:
    # The program's name stands between brackets and may hold anything; the state is the first word after it.
    status = (_PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
    return status.rpartition(")")[2].split()[0] in {"Z", "X"}


def is_postgres_of(pid: int, data: Path) -> bool:
    """Whether ``pid`` is a living PostgreSQL process of the data folder ``data``.

    A process number alone proves nothing: after a crash the system gives it to another program.
    """
    try:
        if _is_zombie(pid):
            return False
        executable = (_PROC / str(pid) / "exe").readlink().name.removesuffix(" (deleted)")
        return executable == "postgres" and (_PROC / str(pid) / "cwd").readlink() == data.resolve()
    except OSError:
        return False


@dataclass(frozen=True)
class Postmaster:
    """What ``postmaster.pid`` says: process number, port, and whether connections are taken."""

    pid: int
    port: int
    ready: bool
    data: Path

    def alive(self) -> bool:
        return is_postgres_of(self.pid, self.data)

    def send(self, what: signal.Signals) -> None:
        if self.alive():
            try:
                os.kill(self.pid, what)
            except ProcessLookupError:
                return

    def wait_gone(self, seconds: float) -> bool:
        """Wait until the process ended; False after ``seconds``."""
        deadline = time.monotonic() + seconds
        while self.alive():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.02)
        return True


def read_postmaster(data: Path) -> Postmaster | None:
    """The server named in the pid file of ``data``; ``None`` without one or while it is only half written."""
    try:
        lines = (data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        pid, port = int(lines[0]), int(lines[3])
    except (OSError, ValueError, IndexError):
        return None
    return Postmaster(pid, port, len(lines) > 7 and lines[7].strip() == "ready", data)


def end_orphans(data: Path, seconds: float) -> None:
    """End children whose postmaster was killed: while one lives no new server may touch the data."""
    deadline = time.monotonic() + seconds
    ask = signal.SIGQUIT
    while True:
        left = [pid for pid in _all_pids() if is_postgres_of(pid, data)]
        if not left:
            return
        if time.monotonic() > deadline:
            ask = signal.SIGKILL
        for pid in left:
            try:
                os.kill(pid, ask)
            except ProcessLookupError:
                continue
        time.sleep(0.05)


def _all_pids() -> list[int]:
    return [int(entry.name) for entry in _PROC.iterdir() if entry.name.isdigit()]
