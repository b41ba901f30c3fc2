"""What comes with the product into the library of a municipality: clauses, what changes in them, values."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from naast.kernel import audit
from naast.kernel.actors import Actor
from naast.weigh.keepers import hold_library, must_keep_library
from naast.weigh.library import EDITABLE, standard
from naast.weigh.models import LegalRow, LegalValue

VALUES_FILE = Path(__file__).parents[1] / "data" / "values.json"


@transaction.atomic
def load_catalogue(*, actor: Actor) -> int:
    """Add the product's clauses that the municipality lacks, and what the product says otherwise by now.

    Returns how many editions. Versions of one clause become its editions, the earliest first; a clause of
    which the last edition came from the product gets what is new of it as the next ones. What the
    municipality made, changed or signed stays as it is: `product_queries.differences` shows it.
    """
    must_keep_library(actor)
    hold_library(actor)
    standing: dict[str, list[LegalRow]] = {}
    for row in LegalRow.objects.order_by("edition"):
        standing.setdefault(row.key, []).append(row)
    fresh = []
    for row in product_rows():
        editions = standing.setdefault(row.key, [])
        if editions and not editions[-1].is_of_product:
            continue
        if any(says_the_same(row, edition) for edition in editions):
            continue
        row.municipality_id = actor.municipality_id
        row.edition = editions[-1].edition + 1 if editions else 1
        editions.append(row)
        fresh.append(row)
    added = LegalRow.objects.bulk_create(fresh)
    if added:
        audit.change(actor, "weigh.load_catalogue", added[0], rows=len(added))
    return len(added)


def product_rows() -> list[LegalRow]:
    """The clauses of the product in all their versions, the earliest first; not kept."""
    in_time = sorted(standard()["rows"], key=lambda raw: raw["valid_from"] or "")
    return [_from_product(raw) for raw in in_time]


def says_the_same(one: LegalRow, other: LegalRow) -> bool:
    """Whether two editions are the same in every column that somebody can write."""
    return all(getattr(one, name) == getattr(other, name) for name in EDITABLE)


def _from_product(raw: Mapping[str, Any]) -> LegalRow:
    same = {
        name: raw[name]
        for name in EDITABLE
        if name in raw and name not in ("bwb_id", "valid_from", "valid_to")
    }
    return LegalRow(
        **same,
        key=str(raw["id"]),
        bwb_id=raw["bwb_id"] or "",
        motivate_nl=raw["must_be_motivated_nl"],
        motivate_en=raw["must_be_motivated_en"],
        valid_from=dt.date.fromisoformat(raw["valid_from"]) if raw["valid_from"] else None,
        valid_to=dt.date.fromisoformat(raw["valid_to"]) if raw["valid_to"] else None,
    )


@transaction.atomic
def load_values(*, actor: Actor) -> int:
    """Add the values that come with the product and are not there yet; returns how many."""
    must_keep_library(actor)
    hold_library(actor)
    known = set(LegalValue.objects.values_list("key", flat=True))
    fresh = [
        raw
        for raw in json.loads(VALUES_FILE.read_text(encoding="utf-8"))["values"]
        if raw["key"] not in known
    ]
    for raw in fresh:
        value = LegalValue(key=raw["key"], law=raw["law"], words_nl=raw["nl"], words_en=raw["en"])
        value.save()
        audit.change(actor, "weigh.load_values", value)
    return len(fresh)
