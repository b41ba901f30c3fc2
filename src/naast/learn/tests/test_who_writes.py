"""Who is in the circle only to read along answers nothing for the case, but may give a signal on a rule."""

from __future__ import annotations

import pytest
from django.urls import reverse

from naast.kernel.errors import NotAllowed
from naast.learn import actions, terms
from naast.learn.models import Question, Signal

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(standing):
    """A professional who also reads along; in this case only that."""
    return standing.add_reader("professional")


def test_who_only_reads_along_does_not_answer_the_question(standing, question, reader):
    with standing.inside():
        with pytest.raises(NotAllowed):
            actions.answer_question(
                actor=reader, case_id=standing.case_id, question_id=question, verdict=terms.INCIDENT
            )
        assert Question.objects.get().verdict == ""


def test_the_page_does_not_ask_who_reads_along(standing, question, reader):
    address = reverse("learn:case", args=[standing.case_id])
    client = standing.client(reader)
    page = client.get(address).content.decode()
    assert 'value="question"' not in page and 'value="signal"' in page
    given = {"form": "question", "question": question, "verdict": terms.INCIDENT}
    assert client.post(address, given).status_code == 403
    assert 'value="question"' in standing.client(standing.worker).get(address).content.decode()


def test_a_signal_about_a_rule_may_come_from_everyone_of_the_circle(standing, reader):
    with standing.inside():
        given = actions.make_signal(actor=reader, case_id=standing.case_id, words="Deze termijn knelt.")
        assert Signal.objects.get().giver_staff_id == given.giver_staff_id == reader.id
