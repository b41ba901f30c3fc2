"""Small plans for the tests: only what a test is about has to be written."""

from typing import Any

from naast.engines.returns import as_json, evaluate, parse

EVELINE: dict[str, Any] = {
    "base_year": 2026,
    "horizon_years": 3,
    "draws": 10000,
    "seed": 1,
    "discount": {"rate": 0.0225, "timing": "start"},
    "index": {"2021": 0.80, "2026": 1.0},
    "lines": [
        {
            "id": "hotel",
            "label": "Hotel",
            "role": "investment",
            "kind": "real",
            "sense": "cost",
            "plan": {"exact": 183},
            "nothing": {"exact": 0},
            "start_year": 0,
            "years": 1,
            "price": {
                "exact": 80,
                "year": 2026,
                "vat": "incl",
                "source": "002:464",
                "quality": "seed",
                "ref": "hotel-night",
            },
            "payer": "municipality_wmo",
        },
        {
            "id": "removal",
            "label": "Uithuisplaatsing",
            "role": "effect",
            "kind": "real",
            "sense": "cost",
            "plan": {"exact": 0},
            "nothing": {"exact": 1},
            "price": {"exact": 40000, "year": 2026},
            "payer": "municipality_jeugd",
            "deadweight": {"exact": 0},
            "displacement": {"exact": 0},
            "attribution": {"exact": 1},
            "success": {"exact": 1},
            "dropoff": {"exact": 0},
            "overlap": None,
            "cashable": True,
            "source": "002:464",
            "reason": "...",
        },
        {"id": "rent", "kind": "memo", "label": "Huur vrije sector (bedrag onbekend)"},
    ],
}


def line(name: str = "effect", amount: Any = 1000, **changes: Any) -> dict[str, Any]:
    """An effect of `amount` euros (a number, or an uncertain number as a dict) in year 0."""
    price = amount if isinstance(amount, dict) else {"exact": amount}
    made = {
        "id": name,
        "role": "effect",
        "kind": "real",
        "sense": "benefit",
        "plan": {"exact": 1},
        "nothing": {"exact": 0},
        "price": {"year": 2026, **price},
        "payer": "society",
    }
    return made | changes


def plan(*lines: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A plan of some lines over three years, not discounted."""
    made: dict[str, Any] = {
        "base_year": 2026,
        "horizon_years": 3,
        "discount": {"rate": 0},
        "lines": list(lines),
    }
    return made | changes


def outcome(given: dict[str, Any]) -> dict[str, Any]:
    """The result of a plan in its JSON form."""
    return as_json(evaluate(parse(given)))


def mean(given: dict[str, Any]) -> float:
    """Mean welfare of a plan."""
    welfare: float = outcome(given)["welfare"]["mean"]
    return welfare
