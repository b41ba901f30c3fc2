"""Letters about a term leave as every letter does, and work from the day on which they left."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from tests.mailbox import files, mailbox

from naast.decide import actions, letters, queries, sending
from naast.decide.about import Leaving
from naast.decide.models import Dispatch, TermChange
from naast.kernel import clock
from naast.kernel.errors import Invalid
from naast.people import actions as people
from naast.people import queries as people_queries

from .clocking import came, came_in, change, clock_of
from .leaving_house import ADDRESS, chose_mail, posted, printed, rosa
from .test_papers import pages_text

__all__ = ["came", "files", "mailbox"]


@pytest.fixture
def at_home(deciding):
    with deciding.inside():
        people.say_address(
            actor=deciding.worker, case_id=deciding.case_id, person_id=rosa(deciding), address=ADDRESS
        )
    return deciding


def waits(deciding, came, kind="papers", way="post"):
    """A change whose letter waits to leave: its row and its sending."""
    number = change(deciding, came, kind, leaves=Leaving(way))
    return TermChange.objects.get(pk=number), Dispatch.objects.get(change_id=number)


def test_nothing_moves_before_the_letter_left_and_then_from_that_day(at_home, came):
    deciding = at_home
    with deciding.inside():
        before = clock_of(deciding, came).decision.by
        row, sent = waits(deciding, came)
        assert change(deciding, came, "papers", leaves=Leaving("post")) == row.pk, "twice is once"
        now = clock_of(deciding, came)
        assert row.told_on is None and now.decision.by == before and now.stands_still is None
        with pytest.raises(Invalid):
            actions.end_pause(**deciding.given, change_id=row.pk)
    address = f"/map/{deciding.case_id}/wanneer/"
    resident = deciding.standing.client(deciding.standing.resident)
    assert "huurcontract" not in resident.get(address).content.decode()
    page = deciding.standing.client(deciding.worker).get(f"/casus/{deciding.case_id}/besluit/termijnen/")
    assert "Wacht op de brief" in page.content.decode() and "terug/" in page.content.decode()
    with clock.shifted(2), deciding.inside():
        day = clock.today()
        printed(deciding, sent.pk)
        (document_id,) = posted(deciding, sent.pk)
        row.refresh_from_db()
        later = clock_of(deciding, came)
        assert row.told_on == day and later.decision.by > before
        assert later.decision.moves[0].document_id == document_id
        text = pages_text(queries.file_of(deciding.case_id, document_id).clear_bytes())
        found = next(item for item in queries.letters_of(deciding.case_id) if item.id == document_id)
        assert found.decision_id is None and found.objection_ends_on is None
    fixed = letters.words()
    for said in (
        letters.day(day, fixed),
        letters.day(row.until_on, fixed),
        letters.day(later.decision.by, fixed),
    ):
        assert said in text
    with clock.shifted(3):
        shown = resident.get(address).content.decode()
        assert f"/brieven/{document_id}/" in shown and "huurcontract" in shown
        assert (
            f"/brieven/{document_id}/" in resident.get(f"/map/{deciding.case_id}/brieven/").content.decode()
        )


def test_the_new_day_is_in_the_letter_also_where_the_term_of_the_law_stays(deciding):
    """Beside the term of the Wmo, and past it, a new day is a promise."""
    with deciding.inside():
        late = came_in(deciding, 90)
        due = clock_of(deciding, late).decision.by
        number = change(deciding, late, "postponed", until_on=clock.today() + dt.timedelta(days=30))
        row = TermChange.objects.get(pk=number)
        assert clock_of(deciding, late).decision.by == due, "the term itself stays"
        text = pages_text(queries.file_of(deciding.case_id, row.sent_letter.pk).clear_bytes())
    fixed = letters.words()
    assert f"krijgen op {letters.day(due, fixed)}" in text
    assert f"uiterlijk op {letters.day(row.until_on, fixed)}" in text


def test_with_a_message_by_mail_it_works_from_the_day_the_server_took_it_over(at_home, came, mailbox):
    deciding = at_home
    with deciding.inside():
        chose_mail(deciding)
        row, _sent = waits(deciding, came, way="mail")
    assert sending.send_due(deciding.standing.municipality.pk) == 1
    (mail,) = mailbox.mails
    assert "huurcontract" not in mail.as_string()
    with deciding.inside():
        row.refresh_from_db()
        assert row.told_on == clock.today() and clock_of(deciding, came).changes[0].document_id


def test_what_cannot_be_told_any_more_is_not_printed_and_says_why(at_home, came):
    deciding = at_home
    with deciding.inside():
        row, sent = waits(deciding, came)
    with clock.shifted(11), deciding.inside():
        with pytest.raises(Invalid, match="Rosa Proefpersoon"):
            printed(deciding, sent.pk)
        row.refresh_from_db()
        assert row.told_on is None
    with deciding.inside():
        actions.take_back_letter(actor=deciding.worker, case_id=deciding.case_id, dispatch_id=sent.pk)
        assert not [
            line for line in queries.waiting_for(deciding.worker) if line.kind in ("post", "not_left")
        ]
    client = deciding.standing.client(deciding.worker)
    path = f"/casus/{deciding.case_id}/besluit/post/{sent.pk}/opnieuw/"
    assert "huurcontract" in client.get(path).content.decode()
    assert client.post(path, {"way": "paper", "sent_on": clock.today().isoformat()}).status_code == 302
    with deciding.inside():
        row.refresh_from_db()
        assert row.told_on == clock.today() and clock_of(deciding, came).stands_still is None


def test_the_database_tells_it_once_and_only_with_its_letter(at_home, came):
    deciding = at_home
    with deciding.inside():
        row, sent = waits(deciding, came)
        printed(deciding, sent.pk)
        posted(deciding, sent.pk)
        rows = TermChange.objects.filter(pk=row.pk)
        for wrong in ({"told_on": None}, {"told_on": clock.today() - dt.timedelta(days=1)}):
            with pytest.raises(IntegrityError, match="only ends"), transaction.atomic():
                rows.update(**wrong)
        second, other = waits(deciding, came, "consent")
        with pytest.raises(IntegrityError, match="decide_termchange_ended"), transaction.atomic():
            TermChange.objects.filter(pk=second.pk).update(ended_on=clock.today())
        document = Dispatch.objects.get(pk=sent.pk).document
        given = {"left_on": clock.today(), "document": document, "left_by_id": deciding.worker.id}
        with pytest.raises(IntegrityError), transaction.atomic():
            Dispatch.objects.filter(pk=other.pk).update(state="left", **given)


def test_a_form_with_an_old_address_does_not_write_over_a_newer_one(at_home, came):
    deciding = at_home
    client = deciding.standing.client(deciding.worker)
    path = f"/casus/{deciding.case_id}/besluit/termijnen/{came}/stil/"
    until = (clock.today() + dt.timedelta(days=10)).isoformat()
    typed = {"kind": "papers", "until_on": until, "reason": "Je huurcontract.", "do": "show"}
    shown = dict(client.post(path, typed).context["form"].data)
    with deciding.inside():
        people.say_address(
            actor=deciding.worker,
            case_id=deciding.case_id,
            person_id=rosa(deciding),
            address="Nieuweweg 2, 1234 AB Proefdam",
        )
    sent = shown | {"do": "send", "way": "post", "address": "Typfoutweg 3"}
    refused = client.post(path, sent)
    page = refused.content.decode()
    assert refused.status_code == 422 and "Nieuweweg 2" in page and "Typfoutweg 3" in page
    with deciding.inside():
        assert people_queries.writing_to(rosa(deciding)).address == "Nieuweweg 2, 1234 AB Proefdam"
        assert not TermChange.objects.exists()
    again = dict(refused.context["form"].data) | {"do": "send"}
    assert client.post(path, again).status_code == 302, "looked at once more, it is a choice"
    with deciding.inside():
        assert people_queries.writing_to(rosa(deciding)).address == "Typfoutweg 3"
