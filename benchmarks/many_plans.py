"""Loads a municipality with many plans, past the triggers, as `many_cases.py` does, and asks for all of them
together.

Reads its order as JSON from standard input. `load`: how many plans. `ask`: work all of them out; writes the
seconds it took on standard output. The workers are somebody else's.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any

import django
from filling import Filling

STEP = 2_000
PRICES = 30
PAYERS = (
    "municipality_wmo,municipality_jeugd,municipality_pw,health_insurer,care_office,justice,housing,society"
)
PATIENCE_SECONDS = 1_800
QUANTITIES = {
    "plan": "CASE WHEN l % 3 = 0 THEN 2 + c.n % 5 ELSE 0 END",
    "plan_low": "CASE WHEN l % 3 = 0 THEN 1 END",
    "plan_high": "CASE WHEN l % 3 = 0 THEN 9 + c.n % 5 END",
    "nothing": "CASE WHEN l % 3 > 0 THEN 1 + (c.n + l) % 4 ELSE 0 END",
    "nothing_low": "CASE WHEN l % 3 > 0 THEN 0.5 END",
    "nothing_high": "CASE WHEN l % 3 > 0 THEN 6 + c.n % 4 END",
}
"""Of `c`, a case, and `l`, the number of its line. Every quantity, price and share is a range."""
SHARES = {"deadweight": (10, 20, 40), "success": (50, 70, 90), "dropoff": (0, 10, 30)}


def main() -> None:
    """Do what was ordered."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naast.web.settings")
    django.setup()
    order = json.load(sys.stdin)
    if "load" in order:
        from many_cases import _become_superuser

        _become_superuser()
        load(order["load"])
    else:
        json.dump(ask(order["workers"]), sys.stdout)


def load(number: int) -> None:
    """One municipality with `number` plans of six to twelve lines, at thirty prices that they share."""
    from django.db import connection, connections, transaction

    from naast.kernel import actors
    from naast.kernel.models import Municipality
    from naast.kernel.tenancy import scope

    municipality = Municipality.objects.create(name="Meetstad", slug="meetstad")
    with transaction.atomic(), scope(municipality.pk), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        one = Filling(municipality.pk, "c", "SELECT 1 AS id, 'awb' AS law, current_date AS opened_on")
        one.fill("kernel.Account", id="1", login="'controller'", is_active="true")
        one.fill("kernel.Membership", id="1", account_id="1", kind="'staff'", subject_id="1")
        one.fill("people.Staff", id="1", account_id="1", name="'Meting'", function="'controller'")
        one.fill("people.StaffRole", staff_id="1", role=f"'{actors.CONTROLLER}'")
        one.fill("plan.PriceIndex", "c, generate_series(2020, 2026) AS y", year="y", change_percent="2.5")
        one.fill(
            "plan.Price",
            f"c, generate_series(1, {PRICES}) AS p",
            id="p",
            item="'price ' || p",
            item_nl="'prijs ' || p",
            low="60 + 9 * p",
            mode="80 + 10 * p",
            high="140 + 16 * p",
            price_year="2024 + p % 3",
            kind="'real'",
            quality="'secondary'",
            source="'fictief'",
            whose="'list'",
        )
    for first in range(0, number, STEP):
        with transaction.atomic(), scope(municipality.pk), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            _plans(Filling(municipality.pk, "c", _cases(first, min(first + STEP, number))))
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _cases(first: int, last: int) -> str:
    return (
        "SELECT n AS id, n, 'wmo' AS law, current_date - 100 AS opened_on "  # noqa: S608
        f"FROM generate_series({first + 1}, {last}) AS n"
    )


def _plans(cases: Filling) -> None:
    cases.fill("people.Person", id="c.id", given_name="'Anna'", family_name="'Meting'")
    cases.fill(
        "people.Case",
        id="c.id",
        resident_id="c.id",
        opened_by_id="1",
        opened_on="c.opened_on",
        opening_key="NULL",
    )
    cases.fill("plan.Plan", case_id="c.id", base_year="NULL", horizon_years="NULL")
    payer = f"split_part('{PAYERS}', ',', 1 + (c.n + l) % {PAYERS.count(',') + 1})"
    shares = {
        f"{name}{end}": f"CASE WHEN l % 3 > 0 THEN {value} END"
        for name, values in SHARES.items()
        for end, value in zip(("_low", "", "_high"), values, strict=True)
    }
    cases.fill(
        "plan.ScenarioLine",
        "c, generate_series(1, 6 + c.n % 7) AS l",
        case_id="c.id",
        scenario="CASE WHEN l % 3 = 0 THEN 'plan' ELSE 'nothing' END",
        role="CASE WHEN l % 3 = 0 THEN 'investment' ELSE 'effect' END",
        label="'regel ' || l",
        kind="'real'",
        sense="'cost'",
        years="1 + (c.n + l) % 5",
        price_id=f"1 + (c.n * 7 + l * 13) % {PRICES}",
        payer=payer,
        **QUANTITIES,
        **shares,
    )


def ask(workers: int) -> dict[str, Any]:
    """Wait until the workers are there, ask, and wait for the totals: seconds, plans, and the balance."""
    from django.db import transaction
    from procrastinate.contrib.django.models import ProcrastinateWorker

    from naast.insight import actions
    from naast.kernel.actors import load_actor
    from naast.kernel.models import Membership, Municipality
    from naast.kernel.tenancy import scope

    municipality = Municipality.objects.get(slug="meetstad")
    _wait(lambda: ProcrastinateWorker.objects.count() >= workers)
    started = time.monotonic()
    with transaction.atomic(), scope(municipality.pk):
        actor = load_actor(Membership.objects.get(municipality=municipality))
        if actor is None:
            raise RuntimeError("the controller cannot log in")
        run = actions.ask_portfolio(actor=actor)
    asked = time.monotonic() - started
    found: dict[str, Any] = {}

    def is_ready() -> bool:
        from naast.insight.models import PortfolioRun

        with transaction.atomic(), scope(municipality.pk):
            row = PortfolioRun.objects.get(pk=run)
        found.update(row.totals)
        if row.state == PortfolioRun.FAILED:
            raise RuntimeError("the plans could not be worked out")
        return bool(row.state == PortfolioRun.READY)

    _wait(is_ready)
    return {
        "seconds": time.monotonic() - started,
        "asking": asked,
        "plans": found["plans"],
        "refused": found["counts"].get("refused", 0),
        "welfare": found["welfare"],
    }


def _wait(there: Any) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not there():
        if time.monotonic() > deadline:
            raise RuntimeError("it takes too long")
        time.sleep(0.1)


if __name__ == "__main__":
    main()
