"""A board as one reader sees it: who waits, what is covered, and which counters that reader moves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from django.db.models import Prefetch, QuerySet

from naast.kernel import clock
from naast.kernel.actors import Actor
from naast.kernel.errors import NotVisible
from naast.listen import access, shapes
from naast.listen.models import Board, BoardDomain
from naast.listen.models import Counter as LaidCounter
from naast.listen.types import PERSON, STAFF, BoardView, CounterView, LeftView, LineView, SeatFacts, Whose
from naast.people import queries as people
from naast.people.types import CaseFacts


def rows() -> QuerySet[Board]:
    """Boards with everything that is drawn of them."""
    lines = BoardDomain.objects.select_related("domain").order_by(*BoardDomain.IN_ORDER)
    return Board.objects.prefetch_related(  # type: ignore[no-any-return]
        Prefetch("lines", lines),
        Prefetch("lines__counters", LaidCounter.objects.order_by("id")),
        "later",
        "guests",
    )


def staff_names(actor: Actor, staff_ids: Iterable[int]) -> dict[int, str]:
    """Names by id; to a resident the function where a name is not safe."""
    faces = people.staff_faces(staff_ids, to_resident=actor.is_resident)
    return {number: face.name or face.function for number, face in faces.items()}


def views_of(actor: Actor, case: CaseFacts, boards: list[Board]) -> list[BoardView]:
    """Boards of one case, of `rows`, as this reader sees them. The caller has authorised each."""
    persons = {person.id: person.name for person in people.people_in(case)}
    laid = [counter for board in boards for line in board.lines.all() for counter in line.counters.all()]
    staff_ids = {counter.staff_id for counter in laid if counter.staff_id}
    if actor.is_staff and boards:
        staff_ids.add(actor.id)
    staff = staff_names(actor, staff_ids)
    laid_by: list[Board | LaidCounter] = [*boards, *laid]
    for row in laid_by:
        # Who takes part no more keeps their name on what they laid; a question is asked only then.
        if row.person_id is not None and row.person_id not in persons:
            persons[row.person_id] = str(row.person)
    names = {Whose(PERSON, key): name for key, name in persons.items()}
    names |= {Whose(STAFF, key): name for key, name in sorted(staff.items())}
    kept = shapes.kept_in(case.id, _whose(actor)) if boards else {}
    return [_view(actor, case, board, names, kept) for board in boards]


def seats_of(actor: Actor, board_id: int) -> list[SeatFacts]:
    """Who lays along on a covered board, and whether they did: never where. NotVisible but for who leads."""
    board, case = access.board_of(actor, board_id)
    if not access.leads(actor, board, case):
        raise NotVisible
    board = rows().get(pk=board.pk)
    lines = _lying(board)
    laid: Counter[Whose] = Counter(_laid_by(row) for line in lines for row in line.counters.all())
    staff = staff_names(actor, [whose.id for whose in laid if whose.kind == STAFF])
    persons = {person.id: person.name for person in people.people_in(case)}
    names = {Whose(PERSON, key): name for key, name in persons.items()}
    names |= {Whose(STAFF, key): name for key, name in staff.items()}
    sit = {*shapes.at_table(board), *laid} - {Whose(PERSON, board.person_id)}
    return [
        SeatFacts(names[whose], laid[whose] > 0, laid[whose] == len(lines))
        for whose in sorted(sit)
        if whose in names
    ]


def _view(
    actor: Actor, case: CaseFacts, board: Board, names: dict[Whose, str], kept: dict[Whose, str]
) -> BoardView:
    owner = Whose(PERSON, board.person_id)
    me = [_whose(actor)] if access.may_write(actor, case) else []
    shaped = shapes.with_next(kept, shapes.in_turn(board, *me))
    leads = access.leads(actor, board, case)
    hidden = board.is_covered and _whose(actor) != owner
    lines = _lying(board)
    if hidden:  # the order and what comes first are the owner's to tell; so it is as the lines came
        lines = sorted(lines, key=lambda row: row.pk)
    movable = _movable(actor, case, board, leads=leads)
    return BoardView(
        id=board.pk,
        case_id=board.case_id,
        person_id=board.person_id,
        who=names.get(owner, ""),
        together=board.together,
        started_on=board.started_on,
        follows_id=board.follows_id,
        followed_by_id=max((later.pk for later in board.later.all()), default=None),
        photo_id=board.photo_id,
        photo_words=board.photo_words,
        version=board.version,
        leads=leads,
        lines=tuple(_line(actor, board, line, names, shaped, movable) for line in lines),
        words="" if hidden else board.words,
        covered=board.is_covered,
        revealed_on=clock.day_of(board.revealed_at) if board.revealed_at else None,
        left=tuple(_left(board, _whose(actor))),
    )


def _lying(board: Board) -> list[BoardDomain]:
    """The lines of a board of `rows`, without what was taken off it."""
    return [line for line in board.lines.all() if line.left_at is None]


def _left(board: Board, me: Whose) -> Iterator[LeftView]:
    for line in board.lines.all():
        if line.left_at is not None:
            for row in line.counters.all():
                if _laid_by(row) == me:
                    yield LeftView(line.pk, line.label, row.words)


def _laid_by(row: LaidCounter) -> Whose:
    return Whose(PERSON, row.person_id) if row.person_id else Whose(STAFF, row.staff_id or 0)


def _line(
    actor: Actor,
    board: Board,
    line: BoardDomain,
    names: dict[Whose, str],
    shaped: dict[Whose, str],
    movable: set[Whose],
) -> LineView:
    owner, me = Whose(PERSON, board.person_id), _whose(actor)
    laid = {_laid_by(row): row for row in line.counters.all()}
    waits = not board.together and me != owner and owner not in laid
    if waits or (not board.together and owner not in laid):
        # On a board laid apart nobody else's counter shows before the owner's lies there.
        laid = {}
    hidden = board.is_covered and me != owner
    if board.is_covered:
        # Everyone sees only their own until the owner turns all of it over; so does who reads along.
        laid = {whose: row for whose, row in laid.items() if whose == me}
    # The owner first, then who sits at the table, then who works here; the same for every reader.
    shown = sorted({*([] if hidden else [owner]), *laid, *movable}, key=lambda whose: (whose != owner, whose))
    return LineView(
        id=line.pk,
        domain=line.label,
        words="" if hidden else line.words,
        first=line.is_first and not hidden,
        goal="" if hidden else line.goal,
        goal_by=None if hidden else line.goal_by,
        waits=waits,
        counters=tuple(
            CounterView(
                whose=whose,
                who=names[whose],
                shape=shaped[whose],
                place=laid[whose].place if whose in laid else None,
                movable=whose in movable,
                words=laid[whose].words if whose in laid else "",
            )
            for whose in shown
        ),
        energy=line.gives_energy and not hidden,
        icon=line.drawing,
    )


def _whose(actor: Actor) -> Whose:
    return Whose(STAFF if actor.is_staff else PERSON, actor.id)


def _movable(actor: Actor, case: CaseFacts, board: Board, *, leads: bool) -> set[Whose]:
    if not access.may_write(actor, case):
        return set()
    guests = {guest.person_id for guest in board.guests.all()}
    if actor.is_resident and actor.id not in {board.person_id, *guests}:
        return set()  # who reads along lays nothing
    if not (board.together and leads):
        return {_whose(actor)}
    at_the_table = guests | {board.person_id}
    return {_whose(actor)} | {Whose(PERSON, number) for number in at_the_table}
