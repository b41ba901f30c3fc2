"""Words in a file for a spreadsheet: what it would run as a formula leaves with an apostrophe before it."""

from __future__ import annotations

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Signs with which a cell of a CSV file becomes a formula, in the widths of all scripts."""


def harmless(text: str) -> str:
    """The text as it may stand in a cell."""
    return f"'{text}" if _would_run(text) else text


def as_it_was(cell: str) -> str:
    """What `harmless` was given."""
    return cell[1:] if cell.startswith("'") and _would_run(cell) else cell


def _would_run(text: str) -> bool:
    """Whether this is a formula, or was one before apostrophes were put before it."""
    return text.lstrip("'").startswith(FORMULA)
