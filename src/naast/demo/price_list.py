"""What the demo's municipality itself has in its price list. Every amount is made up, and says so."""

from __future__ import annotations

from decimal import Decimal

from naast.demo.stage import House
from naast.plan import actions as plan
from naast.plan import queries

_FILE = """item_nl;unit;mode;price_year;vat;payer;quality;source;because
Boodschappenpas (fictief);week;35,00;2025;incl;municipality;local;Raamcontract (fictief);
Inzet van een vrijwilliger;hour;7,50;2025;;society;local;Eigen regeling (fictief);Zo betalen wij (fictief)
"""


def keep_own_prices(house: House) -> None:
    """One of its own, one that goes before the list, and a file that waits to be looked at."""
    keeper = house["controller"]
    listed = queries.price_named("Traject schuldhulp")
    if listed is None:
        raise LookupError("the price list holds no debt help")
    plan.change_price(
        actor=keeper,
        price_id=listed.pk,
        base_version=listed.version,
        values={
            "mode": Decimal("2400"),
            "low": Decimal("2100"),
            "high": Decimal("2900"),
            "price_year": 2025,
            "source": "Contract met de kredietbank (fictief)",
            "quality": "local",
            "because": "De prijs in de lijst is van 2005 (fictief bedrag)",
        },
    )
    plan.add_price(
        actor=keeper,
        values={
            "item": "Neighbourhood meal (fictitious)",
            "item_nl": "Maaltijd in het buurthuis (fictief)",
            "unit": "time",
            "mode": Decimal("6.50"),
            "price_year": 2025,
            "vat": "incl",
            "payer": "municipality_wmo",
            "quality": "unsourced",
        },
    )
    plan.send_prices(actor=keeper, name="prijzen 2025 (fictief).csv", content=_FILE.encode())
