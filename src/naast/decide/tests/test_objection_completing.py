"""An objection that misses something: asked in writing, time to complete it, and only then inadmissible."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from naast.decide import actions, letters, queries
from naast.decide.actions.objection_course import latest_postponed
from naast.decide.models import Dispatch, Objection, ObjectionStep
from naast.decide.queries import held_mandates
from naast.kernel import clock
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.terms import end_of_term
from naast.people import actions as people

from . import leaving_house
from .leaving_house import posted, printed, rosa
from .test_objection_steps import FOUND, Objected, in_english, objected
from .test_papers import pages_text

__all__ = ["in_english", "objected"]

ADDRESS = "/casus/{case}/besluit/bezwaar/{objection}/verloop/"


def in_days(number: int) -> dt.date:
    return clock.today() + dt.timedelta(days=number)


def ask(objected: Objected, parts=("grounds", "signature"), days: int = 14, **more) -> int:
    given = {"parts": parts, "until_on": in_days(days), "words": "Schrijf op waarom zes maanden te kort is."}
    return actions.ask_to_complete(**objected.handled, **(given | more))


def inadmissible(objected: Objected, because: str = "missing", actor=None) -> int:
    return actions.decide_objection(
        **objected.by(actor or objected.deciding.holder), verdict="inadmissible", words=FOUND, because=because
    )


def text_of(objected: Objected) -> str:
    """The words of the latest letter about the objection, on one line."""
    letter = objected.course.letters[-1]
    content = queries.file_of(objected.case_id, letter.document_id).clear_bytes()
    return " ".join(pages_text(content).split())


def in_letters(day: dt.date) -> str:
    return letters.day(day, letters.words())


def later(monkeypatch, days: int) -> None:
    day = in_days(days)
    monkeypatch.setattr(clock, "today", lambda: day)


def test_what_is_missing_is_asked_in_a_letter_and_the_term_stands_still(objected):
    with objected.deciding.inside():
        due = objected.facts.answer_by
        first = ask(objected)
        assert ask(objected) == first
        course = objected.course
        assert [step.kind for step in course.steps] == ["asked"]
        assert course.missing == ("grounds", "signature") and course.asked.source == "Awb 6:5, 6:6"
        assert objected.facts.answer_by >= due + dt.timedelta(days=14)
        (letter,) = course.letters
        text = pages_text(queries.file_of(objected.case_id, letter.document_id).clear_bytes())
    assert letter.kind == "asked" and "waarom je het er niet mee eens bent" in text
    assert "je handtekening" in text and "zes maanden te kort" in text and "je naam en je adres" not in text


def test_what_came_in_ends_the_standing_still_and_then_it_is_not_inadmissible_for_that(objected):
    with objected.deciding.inside():
        due = objected.facts.answer_by
        ask(objected)
        actions.complete_objection(
            **objected.by(objected.deciding.worker), parts=["grounds"], words="Een brief van Rosa."
        )
        assert objected.course.missing == ("signature",) and objected.facts.answer_by > due
        again = {"parts": ["signature"], "words": "Getekend aan de balie."}
        step = actions.complete_objection(**objected.handled, **again)
        assert actions.complete_objection(**objected.handled, **again) == step
        assert objected.course.missing == () and objected.course.asked is None
        assert objected.facts.answer_by == due
        objected.hear()
        with pytest.raises(Invalid, match="came in") as refused:
            inadmissible(objected)
        assert refused.value.field == "because"


def test_without_time_to_complete_it_nothing_is_inadmissible_for_what_is_missing(objected, monkeypatch):
    with objected.deciding.inside():
        objected.hear()
        for because, words in (
            ("", "which ground"),
            ("geen zin", "which ground"),
            ("too_late", "in time"),
            ("missing", "6:6"),
        ):
            with pytest.raises(Invalid, match=words) as refused:
                inadmissible(objected, because)
            assert refused.value.field == "because"
        ask(objected)
        with pytest.raises(Invalid, match="can still complete"):
            inadmissible(objected)
        later(monkeypatch, 14)
        with pytest.raises(Invalid, match="can still complete"):
            inadmissible(objected)
        later(monkeypatch, 1)
        inadmissible(objected)
        decided = objected.course.last("decided")
        assert decided.verdict == "inadmissible" and "6:6" in decided.because_label


def test_what_the_resident_sends_is_looked_at_first(objected, monkeypatch):
    with objected.deciding.inside():
        objected.hear()
        ask(objected)
        resident = objected.by(objected.deciding.standing.resident)
        sent = actions.complete_objection(**resident, words="Omdat het huis pas in mei klaar is.")
        assert actions.complete_objection(**resident, words="Omdat het huis pas in mei klaar is.") == sent
        assert objected.course.steps[-1].by is None and objected.course.missing
        later(monkeypatch, 15)
        with pytest.raises(Invalid, match="nobody looked"):
            inadmissible(objected)
        actions.complete_objection(**objected.handled, parts=["grounds"], words="Gelezen: de gronden.")
        inadmissible(objected)


def test_asked_after_the_day_of_the_answer_the_day_stays_and_has_passed(objected):
    """Awb 7:10 lid 2: a term that is over cannot stand still; what is missing is asked all the same."""
    deciding = objected.deciding
    with deciding.inside():
        due = objected.facts.answer_by
        before = latest_postponed(Objection.objects.get(pk=objected.objection_id))
    resident = deciding.standing.client(deciding.standing.resident)
    passed = "Dat ligt aan ons, niet aan jou."
    with clock.shifted((due - clock.today()).days + 1):
        with deciding.inside():
            ask(objected, parts=["grounds"])
            assert objected.facts.answer_by == due and objected.facts.is_overdue
            assert objected.course.missing == ("grounds",) and objected.course.asked.until_on == in_days(14)
            assert latest_postponed(Objection.objects.get(pk=objected.objection_id)) == before
            objected.hear()
            with pytest.raises(Invalid, match="can still complete"):
                inadmissible(objected)
        shown = resident.get("/map/bezwaar/").content.decode()
        assert passed in shown and in_letters(due) in shown
        folder = f"/map/{objected.case_id}/bezwaar/{objected.objection_id}/aanvullen/"
        assert folder in shown
        assert resident.post(folder, {"words": "Omdat het huis later klaar is."}).status_code == 302
        with deciding.inside():
            actions.complete_objection(**objected.handled, parts=["grounds"], words="De gronden.")
            assert objected.course.missing == ()
            assert objected.facts.answer_by == due and objected.facts.is_overdue
        assert passed in resident.get("/map/bezwaar/").content.decode()


def test_asked_on_the_last_day_the_term_still_stands_still(objected):
    with objected.deciding.inside():
        due = objected.facts.answer_by
        with clock.shifted((due - clock.today()).days):
            ask(objected)
            assert objected.facts.answer_by > due
            assert "staat de tijd voor ons antwoord stil" in text_of(objected)


def test_the_letter_says_that_the_time_stands_still_only_when_it_does(objected):
    with objected.deciding.inside():
        ask(objected)
        assert "Zolang we wachten, staat de tijd voor ons antwoord stil." in text_of(objected)
        with clock.shifted((objected.facts.answer_by - clock.today()).days + 1):
            assert objected.facts.is_overdue
            ask(objected, parts=["date"])
            text = text_of(objected)
    assert "stil" not in text
    assert "Heb je het gestuurd? Dan gaan we verder met je bezwaar." in text


def test_a_later_day_that_was_told_stays_when_something_was_asked_too_late_before_it(objected):
    """The letter that asked left after the day had passed, and before the letter with the agreed day: whether
    that one was written down first or last, its day is the day, and only what is asked after it moves it."""
    deciding = objected.deciding
    with deciding.inside():
        people.say_address(
            actor=deciding.worker,
            case_id=deciding.case_id,
            person_id=rosa(deciding),
            address=leaving_house.ADDRESS,
        )
        due = objected.facts.answer_by
        with clock.shifted((due - clock.today()).days + 1):
            # A Sunday: the day in the letter is the day.
            told = in_days(40 + 7 - in_days(40).isoweekday())
            actions.postpone_answer(
                **objected.handled,
                until_on=told,
                because="agreed",
                words="Zij wil wachten.",
                letter_way="post",
            )
            number = Dispatch.objects.get(step__kind="postponed").pk
            ask(objected, parts=["grounds"])
            assert objected.facts.answer_by == due
            printed(deciding, number)
            posted(deciding, number)
            assert objected.facts.answer_by == told
            actions.complete_objection(**objected.handled, parts=["grounds"], words="De gronden.")
            assert objected.facts.answer_by == told
            ask(objected, parts=["date"], days=7)
            assert objected.facts.answer_by == end_of_term(told + dt.timedelta(days=7))


def test_other_grounds_need_no_time_to_complete(objected):
    with objected.deciding.inside():
        objected.hear()
        inadmissible(objected, "other")
        assert objected.course.last("decided").because_label


def test_what_cannot_be_is_refused_at_its_field(objected):
    deciding = objected.deciding
    with deciding.inside():
        with pytest.raises(Invalid, match="Nothing was asked"):
            actions.complete_objection(**objected.handled, words="Een brief.")
        for more, field in (
            ({"parts": []}, "parts"),
            ({"parts": ["onzin"]}, "parts"),
            ({"until_on": None}, "until_on"),
            ({"until_on": clock.today()}, "until_on"),
            ({"until_on": in_days(9_000)}, "until_on"),
            ({"words": "x" * 10_001}, "words"),
            ({"letter_way": "duif"}, "letter_way"),
        ):
            with pytest.raises(Invalid) as refused:
                ask(objected, **more)
            assert refused.value.field == field
        ask(objected)
        for more, field in (
            ({"words": " "}, "words"),
            ({"words": "Een brief.", "parts": ["date"]}, "parts"),
            ({"words": "Een brief.", "came_on": in_days(1)}, "came_on"),
            ({"words": "Een brief.", "came_on": in_days(-1)}, "came_on"),
        ):
            with pytest.raises(Invalid) as refused:
                actions.complete_objection(**objected.handled, **more)
            assert refused.value.field == field
        with pytest.raises(NotAllowed):
            actions.ask_to_complete(**objected.by(deciding.worker), parts=["grounds"], until_on=in_days(14))
        for stranger in deciding.standing.strangers:
            with pytest.raises(NotVisible):
                actions.ask_to_complete(**objected.by(stranger), parts=["grounds"], until_on=in_days(14))
            with pytest.raises(NotVisible):
                actions.complete_objection(**objected.by(stranger), words="Een brief.")


def test_the_database_holds_the_time_to_complete(objected):
    deciding = objected.deciding
    with deciding.inside():
        objected.hear()
        mandate = next(item for item in held_mandates() if item.staff_id == deciding.holder.id)
        given = {"case_id": objected.case_id, "objection_id": objected.objection_id}
        end = {"kind": "decided", "verdict": "inadmissible", "words": FOUND, "mandate_id": mandate.id}

        def refused(name: str, **columns) -> None:
            with pytest.raises(IntegrityError) as held, transaction.atomic():
                ObjectionStep(**(given | {"made_by_id": deciding.holder.id} | columns)).save()
            assert held.value.__cause__.diag.constraint_name == f"decide_objectionstep_{name}"

        refused("completed_first", **end, because="missing")
        refused("inadmissible_ground", **end, because="")
        refused("inadmissible_ground", **end, because="too_late")
        asked = {"kind": "asked", "parts": ["grounds"], "until_on": in_days(14)}
        refused("asked_first", kind="completed", words="Een brief.")
        refused("by_handler", **asked, made_by_id=deciding.worker.id)
        refused("time_to_complete", **(asked | {"until_on": clock.today()}))
        refused("asks_what", **(asked | {"parts": []}))
        refused("parts", kind="heard", words="x", way="phone", parts=["grounds"])
        ask(objected)
        refused("completed_first", **end, because="missing")


def test_on_the_page_and_in_the_folder(objected):
    deciding = objected.deciding
    base = ADDRESS.format(case=objected.case_id, objection=objected.objection_id)
    client = deciding.standing.client(deciding.holder)
    page = client.get(base).content.decode()
    assert 'id="aanvullen"' in page and 'id="aangevuld"' not in page
    refused = client.post(f"{base}aanvullen/", {"words": "Schrijf het <b>op</b>.", "letter_way": "paper"})
    assert refused.status_code == 422 and "&lt;b&gt;op" in refused.content.decode()
    assert set(refused.context["sent"].errors) == {"parts", "until_on"}
    sent = {"parts": ["grounds"], "until_on": in_days(14).isoformat(), "words": "", "letter_way": "handed"}
    for _click in range(2):
        assert client.post(f"{base}aanvullen/", sent).status_code == 302
    resident = deciding.standing.client(deciding.standing.resident)
    folder = f"/map/{objected.case_id}/bezwaar/{objected.objection_id}/aanvullen/"
    assert folder in resident.get("/map/bezwaar/").content.decode()
    assert resident.get(folder).status_code == 200
    assert resident.post(folder, {"words": " "}).status_code == 422
    assert resident.post(folder, {"words": "Omdat het huis <i>later</i> klaar is."}).status_code == 302
    assert "Omdat het huis &lt;i&gt;later" in resident.get("/map/bezwaar/").content.decode()
    for stranger in deciding.standing.strangers:
        assert deciding.standing.client(stranger).get(folder).status_code in (302, 403, 404)
    came = {"parts": ["grounds"], "words": "De gronden.", "came_on": clock.today().isoformat()}
    assert client.post(f"{base}aangevuld/", came | {"came_on": "2999-01-01"}).status_code == 422
    assert client.post(f"{base}aangevuld/", came).status_code == 302
    with deciding.inside():
        assert objected.course.missing == ()
        assert [step.kind for step in objected.course.steps] == ["asked", "completed", "completed"]


def test_a_handler_without_a_mandate_keeps_the_words_of_the_verdict(objected):
    deciding = objected.deciding
    with deciding.inside():
        actions.hand_objection(
            **deciding.given, objection_id=objected.objection_id, staff_id=deciding.lawyer.id
        )
        actions.note_hearing(**objected.by(deciding.lawyer), words="De huur is 950 euro.", way="office")
    base = ADDRESS.format(case=objected.case_id, objection=objected.objection_id)
    client = deciding.standing.client(deciding.lawyer)
    sent = {"verdict": "unfounded", "words": FOUND, "letter_way": "beside"}
    refused = client.post(f"{base}beslissen/", sent)
    assert refused.status_code == 422 and FOUND in refused.content.decode()
    assert "mandaat" in refused.content.decode()
    with deciding.inside():
        assert objected.facts.is_open
