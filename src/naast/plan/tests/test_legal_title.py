"""On which article a cost rests: that of its price until somebody names another, and fixed with the plan."""

from __future__ import annotations

import json
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from naast.kernel import actors
from naast.kernel.errors import Invalid
from naast.plan import actions, queries
from naast.plan.models import PlanVersion, Price, ScenarioLine
from naast.plan.tests import arrange
from naast.plan.tests.sheet_formulas import Workbook

pytestmark = pytest.mark.django_db

WMO, YOUTH = "Wmo 2015, artikel 2.3.5", "Jeugdwet, artikel 2.3"
OWN = {"own_price": Decimal(900), "own_price_year": 2025}


@pytest.fixture
def who(standing):
    """The plan of Eveline, in which the price of the hotel has a legal title and the others have none."""
    arrange.plan(standing)
    _book(standing, WMO)
    return {"actor": standing.worker, "case_id": standing.case_id}


def _book(standing, title):
    if "Cora Controller" not in standing.staff:
        standing.add_staff("Cora Controller", actors.CONTROLLER)
    with standing.inside():
        hotel = Price.objects.get(item="Hotel room", whose="list")
        actions.book_price(
            actor=standing.staff["Cora Controller"],
            price_id=hotel.pk,
            base_version=hotel.version,
            legal_title=title,
            cost_centre="",
        )


def _lines(standing):
    """Hotel, removal, and the rent that has no amount."""
    view = queries.returns_of(standing.case_id)
    return view.in_plan[0], view.in_nothing[0], view.in_plan[1]


def _change(who, line, **changes):
    return actions.change_line(**who, line_id=line.id, base_version=line.version, changes=changes)


def _page(standing, name, *more):
    answer = standing.client(standing.worker).get(reverse(f"plan:{name}", args=[standing.case_id, *more]))
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_line_follows_the_price_until_somebody_names_another_title(standing, who):
    with standing.inside():
        hotel, removal, _rent = _lines(standing)
        assert (hotel.legal_title, removal.legal_title) == (WMO, "")
        row = _change(who, hotel, legal_title=f"  {WMO.replace(' ', '  ')} ", label="Kamer")
        assert (row.label, row.legal_title) == ("Kamer", "")
    _book(standing, YOUTH)
    with standing.inside():
        hotel = _lines(standing)[0]
        assert hotel.legal_title == YOUTH
        _change(who, hotel, legal_title=WMO)
        assert _lines(standing)[0].legal_title == WMO
    _book(standing, "Wmo 2015, artikel 2.1.3")
    with standing.inside():
        hotel = _lines(standing)[0]
        assert hotel.legal_title == WMO
        _change(who, hotel, legal_title="")
        assert _lines(standing)[0].legal_title == "Wmo 2015, artikel 2.1.3"


def test_an_own_price_and_a_memo_have_a_title_only_when_it_is_named(standing, who):
    with standing.inside():
        hotel, _removal, rent = _lines(standing)
        assert rent.legal_title == ""
        row = _change(who, hotel, **OWN)
        assert queries.line_of(standing.case_id, row.pk).legal_title == ""
        hotel = _lines(standing)[0]
        # What stood prefilled and was kept is named, although the price says the same.
        row = _change(who, hotel, legal_title=WMO)
        assert row.legal_title == WMO and _lines(standing)[0].legal_title == WMO
        _change(who, rent, legal_title=YOUTH)
        assert _lines(standing)[2].legal_title == YOUTH
        row = _change(who, _lines(standing)[0], own_price=None, kind="memo", legal_title=WMO)
        assert (row.kind, row.legal_title) == ("memo", WMO)


def test_it_stands_with_the_line_and_prefilled_on_the_page_of_the_line(standing, who):
    with standing.inside():
        hotel, removal, rent = _lines(standing)
    text = _page(standing, "returns")
    assert text.count(f"Wettelijke grondslag: {WMO}.") == 1
    assert text.count("Wettelijke grondslag: nog te benoemen.") == 2
    text = _page(standing, "line", hotel.id)
    assert f"Wettelijke grondslag: {WMO}." in text and f'value="{WMO}"' in text
    for line in (removal, rent):
        assert "Wettelijke grondslag: nog te benoemen." in _page(standing, "line", line.id)


def test_it_is_changed_on_the_page_of_the_line_and_typed_text_is_kept(standing, who):
    with standing.inside():
        removal = _lines(standing)[1]
    client = standing.client(standing.worker)
    address = reverse("plan:line", args=[standing.case_id, removal.id])
    data = {"label": "Uithuisplaatsing", "nothing": "1", "years": "1", "payer": removal.payer}
    data["version"] = str(removal.version)
    too_long = "artikel " + "x" * 120
    refused = client.post(address, data | {"legal_title": too_long, "reason": "een reden"})
    text = refused.content.decode()
    assert refused.status_code == 422 and 'id="id_line_legal_title_error"' in text
    assert too_long in text and "een reden" in text
    script = "<script>alert(1)</script>"
    assert client.post(address, data | {"legal_title": script}).status_code == 302
    text = _page(standing, "returns")
    assert script not in text and "&lt;script&gt;alert(1)" in text


