"""How much memory the processes of a running house hold at most (Linux: /proc)."""

from __future__ import annotations

from pathlib import Path

WEB, WORKER = "naast.web.wsgi:application", "procrastinate"


class House:
    """The web server and the worker that were started with one state folder."""

    def __init__(self, folder: Path) -> None:
        self._mark = f"NAAST_STATE_DIR={folder}".encode()

    def begin(self) -> frozenset[int]:
        """Count the peaks from now on; returns the processes of the web server."""
        for number in (*self._processes(WEB), *self._processes(WORKER)):
            # 5: the peak becomes what the process holds now (proc_pid_clear_refs(5)).
            Path(f"/proc/{number}/clear_refs").write_text("5", encoding="ascii")
        return frozenset(self._processes(WEB))

    def peaks(self) -> dict[str, int]:
        """Bytes that the largest process of each held since then."""
        return {
            "web": max(map(_peak, self._processes(WEB)), default=0),
            "worker": max(map(_peak, self._processes(WORKER)), default=0),
        }

    def _processes(self, word: str) -> list[int]:
        numbers = [int(each.name) for each in Path("/proc").iterdir() if each.name.isdigit()]
        return [each for each in numbers if word.encode() in _read(each, "cmdline") and self._ours(each)]

    def _ours(self, number: int) -> bool:
        return self._mark in _read(number, "environ").split(b"\0")


def _read(number: int, name: str) -> bytes:
    try:
        return Path(f"/proc/{number}/{name}").read_bytes()
    except OSError:
        return b""


def _peak(number: int) -> int:
    for line in _read(number, "status").splitlines():
        if line.startswith(b"VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0
