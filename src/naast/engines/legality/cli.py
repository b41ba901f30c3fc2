"""``naast legality check`` and ``naast legality room``: the engine without the web and without a database."""

import argparse
import csv
import gc
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from naast.engines import commandline
from naast.engines.errors import BadInput
from naast.engines.legality.catalogue import ROW_KEYS, Catalogue, parse_catalogue
from naast.engines.legality.fields import Fields
from naast.engines.legality.motivation import completeness, guides
from naast.engines.legality.outcome import check, parse_facts
from naast.engines.legality.parsing import parse_condition
from naast.engines.legality.room import Route, find_room, ground, parse_obstacle
from naast.engines.legality.standard import standard_catalogue
from naast.engines.legality.values import Facts

# Of an id; what is longer is no number of anything.
LONGEST_NUMBER = 18
JSON_CELLS = ("conditions",)
LIST_CELLS = ("unlocks", "unlocks_en", "unlocks_nl", "answers")


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the group ``legality`` with its verbs."""
    group = subparsers.add_parser("legality", help="is there room in the law for this exception")
    verbs = group.add_subparsers(metavar="VERB", required=True)
    one = verbs.add_parser("check", help="hold a condition against facts: true, false or unknown")
    one.add_argument("file", metavar="FILE", help="JSON with condition and facts")
    one.set_defaults(run=run_check)
    room = verbs.add_parser("room", help="the clauses that leave room past an obstacle")
    room.add_argument("file", metavar="FILE", help="JSON with obstacle, facts and on (a date), maybe route")
    room.add_argument("--catalogue", metavar="FILE", help="a catalogue of your own, JSON or CSV")
    room.set_defaults(run=run_room)
    blocks = verbs.add_parser("motivation", help="which blocks of a motivation are empty or repeat others")
    blocks.add_argument("file", metavar="FILE", help="JSON with blocks (texts by name), maybe law")
    blocks.set_defaults(run=run_motivation)


def run_check(arguments: argparse.Namespace) -> int:
    """``naast legality check case.json``."""
    case = Fields(commandline.load_json(arguments.file), "", {"condition", "facts"})
    condition = parse_condition(case.needed("condition"))
    outcome = check(condition, known_facts(case))
    return commandline.answer(
        {
            "result": outcome.result,
            "missing": list(outcome.missing),
            "because": [str(reason) for reason in outcome.because],
        }
    )


def known_facts(case: Fields) -> Facts:
    """The facts of a case; a case that has none knows nothing yet."""
    return {} if case.get("facts") is None else parse_facts(case.get("facts"))


def run_room(arguments: argparse.Namespace) -> int:
    """``naast legality room case.json [--catalogue FILE]``."""
    if arguments.file == "-" and arguments.catalogue == "-":
        raise BadInput("--catalogue", "must be a file when the case comes from standard input")
    case = Fields(commandline.load_json(arguments.file), "", {"obstacle", "facts", "on", "route"})
    obstacle = parse_obstacle(case.needed("obstacle"))
    facts = known_facts(case)
    case.needed("on")
    on_date = case.day("on")
    if on_date is None:
        raise BadInput("on", "must be a date (YYYY-MM-DD)")
    with _keeping_all():
        catalogue = load_catalogue(arguments.catalogue) if arguments.catalogue else standard_catalogue()
        finding = find_room(obstacle, facts, on_date, catalogue)
        if case.get("route") is not None:
            ground(finding, case.number_or_text("route"), on_date, catalogue)
        return commandline.answer(
            {"result": finding.result, "routes": [shown_route(route) for route in finding.routes]}
        )


def shown_route(route: Route) -> dict[str, object]:
    return {
        "id": route.room.id,
        "law": route.room.law,
        "article": route.room.article,
        "kind": route.room.kind,
        "applies": route.applies,
        "questions": [{"fact": q.fact, "en": q.text.en, "nl": q.text.nl} for q in route.questions],
        "must_be_motivated": route.room.must_be_motivated.en,
        "link": route.link,
        "certainty": route.room.certainty,
    }


def run_motivation(arguments: argparse.Namespace) -> int:
    """``naast legality motivation motivation.json``."""
    given = Fields(commandline.load_json(arguments.file), "", {"law", "blocks"})
    law = given.text("law", "")
    blocks = given.needed("blocks")
    if not isinstance(blocks, dict):
        raise BadInput("blocks", "must be an object of texts by name")
    found = completeness(blocks)
    repeats = {repeat.block: [str(other) for other in repeat.of] for repeat in found.repeats}
    return commandline.answer(
        {
            "complete": found.complete,
            "blocks": [
                {
                    "block": str(guide.block),
                    "empty": guide.block in found.empty,
                    "repeats": repeats.get(guide.block, []),
                    "points": [
                        {"en": point.text.en, "nl": point.text.nl, "by_decide": point.by_decide}
                        for point in (*guide.steps, *guide.points)
                    ],
                }
                for guide in guides(law)
            ],
        }
    )


def load_catalogue(name: str) -> Catalogue:
    """A catalogue from a JSON file, or from a CSV file with the same names in its first line."""
    if name.lower().endswith(".csv"):
        return parse_catalogue(rows_of_csv(commandline.read_text(name)))
    return parse_catalogue(commandline.load_json(name))


@contextmanager
def _keeping_all() -> Iterator[None]:
    """Nothing built here is garbage; looking for some takes a sixth of the time of a large catalogue."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def rows_of_csv(text: str) -> list[object]:
    """The rows of a CSV catalogue as JSON would write them.

    Empty cells are absent; ``conditions`` holds a JSON tree; ``answers`` a JSON list, or kinds and articles
    parted by semicolons; words in ``unlocks`` are parted by semicolons.
    """
    # Lines end in one way, whatever the machine on which they were written.
    reader = csv.DictReader(io.StringIO(text, newline=None))
    rows: list[object] = []
    try:
        _check_columns(reader.fieldnames or ())
        for number, cells in enumerate(reader):
            rows.append(_row_of_csv(cells, f"catalogue.rows[{number}]"))
    except csv.Error as error:
        raise BadInput("catalogue", f"must be CSV ({error})") from error
    return rows


def _check_columns(columns: Sequence[str]) -> None:
    if not columns:
        raise BadInput("catalogue", "must have the names of its columns in the first line")
    for column in columns:
        if columns.count(column) > 1:
            raise BadInput(f"catalogue.{column}", "is given twice in the first line")
        if column not in ROW_KEYS:
            raise BadInput(
                f"catalogue.{column}", f"is not known here; known are {', '.join(sorted(ROW_KEYS))}"
            )


def _row_of_csv(cells: dict[str, str | None], path: str) -> dict[str, object]:
    row: dict[str, object] = {}
    for key, cell in cells.items():
        # csv puts what stands beyond the last column under None, and fills what is short with None.
        if key is None or cell is None:
            raise BadInput(path, "must have as many cells as the first line")
        if cell.strip():
            row[key] = _cell(key, cell.strip(), f"{path}.{key}")
    return row


def _cell(key: str, cell: str, path: str) -> object:
    if key == "id" and cell.isascii() and cell.isdecimal() and len(cell) <= LONGEST_NUMBER:
        return int(cell)
    if key == "always_open" and cell in ("true", "false"):
        return cell == "true"
    if key in JSON_CELLS or (key == "answers" and cell.startswith("[")):
        return commandline.read_json(cell, path)
    if key in LIST_CELLS:
        return [part.strip() for part in cell.split(";") if part.strip()]
    return cell
