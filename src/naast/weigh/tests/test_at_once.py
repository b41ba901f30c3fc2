"""Two who do the same at one moment: the second finds it done, and nothing goes wrong."""

from __future__ import annotations

import pytest
from tests.at_once import sent_at_once

from naast.kernel import actors
from naast.kernel.errors import Stale
from naast.plan import actions as plan
from naast.weigh import actions
from naast.weigh.models import LegalRow, LegalValue, WeighingFact
from naast.weigh.queries import weighing_or_blank
from naast.weigh.tests.answering import answer_question

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def keeper(standing):
    return standing.add_staff("Jurre Jurist", actors.LAWYER)


def test_two_clicks_on_bringing_in_what_is_new(standing, keeper):
    counted = []

    def click() -> None:
        counted.append((actions.load_catalogue(actor=keeper), actions.load_values(actor=keeper)))

    assert sent_at_once(standing.inside, click) == []
    assert all(counted[0]) and counted[1] == (0, 0)
    with standing.inside():
        assert LegalRow.objects.filter(edition=1, key="38").count() == 1


def test_two_rows_and_two_values_of_the_municipality_at_one_moment(standing, keeper):
    columns = {"law": "Verordening (fictief)", "article": "3", "kind": "hardship"}
    columns |= {"allows_nl": "Afwijken.", "question_nl": "Is het onredelijk?"}
    assert sent_at_once(standing.inside, lambda: actions.add_row(actor=keeper, columns=columns)) == []

    # Other words with the same short name; the same words twice are one value.
    words = iter(["Iedereen hoort erbij.", "Iedereen hoort erbij!"])

    def write() -> None:
        actions.write_value(actor=keeper, law="Wmo 2015", words_nl=next(words))

    def write_again() -> None:
        actions.write_value(actor=keeper, law="Wmo 2015", words_nl="Iedereen hoort erbij.")

    assert sent_at_once(standing.inside, write) == []
    assert sent_at_once(standing.inside, write_again) == []
    with standing.inside():
        assert LegalRow.objects.values("key").distinct().count() == 2
        assert LegalValue.objects.count() == 2


@pytest.mark.parametrize("second", ["yes", "no"])
def test_two_who_answer_one_question_at_one_moment(standing, keeper, second):
    given = {"actor": standing.worker, "case_id": standing.case_id}
    with standing.inside():
        actions.load_catalogue(actor=keeper)
        plan.name_obstacle(**given, words="Te laat.", kind="statute", law="Wmo 2015", article="2.3.5 lid 3")
        actions.open_urgently(**given, reason="Zij staat vannacht op straat.")
        version = weighing_or_blank(standing.case_id).version

    def answer(words: str):
        return lambda: answer_question(**given, fact="row_38", answer=words, base_version=version)

    problems = sent_at_once(standing.inside, answer("yes"), answer(second))
    assert [type(problem) for problem in problems] == ([] if second == "yes" else [Stale])
    with standing.inside():
        assert [fact.answer for fact in WeighingFact.objects.all()] == ["yes"]
