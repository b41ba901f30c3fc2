"""What a plan costs and who pays, to the resident: two sentences without a chance, a ratio or a budget."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from naast.plan import actions as plan
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
    assert re.match(r" ?Dit plan kost ongeveer € [0-9.,]+ ?\. Dat betaalt: de gemeente\.", said.strip()), (
        said[:200]
    )
    for word in ("berekeningen", "Wmo", "per euro", "Marge", "naast-chart"):
        assert word not in said
