"""The board (M1): its owner goes first, and nobody measures anything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from naast.kernel import audit, drafts
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, NotVisible, Stale
from naast.kernel.texts import cleaned
from naast.listen import access, shapes
from naast.listen.actions.leaving import counter_of, drop_line, lying, whose_of
from naast.listen.actions.seats import AT_ONE_TABLE, seat
from naast.listen.models import Board, BoardDomain, Counter, Domain
from naast.listen.models.board import COUNTER_WORDS_LENGTH, GOAL_LENGTH, LABEL_LENGTH, LAST_PLACE
from naast.listen.models.words import WORDS_LENGTH
from naast.listen.types import PERSON, Laying, Whose
from naast.people.types import CaseFacts


def board_key(case_id: int, board_id: int) -> str:
    """The object key of the drafts of a board: with its case first, by which erasure finds them."""
    return f"listen.board:{case_id}:{board_id}"


@transaction.atomic
def start_board(
    *,
    actor: Actor,
    case_id: int,
    person_id: int,
    together: bool,
    covered: bool = False,
    with_ids: Collection[int] = (),
    follows_id: int | None = None,
) -> Board:
    """Lay out an empty board for one person: no domain is filled in beforehand.

    `together`: one screen at one table, with the persons `with_ids`; otherwise they are asked to lay theirs
    later, by themselves. `covered`: apart, and nobody sees another's counter until its owner turns all of
    them over. `follows_id`: an earlier board of the same person, to be laid beside this one.
    """
    case, _person = access.person_in(actor, case_id, person_id)
    access.must_stand_beside(actor, case)
    earlier = Board.objects.filter(case_id=case.id, person_id=person_id, pk=follows_id)
    if follows_id is not None and not earlier.exists():
        raise NotVisible
    if with_ids and actor.is_staff and not together:
        raise NotAllowed(_("Whose board this is asks others to lay a counter."))
    if covered and together:
        raise Invalid(str(AT_ONE_TABLE), "way")
    like = {
        "case_id": case.id,
        "person_id": person_id,
        "together": together,
        "covered": covered,
        "follows_id": follows_id,
    }
    # A form sent twice: the empty board is there already, and takes who else sits at the table now.
    board: Board | None = Board.objects.filter(lines__isnull=True, photo__isnull=True, **like).first()
    if board is None:
        board = Board(ground=case.law, **like)
        board.save()
        audit.change(actor, "listen.start_board", board, together=together, covered=covered)
    for number in sorted(set(with_ids)):
        seat(actor, case, board, number)
    return board


@transaction.atomic
def choose_domain(
    *, actor: Actor, board_id: int, domain_id: int | None = None, own_label: str = ""
) -> BoardDomain:
    """Put a domain of the list, or an own one, on the board. Choosing it twice changes nothing.

    Raises NotAllowed for a professional on a board that somebody lays on their own.
    """
    board, _case = access.led_board(actor, board_id)
    line = _choose(board, domain_id, own_label)
    touch(board)
    audit.change(
        actor, "listen.choose_domain", line, domain=domain_id, together=access.at_table(actor, board)
    )
    return line


@transaction.atomic
def choose_domains(
    *,
    actor: Actor,
    board_id: int,
    domain_ids: Collection[int],
    own_lines: Collection[int] = (),
    own_label: str = "",
    base_version: int | None = None,
) -> None:
    """Make the board hold exactly these domains: of the list `domain_ids`, of its own lines `own_lines`.

    `own_label` adds one more. A domain that leaves takes its counters along, but for words that others wrote
    beside theirs: those stay theirs (`take_back_words`). One with words or a goal of its owner stays until
    those are taken away first (Invalid). With `base_version` nothing leaves a board that was laid since
    (Stale): what somebody else put there is not taken off unseen.
    """
    board, _case = access.led_board(actor, board_id)
    added = [_choose(board, number, "") for number in domain_ids]
    if own_label.strip():
        added.append(_choose(board, None, own_label))
    leaving = lying(board).exclude(pk__in={*own_lines, *(line.pk for line in added)})
    for line in leaving.order_by("id"):
        if base_version is not None:
            same_as_seen(board, base_version)
        drop_line(actor, line, "domains")
    touch(board)
    audit.change(actor, "listen.choose_domains", board, together=access.at_table(actor, board))


@transaction.atomic
def drop_domain(*, actor: Actor, board_domain_id: int) -> None:
    """Take a domain off the board, with its counters. Raises Invalid while words or a goal stand there.

    Words that others wrote beside their own counter stay theirs (`take_back_words`)."""
    line, board = led_line(actor, board_domain_id)
    drop_line(actor, line, "domains")
    touch(board)
    audit.change(actor, "listen.drop_domain", board, line=board_domain_id)


@transaction.atomic
def place_counter(
    *, actor: Actor, board_domain_id: int, place: int | None, person_id: int | None = None
) -> None:
    """Lay a counter on a line, or take it off with None. `place` only draws the board again.

    Without `person_id` it is the actor's own. For somebody else only at one table. On a board laid apart
    nobody lays theirs before the owner (NotAllowed).
    """
    line, board, case = _line(actor, board_domain_id)
    whose = whose_of(actor)
    if person_id is not None:
        whose = Whose(PERSON, person_id)
    leading = access.leads(actor, board, case)
    if _place(actor, board, line, whose, place, leading=leading):
        touch(board, leading=leading)
        audit.change(actor, "listen.place_counter", line, together=access.at_table(actor, board))


@transaction.atomic
def write_words(*, actor: Actor, board_domain_id: int, words: str) -> None:
    """Keep somebody's own words beside a line."""
    line, board = led_line(actor, board_domain_id)
    _write(line, words=words)
    touch(board)
    audit.change(actor, "listen.write_words", line, together=access.at_table(actor, board))


