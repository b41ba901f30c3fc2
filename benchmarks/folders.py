"""How fast does a folder of ten years open for the resident, and how long does it take to pack it?

    python benchmarks/folders.py            # three minutes
    python benchmarks/folders.py --quick    # a small run that only shows that all of it works

500 contacts, 60 letters and 20 boards each, in a database of its own; 16 residents open the pages of their
folder in turn with a second's pause. Then the folder of one is made into a PDF and a package, as the
worker does it. See docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pages import HERE, VISITORS, Round, loaded, say, server, state_folder, visit

OPENED = ("home", "story", "boards", "board", "letters", "looks")
BAR_P95_MS = 200.0
BAR_PDF_SECONDS = 10.0
TEN_YEARS = {"contacts": 500, "letters": 60, "boards": 20, "looks": 900}
A_FEW = {"contacts": 10, "letters": 3, "boards": 3, "looks": 9}


def main() -> int:
    """Load, measure, print; exit code 1 when any answer was not 200."""
    chosen = _arguments()
    seconds = 5.0 if chosen.quick else 60.0
    with state_folder(chosen.keep) as folder:
        os.environ["NAAST_STATE_DIR"] = str(folder)
        os.environ.pop("DATABASE_URL", None)
        filled = _filled(folder, quick=chosen.quick)
        with server(folder) as port:
            say("Warming up ...")
            visit(port, filled["users"], OPENED, pause=0, seconds=3.0)
            say(f"{VISITORS} residents, a second between pages, {seconds:.0f} s ...")
            found = visit(port, filled["users"], OPENED, pause=1.0, seconds=seconds)
        packed = _packed(filled)
    if found.refused:
        say(f"Answers other than 200: {found.refused}")
    print(report(found, packed))
    if chosen.json:
        Path(chosen.json).write_text(json.dumps({**asdict(found), "packed": packed}), encoding="utf-8")
    return 1 if found.refused else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="small folders and five seconds: does it run?")
    parser.add_argument("--keep", metavar="FOLDER", help="keep what was loaded, and use it again next time")
    parser.add_argument("--json", metavar="FILE", help="also write every measured time to this file")
    return parser.parse_args()


def _filled(folder: Path, *, quick: bool) -> dict[str, Any]:
    order = {**(A_FEW if quick else TEN_YEARS), "residents": VISITORS}
    filled: dict[str, Any] = loaded(folder / "residents.json", "long_folders.py", order)
    return filled


def _packed(filled: dict[str, Any]) -> dict[str, float]:
    """Seconds for booklet and package together, the middle of three, in a process of its own."""
    say("Packing one folder ...")
    order = {"municipality": filled["municipality"], "person": filled["users"][0]["person"], "times": 3}
    done = subprocess.run(  # noqa: S603
        [sys.executable, str(HERE / "packing.py")],
        input=json.dumps(order),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    packed: dict[str, float] = json.loads(done.stdout)
    return packed


def report(found: Round, packed: dict[str, float]) -> str:
    """What was measured, as Markdown."""
    lines = ["", "| page of the folder | p50 | p95 |", "|---|---|---|"]
    lines += [f"| {page} | {found.at(page, 0.5):.0f} ms | {found.at(page, 0.95):.0f} ms |" for page in OPENED]
    worst = max(found.at(page, 0.95) for page in OPENED)
    return "\n".join(
        [
            *lines,
            "",
            f"{found.pages} pages, the slowest {worst:.0f} ms at the 95th percentile (bar: {BAR_P95_MS:.0f} "
            f"ms): {'reached' if worst < BAR_P95_MS else 'NOT reached'}.",
            f"Booklet (PDF, {packed['pdf_bytes'] / 1e6:.1f} MB) and package "
            f"({packed['zip_bytes'] / 1e6:.1f} MB) in {packed['seconds']:.1f} s (bar: {BAR_PDF_SECONDS:.0f} "
            f"s): {'reached' if packed['seconds'] < BAR_PDF_SECONDS else 'NOT reached'}.",
            f"Answers other than 200: {found.refused or 'none'}.",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
