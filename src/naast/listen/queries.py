"""Every read of what was told that another room or a view needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import get_language

from naast.kernel.actors import Actor
from naast.kernel.errors import NotVisible
from naast.kernel.models import StoredFile
from naast.listen import access
from naast.listen.domains import DEFAULT_DOMAINS
from naast.listen.models import (
    Board,
    BoardDomain,
    BoardGuest,
    Domain,
    RequestWish,
)
from naast.listen.opening import Opened as Opened
from naast.listen.opening import told_by as told_by
from naast.listen.reading_along import being_typed as being_typed
from naast.listen.reading_along import sitting_here as sitting_here
from naast.listen.reading_around import helpers_of as helpers_of
from naast.listen.reading_around import network_here as network_here
from naast.listen.reading_around import network_of as network_of
from naast.listen.reading_around import roles_here as roles_here
from naast.listen.reading_around import roles_of as roles_of
from naast.listen.reading_board import rows, views_of
from naast.listen.reading_board import seats_of as seats_of
from naast.listen.reading_pieces import deletions_here as deletions_here
from naast.listen.reading_pieces import deletions_of as deletions_of
from naast.listen.reading_pieces import fragments_beside as fragments_beside
from naast.listen.reading_pieces import fragments_for as fragments_for
from naast.listen.reading_pieces import fragments_here as fragments_here
from naast.listen.reading_pieces import fragments_in as fragments_in
from naast.listen.reading_pieces import fragments_of as fragments_of
from naast.listen.reading_pieces import recording_here as recording_here
from naast.listen.reading_pieces import recordings_here as recordings_here
from naast.listen.reading_pieces import recordings_of as recordings_of
from naast.listen.reading_pieces import sound_of as sound_of
from naast.listen.reading_skills import skills_here as skills_here
from naast.listen.reading_skills import skills_of as skills_of
from naast.listen.reading_story import story_now as story_now
from naast.listen.reading_story import story_of as story_of
from naast.listen.reading_story import story_versions as story_versions
from naast.listen.reading_story import told_stories as told_stories
from naast.listen.reading_story import versions_here as versions_here
from naast.listen.types import (
    BoardGoal,
    BoardView,
    DomainChoice,
    DomainRow,
    GuestFacts,
    RequestAndWish,
)
from naast.people import queries as people
from naast.people.reading import Part


def request_and_wish(case_id: int) -> RequestAndWish | None:
    """What was asked and what is wanted; None while neither was said. The caller has authorised the case."""
    row = RequestWish.objects.filter(case_id=case_id).first()
    return RequestAndWish(row.request, row.wish, row.version) if row else None


def domain_list() -> list[DomainChoice]:
    """The municipality's own list, in its own order."""
    return [
        DomainChoice(row.pk, row.label, row.drawing)
        for row in Domain.objects.filter(is_active=True).order_by("order", "id")
    ]


def domain_label(name: str) -> str:
    """A domain as other rooms keep it, in the language of the reader when it stands on a list."""
    if not (get_language() or "").startswith("en"):
        return capfirst(name)
    default = dict(DEFAULT_DOMAINS).get(name.casefold())
    if default is None and name:
        row = Domain.objects.filter(name__iexact=name).first()
        return row.label if row else capfirst(name)
    return capfirst(default or name)


def board_goals(case_id: int) -> list[BoardGoal]:
    """Goals on the boards of a case, newest board first and what comes first on top, in own words.

    What lies on a covered board is told when its owner turns it over.

    The caller has authorised the case, and shows a person only their own.
    """
    rows = (
        BoardDomain.objects.filter(board__case_id=case_id)
        .exclude(goal="")
        .exclude(board__covered=True, board__revealed_at__isnull=True)
        .select_related("board", "domain")
        .order_by("-board_id", *BoardDomain.IN_ORDER)
    )
    return [
        BoardGoal(
            row.pk, row.board_id, row.board.person_id, row.goal, row.kept_label, row.goal_by, row.is_first
        )
        for row in rows
    ]


def boards_of(actor: Actor, case_id: int) -> list[BoardView]:
    """Boards of a case, newest first: the circle sees all, a person own ones and where they were asked."""
    case = people.case_open_to(actor, case_id)
    return views_of(actor, case, list(_boards_open_to(actor, case_id)))


