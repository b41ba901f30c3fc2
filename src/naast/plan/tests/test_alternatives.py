"""Another way beside the plan and doing nothing: its figures by hand, who may, and what cannot be."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from naast.engines import returns
from naast.kernel.errors import Invalid, NotAllowed, NotVisible, Stale
from naast.kernel.models import AuditEvent
from naast.plan import actions, alternative_queries, frozen, price_queries, queries, saying, together
from naast.plan.actions.alternatives import MOST_ALTERNATIVES
from naast.plan.models import Alternative, AlternativeQuantity, PlanVersion, Price, ScenarioLine
from naast.plan.tests import arrange
from naast.plan.types import QuantityFacts

pytestmark = pytest.mark.django_db
HOTEL, REMOVAL = Decimal(80), Decimal(40_000)


@pytest.fixture
def who(standing):
    """Eveline's plan at the prices of the source, so that each figure can be checked by hand."""
    arrange.plan(standing)
    given = {"actor": standing.worker, "case_id": standing.case_id}
    with standing.inside():
        version = queries.plan_of(standing.case_id).version
        actions.set_price_level(**given, base_year=2021, horizon_years=None, base_version=version)
    return given


@pytest.fixture
def shorter(standing, who):
    """Another way: half of the nights in the hotel; and the lines of the hotel and the removal."""
    with standing.inside():
        way = actions.add_alternative(**who, name="Korter in een hotel")
        lines = {line.label: line.id for line in queries.returns_of(standing.case_id).lines}
        say(who, way, lines["Hotelkamer"], 90)
    return way, lines["Hotelkamer"], lines["Uithuisplaatsing"]


def say(who, way, line_id, quantity, **more):
    said = None if quantity is None else QuantityFacts(Decimal(quantity), **more)
    actions.say_quantity(**who, alternative_id=way.pk, line_id=line_id, said=said)


def worked_out(standing, way):
    return alternative_queries.way(standing.case_id, way.pk)


def test_what_nobody_says_goes_as_when_nothing_is_done(standing, who, shorter):
    way, _hotel, removal = shorter
    with standing.inside():
        view = worked_out(standing, way).facts.returns
        assert {row.payer: row.amount for row in view.payers} == {
            "municipality_wmo": -90 * HOTEL,
            "municipality_jeugd": Decimal(0),
        }
        say(who, way, removal, 0)
        found = worked_out(standing, way)
    assert found.facts.returns.welfare == REMOVAL - 90 * HOTEL
    assert found.plan_beside.welfare == -183 * HOTEL + 90 * HOTEL
    assert saying.chance(found.facts.returns) != saying.chance(queries_view(standing))
    assert saying.plan_beside(found.plan_beside) == "In euro's komt het plan lager uit dan deze manier."


def queries_view(standing):
    with standing.inside():
        return queries.returns_of(standing.case_id)


def test_an_uncertain_quantity_gives_a_range_that_both_comparisons_share(standing, who, shorter):
    way, _hotel, removal = shorter
    with standing.inside():
        say(who, way, removal, Decimal("0.5"), low=Decimal(0), high=Decimal(1), reason="Dat weet niemand.")
        found = worked_out(standing, way)
    view, beside = found.facts.returns, found.plan_beside
    assert view.welfare == REMOVAL / 2 - 90 * HOTEL and beside.welfare == REMOVAL / 2 - 93 * HOTEL
    assert view.welfare_low < view.welfare < view.welfare_high
    # What it brings in more beside doing nothing, it brings in less beside the plan: the same draws.
    width = view.welfare_high - view.welfare_low
    assert abs((beside.welfare_high - beside.welfare_low) - width) < Decimal("0.02")
    assert "deze manier" in saying.chance(view) and "komt het plan in euro's hoger uit" in saying.plan_beside(
        beside
    )


