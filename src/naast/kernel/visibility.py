"""May I see it. The kernel declares the question; the people room registers the circle that answers it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from naast.kernel.actors import Actor

CaseIds = Callable[[Actor], Any]
_case_ids: list[CaseIds] = []


def register_circle(case_ids: CaseIds) -> None:
    """Register the one function that gives a queryset of ids of the cases an actor may open today."""
    _case_ids[:] = [case_ids]


def visible_case_ids(actor: Actor) -> Any:
    """A lazy queryset of case ids for use in `filter(case_id__in=...)`.

    Raises RuntimeError when no circle is registered: nobody sees everything by accident.
    """
    if not _case_ids:
        raise RuntimeError("no circle registered: naast.people is not installed")
    return _case_ids[0](actor)
