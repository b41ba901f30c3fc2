"""The page of all plans together: for whom, what it says, and what never stands on it."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from django.urls import reverse

from naast.insight import actions, queries, working
from naast.insight.models import PortfolioRun
from naast.kernel import actors
from naast.kernel.errors import NotAllowed
from naast.plan.models import ScenarioLine

pytestmark = pytest.mark.django_db
PAGE = "/cijfers/alle-plannen/"
PROGRESS = "/cijfers/alle-plannen/stand/"


@pytest.mark.parametrize("role", [actors.CONTROLLER, actors.FUND_OWNER, actors.POLICY])
def test_who_reads_figures_opens_it_and_has_it_in_the_menu(together, role):
    browser = together.standing.client(together.standing.add_staff("Frits Figuren", role))
    answer = browser.get(PAGE)
    assert answer.status_code == 200
    assert f'href="{PAGE}" aria-current="page"' in answer.content.decode()


def test_nobody_else_opens_it_or_asks_for_it(together, client):
    together.add(10)
    facts = together.worked_out()
    standing = together.standing
    others = [standing.worker, standing.colleague, standing.outsider, standing.resident]
    others += [
        standing.add_staff(f"Rol {role}", role)
        for role in (actors.ADMINISTRATOR, actors.QUALITY_OFFICER, actors.TEAM_LEAD, actors.MANDATE_HOLDER)
    ]
    for actor in others:
        browser = standing.client(actor)
        for path in (PAGE, PROGRESS, f"{PAGE}{facts.id}/tabel.csv", f"{PAGE}{facts.id}/tabel.xlsx"):
            assert browser.get(path).status_code == 404, (actor.name, path)
        assert browser.post(PAGE).status_code == 404
        assert PAGE not in browser.get("/prijzen/").content.decode()
        with standing.inside(), pytest.raises(NotAllowed):
            actions.ask_portfolio(actor=actor)
        with standing.inside(), pytest.raises(NotAllowed):
            queries.portfolio(actor)
    assert client.get(PAGE).status_code == 302
    with standing.inside():
        assert PortfolioRun.objects.count() == 1


def test_a_controller_of_another_municipality_sees_nothing_of_it(together):
    from tests.standing import make_staff

    together.add(10)
    facts = together.worked_out()
    other = together.standing.other
    with together.standing.inside(other):
        stranger = make_staff(other, "Olga Controller", actors.CONTROLLER)
    browser = together.standing.client(stranger)
    assert "Het is nog niet uitgerekend." in browser.get(PAGE).content.decode()
    assert browser.get(f"{PAGE}{facts.id}/tabel.csv").status_code == 404


def test_it_is_asked_followed_and_read(together):
    together.add(11)
    browser = together.standing.client(together.controller)
    assert "Het is nog niet uitgerekend." in browser.get(PAGE).content.decode()
    for _click in range(2):
        assert browser.post(PAGE).status_code == 302
    with together.inside():
        run = PortfolioRun.objects.get()
    busy = browser.get(PAGE).content.decode()
    assert "0 van de 11 plannen zijn klaar" in busy and 'hx-trigger="every 3s"' in busy
    assert "Reken alle plannen uit" not in busy, "it runs already"
    assert browser.get(PROGRESS).status_code == 200
    assert working.work(run.municipality_id, run.pk) is True
    part = browser.get(PROGRESS)
    assert part.status_code == 286 and "hx-trigger" not in part.content.decode()
    held = browser.get(PAGE).content.decode()
    assert "11 plannen, uitgerekend op" in held and "Niets hiervan is een besparing" in held
    assert "gemeente, Wmo" in held and "Cora Controller" in held
    for number in range(11):
        assert f"Inwoner {number}" not in held
    assert "/casus/" not in held.partition("<main")[2]


def test_it_says_that_fewer_than_ten_plans_tell_of_one_person(together):
    together.add(3)
    facts = together.worked_out()
    browser = together.standing.client(together.controller)
    held = browser.get(PAGE).content.decode().partition("<main")[2]
    assert "Er zijn 3 plannen met bedragen." in held and "Met minder dan 10 plannen" in held
    assert "€" not in held
    assert browser.get(f"{PAGE}{facts.id}/tabel.csv").status_code == 404


def test_it_says_that_there_is_no_plan_with_an_amount(together):
    together.worked_out()
    held = together.standing.client(together.controller).get(PAGE).content.decode()
    assert "Er was geen plan met een bedrag" in held


def test_it_says_how_many_plans_could_not_be_worked_out(together):
    together.add(11)
    with together.inside():
        year = ScenarioLine.objects.filter(case_id=together.cases[0], scenario="plan")
        year.update(own_price=80, own_price_year=1950, own_unit="night", price=None)
    together.worked_out()
    held = together.standing.client(together.controller).get(PAGE).content.decode().partition("<main")[2]
    assert "1 plan was niet uit te rekenen" in held and "/casus/" not in held


def test_it_tells_that_a_part_was_left_behind_and_that_a_run_did_not_succeed(together):
    together.add(1)
    run = together.ask()
    browser = together.standing.client(together.controller)
    part = working._taken(together.standing.municipality.pk, run)
    assert part is not None
    with together.inside():
        part.taken_until = part.run.asked_at
        part.save(update_fields=["taken_until"])
    assert "Een deel bleef liggen" in browser.get(PAGE).content.decode()
    with together.inside():
        part.tries = working.MOST_TRIES
        part.save(update_fields=["tries"])
    assert working.work(together.standing.municipality.pk, run) is False
    held = browser.get(PAGE).content.decode()
    assert "Het uitrekenen is niet gelukt" in held and "Reken alle plannen uit" in held


def test_the_table_travels_as_csv_and_as_workbook_and_no_cell_of_it_runs(together, monkeypatch):
    together.add(10)
    monkeypatch.setattr(queries.terms, "payer_words", lambda _code: "=cmd|'/c calc'!a1")
    facts = together.worked_out()
    browser = together.standing.client(together.controller)
    answer = browser.get(reverse("insight:table", args=[facts.id, "csv"]))
    assert answer["Cache-Control"] == "private, no-store"
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][0] == "Betaler" and rows[1][0].startswith("'=cmd"), "a formula leaves harmless"
    assert rows[1][3] == f"{facts.payers[0].amount:.2f}".replace(".", ",")
    assert ["Plannen", "10"] in rows
    sheet = openpyxl.load_workbook(
        io.BytesIO(browser.get(reverse("insight:table", args=[facts.id, "xlsx"])).content)
    ).active
    assert sheet["A2"].data_type == "s" and sheet["A2"].value.startswith("=cmd")
    assert sheet["D2"].value == float(facts.payers[0].amount)
    assert browser.get(f"{PAGE}{facts.id}/tabel.pdf").status_code == 404
    assert browser.get(f"{PAGE}{facts.id + 1}/tabel.csv").status_code == 404


def test_only_the_last_figures_travel(together):
    """What changed between two runs could tell of the one plan that was added."""
    together.add(10)
    first = together.worked_out()
    together.add(1)
    second = together.worked_out()
    browser = together.standing.client(together.controller)
    assert browser.get(f"{PAGE}{first.id}/tabel.csv").status_code == 404
    assert browser.get(f"{PAGE}{second.id}/tabel.csv").status_code == 200


def test_it_is_complete_in_english(together):
    together.add(10)
    together.worked_out()
    browser = together.standing.client(together.controller)
    browser.post("/taal/", {"language": "en", "next": PAGE})
    held = browser.get(PAGE).content.decode()
    assert "10 plans, worked out on" in held and "uitgerekend" not in held
