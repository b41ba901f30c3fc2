"""The contract worked out a second time, plainly: no code of the engine, floats, one loop a line.

Means by numerical integration over the density of each uncertain number (Gauss quadrature), so that not even
the closed forms are shared. Only for tests.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import special, stats

NODES, WEIGHTS = np.polynomial.legendre.leggauss(64)
DEFAULTS = {"deadweight": 0.0, "displacement": 0.0, "attribution": 1.0, "success": 1.0, "dropoff": 0.0}


def values(number: dict[str, Any]) -> tuple[np.ndarray, np.ndarray]:
    """Points of an uncertain number with their weights, which add up to 1."""
    if "exact" in number:
        return np.array([float(number["exact"])]), np.array([1.0])
    if "lognormal" in number:
        p05, p95 = number["lognormal"]
        if p05 == p95:
            return np.array([float(p05)]), np.array([1.0])
        mu = (math.log(p05) + math.log(p95)) / 2
        sigma = (math.log(p95) - math.log(p05)) / (2 * stats.norm.ppf(0.95))
        points, weights = np.polynomial.hermite_e.hermegauss(96)
        return np.exp(mu + sigma * points), weights / weights.sum()
    low, mode, high = map(float, number.get("range") or number["triangular"])
    if low == high:
        return np.array([low]), np.array([1.0])
    if "range" in number:
        # A beta on the range; its shape parameters run from 1 to 5 and add up to 6.
        alpha = 1 + 4 * (mode - low) / (high - low)
        points, weights = special.roots_jacobi(64, 6 - alpha - 1, alpha - 1)
        return (low + high) / 2 + (high - low) / 2 * points, weights / weights.sum()
    return _triangle(low, mode, high)


def _triangle(low: float, mode: float, high: float) -> tuple[np.ndarray, np.ndarray]:
    points, weights = [], []
    for end, foot in ((mode, low), (mode, high)):
        if end != foot:
            at = (end + foot) / 2 + (end - foot) / 2 * NODES
            points.append(at)
            weights.append(WEIGHTS * (at - foot) / (end - foot) * abs(end - foot))
    found = np.concatenate(weights)
    return np.concatenate(points), found / found.sum()


def mean(number: dict[str, Any]) -> float:
    points, weights = values(number)
    return float(points @ weights)


def kept(number: dict[str, Any] | None, age: int) -> float:
    """E[(1 - d)^age]."""
    if number is None or age == 0:
        return 1.0
    points, weights = values(number)
    return float((1 - points) ** age @ weights)


def factors(plan: dict[str, Any]) -> list[float]:
    """The discount factor of each year."""
    given = plan.get("discount", {})
    steps = given.get("schedule", [[0, given.get("rate", 0.0225)]])
    timing = given.get("timing", "start")
    found, start = [], 1.0
    for year in range(plan["horizon_years"]):
        rate = [rate for first, rate in steps if first <= year][-1]
        found.append(start * (1 + rate) ** -{"start": 0, "middle": 0.5, "end": 1}[timing])
        start /= 1 + rate
    return found


def line_gains(plan: dict[str, Any], line: dict[str, Any]) -> list[float]:
    """What a line brings in each year before discounting and overlap. No `ref` may be in it twice."""
    quantity = mean(line["plan"]) - mean(line["nothing"])
    if line.get("sense", "cost") == "cost":
        quantity = -quantity
    index = plan.get("index")
    price = mean(line["price"])
    if index:
        price *= index[str(plan["base_year"])] / index[str(line["price"]["year"])]
    shares = {name: mean(line[name]) if name in line else fixed for name, fixed in DEFAULTS.items()}
    chain = (1 - shares["deadweight"]) * (1 - shares["displacement"])
    chain *= shares["attribution"] * shares["success"]
    found = [0.0] * plan["horizon_years"]
    for age in range(line.get("years", 1)):
        year = line.get("start_year", 0) + age
        if year < plan["horizon_years"]:
            found[year] = quantity * price * chain * kept(line.get("dropoff"), age)
    return found


def work_out(plan: dict[str, Any]) -> dict[str, Any]:
    """The means of the contract, not rounded; payback from the undiscounted means, month by month."""
    discount = factors(plan)
    lines = [line for line in plan["lines"] if line["kind"] != "memo"]
    gains = {line["id"]: line_gains(plan, line) for line in lines}
    worth = {
        name: [gain * factor for gain, factor in zip(years, discount, strict=True)]
        for name, years in gains.items()
    }
    for group in {line["overlap"]["group"] for line in lines if line.get("overlap")}:
        members = [line for line in lines if line.get("overlap") and line["overlap"]["group"] == group]
        # The first of equals; sums of floats that should be equal differ in the last digits.
        largest = max(members, key=lambda line: round(abs(sum(worth[line["id"]])), 6))
        for line in members:
            if line is not largest:
                alpha = line["overlap"]["alpha"]
                worth[line["id"]] = [alpha * year for year in worth[line["id"]]]
                gains[line["id"]] = [alpha * year for year in gains[line["id"]]]
    payers: dict[str, list[float]] = {}
    for line in lines:
        _add(payers, line["payer"], worth[line["id"]], 1)
        if line["kind"] == "transfer":
            _add(payers, line["beneficiary"], worth[line["id"]], -1)
    real = [line for line in lines if line["kind"] == "real"]
    sums = {
        "welfare": real,
        "investment": [line for line in real if line["role"] == "investment"],
        "effects": [line for line in real if line["role"] == "effect"],
        "cashable": [line for line in real if line.get("cashable")],
        "not_cashable": [line for line in real if not line.get("cashable")],
    }
    found: dict[str, Any] = {
        name: math.fsum(sum(worth[line["id"]]) for line in members) for name, members in sums.items()
    }
    found["lines"] = {name: sum(years) for name, years in worth.items()}
    found["payers"] = payers
    found["payback_month"] = _payback(real, gains, plan["horizon_years"])
    return found


def _add(payers: dict[str, list[float]], name: str, years: list[float], sign: int) -> None:
    known = payers.setdefault(name, [0.0] * len(years))
    payers[name] = [before + sign * year for before, year in zip(known, years, strict=True)]


def _payback(real: list[dict[str, Any]], gains: dict[str, list[float]], horizon: int) -> int | None:
    balance, last_below = 0.0, 0
    for year in range(horizon):
        for role, month in ((role, month) for month in range(12) for role in ("investment", "effect")):
            for line in real:
                if line["role"] == role:
                    share = 1.0 / 12 if role == "effect" else float(month == 0)
                    balance += gains[line["id"]][year] * share
            if role == "effect" and balance < -1e-6:
                last_below = 12 * year + month + 1
    return last_below + 1 if last_below < 12 * horizon else None
