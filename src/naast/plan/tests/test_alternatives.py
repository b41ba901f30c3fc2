"""Another way beside the plan and doing nothing: its figures by hand, who may, and what cannot be."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from naast.kernel.errors import Invalid, NotVisible, Stale
from naast.kernel.models import AuditEvent
from naast.plan import actions, alternative_queries, frozen, price_queries, queries, saying, together
from naast.plan.actions.alternatives import MOST_ALTERNATIVES
from naast.plan.models import Alternative, AlternativeQuantity, PlanVersion, ScenarioLine
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
