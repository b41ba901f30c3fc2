"""Where a counter lies leaves the server only to draw it (M1, product law).

What draws, and nothing else: `data-place` of a counter on a line (its column in the grid), and the radio
buttons with which a counter is laid (their value is what the form sends back). Everything that is read aloud,
exported or logged says it in words or not at all. On paper there are pixels only: every PDF is read here, its
text and what is in it for a reader aloud.
"""

from __future__ import annotations

import collections
import io
import json
import logging
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import lxml.html
import pikepdf
import pytest
from django.db import transaction
from PIL import Image

import naast
from naast.decide.documents import typesetting
from naast.decide.models import Objection
from naast.folder.portable import actions as packages
from naast.folder.portable import making
from naast.folder.portable import queries as packed
from naast.folder.portable.parts import laid
from naast.follow import queries as follow
from naast.follow import settlement_paper
from naast.follow.models import Settlement
from naast.kernel import clock
from naast.kernel.actors import load_actor
from naast.kernel.models import Membership, StoredFile
from naast.kernel.tenancy import scope
from naast.listen.models import Board, BoardDomain, Counter
from naast.weigh import paper as weighing_paper
from naast.weigh import queries as weigh
from naast.weigh.models import Weighing
from tests.pages import PAGES
from tests.test_pages import demo  # noqa: F401 - the fixture

pytestmark = pytest.mark.django_db

DRAWS = {"listen:board", "listen:lay", "listen:board_paper", "folder:board", "folder:board_paper"}
"""Pages on which a counter lies somewhere. `follow:*` and a shared or read folder show the same drawing."""
WORDED = re.compile(r"place[-_ ]?\d|plaats[-_ ]?\d|\d\s*(?:/|van|of|out of)\s*[67]\b|\d\s*%", re.IGNORECASE)
SPOKEN = ("aria-label", "aria-valuenow", "aria-valuetext", "aria-valuemax", "title", "alt")


def main_of(answer):
    return lxml.html.fromstring(answer.content.decode()).xpath("//main")[0]


def wrong_in(main):
    """What a page tells of a place beside drawing it."""
    found = []
    for element in main.iter():
        if not isinstance(element.tag, str):
            continue
        classes = element.get("class", "").split()
        names = dict(element.attrib)
        if "data-place" in names and "naast-counter" not in classes:
            found.append(f"data-place on <{element.tag}>")
        found += [f"class {name}" for name in classes if name.startswith("naast-") and re.search(r"\d", name)]
        found += [f"{key}={names[key]}" for key in SPOKEN if WORDED.search(names.get(key, ""))]
        found += [f"{key} on a number line" for key in names if key.startswith("aria-value")]
    drawn = main.xpath(".//*[@data-place]")
    for element in drawn:
        hidden = element.xpath("ancestor::*[@aria-hidden='true' or @hidden]")
        if not hidden:
            found.append("a drawn counter is read aloud")
        if re.search(r"\d", "".join(element.itertext()).replace("(fictief)", "")):
            found.append(f"a counter's own text holds a digit: {element.text_content()!r}")
    return found


def test_no_page_of_the_register_tells_a_place_beside_drawing_it(demo):  # noqa: F811
    wrong, drawing = [], set()
    for page in PAGES:
        if not page.login:
            continue
        main = main_of(demo.browser(page.login).get(page.path.format(**demo.ids)))
        wrong += [f"{page.name}: {what}" for what in wrong_in(main)]
        if main.xpath(".//*[@data-place]"):
            drawing.add(page.name.split(",")[0])
    assert wrong == []
    allowed = {name for name in drawing if name in DRAWS or name.split(":")[0] in {"follow", "folder"}}
    assert drawing == allowed and {"listen:board", "folder:board"} <= drawing


