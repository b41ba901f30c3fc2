"""Accounts and roles for the administrator; names and handing over for the team lead."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from tests.standing import PASSWORD, make_staff

from naast.kernel import clock
from naast.kernel.actors import system
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.models import Account, AuditEvent, Membership
from naast.people import actions, queries
from naast.people.models import Organisation, Staff, StaffRole

NEW = {"name": "Nora Nieuw", "function": "consulent", "login": "nora@proefdam"}
GUEST = {"name": "Gijs Gast", "function": "partner"}


@pytest.fixture
def boss(standing):
    return standing.add_staff("Ada Admin", "administrator")


@pytest.fixture
def lead(standing):
    found = standing.add_staff("Lea Lead", "team_lead")
    with standing.inside():
        team = actions.add_team(actor=system(standing.municipality.pk), name="Noord")
        Staff.objects.filter(pk__in=[found.id, standing.worker.id, standing.colleague.id]).update(team=team)
    return found


def test_somebody_new_with_a_password_shown_once(standing, boss):
    browser = standing.client(boss)
    answer = browser.post(reverse("people:accounts"), {**NEW, "team": ""})
    assert answer.status_code == 200 and "no-store" in answer.headers["Cache-Control"]
    password = re.findall(r'naast-code">([^<]+)<', answer.content.decode())[1]
    assert Account.objects.get(login="nora@proefdam").check_password(password)
    page = browser.get(reverse("people:accounts")).content.decode()
    assert "Nora Nieuw" in page and password not in page
    with standing.inside():
        events = str(list(AuditEvent.objects.values_list("verb", "detail")))
    assert "people.add_staff" in events and password not in events


@pytest.mark.parametrize(
    "typed",
    [
        {"name": ""},
        {"function": ""},
        {"login": ""},
        {"login": "x" * 151},
        {"password": "kort"},
        {"password": "password1234"},
        {"team": "987654"},
        {"login": "wilma.worker@proefdam"},
        {"login": "WILMA.worker@proefdam"},
    ],
)
def test_bad_input_adds_nobody_and_keeps_what_was_typed(standing, boss, typed):
    before = Account.objects.count()
    sent = {**NEW, "phone": "06-bewaar-mij", **typed}
    answer = standing.client(boss).post(reverse("people:accounts"), sent)
    assert answer.status_code == 422
    assert "06-bewaar-mij" in answer.content.decode()
    assert Account.objects.count() == before


def test_a_login_of_elsewhere_keeps_its_password(standing, boss):
    account = Account.objects.get(login="otto.outsider@elderhuizen")
    before = account.password
    standing.client(boss).post(
        reverse("people:accounts"),
        {**NEW, "login": "otto.outsider@elderhuizen", "password": "nieuw-wachtwoord-1"},
    )
    account.refresh_from_db()
    assert account.password == before
    with standing.inside():
        assert Staff.objects.filter(account=account, name="Nora Nieuw").exists()


def test_a_folder_does_not_become_a_login_of_staff(standing, boss):
    login = Account.objects.get(pk=standing.resident.account_id).login
    answer = standing.client(boss).post(reverse("people:accounts"), {**NEW, "login": login})
    assert answer.status_code == 422


def test_roles_are_given_and_withdrawn_by_another(standing, boss):
    browser = standing.client(boss)
    number = standing.colleague.id
    for _click in range(2):
        path = reverse("people:grant_role", args=[number])
        assert browser.post(path, {"role": "lawyer"}).status_code == 302
    page = browser.get(reverse("people:staff_member", args=[number]))
    assert page.status_code == 200
    with standing.inside():
        row = StaffRole.objects.get(staff_id=number, role="lawyer")
        assert row.granted_by_id == boss.id
    assert browser.post(path, {"role": "koning"}).status_code == 422
    away = reverse("people:withdraw_role", args=[number])
    assert browser.post(away, {"role": "lawyer"}).status_code == 302
    assert browser.post(away, {"role": "lawyer"}).status_code == 404
    with standing.inside():
        assert not StaffRole.objects.filter(staff_id=number, role="lawyer").exists()


def test_nobody_gives_themselves_a_role(standing, boss):
    browser = standing.client(boss)
    answer = browser.post(reverse("people:grant_role", args=[boss.id]), {"role": "professional"})
    assert answer.status_code == 403
    assert (
        b"<form" not in browser.get(reverse("people:staff_member", args=[boss.id])).content.split(b"<main")[1]
    )
    with standing.inside():
        for verb in (
            lambda: actions.grant_role(actor=boss, staff=boss.id, role="professional"),
            lambda: actions.withdraw_role(actor=boss, staff_id=boss.id, role="administrator"),
            lambda: actions.end_employment(actor=boss, staff_id=boss.id, ends_on=clock.today()),
        ):
            with pytest.raises(NotAllowed):
                verb()


INSERT_ROLE = (
    "INSERT INTO people_staffrole (municipality_id, staff_id, role, granted_by_id) VALUES (%s, %s, %s, %s)"
)


def test_the_database_refuses_a_role_without_giver_to_oneself_or_from_who_is_no_administrator(standing, boss):
    here = standing.municipality.pk
    with standing.inside(), connection.cursor() as cursor:
        for staff, role, by, why in (
            (boss.id, "lawyer", boss.id, "people_staffrole_not_self"),
            (standing.worker.id, "lawyer", standing.colleague.id, "only an administrator"),
            (standing.worker.id, "lawyer", None, "a role has a giver"),
            (standing.worker.id, "administrator", None, "a role has a giver"),
        ):
            with pytest.raises(DatabaseError, match=why), transaction.atomic():
                cursor.execute(INSERT_ROLE, [here, staff, role, by])
        cursor.execute(INSERT_ROLE, [here, standing.worker.id, "lawyer", boss.id])


def test_set_up_ends_with_the_first_administrator_for_good(standing):
    here = standing.municipality.pk
    with standing.inside(), connection.cursor() as cursor:
        cursor.execute(INSERT_ROLE, [here, standing.worker.id, "administrator", None])
        cursor.execute("DELETE FROM people_staffrole WHERE role = 'administrator'")
        with pytest.raises(DatabaseError, match="a role has a giver"), transaction.atomic():
            cursor.execute(INSERT_ROLE, [here, standing.colleague.id, "administrator", None])
        both = INSERT_ROLE + ", (%s, %s, %s, %s)"
    with standing.inside(standing.other), connection.cursor() as cursor:
        there, number = standing.other.pk, standing.outsider.id
        with pytest.raises(DatabaseError, match="a role has a giver"), transaction.atomic():
            cursor.execute(both, [there, number, "administrator", None, there, number, "lawyer", None])


@pytest.mark.parametrize("change", ["role = 'administrator'", "granted_by_id = NULL", "staff_id = staff_id"])
def test_a_role_that_was_given_is_never_changed(standing, boss, change):
    with standing.inside(), connection.cursor() as cursor:
        cursor.execute(INSERT_ROLE, [standing.municipality.pk, standing.worker.id, "lawyer", boss.id])
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            cursor.execute(f"UPDATE people_staffrole SET {change} WHERE role = 'lawyer'")


def test_the_system_gives_no_role_where_an_administrator_does(standing, boss):
    with standing.inside(), pytest.raises(NotAllowed):
        actions.grant_role(actor=system(standing.municipality.pk), staff=standing.worker.id, role="lawyer")


def test_a_role_given_twice_is_noted_once(standing, boss):
    with standing.inside():
        for _click in range(2):
            actions.grant_role(actor=boss, staff=standing.worker.id, role="lawyer")
        assert AuditEvent.objects.filter(verb="people.grant_role", object_id=standing.worker.id).count() == 2
        # one for the role of professional, with which the worker began


def test_the_last_administrator_stays(standing, boss):
    """Also when two administrators take leave of each other, each with the roles of a moment ago."""
    second = standing.add_staff("Bo Beheer", "administrator")
    with standing.inside():
        actions.end_employment(actor=second, staff_id=boss.id, ends_on=clock.today() + dt.timedelta(days=9))
        for verb in (
            lambda: actions.end_employment(actor=boss, staff_id=second.id, ends_on=clock.today()),
            lambda: actions.withdraw_role(actor=boss, staff_id=second.id, role="administrator"),
        ):
            with pytest.raises(Invalid):
                verb()
        actions.withdraw_role(actor=second, staff_id=boss.id, role="administrator")
        with pytest.raises(Invalid):
            actions.withdraw_role(actor=boss, staff_id=second.id, role="administrator")
    answer = standing.client(second).post(reverse("people:withdraw_role", args=[boss.id]), {"role": "lawyer"})
    assert answer.status_code == 404


@pytest.mark.parametrize("role", ["professional", "team_lead", "controller", "policy"])
def test_only_the_administrator_keeps_accounts(standing, role):
    other = standing.add_staff("Anna Anders", role)
    browser = standing.client(other)
    assert browser.get(reverse("people:accounts")).status_code == 404
    assert browser.post(reverse("people:grant_role", args=[other.id]), {"role": "lawyer"}).status_code == 404
    with standing.inside():
        for verb in (
            lambda: actions.grant_role(actor=other, staff=standing.worker.id, role="lawyer"),
            lambda: actions.add_staff(actor=other, login="a", password="b", name="c", function="d"),
            lambda: actions.end_employment(actor=other, staff_id=standing.worker.id, ends_on=clock.today()),
            lambda: actions.add_team(actor=other, name="Zuid"),
        ):
            with pytest.raises(NotAllowed):
                verb()


def test_the_administrator_sees_no_resident_and_no_case(standing, boss):
    browser = standing.client(boss)
    for path in (reverse("people:accounts"), reverse("people:staff_member", args=[standing.worker.id])):
        page = browser.get(path).content.decode()
        assert "Rosa" not in page and "/casus/" not in page
    assert browser.get(reverse("people:circle", args=[standing.case_id])).status_code == 404


def test_an_employment_ends_and_the_lead_hands_the_residents_over(standing, boss, lead):
    browser = standing.client(boss)
    path = reverse("people:end_employment", args=[standing.worker.id])
    yesterday = clock.today() - dt.timedelta(days=1)
    assert browser.post(path, {"ends_on": "ooit"}).status_code == 422
    assert browser.post(path, {"ends_on": "2000-01-01"}).status_code == 422
    assert browser.post(path, {"ends_on": yesterday.isoformat()}).status_code == 302
    assert standing.client(standing.worker).get(reverse("people:known")).status_code == 302

    team = standing.client(lead)
    page = team.get(reverse("people:team")).content.decode()
    assert "Rosa Proefpersoon" in page
    assert f'href="/casus/{standing.case_id}/' not in page
    over = reverse("people:hand_over", args=[standing.case_id])
    assert team.post(over, {"staff": standing.outsider.id}).status_code == 422
    assert team.post(over, {"staff": ""}).status_code == 422
    assert team.post(over, {"staff": standing.colleague.id}).status_code == 302
    with standing.inside():
        assert queries.fixed_contact_of(standing.case_id).first.name == "Coen Colleague"
        assert queries.case_for(standing.colleague, standing.case_id)
        with pytest.raises(Invalid):
            actions.hand_over(actor=lead, case_id=standing.case_id, staff_id=standing.colleague.id)
    assert "Wilma Worker" not in team.get(reverse("people:team")).content.decode().split("<main")[1]
    assert team.get(reverse("people:circle", args=[standing.case_id])).status_code == 404


def test_a_last_day_that_does_not_come_is_taken_away(standing, boss):
    browser, number = standing.client(boss), standing.worker.id
    page, stays = (
        reverse("people:staff_member", args=[number]),
        reverse("people:stay_employed", args=[number]),
    )
    assert stays not in browser.get(page).content.decode()
    yesterday = clock.today() - dt.timedelta(days=1)
    browser.post(reverse("people:end_employment", args=[number]), {"ends_on": yesterday.isoformat()})
    assert stays in browser.get(page).content.decode()
    for _click in range(2):
        assert browser.post(stays).status_code == 302
    with standing.inside():
        staff = Staff.objects.get(pk=number)
        assert staff.ends_on is None and staff.stood_down_at is not None  # they came back after it
        assert AuditEvent.objects.filter(verb="people.stay_employed", object_id=number).count() == 1
    assert standing.client(standing.worker).get(reverse("people:known")).status_code == 200


def test_who_works_for_a_partner_keeps_a_last_day(standing, boss):
    day = clock.today() + dt.timedelta(days=9)
    with standing.inside():
        guest = actions.add_staff(
            actor=boss, login="gast@proefdam", password=PASSWORD, organisation="Partner", ends_on=day, **GUEST
        )
    browser, stays = standing.client(boss), reverse("people:stay_employed", args=[guest.pk])
    assert stays not in browser.get(reverse("people:staff_member", args=[guest.pk])).content.decode()
    assert browser.post(stays).status_code == 422
    with standing.inside():
        assert Staff.objects.get(pk=guest.pk).ends_on == day


def test_only_an_administrator_of_here_takes_a_last_day_away_and_not_the_own(standing, boss):
    lawyer = standing.add_staff("Jan Jurist", "lawyer")
    stays = reverse("people:stay_employed", args=[standing.worker.id])
    for stranger in (lawyer, standing.outsider, standing.worker):
        assert standing.client(stranger).post(stays).status_code == 404
    with standing.inside():
        for who, number in ((lawyer, standing.worker.id), (boss, boss.id)):
            with pytest.raises(NotAllowed):
                actions.stay_employed(actor=who, staff_id=number)
    with standing.inside(standing.other):
        there = make_staff(standing.other, "Ella Elders", "administrator")
        with pytest.raises(NotVisible):
            actions.stay_employed(actor=there, staff_id=standing.worker.id)


def test_both_of_a_tandem_stand_on_the_team_page(standing, lead):
    with standing.inside():
        actions.set_fixed_contact(
            actor=standing.worker,
            case_id=standing.case_id,
            staff_id=standing.worker.id,
            tandem_id=standing.colleague.id,
        )
        people = {line.face.name: [p.name for p in line.people] for line in queries.team_of(lead)}
    assert people["Wilma Worker"] == people["Coen Colleague"] == ["Rosa Proefpersoon"]


def test_of_a_tandem_only_who_leaves_makes_room(standing, lead):
    third = standing.add_staff("Nora Nieuw", "professional")
    with standing.inside():
        who = {"actor": lead, "case_id": standing.case_id}
        actions.set_fixed_contact(
            actor=standing.worker,
            case_id=standing.case_id,
            staff_id=standing.worker.id,
            tandem_id=standing.colleague.id,
        )
        assert {row.name: row.contacts for row in queries.accounts()}["Coen Colleague"] == 1
        with pytest.raises(Invalid):
            actions.hand_over(**who, staff_id=standing.worker.id, instead_of=standing.colleague.id)
        with pytest.raises(NotVisible):
            actions.hand_over(**who, staff_id=third.id, instead_of=lead.id)
        Staff.objects.filter(pk=third.id).update(team=Staff.objects.get(pk=lead.id).team)
    browser = standing.client(lead)
    page = browser.get(reverse("people:team")).content.decode()
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids)), "both faces have a form of their own"
    over = reverse("people:hand_over", args=[standing.case_id])
    sent = {"staff": third.id, "instead_of": standing.colleague.id}
    assert browser.post(over, sent | {"staff": ""}).status_code == 422
    assert browser.post(over, sent).status_code == 302
    with standing.inside():
        now = queries.fixed_contact_of(standing.case_id)
        assert (now.first.name, now.tandem.name) == ("Wilma Worker", "Nora Nieuw")


def test_a_lead_of_another_team_hands_nobody_over(standing, lead):
    other = standing.add_staff("Leo Lead", "team_lead")
    assert "Rosa" not in standing.client(other).get(reverse("people:team")).content.decode()
    over = reverse("people:hand_over", args=[standing.case_id])
    with standing.inside():
        with pytest.raises(NotVisible):
            actions.hand_over(actor=other, case_id=standing.case_id, staff_id=standing.colleague.id)
        with pytest.raises(NotAllowed):
            actions.hand_over(actor=standing.worker, case_id=standing.case_id, staff_id=standing.colleague.id)
    for stranger in standing.strangers:
        assert standing.client(stranger).post(over, {"staff": 1}).status_code == 404
        assert standing.client(stranger).get(reverse("people:team")).status_code == 404


def test_the_team_page_holds_names_only(standing, lead):
    with standing.inside():
        actions.ask(actor=standing.resident, case_id=standing.case_id, kind="correction", words="geheime zin")
    page = standing.client(lead).get(reverse("people:team")).content.decode().split("<main")[1]
    assert "Rosa Proefpersoon" in page and "geheime zin" not in page and "wmo" not in page.lower()


def test_the_pages_ask_little_of_the_database(standing, boss, lead, django_assert_max_num_queries):
    browser = standing.client(boss)
    browser.get(reverse("people:accounts"))
    # the tests' own reset (1); session, account, membership (3); transaction (2); scopes (2); actor (2);
    # teams (1); contacts (1); staff with account and team, roles (2)
    with django_assert_max_num_queries(14):
        browser.get(reverse("people:accounts"))
    team = standing.client(lead)
    team.get(reverse("people:team"))
    # as above (10); own team three times (3); colleagues (1); members (1); residents (1); requests (1)
    with django_assert_max_num_queries(17):
        team.get(reverse("people:team"))


def test_who_works_for_a_partner_has_a_last_day(standing, boss):
    given = {"password": PASSWORD, "name": "Piet Partner", "function": "begeleider", "login": "piet@partner"}
    with standing.inside():
        with pytest.raises(Invalid) as refused:
            actions.add_staff(actor=boss, organisation="Buurtzaam (fictief)", **given)
        assert refused.value.field == "ends_on"
        with pytest.raises(Invalid):
            actions.add_staff(actor=boss, ends_on=clock.today() - dt.timedelta(days=1), **given)
        last_day = clock.today() + dt.timedelta(days=90)
        actions.add_staff(actor=boss, organisation="Buurtzaam (fictief)", ends_on=last_day, **given)
        actions.add_staff(
            actor=boss,
            organisation="Buurtzaam (fictief)",
            ends_on=last_day,
            **given | {"login": "pia@partner", "name": "Pia Partner"},
        )
        rows = {row.name: row for row in queries.accounts()}
        assert rows["Piet Partner"].organisation == rows["Pia Partner"].organisation == "Buurtzaam (fictief)"
        assert Organisation.objects.count() == 1
    assert Membership.objects.get(account__login="piet@partner").ends_on == last_day


def test_who_is_contact_of_nobody_stands_in_one_line(standing, lead):
    page = standing.client(lead).get(reverse("people:team"))
    assert [face.name for face in page.context["beside_nobody"]] == ["Coen Colleague", "Lea Lead"]
    assert [line["member"].face.name for line in page.context["lines"]] == ["Wilma Worker"]