def test_one_that_is_too_long_is_refused_by_its_field_and_nothing_is_kept(standing, who):
    with standing.inside():
        removal = _lines(standing)[1]
        with pytest.raises(Invalid) as refusal:
            _change(who, removal, legal_title="x" * 121, years=2)
        assert refusal.value.field == "legal_title"
        with pytest.raises(Invalid):
            actions.add_line(**who, scenario="plan", what="Hotelkamer", legal_title="x" * 121)
        assert _lines(standing)[1].years == 1 and ScenarioLine.objects.count() == 3
        row = actions.add_line(**who, scenario="plan", what="Kinderbed", legal_title="x" * 120)
        assert len(row.legal_title) == 120


def test_only_who_writes_in_the_plan_names_it(standing, who):
    with standing.inside():
        removal = _lines(standing)[1]
    reader = standing.add_reader()
    address = reverse("plan:line", args=[standing.case_id, removal.id])
    data = {"label": "x", "nothing": "1", "payer": removal.payer, "legal_title": YOUTH}
    for actor, status in ((reader, 403), *((stranger, 404) for stranger in standing.strangers)):
        assert standing.client(actor).post(address, data).status_code == status
    with standing.inside():
        assert _lines(standing)[1].legal_title == ""


def test_what_was_agreed_keeps_its_legal_titles(standing, who):
    with standing.inside():
        _change(who, _lines(standing)[1], legal_title=YOUTH)
        version = actions.agree(**who)
        before = PlanVersion.objects.get(pk=version.pk).content
        with pytest.raises(Invalid):
            hotel = Price.objects.get(item="Hotel room")
            actions.book_price(
                actor=standing.staff["Cora Controller"],
                price_id=hotel.pk,
                base_version=hotel.version,
                legal_title="anders",
                cost_centre="",
            )
        for line in _lines(standing):
            _change(who, line, legal_title="anders")
        assert {line.legal_title for line in _lines(standing)} == {"anders"}
        assert PlanVersion.objects.get(pk=version.pk).content == before
        agreed = queries.agreed_plan(standing.case_id, 1).returns
    assert [line.legal_title for line in agreed.lines] == [WMO, YOUTH, ""]
    text = _page(standing, "version", 1)
    assert f"Wettelijke grondslag: {WMO}." in text and f"Wettelijke grondslag: {YOUTH}." in text
    assert "anders." not in text


def test_another_title_is_another_plan_for_who_agrees(standing, who):
    with standing.inside():
        first = actions.agree(**who)
        assert actions.agree(**who).pk == first.pk
        _change(who, _lines(standing)[1], legal_title=YOUTH)
        assert actions.agree(**who).number == first.number + 1


def test_what_was_agreed_before_lines_had_a_title_can_be_read(standing, who):
    with standing.inside():
        version = actions.agree(**who)
        content = version.content
        for line in content["returns"]["lines"]:
            del line["legal_title"]
        PlanVersion(case_id=standing.case_id, ground=version.ground, number=2, content=content).save()
        agreed = queries.agreed_plan(standing.case_id, 2).returns
    assert {line.legal_title for line in agreed.lines} == {""}
    text = _page(standing, "version", 2)
    assert text.count("Wettelijke grondslag: nog te benoemen.") == 3 and WMO not in text


def test_it_goes_along_in_both_downloads_without_the_names_of_people(standing, who):
    with standing.inside():
        _change(who, _lines(standing)[2], legal_title="Jeugdwet, besluit voor Rosa")
    client = standing.client(standing.worker)
    given = json.loads(client.get(reverse("plan:command_line", args=[standing.case_id])).content)
    titles = ["Wmo 2015, artikel 2.3.5", "", "Jeugdwet, besluit voor [naam]"]
    assert [line["legal_title"] for line in given["lines"]] == titles
    book = Workbook(client.get(reverse("plan:workbook", args=[standing.case_id])).content)
    assert book.value("Aannames", 4, 16) == "Wettelijke grondslag"
    found = {
        book.value("Aannames", row, 2): book.value("Aannames", row, 16)
        for row in range(5, book.formulas["Aannames"].max_row + 1)
        if book.value("Aannames", row, 3) == "prijs"
    }
    assert found == {"Hotelkamer": WMO, "Uithuisplaatsing": ""}
    assert book.value("Zonder bedrag", 4, 4) == "Wettelijke grondslag"
    assert book.value("Zonder bedrag", 5, 4) == "Jeugdwet, besluit voor [naam]"
