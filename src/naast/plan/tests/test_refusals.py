"""What the engine refuses is said with the words of the page, in the language of the reader."""

from __future__ import annotations

import dataclasses

import pytest
from django.urls import reverse
from django.utils.translation import override

from naast.engines.returns import ENGINE, BadInput
from naast.plan import forms, queries, refusals
from naast.plan.calculation import engine_plan, work_out
from naast.plan.models import Price, PriceIndex
from naast.plan.tests import arrange
from naast.plan.tests.test_calculation import line


def _refused(**changes) -> str:
    """The engine's own words about one line that cannot be."""
    with pytest.raises(BadInput) as refusal:
        engine_plan([dataclasses.replace(line(), **changes)], base_year=2021, horizon_years=1, index={})
    return str(refusal.value)


def test_a_year_without_an_index_names_the_line_the_year_and_the_field():
    view = work_out([line()], base_year=2026, horizon_years=None, index={})
    with override("nl"):
        words = view.problem_words
    assert line().label in words and "2021" in words and "‘Prijs van welk jaar’" in words
    assert "lines[" not in words and "must" not in words
    with override("en"):
        assert "“Price of which year”" in view.problem_words


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"payer": "Gemeente Wmo"}, "Wie betaalt"),
        ({"years": 0}, "Hoeveel jaar"),
        ({"start_year": 999}, "Begint na hoeveel jaar"),
        ({"role": "gift"}, "Wat het is"),
        ({"sense": "both"}, "Meer ervan"),
        ({"plan_low": line().plan + 1}, "Hoeveel per jaar in het plan"),
        ({"price_low": line().price + 1}, "Eigen prijs in euro's"),
    ],
)
def test_any_field_of_a_line_is_named_as_its_form_names_it(changes, field):
    with override("nl"):
        words = refusals.sentence(_refused(**changes), [line()], 2021)
    assert f"‘{field}’" in words and line().label in words and "must" not in words


@pytest.mark.parametrize(
    ("refusal", "word"),
    [
        ("index: must have the base year 2026", "2026"),
        ("index.2021: must be above 0 (from 1e-6 to 1e6), not 0", "2021"),
        ("horizon_years: must be a whole number from 1 to 200, not 0", "Hoeveel jaar vooruitkijken"),
        ("base_year: must be a whole number from 1900 to 2200, not 3", "In prijzen van"),
        ("lines: must be at most 1000 lines", "Kijk nog eens naar de regels"),
        ("lines[0].id: 7 is given to two lines", line().label),
        ("lines[9].payer: must be a lower-case word", "Kijk nog eens naar de regels"),
    ],
)
def test_whatever_is_refused_there_is_a_dutch_sentence(refusal, word):
    with override("nl"):
        words = refusals.sentence(refusal, [line()], 2026)
    assert word in words and "must" not in words


def test_the_fields_are_called_as_on_the_page():
    form = forms.LineForm()
    names = {"price": "own_price", "price.year": "own_price_year"} | {
        f"overlap.{name}": f"overlap_{name}" for name in ("group", "alpha")
    }
    for field, words in refusals.line_fields().items():
        assert str(form.fields[names.get(field, field)].label) == words


@pytest.mark.django_db
def test_the_page_says_it_in_dutch_and_names_the_version(standing):
    arrange.plan(standing)
    client = standing.client(standing.worker)
    address = reverse("plan:returns", args=[standing.case_id])
    text = client.get(address).content.decode()
    assert f"Berekend met versie {ENGINE.split()[1]} van de rekenregels van Naast." in text
    assert ENGINE not in text
    with standing.inside():
        PriceIndex.objects.filter(year__lte=2021).delete()
        Price.objects.filter(item_nl="Hotelkamer").update(price_year=2010)
        assert queries.returns_of(standing.case_id).problem.startswith("lines[0].price.year: ")
    text = client.get(address).content.decode()
    assert "‘Hotelkamer’: de prijs is van 2010" in text
    assert "price.year" not in text and "is not in index" not in text
