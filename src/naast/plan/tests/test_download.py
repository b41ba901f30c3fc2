"""The calculation taken along: who gets it, what it holds, and that it gives what the page shows."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal

import pytest
from django.urls import reverse

from naast.kernel.models import AuditEvent
from naast.plan import actions, calculation, queries
from naast.plan.tests import arrange
from naast.plan.tests.sheet_formulas import Workbook
from naast.plan.views.download import without_names

pytestmark = pytest.mark.django_db

FILES = ["workbook", "command_line"]
COMMAND = [sys.executable, "-c", "import sys; from naast.cli import main; sys.exit(main())"]


@pytest.fixture
def who(standing):
    arrange.plan(standing)
    return {"actor": standing.worker, "case_id": standing.case_id}


def fetch(standing, name, actor=None):
    return standing.client(actor or standing.worker).get(reverse(f"plan:{name}", args=[standing.case_id]))


def add(standing, who, what="Kinderbed", **more):
    with standing.inside():
        return actions.add_line(
            **who,
            scenario="plan",
            what=what,
            own_price=Decimal("49.95"),
            payer="municipality_wmo",
            source="bon (fictief)",
            **more,
        )


def test_the_command_gives_what_the_page_shows(standing, who):
    with standing.inside():
        actions.add_line(**who, scenario="plan", what="Begeleiding vanuit de Wmo", quantity=6, years=3)
        view = queries.returns_of(standing.case_id)
    answer = fetch(standing, "command_line")
    assert answer["Content-Type"] == "application/json"
    run = subprocess.run(
        [*COMMAND, "returns", "evaluate", "-"], input=answer.content, capture_output=True, check=True
    )
    result = json.loads(run.stdout)
    assert result["welfare"]["mean"] == float(view.welfare)
    assert {name: payer["mean"] for name, payer in result["payers"].items()} == {
        row.payer: float(row.amount) for row in view.payers
    }
    assert [memo["label"] for memo in result["memo"]] == [memo.label for memo in view.memos]
    assert not view.is_exact and result["welfare"]["p05"] < result["welfare"]["p95"]


def test_the_workbook_gives_what_the_page_shows(standing, who):
    with standing.inside():
        actions.add_line(**who, scenario="plan", what="Begeleiding vanuit de Wmo", quantity=6, years=3)
        view = queries.returns_of(standing.case_id)
    answer = fetch(standing, "workbook")
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    book = Workbook(answer.content)
    found = {
        book.value("Betalers", row, 2): round(book.value("Betalers", row, 3), 2)
        for row in range(5, 5 + len(view.payers))
    }
    assert found == {row.payer: float(row.amount) for row in view.payers}


@pytest.mark.parametrize("name", FILES)
def test_it_is_a_look_and_its_name_tells_nothing(standing, who, name):
    answer = fetch(standing, name)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith(f'attachment; filename="berekening-{standing.case_id}.')
    assert answer["Cache-Control"] == "private, no-store"
    with standing.inside():
        looks = AuditEvent.objects.filter(kind="look", verb="plan.download", case_id=standing.case_id)
        assert looks.count() == 1


@pytest.mark.parametrize("name", FILES)
def test_nobody_outside_the_circle_gets_it(standing, who, name):
    for stranger in (
        *standing.strangers,
        standing.resident,
        standing.add_staff("Carla Cijfer", "controller"),
    ):
        refused = fetch(standing, name, stranger)
        assert refused.status_code == 404
        assert b"Hotelkamer" not in refused.content and "Content-Disposition" not in refused
    with standing.inside():
        assert not AuditEvent.objects.filter(kind="look", verb="plan.download").exists()


@pytest.mark.parametrize("name", FILES)
def test_who_reads_along_gets_what_the_page_shows_them(standing, who, name):
    assert fetch(standing, name, standing.add_reader()).status_code == 200


@pytest.mark.parametrize("name", FILES)
def test_without_figures_there_is_nothing_to_take_along(standing, name):
    answer = fetch(standing, name)
    assert answer.status_code == 302 and answer.url == reverse("plan:returns", args=[standing.case_id])
    page = standing.client(standing.worker).get(answer.url).content.decode()
    assert reverse("plan:workbook", args=[standing.case_id]) not in page
    with standing.inside():
        assert not AuditEvent.objects.filter(kind="look", verb="plan.download").exists()


def test_the_page_links_to_both(standing, who):
    page = (
        standing.client(standing.worker)
        .get(reverse("plan:returns", args=[standing.case_id]))
        .content.decode()
    )
    for name in FILES:
        assert f'href="{reverse(f"plan:{name}", args=[standing.case_id])}"' in page


def test_names_of_the_people_of_the_case_are_not_in_it(standing, who):
    with standing.inside():
        name = calculation_name(standing)
    row = add(standing, who, f"Bed voor {name} en {name.split()[0]}")
    text = fetch(standing, "command_line").content.decode()
    assert "Bed voor [naam] en [naam]" in text
    assert name not in text and name.split()[0] not in text and name.split()[-1] not in text
    book = Workbook(fetch(standing, "workbook").content)
    held = [
        str(cell.value) for sheet in book.formulas.worksheets for line in sheet.iter_rows() for cell in line
    ]
    assert any("Bed voor [naam]" in words for words in held)
    assert not [words for words in held if name.split()[-1] in words]
    assert str(row.pk) in text


def calculation_name(standing):
    from naast.people import queries as people

    return people.case_for(standing.worker, standing.case_id).resident_name


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Hotel voor Eveline", "Hotel voor [naam]"),
        ("Evelines kamer", "[naam] kamer"),
        ("EVELINE'S bed", "[naam] bed"),
        ("Evelinehof", "Evelinehof"),
        ("Van der Velde, gezin", "[naam], gezin"),
        ("de A. van Eveline van der Velde", "de A. van [naam]"),
        ("(Eveline)", "([naam])"),
    ],
)
def test_a_name_is_taken_out_as_a_whole_word(words, left):
    given = {"lines": [{"id": "Eveline", "label": words, "price": {"source": words, "ref": words}}]}
    (line,) = without_names(given, ["Eveline van der Velde", "Van der Velde", "A."])["lines"]
    assert line == {"id": "Eveline", "label": left, "price": {"source": left, "ref": words}}


def test_groups_of_lines_stay_apart_without_the_names_in_them():
    given = {"lines": [{"overlap": {"group": f"zorg {name}"}} for name in ("Eveline", "Claire", "Eveline")]}
    groups = [row["overlap"]["group"] for row in without_names(given, ["Eveline", "Claire"])["lines"]]
    assert groups == ["zorg [naam]", "zorg [naam] (2)", "zorg [naam]"]


def test_without_names_nothing_is_taken_out():
    assert without_names({"label": "a.b"}, ["", "A."]) == {"label": "a.b"}


def test_what_is_downloaded_is_what_the_engine_read(standing, who):
    with standing.inside():
        view = queries.returns_of(standing.case_id)
    given = calculation.engine_input(
        view.lines,
        base_year=view.base_year,
        horizon_years=view.horizon_years,
        index={int(year): value for year, value in view.index.items()},
    )
    downloaded = json.loads(fetch(standing, "command_line").content)
    assert downloaded == json.loads(json.dumps(given, default=float))
