"""How fast the returns engine is, beside squigglepy in the same run, and how much memory it takes.

    .venv/bin/python benchmarks/returns.py             # a minute
    .venv/bin/python benchmarks/returns.py --quick     # a few rounds: only whether it works

One plan of twenty lines, ten years and eight payers, in which every number is uncertain. Ours is the whole
`evaluate`: exact means, percentiles of every figure, tornado and switching values. Beside it stands the same
plan in vectorised squigglepy: only the percentiles of welfare and of the payers. They take turns, on one
thread. Time at equal error is time x error squared: the error of free draws falls with the root of the draws.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import one_thread  # noqa: F401 - first, before NumPy

# isort: split
import numpy as np
import squigglepy as sq
from numpy.typing import NDArray

from naast.engines import returns

DRAWS = 10_000
BAR_MS, BAR_RATIO, BAR_MB = 25, 5, 200
PAYERS = (
    "municipality_wmo",
    "municipality_jeugd",
    "municipality_pw",
    "uwv",
    "insurer",
    "housing",
    "employer",
    "society",
)
SHARES = ("deadweight", "displacement", "attribution", "success", "dropoff")
YEARS, RATE = 10, 0.0225


def plan_of(draws: int, seed: int = 1) -> dict[str, Any]:
    """The plan that is measured: four investments and sixteen effects; two groups share a price."""
    lines = []
    for number in range(20):
        invests = number < 4
        size = 100 * (number + 1)
        price: dict[str, Any] = {"range": [size, 1.5 * size, 3 * size], "year": 2026}
        if number % 3 == 0:
            price = {"lognormal": [size, 3 * size], "year": 2026}
        elif number % 4 == 1:
            price = {"range": [200, 300, 600], "year": 2026, "ref": f"shared-{number % 8}"}
        amount = {"triangular": [1, 2, 4]} if number % 2 else {"range": [0.5, 1, 3]}
        line = {
            "id": f"line-{number}",
            "role": "investment" if invests else "effect",
            "kind": "real",
            "plan": amount if invests else {"exact": 0},
            "nothing": {"exact": 0} if invests else amount,
            "price": price,
            "payer": PAYERS[number % 8],
            "start_year": 0 if invests else number % 3,
            "years": 2 if invests else 4 + number % 7,
            "dropoff": {"range": [0, 0.1, 0.3]},
        }
        if not invests:
            line |= {
                "deadweight": {"range": [0, 0.2, 0.5]},
                "displacement": {"range": [0, 0.05, 0.2]},
                "attribution": {"triangular": [0.5, 0.8, 1]},
                "success": {"range": [0.4, 0.7, 0.9]},
            }
        lines.append(line)
    return {
        "base_year": 2026,
        "horizon_years": YEARS,
        "draws": draws,
        "seed": seed,
        "discount": {"rate": RATE},
        "lines": lines,
    }


def _sampled(number: dict[str, Any], draws: int) -> NDArray[np.float64] | float:
    if "exact" in number:
        return float(number["exact"])
    if "range" in number:
        return np.asarray(sq.sample(sq.pert(*number["range"]), n=draws))
    if "triangular" in number:
        return np.asarray(sq.sample(sq.triangular(*number["triangular"]), n=draws))
    return np.asarray(sq.sample(sq.lognorm(*number["lognormal"], credibility=90), n=draws))


def with_squigglepy(plan: dict[str, Any]) -> tuple[float, float]:
    """The 5th and 95th percentile of welfare; those of the payers are worked out as well."""
    draws = plan["draws"]
    shared: dict[str, Any] = {}
    payers: dict[str, Any] = {}
    for line in plan["lines"]:
        ref = line["price"].get("ref")
        price = shared[ref] if ref in shared else _sampled(line["price"], draws)
        if ref:
            shared[ref] = price
        gain = (_sampled(line["nothing"], draws) - _sampled(line["plan"], draws)) * price
        for name in SHARES[:4]:
            if name in line:
                share = _sampled(line[name], draws)
                gain = gain * (share if name in ("attribution", "success") else 1 - share)
        kept = 1 - _sampled(line["dropoff"], draws)
        years = min(line["years"], YEARS - line["start_year"])
        over_the_years: Any = 0.0
        for age in reversed(range(years)):
            over_the_years = over_the_years * kept + (1 + RATE) ** -(line["start_year"] + age)
        payers[line["payer"]] = payers.get(line["payer"], 0.0) + gain * over_the_years
    for amount in payers.values():
        np.percentile(amount, [5, 50, 95])
    low, _middle, high = np.percentile(sum(payers.values()), [5, 50, 95])
    return float(low), float(high)


def with_naast(plan: dict[str, Any]) -> tuple[float, float]:
    """The same percentiles from the whole of `evaluate`."""
    spread = returns.evaluate(returns.parse(plan)).welfare.spread
    if spread is None:
        raise RuntimeError("the plan has no percentiles")
    return float(spread.p05), float(spread.p95)


def _true_percentiles(draws: int) -> NDArray[np.float64]:
    """From so many draws of squigglepy's own that their noise does not count."""
    sq.set_seed(99)
    return np.mean([with_squigglepy(plan_of(draws)) for _ in range(10)], axis=0)


