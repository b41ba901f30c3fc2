"""Giving back what somebody was typing when they left."""

from __future__ import annotations

from typing import Any

from naast.kernel import drafts
from naast.kernel.actors import Actor


def given_back(actor: Actor, object_key: str, initial: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """`initial` with the drafts of this account over it, and whether there were any that differ.

    The version becomes the one that the writer started from, so that a change by somebody else is noticed on
    saving and both texts are shown.
    """
    kept = {
        name: row for name, row in drafts.of(actor=actor, object_key=object_key).items() if name in initial
    }
    differing = {
        name: row for name, row in kept.items() if row.text.strip() != str(initial[name] or "").strip()
    }
    if not differing:
        return initial, False
    given = initial | {name: row.text for name, row in differing.items()}
    if "version" in initial:
        given["version"] = min(row.base_version for row in differing.values())
    return given, True
