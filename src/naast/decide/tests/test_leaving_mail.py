"""A letter in the folder with a message by mail: told of when a server took it over, never twice."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.mailbox import files, mailbox

from naast.decide import actions, queries, sending, tasks
from naast.decide.models import Dispatch
from naast.kernel import clock
from naast.kernel.errors import Invalid, NotVisible
from naast.kernel.models import AuditEvent
from naast.people.models import ContactPreference

from .leaving_house import chose_mail, decided, opened_folder, queue, state

__all__ = ["decided", "files", "mailbox"]


def test_a_mail_says_only_that_there_is_a_letter_and_the_letter_is_kept_when_it_was_taken_over(
    decided, mailbox, settings
):
    with decided.inside():
        chose_mail(decided)
        number = queue(decided, "mail")
    here = decided.standing.municipality.pk
    assert tasks.tell_of_letters(here) == 1
    assert tasks.tell_of_letters(here) == 0
    (mail,) = mailbox.mails
    text = mail.as_string() + mail.get_content()
    assert mail["To"] == "rosa@voorbeeld.nl" and "/map/" in text and settings.NAAST_ADDRESS in text
    for word in ("Rosa", "Proefpersoon", "besluit", "Wilma", "Proefdam", "huren"):
        assert word not in text
    with decided.inside():
        row = Dispatch.objects.select_related("document").get(pk=number)
        assert row.state == "left" and row.accepted_at is not None and row.left_on == clock.today()
        assert row.document.sent_on == clock.today() and row.document.way == "mail"
        events = list(AuditEvent.objects.filter(verb="decide.tell_of_letter"))
        assert len(events) == 1 and "rosa@" not in str(events[0].detail)
    page = decided.standing.client(decided.standing.resident).get(
        reverse("folder:letters", args=[decided.case_id])
    )
    assert page.status_code == 200 and f"/{row.document_id}/" in page.content.decode()


def test_a_server_that_refuses_sends_the_letter_back_to_its_sender(decided, mailbox):
    mailbox.answer = "550 no such mailbox"
    with decided.inside():
        chose_mail(decided)
        number = queue(decided, "mail")
        assert not [line for line in queries.waiting_for(decided.worker) if line.kind == "send"]
    assert sending.send_due(decided.standing.municipality.pk) == 0
    with decided.inside():
        row = Dispatch.objects.get(pk=number)
        assert (row.state, row.problem, row.document_id) == ("failed", "refused", None)
        assert [line.kind for line in queries.waiting_for(decided.worker)] == ["send"]
        assert queue(decided) != number


def test_a_server_that_is_away_or_busy_is_tried_again(decided, mailbox, settings):
    right, settings.EMAIL_PORT = settings.EMAIL_PORT, 9
    with decided.inside():
        chose_mail(decided)
        number = queue(decided, "mail")
    here = decided.standing.municipality.pk
    assert sending.send_due(here) == 0
    settings.EMAIL_PORT = right
    mailbox.answer = "451 later"
    assert sending.send_due(here) == 0
    mailbox.answer = ""
    assert sending.send_due(here) == 1
    with decided.inside():
        assert state(decided, number) == "left"


def test_what_was_leaving_when_the_worker_was_killed_is_never_sent_by_itself_again(decided, mailbox):
    with decided.inside():
        chose_mail(decided)
        number = queue(decided, "mail")
    here = decided.standing.municipality.pk
    assert sending._claimed(here, number) == "rosa@voorbeeld.nl"
    assert sending.send_due(here) == 0
    with clock.shifted(1):
        assert sending.send_due(here) == 0
    with decided.inside():
        row = Dispatch.objects.get(pk=number)
        assert (row.state, row.problem) == ("unsure", "lost")
    assert mailbox.mails == []


def test_mail_only_for_who_chose_it_and_has_a_folder(decided, mailbox):
    with decided.inside():
        for channel, version in (("sms", 0), ("none", 1)):
            chose_mail(decided, channel, version)
            with pytest.raises(Invalid) as refused:
                queue(decided, "mail")
            assert refused.value.field == "way"
        chose_mail(decided, "mail", 2)
        number = queue(decided, "mail")
        ContactPreference.objects.update(channel="paper")
    sending.send_due(decided.standing.municipality.pk)
    with decided.inside():
        row = Dispatch.objects.get(pk=number)
        assert (row.state, row.problem) == ("failed", "no_address")
    assert mailbox.mails == []


def test_without_a_mail_server_no_letter_leaves_by_mail_and_no_term_runs(decided, mailbox, files, settings):
    here = decided.standing.municipality.pk
    with decided.inside():
        chose_mail(decided)
        number = queue(decided, "mail")
    settings.NAAST_SMTP_URL = ""
    assert sending.send_due(here) == 0
    with decided.inside():
        assert state(decided, number) == "waiting" and not (files / "mail.jsonl").exists()
        assert queries.decisions_of(decided.case_id)[0].objection_ends_on is None
        actions.take_back_letter(**decided.given, dispatch_id=number)
        with pytest.raises(Invalid) as refused:
            queue(decided, "mail")
    assert refused.value.field == "way"


def test_a_letter_that_no_server_takes_over_goes_back_to_its_sender_in_time(decided, mailbox):
    mailbox.answer = "452 mailbox full"
    here = decided.standing.municipality.pk
    with decided.inside():
        chose_mail(decided)
        number = queue(decided, "mail")
    for days, found in ((1, "waiting"), (2, "failed")):
        with clock.shifted(days):
            assert sending.send_due(here) == 0
        with decided.inside():
            assert state(decided, number) == found
    with decided.inside():
        assert [line.kind for line in queries.waiting_for(decided.worker)] == ["send"]


def test_a_login_that_was_never_used_is_no_folder_to_send_to(decided, mailbox):
    page = reverse("decide:letter", args=[decided.case_id, decided.decision_id])
    with decided.inside():
        chose_mail(decided)
    client = decided.standing.client(decided.worker)
    assert 'value="mail"' in client.get(page).content.decode()
    with decided.inside():
        opened_folder(decided)
        with pytest.raises(Invalid) as refused:
            queue(decided, "mail")
        assert refused.value.field == "way" and not Dispatch.objects.exists()
    assert 'value="mail"' not in client.get(page).content.decode()
    # Opening it once, as the resident does, is enough.
    decided.standing.client(decided.standing.resident).get("/map/")
    with decided.inside():
        assert state(decided, queue(decided, "mail")) == "waiting"


def test_a_folder_that_is_not_opened_any_more_by_then_sends_the_letter_back(decided, mailbox):
    with decided.inside():
        chose_mail(decided)
        number = queue(decided, "mail")
        opened_folder(decided)
    assert sending.send_due(decided.standing.municipality.pk) == 0
    with decided.inside():
        row = Dispatch.objects.get(pk=number)
        assert (row.state, row.problem) == ("failed", "no_folder")
    assert mailbox.mails == []


def test_a_letter_that_cannot_be_found_any_more_stops_no_other(decided, mailbox, monkeypatch):
    def gone(*_given):
        raise NotVisible

    with decided.inside():
        chose_mail(decided)
        number = queue(decided, "mail")
    monkeypatch.setattr(sending, "made_for", gone)
    assert sending.send_due(decided.standing.municipality.pk) == 0
    with decided.inside():
        row = Dispatch.objects.get(pk=number)
        assert (row.state, row.problem) == ("failed", "not_made") and not mailbox.mails


def test_a_letter_that_could_not_be_made_anew_after_midnight_comes_back_to_its_sender(
    decided, mailbox, monkeypatch
):
    """The mail server has the message and its day passed: whoever sends it is told, and nothing stops."""
    made, left, today = sending.made_for, sending._left, clock.today()

    def in_time(row, case, day):
        if day > today:
            raise Invalid("too late")
        return made(row, case, day)

    def after_midnight(*given):
        with clock.shifted(1):
            left(*given)

    with decided.inside():
        chose_mail(decided)
        number = queue(decided, "mail")
    monkeypatch.setattr(sending, "made_for", in_time)
    monkeypatch.setattr(sending, "_left", after_midnight)
    sending.send_due(decided.standing.municipality.pk)
    assert len(mailbox.mails) == 1
    with decided.inside():
        row = Dispatch.objects.get(pk=number)
        assert (row.state, row.problem) == ("unsure", "lost")
