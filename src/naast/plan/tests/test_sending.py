"""Reminders leave once, when it suits, without a word about the person: over a real SMTP server."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import threading

import pytest
from django.db import connection
from tests.mailbox import files, mailbox
from tests.standing import arrange as standing_people

from naast.kernel import clock, messages
from naast.kernel.models import AuditEvent
from naast.launch import mail
from naast.launch.errors import LaunchError
from naast.people import actions as people
from naast.people import reach
from naast.plan import actions, sending, step_queries, tasks
from naast.plan.models import Reminder
from naast.plan.step_types import ReminderSaid, StepSaid

__all__ = ["files", "mailbox"]

WORDS = "Tandarts om tien uur, daarna insuline halen"
CLOSED = 9
"""A port on which nobody listens."""


def asked(standing, channel="mail", parts=(), along=False, hour=10, step_id=None):
    """A reminder for the resident, two days from now."""
    who = {"actor": standing.worker, "case_id": standing.case_id, "person_id": standing.resident.id}
    with standing.inside():
        facts = step_queries.people.reach_of(standing.worker, standing.case_id, standing.resident.id)
        people.say_reach(
            **who,
            channel=channel,
            parts=parts,
            email="rosa@voorbeeld.nl",
            phone="06 12345678",
            base_version=facts.version,
        )
        day = clock.today() + dt.timedelta(days=2)
        said = ReminderSaid(WORDS, day, dt.time(hour), channel, words_along=along, step_id=step_id)
        return actions.ask_reminder(**who, said=said).pk


@contextlib.contextmanager
def at(hour, days=2):
    """Act as if it were so late on that day, in Amsterdam."""
    now = clock.now().astimezone(clock.AMSTERDAM)
    moment = dt.datetime.combine(clock.today() + dt.timedelta(days=days), dt.time(hour, 1), clock.AMSTERDAM)
    with clock.shifted((moment - now) / dt.timedelta(days=1)):
        yield


def state(standing, number):
    with standing.inside():
        return Reminder.objects.get(pk=number).state


@pytest.mark.django_db
def test_a_mail_says_only_that_there_is_a_reminder(standing, mailbox, settings):
    number = asked(standing)
    assert tasks.remind(standing.municipality.pk) == 0, "not before its time"
    with at(10):
        assert tasks.remind(standing.municipality.pk) == 1
        assert tasks.remind(standing.municipality.pk) == 0
    (sent,) = mailbox.mails
    text = sent.as_string() + sent.get_content()
    assert sent["To"] == "rosa@voorbeeld.nl" and "/map/" in text and settings.NAAST_ADDRESS in text
    assert "Je hebt een herinnering. Log in op je map om hem te lezen." in sent.get_content()
    for word in ("Rosa", "Proefpersoon", "Tandarts", "insuline", "Proefdam"):
        assert word not in text
    assert state(standing, number) == "sent"
    with standing.inside():
        (event,) = AuditEvent.objects.filter(verb="plan.send_reminder")
        assert "Tandarts" not in str(event.detail) and "rosa@" not in str(event.detail)


@pytest.mark.django_db
def test_the_words_come_along_only_when_this_reminder_says_so(standing, mailbox):
    asked(standing, along=True)
    with at(10):
        sending.send_due(standing.municipality.pk)
    assert WORDS in mailbox.mails[0].get_content() and WORDS not in mailbox.mails[0]["Subject"]


@pytest.mark.django_db
def test_a_message_waits_for_a_part_of_the_day_that_suits(standing, mailbox):
    number = asked(standing, parts=["evening"])
    with at(16):
        assert sending.send_due(standing.municipality.pk) == 0
    with at(17):
        assert sending.send_due(standing.municipality.pk) == 1
    assert state(standing, number) == "sent"


@pytest.mark.parametrize(
    ("local", "parts", "expected"),
    [
        ("2026-10-24 22:00", ("morning",), "2026-10-25 09:00"),  # the night of the longer hour
        ("2027-03-27 22:00", ("morning",), "2027-03-28 09:00"),
        ("2026-06-01 13:00", ("morning", "evening"), "2026-06-01 17:00"),
        ("2026-06-01 18:30", ("evening",), "2026-06-01 18:30"),
        ("2026-06-01 03:00", (), "2026-06-01 03:00"),
    ],
)
def test_the_first_moment_that_suits_keeps_to_the_clock_of_amsterdam(local, parts, expected):
    moment = dt.datetime.fromisoformat(local).replace(tzinfo=clock.AMSTERDAM).astimezone(dt.UTC)
    first = reach.first_moment(moment, parts).astimezone(clock.AMSTERDAM)
    assert first.strftime("%Y-%m-%d %H:%M") == expected


@pytest.mark.django_db
def test_out_of_reach_is_tried_again_and_a_day_late_goes_to_the_fixed_contact(standing, mailbox, settings):
    number, good = asked(standing), settings.EMAIL_PORT
    settings.EMAIL_PORT = CLOSED
    with at(10):
        assert sending.send_due(standing.municipality.pk) == 0
    assert state(standing, number) == "asked"
    settings.EMAIL_PORT = good
    mailbox.answer = "451 busy"
    with at(11):
        assert sending.send_due(standing.municipality.pk) == 0
    assert state(standing, number) == "asked"
    with at(12, days=3):
        assert sending.send_due(standing.municipality.pk) == 0
        assert state(standing, number) == "failed" and not mailbox.mails
        with standing.inside():
            (waiting,) = step_queries.reminders_waiting(standing.worker)
            assert waiting.id == number and not step_queries.reminders_waiting(standing.colleague)
            actions.tend_reminder(actor=standing.worker, case_id=standing.case_id, reminder_id=number)
            assert step_queries.reminders_waiting(standing.worker) == []


@pytest.mark.django_db
def test_what_the_server_refuses_for_good_is_not_sent_again(standing, mailbox):
    number = asked(standing)
    mailbox.answer = "550 no such mailbox"
    with at(10):
        for _round in range(2):
            assert sending.send_due(standing.municipality.pk) == 0
    assert state(standing, number) == "failed"


class Killed(BaseException):
    """A worker that is killed runs no `except Exception`."""


@pytest.mark.django_db
def test_who_is_killed_before_handing_over_leaves_it_for_the_next_round(standing, mailbox, monkeypatch):
    number = asked(standing)
    opened = messages.Smtp.open

    def die(self):
        raise Killed

    monkeypatch.setattr(messages.Smtp, "open", die)
    with at(10), pytest.raises(Killed):
        sending.send_due(standing.municipality.pk)
    assert state(standing, number) == "asked"
    monkeypatch.setattr(messages.Smtp, "open", opened)
    with at(10):
        assert sending.send_due(standing.municipality.pk) == 1
    assert len(mailbox.mails) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("arrived", [True, False])
def test_who_is_killed_while_handing_over_never_makes_it_leave_twice(standing, mailbox, monkeypatch, arrived):
    number = asked(standing)
    send = messages.Smtp.send

    def die(self, **message):
        if arrived:
            send(self, **message)
        raise Killed

    monkeypatch.setattr(messages.Smtp, "send", die)
    with at(10), pytest.raises(Killed):
        sending.send_due(standing.municipality.pk)
    monkeypatch.setattr(messages.Smtp, "send", send)
    with at(10):
        assert sending.send_due(standing.municipality.pk) == 0
        assert state(standing, number) == "handing"
    with at(11):
        assert sending.send_due(standing.municipality.pk) == 0
        assert state(standing, number) == "unsure"
        with standing.inside():
            assert [row.id for row in step_queries.reminders_waiting(standing.worker)] == [number]
    assert len(mailbox.mails) == int(arrived)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_one_reminder_send_it_once(mailbox):
    standing = standing_people()
    number = asked(standing)
    together, problems, sent = threading.Barrier(2), [], []

    def work():
        try:
            with at(10):
                together.wait(timeout=30)
                sent.append(sending.send_due(standing.municipality.pk))
        except Exception as problem:
            problems.append(problem)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _each in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)
    assert problems == [] and sorted(sent) == [0, 1]
    assert len(mailbox.mails) == 1 and state(standing, number) == "sent"


@pytest.mark.django_db
def test_without_a_server_or_gateway_messages_go_to_a_file_of_this_user(standing, files, settings):
    settings.NAAST_SMTP_URL = settings.NAAST_SMS_GATEWAY = ""
    asked(standing)
    asked(standing, "sms", along=True, hour=11)
    with at(11):
        assert sending.send_due(standing.municipality.pk) == 2
    for name, to in (("mail.jsonl", "rosa@voorbeeld.nl"), ("sms.jsonl", "06 12345678")):
        (line,) = (files / name).read_text(encoding="utf-8").splitlines()
        assert json.loads(line)["to"] == to
        assert (files / name).stat().st_mode & 0o077 == 0
    assert WORDS in (files / "sms.jsonl").read_text(encoding="utf-8")


class Gateway:
    """A gateway of a municipality, named by its dotted path."""

    sent: list[tuple[str, str]] = []

    def open(self):
        return self

    def close(self):
        pass

    def send(self, *, to, subject, text):
        self.sent.append((to, text))


@pytest.mark.django_db
def test_an_own_gateway_takes_the_sms(standing, settings, files):
    settings.NAAST_SMS_GATEWAY = f"{__name__}.Gateway"
    Gateway.sent.clear()
    asked(standing, "sms")
    with at(10):
        assert sending.send_due(standing.municipality.pk) == 1
    ((to, text),) = Gateway.sent
    assert to == "06 12345678" and "Tandarts" not in text and not files.exists()


@pytest.mark.django_db
def test_a_call_waits_for_the_fixed_contact_and_changes_nothing_when_missed(standing, mailbox):
    number = asked(standing, "call")
    with standing.inside():
        assert step_queries.reminders_waiting(standing.worker) == []
    with at(10, days=9):
        assert sending.send_due(standing.municipality.pk) == 0
        with standing.inside():
            (waiting,) = step_queries.reminders_waiting(standing.worker)
            assert (waiting.id, waiting.problem_label) == (number, "")
        page = standing.client(standing.worker).get("/mijn-mensen/").content.decode()
        assert f"/casus/{standing.case_id}/plan/herinneringen/" in page and "Tandarts" not in page
        with standing.inside():
            actions.tend_reminder(actor=standing.worker, case_id=standing.case_id, reminder_id=number)
            assert step_queries.reminders_waiting(standing.worker) == []
    assert state(standing, number) == "sent"


@pytest.mark.django_db
def test_a_step_that_is_done_needs_no_reminder(standing, mailbox):
    who = {"actor": standing.worker, "case_id": standing.case_id}
    with standing.inside():
        step = actions.add_step(**who, said=StepSaid("Bellen")).pk
    number = asked(standing, step_id=step)
    with standing.inside():
        actions.finish_step(**who, step_id=step)
    with at(10):
        assert sending.send_due(standing.municipality.pk) == 0
    assert state(standing, number) == "withdrawn" and mailbox.mails == []


@pytest.mark.django_db
def test_what_left_already_cannot_be_withdrawn(standing, mailbox):
    number = asked(standing)
    with at(10):
        sending.send_due(standing.municipality.pk)
    browser = standing.client(standing.worker)
    url = f"/casus/{standing.case_id}/plan/herinneringen/"
    assert browser.post(url, {"do": "withdraw", "reminder": number}).status_code == 400
    assert state(standing, number) == "sent"


def test_the_address_of_a_mail_server_is_read_or_refused_by_name():
    found = mail.server("smtp://naast:ge%40heim@mail.voorbeeld.nl")
    assert (found.host, found.port, found.user, found.password) == (
        "mail.voorbeeld.nl",
        587,
        "naast",
        "ge@heim",
    )
    assert found.starttls and not found.tls and mail.server("smtps://mail.voorbeeld.nl").port == 465
    for wrong in ("mail.voorbeeld.nl", "http://mail.voorbeeld.nl", "smtp://", "smtp://a:b@c:poort"):
        with pytest.raises(LaunchError, match="NAAST_SMTP_URL"):
            mail.server(wrong)
