"""The door for staff: password, second factor, choosing a municipality, and what a lost session keeps."""

from __future__ import annotations

import logging
import re

import pytest
from axes.models import AccessAttempt, AccessLog
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext
from django_otp.plugins.otp_totp.models import TOTPDevice
from tests.standing import PASSWORD

from naast.kernel import clock
from naast.kernel.actors import system
from naast.kernel.middleware import MEMBERSHIP_KEY
from naast.kernel.models import Account, Membership
from naast.people import actions, login

from .conftest import present_token

LOGIN = "wilma.worker@proefdam"


def knock(client: Client, password: str = PASSWORD, login: str = LOGIN, **more):
    return client.post(reverse("people:login"), {"login": login, "password": password, **more})


def enter(client: Client, login: str = LOGIN, *, steps: int = 0, **more):
    """Through both steps; the answer of the second."""
    assert knock(client, login=login, **more).status_code == 302
    client.get(reverse("people:token"))
    account = Account.objects.get(login=login)
    return client.post(reverse("people:token"), {"token": present_token(account, steps=steps)})


def test_password_and_second_factor_open_the_house(standing, client):
    assert knock(client).url == reverse("people:token")
    page = client.get(reverse("people:token"))
    assert b"<svg" in page.content  # the picture to set the authenticator up
    answer = client.post(reverse("people:token"), {"token": present_token(Account.objects.get(login=LOGIN))})
    assert answer.url == reverse("web:home")
    assert client.session[MEMBERSHIP_KEY]
    assert TOTPDevice.objects.get(user__login=LOGIN).confirmed
    again = Client()
    knock(again, login=LOGIN.upper())
    assert b"<svg" not in again.get(reverse("people:token")).content.split(b"<main")[1]


def test_the_password_alone_opens_nothing(standing, client):
    knock(client)
    page = client.get(reverse("people:circle", args=[standing.case_id]))
    assert page.status_code == 302 and page.url.startswith(reverse("people:login"))


def test_a_code_works_once(standing, client):
    enter(client)
    second = Client()
    knock(second)
    replay = second.post(reverse("people:token"), {"token": present_token(Account.objects.get(login=LOGIN))})
    assert replay.status_code == 422
    assert MEMBERSHIP_KEY not in second.session


@pytest.mark.parametrize("token", ["", "000000", "abcdef", "1" * 13, "१२३४५६"])
def test_a_wrong_code_is_refused_in_words(standing, client, token):
    knock(client)
    client.get(reverse("people:token"))
    answer = client.post(reverse("people:token"), {"token": token})
    assert answer.status_code == 422
    assert MEMBERSHIP_KEY not in client.session


@pytest.mark.parametrize("login", [LOGIN, "bestaat.niet@proefdam"])
def test_five_wrong_passwords_lock_with_the_same_words(standing, client, login):
    for _try in range(4):
        answer = knock(client, "fout", login)
        assert answer.status_code == 422
    answer = knock(client, "fout", login)
    assert answer.status_code == 422
    locked = gettext("Too many tries. Wait a quarter of an hour, or ask the administrator.")
    assert locked in answer.content.decode()
    answer = knock(client, PASSWORD, login)
    assert answer.status_code == 422 and locked in answer.content.decode()


def test_a_lock_is_for_one_login_and_not_for_everyone_in_the_building(standing, client):
    for _try in range(6):
        knock(client, "fout")
    assert knock(Client(), login="coen.colleague@proefdam").status_code == 302


def test_the_guard_keeps_neither_passwords_nor_what_was_carried(standing, client):
    knock(client, "fout-en-geheim", next="/casus/7/", carried="een-verhaal")
    kept = AccessAttempt.objects.get()
    for word in ("fout-en-geheim", "een-verhaal", "/casus/7/"):
        assert word not in kept.post_data + kept.get_data
    enter(Client())
    assert not AccessLog.objects.exists()


def test_who_passed_the_second_factor_does_not_pass_it_for_another(standing):
    """Two logins in one browser: the second factor of the first must not count for the second."""
    with standing.inside(standing.other):
        actions.add_staff(
            actor=system(standing.other.pk), login=LOGIN, password="", name="Wilma", function="wijkteam"
        )
    client = Client()
    assert enter(client).url == reverse("people:choose")
    knock(client, login="coen.colleague@proefdam")
    answer = client.get(reverse("people:choose"))
    assert answer.status_code == 302 and answer.url == reverse("people:login")


def test_only_own_municipalities_can_be_chosen(standing):
    with standing.inside(standing.other):
        actions.add_staff(
            actor=system(standing.other.pk), login=LOGIN, password="", name="Wilma", function="wijkteam"
        )
    client = Client()
    enter(client)
    stranger = Membership.objects.get(account__login="otto.outsider@elderhuizen")
    answer = client.post(reverse("people:choose"), {"membership": stranger.pk})
    assert answer.status_code == 422
    assert MEMBERSHIP_KEY not in client.session
    own = Membership.objects.get(account__login=LOGIN, municipality=standing.other)
    client.post(reverse("people:choose"), {"membership": own.pk})
    assert client.session[MEMBERSHIP_KEY] == own.pk


def test_an_employment_that_ended_opens_nothing(standing, client):
    browser = standing.client(standing.colleague)
    with standing.inside():
        actions.end_employment(
            actor=system(standing.municipality.pk), staff_id=standing.colleague.id, ends_on=clock.today()
        )
    assert browser.get(reverse("people:known")).status_code == 200  # the last day itself
    Membership.objects.filter(subject_id=standing.colleague.id, kind="staff").update(ends_on="2020-01-01")
    assert browser.get(reverse("people:known")).status_code == 302
    assert knock(client, login="coen.colleague@proefdam").status_code == 422


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_no_way_out_of_the_house_after_login(standing, client, elsewhere):
    assert enter(client, next=elsewhere).url == reverse("web:home")


