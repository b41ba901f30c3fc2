"""A new password: the administrator's link, for once and a day, with the code of who has an authenticator."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice
from tests.standing import PASSWORD, make_staff

from naast.kernel import clock, middleware
from naast.kernel.actors import system
from naast.kernel.errors import NotAllowed, NotVisible
from naast.kernel.middleware import MEMBERSHIP_KEY
from naast.kernel.models import Account, AuditEvent, Membership
from naast.people import actions, passwords

from .conftest import present_token

LOGIN = "wilma.worker@proefdam"
NEW = "vier gewone woorden samen"
SET, OPEN = reverse("people:new_password"), reverse("people:known")


@pytest.fixture
def boss(standing):
    return standing.add_staff("Ada Admin", "administrator")


@pytest.fixture
def link(standing, boss):
    with standing.inside():
        return actions.give_password_link(actor=boss, staff_id=standing.worker.id)


@pytest.fixture
def device(standing):
    return TOTPDevice.objects.create(user_id=standing.worker.account_id, name="totp", confirmed=True)


def account():
    return Account.objects.get(login=LOGIN)


def come(link, browser=None):
    browser = browser or Client()
    assert browser.get(reverse("people:password_link", args=[link])).url == SET
    return browser


def choose(browser, password=NEW, **more):
    return browser.post(SET, {"password": password, "again": password, **more})


def test_the_administrator_hands_a_link_over_and_the_colleague_sets_the_password(standing, boss):
    page = standing.client(boss).post(reverse("people:give_password_link", args=[standing.worker.id]))
    text = page.content.decode()
    assert page.status_code == 200 and "no-store" in page.headers["Cache-Control"]
    address = re.search(r"http://testserver(/inloggen/wachtwoord/[^<\s]+)<", text).group(1)
    assert not [word for word in ("wilma", "worker", "proefdam") if word in address.lower()]

    browser = Client()
    assert browser.get(address).url == SET
    shown = browser.get(SET).content.decode()
    assert LOGIN in shown and address.rsplit("/", 2)[1] not in shown
    assert choose(browser).url == reverse("people:login")
    assert account().check_password(NEW)
    assert choose(browser).status_code == 410  # the second click of a double one
    assert come(address.split("/")[-2]).get(SET).status_code == 410
    with standing.inside():
        events = AuditEvent.objects.filter(object_id=standing.worker.id, object_type="people.Staff")
        kept = list(events.order_by("id").values_list("verb", "actor_id", "detail"))
    assert kept[-2:] == [
        ("people.give_password_link", boss.id, {}),
        ("people.set_password", standing.worker.id, {}),
    ]


def test_with_the_new_password_every_open_session_ends(standing, boss):
    inside = standing.client(standing.colleague)
    assert inside.get(OPEN).status_code == 200
    with standing.inside():
        link = actions.give_password_link(actor=boss, staff_id=standing.colleague.id)
    assert choose(come(link)).status_code == 302
    assert inside.get(OPEN).status_code == 302


def test_who_passed_with_the_old_password_does_not_pass_the_second_step_with_it(standing, device, link):
    waiting = Client()
    waiting.post(reverse("people:login"), {"login": LOGIN, "password": PASSWORD})
    assert waiting.get(reverse("people:token")).status_code == 200
    assert choose(come(link), token=present_token(account())).status_code == 302
    TOTPDevice.objects.update(last_t=0)
    answer = waiting.post(reverse("people:token"), {"token": present_token(account())})
    assert answer.url == reverse("people:login") and MEMBERSHIP_KEY not in waiting.session


def test_without_the_code_of_the_authenticator_the_link_is_of_no_use(standing, device, link):
    browser = come(link)
    assert choose(browser).status_code == 422
    answer = choose(browser, token="000000")
    assert answer.status_code == 422 and 'id="id_token_error"' in answer.content.decode()
    assert account().check_password(PASSWORD)
    device.refresh_from_db()
    assert device.throttling_failure_count == 1  # a wrong code counts
    answer = choose(browser, token=present_token(account()))
    assert answer.status_code == 422  # too soon after a wrong one
    TOTPDevice.objects.update(throttling_failure_count=0)
    assert choose(browser, token=present_token(account())).status_code == 302
    assert account().check_password(NEW)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"password": "kort", "again": "kort"}, "password"),
        ({"password": "password1234", "again": "password1234"}, "password"),
        ({"password": "", "again": ""}, "password"),
        ({"password": NEW, "again": NEW + "!"}, "again"),
        ({"password": "x" * 201, "again": "x" * 201}, "password"),
    ],
)
def test_a_password_that_cannot_be_is_refused_at_its_field_and_spends_neither_link_nor_code(
    standing, device, link, typed, field
):
    browser = come(link)
    token = present_token(account())
    answer = browser.post(SET, {**typed, "token": token})
    page = answer.content.decode()
    assert answer.status_code == 422 and f'id="id_{field}_error"' in page
    assert account().check_password(PASSWORD)
    assert choose(browser, token=token).status_code == 302


def test_a_link_ends_by_itself_by_a_login_and_with_the_employment(standing, boss, link):
    with clock.shifted(0.9):
        assert passwords.account_of(link) is not None
    with clock.shifted(2):
        assert passwords.account_of(link) is None
        assert come(link).get(SET).status_code == 410
    standing.client(standing.worker)
    assert passwords.account_of(link) is None
    with standing.inside():
        again = actions.give_password_link(actor=boss, staff_id=standing.worker.id)
    assert passwords.account_of(again) == account()
    yesterday = clock.today() - dt.timedelta(days=1)
    Membership.objects.filter(account_id=standing.worker.account_id).update(ends_on=yesterday)
    assert passwords.account_of(again) is None


@pytest.mark.parametrize("link", ["x", "1-", "-", "1-2-3", "zzzzzzzzzzzzz-a-b", "0" * 300, "é-1-2", "\x00-1"])
def test_a_made_up_link_opens_nothing(standing, link):
    assert come(link).get(SET).status_code == 410
    assert choose(come(link)).status_code == 410


def test_without_a_link_there_is_nothing_to_set(standing, client):
    assert client.get(SET).status_code == 410


def test_the_link_of_one_is_not_that_of_another(standing, link):
    number = link.split("-")[0]
    other = passwords.link_for(Account.objects.get(pk=standing.colleague.account_id)).split("-", 1)[1]
    assert passwords.account_of(f"{number}-{other}") is None


@pytest.mark.parametrize("role", ["professional", "team_lead", "controller", "policy"])
def test_only_the_administrator_gives_a_link(standing, role):
    other = standing.add_staff("Anna Anders", role)
    path = reverse("people:give_password_link", args=[standing.worker.id])
    assert standing.client(other).post(path).status_code == 404
    with standing.inside(), pytest.raises(NotAllowed):
        actions.give_password_link(actor=other, staff_id=standing.worker.id)


def test_nobody_gives_a_link_to_themselves_and_a_look_gives_none(standing, boss):
    browser = standing.client(boss)
    assert browser.post(reverse("people:give_password_link", args=[boss.id])).status_code == 403
    assert browser.get(reverse("people:give_password_link", args=[standing.worker.id])).status_code == 405


def test_the_administrator_of_another_municipality_gives_none(standing):
    with standing.inside(standing.other):
        there = make_staff(standing.other, "Ella Elders", "administrator")
        with pytest.raises(NotVisible):
            actions.give_password_link(actor=there, staff_id=standing.worker.id)
    path = reverse("people:give_password_link", args=[standing.worker.id])
    assert standing.client(there).post(path).status_code == 404


def test_who_left_gets_no_link(standing, boss):
    yesterday = clock.today() - dt.timedelta(days=1)
    with standing.inside():
        actions.end_employment(actor=boss, staff_id=standing.worker.id, ends_on=yesterday)
    path = reverse("people:give_password_link", args=[standing.worker.id])
    answer = standing.client(boss).post(path)
    assert answer.status_code == 422 and "/inloggen/wachtwoord/" not in answer.content.decode()


def test_one_of_two_houses_does_not_set_the_password_for_the_other(standing, boss, link):
    """Without an authenticator nothing tells whether it is they themselves or the other house."""
    with standing.inside(standing.other):
        actions.add_staff(
            actor=system(standing.other.pk), login=LOGIN, password="", name="Wilma", function="wijkteam"
        )
    assert choose(come(link)).status_code == 422  # given before they came to work there too
    path = reverse("people:give_password_link", args=[standing.worker.id])
    browser = standing.client(boss)
    assert browser.post(path).status_code == 422
    TOTPDevice.objects.create(user=account(), name="totp", confirmed=True)
    assert browser.post(path).status_code == 200
    fresh = come(passwords.link_for(account()))
    assert choose(fresh, token=present_token(account())).status_code == 302
    for house, number in ((standing.municipality, standing.worker.id), (standing.other, None)):
        with standing.inside(house):
            told = AuditEvent.objects.filter(verb="people.set_password")
            assert told.count() == 1 and number in {None, told.get().object_id}


def test_a_new_password_ends_the_wait_after_too_many_wrong_ones(standing, link):
    for _try in range(5):
        Client().post(reverse("people:login"), {"login": LOGIN, "password": "fout"})
    assert AccessAttempt.objects.exists()
    assert choose(come(link)).status_code == 302
    answer = Client().post(reverse("people:login"), {"login": LOGIN, "password": NEW})
    assert answer.status_code == 302


def test_coming_with_a_link_is_coming_as_nobody(standing, boss, link):
    browser = standing.client(boss)
    assert browser.get(reverse("people:accounts")).status_code == 200
    come(link, browser)
    assert browser.get(reverse("people:accounts")).status_code == 302


def test_a_link_that_works_no_more_sends_nobody_out(standing):
    inside = standing.client(standing.colleague)
    assert come("1-2-3", inside).get(SET).status_code == 410
    assert inside.get(OPEN).status_code == 200


def test_a_working_link_opens_for_nobody_who_was_logged_in(standing, link):
    inside = standing.client(standing.colleague)
    assert come(link, inside).get(SET).status_code == 200
    assert inside.get(OPEN).status_code == 302


def test_no_page_gives_a_password_or_a_code_back(rf):
    request = rf.post("/", {"password": NEW, "again": NEW, "token": "123 456", "words": "Wat ik typte."})
    assert middleware._typed(request) == ["Wat ik typte."]
