"""What waits is asked with SQL that was made before, and answers as the query itself does."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from naast.kernel import clock, waiting
from naast.kernel.actors import Actor
from naast.kernel.waiting import SOMEBODY, lines_waiting, what_waits
from naast.people.models import Case, CircleMember

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def made_anew():
    waiting._made.cache_clear()
    yield
    waiting._made.cache_clear()


class Asked:
    """A question that tells how often its query was built, and for whom."""

    def __init__(self) -> None:
        self.for_ids: list[int] = []

    def __call__(self, actor: Actor) -> QuerySet[Case]:
        self.for_ids.append(actor.id)
        return Case.objects.visible_to(actor)


def test_everybody_gets_their_own_answer(standing):
    """Also in the other municipality, and for who was let in after the SQL was made."""
    asked = Asked()
    everybody = [standing.worker, *standing.strangers, standing.resident]
    with standing.inside():
        for actor in everybody:
            assert list(what_waits(asked, actor)) == list(Case.objects.visible_to(actor)), actor
        assert list(what_waits(asked, standing.worker))
        assert not list(what_waits(asked, standing.colleague))
        more = {"municipality_id": standing.municipality.pk, "from_on": clock.today()}
        CircleMember(
            case_id=standing.case_id,
            staff_id=standing.colleague.id,
            role="professional",
            purpose="x",
            **more,
        ).save()
        assert [row.pk for row in what_waits(asked, standing.colleague)] == [standing.case_id]


def test_the_sql_is_made_once_and_the_rows_are_only_asked_for_when_there_are_any(
    standing, django_assert_num_queries
):
    asked = Asked()
    with standing.inside():
        list(what_waits(asked, standing.colleague))
        with django_assert_num_queries(1):
            assert list(what_waits(asked, standing.colleague)) == []
        assert asked.for_ids == [SOMEBODY]
        with django_assert_num_queries(2):
            assert list(what_waits(asked, dataclasses.replace(standing.colleague, id=standing.worker.id)))
        assert asked.for_ids == [SOMEBODY, standing.worker.id]


def test_another_day_and_another_role_have_sql_of_their_own(standing, monkeypatch):
    asked = Asked()
    with standing.inside():
        list(what_waits(asked, standing.colleague))
        list(what_waits(asked, dataclasses.replace(standing.colleague, roles=frozenset({"lawyer"}))))
        assert asked.for_ids == [SOMEBODY] * 2
        tomorrow = clock.today() + dt.timedelta(days=1)
        monkeypatch.setattr("naast.kernel.clock.today", lambda: tomorrow)
        list(what_waits(asked, standing.colleague))
        assert asked.for_ids == [SOMEBODY] * 3


def test_what_nobody_can_have_and_outside_a_municipality(standing):
    def nothing(_actor: Actor) -> QuerySet[Case]:
        return Case.objects.none()

    with standing.inside():
        assert list(what_waits(nothing, standing.worker)) == []
    with pytest.raises(RuntimeError, match="inside a municipality"):
        list(what_waits(Asked(), standing.worker))


def lines(actor: Actor) -> QuerySet[Case]:
    rows: QuerySet[Case] = Case.objects.visible_to(actor).order_by("id")
    return rows.values_list("id", "is_practice", "opened_on", "closed_on", "resident__family_name")


def test_lines_are_as_the_query_itself_answers(standing):
    """Also the second time, of somebody else, and in the other municipality."""
    with standing.inside():
        for actor in [standing.worker, *standing.strangers, standing.resident, standing.worker]:
            assert lines_waiting(lines, actor) == list(lines(actor)), actor
        assert lines_waiting(lines, standing.worker)


def test_the_database_keeps_the_plan(standing):
    """And only of these questions: what Django asks by itself is planned each time."""
    with standing.inside():
        list(lines(standing.worker))
        assert not _planned()
        lines_waiting(lines, standing.worker)
        assert len(_planned()) == 1
        lines_waiting(lines, standing.colleague)
        assert len(_planned()) == 1


def test_what_is_asked_can_be_read_in_what_django_notes_of_queries(standing):
    with standing.inside(), CaptureQueriesContext(connection) as noted:
        lines_waiting(lines, standing.worker)
    assert [query["sql"].partition(" ")[0] for query in noted.captured_queries] == ["SELECT"]


def _planned() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements WHERE statement LIKE '%people_case%'")
        return [row[0] for row in cursor.fetchall()]
