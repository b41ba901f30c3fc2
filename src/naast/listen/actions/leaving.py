"""Taking a line off a board: what its owner wrote keeps it there, and the words of others stay theirs."""

from __future__ import annotations

import contextlib

from django.db import transaction
from django.db.models import ProtectedError, QuerySet
from django.utils.translation import gettext as _

from naast.kernel import audit, clock
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid
from naast.listen import access
from naast.listen.models import Board, BoardDomain
from naast.listen.types import PERSON, STAFF, Whose


def lying(board: Board) -> QuerySet[BoardDomain]:
    """The lines of a board, without what was taken off it."""
    return board.lines.filter(left_at__isnull=True)


def whose_of(actor: Actor) -> Whose:
    """Under whose name this actor lays a counter."""
    return Whose(STAFF if actor.is_staff else PERSON, actor.id)


def counter_of(whose: Whose) -> dict[str, int]:
    """The counter of somebody, as a filter and as the fields of a new one."""
    return {"person_id" if whose.kind == PERSON else "staff_id": whose.id}


def drop_line(actor: Actor, line: BoardDomain, field: str) -> None:
    """Take a line off, with its counters; with words of others beside theirs it stays for them alone.

    Raises Invalid at `field` while its owner's words or a goal stand there, or when it is part of the plan.
    """
    if line.words or line.goal:
        message = _("Words or a goal stand at “{domain}”. Take those away first.")
        raise Invalid(message.format(domain=line.label), field)
    others = line.counters.exclude(words="").exclude(**counter_of(whose_of(actor)))
    kept = list(others.values_list("pk", flat=True))
    line.counters.exclude(pk__in=kept).delete()
    if kept:
        # Not refused: on a covered board that would tell its owner who wrote where.
        line.left_at, line.is_first, line.gives_energy = clock.now(), False, False
        line.save(update_fields=["left_at", "is_first", "gives_energy"])
        return
    try:
        line.delete()
    except ProtectedError as error:
        message = _("“{domain}” is part of the plan already, so it stays on this board.")
        raise Invalid(message.format(domain=line.label), field) from error


@transaction.atomic
def take_back_words(*, actor: Actor, board_id: int, line_id: int) -> None:
    """Take one's own words away from a line that somebody else took off the board. Twice is once."""
    board, _case = access.board_of(actor, board_id, lock=True)
    line = board.lines.filter(pk=line_id, left_at__isnull=False).first()
    if line is None or not line.counters.filter(**counter_of(whose_of(actor))).delete()[0]:
        return
    if not line.counters.exists():
        # What is part of the plan stays, as it does for who takes it off.
        with contextlib.suppress(ProtectedError):
            line.delete()
    audit.change(actor, "listen.take_back_words", board, line=line_id)
