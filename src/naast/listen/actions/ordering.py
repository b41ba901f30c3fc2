"""The order of a board's lines, and what gives energy: said by whose board it is (002:356)."""

from __future__ import annotations

from django.db import transaction

from naast.kernel import audit
from naast.kernel.actors import Actor
from naast.listen import access
from naast.listen.actions.board import led_line, same_as_seen, touch
from naast.listen.actions.leaving import lying
from naast.listen.models import Board, BoardDomain


def in_order(board: Board) -> list[BoardDomain]:
    """The lines as they lie beneath each other: what comes first on top, then the chosen order."""
    return list(lying(board).order_by(*BoardDomain.IN_ORDER))


@transaction.atomic
def move_line(*, actor: Actor, board_domain_id: int, up: bool, base_version: int) -> BoardDomain:
    """Lay a line one higher or lower. What was put first stays on top; at an end nothing changes.

    Raises NotAllowed for who does not lead on this board, and Stale when it was laid since, which a button
    pressed twice also is: a line moves one place a time.
    """
    line, board = led_line(actor, board_domain_id)
    same_as_seen(board, base_version)
    lines = in_order(board)
    at = next(number for number, row in enumerate(lines) if row.pk == line.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(lines) or lines[at].is_first or lines[to].is_first:
        return line
    lines[at], lines[to] = lines[to], lines[at]
    for number, row in enumerate(lines, start=1):
        if row.order != number:
            row.order = number
            row.save(update_fields=["order"])
    touch(board)
    audit.change(actor, "listen.move_line", line, together=access.at_table(actor, board))
    return line


@transaction.atomic
def mark_energy(*, actor: Actor, board_domain_id: int, gives_energy: bool) -> None:
    """Say that a part of life gives energy or pride, or not any more. It counts for nothing else."""
    line, board = led_line(actor, board_domain_id)
    if line.gives_energy == gives_energy:
        return
    line.gives_energy = gives_energy
    line.save(update_fields=["gives_energy"])
    touch(board)
    audit.change(actor, "listen.mark_energy", line, together=access.at_table(actor, board))
