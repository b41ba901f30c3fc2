"""The code of a share by text message (SMS): made when it leaves, sent once, and what went wrong is told."""

from __future__ import annotations

import datetime as dt
import html
import json
import logging
import re

import pytest
from django.db import connection, transaction

from naast.folder import tasks
from naast.folder.models import Share, ShareText
from naast.folder.sharing import actions, texts
from naast.folder.tests.conftest import PERSPECTIVE
from naast.folder.tests.sharing import asked, enters, given, reads
from naast.kernel import clock, messages
from naast.kernel.errors import Invalid, NotVisible

pytestmark = pytest.mark.django_db
TYPED, NUMBER = "06 - 12 34 56 78", "0612345678"


TO_FILE = "naast.kernel.messages.SmsFile"


@pytest.fixture(autouse=True)
def sms(settings, tmp_path):
    """A municipality with a gateway; the file in which its messages stand."""
    settings.NAAST_MESSAGES = str(tmp_path / "messages")
    settings.NAAST_SMS_GATEWAY = TO_FILE
    return tmp_path / "messages" / "sms.jsonl"


class Gateway:
    """A gateway that takes nothing over, for the reason of the test."""

    problem: Exception

    def open(self):
        if isinstance(self.problem, messages.NotHanded) and self.problem.again:
            raise self.problem
        return self

    def close(self):
        return None

    def send(self, *, to, subject, text):
        raise self.problem


def through(settings, problem):
    Gateway.problem = problem
    settings.NAAST_SMS_GATEWAY = f"{__name__}.Gateway"


def by_text(household, **changed):
    """A share with its code by text message; the link that the answer shows."""
    sent = given(code_by="sms", phone=TYPED) | changed
    answer = household.browser("resident").post(f"/map/{household.case_id}/delen/nieuw/", sent)
    assert answer.status_code == 200, answer.content.decode()
    held = answer.content.decode()
    (link,) = re.findall(r'<strong class="naast-code[^"]*">([^<]+)</strong>', held)
    assert "eindigt op 78" in held and NUMBER not in held
    return html.unescape(link)


def queued():
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'folder.text_code' ORDER BY id")
        return [json.loads(args) if isinstance(args, str) else args for (args,) in cursor.fetchall()]


def works(household):
    """The worker does each job that was asked for."""
    for args in queued():
        tasks.text_code(**args)


def codes(sms):
    """The codes that arrived, with their numbers."""
    lines = (
        [json.loads(line) for line in sms.read_text(encoding="utf-8").splitlines()] if sms.exists() else []
    )
    return [(line["to"], re.search(r"\d{4} \d{4}", line["text"])[0]) for line in lines]


def shared_page(household):
    return household.browser("resident").get(f"/map/{household.case_id}/delen/").content.decode()


def home(household):
    return household.browser("resident").get("/map/").content.decode()


def test_the_code_arrives_by_text_and_stands_nowhere_else(household, sms, caplog):
    caplog.set_level(logging.DEBUG)
    link = by_text(household)
    assert codes(sms) == [], "nothing leaves before the worker does its job"
    assert [set(args) for args in queued()] == [{"municipality_id", "text_id"}]
    assert "onderweg" in shared_page(household)
    works(household)
    ((to, code),) = codes(sms)
    assert to == NUMBER
    words = json.loads(sms.read_text(encoding="utf-8"))["text"]
    assert not [word for word in ("Rosa", "Woonstek", "huis", "http") if word in words]
    browser, lists = reads(link, code)
    assert PERSPECTIVE in browser.get(f"{lists}plan/").content.decode()
    held = shared_page(household)
    assert "naar het nummer dat eindigt op 78" in held and NUMBER not in held and TYPED not in held
    assert code not in held and code.replace(" ", "") not in held
    with household.inside(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT t::text, s::text FROM folder_sharetext t JOIN folder_share s ON s.id = share_id"
        )
        rows = str(cursor.fetchall())
        cursor.execute("SELECT detail::text FROM kernel_auditevent")
        rows += str(cursor.fetchall())
    for secret in (NUMBER, TYPED, code, code.replace(" ", "")):
        assert secret not in rows and secret not in caplog.text