def test_its_own_lines_are_no_part_of_the_plan(standing, who, shorter):
    way, _hotel, _removal = shorter
    before = queries_view(standing)
    with standing.inside():
        line = actions.add_line(
            **who, scenario="other", alternative_id=way.pk, what="Plek in de opvang", quantity=1
        )
        actions.add_line(**who, scenario="other", alternative_id=way.pk, what="Iemand die elke week belt")
        facts = alternative_queries.alternatives_of(standing.case_id)[0]
        assert [row.label for row in facts.returns.memos] == ["Iemand die elke week belt"]
        assert line.pk in {row.id for row in facts.returns.lines}
        [plan] = together.open_plans([standing.case_id])
        assert line.pk not in {row.id for row in plan.lines}
        assert queries.returns_of(standing.case_id) == before
        actions.change_line(
            **who,
            line_id=line.pk,
            base_version=line.version,
            changes={"plan": Decimal(2), "nothing": Decimal(3), "nothing_high": Decimal(9)},
        )
        row = ScenarioLine.objects.get(pk=line.pk)
        assert (row.plan, row.nothing, row.nothing_high) == (2, 0, None)


def test_a_group_of_which_one_line_is_left_overlaps_nothing(standing, who, shorter):
    way, hotel, removal = shorter
    overlapping = {"overlap_group": "wonen", "overlap_alpha": Decimal(50)}
    with standing.inside():
        opvang = actions.add_line(**who, scenario="plan", what="Plek in de opvang", quantity=1)
        for line_id in (hotel, opvang.pk):
            row = ScenarioLine.objects.get(pk=line_id)
            actions.change_line(**who, line_id=line_id, base_version=row.version, changes=overlapping)
        facts = alternative_queries.alternatives_of(standing.case_id)[0]
        assert facts.returns.problem == "" and facts.returns.welfare == -90 * HOTEL
        assert {row.overlap_group for row in facts.returns.lines} == {""}
        say(who, way, opvang.pk, 1)
        grouped = alternative_queries.alternatives_of(standing.case_id)[0].returns
        assert [row.overlap_group for row in grouped.lines if row.id in (hotel, opvang.pk)] == ["wonen"] * 2
        assert removal in {row.id for row in grouped.lines}


def test_what_was_agreed_keeps_every_way_and_its_prices(standing, who, shorter):
    way, _hotel, removal = shorter
    with standing.inside():
        say(who, way, removal, 0)
        actions.write_alternative(
            **who, alternative_id=way.pk, base_version=1, name=way.name, words="Drie maanden moet kunnen."
        )
        own = actions.add_line(**who, scenario="other", alternative_id=way.pk, what="Plek in de opvang")
        version = actions.agree(**who)
        used = ScenarioLine.objects.get(pk=own.pk).price_id
        assert used in price_queries.agreed_price_ids()
        [line] = price_queries.lines_using([used]).filter(alternative__isnull=False)
        assert line.is_agreed
        actions.remove_alternative(**who, alternative_id=way.pk)
        agreed = queries.agreed_plan(standing.case_id, version.number)
        assert actions.agree(**who).number == version.number + 1
        assert queries.agreed_plan(standing.case_id, version.number + 1).alternatives == []
        assert frozen.read_alternatives({"plan": {}}) == []  # as agreed before there were other ways
    [kept] = agreed.alternatives
    assert (kept.name, kept.words) == ("Korter in een hotel", "Drie maanden moet kunnen.")
    assert {row.payer for row in kept.returns.payers} >= {"municipality_wmo", "municipality_jeugd"}
    text = standing.client(standing.worker).get(
        reverse("plan:version", args=[standing.case_id, version.number])
    )
    assert "Korter in een hotel" in text.content.decode() and "Drie maanden" in text.content.decode()


def test_agreeing_to_a_page_on_which_a_way_was_not_yet_is_stale(standing, who, shorter):
    with standing.inside():
        plan = queries.with_quotes(queries.plan_of(standing.case_id), standing.case_id)
        seen = frozen.fingerprint(frozen.content_of(plan, queries.returns_of(standing.case_id)))
        with pytest.raises(Stale):
            actions.agree(**who, seen=seen)
        assert not PlanVersion.objects.exists()


