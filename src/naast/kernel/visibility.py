"""May I see it. The kernel declares the question; the people room registers the circle that answers it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from naast.kernel.actors import Actor

CaseIds = Callable[[Actor], Any]
_case_ids: list[CaseIds] = []
_read: ContextVar[dict[Actor, list[int]] | None] = ContextVar("cases_read_once", default=None)


def register_circle(case_ids: CaseIds) -> None:
    """Register the one function that gives a queryset of ids of the cases an actor may open today."""
    _case_ids[:] = [case_ids]


def visible_case_ids(actor: Actor) -> Any:
    """A lazy queryset of case ids (within `read_once` a list), for use in `filter(case_id__in=...)`.

    Raises RuntimeError when no circle is registered: nobody sees everything by accident.
    """
    if not _case_ids:
        raise RuntimeError("no circle registered: naast.people is not installed")
    read = _read.get()
    if read is None:
        return _case_ids[0](actor)
    if actor not in read:
        read[actor] = [case_id for row in _case_ids[0](actor) for case_id in row.values()]
    return read[actor]


@contextmanager
def read_once() -> Iterator[None]:
    """Within it the circle is read once, for a page that asks many rooms. Change nothing within it."""
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)
