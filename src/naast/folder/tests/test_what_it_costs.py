"""What a plan costs and who pays, to the resident: two sentences without a chance, a ratio or a budget."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse
from jsonschema import Draft202012Validator

from naast.folder.papers import costs_of
from naast.folder.portable import document
from naast.folder.portable.parts.planned import Plans
from naast.folder.tests.portable import folder_in, taken
from naast.plan import actions as plan
from naast.plan import queries as plans
from naast.plan.tests import arrange

pytestmark = pytest.mark.django_db


def test_the_resident_reads_in_two_sentences_what_it_costs_and_who_pays(standing):
    arrange.plan(standing)
    who = {"actor": standing.worker, "case_id": standing.case_id}
    with standing.inside():
        plan.add_line(**who, scenario="plan", what="Bewind met problematische schulden")
        plan.add_line(**who, scenario="plan", what="Begeleiding vanuit de Wmo", quantity=6)
        plan.agree(**who)
    page = standing.client(standing.resident).get(reverse("folder:plan", args=[standing.case_id]))
    text = " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())
    said = text.split("Wat het kost en wie betaalt")[1]
    assert re.match(r" ?Dit plan kost ongeveer € [0-9.]+ ?\. Dat betaalt: de gemeente\.", said.strip()), said[
        :200
    ]
    for word in ("berekeningen", "Wmo", "per euro", "Marge", "naast-chart"):
        assert word not in said


def test_the_resident_reads_and_takes_along_what_else_was_looked_at(standing):
    arrange.plan(standing)
    who = {"actor": standing.worker, "case_id": standing.case_id}
    words = "Daar is geen plek voor Claire."
    with standing.inside():
        way = plan.add_alternative(**who, name="Bij familie")
        plan.write_alternative(**who, alternative_id=way.pk, base_version=1, name=way.name, words=words)
        plan.agree(**who)
    page = standing.client(standing.resident).get(reverse("folder:plan", args=[standing.case_id]))
    assert "Bij familie" in page.content.decode() and words in page.content.decode()
    package, _booklet = taken(standing, standing.resident)
    content = folder_in(package)
    [agreed] = content["cases"][0]["plans"]
    assert agreed["other_ways"] == [{"name": "Bij familie", "words": words}]
    assert f"Ook bekeken: Bij familie. {words}" in Plans().shown(agreed).items
    # A package of before there were other ways still comes in.
    del agreed["other_ways"]
    Draft202012Validator(document.published()).validate(content)
    assert not any("Ook bekeken" in item for item in Plans().shown(agreed).items)


def test_only_who_pays_of_that_amount_is_named(standing):
    arrange.plan(standing)
    given = {"actor": standing.worker, "case_id": standing.case_id}
    who = given | {"scenario": "plan", "what": "Hotelkamer"}
    with standing.inside():
        moved = {"kind": "transfer", "payer": "uwv", "beneficiary": "resident"}
        plan.add_line(**who, quantity=1, **moved)
        plan.add_line(**who, quantity=0, payer="justice")
        plan.add_line(**who, quantity=0, nothing=Decimal(1), payer="care_office")
        view = plans.returns_of(standing.case_id)
    amount, payers = costs_of(view)
    assert amount == round(-view.investment) > 0
    assert payers == ["de gemeente"], "not who moves money, pays nothing, or pays less"


def test_a_plan_that_takes_less_than_doing_nothing_is_not_said_to_cost_that(standing):
    arrange.plan(standing)
    with standing.inside():
        view = plans.returns_of(standing.case_id)
    assert costs_of(replace(view, investment=Decimal(500))) == (None, [])
