"""The letter about what the house owes because it was late leaves as every letter does."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from tests.mailbox import files, mailbox

from naast.decide import actions, clocks, letters, queries, sending
from naast.decide.about import About, Leaving
from naast.decide.letter_queries import dispatches_of
from naast.decide.models import DefaultNotice, Dispatch, Document
from naast.kernel import actors, clock
from naast.kernel.terms import OBJECTION
from naast.people import actions as people

from .clocking import amounts, clock_of
from .leaving_house import ADDRESS, chose_mail, posted, printed, rosa
from .test_determining import WHY, grant, late, sent
from .test_papers import pages_text

__all__ = ["files", "late", "mailbox"]


@pytest.fixture
def owing(deciding, late):
    administrator, came, number = late
    with deciding.inside():
        grant(administrator, deciding.worker, 100)
        people.say_address(
            actor=deciding.worker, case_id=deciding.case_id, person_id=rosa(deciding), address=ADDRESS
        )
    return deciding, came, number


def path_of(deciding, number):
    return f"/casus/{deciding.case_id}/besluit/termijnen/te-laat/{number}/"


def determine(deciding, number, way="paper", actor=None):
    actions.determine(
        actor=actor or deciding.worker,
        case_id=deciding.case_id,
        notice_id=number,
        words=WHY,
        leaves=Leaving(way),
    )
    return Dispatch.objects.filter(notice_id=number).latest("id")


def test_the_terms_count_from_the_day_on_which_the_letter_really_leaves(owing):
    deciding, came, number = owing
    with deciding.inside():
        row = determine(deciding, number, "post")
        (notice,) = clock_of(deciding, came).notices
        assert notice.determined_on == clock.today() and notice.told_on is None
        assert notice.objection_ends_on is None
    resident = deciding.standing.client(deciding.standing.resident)
    assert WHY not in resident.get(f"/map/{deciding.case_id}/wanneer/").content.decode()
    worker = deciding.standing.client(deciding.worker)
    overview = worker.get(f"/casus/{deciding.case_id}/besluit/termijnen/").content.decode()
    assert f"/besluit/post/{row.pk}/terug/" in overview
    with clock.shifted(2), deciding.inside():
        day = clock.today()
        printed(deciding, row.pk)
        (document_id,) = posted(deciding, row.pk)
        (notice,) = clock_of(deciding, came).notices
        assert (notice.told_on, notice.document_id) == (day, document_id)
        assert notice.pay_by == clocks.PAYMENT.ends(day)
        assert notice.objection_ends_on == OBJECTION.ends(day)
        found = next(item for item in queries.letters_of(deciding.case_id) if item.id == document_id)
        assert found.objection_ends_on == OBJECTION.ends(day) and found.about_label
        text = pages_text(queries.file_of(deciding.case_id, document_id).clear_bytes())
    fixed = letters.words()
    for said in (day, clocks.PAYMENT.ends(day), OBJECTION.ends(day)):
        assert letters.day(said, fixed) in text
    with clock.shifted(3):
        assert WHY in resident.get(f"/map/{deciding.case_id}/wanneer/").content.decode()
        listed = resident.get(f"/map/{deciding.case_id}/brieven/").content.decode()
        assert f"/brieven/{document_id}/" in listed and f"/map/bezwaar/?te-laat={number}" in listed


def test_with_a_message_by_mail_it_counts_from_the_day_the_server_took_it_over(owing, mailbox):
    deciding, came, number = owing
    with deciding.inside():
        chose_mail(deciding)
        determine(deciding, number, "mail")
    assert sending.send_due(deciding.standing.municipality.pk) == 1
    (mail,) = mailbox.mails
    assert WHY not in mail.as_string()
    with deciding.inside():
        (notice,) = clock_of(deciding, came).notices
        assert notice.told_on == clock.today()


def test_what_was_taken_back_is_determined_still_and_waits_to_be_sent(owing):
    deciding, came, number = owing
    with deciding.inside():
        row = determine(deciding, number, "post")
        actions.take_back_letter(actor=deciding.worker, case_id=deciding.case_id, dispatch_id=row.pk)
        (line,) = [item for item in queries.waiting_for(deciding.worker) if item.kind == "not_left"]
    client = deciding.standing.client(deciding.worker)
    assert WHY in client.get(line.url).content.decode()
    assert client.post(line.url, {"way": "handed", "sent_on": clock.today().isoformat()}).status_code == 302
    with deciding.inside():
        (notice,) = clock_of(deciding, came).notices
        assert notice.told_on == clock.today()
        assert not [item for item in queries.waiting_for(deciding.worker) if item.kind == "not_left"]


def test_who_was_only_asked_leaves_the_letter_to_who_stands_beside_the_resident(owing):
    deciding, _came, number = owing
    with deciding.inside():
        actions.ask_to_determine(**deciding.given, notice_id=number, staff_id=deciding.holder.id)
    client, path = deciding.standing.client(deciding.holder), path_of(deciding, number)
    shown = client.post(path, {"words": WHY})
    assert shown.status_code == 200 and WHY in shown.content.decode()
    with deciding.inside():
        assert DefaultNotice.objects.get(pk=number).determined_on is None, "only shown"
    own = {"next": "Wij bellen je morgen.", "was_next": ""}
    answer = client.post(
        path, {"words": WHY, "shown_for": WHY, "do": "send", "way": "beside", **own}, follow=True
    )
    assert deciding.worker.name in answer.content.decode()
    with deciding.inside():
        (line,) = [item for item in queries.waiting_for(deciding.worker) if item.kind == "not_left"]
        (row,) = dispatches_of(deciding.case_id)
        assert not row.left_on and row.about == About(notice_id=number)
    beside = deciding.standing.client(deciding.worker)
    assert "Wij bellen je morgen." in beside.get(line.url).content.decode()
    assert beside.post(line.url, {"way": "post"}).status_code == 302
    for stranger in (*deciding.standing.strangers, deciding.holder):
        assert deciding.standing.client(stranger).get(line.url).status_code == 404


def test_what_changed_in_the_letter_since_it_was_read_is_read_once_more(owing):
    """The table of amounts changed between reading and sending: nobody signs what they did not read."""
    deciding, _came, number = owing
    client, path = deciding.standing.client(deciding.worker), path_of(deciding, number)
    shown = client.post(path, {"words": WHY}).content.decode()
    digest = re.search(r'name="shown_letter" value="([0-9a-f]{64})"', shown)
    assert digest is not None
    read = {"words": WHY, "shown_for": WHY, "shown_letter": digest[1], "do": "send", "way": "paper"}
    administrator = deciding.standing.add_staff("Ans Beheer", actors.ADMINISTRATOR)
    with deciding.inside():
        amounts(deciding, administrator, third=Decimal(4))
    again = client.post(path, read)
    assert again.status_code == 200 and "iets anders dan toen je hem las" in again.content.decode()
    with deciding.inside():
        assert DefaultNotice.objects.get(pk=number).determined_on is None
    newer = re.search(r'name="shown_letter" value="([0-9a-f]{64})"', again.content.decode())
    assert newer is not None and newer[1] != digest[1]
    own = {"next": "Wij bellen je.", "was_next": "Wij bellen."}
    assert client.post(path, read | own | {"shown_letter": newer[1]}).status_code == 302
    assert client.post(path, read | own | {"shown_letter": newer[1]}).status_code == 302, "two clicks"
    with deciding.inside():
        assert DefaultNotice.objects.get(pk=number).determined_amount == Decimal(98)


def test_the_letter_is_read_first_and_what_changed_is_shown_once_more(owing):
    deciding, _came, number = owing
    client, path = deciding.standing.client(deciding.worker), path_of(deciding, number)
    shown = client.post(path, {"words": WHY}).content.decode()
    assert "Zo komt de brief" in shown or "zo-komt-de-brief" in shown
    assert 'name="way"' in shown and 'name="address"' in shown
    changed = client.post(path, {"words": f"{WHY} Sorry.", "shown_for": WHY, "do": "send", "way": "paper"})
    assert changed.status_code == 200 and "Sorry." in changed.content.decode()
    refused = client.post(path, {"words": WHY, "shown_for": WHY, "do": "send", "way": "mail"})
    assert refused.status_code == 422 and WHY in refused.content.decode()
    with deciding.inside():
        assert not Dispatch.objects.exists()
        assert DefaultNotice.objects.get(pk=number).determined_on is None
    assert sent(client, path).status_code == 302
    assert sent(client, path).status_code == 302, "two clicks"
    other = client.post(
        path, {"words": "Iets anders.", "shown_for": "Iets anders.", "do": "send", "way": "paper"}
    )
    assert other.status_code == 422 and "Iets anders." in other.content.decode(), "nothing typed is lost"
    assert "Wat is vastgesteld, staat vast." in other.content.decode()
    assert sent(client, path, "handed").status_code == 422, "it left already, in another way"
    with deciding.inside():
        assert Document.objects.filter(notice_id=number).count() == 1


def test_a_letter_that_came_back_asks_the_fixed_contact_to_call(owing):
    deciding, _came, number = owing
    with deciding.inside():
        row = determine(deciding, number)
        back = actions.note_returned(
            **deciding.given, document_id=row.document_id, back_on=clock.today(), words="verhuisd"
        )
        assert back == row.pk
        assert any(item.kind == "came_back" for item in queries.waiting_for(deciding.worker))


def test_the_database_holds_that_it_is_told_once_in_its_case_and_after_it_was_determined(owing):
    deciding, _came, number = owing
    with deciding.inside():
        given = {"case_id": deciding.case_id, "way": "post", "asked_by_id": deciding.worker.id}
        for about in ({}, {"notice_id": number, "decision_id": 1}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Dispatch(**given, **about).save()
        row = determine(deciding, number)
        kept = Document.objects.get(pk=row.document_id)
        for wrong in ({"notice_id": number}, {"notice_id": 999_999}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Document(
                    case_id=deciding.case_id,
                    kind="letter",
                    file_id=kept.file_id,
                    sent_on=clock.today(),
                    way="paper",
                    made_by_id=deciding.worker.id,
                    **wrong,
                ).save()
        with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
            Dispatch.objects.filter(pk=row.pk).update(notice_id=None)