def places_in(value, path=""):
    """Paths of an exported document whose key or value speaks of a place."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in {"place", "position", "score", "x", "left", "counter", "counters"}:
                yield f"{path}/{key}"
            yield from places_in(inner, f"{path}/{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from places_in(inner, f"{path}[]")
    elif isinstance(value, int | float) and not isinstance(value, bool) and "board" in path:
        yield f"{path}={value}"


def test_the_schema_of_the_folder_as_a_file_has_no_room_for_a_place():
    from naast.folder.portable.parts.laid import Boards

    shape = json.loads(json.dumps(Boards().shape()))
    assert list(places_in(shape.get("properties", shape))) == []
    kinds = set(re.findall(r'"type": "(\w+)"', json.dumps(shape)))
    assert not kinds & {"integer", "number"}


def test_neither_goals_for_other_rooms_nor_the_audit_nor_the_logs_hold_a_place(demo, caplog):  # noqa: F811
    from naast.kernel.models import AuditEvent
    from naast.listen import queries

    case_id, board_id = demo.ids["mevrouw_e"], demo.ids["mevrouw_e_last_board"]
    with transaction.atomic(), scope(demo.municipality.pk):
        board = Board.objects.get(pk=board_id)
        line = BoardDomain.objects.filter(board=board).first()
        counters = list(Counter.objects.filter(line=line).values_list("person_id", flat=True))
        version, last = board.version, AuditEvent.objects.order_by("-id").first().pk
    marked = 6
    sent = {"version": version} | {f"place_{line.pk}_person_{number}": marked for number in counters}
    path = f"/casus/{case_id}/luisteren/bord/{board_id}/"
    with caplog.at_level(logging.DEBUG):
        browser = demo.browser("wijkteam")
        assert browser.post(f"{path}leggen/", sent).status_code == 302
        assert browser.post(
            f"{path}leggen/", sent | {"version": version + 1, f"place_{line.pk}_person_1": "6"}
        )
        browser.get(path)
    # The database's own statements are shown at this level too, and are no log of the application.
    lines = [row.getMessage() for row in caplog.records if not row.name.startswith("django.db")]
    assert [text for text in lines if "place" in text or f"person_{counters[0]}" in text] == []
    with transaction.atomic(), scope(demo.municipality.pk):
        noted = AuditEvent.objects.filter(pk__gt=last).values_list("verb", "detail")
        assert (
            noted and [detail for _verb, detail in noted if "place" in json.dumps(detail, default=str)] == []
        )
        goals = queries.board_goals(case_id)
        assert goals and [goal for goal in goals if hasattr(goal, "place")] == []
        events = Counter._meta.apps.get_model("listen", "CounterEvent")
        assert "place" not in {field.name for field in events._meta.get_fields()}


READ_BELOW = {
    *("letter.typ", "report.typ", "folder.typ", "settlement.typ", "weighing.typ"),
    *("bundle.typ", "stamps.typ", "together.typ"),
}
PIXELS_ONLY = {"board.typ"}


def text_of(pdf):
    """What stands on the pages of a PDF, as a reader selects it."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def spoken_in(pdf):
    """What a PDF holds beside the text of its pages: descriptions of pictures, titles, metadata."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        found = [str(value) for each in opened.objects for value in _strings(each)]
        described = opened.open_metadata(set_pikepdf_as_editor=False)
        found += [str(value) for name, value in described.items() if "Date" not in name and "ID" not in name]
    return sorted(words for words in found if not words.startswith("D:"))


def _strings(value):
    if isinstance(value, pikepdf.String):
        yield value
    elif isinstance(value, pikepdf.Dictionary | pikepdf.Array):
        inner = value.values() if isinstance(value, pikepdf.Dictionary) else value
        for each in inner:
            # What stands elsewhere in the file is met there.
            if isinstance(each, pikepdf.Object) and not each.is_indirect:
                yield from _strings(each)


def told_in(pdf):
    """Every place that the words of a PDF tell."""
    return [found[0] for words in (text_of(pdf), *spoken_in(pdf)) for found in WORDED.finditer(words)]


def told_beside_its_numbers(bundle):
    """What a bundle tells beside the number that each of its pages carries: of six, those are "3 van 6"."""
    with pikepdf.open(io.BytesIO(bundle)) as opened:
        pages = len(opened.pages)
    numbers = collections.Counter(f"{page} van {pages}" for page in range(1, pages + 1))
    return sorted((collections.Counter(told_in(bundle)) - numbers).elements())


def people_with_boards(demo):  # noqa: F811
    with transaction.atomic(), scope(demo.municipality.pk):
        owners = set(Counter.objects.values_list("line__board__person_id", flat=True))
        rows = Membership.objects.filter(municipality=demo.municipality, kind=Membership.RESIDENT)
        return [load_actor(row) for row in rows.filter(subject_id__in=owners).order_by("id")]


def package_of(actor):
    """Booklet (PDF) and data (zip) as the worker makes them."""
    with transaction.atomic(), scope(actor.municipality_id):
        number = packages.ask_package(actor=actor)
    making.make(actor.municipality_id, number)
    with transaction.atomic(), scope(actor.municipality_id):
        return [b"".join(packed.bytes_of_package(actor, number, part)[1]) for part in ("pdf", "zip")]


def weighings_on_paper():
    about = weighing_paper.About("Demostad", "Iemand", "", "")
    cases = Weighing.objects.order_by("id").values_list("case_id", flat=True)
    return [weighing_paper.pdf(weigh.freeze(case), about, made_at=clock.now()) for case in cases]


def bundles_of_objections(demo):  # noqa: F811
    """As whoever stands beside the resident makes them, with all that may be in them."""
    browser = demo.browser("wijkteam")
    with transaction.atomic(), scope(demo.municipality.pk):
        objections = list(Objection.objects.order_by("id").values_list("case_id", "pk"))
        before = set(StoredFile.objects.values_list("pk", flat=True))
    for case, objection in objections:
        browser.post(f"/casus/{case}/besluit/bezwaar/{objection}/stukken/", {})
    with transaction.atomic(), scope(demo.municipality.pk):
        return [row.clear_bytes() for row in StoredFile.objects.exclude(pk__in=before)]


def test_these_are_all_the_papers_that_the_house_sets():
    """A new one is read below as well."""
    found = {path.name for path in Path(naast.__file__).parent.rglob("*.typ")}
    assert found == READ_BELOW | PIXELS_ONLY


def test_no_letter_report_or_booklet_tells_a_place(demo):  # noqa: F811
    with transaction.atomic(), scope(demo.municipality.pk):
        papers = [row.clear_bytes() for row in StoredFile.objects.filter(media_type="application/pdf")]
        settled = [
            settlement_paper.paper("Demostad", follow.settlement(number))
            for number in Settlement.objects.values_list("pk", flat=True)
        ]
        weighed = weighings_on_paper()
    bundles = bundles_of_objections(demo)
    people = people_with_boards(demo)
    booklets = [package_of(actor)[0] for actor in people]
    assert papers and settled and weighed and bundles and len(people) > 1
    assert all("Bord van " in text_of(booklet) for booklet in booklets)
    every = papers + settled + booklets + weighed + [typesetting.together(papers[:1] * 2)]
    assert [told_in(pdf) for pdf in every if told_in(pdf)] == []
    assert [found for bundle in bundles if (found := told_beside_its_numbers(bundle))] == []


def test_a_place_in_a_bundle_is_found_beside_the_numbers_of_its_pages(monkeypatch):
    six, content = pikepdf.new(), io.BytesIO()
    for _page in range(6):
        six.add_blank_page()
    six.save(content)
    told = [f"{page} van 6" for page in range(1, 7)]
    monkeypatch.setitem(globals(), "told_in", lambda pdf: told)
    assert told_beside_its_numbers(content.getvalue()) == []
    told += ["3 van 6", "3 van 7"]
    assert told_beside_its_numbers(content.getvalue()) == ["3 van 6", "3 van 7"]


@pytest.mark.parametrize("leak", ["words", "picture"])
def test_this_reading_finds_a_place_that_leaks_into_a_booklet(demo, monkeypatch, leak):  # noqa: F811
    if leak == "words":
        tells = laid._line_words
        monkeypatch.setattr(laid, "_line_words", lambda line: f"{tells(line)} (plaats 3)")
    else:
        monkeypatch.setattr(laid, "_drawing_words", lambda board, lines: "De stip ligt op 3 van 6.")
    assert told_in(package_of(people_with_boards(demo)[0])[0])


def test_boards_that_differ_in_places_only_differ_in_pixels_only(demo, monkeypatch):  # noqa: F811
    """Whatever the words for it would be: moving every counter changes no letter on paper nor in the data."""
    at = clock.now()
    monkeypatch.setattr(clock, "now", lambda: at)
    actor = people_with_boards(demo)[0]
    made = []
    for place in (1, 5):
        with transaction.atomic(), scope(actor.municipality_id):
            moved = Counter.objects.filter(line__board__person_id=actor.id).update(place=place)
        booklet, data = package_of(actor)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            whole = json.loads(archive.read("folder.json"))
            files = {row.pop("sha256"): archive.read(row["path"]) for row in whole["attachments"]}
        sizes = [row.pop("size") for row in whole["attachments"]]
        made.append((text_of(booklet), spoken_in(booklet), whole))
        drawn = {digest for digest, content in files.items() if content.startswith(b"\x89PNG")}
        made[-1] += (drawn,)
        for digest in drawn:
            assert Image.open(io.BytesIO(files[digest])).info.keys() <= {"dpi", "gamma", "srgb"}
        assert moved and sizes
    first, second = made
    assert first[:3] == second[:3]
    assert first[3] != second[3], "the counters were drawn elsewhere"
