"""Who lays along on a board, and whether what everyone lays stays covered until its owner turns it over."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naast.kernel import audit, clock
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotVisible
from naast.listen import access, shapes
from naast.listen.models import Board, BoardGuest, Counter
from naast.people import queries as people
from naast.people.types import CaseFacts

AT_ONE_TABLE = gettext_lazy("At one table everybody sees what is laid. Nothing is covered there.")


@transaction.atomic
def ask_along(*, actor: Actor, board_id: int, person_id: int, until_on: dt.date | None = None) -> None:
    """The owner asks someone of the case to lay a counter too; from then on that person sees the board."""
    board, case = access.led_board(actor, board_id)
    seat(actor, case, board, person_id, until_on)


@transaction.atomic
def ask_no_more(*, actor: Actor, board_id: int, person_id: int) -> None:
    """The owner ends what was asked: that person does not see the board any more."""
    board, _case = access.led_board(actor, board_id)
    BoardGuest.objects.filter(board=board, person_id=person_id).delete()
    audit.change(actor, "listen.ask_no_more", board, person=person_id)


def seat(
    actor: Actor, case: CaseFacts, board: Board, person_id: int, until_on: dt.date | None = None
) -> None:
    """Let somebody of the case lay a counter on this board; the owner sits there already."""
    if person_id == board.person_id:
        return
    if person_id not in {person.id for person in people.people_in(case)}:
        raise NotVisible
    BoardGuest.objects.update_or_create(
        municipality_id=board.municipality_id,
        board=board,
        person_id=person_id,
        defaults={"case_id": case.id, "ground": case.law, "until_on": until_on},
    )
    audit.change(actor, "listen.ask_along", board, person=person_id)


@transaction.atomic
def cover_board(*, actor: Actor, board_id: int) -> None:
    """From now on everyone sees only their own counter here, until the owner turns all of them over.

    Raises Invalid when others laid a counter already, or a photo shows what lies there: what was seen is not
    unseen. Covered twice is covered once; what was turned over stays so.
    """
    board, _case = access.led_board(actor, board_id)
    if board.covered:
        return
    if board.together:
        raise Invalid(str(AT_ONE_TABLE), "cover")
    if board.photo_id:
        raise Invalid(_("There is a photo of this board: it shows what everybody laid."), "cover")
    if Counter.objects.filter(line__board=board).exclude(person_id=board.person_id).exists():
        raise Invalid(_("Somebody else laid a counter already and saw yours. Start a new board."), "cover")
    board.covered = True
    _keep(actor, board, "listen.cover_board", ["covered"])


@transaction.atomic
def reveal_board(*, actor: Actor, board_id: int) -> None:
    """The owner turns over what everyone laid: from now on all who sit at this board see all of it.

    Raises Invalid while the owner has not laid a counter: who owns the board goes first (M1).
    """
    board, _case = access.led_board(actor, board_id)
    if not board.is_covered:
        return
    if not Counter.objects.filter(line__board=board, person_id=board.person_id).exists():
        raise Invalid(_("Lay your own counter first. Then you can turn the board over."), "reveal")
    shapes.settle(board)
    board.revealed_at = clock.now()
    _keep(actor, board, "listen.reveal_board", ["revealed_at"])


def _keep(actor: Actor, board: Board, verb: str, changed: list[str]) -> None:
    board.version += 1
    board.save(update_fields=[*changed, "version"])
    audit.change(actor, verb, board)
