"""Optimistic locking: the second of two people who save is told, and neither text is lost."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from naast.kernel.errors import Stale
from naast.kernel.models.rows import KeptRow

R = TypeVar("R", bound=KeptRow)


def save_version(row: R, *, base_version: int, changes: dict[str, Any], shown: str = "") -> R:
    """Write `changes` when the row still has `base_version`.

    `shown` names the field whose present text the second writer gets to see. Raises Stale otherwise.
    """
    manager: models.Manager[R] = type(row).objects
    locked = manager.select_for_update().get(pk=row.pk)
    if locked.version != base_version:
        theirs = str(getattr(locked, shown)) if shown else ""
        raise Stale(
            _("Somebody else saved this in the meantime. Your text is still here; nothing was overwritten."),
            theirs=theirs,
            current_version=locked.version,
        )
    for name, value in changes.items():
        setattr(locked, name, value)
    locked.version = base_version + 1
    locked.save(update_fields=[*changes, "version"])
    return locked
