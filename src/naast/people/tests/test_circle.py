"""The people of a case: who may look, who is the contact, who takes part, and who may change that."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse
from django.utils import translation

from naast.kernel import clock
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.models import AuditEvent
from naast.people import actions, queries
from naast.people.models import CircleMember, FixedContact, Participant, Person, Representation

LATER = dt.date(2999, 1, 1)


@pytest.fixture
def page(standing) -> str:
    return reverse("people:circle", args=[standing.case_id])


def let_in(standing, actor=None, **more):
    values = {"staff_id": standing.colleague.id, "role": "professional", "purpose": "samen op huisbezoek"}
    with standing.inside():
        return actions.let_in(actor=actor or standing.worker, case_id=standing.case_id, **{**values, **more})


def test_the_page_is_for_the_circle(standing, page):
    assert standing.client(standing.worker).get(page).status_code == 200
    for stranger in standing.strangers:
        refused = standing.client(stranger).get(page)
        assert refused.status_code == 404 and b"Rosa" not in refused.content


POSTS = [
    ("let_in", (), {"who": "staff-1", "role": "professional", "purpose": "x"}),
    ("fixed_contact", (), {"staff": "1"}),
    ("participant", (), {"given_name": "Claire", "relation": "partner"}),
    ("representation", (), {"person": "1", "kind": "proxy", "scope": "x", "representative_name": "Jan"}),
    ("let_out", (1,), {}),
    ("answer", (1,), {"answer": "x"}),
    ("folder", (1,), {}),
    ("code", (1,), {}),
]


@pytest.mark.parametrize(("name", "more", "typed"), POSTS)
def test_a_stranger_changes_nothing_and_learns_nothing(standing, name, more, typed):
    path = reverse(f"people:{name}", args=[standing.case_id, *more])
    for stranger in standing.strangers:
        refused = standing.client(stranger).post(path, typed)
        assert refused.status_code == 404 and b"Rosa" not in refused.content
    assert standing.client(standing.worker).get(path).status_code == 405


def test_the_look_and_the_refusal_are_written(standing, page):
    standing.client(standing.worker).get(page)
    standing.client(standing.colleague).get(page)
    with standing.inside():
        look, refusal = AuditEvent.objects.filter(kind__in=["look", "refusal"]).order_by("id")
        assert (look.verb, look.case_id, look.actor_id) == (
            "people.circle",
            standing.case_id,
            standing.worker.id,
        )
        assert (refusal.verb, refusal.actor_id) == ("people:circle", standing.colleague.id)
        assert "Rosa" not in str(vars(refusal))


def test_somebody_comes_in_with_purpose_and_end(standing, page):
    browser = standing.client(standing.worker)
    day = clock.today() + dt.timedelta(days=30)
    typed = {
        "who": f"staff-{standing.colleague.id}",
        "role": "professional",
        "purpose": "samen op huisbezoek",
        "until_on": day.isoformat(),
    }
    for _click in range(2):
        browser.post(reverse("people:let_in", args=[standing.case_id]), typed)
    with standing.inside():
        (place,) = [p for p in queries.circle_of(standing.case_id) if p.face.id == standing.colleague.id]
        assert (place.purpose, place.until_on) == ("samen op huisbezoek", day)
        assert AuditEvent.objects.filter(verb="people.let_in").count() == 1
    colleague = standing.client(standing.colleague)
    assert colleague.get(page).status_code == 200
    with clock.shifted(31):
        assert colleague.get(page).status_code == 404


def test_letting_out_ends_it_now(standing, page):
    member = let_in(standing)
    colleague = standing.client(standing.colleague)
    assert colleague.get(page).status_code == 200
    browser = standing.client(standing.worker)
    path = reverse("people:let_out", args=[standing.case_id, member.pk])
    for _click in range(2):
        assert browser.post(path).status_code == 302
    assert colleague.get(page).status_code == 404
    with standing.inside():
        assert AuditEvent.objects.filter(verb="people.let_out").count() == 1


def test_the_fixed_contact_is_not_let_out(standing, page):
    assert b"/weg/" not in standing.client(standing.worker).get(page).content
    with standing.inside():
        number = CircleMember.objects.get(staff_id=standing.worker.id).pk
    path = reverse("people:let_out", args=[standing.case_id, number])
    assert standing.client(standing.worker).post(path).status_code == 422
    with standing.inside(), pytest.raises(NotVisible):
        actions.let_out(actor=standing.worker, case_id=standing.case_id, member_id=987_654)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"purpose": " "}, "purpose"),
        ({"purpose": "x" * 301}, "purpose"),
        ({"basis": "x" * 201}, "basis"),
        ({"role": "emergency"}, "role"),
        ({"role": "onzin"}, "role"),
        ({"role": "lawyer"}, "role"),  # a role that this colleague does not hold
        ({"role": "relative"}, "role"),
        ({"until_on": dt.date(2000, 1, 1)}, "until_on"),
        ({"staff_id": None}, "staff"),
    ],
)
def test_bad_input_lets_nobody_in(standing, typed, field):
    with pytest.raises(Invalid) as refused:
        let_in(standing, **typed)
    assert refused.value.field == field


def test_nobody_of_another_municipality_comes_in(standing):
    for number in (standing.outsider.id, 987_654):
        with pytest.raises(NotVisible):
            let_in(standing, staff_id=number)


@pytest.mark.parametrize("role", ["controller", "administrator", "policy", "team_lead"])
def test_who_keeps_accounts_or_pays_does_not_come_in(standing, role):
    other = standing.add_staff("Anna Anders", role)
    for wanted in ("professional", "client_supporter"):
        with pytest.raises(Invalid):
            let_in(standing, staff_id=other.id, role=wanted)


def test_the_page_keeps_what_was_typed(standing):
    path = reverse("people:let_in", args=[standing.case_id])
    typed = {"who": f"staff-{standing.colleague.id}", "role": "lawyer", "purpose": "een heel eigen reden"}
    answer = standing.client(standing.worker).post(path, typed)
    assert answer.status_code == 422
    assert "een heel eigen reden" in answer.content.decode()
    for who in ("", "staff-987654", f"staff-{standing.outsider.id}", "onzin", "person-x"):
        assert standing.client(standing.worker).post(path, {**typed, "who": who}).status_code == 422


def test_who_only_reads_along_changes_nothing(standing, page):
    reader = standing.add_staff("Rik Reader", "second_reader")
    let_in(standing, staff_id=reader.id, role="second_reader")
    assert b"<form" not in standing.client(reader).get(page).content.split(b"<main")[1]
    with pytest.raises(NotAllowed):
        let_in(standing, actor=reader)


def test_a_resident_lets_a_relative_in_and_a_relative_nobody(standing):
    with standing.inside():
        person = actions.add_person(actor=standing.worker, given_name="Zus")
    let_in(standing, actor=standing.resident, staff_id=None, person_id=person.pk, role="relative")
    from naast.kernel.actors import Actor

    sister = Actor("resident", person.pk, standing.municipality.pk, "Zus")
    with pytest.raises(NotAllowed):
        let_in(standing, actor=sister)


def test_naming_another_contact_brings_them_in(standing):
    path = reverse("people:fixed_contact", args=[standing.case_id])
    worker = standing.add_staff("Els Ervaren", "experience_worker")
    typed = {"staff": standing.colleague.id, "tandem": worker.id, "stand_in": standing.worker.id}
    for _click in range(2):
        assert standing.client(standing.worker).post(path, typed).status_code == 302
    with standing.inside():
        contact = queries.fixed_contact_of(standing.case_id)
        assert (contact.first.name, contact.tandem.name) == ("Coen Colleague", "Els Ervaren")
        assert contact.stand_in.name == "Wilma Worker"
        roles = {place.face.name: place.role for place in queries.circle_of(standing.case_id)}
        assert roles == {
            "Wilma Worker": "professional",
            "Coen Colleague": "professional",
            "Els Ervaren": "experience_worker",
        }
        assert FixedContact.objects.filter(case_id=standing.case_id).count() == 2


def test_a_contact_stands_beside_residents_and_is_one_person_once(standing):
    payer = standing.add_staff("Cora Controller", "controller")
    with standing.inside():
        for chosen in (
            {"staff_id": payer.id},
            {"staff_id": standing.worker.id, "tandem_id": standing.worker.id},
            {"staff_id": standing.worker.id, "stand_in_id": standing.worker.id},
        ):
            with pytest.raises(Invalid):
                actions.set_fixed_contact(actor=standing.worker, case_id=standing.case_id, **chosen)
        for number in (standing.outsider.id, 987_654):
            with pytest.raises(NotVisible):
                actions.set_fixed_contact(actor=standing.worker, case_id=standing.case_id, staff_id=number)


def test_who_has_left_is_not_named(standing):
    from naast.kernel.actors import system

    with standing.inside():
        actions.end_employment(
            actor=system(standing.municipality.pk),
            staff_id=standing.colleague.id,
            ends_on=clock.today() - dt.timedelta(days=1),
        )
        with pytest.raises(NotVisible):
            actions.set_fixed_contact(
                actor=standing.worker, case_id=standing.case_id, staff_id=standing.colleague.id
            )
        assert standing.colleague.id not in {face.id for face in queries.staff_with_role("professional")}


@pytest.fixture
def for_real(transactional_db, standing):
    """Rows that are committed, so that what is checked at commit is checked."""
    return standing


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM people_fixedcontact WHERE case_id = %s",
        "UPDATE people_fixedcontact SET until_on = '2026-01-01' WHERE case_id = %s",
    ],
)
def test_an_open_case_without_a_contact_is_refused_at_commit(for_real, statement):
    refused = pytest.raises(DatabaseError, match="exactly one fixed contact")
    with refused, for_real.inside(), connection.cursor() as cursor:
        cursor.execute(statement, [for_real.case_id])
        assert cursor.rowcount == 1
    with for_real.inside():
        assert queries.fixed_contact_of(for_real.case_id).first.name == "Wilma Worker"


def test_a_second_contact_is_refused(for_real):
    with pytest.raises(DatabaseError, match="people_fixedcontact_one_now"), for_real.inside():
        FixedContact(case_id=for_real.case_id, ground="wmo", staff_id=for_real.colleague.id).save()


def test_a_closed_case_may_do_without(for_real):
    with for_real.inside(), connection.cursor() as cursor:
        cursor.execute("UPDATE people_case SET closed_on = '2026-01-01' WHERE id = %s", [for_real.case_id])
        cursor.execute(
            "UPDATE people_fixedcontact SET until_on = '2026-01-01' WHERE case_id = %s", [for_real.case_id]
        )
    with pytest.raises(DatabaseError), for_real.inside(), connection.cursor() as cursor:
        cursor.execute("UPDATE people_case SET closed_on = NULL WHERE id = %s", [for_real.case_id])


def test_somebody_of_the_household_takes_part_once(standing):
    path = reverse("people:participant", args=[standing.case_id])
    browser = standing.client(standing.worker)
    typed = {"given_name": "Claire", "family_name": "Proefpersoon", "relation": "partner"}
    for _click in range(2):
        assert browser.post(path, typed).status_code == 302
    with standing.inside():
        case = queries.case_for(standing.worker, standing.case_id)
        assert [person.name for person in queries.people_in(case)] == [
            "Rosa Proefpersoon",
            "Claire Proefpersoon",
        ]
        assert Participant.objects.count() == 1 and Person.objects.filter(given_name="Claire").count() == 1


@pytest.mark.parametrize(
    "typed",
    [
        {"given_name": ""},
        {"given_name": "x" * 101},
        {"relation": "baas"},
        {"birth_date": "2999-01-01"},
        {"birth_date": "gisteren"},
        {"given_name": "Rosa", "family_name": "Proefpersoon"},
    ],
)
def test_bad_input_adds_nobody_and_keeps_what_was_typed(standing, typed):
    path = reverse("people:participant", args=[standing.case_id])
    sent = {"given_name": "Claire", "family_name": "van Bewaren", "relation": "partner", **typed}
    answer = standing.client(standing.worker).post(path, sent)
    assert answer.status_code == 422
    assert sent["family_name"] in answer.content.decode()
    with standing.inside():
        assert not Participant.objects.exists()


def test_who_acts_for_whom(standing):
    path = reverse("people:representation", args=[standing.case_id])
    typed = {
        "person": standing.resident.id,
        "representative_name": "Bea Bewind",
        "kind": "administrator",
        "scope": "geldzaken",
        "basis": "beschikking van de rechtbank",
    }
    for _click in range(2):
        assert standing.client(standing.worker).post(path, typed).status_code == 302
    with standing.inside():
        (row,) = queries.representations_of(standing.case_id)
        assert (row.representative_name, row.person_name) == ("Bea Bewind", "Rosa Proefpersoon")
        assert Representation.objects.count() == 1


@pytest.mark.parametrize(
    "typed",
    [
        {"scope": ""},
        {"scope": "x" * 201},
        {"kind": "koning"},
        {"person": "987654"},
        {"representative_name": ""},
        {"representative": "self"},
    ],
)
def test_bad_input_represents_nobody(standing, typed):
    sent = {
        "person": standing.resident.id,
        "representative_name": "Bea Bewind",
        "kind": "mentor",
        "scope": "zorg en wonen",
        **typed,
    }
    if sent.get("representative") == "self":
        sent["representative"] = standing.resident.id
    path = reverse("people:representation", args=[standing.case_id])
    answer = standing.client(standing.worker).post(path, sent)
    assert answer.status_code == 422
    with standing.inside():
        assert not Representation.objects.exists()


def test_the_clock_stands_on_the_page_with_article_and_mark(standing, page):
    text = standing.client(standing.worker).get(page).content.decode()
    assert "Wmo 2015 2.3.2 lid 1" in text and "Wmo 2015 2.3.5 lid 2" in text


def test_the_page_asks_little_of_the_database(standing, page, django_assert_max_num_queries):
    browser = standing.client(standing.worker)
    browser.get(page)
    # the tests' own reset (1); session, account, membership (3); transactions (4); scopes (4); actor (2);
    # the case (1); head and page each: people (2), circle (1), contact (1); holder (1); requests (1);
    # logins (1); intakes (1); decisions (1); representation (1); two lists of colleagues (2); next promise
    # and perspective of other rooms (4); the look (1)
    with django_assert_max_num_queries(37):
        assert browser.get(page).status_code == 200


def test_words_of_the_house_are_read_in_the_language_of_the_reader(standing):
    with standing.inside():
        typed = "om mee te denken over werk"
        actions.let_in(
            actor=standing.worker,
            case_id=standing.case_id,
            staff_id=standing.colleague.id,
            role="professional",
            purpose=typed,
        )
        for language, words in (
            ("en", "to stand beside the resident from the first word on"),
            ("nl", "er zijn vanaf het eerste woord"),
        ):
            with translation.override(language):
                own, other = queries.circle_of(standing.case_id)
                assert (own.purpose, other.purpose) == (words, typed)


@pytest.mark.parametrize(
    ("days", "words"), [(0, "uiterlijk"), (400, "moest uiterlijk op")], ids=["to come", "passed"]
)
def test_a_day_that_has_passed_is_not_still_due(standing, page, monkeypatch, days, words):
    later = clock.today() + dt.timedelta(days=days)
    monkeypatch.setattr(clock, "today", lambda: later)
    assert words in standing.client(standing.worker).get(page).content.decode()
