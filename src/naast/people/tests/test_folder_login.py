"""The login of a folder: made by who stands beside the resident, the code handed over in person."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from naast.kernel import clock
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.hardening import municipality_models
from naast.kernel.models import Account, AuditEvent, LoginCode, Membership
from naast.people import actions


@pytest.fixture
def claire(standing) -> int:
    with standing.inside():
        return actions.meet_participant(
            actor=standing.worker, case_id=standing.case_id, given_name="Claire", relation="partner"
        ).person_id


def open_folder(standing, person_id, actor=None, name=""):
    with standing.inside():
        return actions.open_folder(
            actor=actor or standing.worker, case_id=standing.case_id, person_id=person_id, name=name
        )


def test_a_name_is_made_up_that_names_nobody(standing, claire):
    name = open_folder(standing, claire)
    assert re.fullmatch(r"map-[a-z]{5}-[2-9]{3}", name)
    assert open_folder(standing, claire) == name
    assert Membership.objects.filter(account__login=name, kind="resident", subject_id=claire).count() == 1
    assert not Account.objects.get(login=name).has_usable_password()


def test_a_chosen_name(standing, claire):
    assert open_folder(standing, claire, name=" Blauwe-Vogel ") == "blauwe-vogel"


@pytest.mark.parametrize("name", ["kort", "met spatie", "ü" * 8, "x" * 61, "wilma.worker@proefdam"])
def test_a_name_that_is_not_right_is_refused(standing, claire, name):
    with pytest.raises(Invalid) as refused:
        open_folder(standing, claire, name=name)
    assert refused.value.field == "name"
    path = reverse("people:folder", args=[standing.case_id, claire])
    answer = standing.client(standing.worker).post(path, {"name": name})
    assert answer.status_code == 422 and name in answer.content.decode()


def test_a_name_that_is_taken_is_refused(standing, claire):
    Account.objects.create(login="Blauwe-Vogel")
    with pytest.raises(Invalid):
        open_folder(standing, claire, name="blauwe-vogel")


def test_under_twelve_there_is_no_login(standing):
    today = clock.today()
    with standing.inside():
        for years, name in ((11, "Kim"), (12, "Sam")):
            child = actions.meet_participant(
                actor=standing.worker,
                case_id=standing.case_id,
                given_name=name,
                relation="child",
                birth_date=today.replace(year=today.year - years, day=1),
            )
            if years < 12:
                with pytest.raises(Invalid):
                    open_folder(standing, child.person_id)
            else:
                assert open_folder(standing, child.person_id)


def test_only_people_of_the_case_and_only_by_who_stands_beside_them(standing, claire):
    with standing.inside():
        other = actions.add_person(actor=standing.colleague, given_name="Vreemd")
    with pytest.raises(NotVisible):
        open_folder(standing, other.pk)
    with pytest.raises(NotVisible):
        open_folder(standing, claire, actor=standing.colleague)
    reader = standing.add_reader()
    with standing.inside():
        for verb in (actions.open_folder, actions.hand_over_code):
            with pytest.raises(NotAllowed):
                verb(actor=reader, case_id=standing.case_id, person_id=claire)


def test_a_code_without_a_login_is_refused(standing, claire):
    path = reverse("people:code", args=[standing.case_id, claire])
    assert standing.client(standing.worker).post(path).status_code == 422


def test_the_code_is_shown_once_and_opens_the_folder(standing, claire):
    name = open_folder(standing, claire)
    browser = standing.client(standing.worker)
    answer = browser.post(reverse("people:code", args=[standing.case_id, claire]))
    assert answer.status_code == 200 and "no-store" in answer.headers["Cache-Control"]
    code = re.search(r">(\d{8})<", answer.content.decode()).group(1)
    page = browser.get(reverse("people:circle", args=[standing.case_id])).content.decode()
    assert code not in page and name in page
    door = Client()
    opened = door.post(reverse("people:folder_login"), {"folder": name, "code": code})
    assert opened.url == reverse("folder:home")


def test_a_code_opens_no_folder_of_a_case_that_one_may_not_see(standing, claire):
    open_folder(standing, claire)
    given = {"case_id": standing.case_id, "person_id": claire}
    with standing.inside():
        assert actions.hand_over_code(actor=standing.worker, **given)
        own = actions.open_case(
            actor=standing.colleague, person_id=claire, law="wmo", intake_kind="report"
        ).pk
        with pytest.raises(Invalid):
            actions.hand_over_code(actor=standing.worker, **given)
        with pytest.raises(Invalid):
            actions.hand_over_code(actor=standing.colleague, case_id=own, person_id=claire)
        actions.let_in(
            actor=standing.colleague,
            case_id=own,
            staff_id=standing.worker.id,
            role="professional",
            purpose="samen helpen",
        )
        assert actions.hand_over_code(actor=standing.worker, case_id=own, person_id=claire)


@pytest.mark.parametrize("how", ["opens a case", "lets take part"])
def test_no_case_of_ones_own_making_gives_the_code_of_a_hidden_folder(standing, claire, how):
    open_folder(standing, claire)
    colleague = standing.colleague
    with standing.inside():
        person = claire if how == "opens a case" else actions.add_person(actor=colleague, given_name="A").pk
        case = actions.open_case(actor=colleague, person_id=person, law="wmo", intake_kind="report").pk
        if person != claire:
            actions.add_participant(actor=colleague, case_id=case, person_id=claire, relation="partner")
        with pytest.raises(Invalid):
            actions.hand_over_code(actor=colleague, case_id=case, person_id=claire)


def test_the_code_is_kept_nowhere(standing, claire):
    open_folder(standing, claire)
    with standing.inside():
        code = actions.hand_over_code(actor=standing.worker, case_id=standing.case_id, person_id=claire)
        event = AuditEvent.objects.get(verb="people.hand_over_code")
        assert event.case_id == standing.case_id and event.detail == {"person": claire, "on_paper": False}
        with connection.cursor() as cursor:
            tables = [model._meta.db_table for model in municipality_models()]
            for table in [*tables, LoginCode._meta.db_table, "django_session"]:
                cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s', [f"%{code}%"])
                assert cursor.fetchone()[0] == 0, table
