"""Which shape a person's counter has: one and the same on every board of a case, whoever looks.

A shape is kept with the counter when it is laid for the first time. Who has not laid one yet is shown the
next free shape, in an order of its own: the owner, who sits at the table, and then who looks. On a covered
board who works here stands in that order beforehand, and what others laid there counts nowhere until it is
turned over, so that no shape, on whatever board, tells that somebody else laid.
"""

from __future__ import annotations

from collections.abc import Iterable

from naast.kernel import actors
from naast.listen.models import Board, Counter
from naast.listen.types import PERSON, STAFF, Whose
from naast.people import queries as people

SHAPES = ("circle", "square", "triangle", "diamond", "hexagon", "star")


def kept_in(case_id: int, me: Whose | None = None) -> dict[Whose, str]:
    """The shapes that counters of this case have, in the order in which they were laid.

    Of boards that lie covered only that of `me`, unless somebody has it on a board that lies open.
    """
    rows = Counter.objects.filter(case_id=case_id).order_by("id")
    board = "line__board__"
    found: dict[Whose, str] = {}
    hidden = ""
    for person_id, staff_id, shape, covered, revealed_at in rows.values_list(
        "person_id", "staff_id", "shape", f"{board}covered", f"{board}revealed_at"
    ):
        whose = Whose(PERSON, person_id) if person_id else Whose(STAFF, staff_id)
        if not covered or revealed_at is not None:
            found[whose] = found.get(whose) or shape
        elif whose == me:
            hidden = hidden or shape
    kept = with_next({whose: shape for whose, shape in found.items() if shape}, found)
    if me is not None and me not in kept and hidden and hidden not in kept.values():
        kept[me] = hidden
    return kept


def with_next(kept: dict[Whose, str], asked: Iterable[Whose]) -> dict[Whose, str]:
    """`kept`, and for everyone `asked` who has none yet the shape that the fewest have, in that order."""
    shapes = dict(kept)
    for whose in asked:
        if whose not in shapes:
            taken = list(shapes.values())
            shapes[whose] = min(SHAPES, key=taken.count)
    return shapes


def at_table(board: Board) -> list[Whose]:
    """Who lays a counter here as somebody of the case: the owner, and who was asked along."""
    guests = sorted(guest.person_id for guest in board.guests.all() if guest.person_id != board.person_id)
    return [Whose(PERSON, number) for number in (board.person_id, *guests)]


def in_turn(board: Board, *also: Whose) -> list[Whose]:
    """Who may lay here, in the order in which shapes are given to who has none yet; at the end who looks."""
    staff: set[int] = set()
    if board.covered:
        places = [place for place in people.circle_of(board.case_id) if place.role in actors.CASE_ROLES]
        staff = {place.face.id for place in places if place.face.kind == STAFF}
    return [*at_table(board), *(Whose(STAFF, number) for number in sorted(staff)), *also]


def shape_for(board: Board, whose: Whose) -> str:
    """The shape with which this counter is laid on this board."""
    return with_next(kept_in(board.case_id, whose), in_turn(board, whose))[whose]


def settle(board: Board) -> None:
    """Before a covered board is turned over: who has on it a shape that somebody got elsewhere meanwhile,
    gets another; who has one on a board that lies open, gets that."""
    kept = kept_in(board.case_id)
    for row in Counter.objects.filter(line__board=board).order_by("id"):
        whose = Whose(PERSON, row.person_id) if row.person_id else Whose(STAFF, row.staff_id)
        if whose not in kept and row.shape and row.shape not in kept.values():
            kept[whose] = row.shape
        kept = with_next(kept, [whose])
        if row.shape != kept[whose]:
            row.shape = kept[whose]
            row.save(update_fields=["shape"])
