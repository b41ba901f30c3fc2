"""The board, as a picture and words. Where a counter lies never becomes a number or a class (ADR 0007)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from naast.folder.models import ForeignPaper
from naast.folder.portable import drawing, schema
from naast.folder.portable.canonical import digest
from naast.folder.portable.parts.base import Part, Picture, Shown, day_words, facts, paragraphs
from naast.folder.portable.taking import Entry, Taking, as_day
from naast.kernel import signing
from naast.kernel.texts import ended
from naast.listen import actions as listen_actions
from naast.listen import queries as listen
from naast.listen.types import STAFF, BoardView, LineView

if TYPE_CHECKING:
    from naast.folder.access import Place
    from naast.folder.portable.arriving import Arrival

DRAWING, PHOTO = "drawing", "photo"
PICTURE_WORDS = 500
LABEL = 80


class Boards(Part):
    """The person's own boards."""

    name = "boards"
    about = (
        "The person's own boards, newest first: per domain the own words and goal, and pictures: the board "
        "as it was drawn here, and the photo of the real one. Places of counters exist in the picture only."
    )
    becomes_live = True
    only_own = False

    def title(self) -> str:
        return _("My boards")

    def shape(self) -> dict[str, Any]:
        line = schema.record(
            domain=schema.text(LABEL),
            words=schema.text(5_000),
            first=schema.yes_no("What comes first for the person."),
            energy=schema.yes_no("What gives energy or pride."),
            said=schema.each(
                schema.record(who=schema.text(150), words=schema.text(2_000)),
                "What stands beside a counter: the person's own, and those of staff.",
            ),
            goal=schema.text(1_000),
            goal_by=schema.day(),
        )
        picture = schema.record(
            file=schema.file(),
            kind=schema.one_of(DRAWING, PHOTO),
            words=schema.text(PICTURE_WORDS, "What it shows, for who cannot see it."),
        )
        return schema.record(
            municipality=schema.text(100),
            board={"type": "string", "pattern": "^[0-9a-f]{16}$", "description": "Its name everywhere."},
            follows={"type": "string", "pattern": "^([0-9a-f]{16})?$", "description": "The board before it."},
            laid_on=schema.day(),
            words=schema.text(5_000, "Own words beside the photo of the real board."),
            lines=schema.each(line, "In the order in which they lie."),
            pictures=schema.each(picture),
        )

    def collect(self, taking: Taking, place: Place) -> Iterable[Entry]:
        brought = _brought(place.case.id, taking.actor.id)
        boards = [
            board
            for board in listen.boards_of(taking.actor, place.case.id)
            if board.person_id == taking.actor.id
        ]
        for board in boards:
            came = brought.get(board.id)
            yield {
                "municipality": came["municipality"] if came else taking.municipality.name,
                "board": came["board"] if came else _own_name(taking, board.id),
                "follows": _follows(taking, board, brought),
                "laid_on": came["laid_on"] if came else as_day(board.started_on),
                "words": board.words,
                "lines": [_line(line) for line in own_counters(board)],
                "pictures": _pictures(taking, board),
            }

    def shown(self, entry: Entry) -> Shown:
        return Shown(
            _("Board of {day}").format(day=day_words(entry["laid_on"])),
            facts((_("Municipality"), entry["municipality"])),
            words=paragraphs(entry["words"]),
            items=tuple(_line_words(line) for line in entry["lines"]),
            pictures=tuple(Picture(row["file"], row["words"]) for row in entry["pictures"]),
        )

    def lives(self, arrival: Arrival, entries: list[Entry]) -> list[bool]:
        known = {row["board"] for row in _brought(arrival.case.id, arrival.person_id).values()}
        known |= {
            _name(arrival.municipality_id, board.id)
            for board in listen.boards_of(arrival.actor, arrival.case.id)
        }
        found = []
        for entry in entries:
            found.append(entry["board"] not in known)
            known.add(entry["board"])
        return found

    def bring_in(self, arrival: Arrival, entry: Entry) -> None:
        """A new board with the words and goals; the picture stands where a photo stands, no counter lies."""
        board = listen_actions.start_board(
            actor=arrival.actor,
            case_id=arrival.case.id,
            person_id=arrival.person_id,
            together=True,
            follows_id=arrival.boards.get(entry["follows"]),
        )
        listed = {choice.label.casefold(): choice.id for choice in listen.domain_list()}
        for line in entry["lines"]:
            self._add(arrival, board.pk, line, listed)
        first = next(iter(entry["pictures"]), None)
        if first is not None:
            self._picture(arrival, board.pk, entry, first)
        arrival.keep(self.name, entry, lives_on=True, board_id=board.pk)
        for single in self.singles(entry)[1:]:
            arrival.keep(self.name, single, file=single["pictures"][0]["file"])
        spoken = [line for line in entry["lines"] if line["said"]]
        if spoken:
            # No counter lies here to stand beside: these words are kept to read.
            arrival.keep(self.name, entry | {"lines": spoken, "pictures": [], "words": ""})
        arrival.boards[entry["board"]] = board.pk

    def singles(self, entry: Entry) -> list[Entry]:
        more = [
            entry | {"pictures": [picture], "lines": [], "words": ""} for picture in entry["pictures"][1:]
        ]
        return [entry | {"pictures": entry["pictures"][:1]}, *more]

    @staticmethod
    def _picture(arrival: Arrival, board_id: int, entry: Entry, picture: Entry) -> None:
        said = _("Brought along from {municipality}, laid on {day}. {words}").format(
            municipality=entry["municipality"], day=day_words(entry["laid_on"]), words=picture["words"]
        )
        listen_actions.lay_photo(
            actor=arrival.actor,
            board_id=board_id,
            photo=("bord.png", arrival.read(picture["file"])),
            photo_words=said[:PICTURE_WORDS],
            words=entry["words"],
            base_version=listen.board_of(arrival.actor, board_id).version,
        )

    @staticmethod
    def _add(arrival: Arrival, board_id: int, line: Entry, listed: dict[str, int]) -> None:
        number = listed.get(line["domain"].casefold())
        own = "" if number else line["domain"]
        kept = listen_actions.choose_domain(
            actor=arrival.actor, board_id=board_id, domain_id=number, own_label=own
        )
        if line["words"]:
            listen_actions.write_words(actor=arrival.actor, board_domain_id=kept.pk, words=line["words"])
        if line["goal"]:
            listen_actions.set_goal(
                actor=arrival.actor,
                board_domain_id=kept.pk,
                words=line["goal"],
                by_when=dt.date.fromisoformat(line["goal_by"]) if line["goal_by"] else None,
            )
        if line["energy"]:
            listen_actions.mark_energy(actor=arrival.actor, board_domain_id=kept.pk, gives_energy=True)
        if line["first"]:
            listen_actions.put_first(actor=arrival.actor, board_id=board_id, board_domain_id=kept.pk)


