"""Who may read and write what was told: staff through the circle, a person only their own rows."""

from __future__ import annotations

from django.utils.translation import gettext as _

from naast.kernel import actors
from naast.kernel.actors import Actor
from naast.kernel.clock import today
from naast.kernel.errors import NotAllowed, NotVisible
from naast.listen.models import Board, BoardGuest
from naast.listen.opening import told_by
from naast.people import queries as people
from naast.people.reading import Part
from naast.people.types import CaseFacts, Face


def person_in(actor: Actor, case_id: int, person_id: int) -> tuple[CaseFacts, Face]:
    """The case and someone in it about whom this actor may write: staff anyone, a person only themselves."""
    opened = told_by(actor, case_id, person_id)
    return opened.case, opened.person


def readable(actor: Actor, case_id: int, person_id: int, part: Part) -> CaseFacts:
    """The case, for who may read this part of this person's: staff of the circle, the person, and who reads
    along by authority, task or because it is shared. Raises NotVisible."""
    if actor.is_resident and actor.id != person_id:
        return people.reading_place(actor, case_id, person_id, part).case
    return person_in(actor, case_id, person_id)[0]


def may_write(actor: Actor, case: CaseFacts) -> bool:
    """Whether this actor writes here at all: a person, or staff who stands beside this resident."""
    return actor.is_resident or (case.stands_beside and actor.has_role(*actors.CASE_ROLES))


def must_stand_beside(actor: Actor, case: CaseFacts) -> None:
    """Raises NotAllowed for staff who only reads along or decides in this case, whatever roles they hold."""
    if not may_write(actor, case):
        raise NotAllowed(_("Only someone who stands beside the resident writes here."))


def is_guest(actor: Actor, board: Board) -> bool:
    """Whether the owner asked this person to lay a counter on the board, today."""
    guest = BoardGuest.objects.filter(board=board, person_id=actor.id).first()
    return guest is not None and (guest.until_on is None or guest.until_on >= today())


def sits_at(actor: Actor, board: Board) -> bool:
    """Whether who may read a board sees all that lies on it: staff, its owner, who was asked along."""
    if not actor.is_resident or actor.id == board.person_id:
        return True
    guests = [guest for guest in board.guests.all() if guest.person_id == actor.id]
    return any(guest.until_on is None or guest.until_on >= today() for guest in guests)


def board_of(actor: Actor, board_id: int, *, lock: bool = False) -> tuple[Board, CaseFacts]:
    """The board, for its owner, who was asked along, or the circle. Raises NotVisible otherwise.

    `lock`: hold the row until the end of the transaction.
    """
    rows = Board.objects.select_for_update() if lock else Board.objects
    board = rows.filter(pk=board_id).first()
    if board is None:
        raise NotVisible
    case = people.case_open_to(actor, board.case_id)
    if actor.is_resident and actor.id != board.person_id and not is_guest(actor, board):
        raise NotVisible
    return board, case


def leads(actor: Actor, board: Board, case: CaseFacts) -> bool:
    """Whether the actor chooses and writes: the owner, or staff who types for the people at one table."""
    if actor.is_resident:
        return bool(actor.id == board.person_id)
    return bool(board.together) and may_write(actor, case)


def must_lead(actor: Actor, board: Board, case: CaseFacts) -> None:
    """Raises NotAllowed for who reads along, a professional on a board laid apart, and a guest."""
    must_stand_beside(actor, case)
    if not leads(actor, board, case):
        raise NotAllowed(_("Whose board this is goes first: they choose the domains and write the words."))


def led_board(actor: Actor, board_id: int) -> tuple[Board, CaseFacts]:
    """The board, held until the end of the transaction, for who leads it. Raises NotAllowed otherwise."""
    board, case = board_of(actor, board_id, lock=True)
    must_lead(actor, board, case)
    return board, case


def at_table(actor: Actor, board: Board) -> bool:
    """Staff typed what people at the table said."""
    return actor.is_staff and bool(board.together)
