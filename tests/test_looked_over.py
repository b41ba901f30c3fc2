"""Who stands on somebody's list of people sees that it was opened: once a day, not at every turn."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from naast.folder.looking import page_in_words
from naast.kernel import audit, clock
from naast.kernel.models import AuditEvent
from naast.people import actions
from naast.plan import actions as plan

pytestmark = pytest.mark.django_db
ADDRESS = "/mijn-mensen/"


@pytest.fixture
def cases(standing):
    """The worker's two cases."""
    with standing.inside():
        plan.write_perspective(
            actor=standing.worker, case_id=standing.case_id, perspective="Een eigen voordeur"
        )
        other = actions.add_person(actor=standing.worker, given_name="Buur")
        second = actions.open_case(
            actor=standing.worker, person_id=other.pk, law="wmo", intake_kind="report"
        ).pk
    return {standing.case_id, second}


def looks(standing):
    with standing.inside():
        return list(AuditEvent.objects.filter(verb="web.my_people").values_list("case_id", "actor_id"))


def test_the_list_is_noted_for_each_case_on_it_in_one_statement(standing, cases):
    browser = standing.client(standing.worker)
    with CaptureQueriesContext(connection) as captured:
        assert "Een eigen voordeur" in browser.get(ADDRESS).content.decode()
    written = [
        query["sql"] for query in captured if "INSERT INTO" in query["sql"] and "audit" in query["sql"]
    ]
    assert len(written) == 1
    assert sorted(looks(standing)) == sorted((case_id, standing.worker.id) for case_id in cases)
    seen = standing.client(standing.resident).get("/map/wie-keek/").content.decode()
    assert page_in_words("web.my_people") in seen and "Wilma Worker" in seen


def test_it_is_noted_once_a_day_and_again_when_somebody_is_new_on_it(standing, cases):
    browser = standing.client(standing.worker)
    for _twice in range(2):
        browser.get(ADDRESS)
    assert len(looks(standing)) == 2
    with clock.shifted(1):
        browser.get(ADDRESS)
        assert len(looks(standing)) == 4
        with standing.inside():
            third = actions.add_person(actor=standing.worker, given_name="Derde")
            actions.open_case(actor=standing.worker, person_id=third.pk, law="wmo", intake_kind="report")
        browser.get(ADDRESS)
        assert len(looks(standing)) == 7


def test_the_session_names_no_case(standing, cases):
    browser = standing.client(standing.worker)
    browser.get(ADDRESS)
    mark = browser.session["looked_over.web.my_people"]
    assert len(mark) == 64 and str(standing.case_id) != mark


def test_a_list_that_could_not_be_noted_is_not_shown_and_is_noted_the_next_time(standing, cases, monkeypatch):
    browser = standing.client(standing.worker)

    def fails(**_notes):
        raise RuntimeError("no room")

    with monkeypatch.context() as patched:
        patched.setattr(audit, "record_noted", fails)
        refused = browser.get(ADDRESS)
    assert refused.status_code == 503 and "voordeur" not in refused.content.decode()
    assert looks(standing) == []
    browser.get(ADDRESS)
    assert len(looks(standing)) == 2