def test_the_job_comes_with_the_share_or_not_at_all(household):
    resident = household.people["resident"]
    on = {"actor": resident, "case_id": household.case_id, "person_id": resident.id}
    with household.inside():
        with pytest.raises(RuntimeError), transaction.atomic():
            actions.share(**on, **asked(code_by="sms", phone=TYPED))
            raise RuntimeError
        assert not Share.objects.exists() and not ShareText.objects.exists()
    assert queued() == []


def test_a_text_that_is_refused_is_told_and_sent_to_another_number(household, sms, settings):
    through(settings, messages.NotHanded(again=False))
    link = by_text(household)
    works(household)
    held = shared_page(household)
    assert "kon niet weg" in held and "eindigt op 78" in held
    assert "er wacht iets op je" in home(household)
    settings.NAAST_SMS_GATEWAY = TO_FILE
    with household.inside():
        row = Share.objects.get()
        assert [text.phone for text in ShareText.objects.all()] == [""]
    address = f"/map/{household.case_id}/delen/{row.pk}/code/"
    wrong = household.browser("resident").post(address, {f"share{row.pk}-phone": "geen nummer 😀"})
    assert wrong.status_code == 422 and "geen nummer 😀" in wrong.content.decode()
    right = household.browser("resident").post(address, {f"share{row.pk}-phone": "+31 6 87654321"})
    assert right.status_code == 302 and "87654321" not in right["Location"]
    works(household)
    ((to, code),) = codes(sms)
    assert to == "+31687654321"
    reads(link, code)
    assert "er wacht iets op je" not in home(household)


def test_out_of_reach_waits_and_is_given_up_and_told_after_an_hour(household, sms, settings):
    through(settings, messages.NotHanded(again=True))
    by_text(household)
    works(household)
    municipality = household.standing.municipality.pk
    assert "onderweg" in shared_page(household)
    with clock.shifted(1.5 / 24):
        texts.send_waiting(municipality)
        assert "kon niet weg" in shared_page(household)
    settings.NAAST_SMS_GATEWAY = TO_FILE
    texts.send_waiting(municipality)
    assert codes(sms) == [], "what was given up leaves no more"


def test_out_of_reach_for_a_moment_leaves_in_the_next_round(household, sms, settings):
    through(settings, messages.NotHanded(again=True))
    link = by_text(household)
    works(household)
    settings.NAAST_SMS_GATEWAY = TO_FILE
    for _round in range(2):
        texts.send_waiting(household.standing.municipality.pk)
    ((_to, code),) = codes(sms)
    reads(link, code)


@pytest.mark.parametrize("how", ["broken", "killed"])
def test_what_perhaps_arrived_is_told_and_not_sent_again(household, sms, settings, how):
    through(settings, messages.Unsure() if how == "broken" else KeyboardInterrupt())
    by_text(household)
    if how == "broken":
        works(household)
    else:
        with pytest.raises(KeyboardInterrupt):
            works(household)
    settings.NAAST_SMS_GATEWAY = TO_FILE
    with clock.shifted(1 / 24):
        texts.send_waiting(household.standing.municipality.pk)
        assert "We weten niet of de sms" in shared_page(household)
    works(household)
    assert codes(sms) == []


def test_sent_twice_is_one_share_and_one_text(household, sms):
    first, second = by_text(household), by_text(household)
    works(household)
    ((_to, code),) = codes(sms)
    third = by_text(household)
    works(household)
    assert len(codes(sms)) == 1
    for old in (first, second):
        assert enters(old, code)[1].status_code == 422
    reads(third, code)
    with household.inside():
        assert Share.objects.count() == ShareText.objects.count() == 1


@pytest.mark.parametrize(
    "typed", ["", "bel maar", "12", "0612345678901234567", "06<script>1234567", "٠٦١٢٣٤٥٦٧٨"]
)
def test_what_is_no_number_is_refused_and_kept_on_the_page(household, typed):
    sent = given(code_by="sms", phone=typed)
    answer = household.browser("resident").post(f"/map/{household.case_id}/delen/nieuw/", sent)
    held = answer.content.decode()
    assert answer.status_code == 422 and "Een huis huren" in held and html.escape(typed) in held
    with household.inside():
        assert not Share.objects.exists()
    assert queued() == []


def test_a_number_is_not_asked_or_kept_when_the_code_is_told_otherwise(household):
    sent = given(phone=TYPED)
    assert (
        household.browser("resident").post(f"/map/{household.case_id}/delen/nieuw/", sent).status_code == 200
    )
    with household.inside():
        row = Share.objects.get()
        assert not ShareText.objects.exists()
        with pytest.raises(Invalid):
            actions.text_code(actor=household.people["resident"], share_id=row.pk, phone=TYPED)


