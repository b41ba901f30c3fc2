"""How fast are the three pages that people open all day, in a municipality with 100,000 cases?

    python benchmarks/pages.py            # five to ten minutes
    python benchmarks/pages.py --quick    # a small run that only shows that all of it works

It makes a database of its own, fills it, starts the web server as `make run` does, and lets 16 members of
staff open "mijn mensen", search and a case in turn: once with a second's pause, once without. See
docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
HOST = "127.0.0.1"
VISITORS = 16
PAGES = ("my_people", "search", "case")
NAMES = {"my_people": "mijn mensen", "search": "search", "case": "opening a case", "bare": "bare page"}
BAR_P95_MS = 100.0
BAR_PAGES_A_SECOND = 80.0


@dataclass(frozen=True)
class Size:
    """How much is loaded (cases per municipality) and how long is measured (seconds)."""

    cases: tuple[int, ...] = (100_000, 20_000)
    staff: tuple[int, ...] = (400, 80)
    with_pause: float = 60.0
    without_pause: float = 30.0


QUICK = Size(cases=(1_700, 300), staff=(20, 4), with_pause=5.0, without_pause=5.0)


@dataclass
class Round:
    """One measurement: milliseconds per page, and what was not answered with 200."""

    seconds: float
    times: dict[str, list[float]]
    refused: dict[str, int] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        return sum(len(times) for times in self.times.values())

    @property
    def a_second(self) -> float:
        return self.pages / self.seconds

    def at(self, page: str, part: float) -> float:
        """Milliseconds within which `part` (0 to 1) of the visits to a page were answered."""
        times = sorted(self.times[page])
        return times[min(len(times) - 1, int(part * len(times)))]


def main() -> int:
    """Load, measure, print; exit code 1 when any answer was not 200."""
    chosen = _arguments()
    size = QUICK if chosen.quick else Size()
    with state_folder(chosen.keep) as folder:
        os.environ["NAAST_STATE_DIR"] = str(folder)
        os.environ.pop("DATABASE_URL", None)
        users = visitors_of_many_cases(folder, size.cases, size.staff)
        with server(folder) as port:
            rounds = measure(port, users, size)
    print(report(rounds, size))
    if chosen.json:
        kept = {name: asdict(found) for name, found in rounds.items()}
        Path(chosen.json).write_text(json.dumps(kept), encoding="utf-8")
    return 1 if any(found.refused for found in rounds.values()) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="2,000 cases and five seconds: does it run?")
    parser.add_argument(
        "--keep", metavar="FOLDER", help="keep what was loaded there, and use it again next time"
    )
    parser.add_argument("--json", metavar="FILE", help="also write every measured time to this file")
    return parser.parse_args()


@contextmanager
def state_folder(kept: str | None) -> Iterator[Path]:
    """The folder of the database, the secrets and the logs; removed afterwards unless it is kept."""
    from naast.launch import cluster

    if kept:
        folder = Path(kept).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
        cluster.stop(folder)
        return
    with tempfile.TemporaryDirectory(prefix="naast-benchmark-") as made:
        try:
            yield Path(made)
        finally:
            cluster.stop(Path(made))
            cluster.remove(Path(made))


def visitors_of_many_cases(
    folder: Path, cases: tuple[int, ...], staff: tuple[int, ...]
) -> list[dict[str, Any]]:
    """The visitors, each with a session and what they may open, of so many cases and staff per
    municipality."""
    order = {"cases": cases, "staff": staff, "visitors": VISITORS}
    users: list[dict[str, Any]] = loaded(folder / f"visitors-{sum(cases)}.json", "many_cases.py", order)
    return users


def loaded(known: Path, script: str, order: dict[str, Any]) -> Any:
    """What `script` wrote down in `known`. On the first call it makes the database and fills it; one that
    holds something else, or half of it, is refused."""
    if not known.exists():
        say("Making the database ...")
        manage("migrate", "--database", "owner", "--no-input", "-v", "0")
        ordered = json.dumps(order | {"into": str(known)})
        done = subprocess.run([sys.executable, str(HERE / script)], input=ordered, text=True, check=False)  # noqa: S603
        if done.returncode:
            raise SystemExit(f"{known.parent} could not be filled; what went wrong stands above.")
    return json.loads(known.read_text(encoding="utf-8"))


def manage(*words: str) -> None:
    """One command of the house, with the settings of the benchmark."""
    subprocess.run([sys.executable, "-m", "naast.web.manage", *words], check=True)  # noqa: S603


@contextmanager
def server(folder: Path) -> Iterator[int]:
    """The web server with the settings of `make run`, on a free port."""
    from naast.launch.children import Child, stop_all

    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = int(probe.getsockname()[1])
    command = (
        *(sys.executable, "-m", "gunicorn", "naast.web.wsgi:application"),
        *("--config", "python:naast.launch.gunicorn_settings", "--bind", f"{HOST}:{port}"),
    )
    web = Child("web server", command, folder / "web.log", dict(os.environ))
    web.start()
    try:
        _wait_for_answer(port, web)
        yield port
    finally:
        stop_all([web])


def _wait_for_answer(port: int, web: Any) -> None:
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline and web.is_running():
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/leven/", timeout=10):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"The web server does not answer. It said:\n{web.last_words()}")


def measure(port: int, users: list[dict[str, Any]], size: Size) -> dict[str, Round]:
    """All rounds, the bare page beside each; the first visits only warm the server up."""
    say("Warming up ...")
    visit(port, users, PAGES, pause=0, seconds=min(5.0, size.without_pause))
    rounds = {}
    for name, pause, seconds in (("with pause", 1.0, size.with_pause), ("without", 0.0, size.without_pause)):
        say(f"{VISITORS} visitors, {'a second between pages' if pause else 'no pause'}, {seconds:.0f} s ...")
        rounds[name] = visit(port, users, PAGES, pause=pause, seconds=seconds)
        rounds[f"bare {name}"] = visit(port, users, ("bare",), pause=pause, seconds=min(10.0, seconds))
    return rounds


def visit(
    port: int, users: list[dict[str, Any]], pages: tuple[str, ...], *, pause: float, seconds: float
) -> Round:
    """Let the visitors, in a process of their own, open `pages` in turn for `seconds`."""
    order = {"port": port, "users": users, "pages": pages, "pause": pause, "seconds": seconds}
    done = subprocess.run(  # noqa: S603
        [sys.executable, str(HERE / "visitors.py")],
        input=json.dumps(order),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return Round(**json.loads(done.stdout))


def report(rounds: dict[str, Round], size: Size) -> str:
    """What was measured, as Markdown."""
    paused, flat_out = rounds["with pause"], rounds["without"]
    lines = [
        "",
        f"{size.cases[0]:,} cases in one municipality, {size.cases[1]:,} in another; {VISITORS} visitors.",
        "",
        "| page | p50 with pause | p95 with pause | p50 without | p95 without | times the bare page |",
        "|---|---|---|---|---|---|",
    ]
    for page in (*PAGES, "bare"):
        mark = "bare " if page == "bare" else ""
        calm, busy = rounds[f"{mark}with pause"], rounds[f"{mark}without"]
        figures = [calm.at(page, 0.5), calm.at(page, 0.95), busy.at(page, 0.5), busy.at(page, 0.95)]
        ratio = calm.at(page, 0.5) / rounds["bare with pause"].at("bare", 0.5)
        cells = " | ".join(f"{figure:.0f} ms" for figure in figures)
        lines.append(f"| {NAMES[page]} | {cells} | {ratio:.1f} |")
    worst = max(paused.at(page, 0.95) for page in PAGES)
    middle = statistics.median(time for times in paused.times.values() for time in times)
    refused = {name: found.refused for name, found in rounds.items() if found.refused}
    bare = rounds["bare without"].a_second
    return "\n".join(
        [
            *lines,
            "",
            f"With pause: {paused.pages} pages, half of them within {middle:.0f} ms, the slowest page "
            f"{worst:.0f} ms at the 95th percentile (bar: {BAR_P95_MS:.0f} ms): "
            f"{'reached' if worst < BAR_P95_MS else 'NOT reached'}.",
            f"Without pause: {flat_out.a_second:.0f} pages a second (bar: {BAR_PAGES_A_SECOND:.0f}): "
            f"{'reached' if flat_out.a_second >= BAR_PAGES_A_SECOND else 'NOT reached'}; "
            f"the bare page {bare:.0f} a second, {bare / flat_out.a_second:.1f} times as many.",
            f"Answers other than 200: {refused or 'none'}.",
        ]
    )


def say(words: str) -> None:
    """Progress, beside the report."""
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
