"""What a request holds beyond the form that its sender was offered.

A form leaves such fields aside without a word. On a board that would hide that somebody tried to move the
counter of somebody else, so they go to the action as well: it refuses them, and the refusal is noted.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping

from naast.listen.types import Laying, Whose

_COUNTER = re.compile(r"(?P<what>place|said)_(?P<line>\d{1,15})_(?P<kind>person|staff)_(?P<id>\d{1,15})")
_LINE = re.compile(r"(?:words|goal|by|energy)_(?P<line>\d{1,15})")


def beyond(sent: Mapping[str, str], offered: Container[str]) -> list[Laying]:
    """The board's fields in `sent` that are not `offered`, as what they would lay or write."""
    found = []
    for name, value in sent.items():
        if name in offered:
            continue
        counter, line = _COUNTER.fullmatch(name), _LINE.fullmatch(name)
        if counter:
            whose = Whose(counter["kind"], int(counter["id"]))
            number = int(value) if value.isascii() and value.isdigit() and len(value) < 4 else None
            found.append(Laying(int(counter["line"]), ((whose, number),)))
        elif line:
            found.append(Laying(int(line["line"]), words=value))
        elif name == "first" and value.isascii() and value.isdigit() and len(value) < 16:
            found.append(Laying(int(value), words=""))
    return found
