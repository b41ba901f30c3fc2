"""The board as a picture. Where a counter lies is drawn here and told nowhere else (M1)."""

from __future__ import annotations

from collections.abc import Sequence

from naast.folder.portable import typeset
from naast.listen.types import LineView

PER_INCH = 144.0
TEMPLATE = "board.typ"


def board_png(lines: Sequence[LineView], *, title: str) -> bytes:
    """The lines with their counters, drawn in the order in which they lie. PNG: it holds pixels only."""
    data = {
        "title": title,
        "lines": [
            {
                "domain": line.domain,
                "counters": [
                    {"who": counter.who, "shape": counter.shape, "place": counter.place}
                    for counter in line.counters
                ],
            }
            for line in lines
        ],
    }
    return typeset.png(TEMPLATE, data, per_inch=PER_INCH)
