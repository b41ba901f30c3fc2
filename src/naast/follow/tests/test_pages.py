"""The pages of following: who may open them, what bad input keeps, and what they cost."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils.formats import date_format

from naast.follow import actions, queries
from naast.follow.models import CheckIn, Contact, Promise
from naast.kernel import clock
from naast.kernel.models import AuditEvent
from naast.people import queries as people
from naast.plan import actions as plan

pytestmark = pytest.mark.django_db
SECRET = "De sleutel ligt onder de mat"


@pytest.fixture
def pages(standing):
    with standing.inside():
        worker, case_id = standing.worker, standing.case_id
        promise = actions.promise(
            actor=worker, case_id=case_id, what=SECRET, due_on=clock.today() + dt.timedelta(days=2)
        )
        missed = actions.note_contact(
            actor=worker,
            case_id=case_id,
            channel="visit",
            person_id=standing.resident.id,
            took_place=False,
        )
        back = actions.check_in(actor=worker, case_id=case_id, words=SECRET)
    root = f"/casus/{case_id}/volgen/"
    return {
        "overview": root,
        "promise": f"{root}belofte/",
        "one_promise": f"{root}belofte/{promise.pk}/",
        "contact": f"{root}contact/",
        "hard": f"{root}contact/{missed.pk}/lastig/",
        "check_in": f"{root}terugkijken/met/{standing.resident.id}/",
        "looked_back": f"{root}terugkijken/{back.pk}/",
    }


PAGES = ("overview", "promise", "one_promise", "contact", "hard", "check_in", "looked_back")


@pytest.mark.parametrize("page", PAGES)
def test_the_own_worker_sees_it_and_the_look_is_kept(standing, pages, page):
    assert standing.client(standing.worker).get(pages[page]).status_code == 200
    with standing.inside():
        assert AuditEvent.objects.filter(kind="look", verb=f"follow.{page}").count() == 1


@pytest.mark.parametrize("page", [page for page in PAGES if page != "overview"])
def test_a_refused_form_shows_the_case_so_it_is_a_look(standing, pages, page):
    wrong = {"words": "lang" * 9_000, "what": "", "do": "move", "due_on": "gisteren"}
    assert standing.client(standing.worker).post(pages[page], wrong).status_code == 422
    with standing.inside():
        assert AuditEvent.objects.filter(kind="look", verb=f"follow.{page}").count() == 1


@pytest.mark.parametrize("page", PAGES)
def test_strangers_find_nothing_and_read_nothing(standing, pages, page):
    for stranger in (*standing.strangers, standing.resident):
        for method in ("get", "post"):
            answer = getattr(standing.client(stranger), method)(pages[page], {"words": "x"})
            assert answer.status_code == 404
            # The resident's own name stands in the head of their own pages.
            own = stranger == standing.resident
            for word in (SECRET, *([] if own else ["Proefpersoon"])):
                assert word not in answer.content.decode()


def test_the_overview_costs_the_same_with_more_on_it(standing, pages, django_assert_max_num_queries):
    client = standing.client(standing.worker)
    # session, account, membership, actor and scope 8 · case 1 · head and menu 9 · people 2 · promises 2 ·
    # contacts 1 · looking back 2 · scope closed and the look in its own transaction 7
    with django_assert_max_num_queries(32) as before:
        client.get(pages["overview"])
    with standing.inside():
        for _one in range(4):
            actions.promise(actor=standing.worker, case_id=standing.case_id, what="x", due_on=clock.today())
            actions.note_contact(actor=standing.worker, case_id=standing.case_id, channel="app")
            actions.check_in(actor=standing.worker, case_id=standing.case_id, words="goed")
    with django_assert_max_num_queries(len(before)):
        client.get(pages["overview"])


def test_a_promise_is_made_kept_and_moved(standing, pages):
    client = standing.client(standing.worker)
    day = (clock.today() + dt.timedelta(days=5)).isoformat()
    assert client.post(pages["promise"], {"what": "Ik bel", "due_on": day, "by": ""}).status_code == 302
    moved = client.post(pages["one_promise"], {"do": "move", "due_on": day, "version": 1})
    assert moved.status_code == 302
    stale = client.post(pages["one_promise"], {"do": "move", "due_on": day, "version": 1})
    assert stale.status_code == 409 and day in stale.content.decode()
    for _twice in range(2):
        assert client.post(pages["one_promise"], {"do": "keep", "words": "gelukt"}).status_code == 302
    with standing.inside():
        assert [row.kept_words for row in queries.promises_of(standing.case_id, kept=True)] == ["gelukt"]


@pytest.mark.parametrize(
    "data",
    [
        {"what": "", "due_on": "2099-01-01"},
        {"what": "bewaar mij", "due_on": "gisteren"},
        {"what": "bewaar mij", "due_on": "2020-01-01"},
        {"what": "bewaar mij" * 40, "due_on": "2099-01-01"},
        {"what": "bewaar mij", "due_on": "2099-01-01", "by": "staff-999999"},
    ],
)
def test_a_promise_that_cannot_be_keeps_what_was_typed(standing, pages, data):
    answer = standing.client(standing.worker).post(pages["promise"], data)
    assert answer.status_code == 422
    assert not data["what"] or "bewaar mij" in answer.content.decode()
    with standing.inside():
        assert Promise.objects.count() == 1


def test_a_missed_appointment_opens_one_question_and_nothing_else(standing, pages):
    client = standing.client(standing.worker)
    data = {"channel": "office", "person": standing.resident.id, "took_place": "no"}
    sent = client.post(pages["contact"], data)
    assert sent.status_code == 302 and sent.url.endswith("/lastig/")
    page = client.get(sent.url).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert main.count("<textarea") == 1 and "<select" not in main and 'type="radio"' not in main
    assert client.post(sent.url, {"words": "De bus reed niet."}).status_code == 302
    assert client.post(sent.url, {}).status_code == 302
    too_long = client.post(sent.url, {"words": "lang" * 1_251})
    assert too_long.status_code == 422 and "langlang" in too_long.content.decode()


def test_a_contact_without_a_channel_keeps_the_words(standing, pages):
    client = standing.client(standing.worker)
    future = (clock.today() + dt.timedelta(days=1)).isoformat()
    for data in ({}, {"channel": "duif"}, {"channel": "phone", "on_day": future}):
        answer = client.post(pages["contact"], {"took_place": "yes", "words": "Bewaar dit", **data})
        assert answer.status_code == 422 and "Bewaar dit" in answer.content.decode()
    with standing.inside():
        assert Contact.objects.count() == 1


def test_looking_back_needs_words_and_only_words(standing, pages):
    client = standing.client(standing.worker)
    empty = client.post(pages["check_in"], {"words": "  ", "helped": "partly"})
    assert empty.status_code == 422 and 'value="partly"' in empty.content.decode()
    assert client.post(pages["check_in"], {"words": "x", "helped": "9"}).status_code == 422
    assert client.post(pages["check_in"], {"words": "Het gaat."}).status_code == 302
    with standing.inside():
        assert CheckIn.objects.filter(words="Het gaat.", helped="").count() == 1


def test_the_next_looking_back_is_promised_from_the_last(standing, pages):
    client = standing.client(standing.worker)
    assert client.post(pages["looked_back"], {"due_on": "2020-01-01"}).status_code == 422
    assert client.post(pages["looked_back"], {"due_on": ""}).status_code == 422
    day = clock.today() + dt.timedelta(days=1)
    assert client.post(pages["looked_back"], {"due_on": day.isoformat()}).status_code == 302
    with standing.inside():
        assert queries.next_promises([standing.case_id])[standing.case_id].is_check_in


def test_what_belongs_to_another_case_is_no_page_of_this_one(standing, pages):
    from naast.people import actions as people

    with standing.inside():
        person = people.add_person(actor=standing.worker, given_name="Ander")
        other = people.open_case(actor=standing.worker, person_id=person.pk, law="wmo", intake_kind="report")
    client = standing.client(standing.worker)
    for page in ("one_promise", "hard", "check_in", "looked_back"):
        wrong = pages[page].replace(f"/casus/{standing.case_id}/", f"/casus/{other.pk}/")
        assert client.get(wrong).status_code == 404, page
        assert client.post(wrong, {"words": "x", "do": "keep", "due_on": "2099-01-01"}).status_code == 404, (
            page
        )


def test_then_is_the_day_of_the_agreement_and_not_the_day_it_should_be_ready(standing, pages):
    ready = clock.today() + dt.timedelta(days=200)
    given = {"actor": standing.worker, "case_id": standing.case_id}
    with standing.inside():
        plan.write_perspective(**given, perspective="Ik woon op mezelf.")
        plan.add_goal(**given, words="Een eigen sleutel", by_when=ready)
        before = queries.agreed_on(
            people.case_for(standing.worker, standing.case_id), standing.resident.id, clock.today()
        )
        plan.agree(**given)
    assert before is None
    page = standing.client(standing.worker).get(pages["check_in"])
    assert page.context["agreed_on"] == clock.today()
    words = page.content.decode()
    then = words.split('class="naast-thennow__when">')[1].split("<")[0]
    assert then == date_format(clock.today(), "j F Y") and f"klaar op {date_format(ready, 'j F Y')}" in words
