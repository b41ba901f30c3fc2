"""What commands for one municipality share."""

from __future__ import annotations

from django.core.management.base import CommandError

from naast.kernel.models import Municipality


def municipality_of(slug: str) -> Municipality:
    """The municipality that `--municipality` names. Raises CommandError when there is none."""
    found: Municipality | None = Municipality.objects.filter(slug=slug).first()
    if found is None:
        raise CommandError(f"--municipality: {slug} is not a municipality here")
    return found
