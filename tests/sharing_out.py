"""Which worker runs which test, and in which order: those of one house together, the long ones first.

The `loadgroup` of pytest-xdist writes the group of a test behind its name, where pytest 9.2 does not look any
more: without a word every test then stands by itself, and each worker starts a house of its own for the
browser. Who shares the tests out knows names only, so here the group follows from the path.
"""

from __future__ import annotations

from typing import Any

from xdist.scheduler import LoadGroupScheduling

GROUPS = (
    ("tests/browser/", "browser"),
    ("src/naast/listen/tests/test_rings_browser.py::", "browser"),
    ("tests/test_benchmark_pages.py::", "benchmarks"),
)
"""Tests that share what takes long to start, by the path they are in: one worker runs all of a group."""
LONG = ("tests/", "src/naast/launch/", "src/naast/decide/tests/test_generated_")
"""Tests of the whole house, of its programs, and of hundreds of made-up cases. Some take minutes: as the last
to begin they would leave the other worker idle."""


class SharingOut(LoadGroupScheduling):  # type: ignore[misc]
    """Hands out the largest group first, then what stands alone, in the order in which it was found."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


def group_of(nodeid: str) -> str:
    """The group of a test; one that may run anywhere is a group of its own."""
    return next((group for path, group in GROUPS if nodeid.startswith(path)), nodeid)


def long_ones_first(items: list[Any]) -> None:
    """Put what may take long in front, and leave the rest in the order it has."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))
