"""Who wrote a letter explains it, also without standing beside the resident."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from naast.decide import actions, queries
from naast.decide.models import Document
from naast.decide.objection_types import HearingDay
from naast.kernel import clock
from naast.kernel.errors import NotAllowed

from .test_objection_steps import objected

__all__ = ["objected"]

SIMPLER = "Wij willen horen hoe jij het ziet. Kom op die dag langs, of bel."


@pytest.fixture
def asked(objected):
    """The handler invited Rosa, and she does not understand that letter. Gives it and the question."""
    deciding = objected.deciding
    with deciding.inside():
        day = HearingDay(clock.today() + dt.timedelta(days=10), "office", "Stadskantoor", dt.time(14))
        step = actions.invite_to_hearing(**objected.handled, hearing=day)
        letter = Document.objects.get(step_id=step)
        number = actions.say_unclear(
            actor=deciding.standing.resident, case_id=objected.case_id, document_id=letter.pk
        )
    return letter, number


def test_who_handles_an_objection_explains_the_letter_they_wrote(objected, asked):
    _letter, number = asked
    deciding = objected.deciding
    with deciding.inside():
        (line,) = [each for each in queries.waiting_for(deciding.holder) if each.kind == "explain"]
    client = deciding.standing.client(deciding.holder)
    page = client.get(line.url).content.decode()
    assert "Zet deze woorden naast de brief" in page and "aan de deur" not in page
    assert client.post(line.url, {"question": str(number), "words": " "}).status_code == 422
    assert client.post(line.url, {"question": str(number), "words": SIMPLER}).status_code == 302
    assert SIMPLER in client.get(line.url).content.decode()
    with deciding.inside():
        assert not [each for each in queries.waiting_for(deciding.holder) if each.kind == "explain"]


def test_of_what_another_wrote_the_handler_reads_only(objected, asked):
    deciding = objected.deciding
    with deciding.inside():
        other = Document.objects.get(kind="letter", decision_id=objected.decision_id, step=None)
        number = actions.say_unclear(
            actor=deciding.standing.resident, case_id=objected.case_id, document_id=other.pk
        )
        assert len([each for each in queries.waiting_for(deciding.holder) if each.kind == "explain"]) == 1
        with pytest.raises(NotAllowed):
            actions.explain_letter(
                actor=deciding.holder, case_id=objected.case_id, question_id=number, words=SIMPLER
            )
    page = deciding.standing.client(deciding.holder).get(
        reverse("decide:explain", args=[objected.case_id, other.pk])
    )
    assert "Zet deze woorden naast de brief" not in page.content.decode()
