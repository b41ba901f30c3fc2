"""Where a counter lies leaves the server only to draw it (M1, product law).

What draws, and nothing else: `data-place` of a counter on a line (its column in the grid), and the radio
buttons with which a counter is laid (their value is what the form sends back). Everything that is read aloud,
exported or logged says it in words or not at all.
"""

from __future__ import annotations

import json
import logging
import re

import lxml.html
import pytest
from django.db import transaction

from naast.kernel.tenancy import scope
from naast.listen.models import Board, BoardDomain, Counter
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