@transaction.atomic
def put_first(*, actor: Actor, board_id: int, board_domain_id: int | None) -> None:
    """Say which domain comes first, or with None that nothing does. Choosing is part of it (002:356)."""
    board, _case = access.led_board(actor, board_id)
    _first(board, board_domain_id)
    touch(board)
    audit.change(
        actor, "listen.put_first", board, line=board_domain_id, together=access.at_table(actor, board)
    )


@transaction.atomic
def set_goal(
    *, actor: Actor, board_domain_id: int, words: str, by_when: dt.date | None = None
) -> BoardDomain:
    """Keep a goal in somebody's own words, with a day when they named one. Empty words take the goal away."""
    line, board = led_line(actor, board_domain_id)
    _write(line, goal=words, goal_by=by_when)
    touch(board)
    audit.change(actor, "listen.set_goal", line, together=access.at_table(actor, board))
    return line


@transaction.atomic
def lay_board(
    *,
    actor: Actor,
    board_id: int,
    base_version: int,
    lines: Iterable[Laying],
    first_id: int | None = None,
) -> None:
    """Keep the whole board as it lies: counters, words, goals and what comes first, all or nothing.

    Who does not lead changes only their own counter, so that the owner's change never stops them; more than
    that in what they send is NotAllowed, and a line of another board NotVisible. Raises Stale for who leads
    when somebody else laid the board in the meantime.
    """
    board, case = access.board_of(actor, board_id, lock=True)
    access.must_stand_beside(actor, case)
    leading = access.leads(actor, board, case)
    if leading:
        same_as_seen(board, base_version)
    rows = {row.pk: row for row in lying(board)}
    for laying in lines:
        line = rows.get(laying.line_id)
        if line is None:
            raise NotVisible
        said = dict(laying.said)
        for whose, place in laying.places:
            _place(actor, board, line, whose, place, leading=leading, words=said.pop(whose, None))
        if said:
            raise NotAllowed(_("Everyone lays their own counter."))
        if leading:
            _write(
                line, words=laying.words, goal=laying.goal, goal_by=laying.goal_by, energy=laying.gives_energy
            )
        elif laying.says_more:
            access.must_lead(actor, board, case)
    if leading:
        _first(board, first_id)
    elif first_id is not None:
        access.must_lead(actor, board, case)
    touch(board, leading=leading)
    drafts.drop(actor=actor, object_key=board_key(board.case_id, board.pk))
    audit.change(actor, "listen.lay_board", board, together=access.at_table(actor, board))


def led_line(actor: Actor, board_domain_id: int) -> tuple[BoardDomain, Board]:
    """A line and its board, locked, for who chooses and writes there. Raises NotAllowed otherwise."""
    line, board, case = _line(actor, board_domain_id)
    access.must_lead(actor, board, case)
    return line, board


def _line(actor: Actor, board_domain_id: int) -> tuple[BoardDomain, Board, CaseFacts]:
    board_id = BoardDomain.objects.filter(pk=board_domain_id).values_list("board_id", flat=True).first()
    board, case = access.board_of(actor, board_id or 0, lock=True)
    line = lying(board).filter(pk=board_domain_id).first()
    if line is None:
        raise NotVisible
    access.must_stand_beside(actor, case)
    return line, board, case


