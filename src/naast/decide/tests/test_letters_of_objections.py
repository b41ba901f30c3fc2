"""Letters about an objection leave as every letter does: queue, mail, proof, taken back, in the folder."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import translation
from tests.mailbox import files, mailbox

from naast.decide import actions, explaining, letter_queries, letters, objection_queries, queries, sending
from naast.decide.models import Dispatch, Document, ObjectionStep
from naast.decide.objection_types import APPEAL, HearingDay
from naast.kernel import clock
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.people import actions as people

from .leaving_house import ADDRESS, chose_mail, posted, printed, rosa
from .test_objection_pages import base
from .test_objection_steps import FOUND, objected
from .test_papers import assert_accessible, pages_text

__all__ = ["files", "mailbox", "objected"]


@pytest.fixture
def at_home(objected):
    """Rosa's address is known."""
    deciding = objected.deciding
    with deciding.inside():
        people.say_address(
            actor=deciding.worker, case_id=deciding.case_id, person_id=rosa(deciding), address=ADDRESS
        )
    return objected


def sending_of(kind):
    return Dispatch.objects.get(step__kind=kind)


def queued(objected, way="post"):
    """The confirmation of receipt waits to leave; the id of its sending."""
    with objected.deciding.inside():
        actions.confirm_objection(**objected.by(objected.deciding.worker), way=way)
        return sending_of("confirmed").pk


def folder(objected, path="bezwaar/"):
    client = objected.deciding.standing.client(objected.deciding.standing.resident)
    return " ".join(client.get(f"/map/{path}").content.decode().split())


def test_through_the_queue_it_gets_the_day_on_which_it_is_posted_and_starts_no_objection_term(at_home):
    deciding = at_home.deciding
    number = queued(at_home)
    letters_page = f"{at_home.case_id}/brieven/"
    assert "Op " + letters.day(clock.today(), letters.words()) + " schreven we" not in folder(at_home)
    with deciding.inside():
        assert not at_home.course.letters
        assert [line.kind for line in queries.waiting_for(deciding.worker)] == ["post"]
    with clock.shifted(1), deciding.inside():
        tomorrow = clock.today()
        printed(deciding, number)
        (document_id,) = posted(deciding, number)
        (letter,) = at_home.course.letters
        assert (letter.document_id, letter.sent_on) == (document_id, tomorrow)
        row = next(item for item in queries.letters_of(at_home.case_id) if item.id == document_id)
        assert row.decision_id is None and row.objection_ends_on is None and row.about_label
        content = queries.file_of(at_home.case_id, document_id).clear_bytes()
        read = " ".join(line.text for line in explaining.lines_of(document_id))
        assert queries.decisions_of(at_home.case_id)[0].sent_on == tomorrow - dt.timedelta(days=1)
    text = pages_text(content)
    assert_accessible(content, "We hebben je bericht gekregen")
    for said in (letters.day(tomorrow, letters.words()), "Wilma Worker is je vaste aanspreekpunt."):
        assert said in text and said in read
    assert "Voorbeeldstraat 1" in text
    with clock.shifted(1):
        shown = folder(at_home, letters_page)
        assert f"/brieven/{document_id}/" in shown and "De beslissing:" not in shown.partition("<h2")[2][:400]
        assert f"/brieven/{document_id}/" in folder(at_home)


def test_the_way_to_the_court_counts_from_the_day_on_which_the_letter_really_left(at_home):
    deciding = at_home.deciding
    with deciding.inside():
        actions.begin_revision(
            **deciding.given,
            decision_id=at_home.decision_id,
            why="objection",
            words="De huur is hoger.",
            objection_id=at_home.objection_id,
        )
        today = clock.today()
        look = today + dt.timedelta(days=90)
        deciding.propose("yes", amount=Decimal(950), from_on=today, review_on=look)
        new_id = deciding.decide(deciding.holder)
        at_home.hear()
        actions.decide_objection(**at_home.handled, verdict="founded", words=FOUND, letter_way="post")
        number = sending_of("decided").pk
        assert queries.decisions_of(at_home.case_id)[0].sent_on is None
        with pytest.raises(NotVisible):
            actions.print_letters(actor=deciding.holder, dispatch_ids=[number], leaves_on=clock.today())
    told = "We namen op "
    assert told not in folder(at_home)
    with clock.shifted(2), deciding.inside():
        day = clock.today()
        printed(deciding, number)
        (document_id,) = posted(deciding, number)
        made = queries.decisions_of(at_home.case_id)[0]
        assert (made.id, made.sent_on) == (new_id, day)
        (letter,) = at_home.course.letters
        assert letter.appeal_ends_on == APPEAL.ends(day)
        text = pages_text(queries.file_of(at_home.case_id, document_id).clear_bytes())
    assert letters.day(APPEAL.ends(day), letters.words()) in text and "950" in text
    words = letters.words()
    said = " ".join(text.split())
    assert f"Dit begint op {letters.day(today, words)}." in said
    assert f"Op {letters.day(look, words)} kijken we samen hoe het gaat." in said


