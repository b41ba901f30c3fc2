"""How fast `naast legality room` finds the room in a catalogue of 2,000 rows.

    .venv/bin/python benchmarks/legality.py             # half a minute
    .venv/bin/python benchmarks/legality.py --quick     # a few rounds: only whether it works

The catalogue is that of the product thirty times over, each copy with numbers and facts of its own.
Measured is all work inside the process: reading the file, checking and building the catalogue, finding the
routes, writing the answer. Beside it stands the whole command with the start of Python. The bar holds for the
first obstacle; the second is answered by every row, which no real one is.
"""

from __future__ import annotations

import argparse
import io
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from naast import cli
from naast.engines.commandline import load_json
from naast.engines.legality.catalogue import parse_catalogue
from naast.engines.legality.standard import standard_text

ROWS, BAR_MS = 2_000, 50
CASE = {
    "obstacle": {"law": "Participatiewet", "article": "22a", "kind": "statute"},
    "facts": {"age": 22},
    "on": "2026-11-01",
}
COMMAND = "import sys; from naast.cli import main; sys.exit(main())"


def catalogue_of(rows: int, *, every_row_answers: bool) -> dict[str, Any]:
    """The product's catalogue again and again until there are so many rows, each with a fact of its own."""
    content: dict[str, Any] = json.loads(standard_text())
    found = []
    for number in range(rows):
        row = dict(content["rows"][number % len(content["rows"])])
        own = json.dumps(row["conditions"]).replace(f'"row_{row["id"]}"', f'"row_{number + 1}"')
        row |= {"id": number + 1, "conditions": json.loads(own)}
        if every_row_answers:
            row["answers"] = [{"law": "Participatiewet"}]
        found.append(row)
    return {**content, "rows": found}


def timed(work: Callable[[], object], rounds: int) -> dict[str, list[float]]:
    """Milliseconds by the clock, and of the processor alone, of each round after one that does not count."""
    work()
    taken: dict[str, list[float]] = {"clock": [], "processor": []}
    for _ in range(rounds):
        by_clock, by_processor = time.perf_counter(), time.process_time()
        work()
        taken["processor"].append((time.process_time() - by_processor) * 1000)
        taken["clock"].append((time.perf_counter() - by_clock) * 1000)
    return taken


def measured(folder: Path, rows: int, rounds: int, *, every_row_answers: bool) -> dict[str, Any]:
    """One obstacle in one catalogue: the parts, the work inside the process, the whole command."""
    case, file = folder / "case.json", folder / "catalogue.json"
    case.write_text(json.dumps(CASE), encoding="utf-8")
    file.write_text(json.dumps(catalogue_of(rows, every_row_answers=every_row_answers)), encoding="utf-8")
    words = ["legality", "room", str(case), "--catalogue", str(file)]

    def inside() -> str:
        with redirect_stdout(io.StringIO()) as said:
            if cli.main(words) != 0:
                raise RuntimeError("the command refused its own catalogue")
        return said.getvalue()

    def whole() -> None:
        command = [sys.executable, "-c", COMMAND, *words]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)  # noqa: S603 - our own

    found = {
        "routes": len(json.loads(inside())["routes"]),
        "bytes": file.stat().st_size,
        "all work in the process": timed(inside, rounds),
        "the whole command": {"clock": timed(whole, max(3, rounds // 4))["clock"]},
        "file to JSON": timed(lambda: load_json(str(file)), rounds),
    }
    content = load_json(str(file))
    return found | {"JSON to catalogue": timed(lambda: parse_catalogue(content), rounds)}


def shown(found: dict[str, Any]) -> None:
    """One obstacle as a table."""
    print(f"{found['routes']:,} routes, a catalogue of {found['bytes'] / 1e6:.1f} MB")
    for part, taken in found.items():
        if isinstance(taken, dict):
            middle = {by: statistics.median(times) for by, times in taken.items()}
            least = min(taken["clock"])
            said = "".join(f"   {by} {ms:6.1f} ms" for by, ms in middle.items())
            print(f"  {part:24}{said}   least {least:6.1f} ms")


def main() -> int:
    """Measure, print two tables, and say whether the bar was reached."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    words.add_argument("--quick", action="store_true")
    words.add_argument("--json", metavar="FILE", help="keep the figures as JSON")
    given = words.parse_args()
    rounds = 3 if given.quick else 60
    with tempfile.TemporaryDirectory() as name:
        found = {
            label: measured(Path(name), ROWS, rounds, every_row_answers=every)
            for label, every in (("as in the product", False), ("every row answers", True))
        }
    for label, figures in found.items():
        print(f"{ROWS:,} rows, {label}: ", end="")
        shown(figures)
    ms = statistics.median(found["as in the product"]["all work in the process"]["clock"])
    reached = "reached" if ms <= BAR_MS else "NOT reached"
    print(f"all work in the process for {ROWS:,} rows: {ms:.1f} ms (bar: {BAR_MS} ms): {reached}")
    if given.json:
        Path(given.json).write_text(json.dumps(found), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
