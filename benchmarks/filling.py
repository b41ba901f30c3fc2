"""Fills one table from the rows of a query, so that what is loaded has every column a row of the house has.

A column that nobody names gets what an empty form would give it. So a new column does not break the loading.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.models import Field

KEPT = {
    "ground": "c.law",
    "destroy_on": "current_date + interval '15 years'",
    "created_at": "c.opened_on::timestamptz",
    "version": "1",
}
"""What every row about people has; `c` is a row of `Filling.rows`."""


def refuse_what_is_filled() -> None:
    """End when the database holds municipalities already: they are of another benchmark or of another size,
    or were left half-way, and what is measured then is not what the report says."""
    from naast.kernel.models import Municipality

    if Municipality.objects.exists():
        raise SystemExit(
            "This folder was filled by another benchmark, for another size, or not to the end. "
            "Give --keep a folder of its own."
        )


@dataclass(frozen=True)
class Filling:
    """Fills tables of one municipality from `rows`: a query that sources call by `name`."""

    municipality_id: int
    name: str
    rows: str

    def fill(self, label: str, source: str = "", /, **columns: str) -> None:
        """Insert a row of the model `label` for each row of `source` (all of `rows` as `c` when it is empty).

        `columns` are SQL expressions over it.
        """
        values = _values(
            apps.get_model(label), {"municipality_id": str(self.municipality_id)} | KEPT | columns
        )
        unknown = set(columns) - set(values)
        if unknown:
            raise ValueError(f"{label} has no column {', '.join(sorted(unknown))}")
        table, names = apps.get_model(label)._meta.db_table, ", ".join(f'"{name}"' for name in values)
        with connection.cursor() as cursor:
            cursor.execute(
                f'WITH {self.name} AS ({self.rows}) INSERT INTO "{table}" ({names}) '  # noqa: S608
                f"SELECT {', '.join(values.values())} FROM {source or f'{self.name} c'}"
            )


def _values(model: type[models.Model], wanted: dict[str, str]) -> dict[str, str]:
    values = {}
    for field in model._meta.local_concrete_fields:
        if field.column in wanted:
            values[field.column] = wanted[field.column]
        elif not field.primary_key and not field.null:
            values[field.column] = _nothing(field)
    return values


def _nothing(field: Field[Any, Any]) -> str:
    """What an untouched field holds, as SQL."""
    if isinstance(field, models.BooleanField):
        return "false"
    if isinstance(field, models.DateTimeField):
        return "now()"
    if isinstance(field, models.DateField):
        return "current_date"
    if isinstance(field, models.IntegerField | models.DecimalField):
        return "0"
    if isinstance(field, models.JSONField):
        return "'[]'" if field.default is list else "'{}'"
    return "''"
