"""What is asked to complete an objection works from its letter, and not once the objection has its end."""

from __future__ import annotations

import pytest

from naast.decide import actions
from naast.decide.models import Dispatch, ObjectionStep
from naast.kernel import clock
from naast.kernel.errors import Invalid, NotVisible

from .leaving_house import posted, printed
from .test_letters_of_objections import at_home, sending_of
from .test_objection_completing import ADDRESS, ask, in_days, in_english, inadmissible, later, objected

__all__ = ["at_home", "in_english", "objected"]


def test_more_time_for_the_same_thing_is_time(objected, monkeypatch):
    """Who was told in a second letter to have until a later day is not refused on the first one."""
    with objected.deciding.inside():
        objected.hear()
        ask(objected, parts=["grounds"], days=5)
        ask(objected, parts=["grounds"], days=20)
        later(monkeypatch, 6)
        with pytest.raises(Invalid, match="can still complete"):
            inadmissible(objected)
        later(monkeypatch, 15)
        inadmissible(objected)
        assert objected.course.last("decided").verdict == "inadmissible"


def test_what_the_resident_sent_is_looked_at_also_when_more_was_asked_since(objected, monkeypatch):
    with objected.deciding.inside():
        objected.hear()
        ask(objected, parts=["grounds"], days=5)
        actions.complete_objection(**objected.by(objected.deciding.standing.resident), words="Om de huur.")
        ask(objected, parts=["signature"], days=6)
        later(monkeypatch, 8)
        with pytest.raises(Invalid, match="nobody looked"):
            inadmissible(objected)


def test_nothing_is_missing_before_the_letter_about_it_left(at_home):
    deciding = at_home.deciding
    page = ADDRESS.format(case=at_home.case_id, objection=at_home.objection_id)
    client = deciding.standing.client(deciding.holder)
    with deciding.inside():
        ask(at_home, parts=["grounds"], letter_way="post")
        assert at_home.course.missing == () and at_home.course.asked is None
    assert 'id="aangevuld"' not in client.get(page).content.decode()
    with deciding.inside():
        number = sending_of("asked").pk
        printed(deciding, number)
        posted(deciding, number)
        assert at_home.course.missing == ("grounds",) and at_home.course.asked.until_on == in_days(14)
    assert 'id="aangevuld"' in client.get(page).content.decode()


def test_a_letter_that_waits_does_not_leave_when_the_objection_has_its_end(at_home):
    deciding = at_home.deciding
    with deciding.inside():
        actions.confirm_objection(**at_home.by(deciding.worker), way="post")
        ask(at_home, parts=["grounds"], letter_way="post")
        actions.withdraw_objection(**at_home.by(deciding.standing.resident), words="Laat maar.")
        row = sending_of("asked")
        assert row.state == "taken_back"
        assert Dispatch.objects.get(step__kind=ObjectionStep.CONFIRMED).state == "waiting"
        with pytest.raises(NotVisible):
            actions.print_letters(actor=deciding.worker, dispatch_ids=[row.pk], leaves_on=clock.today())
        with pytest.raises(Invalid, match="has its end"):
            actions.send_again(**deciding.given, dispatch_id=row.pk, way="paper")
