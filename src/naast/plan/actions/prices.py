from __future__ import annotations

import csv
import datetime as dt
from decimal import Decimal
from importlib.resources import files
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from naast.kernel import actors, audit
from naast.kernel.actors import Actor
from naast.kernel.errors import NotAllowed
from naast.kernel.models import Municipality
from naast.plan.models import Price, PriceIndex


@transaction.atomic
def load_prices(*, actor: Actor) -> int:
    """Put the price list and the price index that come with Naast into the municipality in scope.

    Safe to repeat: a price of the same item and year is brought up to date, a price of a later year ends
    the earlier one. Returns how many prices were added or changed. Only the house and a controller do it.
    """
    if actor.kind != "system" and not actor.has_role(actors.CONTROLLER):
        raise NotAllowed(_("Only a controller loads the price list."))
    changed = sum(_put(Price, ("item", "price_year"), row) for row in _prices())
    changed_index = sum(_put(PriceIndex, ("year",), row) for row in _index())
    _end_earlier()
    if changed or changed_index:
        house = Municipality.objects.get(pk=actor.municipality_id)
        audit.change(actor, "plan.load_prices", house, prices=changed, index=changed_index)
    return changed


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("naast.plan") / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _prices() -> list[dict[str, Any]]:
    dutch = {row["item"]: row["item_nl"] for row in _rows("dutch-names.csv")}
    return [
        {
            "item": row["item"],
            "item_nl": dutch[row["item"]],
            "unit": row["unit"],
            "low": Decimal(row["low"]) if row["low"] else None,
            "mode": Decimal(row["mode"]),
            "high": Decimal(row["high"]) if row["high"] else None,
            "price_year": int(row["price_year"]),
            "payer": row["payer"],
            "kind": row["kind"],
            "quality": row["quality"],
            "source": row["source"],
        }
        for row in _rows("unit-prices.csv")
    ]


def _index() -> list[dict[str, Any]]:
    return [
        {
            "year": int(row["year"]),
            "change_percent": Decimal(row["change_percent"]),
            "source": row["source"],
            "quality": row["quality"],
        }
        for row in _rows("cpi.csv")
    ]


def _put(model: Any, keys: tuple[str, ...], values: dict[str, Any]) -> bool:
    """Add the row or bring it up to date; whether anything changed."""
    row = model.objects.filter(**{key: values[key] for key in keys}).first()
    if row is None:
        model(**values).save()
        return True
    different = [name for name, value in values.items() if getattr(row, name) != value]
    if not different:
        return False
    for name in different:
        setattr(row, name, values[name])
    row.save(update_fields=different)
    return True


def _end_earlier() -> None:
    """Of each item the price of the latest year holds; the others ended with the year before it."""
    latest: dict[str, Price] = {}
    for price in Price.objects.order_by("item", "-price_year"):
        newer = latest.setdefault(price.item, price)
        if newer is not price and price.valid_to is None:
            price.valid_to = dt.date(newer.price_year - 1, 12, 31)
            price.save(update_fields=["valid_to"])