def _brought(case_id: int, person_id: int) -> dict[int, Entry]:
    rows = ForeignPaper.objects.filter(
        case_id=case_id, person_id=person_id, part=Boards.name, board__isnull=False
    )
    return {row.board_id: row.content for row in rows}


def _name(municipality_id: int, board_id: int) -> str:
    """By which a board is known again wherever it comes, without telling its number here."""
    return digest(f"{signing.public_key(municipality_id)}|board|{board_id}".encode())[:16]


def _own_name(taking: Taking, board_id: int) -> str:
    return _name(taking.municipality.pk, board_id)


def _follows(taking: Taking, board: BoardView, brought: dict[int, Entry]) -> str:
    if board.follows_id is None:
        return ""
    came = brought.get(board.follows_id)
    return str(came["board"]) if came else _own_name(taking, board.follows_id)


def _line(line: LineView) -> Entry:
    return {
        "domain": line.domain,
        "words": line.words,
        "first": line.first,
        "goal": line.goal,
        "goal_by": as_day(line.goal_by),
        "energy": line.energy,
        "said": [{"who": row.who, "words": row.words} for row in line.said],
    }


def _line_words(line: Entry) -> str:
    goal = _("Goal: {words}").format(words=line["goal"]) if line["goal"] else ""
    when = _("by {day}").format(day=day_words(line["goal_by"])) if line["goal_by"] else ""
    first = _("this first") if line["first"] else ""
    aim = ", ".join(part for part in (goal, when) if part)
    said = f"{ended(line['words'])} {aim}" if line["words"] and aim else line["words"] or aim
    head = f"{line['domain']} ({first})" if first else line["domain"]
    return f"{head}: {said}" if said else head


def own_counters(board: BoardView) -> list[LineView]:
    """The lines with the counters that may travel: the person's own and those of staff.

    A partner's counter on somebody's board says something of the partner, who takes it along themselves.
    """
    return [
        replace(
            line,
            counters=tuple(
                counter
                for counter in line.laid
                if counter.whose.kind == STAFF or counter.whose.id == board.person_id
            ),
        )
        for line in board.lines
    ]


def _pictures(taking: Taking, board: BoardView) -> list[Entry]:
    pictures = []
    lines = own_counters(board)
    if any(line.counters for line in lines):
        content = drawing.board_png(lines, title=_drawing_title(board))
        path = taking.keep_made(f"bord-{board.started_on.isoformat()}.png", "image/png", content)
        pictures.append({"file": path, "kind": DRAWING, "words": _drawing_words(board, lines)})
    if board.photo_id:
        path = taking.keep_stored(board.photo_id, board.case_id)
        words = board.photo_words or _("Photo of the board of {day}").format(
            day=day_words(as_day(board.started_on))
        )
        pictures.append({"file": path, "kind": PHOTO, "words": words})
    return pictures


def _drawing_title(board: BoardView) -> str:
    return _("Board of {who}, {day}").format(who=board.who, day=day_words(as_day(board.started_on)))


def _drawing_words(board: BoardView, lines: list[LineView]) -> str:
    names = dict.fromkeys(counter.who for line in lines for counter in line.counters)
    words = _("Drawing of the board of {day}, with the counters of {names} on: {domains}.").format(
        day=day_words(as_day(board.started_on)),
        names=", ".join(names),
        domains=", ".join(line.domain for line in lines),
    )
    return words if len(words) <= PICTURE_WORDS else f"{words[: PICTURE_WORDS - 1]}…"
