"""A partner beside the resident of the standing case, each with a folder of their own."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from tests.standing import Standing, make_resident

from naast.kernel import actors
from naast.kernel.actors import Actor
from naast.listen.actions import load_domains
from naast.listen.models import Domain
from naast.people import actions as people


@dataclass
class Home:
    standing: Standing
    partner: Actor
    domains: dict[str, int]

    @property
    def owner_id(self) -> int:
        return self.standing.resident.id


@pytest.fixture
def home(standing) -> Home:
    with standing.inside():
        load_domains(actor=actors.system(standing.municipality.pk))
        person = people.add_person(actor=standing.worker, given_name="Piet", family_name="Deelnemer")
        people.add_participant(
            actor=standing.worker, case_id=standing.case_id, person_id=person.pk, relation="partner"
        )
        partner = make_resident(standing.municipality, person.pk)
        domains = dict(Domain.objects.values_list("name", "id"))
    return Home(standing, partner, domains)
