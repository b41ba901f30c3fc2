"""An objection from receipt to its end: who does what, by when, and what the database refuses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from naast.decide import actions, explaining, objection_queries, queries
from naast.decide.models import Objection, ObjectionStep
from naast.decide.objection_types import HearingDay
from naast.kernel import clock
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.models import AuditEvent, Municipality
from naast.kernel.terms import OBJECTION, add_weeks

from .conftest import Deciding
from .test_papers import pages_text

FOUND = "De huur is hoger dan wij dachten. Dat vertelde je op de zitting, en dat klopt."


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """The refusals are looked for in the words of the code."""
    with translation.override("en"):
        yield


@dataclass
class Objected:
    deciding: Deciding
    decision_id: int
    objection_id: int

    @property
    def case_id(self) -> int:
        return self.deciding.case_id

    def by(self, actor: Actor) -> dict[str, Any]:
        return {"actor": actor, "case_id": self.case_id, "objection_id": self.objection_id}

    @property
    def handled(self) -> dict[str, Any]:
        return self.by(self.deciding.holder)

    @property
    def facts(self) -> Any:
        return next(item for item in queries.objections_of(self.case_id) if item.id == self.objection_id)

    @property
    def course(self) -> Any:
        return objection_queries.courses_of(self.case_id)[self.objection_id]

    def hear(self) -> None:
        actions.note_hearing(**self.handled, words="De huur is 950 euro.", way="office")


@pytest.fixture
def objected(deciding: Deciding) -> Objected:
    """The worker decided "partly", the letter left, Rosa objects, and the mandate holder handles it."""
    Municipality.objects.filter(pk=deciding.standing.municipality.pk).update(phone="14 000")
    with deciding.inside():
        deciding.ready()
        deciding.propose("partly", amount=Decimal(900))
        deciding.hear()
        deciding.read(deciding.reader)
        decision_id = deciding.decide(deciding.worker)
        actions.send_letter(**deciding.given, decision_id=decision_id)
        objection_id = actions.object(
            actor=deciding.standing.resident,
            case_id=deciding.case_id,
            decision_id=decision_id,
            words="Zes maanden is te kort.",
        )
        actions.hand_objection(**deciding.given, objection_id=objection_id, staff_id=deciding.holder.id)
    return Objected(deciding, decision_id, objection_id)


def test_from_receipt_to_a_decision_with_the_way_to_the_court(objected):
    deciding = objected.deciding
    with deciding.inside():
        actions.confirm_objection(**objected.by(deciding.worker))
        hearing = clock.today() + dt.timedelta(days=10)
        day = HearingDay(hearing, "office", "Stadskantoor", dt.time(14))
        first = actions.invite_to_hearing(**objected.handled, hearing=day)
        assert actions.invite_to_hearing(**objected.handled, hearing=day) == first
        objected.hear()
        actions.decide_objection(**objected.handled, verdict="unfounded", words=FOUND)
        assert objected.facts.state == "decided" and not objected.facts.is_open
        course = objected.course
        assert [step.kind for step in course.steps] == ["confirmed", "invited", "heard", "decided"]
        assert {step.kind: step.source for step in course.steps}["confirmed"] == "Awb 6:14"
        letters = {letter.kind: letter for letter in course.letters}
        appeal = letters["decided"].appeal_ends_on
        assert appeal == OBJECTION.ends(clock.today())
        texts = {
            kind: pages_text(queries.file_of(objected.case_id, letter.document_id).clear_bytes())
            for kind, letter in letters.items()
        }
        kinds = AuditEvent.objects.filter(verb__startswith="decide.objection_").values_list("verb", flat=True)
        assert {"decide.objection_confirmed", "decide.objection_decided"} <= set(kinds)
        assert not queries.waiting_for(deciding.holder)
    assert "kregen we van je" in texts["confirmed"]
    assert "Stadskantoor" in texts["invited"] and "14.00 uur" in texts["invited"]
    assert "Beroep kan tot en met" in texts["decided"] and FOUND.split(".")[0] in texts["decided"]


def test_the_papers_lie_ready_for_a_week_and_the_day_is_not_in_the_past(objected):
    today = clock.today()
    soon, week = today + dt.timedelta(days=6), today + dt.timedelta(days=7)
    with objected.deciding.inside():
        for day, message, field in (
            (HearingDay(soon, "office", "Stadskantoor"), "a week", "hearing_on"),
            (HearingDay(today - dt.timedelta(days=1), "phone"), "in the past", "hearing_on"),
            (HearingDay(None, "phone"), "which day", "hearing_on"),
            (HearingDay(week, "phone", papers_from=today + dt.timedelta(days=1)), "a week", "hearing_on"),
            (HearingDay(week, "office"), "Where", "place"),
            (HearingDay(week, "phone"), "what time", "hearing_at"),
            (HearingDay(week, "by horse", "Stadskantoor"), "how you speak", "way"),
        ):
            with pytest.raises(Invalid, match=message) as refused:
                actions.invite_to_hearing(**objected.handled, hearing=day)
            assert refused.value.field == field
        assert not objected.course.steps


def test_only_who_handles_it_takes_these_steps_and_strangers_do_not_know_it(objected):
    deciding = objected.deciding
    with deciding.inside():
        for other in (deciding.worker, deciding.standing.resident):
            with pytest.raises(NotAllowed):
                actions.decide_objection(**objected.by(other), verdict="unfounded", words=FOUND)
            with pytest.raises(NotAllowed):
                actions.note_hearing(**objected.by(other), words="x", way="office")
        for stranger in deciding.standing.strangers:
            with pytest.raises(NotVisible):
                actions.withdraw_objection(**objected.by(stranger), words="x")
            with pytest.raises(NotVisible):
                actions.confirm_objection(**objected.by(stranger))


def test_nobody_is_heard_no_more_than_the_law_allows(objected):
    with objected.deciding.inside():
        with pytest.raises(Invalid, match="ground"):
            actions.go_without_hearing(**objected.handled, because="busy", words="Geen tijd.")
        with pytest.raises(Invalid, match="heard"):
            actions.decide_objection(**objected.handled, verdict="unfounded", words=FOUND)
        actions.go_without_hearing(**objected.handled, because="not_wanted", words="Rosa belde: hoeft niet.")
        actions.decide_objection(**objected.handled, verdict="unfounded", words=FOUND)
        step = objected.course.last("not_heard")
        assert "do not want to be heard" in step.because_label and step.source == "Awb 7:3"


def test_the_answer_comes_later_once_for_six_weeks_and_further_when_the_resident_agrees(objected):
    with objected.deciding.inside():
        due = objected.facts.answer_by
        latest = add_weeks(objected.facts.term_ends_on, 12)
        given = objected.handled | {"words": "De getuige is ziek."}
        with pytest.raises(Invalid, match="at most six weeks"):
            actions.postpone_answer(**given, until_on=latest + dt.timedelta(days=1), because="once")
        with pytest.raises(Invalid, match="after the day"):
            actions.postpone_answer(**given, until_on=due, because="once")
        later = latest
        actions.postpone_answer(**given, until_on=later, because="once")
        assert objected.facts.answer_by == later
        further = later + dt.timedelta(days=20)
        with pytest.raises(Invalid, match="once already"):
            actions.postpone_answer(**given, until_on=further, because="once")
        actions.postpone_answer(**given, until_on=further, because="agreed")
        assert objected.facts.answer_by == further
        letter = next(item for item in objected.course.letters if item.kind == "postponed")
        text = pages_text(queries.file_of(objected.case_id, letter.document_id).clear_bytes())
    assert "De getuige is ziek." in text and f"{due.day} " in text and f"{later.day} " in text


def test_with_a_committee_the_term_is_twelve_weeks(objected):
    with objected.deciding.inside():
        ends = objected.facts.term_ends_on
        first = actions.confirm_objection(**objected.handled, with_committee=True)
        assert objected.facts.answer_by == add_weeks(ends, 12)
        assert actions.confirm_objection(**objected.handled) == first
        assert len(objected.course.letters) == 1


def test_the_resident_takes_it_back_in_own_words(objected):
    resident = objected.by(objected.deciding.standing.resident)
    with objected.deciding.inside():
        with pytest.raises(Invalid, match="words"):
            actions.withdraw_objection(**resident, words="  ")
        actions.withdraw_objection(**resident, words="We zijn eruit gekomen.")
        assert objected.facts.state == "withdrawn"
        assert objected.course.last("withdrawn").by is None
        with pytest.raises(NotVisible):
            actions.make_bundle(**objected.handled)
        with pytest.raises(Invalid, match="answer already"):
            actions.withdraw_objection(**resident, words="Nog eens.")
        with pytest.raises(Invalid, match="answer already"):
            actions.confirm_objection(**objected.by(objected.deciding.worker))


def test_why_it_was_late_is_asked_and_nobody_is_refused_for_it(objected, monkeypatch):
    deciding = objected.deciding
    resident = deciding.standing.resident
    with deciding.inside():
        with pytest.raises(Invalid, match="in time"):
            actions.say_why_late(**objected.by(resident), words="Ik lag in het ziekenhuis.")
        # What comes while one runs belongs to that one.
        actions.withdraw_objection(**objected.by(resident), words="Laat maar.")
        after = OBJECTION.ends(clock.today()) + dt.timedelta(days=4)
        monkeypatch.setattr(clock, "today", lambda: after)
        late = actions.object(
            actor=resident, case_id=objected.case_id, decision_id=objected.decision_id, words="Toch niet."
        )
        actions.say_why_late(
            actor=resident, case_id=objected.case_id, objection_id=late, words="Ik lag in het ziekenhuis."
        )
        course = objection_queries.courses_of(objected.case_id)[late]
        assert course.last("late").words == "Ik lag in het ziekenhuis."
        assert queries.objections_of(objected.case_id)[0].is_open


def test_a_lawyer_without_a_mandate_advises_and_does_not_decide(objected):
    deciding = objected.deciding
    with deciding.inside():
        actions.hand_objection(
            **deciding.given, objection_id=objected.objection_id, staff_id=deciding.lawyer.id
        )
        given = objected.by(deciding.lawyer)
        actions.note_hearing(**given, words="De huur is 950 euro.", way="phone")
        with pytest.raises(NotAllowed, match="mandate"):
            actions.decide_objection(**given, verdict="unfounded", words=FOUND)


def test_founded_comes_with_a_new_decision_by_somebody_else(objected):
    deciding = objected.deciding
    with deciding.inside():
        objected.hear()
        with pytest.raises(Invalid, match="new decision"):
            actions.decide_objection(**objected.handled, verdict="founded", words=FOUND)
        actions.begin_revision(
            **deciding.given,
            decision_id=objected.decision_id,
            why="objection",
            words="De huur is hoger.",
            objection_id=objected.objection_id,
        )
        with pytest.raises(Invalid, match="worse off"):
            deciding.propose("partly", amount=Decimal(800))
        deciding.propose("yes", amount=Decimal(950))
        proposal = queries.proposal_of(objected.case_id)
        assert proposal.mandate.staff.id == deciding.holder.id
        new_id = deciding.decide(deciding.holder)
        with pytest.raises(Invalid, match="founded"):
            actions.decide_objection(**objected.handled, verdict="unfounded", words=FOUND)
        assert objection_queries.by_objection(new_id) == objected.objection_id
        assert not [line for line in queries.waiting_for(deciding.worker) if line.kind == "send"]
        with pytest.raises(Invalid, match="objection"):
            actions.send_letter(**deciding.given, decision_id=new_id)
        actions.decide_objection(**objected.handled, verdict="founded", words=FOUND)
        assert objected.course.new_decision_id == new_id
        letter = next(item for item in queries.letters_of(objected.case_id) if item.decision_id == new_id)
        assert letter.sent_on == clock.today()
        assert [row.document_id for row in objected.course.letters if row.kind == "decided"] == [letter.id]
        assert letter.objection_ends_on is None and letter.appeal_ends_on == OBJECTION.ends(clock.today())
        text = pages_text(queries.file_of(objected.case_id, letter.id).clear_bytes())
        read = " ".join(line.text for line in explaining.lines_of(letter.id))
    assert "Je krijgt gelijk" in text and "950" in text
    assert "Je krijgt gelijk" in read and "950" in read


def test_a_new_decision_gets_its_own_letter_when_the_objection_is_taken_back(objected):
    """Otherwise no letter ever tells of it, and no objection term begins."""
    deciding = objected.deciding
    with deciding.inside():
        actions.begin_revision(
            **deciding.given,
            decision_id=objected.decision_id,
            why="objection",
            words="De huur is hoger.",
            objection_id=objected.objection_id,
        )
        deciding.propose("yes", amount=Decimal(950))
        new_id = deciding.decide(deciding.holder)
        actions.withdraw_objection(
            **objected.by(deciding.standing.resident), words="Met het nieuwe besluit ben ik blij."
        )
        assert [line for line in queries.waiting_for(deciding.worker) if line.kind == "send"]
        actions.send_letter(**deciding.given, decision_id=new_id)
        letter = next(item for item in queries.letters_of(objected.case_id) if item.decision_id == new_id)
        assert letter.sent_on == clock.today()
        assert not [line for line in queries.waiting_for(deciding.worker) if line.kind == "send"]


@pytest.mark.parametrize(
    ("columns", "name"),
    [
        ({"kind": "decided", "verdict": "unfounded"}, "heard_first"),
        ({"kind": "invited", "hearing_on": "2026-12-10", "papers_from": "2026-12-05"}, "papers_a_week"),
        ({"kind": "heard"}, "by_handler"),
    ],
)
def test_the_database_refuses_it_too(objected, columns, name):
    deciding = objected.deciding
    by = deciding.worker.id if name == "by_handler" else deciding.holder.id
    with deciding.inside():
        mandate = next(item.id for item in queries.mandates() if item.staff.id == deciding.holder.id)
        days = {
            key: dt.date.fromisoformat(value)
            for key, value in columns.items()
            if key.endswith(("_on", "from"))
        }
        row = ObjectionStep(
            case_id=objected.case_id,
            objection_id=objected.objection_id,
            made_by_id=by,
            words="x",
            way="office",
            mandate_id=mandate if columns["kind"] == "decided" else None,
            **(columns | days),
        )
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            row.save()
        assert refused.value.__cause__.diag.constraint_name == f"decide_objectionstep_{name}"


def test_no_state_without_a_step_and_nothing_after_the_end_also_in_raw_sql(objected):
    with objected.deciding.inside(), connection.cursor() as cursor:
        for state in ("decided", "withdrawn", "heard"):
            with pytest.raises(IntegrityError, match="by a step"), transaction.atomic():
                cursor.execute(
                    "UPDATE decide_objection SET state = %s WHERE id = %s", [state, objected.objection_id]
                )
        actions.withdraw_objection(**objected.handled, words="Rosa belde: het hoeft niet meer.")
        with pytest.raises(IntegrityError, match="by a step"), transaction.atomic():
            cursor.execute("UPDATE decide_objection SET state = 'received'")
        assert Objection.objects.get().state == "withdrawn"