def last_board_on(actor: Actor, case_id: int) -> dt.date | None:
    """When the newest of `boards_of` was laid, without reading any of it."""
    people.case_open_to(actor, case_id)
    newest = _boards_open_to(actor, case_id).prefetch_related(None).first()
    return newest.started_on if newest else None


def _boards_open_to(actor: Actor, case_id: int) -> QuerySet[Board]:
    boards = rows().filter(case_id=case_id).order_by("-started_on", "-id")
    if not actor.is_resident:
        return boards
    asked = BoardGuest.objects.filter(person_id=actor.id, board__case_id=case_id).select_related("board")
    guest_at = [row.board_id for row in asked if access.is_guest(actor, row.board)]
    return boards.filter(Q(person_id=actor.id) | Q(pk__in=guest_at))


def boards_of_person(actor: Actor, case_id: int, person_id: int) -> list[BoardView]:
    """Boards of one person, newest first, for who may read these: see `people.reading`. Raises NotVisible.

    Who reads along and was not asked to the board sees only what its owner laid.
    """
    case = access.readable(actor, case_id, person_id, Part.BOARD)
    boards = list(rows().filter(case_id=case_id, person_id=person_id).order_by("-started_on", "-id"))
    views = views_of(actor, case, boards)
    return [
        view if access.sits_at(actor, board) else view.of_its_owner()
        for board, view in zip(boards, views, strict=True)
    ]


def board_of(actor: Actor, board_id: int) -> BoardView:
    """One board. Raises NotVisible for who may not see it."""
    board, case = access.board_of(actor, board_id)
    return views_of(actor, case, [rows().get(pk=board.pk)])[0]


def photo_of(actor: Actor, board_id: int) -> tuple[str, str, bytes]:
    """Name, kind and bytes of the photo of the real board. Raises NotVisible when there is none."""
    return _photo(access.board_of(actor, board_id)[0])


def photo_of_person(actor: Actor, case_id: int, person_id: int, board_id: int) -> tuple[str, str, bytes]:
    """As `photo_of`, for who reads the boards of this person along and was asked to this one.

    A photo shows what everybody laid."""
    access.readable(actor, case_id, person_id, Part.BOARD)
    board = Board.objects.filter(case_id=case_id, person_id=person_id, pk=board_id).first()
    if board is None or not access.sits_at(actor, board):
        raise NotVisible
    return _photo(board)


def _photo(board: Board) -> tuple[str, str, bytes]:
    stored = StoredFile.objects.filter(pk=board.photo_id, case_id=board.case_id).first()
    if stored is None:
        raise NotVisible
    return stored.name, stored.media_type, stored.clear_bytes()


def domain_rows() -> list[DomainRow]:
    """The whole list with what was retired, for who keeps it. The caller is the administrator."""
    used = set(BoardDomain.objects.filter(domain__isnull=False).values_list("domain_id", flat=True))
    return [
        DomainRow(row.pk, row.name, row.name_en, row.drawing, row.is_active, row.pk in used, row.version)
        for row in Domain.objects.order_by("-is_active", "order", "id")
    ]


def guests_of(actor: Actor, board_id: int) -> list[GuestFacts]:
    """Everyone of the case beside the owner, and who was asked along. NotVisible but for who leads."""
    board, case = access.board_of(actor, board_id)
    if not access.leads(actor, board, case):
        raise NotVisible
    asked = {guest.person_id: guest for guest in board.guests.all()}
    return [
        GuestFacts(
            person.id,
            person.name,
            person.id in asked,
            asked[person.id].until_on if person.id in asked else None,
        )
        for person in people.people_in(case)
        if person.id != board.person_id
    ]


def chosen_domains(board_id: int) -> tuple[set[int], dict[int, str]]:
    """Ids of the list's domains on a board, and the labels of its own ones by line."""
    rows = BoardDomain.objects.filter(board_id=board_id, left_at__isnull=True).order_by("id")
    listed = {row.domain_id for row in rows if row.domain_id}
    return listed, {row.pk: row.own_label for row in rows if not row.domain_id}


def lying_nowhere(board_id: int, line_ids: Collection[int]) -> set[int]:
    """Those of these lines that lie on no board any more; what was taken off this one is among them."""
    if not line_ids:
        return set()
    rows = BoardDomain.objects.filter(pk__in=line_ids).exclude(board_id=board_id, left_at__isnull=False)
    return set(line_ids) - set(rows.values_list("pk", flat=True))
