"""Erasing a person: rows, history and audit content go; the chain and a statement stay."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from naast.kernel import audit, clock, drafts, erasure, files, tasks
from naast.kernel.hardening import municipality_models
from naast.kernel.models import Account, AuditEvent, Destruction, LoginCode, Membership
from naast.people import actions
from naast.people import login as door
from naast.people.models import Case, Participant, Person

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "eraser"])

WORD = "Kwetterdekwet"


@pytest.fixture
def told(standing, heads):
    """A case with a person whose name and words stand in many places, sealed."""
    with standing.inside():
        person = actions.add_person(
            actor=standing.worker, given_name=WORD, family_name="Weggaat", phone="0612345678", bsn="111222333"
        )
        case = actions.open_case(actor=standing.worker, person_id=person.pk, law="wmo", intake_kind="report")
        name = actions.open_folder(actor=standing.worker, case_id=case.pk, person_id=person.pk)
        door.make_code(Account.objects.get(login=name))
        actions.let_in(
            actor=standing.worker,
            case_id=case.pk,
            staff_id=standing.colleague.id,
            role="professional",
            purpose=f"voor {WORD}",
        )
        files.store(
            case_id=case.pk, ground="wmo", name=f"{WORD}.pdf", media_type="application/pdf", content=b"%PDF"
        )
        drafts.keep(
            actor=standing.colleague,
            object_key=f"listen.story:{case.pk}:{person.pk}",
            field="text",
            base_version=0,
            text=f"{WORD} vertelde",
        )
        actions.ask_known(actor=standing.colleague, reason=f"is {WORD} bekend", bsn="111222333")
        # The first version of the name stays in the history until it is erased.
        person.given_name = "Nu anders"
        person.save(update_fields=["given_name"])
        # Takes part in the standing case too.
        actions.add_participant(
            actor=standing.worker, case_id=standing.case_id, person_id=person.pk, relation="partner"
        )
    tasks.sign_head(standing.municipality.pk)
    return standing, person.pk, case.pk


def places_of(standing, *words: str) -> set[str]:
    """Tables in which one of the words stands, history and audit included."""
    found = set()
    tables = [model._meta.db_table for model in municipality_models()]
    with standing.inside(), connection.cursor() as cursor:
        for table in [*tables, "kernel_account"]:
            for word in words:
                cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s', [f"%{word}%"])
                if cursor.fetchone()[0]:
                    found.add(table)
    return found


def erase(standing, person_id, **more):
    return erasure.erase_person(
        municipality_id=standing.municipality.pk, person_id=person_id, **{"reason": "request", **more}
    )


def test_nothing_of_the_person_is_left(told):
    standing, person_id, case_id = told
    assert {"people_personevent", "kernel_draft", "people_circlemember", "kernel_storedfile"} <= places_of(
        standing, WORD
    )
    erase(standing, person_id)
    assert places_of(standing, WORD, "Weggaat", "0612345678", "Nu anders") == set()
    with standing.inside():
        assert not Person.objects.filter(pk=person_id).exists()
        assert not Case.objects.filter(pk=case_id).exists()
        assert not Participant.objects.filter(person_id=person_id).exists()
        assert not Membership.objects.filter(kind="resident", subject_id=person_id).exists()
        assert not LoginCode.objects.exists()
        assert not AuditEvent.objects.filter(case_id=case_id).exists()


def test_the_case_of_somebody_else_stays(told):
    standing, person_id, _case_id = told
    with standing.inside():
        before = AuditEvent.objects.filter(case_id=standing.case_id, salt__isnull=False).count()
    erase(standing, person_id)
    with standing.inside():
        assert Case.objects.filter(pk=standing.case_id).exists()
        assert Person.objects.filter(given_name="Rosa").exists()
        after = AuditEvent.objects.filter(case_id=standing.case_id, salt__isnull=False).count()
        assert before - after == 1  # only the event about this person's taking part
    assert Account.objects.filter(pk=standing.resident.account_id).exists()


def test_the_chain_stays_whole_and_the_event_keeps_hash_time_actor_and_kind(told):
    standing, person_id, case_id = told
    with standing.inside():
        event = AuditEvent.objects.get(verb="people.open_case", case_id=case_id)
    erase(standing, person_id)
    with standing.inside():
        assert audit.verify(standing.municipality.pk).whole
        empty = AuditEvent.objects.get(pk=event.pk)
        assert (empty.salt, empty.object_type, empty.object_id, empty.case_id, empty.detail) == (None,) * 5
        for name in ("at", "actor_kind", "actor_id", "kind", "verb", "content_hash"):
            assert getattr(empty, name) == getattr(event, name)
    tasks.seal(standing.municipality.pk)
    with standing.inside():
        assert audit.verify(standing.municipality.pk).whole


def test_a_statement_says_what_went_and_names_nobody(told):
    standing, person_id, case_id = told
    statement = erase(standing, person_id)
    assert statement.on_day == clock.today() and statement.reason == "request"
    assert statement.tables["people.Case"] == 1 and statement.tables["kernel.StoredFile"] == 1
    assert erasure.row_hash(standing.municipality.pk, "people_case", case_id) in statement.row_hashes
    assert str(case_id) not in statement.row_hashes
    with standing.inside():
        empty = set(AuditEvent.objects.filter(salt__isnull=True).values_list("content_hash", flat=True))
        assert empty == set(statement.event_hashes)
        kept = AuditEvent.objects.get(verb="kernel.erase")
        assert (kept.object_type, kept.object_id) == ("kernel.Destruction", statement.pk)
        assert Destruction.objects.count() == 1


def test_an_open_objection_keeps_the_file(told, monkeypatch):
    standing, person_id, case_id = told
    asked = []

    def suspender(person: int, cases: frozenset[int]) -> str:
        asked.append((person, cases))
        return "an objection is open" if case_id in cases else ""

    monkeypatch.setattr(erasure, "_suspenders", [])
    erasure.register_suspender(suspender)
    erasure.register_suspender(suspender)
    with pytest.raises(erasure.NotErased, match="objection"):
        erase(standing, person_id)
    assert asked == [(person_id, frozenset({case_id}))]
    assert "people_person" in places_of(standing, "Weggaat")


def test_what_others_told_in_the_case_is_thought_of_first(told):
    standing, _person_id, _case_id = told
    rosa = standing.resident.id
    with pytest.raises(erasure.NotErased, match="others took part"):
        erase(standing, rosa)
    erase(standing, rosa, also_others=True)
    assert places_of(standing, "Rosa") == set()
    assert "people_person" in places_of(standing, "Weggaat")


def test_not_before_the_destruction_date(told):
    standing, person_id, _case_id = told
    with pytest.raises(erasure.NotErased, match="date"):
        erase(standing, person_id, reason="term")
    with clock.shifted(366 * 15):
        erase(standing, person_id, reason="term")
    assert places_of(standing, "Weggaat") == set()


def test_who_is_not_known_here_is_not_erased(told):
    standing, person_id, _case_id = told
    for municipality, number in ((standing.municipality, 987_654), (standing.other, person_id)):
        with pytest.raises(erasure.NotErased, match="not known"):
            erasure.erase_person(municipality_id=municipality.pk, person_id=number, reason="request")
    with pytest.raises(erasure.NotErased, match="reason"):
        erase(standing, person_id, reason="zomaar")


def test_the_command_says_what_it_did(told, capsys):
    _standing, person_id, _case_id = told
    for slug, number in (("nergens", person_id), ("proefdam", 987_654)):
        with pytest.raises(CommandError):
            call_command("erase_person", municipality=slug, person=number, reason="request")
    call_command("erase_person", municipality="proefdam", person=person_id, reason="request")
    said = capsys.readouterr().out
    assert said.startswith("statement ") and "rows destroyed" in said and WORD not in said
