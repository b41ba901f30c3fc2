"""Every choice of a line reaches the engine; a look keeps nothing; what is offered comes in one by one."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from django.urls import reverse

from naast.engines import returns
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.models import AuditEvent
from naast.plan import actions, calculation, queries
from naast.plan.models import NotHere, ScenarioLine
from naast.plan.models.scenarios import SHARES
from naast.plan.tests import arrange

pytestmark = pytest.mark.django_db

EVERYTHING = {
    "deadweight": Decimal(25),
    "deadweight_low": Decimal(10),
    "deadweight_high": Decimal(50),
    "deadweight_reason": "Een deel vindt zelf iets.",
    "attribution": Decimal(75),
    "success": Decimal(85),
    "dropoff": Decimal(30),
    "displacement": Decimal(5),
    "start_year": 1,
    "years": 3,
    "own_price": Decimal(53300),
    "own_price_low": Decimal(50000),
    "own_price_high": Decimal(60000),
    "own_price_year": 2021,
    "price_reason": "Eigen opgave (fictief).",
    "nothing_low": Decimal("0.5"),
    "nothing_high": Decimal(2),
    "nothing_reason": "Misschien twee.",
    "payer": "society",
    "cashable": True,
}


@pytest.fixture
def who(standing):
    arrange.plan(standing)
    return {"actor": standing.worker, "case_id": standing.case_id}


def _removal(standing):
    return queries.returns_of(standing.case_id).in_nothing[0]


def _given(standing) -> dict:
    view = queries.returns_of(standing.case_id)
    given = calculation.engine_input(view.lines, base_year=2021, horizon_years=5, index={2021: Decimal(1)})
    assert json.loads(json.dumps(given, default=float))  # nothing in it that a file cannot hold
    return {line["label"]: line for line in given["lines"]}


def test_every_choice_of_a_line_reaches_the_engine(standing, who):
    with standing.inside():
        removal = _removal(standing)
        actions.change_line(**who, line_id=removal.id, base_version=removal.version, changes=EVERYTHING)
        given = _given(standing)["Uithuisplaatsing"]
    assert given["deadweight"] == {
        "range": [Decimal("0.1"), Decimal("0.25"), Decimal("0.5")],
        "reason": "Een deel vindt zelf iets.",
    }
    assert given["attribution"] == {"exact": Decimal("0.75")} and given["success"] == {
        "exact": Decimal("0.85")
    }
    assert given["dropoff"] == {"exact": Decimal("0.3")} and given["displacement"] == {
        "exact": Decimal("0.05")
    }
    assert (given["start_year"], given["years"], given["cashable"], given["payer"]) == (1, 3, True, "society")
    assert given["price"]["range"] == [50000, 53300, 60000] and given["price"]["year"] == 2021
    assert given["nothing"] == {"range": [Decimal("0.5"), 1, 2], "reason": "Misschien twee."}
    assert returns.parse({"base_year": 2021, "horizon_years": 5, "lines": [given]})


def test_the_chain_of_the_worked_table_comes_out_of_a_line(standing, who):
    chain = {"own_price": Decimal(53300), "own_price_year": 2021, "deadweight": Decimal(25)}
    with standing.inside():
        version = queries.plan_of(standing.case_id).version
        actions.set_price_level(**who, base_year=2021, horizon_years=None, base_version=version)
        removal = _removal(standing)
        changes = chain | {"attribution": Decimal(75), "success": Decimal(85)}
        actions.change_line(**who, line_id=removal.id, base_version=removal.version, changes=changes)
        assert queries.returns_of(standing.case_id).effects == Decimal("25484.06")


def test_lines_that_count_the_same_are_counted_once(standing, who):
    same = {"overlap_group": "zorg", "overlap_alpha": Decimal(50)}
    with standing.inside():
        first = actions.add_line(**who, scenario="nothing", what="Hotelkamer", quantity=100, **same)
        alone = queries.returns_of(standing.case_id)
        assert alone.welfare is None
        assert "Hotelkamer" in alone.problem_words and "Telt deels hetzelfde als" in alone.problem_words
        removal = _removal(standing)
        two = same | {"overlap_alpha": Decimal(40)}
        removal = actions.change_line(**who, line_id=removal.id, base_version=removal.version, changes=two)
        assert "Hoeveel van de kleinere meetelt" in queries.returns_of(standing.case_id).problem_words
        actions.change_line(**who, line_id=removal.pk, base_version=removal.version, changes=same)
        view = queries.returns_of(standing.case_id)
    gain = {line.id: line.gain for line in view.lines}
    # 100 nights of 80 count for half beside one removal of 40,000.
    assert abs(gain[first.pk] * 10 - gain[removal.pk]) < Decimal("0.10")
    assert all(row.plan is None for row in view.payers)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"deadweight": Decimal(101)}, "deadweight"),
        ({"dropoff": Decimal(-1)}, "dropoff"),
        ({"success": Decimal(50), "success_low": Decimal(60)}, "success_low"),
        ({"success": Decimal(50), "success_high": Decimal(40)}, "success_high"),
        ({"attribution_high": Decimal(40)}, "attribution"),
        ({"displacement_reason": "Omdat."}, "displacement"),
        ({"displacement": Decimal("NaN")}, "displacement"),
        ({"overlap_group": "zorg"}, "overlap_alpha"),
        ({"overlap_alpha": Decimal(50)}, "overlap_group"),
        ({"overlap_group": "x" * 61, "overlap_alpha": Decimal(50)}, "overlap_group"),
        ({"plan_reason": "x" * 301}, "plan_reason"),
    ],
)
def test_a_choice_that_cannot_be_is_refused_by_its_field_and_nothing_is_kept(standing, who, changes, field):
    with standing.inside():
        removal = _removal(standing)
        with pytest.raises(Invalid) as refusal:
            actions.change_line(
                **who, line_id=removal.id, base_version=removal.version, changes=changes | {"years": 2}
            )
        assert refusal.value.field == field
        assert _removal(standing).years == 1


@pytest.fixture
def page(standing, who):
    client = standing.client(standing.worker)

    def post(name, *more, part=False, **data):
        headers = {"HX-Request": "true"} if part else {}
        return client.post(reverse(f"plan:{name}", args=[standing.case_id, *more]), data, headers=headers)

    return post


def test_a_line_that_is_typed_is_worked_out_and_not_kept_and_no_look_is_noted(standing, page):
    with standing.inside():
        looks = AuditEvent.objects.filter(kind="look").count()
    for _key in range(3):
        answer = page("try_line", "plan", part=True, what="Hotelkamer", quantity="500", years="1")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Gemeente, Wmo" in text and "nog niets bewaard" in text and "<html" not in text
    assert "kost het plan meer dan het oplevert" in text
    with standing.inside():
        assert ScenarioLine.objects.count() == 3
        assert AuditEvent.objects.filter(kind="look").count() == looks


def test_without_script_the_same_stands_on_the_page_with_what_was_typed(standing, page):
    answer = page("try_line", "nothing", what="Uithuisplaatsing", quantity="2", years="")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Als je dit bewaart" in text and 'value="2"' in text and "<html" in text
    with standing.inside():
        assert ScenarioLine.objects.count() == 3


@pytest.mark.parametrize("typed", ["NaN", "-1", "1e99", "veel"])
def test_what_cannot_be_worked_out_is_said_by_the_name_of_the_field(page, typed):
    text = page("try_line", "plan", part=True, what="Hotelkamer", quantity=typed).content.decode()
    assert "Hoeveel per jaar?" in text and "NaN" not in text and "nog niets bewaard" not in text
    assert page("try_line", "plan", what="Hotelkamer", quantity=typed).status_code == 422
    assert page("try_line", "iets", what="Hotelkamer").status_code == 404


def test_details_are_looked_at_before_they_are_kept(standing, page, who):
    with standing.inside():
        removal = _removal(standing)
    data = {"label": "Uithuisplaatsing", "plan": "0", "nothing": "1", "payer": "municipality_jeugd"}
    text = page("try_change", removal.id, part=True, **data, deadweight="100").content.decode()
    assert "nog niets bewaard" in text and "€\u00a00" in text
    refused = page("try_change", removal.id, part=True, **data, dropoff="130").content.decode()
    assert "Gaat elk jaar verloren (%)" in refused and "0 tot 100" in refused
    whole = page("try_change", removal.id, **data, deadweight="100")
    assert whole.status_code == 200 and 'value="100"' in whole.content.decode()
    kept = page("line", removal.id, **data, dropoff="130")
    assert kept.status_code == 422 and 'id="id_line_dropoff_error"' in kept.content.decode()
    with standing.inside():
        assert not _removal(standing).shares
    assert page("line", removal.id, **data, deadweight="40 %", years="1", version="1").status_code == 302
    with standing.inside():
        assert _removal(standing).shares["deadweight"].mode == 40


def test_only_who_writes_in_the_plan_looks_before_keeping(standing, page, who):
    with standing.inside():
        removal = _removal(standing).id
    reader = standing.add_reader()
    for actor, status in ((reader, 403), (standing.colleague, 404), (standing.outsider, 404)):
        client = standing.client(actor)
        for name, more in (
            ("try_line", ("plan",)),
            ("try_change", (removal,)),
            ("consequence", ()),
            ("take_in_support", (1,)),
        ):
            address = reverse(f"plan:{name}", args=[standing.case_id, *more])
            answer = client.post(address, {"what": "Hotelkamer", "item": "Shelter place", "label": "x"})
            assert answer.status_code == status, (name, actor.name)
    with standing.inside(), pytest.raises(NotAllowed):
        actions.take_in_consequence(actor=reader, case_id=standing.case_id, item="Shelter place")


def test_a_support_becomes_a_line_with_its_amount_over_the_year(standing, page, who):
    with standing.inside():
        paid = actions.add_support(**who, what="Leefgeld", amount=105, period="week", payer="resident")
        bare = actions.add_support(**who, what="Kinderbed")
        nobody = actions.add_support(**who, what="Stoel", amount=20)
        plan, view = queries.plan_of(standing.case_id), queries.returns_of(standing.case_id)
        offered = [row.what for row in queries.supports_to_take_in(plan, view)]
        assert offered == ["Leefgeld", "Kinderbed", "Stoel"]
    for _twice in range(2):
        assert page("take_in_support", paid.pk).status_code == 302
    assert page("take_in_support", bare.pk).status_code == 302
    with standing.inside(), pytest.raises(Invalid):
        actions.take_in_support(**who, support_id=nobody.pk)
    with standing.inside():
        lines = {line.label: line for line in queries.returns_of(standing.case_id).in_plan}
    assert (lines["Leefgeld"].plan, lines["Leefgeld"].price, lines["Leefgeld"].payer) == (52, 105, "resident")
    assert lines["Kinderbed"].is_memo
    assert page("take_in_support", 10**12).status_code == 404


def test_consequences_are_offered_by_the_words_and_come_in_one_by_one(standing, page, who):
    with standing.inside():
        actions.write_scenario(
            **who, kind="nothing", words="Eveline is dakloos en Claire gaat naar een pleeggezin."
        )
        offered = queries.consequences_of(standing.case_id)
        assert [(row.item, row.because) for row in offered] == [("Shelter place", "urgentie")]
        assert offered[0].price.source  # the removal is in already
        assert ScenarioLine.objects.count() == 3
    client = standing.client(standing.worker)
    address = reverse("plan:returns", args=[standing.case_id])
    text = client.get(address).content.decode()
    assert "Omdat er ‘urgentie’ staat." in text and offered[0].price.source in text
    for _twice in range(2):
        assert page("consequence", item="Shelter place", aside="1").status_code == 302
    assert "Omdat er ‘urgentie’ staat." not in client.get(address).content.decode()
    assert page("consequence", item="Shelter place").status_code == 404
    assert page("consequence", item="Adult prison day").status_code == 404
    for wrong in ("", "\x00", "x" * 5_000):
        assert page("consequence", item=wrong, aside="1").status_code == 404
    with standing.inside():
        NotHere.objects.all().delete()
        row = actions.take_in_consequence(**who, item="Shelter place")
        assert (row.scenario, row.nothing, row.years, row.price.item) == ("nothing", 1, 1, "Shelter place")
        with pytest.raises(NotVisible):
            actions.take_in_consequence(**who, item="Shelter place")


def test_what_rests_on_stands_one_click_away(standing, who):
    with standing.inside():
        removal = _removal(standing)
        actions.change_line(**who, line_id=removal.id, base_version=removal.version, changes=EVERYTHING)
        actions.agree(**who)
        agreed = queries.agreed_plan(standing.case_id, 1)
    assert agreed.returns.lines[1].shares["deadweight"].high == 50
    assert set(agreed.returns.lines[1].shares) == set(SHARES)
    client = standing.client(standing.worker)
    for address in (
        reverse("plan:returns", args=[standing.case_id]),
        reverse("plan:version", args=[standing.case_id, 1]),
    ):
        text = client.get(address).content.decode()
        assert "Een deel vindt zelf iets." in text and "25 % (minstens 10 %, hoogstens 50 %)" in text
        assert "niemand koos dit" in text  # of the hotel
        assert "van de tien berekeningen" in text and "Op zijn laagst" in text
        assert text.count('class="naast-chart"') == 1 and " style=" not in text
