"""A letter leaves by post or with a message by mail: on the day that stands in it, once, with its proof."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from tests.at_once import sent_at_once
from tests.mailbox import files

from naast.decide import actions, letter_queries, queries
from naast.decide.models import Dispatch, Document
from naast.kernel import actors, clock
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.models import Municipality
from naast.kernel.terms import OBJECTION
from naast.people import actions as people
from naast.people.talking import TalkingSaid

from .leaving_house import decided, posted, printed, queue, rosa, state
from .test_papers import pages_text

__all__ = ["decided", "files"]


def test_a_letter_that_leaves_a_day_later_has_that_day_and_its_term_in_it(decided):
    with decided.inside():
        number = queue(decided, parts={"why": "Omdat jullie bij elkaar horen."})
        printed(decided, number)
    with clock.shifted(1), decided.inside():
        tomorrow = clock.today()
        with pytest.raises(Invalid, match="Rosa Proefpersoon") as refused:
            posted(decided, number)
        assert refused.value.field == "day"
        printed(decided, number, tomorrow)
        (document_id,) = posted(decided, number)
        content = queries.file_of(decided.case_id, document_id).clear_bytes()
        letter = next(row for row in queries.letters_of(decided.case_id) if row.id == document_id)
    assert letter.sent_on == tomorrow and letter.objection_ends_on == OBJECTION.ends(tomorrow)
    text = pages_text(content)
    assert f"De brief is verstuurd op {tomorrow.day} " in text and "Omdat jullie bij elkaar horen." in text
    ends = OBJECTION.ends(tomorrow)
    assert f"tot en met {ends.day} " in text and "Voorbeeldstraat 1" in text


def test_until_it_is_posted_the_resident_sees_no_letter_and_no_term_runs(decided):
    with decided.inside():
        printed(decided, queue(decided))
        assert [row.kind for row in queries.letters_of(decided.case_id)] == ["report"]
        assert queries.decisions_of(decided.case_id)[0].objection_ends_on is None
    page = decided.standing.client(decided.standing.resident).get(
        reverse("folder:letters", args=[decided.case_id])
    )
    assert page.status_code == 200 and "/brieven/" not in page.content.decode().partition("<main")[2]


def test_what_is_kept_is_what_was_printed_also_when_the_contact_changed_meanwhile(decided):
    with decided.inside():
        number = queue(decided)
        printed(decided, number)
        row = Dispatch.objects.get(pk=number)
        Municipality.objects.filter(pk=decided.standing.municipality.pk).update(phone="14 0999")
        (document_id,) = posted(decided, number)
        kept = Document.objects.get(pk=document_id)
        assert kept.file_id == row.printed_id
        assert "14 0123" in pages_text(kept.file.clear_bytes())
        assert any("14 0123" in words for _kind, words in kept.plain.lines)


def test_a_letter_is_queued_printed_and_posted_once_however_often_it_is_clicked(decided):
    with decided.inside():
        number = queue(decided)
        assert queue(decided) == number
        with pytest.raises(Invalid):
            actions.send_letter(**decided.given, decision_id=decided.decision_id)
        printed(decided, number)
        first = posted(decided, number)
        assert posted(decided, number) == first and queue(decided) == number
        assert Document.objects.filter(kind="letter").count() == 1
        with pytest.raises(NotVisible):
            printed(decided, number)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_make_one_sending(decided):
    assert sent_at_once(decided.inside, lambda: queue(decided)) == []
    with decided.inside():
        assert Dispatch.objects.count() == 1


@pytest.mark.parametrize("days", [-1, 15])
def test_the_day_on_the_print_is_today_or_soon(decided, days):
    with decided.inside():
        number = queue(decided)
        with pytest.raises(Invalid) as refused:
            printed(decided, number, clock.today() + dt.timedelta(days=days))
        assert refused.value.field == "day"


def test_nothing_is_posted_tomorrow_or_without_a_print_and_nothing_chosen_is_said(decided):
    with decided.inside():
        number = queue(decided)
        with pytest.raises(Invalid, match="Rosa"):
            posted(decided, number)
        printed(decided, number, clock.today() + dt.timedelta(days=1))
        with pytest.raises(Invalid):
            posted(decided, number, clock.today() + dt.timedelta(days=1))
        for act in (actions.print_letters, actions.post_letters):
            day = {"leaves_on" if act is actions.print_letters else "posted_on": clock.today()}
            with pytest.raises(Invalid) as refused:
                act(actor=decided.worker, dispatch_ids=[], **day)
            assert refused.value.field == "letters"


def test_without_an_address_nothing_goes_by_post(decided):
    with decided.inside():
        people.say_address(actor=decided.worker, case_id=decided.case_id, person_id=rosa(decided), address="")
        with pytest.raises(Invalid) as refused:
            queue(decided)
    assert refused.value.field == "address"


def test_without_any_phone_number_nothing_leaves_and_it_is_said_where_to_fill_it_in(decided):
    with decided.inside():
        number = queue(decided)
        Municipality.objects.filter(pk=decided.standing.municipality.pk).update(phone="")
        with pytest.raises(Invalid, match="Wilma Worker"):
            printed(decided, number)
        actions.take_back_letter(**decided.given, dispatch_id=number)
        for act in (
            lambda: queue(decided),
            lambda: actions.send_letter(**decided.given, decision_id=decided.decision_id),
        ):
            with pytest.raises(Invalid, match="Wilma Worker"):
                act()
        administrator = decided.standing.add_staff("Ada Admin", actors.ADMINISTRATOR)
        people.say_staff_phone(actor=administrator, staff_id=decided.worker.id, phone="010 123 45 67")
        document_id = actions.send_letter(**decided.given, decision_id=decided.decision_id)
        content = queries.file_of(decided.case_id, document_id).clear_bytes()
    assert "Het telefoonnummer is 010 123 45 67." in pages_text(content)


def test_the_short_way_decides_also_when_the_letter_cannot_leave_yet(deciding):
    with deciding.inside():
        Municipality.objects.filter(pk=deciding.standing.municipality.pk).update(phone="")
        deciding.mandate(deciding.worker, "routine", 500)
    typed = {"decided_before": "0", "request": "Een bed.", "reason": "Nodig.", "outcome": "yes"}
    with deciding.inside():
        typed["title_row"] = deciding.title()
    client = deciding.standing.client(deciding.worker)
    page = client.post(f"/casus/{deciding.case_id}/kort/", typed, follow=True)
    assert page.status_code == 200 and "Open hem om te zien wat er mist" in page.content.decode()
    with deciding.inside():
        (decision,) = queries.decisions_of(deciding.case_id)
        assert decision.sent_on is None
        assert [line.kind for line in queries.waiting_for(deciding.worker)] == ["send"]
    letter = client.get(f"/casus/{deciding.case_id}/besluit/{decision.id}/brief/").content.decode()
    assert "Er staat nog geen telefoonnummer in deze brief" in letter


def test_who_asked_for_large_print_gets_it(decided):
    with decided.inside():
        people.say_talking(
            actor=decided.worker,
            person_id=rosa(decided),
            said=TalkingSaid(large_print=True),
            base_version=0,
            case_id=decided.case_id,
        )
        number = queue(decided)
        printed(decided, number)
        assert Dispatch.objects.get(pk=number).letter["large"] is True


def test_a_letter_is_taken_back_until_it_left_and_its_words_stand_ready(decided):
    with decided.inside():
        number = queue(decided, parts={"why": "Zo."})
        actions.take_back_letter(**decided.given, dispatch_id=number)
        assert state(decided, number) == "taken_back"
        rows = letter_queries.dispatches_of(decided.case_id)
        assert letter_queries.typed_before(rows, decided.decision_id) == {"why": "Zo."}
        again = queue(decided)
        printed(decided, again)
        posted(decided, again)
        with pytest.raises(Invalid):
            actions.take_back_letter(**decided.given, dispatch_id=again)


def test_others_see_and_touch_nothing_of_the_queue(decided):
    reader = decided.standing.add_reader(actors.PROFESSIONAL)
    with decided.inside():
        number = queue(decided)
        assert [row.id for row in letter_queries.queue(decided.worker)] == [number]
        for other in (*decided.standing.strangers, reader):
            assert letter_queries.queue(other) == []
            with pytest.raises(NotVisible):
                actions.print_letters(actor=other, dispatch_ids=[number], leaves_on=clock.today())
            with pytest.raises(NotVisible):
                actions.post_letters(actor=other, dispatch_ids=[number], posted_on=clock.today())
        with pytest.raises(NotVisible):
            actions.queue_letter(
                actor=decided.standing.colleague,
                case_id=decided.case_id,
                decision_id=decided.decision_id,
                way="post",
            )
        with pytest.raises(NotAllowed):
            actions.take_back_letter(actor=reader, case_id=decided.case_id, dispatch_id=number)


def test_the_database_refuses_another_day_another_letter_and_a_second_thought(decided):
    with decided.inside():
        number = queue(decided)
        printed(decided, number)
        row = Dispatch.objects.get(pk=number)
        yesterday = clock.today() - dt.timedelta(days=1)
        letter = Document(
            case_id=row.case_id,
            decision_id=row.decision_id,
            kind="letter",
            file=row.printed,
            sent_on=clock.today(),
            way="paper",
            made_by_id=decided.worker.id,
        )
        with pytest.raises(DatabaseError, match="another way"), transaction.atomic():
            letter.save()
        letter.way = "post"
        letter.save()
        given = {"state": "left", "document": letter, "left_by_id": decided.worker.id}
        for wrong in (
            {"left_on": yesterday},
            {"left_on": yesterday, "printed_for": yesterday},
            {"left_on": clock.today(), "printed": None},
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                Dispatch.objects.filter(pk=number).update(**given, **wrong)
        Dispatch.objects.filter(pk=number).update(**given, left_on=clock.today())
        for change in (
            {"state": "waiting", "left_on": None, "document": None},
            {"parts": {"why": "Anders."}},
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                Dispatch.objects.filter(pk=number).update(**change)


def test_who_takes_over_as_the_contact_is_told_of_the_letter_that_waits_for_the_post(decided):
    after = decided.standing.add_staff("Nel Na", actors.PROFESSIONAL)
    with decided.inside():
        queue(decided)
        people.let_in(
            **decided.given, staff_id=after.id, role=actors.PROFESSIONAL, purpose="neemt het over (fictief)"
        )
        assert [row for row in queries.waiting_for(after) if row.kind == "post"] == []
        people.set_fixed_contact(**decided.given, staff_id=after.id)
        (line,) = [row for row in queries.waiting_for(after) if row.kind == "post"]
    assert line.case_id == decided.case_id and line.url == reverse("decide:post")


def test_a_letter_that_came_back_asks_the_contact_to_call(decided):
    with decided.inside():
        document_id = actions.send_letter(**decided.given, decision_id=decided.decision_id)
        given = {**decided.given, "document_id": document_id}
        for day in (clock.today() - dt.timedelta(days=1), clock.today() + dt.timedelta(days=1)):
            with pytest.raises(Invalid) as refused:
                actions.note_returned(**given, back_on=day)
            assert refused.value.field == "back_on"
        number = actions.note_returned(**given, back_on=clock.today(), words="onbekend op dit adres")
        assert actions.note_returned(**given, back_on=clock.today()) == number
        (line,) = [row for row in queries.waiting_for(decided.worker) if row.kind == "came_back"]
        assert line.case_id == decided.case_id
        call = {**decided.given, "dispatch_id": number, "called_on": clock.today()}
        with pytest.raises(Invalid) as refused:
            actions.note_called(**call, words=" ")
        assert refused.value.field == "words"
        actions.note_called(**call, words="Rosa haalt de brief op.")
        actions.note_called(**call, words="Nog eens.")
        (row,) = letter_queries.dispatches_of(decided.case_id)
        assert row.called_words == "Rosa haalt de brief op." and row.back_words == "onbekend op dit adres"
        assert not [row for row in queries.waiting_for(decided.worker) if row.kind == "came_back"]
        assert queries.letters_of(decided.case_id)[0].sent_on == clock.today()


def test_what_was_handed_over_does_not_come_back_and_nothing_is_called_about_what_did_not(decided):
    with decided.inside():
        document_id = actions.send_letter(**decided.given, decision_id=decided.decision_id, way="handed")
        with pytest.raises(Invalid):
            actions.note_returned(**decided.given, document_id=document_id, back_on=clock.today())
        (row,) = letter_queries.dispatches_of(decided.case_id)
        with pytest.raises(Invalid):
            actions.note_called(**decided.given, dispatch_id=row.id, called_on=clock.today(), words="x")
