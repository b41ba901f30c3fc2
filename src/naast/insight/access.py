"""Who reads the figures of all plans together."""

from __future__ import annotations

from django.utils.translation import gettext as _

from naast.kernel import actors
from naast.kernel.actors import Actor
from naast.kernel.errors import NotAllowed

READERS = (actors.CONTROLLER, actors.FUND_OWNER, actors.POLICY)
"""Roles that read figures and no stories (docs: who sees what)."""


def must_read(actor: Actor) -> None:
    """Raises NotAllowed for whoever the figures of all plans are not for."""
    if not (actor.is_staff and actor.has_role(*READERS)):
        raise NotAllowed(_("Only a controller, a fund owner or policy reads the figures of all plans."))
