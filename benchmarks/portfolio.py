"""How long all plans of a municipality take together, with one and with two workers.

    .venv/bin/python benchmarks/portfolio.py             # three to five minutes: 10,000 plans
    .venv/bin/python benchmarks/portfolio.py --quick     # 60 plans: only whether it works

It makes a database of its own, loads it, and starts the workers as `make run` does (one thread each). Plans
have six to twelve lines in which every quantity, price and share is a range; they share thirty prices. The
time is from asking until the totals are there. See docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from pages import HERE, manage, say, state_folder

PLANS, QUICK_PLANS = 10_000, 60
WORKERS = (1, 2)
BAR_SECONDS = 60.0


def main() -> int:
    """Load, measure, print; exit code 1 when a plan was refused or the totals differ."""
    chosen = _arguments()
    plans = QUICK_PLANS if chosen.quick else PLANS
    with state_folder(None) as folder:
        os.environ["NAAST_STATE_DIR"] = str(folder)
        os.environ.pop("DATABASE_URL", None)
        say("Making the database ...")
        manage("migrate", "--database", "owner", "--no-input", "-v", "0")
        say(f"Loading {plans:,} plans ...")
        _many_plans({"load": plans})
        found = {str(workers): _with_workers(folder, workers) for workers in WORKERS}
    print(report(found))
    if chosen.json:
        Path(chosen.json).write_text(json.dumps(found), encoding="utf-8")
    return 0 if _is_right(found, plans) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="60 plans: does it run?")
    parser.add_argument("--json", metavar="FILE", help="also write what was measured to this file")
    return parser.parse_args()


def _with_workers(folder: Path, number: int) -> dict[str, Any]:
    """What it took with so many workers."""
    from naast.launch import run
    from naast.launch.children import stop_all

    say(f"With {number} at work ...")
    crew = [run.worker(folder, one) for one in range(1, number + 1)]
    try:
        for worker in crew:
            worker.start()
        before = [_busy_seconds(worker.process) for worker in crew]
        found: dict[str, Any] = json.loads(_many_plans({"workers": number}))
        after = [_busy_seconds(worker.process) for worker in crew]
    finally:
        stop_all(crew)
    return found | {"processor": [then - first for first, then in zip(before, after, strict=True)]}


def _busy_seconds(process: subprocess.Popen[bytes] | None) -> float:
    """How long a program had a processor: on a machine that others use too this says more than the clock."""
    if process is None:
        raise RuntimeError("a worker did not start")
    fields = Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _many_plans(order: dict[str, Any]) -> str:
    done = subprocess.run(  # noqa: S603
        [sys.executable, str(HERE / "many_plans.py")],
        input=json.dumps(order),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout


def _is_right(found: dict[str, dict[str, Any]], plans: int) -> bool:
    same = len({json.dumps(one["welfare"]) for one in found.values()}) == 1
    return same and all(one["plans"] == plans and not one["refused"] for one in found.values())


def report(found: dict[str, dict[str, Any]]) -> str:
    """The figures for a person."""
    lines = []
    for number, one in found.items():
        each = " and ".join(f"{seconds:.1f}" for seconds in one["processor"])
        lines.append(
            f"{one['plans']:,} plans, {number} at work: {one['seconds']:.1f} s, each {each} s of processor"
        )
    first, last = (found[str(number)]["seconds"] for number in (WORKERS[0], WORKERS[-1]))
    lines.append(f"{WORKERS[-1]} against {WORKERS[0]}: {first / last:.2f} times as fast")
    lines.append(f"Bar: {BAR_SECONDS:.0f} s on two cores, near-linear.")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
