"""History by database triggers: every insert, update and delete, also those in raw SQL.

The event table carries the same municipality policy as its table; the application role may only add to it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import pghistory
from django.db import models

from naast.kernel.tenancy import MunicipalityPolicy

M = TypeVar("M", bound=type[models.Model])


def tracked(*, exclude: list[str] | None = None) -> Callable[[M], M]:
    """Class decorator for a model of a municipality: keep what it was, in `<Model>Event`.

    `exclude` names fields that must not be copied (encrypted bytes, drafts).
    """

    def decorate(model: M) -> M:
        name = model._meta.label_lower.replace(".", "_")
        meta: dict[str, Any] = {"constraints": [MunicipalityPolicy(name=f"{name}_event_policy")]}
        decorated: M = pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            exclude=exclude,
            context_field=pghistory.ContextJSONField(),
            meta=meta,
        )(model)
        return decorated

    return decorate
