"""What every page may use beside its own context."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """`actor` and `municipality` (None before login) and the neutral address of the quick way out."""
    return {
        "actor": getattr(request, "actor", None),
        "municipality": getattr(request, "municipality", None),
        "quick_exit_url": settings.NAAST_QUICK_EXIT_URL,
        "is_demo": settings.NAAST_DEMO,
    }
