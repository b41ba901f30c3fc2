"""After each migration, as the owner: what Django's migrations cannot say about our tables.

- a foreign key between two rows of a municipality also carries the municipality (plain foreign keys bypass
policies);
- tables that may only grow: the application role loses UPDATE and DELETE.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections, models

from naast.kernel.models.rows import MunicipalityRow


def municipality_models() -> list[type[models.Model]]:
    """Every concrete model that carries a municipality and stands under row-level security, history
    included."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and _carries_municipality(model)
    ]


def _carries_municipality(model: type[models.Model]) -> bool:
    return issubclass(model, MunicipalityRow) or (is_history(model) and hasattr(model, "municipality_id"))


def is_history(model: type[models.Model]) -> bool:
    """Whether this is an event table of django-pghistory."""
    return hasattr(model, "pgh_tracked_model")


def only_grows(model: type[models.Model]) -> bool:
    """Whether the application role may add rows but not change or delete them."""
    return is_history(model) or bool(getattr(model, "append_only", False))


def harden(using: str = "default", **kwargs: Any) -> None:
    """Idempotent. Connected to post_migrate of the kernel, which Django sends when all migrations are
    done."""
    connection = connections[using]
    app_role = connection.ops.quote_name(settings.NAAST_APP_ROLE)
    targets = municipality_models()
    with connection.cursor() as cursor:
        existing = {table.name for table in connection.introspection.get_table_list(cursor)}
        present = [model for model in targets if model._meta.db_table in existing]
        for model in present:
            table = model._meta.db_table
            if not is_history(model):
                cursor.execute(
                    f'CREATE UNIQUE INDEX IF NOT EXISTS "{table}_of_one" ON "{table}" (municipality_id, id)'
                )
        for model in present:
            for field in model._meta.local_fields:
                _tie_to_municipality(cursor, model, field)
            if only_grows(model):
                cursor.execute(f'REVOKE UPDATE, DELETE, TRUNCATE ON "{model._meta.db_table}" FROM {app_role}')


def _tie_to_municipality(cursor: Any, model: type[models.Model], field: models.Field[Any, Any]) -> None:
    if (
        not isinstance(field, models.ForeignKey)
        or not getattr(field, "db_constraint", True)
        or is_history(model)
    ):
        return
    target = field.related_model
    if isinstance(target, str) or not _carries_municipality(target):
        return
    table, column = model._meta.db_table, field.column
    name = f"{table[:38]}_{column[:16]}_tied"
    cursor.execute(
        "SELECT 1 FROM pg_constraint WHERE conname = %s AND conrelid = %s::regclass", [name, f'"{table}"']
    )
    if cursor.fetchone() is None:
        cursor.execute(
            f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" FOREIGN KEY (municipality_id, "{column}") '
            f'REFERENCES "{target._meta.db_table}" (municipality_id, id) DEFERRABLE INITIALLY DEFERRED'
        )