def test_a_letter_that_was_taken_back_and_must_leave_stays_in_the_list(at_home):
    deciding = at_home.deciding
    number = queued(at_home)
    with deciding.inside():
        actions.take_back_letter(actor=deciding.worker, case_id=at_home.case_id, dispatch_id=number)
        (line,) = [line for line in queries.waiting_for(deciding.worker) if line.kind == "not_left"]
        assert line.url.endswith(f"/post/{number}/opnieuw/")


def test_an_invitation_is_sent_when_it_is_made_again_after_it_was_taken_back(at_home):
    deciding = at_home.deciding
    hearing = HearingDay(clock.today() + dt.timedelta(days=10), "office", "Stadskantoor", dt.time(14))
    with deciding.inside():
        first = actions.invite_to_hearing(**at_home.handled, hearing=hearing, letter_way="post")
        number = sending_of("invited").pk
        actions.take_back_letter(actor=deciding.holder, case_id=at_home.case_id, dispatch_id=number)
        assert actions.invite_to_hearing(**at_home.handled, hearing=hearing, letter_way="paper") == first
        assert [letter.kind for letter in at_home.course.letters] == ["invited"]


def test_the_answer_is_later_from_the_day_on_which_its_letter_leaves(at_home):
    deciding = at_home.deciding
    with deciding.inside():
        due = at_home.facts.answer_by
        later = due + dt.timedelta(days=7)
        given = {"because": "once", "until_on": later, "words": "We wachten op de deskundige."}
        step = actions.postpone_answer(**at_home.handled, **given, letter_way="post")
        assert at_home.facts.answer_by == due, "nothing was told yet"
        assert actions.postpone_answer(**at_home.handled, **given, letter_way="post") == step
        number = sending_of("postponed").pk
    assert letters.day(later, letters.words()) not in folder(at_home)
    too_late, in_english = (due - clock.today()).days + 1, translation.override("en")
    with clock.shifted(too_late), deciding.inside(), in_english, pytest.raises(Invalid, match="over"):
        printed(deciding, number)
    with deciding.inside():
        printed(deciding, number)
        posted(deciding, number)
        assert at_home.facts.answer_by == later
        assert actions.postpone_answer(**at_home.handled, **given, letter_way="post") == step
    assert letters.day(later, letters.words()) in folder(at_home)


def test_two_letters_to_one_resident_are_told_apart_in_the_queue(at_home):
    deciding = at_home.deciding
    hearing = HearingDay(clock.today() + dt.timedelta(days=10), "office", "Stadskantoor", dt.time(14))
    first = queued(at_home)
    with deciding.inside():
        actions.invite_to_hearing(**at_home.handled, hearing=hearing, letter_way="post")
        printed(deciding, first)
        printed(deciding, sending_of("invited").pk)
    page = " ".join(deciding.standing.client(deciding.worker).get("/post/").content.decode().split())
    of_queue = page.partition("verzonden/")[0]
    assert "je bezwaar is binnen" in of_queue and "uitnodiging" in of_queue


