"""Who keeps the law library."""

from __future__ import annotations

from django.db import connection
from django.utils.translation import gettext as _

from naast.kernel import actors
from naast.kernel.actors import Actor
from naast.kernel.errors import NotAllowed

KEEPERS = (actors.LAWYER, actors.POLICY)
"""Roles that add rows, editions and law texts; only a lawyer signs a row."""


def keeps_library(actor: Actor) -> bool:
    """Whether this actor may add to the library."""
    return actor.kind == "system" or actor.has_role(*KEEPERS)


def must_keep_library(actor: Actor) -> None:
    """Raises NotAllowed for who may not."""
    if not keeps_library(actor):
        raise NotAllowed(_("Only a lawyer or a policy maker keeps the library of the law."))


def hold_library(actor: Actor) -> None:
    """One who adds to the library comes after the other, until the transaction ends: who clicks second finds
    there what the first one added."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('weigh_library'), %s)", [actor.municipality_id])
