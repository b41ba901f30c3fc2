"""Who may read and write what was told: staff through the circle, a person only their own rows."""

from __future__ import annotations

from django.utils.translation import gettext as _

from naast.kernel import actors
from naast.kernel.actors import Actor
from naast.kernel.clock import today
from naast.kernel.errors import NotAllowed, NotVisible
from naast.listen.models import Board, BoardGuest
from naast.people import queries as people
from naast.people.types import CaseFacts, PersonFacts


def case_of(actor: Actor, case_id: int) -> CaseFacts:
    """The case for its circle, its resident, or someone who takes part in it. Raises NotVisible otherwise."""
    if actor.is_resident:
        found = [case for case in people.participations_of(actor) if case.id == case_id]
        if found:
            return found[0]
    return people.case_for(actor, case_id)


def person_in(actor: Actor, case_id: int, person_id: int) -> tuple[CaseFacts, PersonFacts]:
    """The case and someone in it about whom this actor may write: staff anyone, a person only themselves."""
    case = case_of(actor, case_id)
    if actor.is_resident and actor.id != person_id:
        raise NotVisible
    for person in people.people_in(case):
        if person.id == person_id:
            return case, person
    raise NotVisible


def may_lay(actor: Actor) -> bool:
    """Whether this actor writes here at all: a person, or staff who stands beside residents."""
    return actor.is_resident or actor.has_role(*actors.CASE_ROLES)


def must_stand_beside(actor: Actor) -> None:
    """Who only reads along or decides does not write in what was told."""
    if not may_lay(actor):
        raise NotAllowed(_("Only who stands beside the resident writes here."))


def is_guest(actor: Actor, board: Board) -> bool:
    """Whether the owner asked this person to lay a counter on the board, today."""
    guest = BoardGuest.objects.filter(board=board, person_id=actor.id).first()
    return guest is not None and (guest.until_on is None or guest.until_on >= today())


def board_of(actor: Actor, board_id: int, *, lock: bool = False) -> tuple[Board, CaseFacts]:
    """The board, for its owner, who was asked along, or the circle. Raises NotVisible otherwise.

    `lock`: hold the row until the end of the transaction.
    """
    rows = Board.objects.select_for_update() if lock else Board.objects
    board = rows.filter(pk=board_id).first()
    if board is None:
        raise NotVisible
    case = case_of(actor, board.case_id)
    if actor.is_resident and actor.id != board.person_id and not is_guest(actor, board):
        raise NotVisible
    return board, case


def leads(actor: Actor, board: Board) -> bool:
    """Whether the actor chooses and writes: the owner, or staff who types for the people at one table."""
    if actor.is_resident:
        return bool(actor.id == board.person_id)
    return board.together and actor.has_role(*actors.CASE_ROLES)


def must_lead(actor: Actor, board: Board) -> None:
    """Raises NotAllowed for a professional on a board that somebody lays on their own, and for a guest."""
    if not leads(actor, board):
        raise NotAllowed(_("Whose board this is goes first: they choose the domains and write the words."))
