from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Collection
from decimal import Decimal
from importlib.resources import files
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from naast.kernel import actors, audit, clock
from naast.kernel.actors import Actor
from naast.kernel.errors import NotAllowed
from naast.kernel.models import Municipality
from naast.plan import price_queries, terms
from naast.plan.models import Price, PriceIndex


@transaction.atomic
def load_prices(*, actor: Actor) -> int:
    """Put the price list and the price index that come with Naast into the municipality in scope.

    Safe to repeat: a price of the same item and year is brought up to date, or, where an agreed plan uses
    it, followed by a new one; a price of a later year ends the earlier one. What the municipality itself
    added stays as it is. Returns how many prices were added or changed. Only the house and a controller do
    it.
    """
    if actor.kind != "system" and not actor.has_role(actors.CONTROLLER):
        raise NotAllowed(_("Only a controller loads the price list."))
    agreed = price_queries.agreed_price_ids()
    changed = sum(_put_price(row, agreed) for row in _prices())
    changed_index = sum(_put_year(row) for row in _index())
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


def _put_price(values: dict[str, Any], agreed: Collection[int]) -> bool:
    """Add a row of the list or bring it up to date; whether anything changed."""
    same = Price.objects.filter(item=values["item"], price_year=values["price_year"], whose=terms.LISTED)
    row: Price | None = same.order_by(F("valid_from").asc(nulls_first=True), "id").last()
    if row is None:
        Price(**values).save()
        return True
    if row.pk in agreed and _differing(row, values):
        last_day = max(clock.today() - dt.timedelta(days=1), row.valid_from or dt.date.min)
        _end(row, last_day)
        kept = {name: getattr(row, name) for name in ("legal_title", "cost_centre")}
        Price(**values, **kept, valid_from=last_day + dt.timedelta(days=1)).save()
        return True
    return _update(row, values)


def _put_year(values: dict[str, Any]) -> bool:
    """Add a year of the index or bring it up to date, unless the municipality noted it itself."""
    row = PriceIndex.objects.filter(year=values["year"]).first()
    if row is None:
        PriceIndex(**values).save()
        return True
    return row.noted_on is None and _update(row, values)


def _differing(row: Price | PriceIndex, values: dict[str, Any]) -> list[str]:
    return [name for name, value in values.items() if getattr(row, name) != value]


def _update(row: Price | PriceIndex, values: dict[str, Any]) -> bool:
    different = _differing(row, values)
    if not different:
        return False
    for name in different:
        setattr(row, name, values[name])
    row.version += 1
    row.save(update_fields=[*different, "version"])
    return True


def _end_earlier() -> None:
    """Of each item of the list the price of the latest year holds; the others ended with the year before."""
    latest: dict[str, Price] = {}
    going_on = Price.objects.filter(whose=terms.LISTED, valid_to__isnull=True)
    for price in going_on.order_by("item", "-price_year"):
        newer = latest.setdefault(price.item, price)
        if newer is not price:
            _end(price, max(dt.date(newer.price_year - 1, 12, 31), price.valid_from or dt.date.min))


def _end(price: Price, last_day: dt.date) -> None:
    price.valid_to = last_day
    price.version += 1
    price.save(update_fields=["valid_to", "version"])