def test_back_to_the_page_that_was_asked(standing, client):
    wanted = reverse("people:circle", args=[standing.case_id])
    page = client.get(wanted)
    assert page.status_code == 302
    assert enter(client, next=wanted).url == wanted


def test_a_form_posted_after_the_session_ended_comes_back(standing, strict):
    path = reverse("people:known")
    typed = {
        "given_name": "Rosa",
        "birth_date": "1980-02-03",
        "reason": "Zij belde en wil weten wie haar helpt",
    }
    posted = strict.post(path, typed, headers={"Origin": "http://testserver"})
    page = posted.content.decode()
    assert posted.status_code == 200
    assert "Zij belde" not in page  # carried encrypted, not in clear
    carried = re.search(r'name="carried" value="([^"]+)"', page).group(1)

    def send(address, **fields):
        return strict.post(address, {**fields, "csrfmiddlewaretoken": strict.session["_csrftoken"]})

    send(reverse("people:login"), login=LOGIN, password=PASSWORD, carried=carried)
    strict.get(reverse("people:token"))
    back = send(reverse("people:token"), token=present_token(Account.objects.get(login=LOGIN)))
    page = back.content.decode()
    assert f'action="{path}"' in page
    for value in typed.values():
        assert value in page
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    assert {name: fields[name] for name in typed} == typed
    assert send(path, **typed).status_code == 200


def test_a_wrong_password_in_between_still_carries(standing, client):
    posted = client.post(reverse("people:known"), {"reason": "Een lange reden om te vragen"})
    carried = re.search(r'name="carried" value="([^"]+)"', posted.content.decode()).group(1)
    again = knock(client, "fout", carried=carried)
    assert f'value="{carried}"' in again.content.decode()


def test_who_logged_in_again_elsewhere_gets_the_fields_back(standing):
    browser = standing.client(standing.worker)
    browser.handler.enforce_csrf_checks = True
    typed = {"reason": "Een reden die niemand nog eens wil typen"}
    answer = browser.post(reverse("people:known"), typed, headers={"Origin": "http://testserver"})
    assert answer.status_code == 403
    assert typed["reason"] in answer.content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
        {"Referer": "https://evil.example/x"},
    ],
)
def test_a_form_from_another_site_is_not_carried(standing, strict, headers):
    answer = strict.post(reverse("people:known"), {"reason": "opgedrongen tekst"}, headers=headers)
    assert answer.status_code == 403
    assert "carried" not in answer.content.decode()


def test_a_password_is_never_carried(standing, strict):
    answer = strict.post(
        reverse("people:login"),
        {"login": LOGIN, "password": PASSWORD},
        headers={"Origin": "http://testserver"},
    )
    assert answer.status_code == 302 and answer.url == reverse("people:login")


def test_nor_is_the_password_of_somebody_new(standing, strict):
    """The form with which an administrator adds a colleague."""
    typed = {"name": "Nora Nieuw", "login": "nora@proefdam", "password": "een-wachtwoord-van-nora"}
    path, site = reverse("people:accounts"), {"Origin": "http://testserver"}
    strict.cookies.update(standing.client(standing.worker).cookies)
    page = strict.post(path, typed, headers=site).content.decode()
    assert "Nora Nieuw" in page and "een-wachtwoord-van-nora" not in page


def test_what_is_too_long_to_carry_is_shown(standing, strict):
    text = "lang verhaal " * 25_000
    answer = strict.post(reverse("people:known"), {"reason": text}, headers={"Origin": "http://testserver"})
    assert answer.status_code == 413
    assert "lang verhaal lang verhaal" in answer.content.decode()


@pytest.mark.parametrize("token", ["nonsense", "", "YWJj", "é"])
def test_a_made_up_carried_token_is_just_dropped(standing, client, token):
    assert enter(client, carried=token).url == reverse("web:home")


def test_logging_out_ends_the_session(standing):
    browser = standing.client(standing.worker)
    assert browser.get(reverse("people:logout")).status_code == 405
    answer = browser.post(reverse("people:logout"))
    assert answer.url == reverse("people:login")
    assert browser.get(reverse("people:known")).status_code == 302


def test_the_log_holds_no_personal_data(standing, client, caplog):
    caplog.set_level(logging.DEBUG)
    knock(client, "geheim-wachtwoord")
    standing.client(standing.colleague).get(reverse("people:circle", args=[standing.case_id]))
    browser = standing.client(standing.worker)
    browser.post(
        reverse("people:known"),
        {"given_name": "Rosa", "family_name": "Proefpersoon", "birth_date": "1980-01-01", "reason": "belde"},
    )
    ours = [
        record for record in caplog.records if not record.name.startswith(("django.db", "django.template"))
    ]
    text = "\n".join(record.getMessage() for record in ours if record.levelno >= logging.INFO)
    for word in ("Rosa", "Proefpersoon", "geheim-wachtwoord", "belde"):
        assert word not in text


def test_what_was_carried_is_forgotten_after_an_hour():
    token = login.carry("/mijn-mensen/", QueryDict("words=Wat+iemand+typte"))
    assert login.carried(token) == ("/mijn-mensen/", [("words", "Wat iemand typte")])
    with clock.shifted(1):
        assert login.carried(token) is None
