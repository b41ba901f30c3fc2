"""What a request holds beyond the form that its sender was offered.

A form leaves such fields aside without a word. On a board that would hide that somebody tried to move the
counter of somebody else, so they go to the action as well: it refuses them, and the refusal is noted.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from naast.listen import queries
from naast.listen.types import BoardView, Laying, Whose

LEFT_MEANWHILE = gettext_lazy(
    "Something was taken off this board while you were writing. Nothing was kept yet. Look at it once more."
)
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


@dataclass(frozen=True, slots=True)
class Gone:
    """Fields of lines that were taken off since the page was opened, and the words that were typed there."""

    names: frozenset[str]
    words: tuple[str, ...]


def gone(sent: Mapping[str, str], board: BoardView, me: Whose) -> Gone:
    """What the sender may have had on their page and lies on no board any more; of others for who leads."""
    here = {line.id for line in board.lines}
    found: list[tuple[int, str, str]] = []
    for name, value in sent.items():
        counter, line = _COUNTER.fullmatch(name), _LINE.fullmatch(name)
        theirs = board.leads or (counter and Whose(counter["kind"], int(counter["id"])) == me)
        if theirs and (its := counter or line):
            said = value.strip() if name.startswith(("said_", "words_", "goal_")) else ""
            found.append((int(its["line"]), name, said))
    nowhere = queries.lying_nowhere(board.id, {number for number, _name, _said in found} - here)
    left = [row for row in found if row[0] in nowhere]
    return Gone(frozenset(name for _number, name, _said in left), tuple(said for *_row, said in left if said))
