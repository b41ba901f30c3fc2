"""How fast is the page on which a case is weighed, with the law open, for 16 people at a time?

    python benchmarks/weighing.py            # three minutes
    python benchmarks/weighing.py --quick    # a small run that only shows that all of it works

The cases are like those of `pages.py` but fewer, in a database of its own: a folder that `pages.py` filled is
refused, unless both are quick. Of those opened here the plan names a law, the
first three steps are written and the law gives its routes. 16 members of staff open the weighing, the
disciplines, the three values and the one page in turn, with a second's pause. See docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import urllib.request
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pages import HOST, VISITORS, Round, say, server, state_folder, visit, visitors_of_many_cases

OPENED = {
    "weighing": "wegen/",
    "disciplines": "wegen/disciplines/",
    "three values": "wegen/drie-waarden/",
    "one page": "wegen/op-een-pagina/",
}
BAR_P95_MS = 150.0
MANY = {"cases": (20_000, 4_000), "staff": (100, 20)}
A_FEW = {"cases": (1_700, 300), "staff": (20, 4)}


def main() -> int:
    """Load, measure, print; exit code 1 when any answer was not 200."""
    chosen = _arguments()
    seconds = 5.0 if chosen.quick else 60.0
    with state_folder(chosen.keep) as folder:
        os.environ["NAAST_STATE_DIR"] = str(folder)
        os.environ.pop("DATABASE_URL", None)
        users = _loaded(folder, quick=chosen.quick)
        with server(folder) as port:
            _shows_routes(port, users[0])
            say("Warming up ...")
            visit(port, users, tuple(OPENED), pause=0, seconds=3.0)
            say(f"{VISITORS} people, a second between pages, {seconds:.0f} s ...")
            found = visit(port, users, tuple(OPENED), pause=1.0, seconds=seconds)
    print(report(found))
    if chosen.json:
        Path(chosen.json).write_text(json.dumps(asdict(found)), encoding="utf-8")
    return 1 if found.refused else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="2,000 cases and five seconds: does it run?")
    parser.add_argument("--keep", metavar="FOLDER", help="keep what was loaded, and use it again next time")
    parser.add_argument("--json", metavar="FILE", help="also write every measured time to this file")
    return parser.parse_args()


def _loaded(folder: Path, *, quick: bool) -> list[dict[str, Any]]:
    """The visitors, each with the weighings of their own cases; loads everything on the first call."""
    users = visitors_of_many_cases(folder, **(A_FEW if quick else MANY))
    for user in users:
        cases = [path for path in user["paths"]["case"] if _is_weighed(path)]
        user["paths"] = {page: [path + rest for path in cases] for page, rest in OPENED.items()}
    return users


def _is_weighed(path: str) -> bool:
    """Whether the case has a weighing: `case_rows` gives one to four in ten, by number."""
    return int(path.strip("/").rpartition("/")[2]) % 10 < 4


def _shows_routes(port: int, user: dict[str, Any]) -> None:
    """A weighing without routes in it would be measured too fast."""
    asked = urllib.request.Request(
        f"http://{HOST}:{port}{user['paths']['weighing'][0]}",
        headers={"Cookie": f"sessionid={user['session']}"},
    )
    with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310 - our own server
        if 'name="route"' not in answer.read().decode():
            raise SystemExit("The weighing that is measured shows no routes in the law.")


def report(found: Round) -> str:
    """What was measured, as Markdown."""
    lines = ["", "| page | p50 | p95 |", "|---|---|---|"]
    lines += [f"| {page} | {found.at(page, 0.5):.0f} ms | {found.at(page, 0.95):.0f} ms |" for page in OPENED]
    worst = found.at("weighing", 0.95)
    return "\n".join(
        [
            *lines,
            "",
            f"{found.pages} pages; the weighing {worst:.0f} ms at the 95th percentile (bar: {BAR_P95_MS:.0f} "
            f"ms): {'reached' if worst < BAR_P95_MS else 'NOT reached'}.",
            f"Answers other than 200: {found.refused or 'none'}.",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
