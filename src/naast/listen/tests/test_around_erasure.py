"""Erasing a person takes their roles, the people around them and their skills along: history, drafts."""

from __future__ import annotations

import pytest
from django.db import connection, connections

from naast.kernel import drafts, erasure
from naast.kernel.hardening import municipality_models
from naast.listen import actions, around
from naast.listen.actions.around import network_key
from naast.listen.around import NetworkSaid
from naast.listen.skills import SkillSaid
from naast.people import actions as people

# It works on the same test database; without this Django would flush it once more, as that role.
connections["eraser"].settings_dict["TEST"]["MIRROR"] = "default"

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "eraser"])
WORD = "kwetterdekwet"


def places_of(standing):
    found = set()
    with standing.inside(), connection.cursor() as cursor:
        for table in (model._meta.db_table for model in municipality_models()):
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s', [f"%{WORD}%"])
            if cursor.fetchone()[0]:
                found.add(table)
    return found


def test_nothing_of_what_was_said_is_left(standing):
    with standing.inside():
        person = people.add_person(actor=standing.worker, given_name="Gaat", family_name="Weg")
        case = people.open_case(actor=standing.worker, person_id=person.pk, law="wmo", intake_kind="report")
        given = {"actor": standing.worker, "case_id": case.pk, "person_id": person.pk}
        actions.add_role(**given, words=WORD, when="past")
        actions.add_interest(**given, words=WORD)
        said = NetworkSaid(WORD, consent=around.YES, name=f"De {WORD}", does=WORD)
        row = actions.add_network_person(**given, said=said)
        actions.change_network_person(
            **given, around_id=row.pk, said=NetworkSaid(WORD, consent=around.NO), base_version=1
        )
        actions.answer_skills(**given, said=[SkillSaid("time", "effort", WORD)], share=True)
        drafts.keep(
            actor=standing.worker,
            object_key=network_key(case.pk, person.pk),
            field="does",
            base_version=0,
            text=WORD,
        )
    tables = {"socialrole", "interest", "networkperson", "skillanswer"}
    kept = {f"listen_{table}{event}" for table in tables for event in ("", "event")}
    assert places_of(standing) == kept | {"kernel_draft"}
    erasure.erase_person(municipality_id=standing.municipality.pk, person_id=person.pk, reason="request")
    assert places_of(standing) == set()
