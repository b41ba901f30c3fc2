"""The programs that make up the running house: started, watched, started again, stopped together."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True)
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
# Who ran this long was healthy: its next failure starts counting anew.
HEALTHY_SECONDS = 60.0
GRACE_SECONDS = 15.0
_TAIL_LINES = 15


def end_with_parent(parent: int, what: signal.Signals = signal.SIGTERM) -> None:
    """Ask the kernel to send ``what`` to this process when ``parent`` dies, also by kill -9."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, int(what), 0, 0, 0)
    if os.getppid() != parent:
        os.kill(os.getpid(), what)


@dataclass
class Child:
    """One program under watch; its output goes to ``log``."""

    name: str
    command: tuple[str, ...]
    log: Path
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    again_at: float = field(default=0.0)

    def start(self) -> None:
        me = os.getpid()
        with self.log.open("ab") as log:
            # A group of its own: Ctrl-C in the terminal reaches us alone, and we stop it in order.
            self.process = subprocess.Popen(  # noqa: S603
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self.environment,
                process_group=0,
                preexec_fn=lambda: end_with_parent(me),
            )
        self.started = time.monotonic()

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def watch(self) -> None:
        """Notice that it ended, say so, and start it again after a pause that doubles."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            self.failures = 1 if now - self.started > HEALTHY_SECONDS else self.failures + 1
            pause = min(FIRST_PAUSE * 2 ** (self.failures - 1), LONGEST_PAUSE)
            self.again_at = now + pause
            print(
                f"The {self.name} ended (code {self.process.returncode}); it starts again in {pause:.0f} s. "
                f"Its last words, from {self.log}:\n{self.last_words()}",
                file=sys.stderr,
                flush=True,
            )
            # What it started itself may still run and hold the port.
            self.signal_group(signal.SIGKILL)
            self.process = None
        if self.process is None and now >= self.again_at:
            self.start()

    def last_words(self) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-_TAIL_LINES:]
        return "\n".join(f"    {line}" for line in lines)

    def signal_group(self, what: signal.Signals) -> None:
        if self.process is not None:
            try:
                os.killpg(self.process.pid, what)
            except ProcessLookupError:
                return


def stop_all(children: list[Child]) -> None:
    """Ask all to finish what they are doing, wait, and end whoever does not."""
    for child in children:
        if child.is_running() and child.process is not None:
            child.process.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    while any(child.is_running() for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    for child in children:
        child.signal_group(signal.SIGKILL)
        if child.process is not None:
            child.process.wait()