def test_who_handles_it_prints_it_and_nobody_else_outside_the_circle_does(at_home):
    deciding = at_home.deciding
    hearing = HearingDay(clock.today() + dt.timedelta(days=10), "office", "Stadskantoor", dt.time(14))
    with deciding.inside():
        actions.invite_to_hearing(**at_home.handled, hearing=hearing, letter_way="post")
        number = sending_of("invited").pk
        for stranger in deciding.standing.strangers:
            with pytest.raises(NotVisible):
                actions.print_letters(actor=stranger, dispatch_ids=[number], leaves_on=clock.today())
            with pytest.raises(NotVisible):
                actions.take_back_letter(actor=stranger, case_id=at_home.case_id, dispatch_id=number)
        with pytest.raises(NotVisible):
            actions.print_letters(actor=deciding.reader, dispatch_ids=[number], leaves_on=clock.today())
        actions.print_letters(actor=deciding.holder, dispatch_ids=[number], leaves_on=clock.today())
    client = deciding.standing.client(deciding.holder)
    page = client.get("/post/").content.decode()
    assert "Rosa Proefpersoon" in page and "uitnodiging" in page
    pdf = client.get(f"/casus/{at_home.case_id}/besluit/post/{number}/")
    assert "Stadskantoor" in pages_text(pdf.content)
    for stranger in deciding.standing.strangers:
        other = deciding.standing.client(stranger)
        assert "Rosa" not in other.get("/post/").content.decode()
        for path in (f"post/{number}/", f"post/{number}/opnieuw/"):
            assert other.get(f"/casus/{at_home.case_id}/besluit/{path}").status_code == 404


def test_taken_back_it_is_sent_in_another_way_with_the_same_words(at_home):
    deciding = at_home.deciding
    number = queued(at_home)
    client = deciding.standing.client(deciding.worker)
    path = f"/casus/{at_home.case_id}/besluit/post/{number}/"
    back = client.post(f"{path}terug/")
    assert back.status_code == 302 and back["Location"] == f"{path}opnieuw/"
    page = client.get(f"{path}opnieuw/").content.decode()
    assert "We hebben je bericht gekregen" in page and "Voorbeeldstraat 1" in page
    wrong = client.post(f"{path}opnieuw/", {"way": "paper", "sent_on": "2999-01-01"})
    assert wrong.status_code == 422 and 'value="2999-01-01"' in wrong.content.decode()
    today = clock.today().isoformat()
    sent = {"way": "handed", "sent_on": today, "address": ADDRESS, "address_was": ADDRESS}
    assert client.post(f"{path}opnieuw/", sent).status_code == 302
    assert client.post(f"{path}opnieuw/", sent).status_code == 302
    with deciding.inside():
        (letter,) = at_home.course.letters
        assert letter.way_label and Document.objects.filter(step__kind="confirmed").count() == 1
        with pytest.raises(Invalid):
            actions.take_back_letter(
                actor=deciding.worker,
                case_id=at_home.case_id,
                dispatch_id=Dispatch.objects.latest("id").pk,
            )


def test_a_mail_that_is_refused_comes_back_to_its_sender_who_chooses_another_way(at_home, mailbox):
    mailbox.answer = "550 no such mailbox"
    deciding = at_home.deciding
    with deciding.inside():
        chose_mail(deciding)
    number = queued(at_home, "mail")
    assert sending.send_due(deciding.standing.municipality.pk) == 0
    with deciding.inside():
        (line,) = [line for line in queries.waiting_for(deciding.worker) if line.kind == "not_left"]
        assert line.url == f"/casus/{at_home.case_id}/besluit/post/{number}/opnieuw/"
    client = deciding.standing.client(deciding.worker)
    assert line.url in client.get(base(at_home)).content.decode()
    mailbox.answer = ""
    assert client.post(line.url, {"way": "mail", "sent_on": ""}).status_code == 302
    assert sending.send_due(deciding.standing.municipality.pk) == 1
    with deciding.inside():
        (letter,) = at_home.course.letters
        assert letter.sent_on == clock.today()
        assert not [line for line in queries.waiting_for(deciding.worker) if line.kind == "not_left"]


