"""The law library: dated editions that never change, own wording, a lawyer's check."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from naast.kernel import clock
from naast.kernel.errors import Invalid, NotAllowed, Stale
from naast.weigh import actions, library, queries
from naast.weigh.library import library_on
from naast.weigh.models import LegalRow, LegalValue
from naast.weigh.tests.answering import answer_question

from .conftest import DIFFERENCE

OWN = {
    "law": "Verordening maatschappelijke ondersteuning Proefdam",
    "article": "9",
    "kind": "hardship",
    "allows_nl": "Afwijken als toepassing onredelijk hard uitpakt",
    "question_nl": "Pakt de verordening hier onredelijk hard uit?",
}


@pytest.fixture
def lawyer(weighed):
    return weighed.standing.add_staff("Lara Lawyer", "lawyer")


def test_loading_gives_all_rows_once_and_keeps_what_the_municipality_did(weighed, lawyer):
    with weighed.standing.inside():
        assert LegalRow.objects.count() == 67
        assert LegalValue.objects.count() == 10
        actions.edit_row(
            actor=lawyer, row_id=weighed.row("7").pk, changes={"allows_nl": "Anders gezegd"}, why="helderder"
        )
        from .conftest import load_library

        load_library(weighed.standing.municipality.pk)
        assert LegalRow.objects.count() == 68
        assert weighed.row("7").allows_nl == "Anders gezegd"


def test_versions_of_a_clause_of_the_product_become_its_editions(weighed, lawyer, monkeypatch):
    first = library.standard()["rows"][15]
    later = {**first, "id": 900, "valid_from": "2026-07-01", "allows_nl": "Vanaf juli"}
    until = {**first, "id": 900, "valid_to": "2026-06-30"}
    content = {**library.standard(), "rows": [later, until]}
    monkeypatch.setattr("naast.weigh.actions.product.standard", lambda: content)
    with weighed.standing.inside():
        assert actions.load_catalogue(actor=lawyer) == 2
        editions = LegalRow.objects.filter(key="900").order_by("edition")
        assert [(row.edition, row.allows_nl) for row in editions] == [
            (1, first["allows_nl"]),
            (2, "Vanaf juli"),
        ]
        for day, edition in ((dt.date(2026, 6, 30), 1), (dt.date(2026, 7, 1), 2)):
            on_that_day = library_on(day)
            assert on_that_day.rows["900"].edition == edition
            assert on_that_day.rows["900"] in on_that_day.in_force()


def test_every_row_is_marked_until_a_lawyer_has_read_it_and_again_after_an_edit(weighed, lawyer):
    with weighed.standing.inside():
        assert all(row.to_be_checked for row in queries.law_rows())
        checked = actions.check_row(actor=lawyer, row_id=weighed.row("38").pk)
        assert not queries.law_row(checked.pk).to_be_checked
        edited = actions.edit_row(
            actor=lawyer, row_id=checked.pk, changes={"allows_nl": "Nieuwe woorden"}, why="helderder"
        )
        facts = queries.law_row(edited.pk)
        assert facts.to_be_checked and facts.checked_on is None and edited.edition == 3
        with pytest.raises(Stale):
            actions.check_row(actor=lawyer, row_id=checked.pk)


def test_a_change_of_the_law_counts_from_its_day_and_a_repeal_ends_the_row(weighed, lawyer):
    today = clock.today()
    tomorrow = today + dt.timedelta(days=1)
    with weighed.standing.inside():
        first = weighed.row("38")
        later = actions.edit_row(
            actor=lawyer,
            row_id=first.pk,
            changes={"valid_from": tomorrow, "allows_nl": "De nieuwe regel"},
            why="wet gewijzigd",
        )
        assert library_on(today).rows["38"].pk == first.pk
        assert library_on(tomorrow).rows["38"].pk == later.pk
        actions.edit_row(
            actor=lawyer,
            row_id=weighed.row("39").pk,
            changes={"valid_to": today},
            why="vervallen",
        )
        assert "39" in {row.key for row in library_on(today).in_force()}
        assert "39" not in {row.key for row in library_on(tomorrow).in_force()}


def test_an_own_row_answers_its_own_ordinance(weighed, lawyer):
    with weighed.standing.inside():
        actions.add_row(actor=lawyer, columns=OWN)
        weighed.obstacle(OWN["law"], "4", kind="ordinance")
        weighed.think()
        facts = weighed.facts()
        own = next(route for route in facts.routes if route.row.is_own)
        assert own.row.through == "policy" and own.row.link is None and own.row.to_be_checked
        answer_question(
            actor=weighed.worker, case_id=weighed.case_id, fact=own.questions[0].fact, answer="yes"
        )
        assert weighed.facts().result == "room_via_policy"


@pytest.mark.parametrize(
    ("column", "value"),
    [("article", "zonder nummer"), ("kind", "mercy"), ("allows_nl", ""), ("law", "x" * 200), ("id", 3)],
)
def test_a_row_that_cannot_be_right_is_refused_by_its_column(weighed, lawyer, column, value):
    with weighed.standing.inside(), pytest.raises(Invalid) as refused:
        actions.add_row(actor=lawyer, columns=OWN | {column: value})
    assert refused.value.field in (column, column.removesuffix("_nl"))


def test_only_a_lawyer_checks_and_only_keepers_write(weighed):
    policy = weighed.standing.add_staff("Petra Policy", "policy")
    with weighed.standing.inside():
        row = weighed.row("38")
        with pytest.raises(NotAllowed):
            actions.check_row(actor=policy, row_id=row.pk)
        with pytest.raises(NotAllowed):
            actions.add_row(actor=weighed.worker, columns=OWN)
        with pytest.raises(NotAllowed):
            actions.load_catalogue(actor=weighed.worker)
        assert actions.add_row(actor=policy, columns=OWN).is_own


def test_a_value_gets_its_check_date_and_loses_it_with_new_words(weighed, lawyer):
    with weighed.standing.inside():
        value = LegalValue.objects.first()
        assert actions.check_value(actor=lawyer, value_id=value.pk).checked_on == clock.today()
        again = actions.write_value(
            actor=lawyer, law=value.law, words_nl="Andere eigen woorden.", value_id=value.pk
        )
        assert again.checked_on is None


def test_titles_of_the_routine_way_are_of_one_law_and_never_a_warning(weighed):
    with weighed.standing.inside():
        titles = queries.legal_titles("wmo")
        assert titles and {title.law for title in titles} == {
            "Wmo 2015",
            "Wmo 2015 (verordening van de gemeente)",
        }
        assert queries.legal_titles("Burgerlijk Wetboek 1") == []


def test_what_is_frozen_is_json_and_a_later_edition_changes_nothing_in_it(weighed, lawyer):
    with weighed.standing.inside():
        given = {"actor": weighed.worker, "case_id": weighed.case_id}
        weighed.think()
        answer_question(**given, fact="row_38", answer="yes")
        actions.write_down(
            **given, thinking=actions.Thinking(row_id=weighed.row("38").pk), base_version=weighed.version
        )
        actions.write_down(
            **given, thinking=actions.Thinking(why_differs=DIFFERENCE), base_version=weighed.version
        )
        frozen = queries.freeze(weighed.case_id)
        assert json.loads(json.dumps(frozen)) == frozen
        assert frozen["result"] == "room_in_statute" and frozen["missing"] == []
        assert frozen["chosen"]["row"]["article"] == "2.3.5 lid 3"
        (answer,) = frozen["answers"]
        assert (answer["fact"], answer["answer"]) == ("row_38", "yes") and answer["words_nl"].endswith("?")
        actions.edit_row(
            actor=lawyer, row_id=weighed.row("38").pk, changes={"allows_nl": "Anders"}, why="helderder"
        )
        facts = weighed.facts()
        assert facts.route.row.edition == 1 and facts.route.applies == "true" and facts.is_complete
        assert queries.freeze(weighed.case_id)["chosen"] == frozen["chosen"]


def test_without_a_weighing_there_is_nothing_to_freeze(standing):
    with standing.inside():
        assert queries.freeze(standing.case_id)["weighing"] is None
        assert queries.weighing_of(standing.case_id) is None
