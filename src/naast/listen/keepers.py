"""Rooms above this one that hold a copy of somebody's story say which rows, so that a deletion is whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from django.db import models

Rows = Mapping[type[models.Model], Iterable[int]]
Keeper = Callable[[int, int, bool], Rows]
_keepers: list[Keeper] = []


def register(keeper: Keeper) -> None:
    """Called once by a room. `keeper(case_id, person_id, of_recordings)` gives the ids of its rows that hold
    the story; with `of_recordings` those that may hold a recording of it and are no part of the story."""
    if keeper not in _keepers:
        _keepers.append(keeper)


def copies_of(
    case_id: int, person_id: int, *, of_recordings: bool = False
) -> dict[type[models.Model], set[int]]:
    """The rows of other rooms that hold the story of this person, or may hold a recording of it."""
    found: dict[type[models.Model], set[int]] = {}
    for keeper in _keepers:
        for model, numbers in keeper(case_id, person_id, of_recordings).items():
            found.setdefault(model, set()).update(numbers)
    return found
