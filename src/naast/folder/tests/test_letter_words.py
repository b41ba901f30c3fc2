"""A letter in words: read, heard, not understood, and explained in simpler words beside it."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess

import pytest
from django.db import DatabaseError, IntegrityError
from tests.standing import logged_in, make_resident

from naast.decide import actions, explaining, queries, voice
from naast.decide.models import Document, LetterExplanation, LetterQuestion, LetterText
from naast.kernel import clock, drafts, limits
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.models import AuditEvent
from naast.people import actions as people
from naast.people import queries as people_queries
from naast.people.reading import Part

pytestmark = pytest.mark.django_db

EXPLAINED = "Je krijgt een taxipas. Daarmee rijd je voor weinig geld met de taxi."


def page_of(house, letter_id=None, person=None):
    person = person or house.people["resident"].id
    return f"/map/{house.case_id}/van/{person}/brieven/{letter_id or house.letter_id}/lezen/"


def sound_of(house, number=1):
    return page_of(house).replace("/lezen/", f"/voorlezen/{number}/")


def asked_of(house):
    with house.inside():
        return explaining.questions_of(house.case_id).get(house.letter_id, [])


def acting(house, name, kind):
    """Somebody with a folder of their own who acts for the resident, as a task."""
    case, worker = house.case_id, house.standing.worker
    with house.inside():
        who = people.add_person(actor=worker, given_name=name)
        login = make_resident(house.standing.municipality, who.pk)
        people.add_representation(
            actor=worker,
            case_id=case,
            person_id=house.people["resident"].id,
            kind=kind,
            scope="alles",
            basis="beschikking (fictief)",
            folder_name=f"folder-{house.standing.municipality.pk}-{who.pk}",
        )
    return login


@pytest.fixture
def mentor(household):
    return acting(household, "Mena", "mentor")


@pytest.fixture
def spoken_here(monkeypatch):
    """A voice that always speaks, without the program."""
    monkeypatch.setattr(voice, "is_there", lambda language="nl": True)
    monkeypatch.setattr(voice, "sound", lambda said, language="nl": f"RIFF {said}".encode())


def test_a_letter_is_kept_in_words_when_it_leaves_and_is_read_part_by_part(household):
    with household.inside():
        lines = explaining.lines_of(household.letter_id)
    page = household.browser("resident").get(page_of(household)).content.decode()
    assert len(lines) > 10 and {line.kind for line in lines} == {"heading", "paragraph", "item"}
    assert "Een taxipas" in page and "Wie kun je bellen" in page
    with household.inside():
        look = AuditEvent.objects.filter(verb="folder.letter").get()
        assert look.actor_kind == "resident"


def test_one_click_says_that_a_letter_is_not_understood_and_twice_is_once(household):
    browser, address = household.browser("resident"), f"/map/{household.case_id}/brieven/"
    for _twice in range(2):
        assert browser.post(address, {"letter": household.letter_id}).status_code == 302
    assert browser.post(address, {"letter": "999999999"}).status_code == 404
    asked = asked_of(household)
    assert [(row.person_id, row.words, row.part, row.waits) for row in asked] == [
        (household.people["resident"].id, "", "", True)
    ]
    assert "Je zei dat je dit niet begrijpt" in browser.get(address).content.decode()


def test_which_part_and_why_travel_along_and_come_back_when_something_is_wrong(household):
    browser, address = household.browser("resident"), page_of(household)
    long = browser.post(address, {"words": "b" * 2_001})
    assert long.status_code == 422 and "b" * 2_001 in long.content.decode()
    assert browser.post(address, {"part": "Een ander kopje", "words": "Hallo"}).status_code == 422
    assert asked_of(household) == []
    said = {"part": "Wie kun je bellen", "words": "Wat is een <b>stand-in</b>? عربي 😀"}
    assert browser.post(address, said).status_code == 302
    assert [(row.part, row.words) for row in asked_of(household)] == [(said["part"], said["words"])]


def test_half_typed_words_come_back_and_go_when_they_are_sent(household):
    me, key = household.people["resident"], f"folder.unclear:{household.case_id}:{household.letter_id}"
    with household.inside():
        drafts.keep(actor=me, object_key=key, field="words", base_version=0, text="Ik begrijp het nie")
    browser = household.browser("resident")
    assert "Ik begrijp het nie" in browser.get(page_of(household)).content.decode()
    browser.post(page_of(household), {"words": "Ik begrijp het niet."})
    with household.inside():
        assert drafts.of(actor=me, object_key=key) == {}


def test_who_reads_the_letters_with_the_resident_says_it_too(household, mentor):
    browser, address = logged_in(mentor), page_of(household)
    letters = f"/map/{household.case_id}/van/{household.people['resident'].id}/brieven/"
    assert address in browser.get(letters).content.decode()
    assert browser.post(address, {"words": "Wat moet zij nu doen?"}).status_code == 302
    assert [row.person_id for row in asked_of(household)] == [mentor.id]
    # What one says about it is one's own; that it is explained, all who read the letter see.
    assert "Wat moet zij nu doen?" not in household.browser("resident").get(address).content.decode()
    own = household.browser("resident").get(f"/map/{household.case_id}/brieven/").content.decode()
    assert "Je zei dat je dit niet begrijpt" not in own
    with household.inside():
        question = asked_of(household)[0]
        actions.explain_letter(
            actor=household.standing.worker,
            case_id=household.case_id,
            question_id=question.id,
            words=EXPLAINED,
        )
    assert EXPLAINED in browser.get(address).content.decode()
    assert EXPLAINED in household.browser("resident").get(address).content.decode()


def test_who_does_not_read_the_letters_sees_hears_and_says_nothing(household, mentor):
    for who in ("partner", "relative", "neighbour", "far"):
        browser = household.browser(who)
        for address in (page_of(household), sound_of(household)):
            answer = browser.get(address)
            assert answer.status_code == 404 and "taxipas" not in answer.content.decode(), (who, address)
        assert browser.post(page_of(household), {"words": "x"}).status_code == 404
        inside = household.standing.other if who == "far" else household.standing.municipality
        with household.standing.inside(inside), pytest.raises(NotVisible):
            actions.say_unclear(
                actor=household.people[who], case_id=household.case_id, document_id=household.letter_id
            )
    own = page_of(household, person=mentor.id)
    assert logged_in(mentor).get(own).status_code == 404
    assert asked_of(household) == []


def test_who_looks_after_money_says_it_of_letters_about_money_only(household):
    money = acting(household, "Gea", "administrator")
    with household.inside(), pytest.raises(NotVisible):
        actions.say_unclear(actor=money, case_id=household.case_id, document_id=household.letter_id)
    assert logged_in(money).get(page_of(household)).status_code == 404


def test_a_letter_about_a_term_is_read_by_who_reads_all_letters_and_not_by_who_reads_those_about_money(
    household, mentor
):
    money, worker = acting(household, "Gea", "administrator"), household.standing.worker
    with household.inside():
        came = people.come_in(actor=worker, case_id=household.case_id, law="awb", kind="application")
        actions.change_term(
            actor=worker,
            case_id=household.case_id,
            intake_id=came,
            kind="papers",
            until_on=clock.today() + dt.timedelta(days=10),
            reason="We missen je huurcontract.",
        )
        letter = queries.letters_of(household.case_id)[0]
    for reader, status in ((mentor, 200), (money, 404), (household.people["resident"], 200)):
        assert logged_in(reader).get(page_of(household, letter.id)).status_code == status
    assert "huurcontract" in logged_in(mentor).get(page_of(household, letter.id)).content.decode()


def test_a_letter_of_another_case_moved_into_the_request_is_not_there(household):
    me = household.people["neighbour"]
    with household.inside():
        own = queries.letters_of(household.case_id)[0].case_id
        mine = next(case.id for case in people_queries.cases_for(me))
    assert mine != own
    address = f"/map/{mine}/van/{me.id}/brieven/{household.letter_id}/"
    for end in ("lezen/", "voorlezen/1/"):
        assert household.browser("neighbour").get(address + end).status_code == 404
    with household.inside(), pytest.raises(NotVisible):
        actions.say_unclear(actor=me, case_id=mine, document_id=household.letter_id)


def test_the_explanation_stands_beside_the_letter_which_stays_as_it_was(household):
    with household.inside():
        before = Document.objects.values("sent_on", "text", "way", "file__sha256").get(pk=household.letter_id)
        ends = queries.decisions_of(household.case_id)[0].objection_ends_on
    household.browser("resident").post(page_of(household), {})
    with household.inside():
        actions.explain_letter(
            actor=household.standing.worker,
            case_id=household.case_id,
            question_id=asked_of(household)[0].id,
            words=EXPLAINED,
        )
        after = Document.objects.values("sent_on", "text", "way", "file__sha256").get(pk=household.letter_id)
        assert before == after and ends == queries.decisions_of(household.case_id)[0].objection_ends_on
    browser = household.browser("resident")
    for address in (page_of(household), f"/map/{household.case_id}/brieven/"):
        assert EXPLAINED in browser.get(address).content.decode()
    # Who still does not understand it says so again, and that waits again.
    assert browser.post(page_of(household), {}).status_code == 302
    assert [row.waits for row in asked_of(household)] == [False, True]


def test_each_part_has_its_sound_and_the_text_beside_it(household, spoken_here):
    browser = household.browser("resident")
    page = browser.get(page_of(household)).content.decode()
    assert f'src="{sound_of(household)}"' in page and "<audio" in page and "controls" in page
    answer = browser.get(sound_of(household, 2))
    assert answer["Content-Type"] == "audio/wav" and answer.content.startswith(b"RIFF Kopje: ")
    assert answer["Cache-Control"] == "private, no-store"
    part = browser.get(sound_of(household, 2), headers={"range": "bytes=0-3"})
    assert part.status_code == 206 and part.content == b"RIFF"
    for beyond in (0, 99):
        assert browser.get(sound_of(household, beyond)).status_code == 404


@pytest.mark.skipif(not voice.is_there(), reason="espeak-ng is not installed on this machine")
def test_the_real_voice_reads_every_part_of_the_letter(household):
    browser = household.browser("resident")
    count = browser.get(page_of(household)).content.decode().count("<audio")
    assert count >= 5
    for number in range(1, count + 1):
        answer = browser.get(sound_of(household, number))
        assert answer.status_code == 200 and answer.content[:4] == b"RIFF" and len(answer.content) > 40_000


def test_without_a_voice_there_is_no_player_and_nothing_is_said_to_be_wrong(household, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(subprocess, "run", lambda *a, **k: pytest.fail("started"))
    browser = household.browser("resident")
    page = browser.get(page_of(household))
    assert page.status_code == 200 and "<audio" not in page.content.decode()
    assert "Een taxipas" in page.content.decode()
    assert browser.get(sound_of(household)).status_code == 404


def test_a_voice_that_fails_and_a_player_that_asks_too_often_are_refused_quietly(
    household, spoken_here, monkeypatch
):
    def silent(said, language="nl"):
        raise voice.NoVoice

    browser = household.browser("resident")
    monkeypatch.setattr(voice, "sound", silent)
    assert browser.get(sound_of(household)).status_code == 503
    monkeypatch.setattr(limits, "within", lambda *a, **k: False)
    assert browser.get(sound_of(household)).status_code == 429


def test_who_reads_along_hears_the_letter_and_that_is_seen(household, mentor, spoken_here):
    assert logged_in(mentor).get(sound_of(household)).status_code == 200
    with household.inside():
        assert AuditEvent.objects.filter(verb=f"folder.along.{Part.LETTERS.value}").exists()


def test_a_report_is_read_and_heard_in_the_same_way(household, spoken_here):
    with household.inside():
        report = Document.objects.get(decision_id=household.decision_id, kind=Document.REPORT)
        lines = explaining.lines_of(report.pk)
    browser, address = household.browser("resident"), page_of(household, report.pk)
    page = browser.get(address).content.decode()
    assert any(line.kind == "heading" and line.text == "Het besluit" for line in lines)
    assert "<audio" in page and "Het besluit" in page
    heard = sound_of(household).replace(f"/{household.letter_id}/", f"/{report.pk}/")
    assert heard in page and browser.get(heard).status_code == 200
    assert browser.post(address, {}).status_code == 302


def test_a_letter_of_before_its_words_were_kept_is_read_as_pdf(household, spoken_here, monkeypatch):
    monkeypatch.setattr(explaining, "lines_of", lambda document_id: ())
    page = household.browser("resident").get(page_of(household)).content.decode()
    assert f"/brieven/{household.letter_id}/" in page and "<audio" not in page and "<h3" not in page
    assert household.browser("resident").post(page_of(household), {}).status_code == 302


def test_only_who_stands_beside_the_resident_explains_and_writes_down(household):
    worker, standing = household.standing.worker, household.standing
    reader = standing.add_reader()
    given = {"case_id": household.case_id, "document_id": household.letter_id}
    with household.inside():
        noted = actions.say_unclear(actor=worker, **given, words="Belde: snapt het niet.")
        for who, refused in ((reader, NotAllowed), (standing.colleague, NotVisible)):
            with pytest.raises(refused):
                actions.say_unclear(actor=who, **given)
            with pytest.raises(refused):
                actions.explain_letter(
                    actor=who, case_id=household.case_id, question_id=noted, words=EXPLAINED
                )
        with pytest.raises((NotVisible, NotAllowed)):
            actions.explain_letter(
                actor=household.people["resident"],
                case_id=household.case_id,
                question_id=noted,
                words=EXPLAINED,
            )
    row = asked_of(household)[0]
    assert row.person_id == household.people["resident"].id and row.noted_by.id == worker.id


@pytest.mark.parametrize("words", ["", "  \n ", "x" * 5_001])
def test_an_explanation_has_words_and_not_too_many(household, words):
    given = {"actor": household.standing.worker, "case_id": household.case_id}
    with household.inside():
        number = actions.say_unclear(**given, document_id=household.letter_id)
        with pytest.raises(Invalid):
            actions.explain_letter(**given, question_id=number, words=words)
        assert asked_of(household)[0].waits


def test_the_database_refuses_other_cases_silence_and_change(household):
    standing, worker = household.standing, household.standing.worker
    with household.inside():
        number = actions.say_unclear(actor=worker, case_id=household.case_id, document_id=household.letter_id)
        person = people.add_person(actor=worker, given_name="Ander")
        other = people.open_case(actor=worker, person_id=person.pk, law="wmo", intake_kind="report").pk
    case = {"case_id": other, "ground": "wmo"}
    rows = (
        LetterQuestion(**case, document_id=household.letter_id, person_id=person.pk),
        LetterText(**case, document_id=household.letter_id, lines=[]),
        LetterExplanation(**case, question_id=number, words="x", made_by_id=worker.id),
        LetterExplanation(
            case_id=household.case_id, ground="wmo", question_id=number, words="", made_by_id=worker.id
        ),
    )
    for row in rows:
        with pytest.raises(IntegrityError), household.inside():
            row.save()
    for change in (
        lambda: LetterQuestion.objects.filter(pk=number).delete(),
        lambda: LetterQuestion.objects.filter(pk=number).update(words="x"),
        lambda: LetterText.objects.filter(document_id=household.letter_id).update(lines=[]),
    ):
        with pytest.raises(DatabaseError), household.inside():
            change()
    with standing.inside(standing.other):
        assert not LetterQuestion.objects.exists() and not LetterText.objects.exists()


def test_each_letter_says_which_question_it_is_about(household):
    page = household.browser("resident").get(f"/map/{household.case_id}/brieven/").content.decode()
    assert page.count("Over je vraag: Een taxipas.") == 2, "the letter and the report"