def test_taking_out_leaves_nothing_behind(standing, who, shorter):
    way, hotel, _removal = shorter
    with standing.inside():
        own = actions.add_line(**who, scenario="other", alternative_id=way.pk, what="Plek in de opvang")
        actions.remove_line(**who, line_id=hotel)
        assert not AlternativeQuantity.objects.exists()
        actions.remove_alternative(**who, alternative_id=way.pk)
        assert not Alternative.objects.exists() and not ScenarioLine.objects.filter(pk=own.pk).exists()
        verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert {"plan.add_alternative", "plan.say_quantity", "plan.remove_alternative"} <= verbs


def test_sent_twice_is_one(standing, who, shorter):
    way, _hotel, removal = shorter
    with standing.inside():
        assert actions.add_alternative(**who, name=" Korter in een hotel ").pk == way.pk
        for _twice in range(2):
            say(who, way, removal, 1)
            actions.add_line(**who, scenario="other", alternative_id=way.pk, what="Plek in de opvang")
        assert AlternativeQuantity.objects.count() == 2
        assert ScenarioLine.objects.filter(alternative_id=way.pk).count() == 1
        for _twice in range(2):
            say(who, way, removal, None)
        assert AlternativeQuantity.objects.count() == 1


def test_two_who_say_something_else_do_not_overwrite_each_other(standing, who, shorter):
    way, hotel, _removal = shorter
    with standing.inside():
        say(who, way, hotel, 91, version=1)
        with pytest.raises(Stale):
            say(who, way, hotel, 92, version=1)
        actions.write_alternative(**who, alternative_id=way.pk, base_version=1, name="Korter", words="Zo.")
        with pytest.raises(Stale):
            actions.write_alternative(**who, alternative_id=way.pk, base_version=1, name="Anders", words="")
        assert AlternativeQuantity.objects.get().quantity == 91


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (QuantityFacts(Decimal(-1)), "quantity"),
        (QuantityFacts(Decimal("NaN")), "quantity"),
        (QuantityFacts(Decimal("0.125")), "quantity"),
        (QuantityFacts(Decimal(1), low=Decimal(2)), "quantity_low"),
        (QuantityFacts(Decimal(1), high=Decimal("0.5")), "quantity_high"),
        (QuantityFacts(Decimal(1), high=Decimal("Infinity")), "quantity_high"),
        (QuantityFacts(Decimal(1), reason="x" * 301), "reason"),
    ],
)
def test_a_quantity_that_cannot_be_is_refused_by_its_field(standing, who, shorter, said, field):
    way, _hotel, removal = shorter
    with standing.inside(), pytest.raises(Invalid) as refusal:
        actions.say_quantity(**who, alternative_id=way.pk, line_id=removal, said=said)
    assert refusal.value.field == field
    with standing.inside():
        assert AlternativeQuantity.objects.count() == 1


def test_what_is_no_way_and_no_line_of_this_case_is_not_there(standing, who, shorter):
    way, _hotel, removal = shorter
    with standing.inside():
        memo = queries.returns_of(standing.case_id).memos[0].id
        own = actions.add_line(**who, scenario="other", alternative_id=way.pk, what="Plek in de opvang")
        for line_id in (memo, own.pk, 10**12):
            with pytest.raises(NotVisible):
                say(who, way, line_id, 1)
        with pytest.raises(NotVisible):
            actions.say_quantity(**who, alternative_id=10**12, line_id=removal, said=None)
        with pytest.raises(NotVisible):
            actions.add_line(**who, scenario="other", alternative_id=10**12, what="Plek in de opvang")
        for scenario, number in (("other", None), ("plan", way.pk), ("elders", None)):
            with pytest.raises(Invalid):
                actions.add_line(**who, scenario=scenario, alternative_id=number, what="Plek in de opvang")
        for name in (" ", "x" * 81):
            with pytest.raises(Invalid) as refusal:
                actions.add_alternative(**who, name=name)
            assert refusal.value.field == "name"
        for number in range(MOST_ALTERNATIVES - 1):
            actions.add_alternative(**who, name=f"Manier {number}")
        with pytest.raises(Invalid):
            actions.add_alternative(**who, name="Nog een")
        with pytest.raises(Invalid):
            actions.write_alternative(**who, alternative_id=way.pk, base_version=1, name="Manier 1", words="")


