"""What the resident adds while an objection runs belongs to it; and what was asked counts from its letter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from naast.decide import actions, bundle, queries
from naast.decide.models import Objection, ObjectionStep
from naast.kernel import clock
from naast.kernel.errors import Invalid, NotVisible
from naast.people import queries as people

from .test_objection_steps import objected

__all__ = ["objected"]

MORE = "Ook de borg is te laag."


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """The refusals are looked for in the words of the code."""
    with translation.override("en"):
        yield


def object_again(objected, words=MORE, **more) -> int:
    given = {"actor": objected.deciding.standing.resident, "case_id": objected.case_id} | more
    return actions.object(**given, decision_id=objected.decision_id, words=words)


def row_of(objected) -> Objection:
    return Objection.objects.get(pk=objected.objection_id)


def test_more_of_the_same_person_is_added_to_the_objection_that_runs(objected, monkeypatch):
    with objected.deciding.inside():
        answer_by = objected.facts.answer_by
        later = clock.today() + dt.timedelta(days=3)
        monkeypatch.setattr(clock, "today", lambda: later)
        assert object_again(objected) == objected.objection_id
        assert object_again(objected) == objected.objection_id  # Sent twice.
        (facts,) = queries.objections_of(objected.case_id)
        assert facts.words == "Zes maanden is te kort." and facts.answer_by == answer_by
        (step,) = objected.course.steps
        assert (step.kind, step.words, step.done_on, step.by) == ("added", MORE, later, None)
        assert step.source == "Awb 6:4, 7:4"


def test_what_came_after_the_term_is_added_too_and_makes_nothing_late(objected, monkeypatch):
    with objected.deciding.inside():
        after = objected.facts.term_ends_on + dt.timedelta(days=1)
        monkeypatch.setattr(clock, "today", lambda: after)
        assert object_again(objected) == objected.objection_id
        assert not objected.facts.is_late


def test_what_came_earlier_by_post_says_that_it_was_in_time(objected, monkeypatch):
    deciding = objected.deciding
    with deciding.inside():
        actions.withdraw_objection(**objected.by(deciding.standing.resident), words="Laat maar.")
        in_time = objected.facts.term_ends_on
        monkeypatch.setattr(clock, "today", lambda: in_time + dt.timedelta(days=4))
        number = object_again(objected, "Toch niet.")
        late = Objection.objects.get(pk=number)
        assert late.is_late and number != objected.objection_id
        given = {"actor": deciding.worker, "received_on": in_time}
        assert object_again(objected, "Op papier, op tijd.", **given) == number
        row = Objection.objects.get(pk=number)
        assert (row.is_late, row.received_on) == (False, in_time) and row.answer_by < late.answer_by


def test_after_its_end_it_is_another_one(objected):
    with objected.deciding.inside():
        actions.withdraw_objection(**objected.by(objected.deciding.standing.resident), words="Laat maar.")
        assert object_again(objected) != objected.objection_id


def test_who_handles_it_or_stands_beside_writes_down_what_is_added(objected):
    deciding = objected.deciding
    with deciding.inside():
        for number, who in enumerate((deciding.worker, deciding.holder)):
            actions.add_to_objection(**objected.by(who), words=f"{MORE} {number}", came_on=clock.today())
        assert [step.kind for step in objected.course.steps] == ["added", "added"]
        for stranger in (deciding.reader, deciding.standing.colleague):
            with pytest.raises(NotVisible):
                actions.add_to_objection(**objected.by(stranger), words=MORE)
        for wrong, field in (
            ({"words": " "}, "words"),
            ({"words": "x" * 10_001}, "words"),
            ({"words": MORE, "came_on": clock.today() + dt.timedelta(days=1)}, "came_on"),
            ({"words": MORE, "came_on": dt.date(2020, 1, 1)}, "came_on"),
        ):
            with pytest.raises(Invalid) as refused:
                actions.add_to_objection(**objected.by(deciding.worker), **wrong)
            assert refused.value.field == field


def test_the_pages_of_staff_say_that_one_runs(objected):
    client = objected.deciding.standing.client(objected.deciding.worker)
    address = reverse("decide:object", args=[objected.case_id, objected.decision_id])
    assert "loopt al een bezwaar" in client.get(address).content.decode()
    today = clock.today().isoformat()
    assert client.post(address, {"words": MORE, "received_on": today}).status_code == 302
    page = reverse("decide:objection", args=[objected.case_id, objected.objection_id])
    assert MORE in client.get(page).content.decode()
    step = f"{page}toevoegen/"
    assert client.post(step, {"words": "En de vloer is kapot.", "came_on": today}).status_code == 302
    assert "En de vloer is kapot." in client.get(page).content.decode()


def test_the_bundle_holds_what_was_added(objected):
    with objected.deciding.inside():
        object_again(objected)
        case = people.case_for(objected.deciding.worker, objected.case_id)
        subject = bundle.subject_of(case, objected.objection_id)
    assert [step.words for step in subject.course.steps] == [MORE]


def test_the_database_counts_what_was_asked_from_its_letter(objected, monkeypatch):
    deciding = objected.deciding
    with deciding.inside():
        row = row_of(objected)
        given = {"case_id": row.case_id, "objection": row, "made_by_id": deciding.holder.id}
        asked = ObjectionStep(
            **given, kind="asked", parts=["grounds"], until_on=clock.today() + dt.timedelta(days=5)
        )
        asked.save()
        with pytest.raises(IntegrityError, match="nothing was asked"), transaction.atomic():
            ObjectionStep(**given, kind="completed", words="Dit kwam.", parts=["grounds"]).save()
        objected.hear()
        later = clock.today() + dt.timedelta(days=30)
        monkeypatch.setattr(clock, "today", lambda: later)
        held = {"kind": "decided", "verdict": "inadmissible", "because": "missing", "words": "Nee."}
        mandate_id = queries.mandates()[0].id
        with pytest.raises(IntegrityError, match="time to complete"), transaction.atomic():
            ObjectionStep(**given, **held, mandate_id=mandate_id, done_on=later).save()


def test_who_took_it_back_and_objects_again_in_the_same_words_is_heard(objected):
    resident = objected.deciding.standing.resident
    with objected.deciding.inside():
        words = objected.facts.words
        actions.withdraw_objection(**objected.by(resident), words="Laat maar.")
        number = object_again(objected, words)
        assert number != objected.objection_id
        assert object_again(objected, words) == number, "sent twice"
        assert [row.is_open for row in queries.objections_of(objected.case_id)] == [True, False]


@pytest.mark.parametrize("who", ["resident", "worker"])
def test_what_was_added_since_it_was_asked_is_looked_at_before_it_is_inadmissible(objected, monkeypatch, who):
    deciding = objected.deciding
    writer = {"resident": deciding.standing.resident, "worker": deciding.worker}[who]
    with deciding.inside():
        objected.hear()
        actions.add_to_objection(**objected.by(writer), words="Dit stond er al voordat het werd gevraagd.")
        actions.ask_to_complete(
            **objected.handled, parts=["grounds"], until_on=clock.today() + dt.timedelta(days=14)
        )
        actions.add_to_objection(**objected.by(writer), words="Omdat het huis pas in mei klaar is.")
        later = clock.today() + dt.timedelta(days=15)
        monkeypatch.setattr(clock, "today", lambda: later)
        given = {"verdict": "inadmissible", "because": "missing", "words": "De gronden kwamen niet."}
        with pytest.raises(Invalid, match="nobody looked") as refused:
            actions.decide_objection(**objected.handled, **given)
        assert refused.value.field == "because"
        held = next(item for item in queries.held_mandates() if item.staff_id == deciding.holder.id)
        row = row_of(objected)
        with pytest.raises(IntegrityError, match="time to complete"), transaction.atomic():
            ObjectionStep(
                **given,
                case_id=row.case_id,
                objection=row,
                kind="decided",
                made_by_id=held.staff_id,
                mandate_id=held.id,
                done_on=later,
            ).save()
        actions.complete_objection(**objected.handled, parts=[], words="Gelezen: geen gronden.")
        actions.decide_objection(**objected.handled, **given)
        assert objected.facts.state == "decided"