@pytest.mark.parametrize("ends", ["stop", "opnieuw"])
def test_stopping_or_a_new_code_keeps_a_waiting_text_in(household, sms, ends):
    by_text(household)
    with household.inside():
        row = Share.objects.get()
    browser = household.browser("resident")
    browser.post(f"/map/{household.case_id}/delen/{row.pk}/{ends}/")
    works(household)
    assert codes(sms) == []
    with household.inside():
        assert [(text.state, text.phone) for text in ShareText.objects.all()] == [("withdrawn", "")]
    assert ends == "stop" or "Je vertelt de code zelf" in shared_page(household)


def test_a_text_for_a_share_that_ended_meanwhile_stays_in(household, sms):
    by_text(household)
    with household.inside():
        Share.objects.update(until_on=clock.today() - dt.timedelta(days=1))
    works(household)
    assert codes(sms) == []


def test_five_texts_a_day_is_enough(household):
    resident = household.people["resident"]
    by_text(household)
    with household.inside():
        row = Share.objects.get()
        for number in range(texts.A_DAY - 1):
            actions.text_code(actor=resident, share_id=row.pk, phone=f"061234560{number}")
        with pytest.raises(Invalid):
            actions.text_code(actor=resident, share_id=row.pk, phone="0612345699")
    answer = household.browser("resident").post(
        f"/map/{household.case_id}/delen/nieuw/", given(code_by="sms", phone=TYPED, form_key="nog een")
    )
    assert answer.status_code == 422 and "geen sms meer" in answer.content.decode()
    with household.inside():
        assert Share.objects.count() == 1
    with clock.shifted(2):
        by_text(household, form_key="later")


@pytest.mark.parametrize("who", ["partner", "relative", "neighbour", "far"])
def test_nobody_else_sends_a_code(household, who):
    by_text(household)
    with household.inside():
        row = Share.objects.get()
    address = f"/map/{household.case_id}/delen/{row.pk}/code/"
    answer = household.browser(who).post(address, {f"share{row.pk}-phone": "0687654321"})
    assert answer.status_code == 404
    assert household.standing.client(household.standing.worker).post(address).status_code == 404
    with household.inside():
        assert ShareText.objects.count() == 1
        with pytest.raises(NotVisible):
            actions.text_code(actor=household.standing.worker, share_id=row.pk, phone=TYPED)


def test_staff_who_types_along_sends_the_code_too(household, sms):
    standing, resident = household.standing, household.people["resident"]
    address = f"/casus/{household.case_id}/mensen/{resident.id}/delen/"
    answer = standing.client(standing.worker).post(
        address, given(code_by="sms", phone=TYPED, said="Aan tafel")
    )
    assert answer.status_code == 200
    (link,) = re.findall(r'<strong class="naast-code[^"]*">([^<]+)</strong>', answer.content.decode())
    works(household)
    ((_to, code),) = codes(sms)
    reads(html.unescape(link), code)


def test_where_no_text_leaves_none_is_offered_or_taken(household, settings):
    by_text(household)
    settings.NAAST_SMS_GATEWAY = ""
    resident = household.people["resident"]
    with household.inside():
        row = Share.objects.get()
    address = f"/map/{household.case_id}/delen/nieuw/"
    form = household.browser("resident").get(address).content.decode()
    assert 'value="sms"' not in form and 'name="phone"' not in form and 'value="in_person"' in form
    assert "kan nog geen sms" in form
    sent = given(code_by="sms", phone=TYPED, form_key="nog een")
    assert household.browser("resident").post(address, sent).status_code == 422
    assert "Stuur een nieuwe code met een sms" not in shared_page(household)
    again = {f"share{row.pk}-phone": TYPED}
    by_hand = household.browser("resident").post(f"/map/{household.case_id}/delen/{row.pk}/code/", again)
    assert by_hand.status_code == 422
    with household.inside():
        on = {"actor": resident, "case_id": household.case_id, "person_id": resident.id}
        with pytest.raises(Invalid) as refused:
            actions.share(**on, **asked(code_by="sms", phone=TYPED))
        assert refused.value.field == "code_by"
        assert Share.objects.count() == ShareText.objects.count() == 1