def _memory(draws: int) -> float:
    """The most memory (MB) of a process that works the plan out once, libraries included."""
    alone = [sys.executable, str(Path(__file__).with_name("returns_memory.py"))]
    given = json.dumps(plan_of(draws))
    run = subprocess.run(alone, input=given, capture_output=True, text=True, check=True)  # noqa: S603 - our own
    return float(run.stdout)


def main() -> int:
    """Measure, print a table, and say per bar whether it was reached."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    words.add_argument("--quick", action="store_true")
    given = words.parse_args()
    rounds = 3 if given.quick else 40
    truth = _true_percentiles(20_000 if given.quick else 400_000)
    for method in (with_naast, with_squigglepy):  # what is made once a process
        method(plan_of(DRAWS))
    found: dict[str, list[tuple[float, float, float]]] = {"naast": [], "squigglepy": []}
    for turn in range(rounds):
        plan = plan_of(DRAWS, seed=1 + turn)
        for name, method in (("naast", with_naast), ("squigglepy", with_squigglepy)):
            began = time.perf_counter()
            low, high = method(plan)
            found[name].append((time.perf_counter() - began, low - truth[0], high - truth[1]))
    times = {name: statistics.median(row[0] for row in rows) for name, rows in found.items()}
    errors = {
        name: [statistics.fmean(row[at] ** 2 for row in rows) ** 0.5 for at in (1, 2)]
        for name, rows in found.items()
    }
    at_equal_error = min(
        times["squigglepy"] * errors["squigglepy"][at] ** 2 / (times["naast"] * errors["naast"][at] ** 2)
        for at in (0, 1)
    )
    for name in found:
        low, high = errors[name]
        print(f"{name:10} {times[name] * 1000:7.1f} ms   error of p05 {low:8.1f}   of p95 {high:8.1f} euros")
    same_plan = plan_of(DRAWS)
    parsed = returns.parse(same_plan)
    alone = []
    for _ in range(rounds):
        began = time.perf_counter()
        returns.evaluate(parsed)
        alone.append(time.perf_counter() - began)
    ours, memory = statistics.median(alone) * 1000, _memory(100_000)
    print(f"{DRAWS:,} draws, plan read before: {ours:.1f} ms (bar: {BAR_MS} ms): {_said(ours <= BAR_MS)}")
    reached = _said(at_equal_error >= BAR_RATIO)
    print(f"at equal error {at_equal_error:.1f} times as fast (bar: {BAR_RATIO} times): {reached}")
    print(f"at equal draws {times['squigglepy'] / times['naast']:.1f} times as fast")
    print(f"100,000 draws: {memory:.0f} MB (bar: {BAR_MB} MB): {_said(memory <= BAR_MB)}")
    return 0


def _said(reached: bool) -> str:
    return "reached" if reached else "NOT reached"


if __name__ == "__main__":
    raise SystemExit(main())