def test_what_the_post_brings_back_asks_to_call(at_home):
    deciding = at_home.deciding
    with deciding.inside():
        actions.confirm_objection(**at_home.by(deciding.worker))
        (letter,) = at_home.course.letters
    client = deciding.standing.client(deciding.worker)
    path = f"/casus/{at_home.case_id}/besluit/brief/{letter.document_id}/terug/"
    assert client.post(path, {"back_on": clock.today().isoformat(), "words": "verhuisd"}).status_code == 302
    with deciding.inside():
        (line,) = [line for line in queries.waiting_for(deciding.worker) if line.kind == "came_back"]
        assert line.url == base(at_home)
    called = client.post(path, {"called_on": clock.today().isoformat(), "words": "Ze komt langs."})
    assert called.status_code == 302 and called["Location"] == base(at_home)
    assert "Ze komt langs." in client.get(base(at_home)).content.decode()


def test_the_letter_is_shown_first_and_nothing_of_it_is_kept(at_home):
    deciding = at_home.deciding
    client = deciding.standing.client(deciding.holder)
    with deciding.inside():
        at_home.hear()
    typed = {"verdict": "unfounded", "words": FOUND, "letter_way": "post", "do": "show"}
    page = client.post(f"{base(at_home)}beslissen/", typed)
    text = page.content.decode()
    assert page.status_code == 200 and "<article" in text and "Beroep kan tot en met" in text
    assert text.count(FOUND.split(".")[0]) >= 2, "in the letter and still in its field"
    with deciding.inside():
        assert at_home.facts.is_open and not ObjectionStep.objects.filter(kind="decided").exists()
        assert not Dispatch.objects.filter(step__isnull=False).exists()
    short = client.post(f"{base(at_home)}beslissen/", typed | {"words": " "})
    assert short.status_code == 422 and "<article" not in short.content.decode()


def test_without_an_address_the_post_is_not_offered_and_is_refused(objected):
    deciding = objected.deciding
    page = deciding.standing.client(deciding.worker).get(base(objected)).content.decode()
    assert 'value="handed"' in page and 'value="post"' not in page
    with deciding.inside(), pytest.raises(Invalid) as refused:
        actions.confirm_objection(**objected.by(deciding.worker), way="post")
    assert refused.value.field == "address"
    with deciding.inside():
        assert not ObjectionStep.objects.exists(), "no step without its letter"


def test_the_database_lets_no_letter_be_about_two_things_or_about_another_case(at_home):
    deciding = at_home.deciding
    number = queued(at_home)
    for wrong in (
        f"UPDATE decide_dispatch SET decision_id = {at_home.decision_id} WHERE id = {number}",
        f"UPDATE decide_dispatch SET step_id = NULL WHERE id = {number}",
        f"INSERT INTO decide_dispatch SELECT (jsonb_populate_record(d, '{{\"id\": 987654}}')).* "
        f"FROM decide_dispatch d WHERE d.id = {number}",
    ):
        with pytest.raises(IntegrityError), deciding.inside(), connection.cursor() as cursor:
            cursor.execute(wrong)
    with deciding.inside():
        row = Document.objects.filter(decision_id=at_home.decision_id, kind="letter").get()
        row.pk, row.decision_id, row._state.adding = None, None, True
        with pytest.raises(IntegrityError, match="decide_document_about"), transaction.atomic():
            row.save()
        other = people.take_in(
            actor=deciding.standing.colleague,
            key="another",
            newcomer=people.Newcomer("Iemand"),
            opening=people.Opening(law="awb", kind="application"),
        ).case_id
        row.case_id, row.step_id, row.way = other, sending_of("confirmed").step_id, "post"
        with pytest.raises(IntegrityError, match="same case"), transaction.atomic():
            row.save()


def test_only_who_stands_beside_or_handles_it_sends_it_again(at_home):
    deciding = at_home.deciding
    number = queued(at_home)
    given = {"case_id": at_home.case_id, "dispatch_id": number}
    with deciding.inside():
        with pytest.raises(Invalid):
            actions.send_again(actor=deciding.worker, **given, way="paper")
        actions.take_back_letter(actor=deciding.holder, **given)
        for who, refused in (
            (deciding.standing.colleague, NotVisible),
            (deciding.standing.resident, NotAllowed),
        ):
            with pytest.raises(refused):
                actions.send_again(actor=who, **given, way="paper")
        actions.send_again(actor=deciding.holder, **given, way="paper")
        assert letter_queries.dispatches_of(at_home.case_id)[0].left_on == clock.today()
        assert objection_queries.courses_of(at_home.case_id)[at_home.objection_id].letters
