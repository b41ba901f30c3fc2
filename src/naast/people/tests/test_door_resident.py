"""The door for residents: a name and a one-time code."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from naast.kernel import clock
from naast.kernel.middleware import MEMBERSHIP_KEY
from naast.kernel.models import Account, LoginCode
from naast.people import login


@pytest.fixture
def account(standing) -> Account:
    return Account.objects.get(pk=standing.resident.account_id)


def knock(client: Client, folder: str, code: str, **more):
    return client.post(reverse("people:folder_login"), {"folder": folder, "code": code, **more})


def test_a_code_opens_the_folder_once(account, client):
    code = login.make_code(account)
    spaced = f"{code[:4]} {code[4:]}"
    assert knock(client, account.login.upper(), spaced).url == reverse("folder:home")
    assert MEMBERSHIP_KEY in client.session
    assert knock(Client(), account.login, code).status_code == 422


def test_only_the_hash_of_a_code_is_kept(account):
    code = login.make_code(account)
    row = LoginCode.objects.get()
    assert code not in str(vars(row))


def test_a_new_code_ends_the_one_before(account, client):
    first, second = login.make_code(account), login.make_code(account)
    assert knock(client, account.login, first).status_code == 422
    assert knock(client, account.login, second).status_code == 302


def test_a_code_ends_after_a_quarter_of_an_hour(account, client):
    code = login.make_code(account)
    with clock.shifted(1):
        assert knock(client, account.login, code).status_code == 422
    assert knock(client, account.login, code).status_code == 302


def test_five_wrong_tries_end_a_code(account, client):
    code = login.make_code(account)
    wrong = "0" * 8 if code != "0" * 8 else "1" * 8
    for _try in range(login.CODE_ATTEMPTS):
        assert knock(client, account.login, wrong).status_code == 422
    assert knock(client, account.login, code).status_code == 422


def test_who_is_shut_out_reads_how_to_get_a_new_code_and_that_one_works(standing, account, client):
    standing.municipality.phone = "010 - 000 00 00"
    standing.municipality.save()
    code = login.make_code(account)
    wrong = "0" * 8 if code != "0" * 8 else "1" * 8
    for _try in range(login.CODE_ATTEMPTS):
        knock(client, account.login, wrong)
    shut_out = knock(client, account.login, code).content.decode()
    for words in (
        "Na vijf keer een foute code",
        "Vraag je vaste aanspreekpunt",
        "Proefdam: ",
        "010 - 000 00 00",
    ):
        assert words in shut_out
    assert "010 - 000 00 00" not in client.get(reverse("people:folder_login")).content.decode()
    assert knock(client, account.login, login.make_code(account)).status_code == 302


def test_a_wrong_name_and_a_wrong_code_get_the_same_words(account, client):
    login.make_code(account)
    messages = []
    for name in (account.login, "map-bestaat-niet"):
        page = knock(client, name, "12345678").content.decode()
        text = page.split("<main")[1].split("</main")[0].replace(name, "")
        messages.append(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text))
    assert messages[0] == messages[1]


@pytest.mark.parametrize(("folder", "code"), [("", ""), ("x" * 151, "1"), ("map", "1" * 21), ("a\x00b", "1")])
def test_bad_input_keeps_what_was_typed(account, client, folder, code):
    answer = knock(client, folder, code)
    assert answer.status_code == 422
    if folder and "\x00" not in folder:
        assert folder in answer.content.decode()


def test_a_login_of_staff_opens_no_folder(standing, client):
    account = Account.objects.get(pk=standing.worker.account_id)
    code = login.make_code(account)
    assert knock(client, account.login, code).status_code == 422


def test_the_code_is_shown_in_a_demo_municipality_only(standing, account, client):
    asked = {"folder": account.login, "ask": "1"}
    page = client.post(reverse("people:folder_login"), asked).content.decode()
    assert not LoginCode.objects.exists()
    assert not re.search(r"\d{8}", page.split("<main")[1])
    standing.municipality.is_demo = True
    standing.municipality.save()
    page = client.post(reverse("people:folder_login"), asked).content.decode()
    assert LoginCode.objects.count() == 1
    code = re.search(r">(\d{8})<", page).group(1)
    assert knock(client, account.login, code).status_code == 302
    assert settings.NAAST_DEMO


def test_what_a_resident_typed_comes_back_too(standing, account, client):
    posted = client.post(reverse("people:known"), {"words": "Ik wil graag iets rechtzetten."})
    carried = re.search(r'name="carried" value="([^"]+)"', posted.content.decode()).group(1)
    page = client.post(reverse("people:folder_login"), {"carried": carried})
    assert page.status_code == 200 and carried in page.content.decode()
    back = knock(client, account.login, login.make_code(account), carried=carried)
    assert "Ik wil graag iets rechtzetten." in back.content.decode()


def test_no_way_out_of_the_house_after_login(account, client):
    answer = knock(client, account.login, login.make_code(account), next="https://evil.example/")
    assert answer.url == reverse("folder:home")


def test_a_resident_is_no_staff(standing):
    browser = standing.client(standing.resident)
    for name in ("new_case", "known", "accounts", "team", "emergencies"):
        assert browser.get(reverse(f"people:{name}")).status_code == 404
    assert browser.get(reverse("people:circle", args=[standing.case_id])).status_code == 404
