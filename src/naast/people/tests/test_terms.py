"""The municipality's own retention terms: why and by whose decision, written down by the administrator."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.urls import reverse

from naast.kernel import clock
from naast.kernel.errors import NotAllowed, NotVisible, Stale
from naast.kernel.models import AuditEvent, RetentionTerm
from naast.people import actions, queries

PATH = "/beheer/bewaartermijnen/"
GIVEN = {"years": "7", "because": "Selectielijst, regel 11", "decided_by": "het college, 3 november"}


@pytest.fixture
def boss(standing):
    cache.clear()
    return standing.add_staff("Ada Admin", "administrator")


def sent(**changes):
    return {"ground": "participatiewet", "version": "0", **GIVEN, **changes}


def year_of_a_new_case(standing, law="participatiewet"):
    with standing.inside():
        person = actions.add_person(actor=standing.worker, given_name="Bo")
        case = actions.open_case(actor=standing.worker, person_id=person.pk, law=law, intake_kind="report")
        return case.destroy_on.year - clock.today().year


def test_an_own_term_counts_at_once_for_what_is_made_from_now_on(
    standing, boss, django_capture_on_commit_callbacks
):
    browser = standing.client(boss)
    assert year_of_a_new_case(standing) == 10
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post(PATH, sent()).status_code == 302
    assert year_of_a_new_case(standing) == 7
    assert year_of_a_new_case(standing, "wgs") == 10
    page = browser.get(PATH).content.decode()
    assert "Selectielijst, regel 11" in page and "het college, 3 november" in page
    with standing.inside():
        row = RetentionTerm.objects.get()
        event = AuditEvent.objects.get(verb="people.set_own_years")
        assert event.detail == {"ground": "participatiewet", "years": 7, "before": None}
        assert event.actor_id == boss.id
        assert row.events.count() == 1
    with standing.inside(standing.other):
        assert not RetentionTerm.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        emptied = sent(version="1", years="", because="", decided_by="")
        assert browser.post(PATH, emptied).status_code == 302
    assert year_of_a_new_case(standing) == 10


def test_what_stands_keeps_its_date_until_it_changes(standing, boss, django_capture_on_commit_callbacks):
    with standing.inside():
        person = actions.add_person(actor=standing.worker, given_name="Bo")
        case = actions.open_case(actor=standing.worker, person_id=person.pk, law="wgs", intake_kind="report")
        before = case.destroy_on
    with django_capture_on_commit_callbacks(execute=True), standing.inside():
        actions.set_own_years(actor=boss, ground="wgs", years=5, because="lijst", decided_by="college")
    with standing.inside():
        case.refresh_from_db()
        assert case.destroy_on == before
        case.save(update_fields=["is_practice"])
        case.refresh_from_db()
        assert before.year - case.destroy_on.year == 5


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ({"years": "0"}, "participatiewet_years"),
        ({"years": "101"}, "participatiewet_years"),
        ({"years": "-3"}, "participatiewet_years"),
        ({"years": "zeven"}, "participatiewet_years"),
        ({"years": "9" * 5000}, "participatiewet_years"),
        ({"years": ""}, "participatiewet_years"),
        ({"because": ""}, "participatiewet_because"),
        ({"because": "x" * 301}, "participatiewet_because"),
        ({"decided_by": " "}, "participatiewet_decided_by"),
        ({"ground": "wmo"}, None),
        ({"ground": "koninkrijk"}, None),
        ({"version": "x"}, None),
    ],
)
def test_bad_input_is_named_and_what_was_typed_comes_back(standing, boss, typed, named):
    answer = standing.client(boss).post(PATH, sent(**typed))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "data-form-errors" in page
    if named:
        assert f'href="#{named}"' in page
        assert "het college, 3 november" in page or "decided_by" in typed
    with standing.inside():
        assert not RetentionTerm.objects.exists()


def test_sent_twice_is_kept_once_and_who_comes_second_is_told(standing, boss):
    browser = standing.client(boss)
    for _click in range(2):
        assert browser.post(PATH, sent()).status_code == 302
    answer = browser.post(PATH, sent(years="9"))
    assert answer.status_code == 409
    assert "het college, 3 november" in answer.content.decode()
    with standing.inside():
        row = RetentionTerm.objects.get()
        assert (row.years, row.version) == (7, 1)
        assert AuditEvent.objects.filter(verb="people.set_own_years").count() == 1
        with pytest.raises(Stale):
            actions.set_own_years(
                actor=boss, ground="participatiewet", years=None, because="", decided_by="", base_version=4
            )


def test_only_the_administrator_and_not_against_the_law(standing, boss):
    given = {"years": 9, "because": "lijst", "decided_by": "college"}
    for actor in (standing.worker, standing.outsider, standing.resident):
        assert standing.client(actor).get(PATH).status_code == 404
        assert standing.client(actor).post(PATH, sent()).status_code == 404
    with standing.inside():
        with pytest.raises(NotAllowed):
            actions.set_own_years(actor=standing.worker, ground="wgs", **given)
        with pytest.raises(NotVisible):
            actions.set_own_years(actor=boss, ground="wmo", **given)
        terms = {term.ground: term for term in queries.keeping_terms()}
    assert (terms["jeugdwet"].years, terms["jeugdwet"].source) == (20, "Jeugdwet 7.3.8 lid 3")
    assert (terms["wgs"].years, terms["wgs"].source, terms["wgs"].version) == (10, "", 0)


def test_the_accounts_lead_to_the_page_and_it_asks_little(standing, boss, django_assert_max_num_queries):
    browser = standing.client(boss)
    assert f'href="{reverse("people:terms")}"' in browser.get(reverse("people:accounts")).content.decode()
    browser.get(PATH)
    # the tests' own reset (1); session, account, membership (3); transaction (2); scopes (2); actor (2);
    # terms (1)
    with django_assert_max_num_queries(11):
        browser.get(PATH)