def test_the_database_keeps_a_line_with_its_way(standing, who, shorter):
    way, hotel, _removal = shorter
    with standing.inside():
        for changes in ({"alternative_id": way.pk}, {"scenario": "other"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                ScenarioLine.objects.filter(pk=hotel).update(**changes)
        with pytest.raises(IntegrityError), transaction.atomic():
            AlternativeQuantity.objects.update(low=100)


def addresses(standing, way, line_id) -> dict[str, str]:
    """Every address of another way."""
    more = {"add_alternative": (), "say_quantity": (way.pk, line_id), "try_quantity": (way.pk, line_id)}
    names = (
        "alternative",
        "write_alternative",
        "add_way_line",
        "try_way_line",
        "way_workbook",
        "way_command_line",
    )
    more |= dict.fromkeys(names, (way.pk,))
    return {name: reverse(f"plan:{name}", args=[standing.case_id, *args]) for name, args in more.items()}


READ = ("alternative", "way_workbook", "way_command_line")


def test_only_the_circle_reads_and_only_who_stands_beside_writes(standing, who, shorter):
    way, hotel, _removal = shorter
    urls = addresses(standing, way, hotel)
    sent = {"name": "Anders", "what": "Plek in de opvang", "quantity": "5", "version": "1"}
    with standing.inside():
        reader = standing.add_reader()
    for name, url in urls.items():
        for stranger in standing.strangers:
            client = standing.client(stranger)
            answer = client.get(url) if name in READ else client.post(url, sent)
            assert answer.status_code == 404, (name, stranger)
            assert "Korter" not in answer.content.decode()
        client = standing.client(reader)
        answer = client.get(url) if name in READ else client.post(url, sent)
        assert answer.status_code == (200 if name in READ else 403), name
    page = standing.client(reader).get(urls["alternative"]).content.decode()
    assert "Korter in een hotel" in page and "<form" not in page.split("<main")[1].split("</main>")[0]
    with standing.inside():
        assert AlternativeQuantity.objects.get().quantity == 90 and Alternative.objects.count() == 1
        assert not ScenarioLine.objects.filter(alternative_id=way.pk).exists()
        with pytest.raises(NotAllowed):
            actions.add_alternative(actor=reader, case_id=standing.case_id, name="Anders")


def test_a_way_is_made_from_its_pages(standing, who):
    client = standing.client(standing.worker)
    made = client.post(reverse("plan:add_alternative", args=[standing.case_id]), {"name": "Korter"})
    with standing.inside():
        way = Alternative.objects.get()
        lines = {line.label: line.id for line in queries.returns_of(standing.case_id).lines}
    urls = addresses(standing, way, lines["Uithuisplaatsing"])
    assert made.status_code == 302 and made.url == urls["alternative"]
    assert "In euro's" not in client.get(urls["alternative"]).content.decode()  # nothing to compare yet
    tried = client.post(urls["try_quantity"], {"quantity": "0,25"}, headers={"HX-Request": "true"})
    assert "€\u00a030.000" in tried.content.decode() and "<h1" not in tried.content.decode()
    tried = client.post(urls["try_way_line"], {"what": "Hotelkamer", "quantity": "10"})
    assert "\u2212€\u00a0800" in tried.content.decode() and "nog niets bewaard" in tried.content.decode()
    with standing.inside():
        assert not AlternativeQuantity.objects.exists()
        assert not ScenarioLine.objects.filter(alternative_id=way.pk).exists()
    steps = [
        ("write_alternative", {"name": "Korter", "words": "Drie maanden.", "version": "1"}),
        ("add_way_line", {"what": "Hotelkamer", "quantity": "10"}),
        ("say_quantity", {"quantity": "0,25", "reason": "Een schatting.", "version": "0"}),
    ]
    for name, sent in steps:
        assert client.post(urls[name], sent).status_code == 302, name
    text = client.get(urls["alternative"]).content.decode()
    for said in ("Drie maanden.", "Een schatting.", "€\u00a029.200", "Het plan naast deze manier"):
        assert said in text, said
    table = client.get(reverse("plan:returns", args=[standing.case_id])).content.decode()
    assert urls["alternative"] in table and "€\u00a029.200" in table and "€\u00a025.360" in table
    given = json.loads(client.get(urls["way_command_line"]).content)
    assert returns.evaluate(returns.parse(given)).welfare.mean == 29_200
    assert client.get(urls["way_workbook"]).content[:2] == b"PK"


def test_a_refused_form_keeps_what_was_typed(standing, who, shorter):
    way, hotel, _removal = shorter
    client = standing.client(standing.worker)
    urls = addresses(standing, way, hotel)
    answer = client.post(urls["say_quantity"], {"quantity": "", "reason": "Nergens op gebaseerd."})
    text = answer.content.decode()
    assert answer.status_code == 422 and "Nergens op gebaseerd." in text and "het waarschijnlijkst" in text
    for name, sent in (
        ("add_way_line", {"what": "", "quantity": "-3"}),
        ("write_alternative", {"name": "", "words": "Dit blijft staan.", "version": "1"}),
        ("add_alternative", {"name": "x" * 81}),
    ):
        answer = client.post(urls[name], sent)
        assert answer.status_code == 422, name
        assert (sent.get("words") or sent.get("quantity") or "xxx") in answer.content.decode()


def test_the_details_of_its_line_ask_nothing_of_doing_nothing(standing, who, shorter):
    way, _hotel, _removal = shorter
    with standing.inside():
        own = actions.add_line(**who, scenario="other", alternative_id=way.pk, what="Plek in de opvang")
        newest = Price.objects.get(pk=own.price_id)
    client = standing.client(standing.worker)
    url = reverse("plan:line", args=[standing.case_id, own.pk])
    text = client.get(url).content.decode()
    assert 'name="nothing"' not in text and "Hoeveel per jaar op deze manier" in text
    tried = client.post(
        reverse("plan:try_change", args=[standing.case_id, own.pk]),
        {"label": "Plek in de opvang", "plan": "2", "years": "1", "payer": newest.payer},
        headers={"HX-Request": "true"},
    )
    assert "nog niets bewaard" in tried.content.decode()
    sent = {"label": "Plek in de opvang", "plan": "2", "years": "1", "payer": newest.payer, "version": "1"}
    kept = client.post(url, sent)
    assert kept.status_code == 302 and kept.url == reverse(
        "plan:alternative", args=[standing.case_id, way.pk]
    )
    with standing.inside():
        assert ScenarioLine.objects.get(pk=own.pk).plan == 2


def test_a_line_of_which_there_is_nothing_stays_on_its_page(standing, who, shorter):
    way, _hotel, _removal = shorter
    with standing.inside():
        own = actions.add_line(
            **who, scenario="other", alternative_id=way.pk, what="Plek in de opvang", quantity=0
        )
        found = worked_out(standing, way)
    assert [line.id for line in found.own] == [own.pk]
    assert own.pk not in {line.id for line in found.facts.returns.lines}
    client = standing.client(standing.worker)
    text = client.get(reverse("plan:alternative", args=[standing.case_id, way.pk])).content.decode()
    assert reverse("plan:line", args=[standing.case_id, own.pk]) in text


def test_taking_back_what_was_said_is_tried_as_what_it_does(standing, who, shorter):
    way, hotel, _removal = shorter
    address = reverse("plan:try_quantity", args=[standing.case_id, way.pk, hotel])
    tried = standing.client(standing.worker).post(
        address, {"quantity": "", "version": "1"}, headers={"HX-Request": "true"}
    )
    text = tried.content.decode()
    assert "\u2212€\u00a07.200" in text  # what it is now
    assert "evenveel op als ze kost" in text and "nog niets bewaard" in text
    with standing.inside():
        assert AlternativeQuantity.objects.get().quantity == 90