def same_as_seen(board: Board, base_version: int) -> None:
    """Raises Stale when the board was laid since who writes now looked at it."""
    if board.version != base_version:
        raise Stale(
            _("Somebody else laid this board in the meantime. Look at it first; nothing was overwritten."),
            current_version=board.version,
        )


def touch(board: Board, *, leading: bool = True) -> None:
    """A new version, so that who lays the same things is told. Apart, only its owner moves what they move."""
    if not leading and not board.together:
        return
    board.version += 1
    board.save(update_fields=["version"])


def _choose(board: Board, domain_id: int | None, own_label: str) -> BoardDomain:
    label = " ".join(own_label.split())
    found = (
        board.lines.filter(domain_id=domain_id) if domain_id else board.lines.filter(own_label__iexact=label)
    )
    if domain_id is None and (not label or len(label) > LABEL_LENGTH):
        raise Invalid(_("Give the domain a name of at most 80 characters."), "own_label")
    standing: BoardDomain | None = found.first()
    if standing is not None and standing.left_at is None:
        return standing
    last = lying(board).aggregate(last=Max("order"))["last"] or 0
    if standing is not None:  # back again, with the words that others wrote there
        standing.left_at, standing.order = None, last + 1
        standing.save(update_fields=["left_at", "order"])
        return standing
    if domain_id and not Domain.objects.filter(pk=domain_id, is_active=True).exists():
        raise NotVisible
    line = BoardDomain(
        case_id=board.case_id,
        ground=board.ground,
        board=board,
        domain_id=domain_id,
        own_label="" if domain_id else label,
        order=last + 1,
    )
    line.save()
    return line


def _place(
    actor: Actor,
    board: Board,
    line: BoardDomain,
    whose: Whose,
    place: int | None,
    *,
    leading: bool,
    words: str | None = None,
) -> bool:
    """Lay or take off one counter; returns whether anything changed. `words`: None leaves what was said."""
    _may_move(actor, board, line, whose, leading=leading)
    if place is not None and not (isinstance(place, int) and 0 <= place <= LAST_PLACE):
        raise Invalid(_("Choose one of the places on the line."), "place")
    mine = counter_of(whose)
    counter = line.counters.filter(**mine).first()
    field = f"said_{line.pk}_{whose.kind}_{whose.id}"
    said = (
        (counter.words if counter else "") if words is None else cleaned(words, COUNTER_WORDS_LENGTH, field)
    )
    if place is None:
        if said:
            message = _(
                "Words of one's own go with a counter on the line. Lay the counter, or take the words away."
            )
            raise Invalid(message, field)
        if counter is not None:
            counter.delete()
        return counter is not None
    if counter is None:
        counter = Counter(case_id=board.case_id, ground=board.ground, line=line, **mine)
    elif counter.place == place and counter.words == said:
        return False
    counter.shape = counter.shape or shapes.shape_for(board, whose)
    counter.place, counter.words = place, said
    counter.done_together = access.at_table(actor, board)
    counter.save()
    return True


def _may_move(actor: Actor, board: Board, line: BoardDomain, whose: Whose, *, leading: bool) -> None:
    me = whose_of(actor)
    owner = Whose(PERSON, board.person_id)
    if whose != me:
        if not (board.together and leading):
            raise NotAllowed(_("Everyone lays their own counter."))
        at_table = {guest.person_id for guest in board.guests.all()} | {board.person_id}
        if whose.kind != PERSON or whose.id not in at_table:
            raise NotVisible
    if not board.together and whose != owner and not line.counters.filter(person_id=board.person_id).exists():
        raise NotAllowed(_("Whose board this is lays their counter first."))


def _write(
    line: BoardDomain,
    *,
    words: str | None = None,
    goal: str | None = None,
    goal_by: dt.date | None = None,
    energy: bool | None = None,
) -> None:
    if energy is not None:
        line.gives_energy = energy
    if words is not None:
        line.words = cleaned(words, WORDS_LENGTH, f"words_{line.pk}")
    if goal is not None:
        line.goal = cleaned(goal, GOAL_LENGTH, f"goal_{line.pk}")
        line.goal_by = goal_by if line.goal else None
    line.save(update_fields=["words", "goal", "goal_by", "gives_energy"])


def _first(board: Board, line_id: int | None) -> None:
    if line_id is not None and not lying(board).filter(pk=line_id).exists():
        raise NotVisible
    board.lines.filter(is_first=True).exclude(pk=line_id or 0).update(is_first=False)
    if line_id is not None:
        board.lines.filter(pk=line_id, is_first=False).update(is_first=True)
