"""How a letter reads, on its page and without script; and explaining one at the desk."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from naast.decide import actions, explaining, queries
from naast.decide.actions.proposing import draft_key
from naast.decide.models import Document
from naast.decide.views import letter_language
from naast.engines.language import Checked
from naast.kernel import actors, clock, drafts, erasure, limits
from naast.kernel.models import AuditEvent
from naast.kernel.tests.conftest import superuser  # noqa: F401 - the fixture
from naast.people import actions as people

pytestmark = pytest.mark.django_db

TYPED = {
    "decision": "Derhalve betalen wij dit.\r\nDerhalve is het goed.",
    "why": "Indien u niet komt, stopt uw uitkering.",
    "next": "Wij bellen je.",
    "way": "handed",
}


@pytest.fixture
def decided(deciding):
    with deciding.inside():
        deciding.ready()
        deciding.propose()
        return deciding, deciding.decide(deciding.worker)


@pytest.fixture
def page(decided):
    deciding, decision_id = decided
    browser = deciding.standing.client(deciding.worker)
    address = f"/casus/{deciding.case_id}/besluit/{decision_id}/brief/taal/"

    def ask(how=None, headers=None, **more):
        if how == "get":
            return browser.get(address)
        return browser.post(address, TYPED | more, headers=headers or {})

    ask.address, ask.browser = address, browser
    ask.letter = f"/casus/{deciding.case_id}/besluit/{decision_id}/brief/"
    ask.key = draft_key(deciding.case_id, f"letter:{decision_id}")
    return ask


def text_of(answer):
    return answer.content.decode()


def test_the_letter_has_the_remarks_beside_it_and_its_buttons_work_without_script(page):
    letter = text_of(page.browser.get(page.letter))
    assert f'hx-post="{page.address}"' in letter and f'formaction="{page.address}"' in letter
    looked = page(look="1")
    shown = text_of(looked)
    assert looked.status_code == 200 and "Derhalve betalen wij dit." in shown
    for said in ('value="decision:0:jargon:Derhalve"', 'value="decision:1:jargon:Derhalve"', "threat:Indien"):
        assert said in shown, said
    assert "<main" in shown and "B1" not in shown


def test_a_script_gets_the_remarks_alone(page):
    part = text_of(page(headers={"HX-Request": "true"}))
    assert "<main" not in part and "<textarea" not in part and "decision:0:jargon:Derhalve" in part


def test_one_click_puts_the_easier_word_in_and_loses_nothing(page):
    shown = text_of(page(put_in="decision:1:jargon:Derhalve"))
    assert "Derhalve betalen wij dit.\nDaarom is het goed." in shown
    assert TYPED["why"] in shown and 'name="way" value="handed"' in shown
    assert 'name="undo" value="decision"' in shown
    back = text_of(page(decision="Daarom.", undo="decision", before=TYPED["decision"]))
    assert "Derhalve betalen wij dit.\nDerhalve is het goed." in back and "Daarom." not in back
    gone = page(put_in="decision:7:jargon:Derhalve", headers={"accept-language": "en"})
    assert gone.status_code == 200 and "Derhalve is het goed." in text_of(gone)


def test_a_remark_that_is_left_stays_away_until_the_letter_leaves(page, decided):
    deciding, _decision = decided
    left = text_of(page(leave="jargon:Derhalve"))
    assert "jargon:Derhalve" not in left and "threat:Indien" in left
    assert "jargon:Derhalve" not in text_of(page(look="1"))
    with deciding.inside():
        kept = drafts.of(actor=deciding.worker, object_key=page.key)[letter_language.LEFT].text
        assert kept == "jargon:Derhalve"
        drafts.drop(actor=deciding.worker, object_key=page.key)
    assert "jargon:Derhalve" in text_of(page(look="1"))


def test_back_to_the_letter_takes_what_was_typed_along(page):
    answer = page(back="1")
    assert answer.status_code == 302 and answer["Location"] == page.letter
    letter = text_of(page.browser.get(page.letter))
    assert "Derhalve betalen wij dit.\nDerhalve is het goed." in letter
    assert "Derhalve betalen" in text_of(page("get"))


def test_the_day_of_today_does_not_wait_to_be_the_day_of_sending_tomorrow(page, decided):
    deciding, _decision = decided
    chosen = clock.today() - dt.timedelta(days=1)
    for day, kept in ((chosen, chosen.isoformat()), (clock.today(), "")):
        page(back="1", sent_on=day.isoformat())
        with deciding.inside():
            assert drafts.of(actor=deciding.worker, object_key=page.key)["sent_on"].text == kept
    assert page.browser.get(page.letter).status_code == 200


def test_signs_that_no_text_holds_are_not_kept_of_a_remark_that_is_left(page):
    assert page(leave="jargon:Derhalve\x00").status_code == 200
    assert "jargon:Derhalve" not in text_of(page(look="1"))


def test_looking_keeps_nothing_and_sends_nothing(page, decided):
    deciding, decision_id = decided
    page(look="1"), page(put_in="decision:0:jargon:Derhalve")
    with deciding.inside():
        assert drafts.of(actor=deciding.worker, object_key=page.key) == {}
        assert not Document.objects.filter(decision_id=decision_id, kind=Document.LETTER).exists()
        assert AuditEvent.objects.filter(verb="decide.letter").exists()


def test_spelling_is_looked_for_when_it_is_asked(page, monkeypatch):
    asked = []
    monkeypatch.setattr("naast.engines.language.grammar.load_grammar", lambda: asked.append(1) or _none)
    assert page(look="1").status_code == 200 and asked == []
    assert page(spelling="1").status_code == 200 and asked == [1]


def _none(text):
    return Checked((), ((0, len(text)),))


def test_who_asks_too_often_waits_and_keeps_what_was_typed(page, monkeypatch):
    monkeypatch.setattr(limits, "within", lambda *a, **k: False)
    shown = text_of(page(look="1", put_in="decision:0:jargon:Derhalve"))
    assert "Derhalve betalen wij dit." in shown and "jargon:Derhalve" not in shown


def test_a_text_too_long_for_a_letter_is_looked_at_and_said_to_be_too_long(page):
    shown = text_of(page(why="Derhalve. " * 700, headers={"accept-language": "en"}))
    assert "why:0:jargon:Derhalve" in shown and "Derhalve. Derhalve." in shown
    too_much = page(why="x " * 40_000)
    assert too_much.status_code == 200 and "x x x" in text_of(too_much)


def test_nobody_else_reads_a_letter_before_it_leaves(page, decided):
    deciding, _decision = decided
    reader = deciding.standing.add_reader()
    page(look="1")
    # What somebody typed themselves comes back to them, also where it could not be kept.
    of_their_own = {"decision": "Dit typte ik zelf.", "why": "", "next": "", "way": "handed", "look": "1"}
    for stranger in (*deciding.standing.strangers, deciding.standing.resident, reader):
        browser = deciding.standing.client(stranger)
        for answer in (browser.get(page.address), browser.post(page.address, of_their_own)):
            assert answer.status_code in {403, 404}, stranger.name
            assert "Derhalve" not in text_of(answer) and "Ons besluit" not in text_of(answer)


def test_a_letter_that_left_is_not_looked_at_any_more(page, decided):
    deciding, decision_id = decided
    with deciding.inside():
        actions.send_letter(**deciding.given, decision_id=decision_id)
    assert page(look="1")["Location"] == f"/casus/{deciding.case_id}/besluit/"


@pytest.fixture
def sent(decided):
    deciding, decision_id = decided
    with deciding.inside():
        letter = actions.send_letter(**deciding.given, decision_id=decision_id)
    return deciding, letter, f"/casus/{deciding.case_id}/besluit/brief/{letter}/uitleg/"


def test_the_writer_and_the_fixed_contact_are_told_to_call_until_it_is_explained(sent):
    deciding, letter, address = sent
    with deciding.inside():
        number = actions.say_unclear(
            actor=deciding.standing.resident, case_id=deciding.case_id, document_id=letter
        )
        lines = [row for row in queries.waiting_for(deciding.worker) if row.kind == explaining.EXPLAIN]
        assert [(row.url, row.due_on) for row in lines] == [(address, None)]
        assert queries.waiting_for(deciding.standing.colleague) == []
        actions.explain_letter(**deciding.given, question_id=number, words="Je krijgt een huis.")
        left = [row for row in queries.waiting_for(deciding.worker) if row.kind == explaining.EXPLAIN]
        assert left == []


def test_a_colleague_who_came_into_the_circle_is_not_the_one_who_is_told(sent):
    deciding, letter, _address = sent
    other = deciding.standing.add_staff("Ans Anders", actors.PROFESSIONAL)
    with deciding.inside():
        people.let_in(
            actor=deciding.worker,
            case_id=deciding.case_id,
            staff_id=other.id,
            role=actors.PROFESSIONAL,
            purpose="helpt mee",
        )
        actions.say_unclear(**deciding.given, document_id=letter)
        assert [row for row in queries.waiting_for(other) if row.kind == explaining.EXPLAIN] == []


def test_what_came_by_phone_is_written_down_and_explained_on_one_page(sent):
    deciding, letter, address = sent
    browser = deciding.standing.client(deciding.worker)
    assert browser.get(address).status_code == 200
    said = {"part": "Wie kun je bellen", "words": "Belde: wat is een <i>bezwaar</i>?"}
    for _twice in range(2):
        assert browser.post(address, said).status_code == 302
    with deciding.inside():
        (question,) = explaining.questions_of(deciding.case_id)[letter]
    shown = text_of(browser.get(address))
    assert "wat is een &lt;i&gt;bezwaar&lt;/i&gt;?" in shown
    empty = browser.post(address, {"question": question.id, "words": "  "})
    assert empty.status_code == 422 and f'id="id_{question.id}_words_error"' in text_of(empty)
    long = browser.post(address, {"question": question.id, "words": "y" * 5_001})
    assert long.status_code == 422 and "y" * 5_001 in text_of(long)
    for _twice in range(2):
        done = browser.post(address, {"question": question.id, "words": "Je kunt nee zeggen."})
        assert done.status_code == 302
    with deciding.inside():
        (question,) = explaining.questions_of(deciding.case_id)[letter]
        assert [one.words for one in question.explanations] == ["Je kunt nee zeggen."]
    assert browser.post(address, {"part": "Bestaat niet"}).status_code == 422


def test_more_questions_ask_no_more_of_the_database(sent):
    deciding, letter, address = sent
    browser = deciding.standing.client(deciding.worker)
    counted = []
    for words in ("een", "twee", "drie"):
        with deciding.inside():
            number = actions.say_unclear(**deciding.given, document_id=letter, words=words)
            key = draft_key(deciding.case_id, f"explain:{number}")
            drafts.keep(
                actor=deciding.worker, object_key=key, field="words", base_version=0, text=f"Antwoord {words}"
            )
        browser.get(address)
        with CaptureQueriesContext(connection) as queried:
            page = text_of(browser.get(address))
        assert f"Antwoord {words}" in page
        counted.append(len(queried))
    assert counted[1] == counted[2]


def test_who_only_reads_along_sees_it_and_writes_nothing_and_strangers_see_nothing(sent):
    deciding, letter, address = sent
    with deciding.inside():
        number = actions.say_unclear(**deciding.given, document_id=letter, words="Snapt Wmo niet.")
    reader = deciding.standing.client(deciding.standing.add_reader())
    assert "Snapt Wmo niet." in text_of(reader.get(address)) and "<textarea" not in text_of(
        reader.get(address)
    )
    for sent_along in ({"words": "x"}, {"question": number, "words": "x"}):
        assert reader.post(address, sent_along).status_code == 403
    for stranger in (*deciding.standing.strangers, deciding.standing.resident):
        answer = deciding.standing.client(stranger).get(address)
        assert answer.status_code == 404 and "Snapt" not in text_of(answer)
    other = address.replace(f"/{letter}/", "/999999999/")
    assert deciding.standing.client(deciding.worker).get(other).status_code == 404
    moved = deciding.standing.client(deciding.worker).post(address, {"question": 10**9, "words": "x"})
    assert moved.status_code == 404


@pytest.mark.django_db(transaction=True, databases=["default", "eraser"])
def test_erasing_a_person_takes_words_questions_and_explanations_along(sent, superuser):  # noqa: F811
    deciding, letter, _address = sent
    with deciding.inside():
        number = actions.say_unclear(**deciding.given, document_id=letter, words="Snapt het niet.")
        actions.explain_letter(**deciding.given, question_id=number, words="Je krijgt een huis.")
    done = erasure.erase_person(
        municipality_id=deciding.standing.municipality.pk,
        person_id=deciding.standing.resident.id,
        reason=erasure.REQUEST,
    )
    assert done
    with superuser() as raw:
        for table in ("decide_lettertext", "decide_letterquestion", "decide_letterexplanation"):
            assert raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0, table
