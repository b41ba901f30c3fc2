"""What was decided goes along whole: an objection with its steps, letters with their questions."""

from __future__ import annotations

import datetime as dt

import pytest
from jsonschema import Draft202012Validator

from naast.decide import actions
from naast.decide.models import LetterQuestion
from naast.decide.objection_types import HearingDay
from naast.decide.tests.conftest import deciding
from naast.decide.tests.test_objection_steps import objected
from naast.folder.portable import document
from naast.folder.portable.parts import decided
from naast.kernel import clock
from naast.people import actions as people

from .portable import folder_in, taken

__all__ = ["deciding", "objected"]

pytestmark = pytest.mark.django_db


def test_an_objection_goes_along_with_its_steps_and_letters_with_their_questions(objected):
    standing, worker = objected.deciding.standing, objected.deciding.worker
    hearing = HearingDay(clock.today() + dt.timedelta(days=10), "office", "Kamer 2", dt.time(14))
    with objected.deciding.inside():
        people.tell_what_happens(actor=worker, case_id=objected.case_id, person_id=standing.resident.id)
        actions.confirm_objection(**objected.by(worker))
        actions.invite_to_hearing(**objected.handled, hearing=hearing, letter_way="paper")
        (first, _second) = objected.course.letters
        question = actions.say_unclear(
            actor=standing.resident, case_id=objected.case_id, document_id=first.document_id, words="Wat nu?"
        )
        actions.explain_letter(
            actor=worker, case_id=objected.case_id, question_id=question, words="Je hoort uiterlijk in juli."
        )
    package, paper = taken(standing, standing.resident)
    found = folder_in(package)
    Draft202012Validator(document.published()).validate(found)
    (case,) = found["cases"]
    (objection,) = case["decisions"][0]["objections"]
    confirmed, invited = objection["steps"]
    assert confirmed["done_on"] == clock.today().isoformat() and confirmed["by"]
    assert "Kamer 2" in invited["hearing"] and "14:00" in invited["hearing"]
    asked = [row for row in case["letters"] if row["questions"]]
    assert [row["about"] for row in asked] == ["je bezwaar is binnen"]
    (row,) = asked[0]["questions"]
    assert row["words"] == "Wat nu?" and row["answers"][0]["words"] == "Je hoort uiterlijk in juli."
    assert paper.startswith(b"%PDF")
    shown = decided.Decisions().shown(case["decisions"][0]).items
    assert any("Kamer 2" in line for line in shown) and not any(".." in line for line in shown)
    assert any("Je hoort uiterlijk in juli." in line for line in decided.Letters().shown(asked[0]).items)


def test_that_somebody_who_reads_along_did_not_understand_a_letter_does_not_go_along(objected):
    standing, worker = objected.deciding.standing, objected.deciding.worker
    with objected.deciding.inside():
        people.tell_what_happens(actor=worker, case_id=objected.case_id, person_id=standing.resident.id)
        actions.confirm_objection(**objected.by(worker))
        (letter,) = objected.course.letters
        bob = people.add_person(actor=worker, given_name="Bob", family_name="Naaste")
        row = LetterQuestion.objects.create(
            case_id=objected.case_id,
            ground="wmo",
            document_id=letter.document_id,
            person_id=bob.pk,
            part="Hoe nu verder",
            words="Dit snap ik niet.",
        )
        actions.explain_letter(
            actor=worker, case_id=objected.case_id, question_id=row.pk, words="Je hoort uiterlijk in juli."
        )
    package, _paper = taken(standing, standing.resident)
    found = folder_in(package)
    Draft202012Validator(document.published()).validate(found)
    (case,) = found["cases"]
    (asked,) = [row for row in case["letters"] if row["questions"]]
    assert [row["asked_on"] for row in asked["questions"]] == [None]
    (line,) = decided.Letters().shown(asked).items
    assert "Je hoort uiterlijk in juli." in line and "snap" not in str(found)


def test_a_package_of_before_is_still_read(objected):
    """What was made before steps and questions went along lacks them."""
    old = {"words": "Nee.", "received_on": "2026-01-02", "answer_by": "2026-03-02", "state": "ontvangen"}
    shape = decided.Decisions().shape()["properties"]["objections"]["items"]
    Draft202012Validator(shape).validate(old)
    letter = {
        "municipality": "Proefdam",
        "kind": "letter",
        "dated": "2026-01-02",
        "file": "attachments/0001-brief.pdf",
    }
    Draft202012Validator(decided.Letters().shape()).validate(letter)
    assert decided.Letters().shown(letter).items == ()
