"""Someone new: one calm form, no double file, and sent twice it opens one case."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db import connection
from django.urls import reverse

from naast.kernel import clock
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.hardening import municipality_models
from naast.people import actions, queries
from naast.people.actions import Newcomer, Opening
from naast.people.models import Case, KnownQuestion, Person

BSN = "111222333"
NEW = "people:new_case"
PLAIN = Opening(law="wmo", kind="report")


def take(standing, key="k1", actor=None, opening=PLAIN, **who):
    with standing.inside():
        return actions.take_in(
            actor=actor or standing.colleague,
            key=key,
            newcomer=Newcomer(**{"given_name": "Nina", **who}),
            opening=opening,
        )


def cases(standing) -> int:
    with standing.inside():
        return Case.objects.count()


def test_a_first_name_is_enough(standing):
    browser = standing.client(standing.colleague)
    page = browser.get(reverse(NEW)).content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page).group(1)
    assert re.findall(r"<(?:input|select|textarea)[^>]* required", page.split("<main")[1]).__len__() == 1
    answer = browser.post(reverse(NEW), {"given_name": " Nina ", "key": key})
    with standing.inside():
        case = Case.objects.latest("pk")
        assert answer.url == reverse("web:case", args=[case.pk])
        assert (case.resident.name, case.ground, case.opened_by_id) == ("Nina", "wmo", standing.colleague.id)
        (intake,) = queries.intakes_of(case.pk)
        assert (intake.kind, intake.received_on) == ("report", clock.today())
        assert queries.fixed_contact_of(case.pk).first.id == standing.colleague.id
        assert [place.face.id for place in queries.circle_of(case.pk)] == [standing.colleague.id]
        assert not KnownQuestion.objects.exists()


def test_all_of_it_is_kept(standing):
    opening = Opening("jeugdwet", "application", dt.date(2026, 1, 5), True)
    taken = take(
        standing, opening=opening, family_name="de Vries", birth_date=dt.date(2012, 5, 6), bsn=BSN, phone="06"
    )
    with standing.inside():
        case = Case.objects.get(pk=taken.case_id)
        assert case.ground == "jeugdwet"
        assert (case.resident.family_name, case.resident.phone) == ("de Vries", "06")
        (intake,) = queries.intakes_of(case.pk)
        assert (intake.kind, intake.is_urgent, intake.received_on) == (
            "application",
            True,
            dt.date(2026, 1, 5),
        )


def test_sent_twice_it_opens_one_case(standing):
    before = cases(standing)
    first, second = take(standing, bsn=BSN), take(standing, bsn=BSN)
    assert first.case_id == second.case_id and second.known == ()
    assert cases(standing) == before + 1
    assert take(standing, key="k2", given_name="Andere").case_id != first.case_id


def test_the_key_of_a_colleague_opens_nothing_of_theirs(standing):
    mine = take(standing)
    assert take(standing, actor=standing.worker).case_id != mine.case_id


@pytest.mark.parametrize("key", ["", "x" * 65])
def test_a_form_without_its_key_is_refused(standing, key):
    with pytest.raises(Invalid):
        take(standing, key=key)


@pytest.mark.parametrize("who", [{"bsn": BSN}, {"birth_date": dt.date(1980, 2, 3)}])
def test_who_is_known_gets_no_second_file(standing, who):
    first = take(standing, **who)
    assert first.case_id
    before = cases(standing)
    again = take(standing, key="k2", actor=standing.worker, **who)
    assert again.case_id is None
    assert again.known[0].places[0].contact.first.name == "Coen Colleague"
    assert cases(standing) == before
    with standing.inside():
        assert KnownQuestion.objects.filter(person__isnull=False, asked_by_id=standing.worker.id).count() == 1


def test_the_page_then_names_the_contact_and_the_ways_on(standing):
    take(standing, bsn=BSN, family_name="Geheim", phone="06-123")
    before = cases(standing)
    typed = {"given_name": "Nina", "bsn": BSN, "key": "k9"}
    page = standing.client(standing.worker).post(reverse(NEW), typed).content.decode().split("<main")[1]
    assert "Coen Colleague" in page and "/mensen/noodgeval/" in page
    for secret in ("Geheim", "06-123", BSN, "/casus/"):
        assert secret not in page
    assert cases(standing) == before


def test_who_is_known_without_a_case_begins_a_new_one(standing):
    taken = take(standing, bsn=BSN)
    with standing.inside():
        person_id = Case.objects.get(pk=taken.case_id).resident_id
        Case.objects.filter(pk=taken.case_id).update(closed_on=clock.today())
    browser = standing.client(standing.worker)
    page = browser.post(reverse(NEW), {"given_name": "Nina", "bsn": BSN, "law": "wgs", "key": "k9"})
    fields = dict(re.findall(r'type="hidden" name="(key|reference)" value="([^"]+)"', page.content.decode()))
    assert 'value="wgs" selected' in page.content.decode()
    before = cases(standing)
    answers = [
        browser.post(reverse("people:known_case"), {**fields, "law": "wgs", "kind": "report"})
        for _click in range(2)
    ]
    assert answers[0].url == answers[1].url
    assert cases(standing) == before + 1
    with standing.inside():
        assert Case.objects.latest("pk").resident_id == person_id
        assert Person.objects.filter(given_name="Nina").count() == 1
        with pytest.raises(Invalid):
            actions.take_in_known(
                actor=standing.worker, key="k10", reference=fields["reference"], opening=PLAIN
            )
        with pytest.raises(NotVisible):
            actions.take_in_known(
                actor=standing.colleague, key="k11", reference=fields["reference"], opening=PLAIN
            )


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"given_name": ""}, None),
        ({"given_name": "   "}, None),
        ({"given_name": "N" * 101}, None),
        ({"bsn": "123456789"}, None),
        ({"bsn": "niet"}, None),
        ({"birth_date": "31-02-2000"}, None),
        ({"birth_date": "2999-01-01"}, None),
        ({"birth_date": "1066-10-14"}, None),
        ({"received_on": "2999-01-01"}, None),
        ({"law": "onzin"}, None),
        ({"kind": "onzin"}, None),
        ({"phone": "0" * 41}, None),
        ({"given_name": "a\x00b"}, None),
    ],
)
def test_bad_input_keeps_what_was_typed_and_saves_nothing(standing, typed, words):
    before = cases(standing)
    sent = {"given_name": "Nina", "family_name": "van Bewaren", "key": "k3", **typed}
    answer = standing.client(standing.colleague).post(reverse(NEW), sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "van Bewaren" in page and 'role="alert"' in page
    assert cases(standing) == before
    with standing.inside():
        assert not Person.objects.filter(family_name="van Bewaren").exists()


def test_only_who_stands_beside_residents_takes_in(standing):
    lead = standing.add_staff("Lea Lead", "team_lead")
    with pytest.raises(NotAllowed):
        take(standing, actor=lead)
    assert standing.client(lead).get(reverse(NEW)).status_code == 404


def test_the_number_stands_nowhere_in_clear(standing):
    """Grep every table in scope, history and audit included, for the digits."""
    take(standing, bsn=BSN, birth_date=dt.date(1980, 2, 3))
    take(standing, key="k2", bsn=BSN)
    with standing.inside(), connection.cursor() as cursor:
        for model in municipality_models():
            table = model._meta.db_table
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s', [f"%{BSN}%"])
            assert cursor.fetchone()[0] == 0, table
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'people_personevent'"
        )
        assert not {"bsn_sealed", "bsn_hash"} & {row[0] for row in cursor.fetchall()}
        person = Person.objects.exclude(bsn_hash=None).get()
        assert BSN.encode() not in bytes(person.bsn_sealed)
        assert "bsn" not in str(queries.case_for(standing.colleague, Case.objects.latest("pk").pk))


def test_the_form_page_asks_little_of_the_database(standing, django_assert_num_queries):
    browser = standing.client(standing.colleague)
    browser.get(reverse(NEW))
    # the tests' own reset (1); session, membership with account (2); transaction (2); scope in and out (2);
    # staff with roles (1)
    with django_assert_num_queries(8):
        assert browser.get(reverse(NEW)).status_code == 200
