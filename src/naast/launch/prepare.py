"""Everything between a clone and a first start. Runs on the system's Python, before anything is installed.

Every step leaves a stamp, the hash of what it was made from, so that doing it again costs nothing. Only the
standard library may be imported here, and nothing of Naast: ``make`` runs this file by itself.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
KEPT = PROJECT / "var"
OLDEST = (3, 11)


class SetupError(Exception):
    """A step failed; the message says which and what to do."""


@dataclass(frozen=True)
class Step:
    """One thing to prepare: ``made`` must exist; ``inputs`` and ``extra`` tell whether it is still right."""

    name: str
    says: str
    inputs: tuple[Path, ...]
    made: tuple[Path, ...]
    do: Callable[[], None]
    extra: str = ""

    @property
    def stamp(self) -> Path:
        return KEPT / "stamps" / self.name

    def mark(self) -> str:
        """Hash of all that the result depends on."""
        digest = hashlib.sha256(self.extra.encode())
        for path in self.inputs:
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
        return digest.hexdigest()

    def is_done(self) -> bool:
        if not self.stamp.exists() or not all(path.exists() for path in self.made):
            return False
        return self.stamp.read_text(encoding="ascii") == self.mark()


def _environment() -> dict[str, str]:
    """Our own programs first on the path (``npm`` may come from a wheel); nobody else's Python settings."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONHOME", "PYTHONPATH")}
    kept["PATH"] = f"{VENV / 'bin'}{os.pathsep}{kept.get('PATH', os.defpath)}"
    kept["VIRTUAL_ENV"] = str(VENV)
    home = Path(kept.get("HOME") or "/nonexistent")
    if not os.access(home, os.W_OK):
        # An account without a home: the caches of uv and npm go with the project.
        kept["HOME"] = str(KEPT / "home")
        Path(kept["HOME"]).mkdir(parents=True, exist_ok=True)
    return kept


def _run(*command: str | Path) -> None:
    """Run a program quietly; when it fails, raise with the end of what it said. All of it goes to the log."""
    log = KEPT / "log" / "setup.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    words = [str(word) for word in command]
    done = subprocess.run(  # noqa: S603
        words,
        cwd=PROJECT,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    with log.open("a", encoding="utf-8") as target:
        target.write(f"$ {' '.join(words)}\n{done.stdout}\n")
    if done.returncode:
        end = "\n".join(done.stdout.strip().splitlines()[-25:])
        raise SetupError(f"{Path(words[0]).name} ended with code {done.returncode}:\n{end}\nAll of it: {log}")


def _make_environment() -> None:
    try:
        _run(sys.executable, "-m", "venv", "--clear", VENV)
    except SetupError as problem:
        if "ensurepip" in str(problem):
            raise SetupError(
                "Python cannot make an environment. On Debian: apt-get install python3-venv"
            ) from problem
        raise


def _fetch(lock: str) -> Callable[[], None]:
    def fetch() -> None:
        path = PROJECT / "requirements" / lock
        _run(PYTHON, "-m", "uv", "pip", "install", "--python", PYTHON, "--require-hashes", "-r", path)

    return fetch


def _fetch_installer() -> None:
    path = PROJECT / "requirements" / "bootstrap.txt"
    _run(PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--require-hashes", "-r", path)


def _install_naast() -> None:
    own = ("--no-deps", "--no-build-isolation", "--editable", PROJECT)
    _run(PYTHON, "-m", "uv", "pip", "install", "--python", PYTHON, *own)


def _fetch_look() -> None:
    _run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")


def _launch(verb: str) -> Callable[[], None]:
    return lambda: _run(PYTHON, "-m", "naast.launch", verb)


def steps(*, with_tests: bool) -> list[Step]:
    """The steps in order; ``with_tests`` adds the parts that only tests need."""
    package = PROJECT / "src" / "naast"
    launch = package / "launch"
    requirements = PROJECT / "requirements"
    texts = tuple(sorted(package.glob("*/locale/*/LC_MESSAGES/django.po")))
    locks = ("main.txt", "dev.txt") if with_tests else ("main.txt",)
    # Scripts in the environment hold its full path: after a move it is made anew. Another `python3` on the
    # path is no reason, as long as the one it was made with still works.
    where = str(PROJECT)
    lock_files = (PROJECT / "package.json", PROJECT / "package-lock.json")
    bootstrap = (requirements / "bootstrap.txt",)
    packages = {"main.txt": "the pinned parts", "dev.txt": "the parts that the tests need"}
    return [
        Step("venv", "an environment of our own in .venv", (), (PYTHON,), _make_environment, where),
        Step("bootstrap", "the installer", bootstrap, (VENV / "bin" / "uv",), _fetch_installer, where),
        *(
            Step(lock, packages[lock], (requirements / lock,), (PYTHON,), _fetch(lock), where)
            for lock in locks
        ),
        Step("naast", "Naast itself", (PROJECT / "pyproject.toml",), (PYTHON,), _install_naast, where),
        Step("npm", "the stylesheets and fonts", lock_files, (PROJECT / "node_modules",), _fetch_look),
        Step(
            "assets",
            "what the pages need of them",
            (*lock_files, launch / "assets.py", launch / "letter_fonts.py"),
            (
                package / "web" / "static" / "vendor.css",
                package / "kernel" / "fonts" / "NotoSans-Regular.ttf",
            ),
            _launch("assets"),
        ),
        Step(
            "translations",
            "the translations",
            (*texts, launch / "translations.py"),
            tuple(text.with_suffix(".mo") for text in texts),
            _launch("translations"),
        ),
    ]


def prepare(*, with_tests: bool = False) -> int:
    """Do the steps that are not done yet and return how many; one line for each, with its time.

    Raises :class:`SetupError`. Two at the same time wait for each other.
    """
    if sys.version_info < OLDEST:
        raise SetupError(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    try:
        (KEPT / "stamps").mkdir(parents=True, exist_ok=True)
        lock = (KEPT / "stamps" / ".lock").open("w")
    except OSError as problem:
        raise SetupError(
            f"This user may not write in {KEPT} ({problem.strerror}). Run as the user who owns the folder, "
            "or work in a clone of your own."
        ) from problem
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        every = steps(with_tests=with_tests)
        done, remade = 0, False
        for number, step in enumerate(every, start=1):
            # A new environment is empty, whatever the stamps of before say.
            if step.is_done() and not remade:
                continue
            remade = remade or step.name == "venv"
            _do(step, f"[{number}/{len(every)}]")
            done += 1
    return done


def _do(step: Step, place: str) -> None:
    print(f"{place} {step.says} ...", end=" ", flush=True)
    started = time.monotonic()
    step.stamp.unlink(missing_ok=True)
    try:
        step.do()
    except (SetupError, OSError) as problem:
        print("failed")
        raise SetupError(str(problem)) from problem
    step.stamp.write_text(step.mark(), encoding="ascii")
    print(f"{time.monotonic() - started:.0f} s", flush=True)


def main(words: list[str]) -> int:
    """``prepare.py [--tests]``: exit code 0 when all is ready, 1 with a message when not."""
    try:
        done = prepare(with_tests="--tests" in words)
    except SetupError as problem:
        print(f"\nSet-up stopped. {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped; the next run goes on where this one was.", file=sys.stderr)
        return 130
    if done or "--quiet" not in words:
        print("Set-up is complete.", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
