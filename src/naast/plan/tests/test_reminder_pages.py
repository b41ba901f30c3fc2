"""Reminders: the pages at the desk and in the folder, and how somebody wants to be reached."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from naast.kernel import clock
from naast.kernel.errors import Invalid
from naast.people import actions as people
from naast.people import queries
from naast.plan import actions
from naast.plan.models import Reminder
from naast.plan.step_types import ReminderSaid
from naast.plan.tests.step_house import ODD, House, tomorrow

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(standing):
    return House(standing)


@pytest.mark.parametrize("room", ["plan", "folder"])
def test_a_reminder_that_cannot_be_is_refused_and_keeps_what_was_typed(house, room):
    me = house.standing.worker if room == "plan" else house.standing.resident
    person = {"person": house.standing.resident.id} if room == "plan" else {}
    browser, url = house.browser(me), house.url("reminders", room)
    good = person | {"do": "add", "words": ODD, "day": tomorrow(), "time": "10:00", "channel": "mail"}
    wrong = (
        {"words": ""},
        {"words": "Te lang. " * 60},
        {"day": clock.today() - dt.timedelta(days=1)},
        {"day": "9999-12-31"},
        {"time": "25:00"},
        {"channel": "sms"},
        {"channel": "pigeon"},
        {"step": 2**40},
        {"step": "x"},
    )
    for change in wrong:
        refused = browser.post(url, good | change)
        assert refused.status_code == 422, change
    assert "alert(1)" in refused.content.decode() and "<script>alert" not in refused.content.decode()
    assert len(house.rows(Reminder)) == 2
    for _twice in range(2):
        assert browser.post(url, good).status_code == 302
    assert len(house.rows(Reminder)) == 3
    assert browser.post(url, {"do": "withdraw", "reminder": 2**30}).status_code == 404


def prefers(house, actor, channel):
    who = {"actor": actor, "case_id": house.standing.case_id, "person_id": actor.id}
    with house.standing.inside():
        version = queries.reach_of(**who).version
        people.say_reach(
            **who, channel=channel, email="p@voorbeeld.nl", phone="06 12345678", base_version=version
        )


def test_a_reminder_starts_from_what_its_person_prefers(house):
    standing, own = house.standing, house.url("reminders", "folder")
    prefers(house, standing.resident, "paper")
    assert house.browser(standing.resident).get(own).context["form"]["channel"].value() == "paper"
    prefers(house, standing.resident, "none")
    assert not house.browser(standing.resident).get(own).context["form"]["channel"].value()
    desk, browser = house.url("reminders"), house.browser()
    field = browser.get(desk).context["form"]["channel"]
    assert field.value() == "" and field.field.choices[0][0] == "", "whom it is for is not known yet"
    sent = {"do": "add", "words": ODD, "day": tomorrow(), "time": "11:00", "channel": ""}
    assert browser.post(desk, sent | {"person": house.partner.id}).status_code == 302
    refused = browser.post(desk, sent | {"person": standing.resident.id})
    assert refused.status_code == 422 and "channel" in refused.context["form"].errors
    prefers(house, standing.resident, "call")
    assert browser.post(desk, sent | {"person": standing.resident.id}).status_code == 302
    assert [row.channel for row in house.rows(Reminder)[-2:]] == ["mail", "call"]


def test_a_text_message_is_offered_where_it_is_set_up(house, settings):
    standing, own = house.standing, house.url("reminders", "folder")
    prefers(house, standing.resident, "sms")
    browser = house.browser(standing.resident)
    reach = reverse("folder:reach")
    sent = {"do": "add", "words": ODD, "day": tomorrow(), "time": "11:00", "channel": ""}
    settings.NAAST_SMS_GATEWAY = ""
    form = browser.get(own).context["form"]
    assert "sms" not in dict(form.fields["channel"].choices) and not form["channel"].value()
    assert browser.post(own, sent).status_code == 422, "what they prefer does not work here"
    assert browser.post(own, sent | {"channel": "sms"}).status_code == 422
    page = browser.get(reach).content.decode()
    assert "die hier nog niet werkt" in page, "what somebody said stays, and says so"
    assert "sms" not in dict(
        house.browser(house.partner).get(reach).context["form"].fields["channel"].choices
    )
    settings.NAAST_SMS_GATEWAY = "naast.kernel.messages.SmsFile"
    assert browser.get(own).context["form"]["channel"].value() == "sms"
    assert browser.post(own, sent).status_code == 302
    assert house.rows(Reminder)[-1].channel == "sms"


def test_a_reminder_on_the_hour_that_the_clock_skips_is_told(house):
    standing = house.standing
    day = dt.date(2027, 3, 28)
    ahead = clock.shifted((day - clock.today()).days - 1)
    with standing.inside(), pytest.raises(Invalid) as refusal, ahead:
        actions.ask_reminder(
            actor=standing.worker,
            case_id=standing.case_id,
            person_id=standing.resident.id,
            said=ReminderSaid("Wakker worden", day, dt.time(2, 30), "mail"),
        )
    assert refusal.value.field == "time"


def test_how_somebody_wants_to_be_reached(house, settings):
    settings.NAAST_SMS_GATEWAY = "naast.kernel.messages.SmsFile"
    standing = house.standing
    desk = reverse("people:reach", args=[standing.case_id, standing.resident.id])
    own = reverse("folder:reach")
    given = {"channel": "sms", "phone": "06 12345678", "parts": ["evening"], "words": ODD, "version": 1}
    resident, worker = house.browser(standing.resident), house.browser()
    for browser, url in ((resident, own), (worker, desk)):
        assert browser.get(url).status_code == 200
        for change in ({"phone": ""}, {"phone": "bel mij"}, {"email": "geen"}, {"parts": ["night"]}):
            refused = browser.post(url, given | change)
            assert refused.status_code == 422 and "alert(1)" in refused.content.decode(), change
    for _twice in range(2):
        assert resident.post(own, given).status_code == 302
    assert worker.post(desk, given | {"words": "Iets anders gehoord"}).status_code == 409
    with standing.inside():
        facts = queries.reach_of(standing.worker, standing.case_id, standing.resident.id)
        assert (facts.channel, facts.parts, facts.phone, facts.words) == (
            "sms",
            ("evening",),
            "06 12345678",
            ODD,
        )
    for stranger in (*standing.strangers, house.partner, standing.resident):
        assert house.browser(stranger).get(desk).status_code == 404
    elsewhere = reverse("people:reach", args=[standing.case_id, 2**30])
    assert worker.get(elsewhere).status_code == 404
