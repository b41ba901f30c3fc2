"""Law texts fetched by the worker: who may ask, what is kept and reported, what a hostile register gets."""

from __future__ import annotations

import datetime as dt
import hashlib
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import translation
from procrastinate.contrib.django.models import ProcrastinateJob

from naast.connect import tasks
from naast.connect.law_texts import asking
from naast.connect.law_texts.asking import ask_texts, last_fetch
from naast.connect.models import LawFetch, LawFetchLine
from naast.kernel import actors
from naast.kernel.errors import Invalid, NotAllowed
from naast.kernel.models.audit import AuditEvent
from naast.weigh import actions as weigh
from naast.weigh import queries, register_queries
from naast.weigh.models import LawText, LegalRow

from .files import TODAYS, law, rule
from .register import served, whole

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 22)
PAGE, FETCH, FETCHING = "connect:law_texts", "connect:fetch_law_texts", "connect:fetching_law_texts"
TEXT = f"/bwb/BWBR9990001/{TODAYS}/xml/BWBR9990001_{TODAYS}.xml"
RULE = "/cvdr/CVDR999001/2/xml/CVDR999001_2.xml"


@pytest.fixture
def register(settings):
    with served() as found:
        settings.NAAST_LAW_REPOSITORY = found.address
        yield found


@pytest.fixture
def keeper(standing):
    return standing.add_staff("Anna Administrator", "administrator")


@pytest.fixture
def lawyer(standing):
    return standing.add_staff("Lara Lawyer", "lawyer")


def add_rows(lawyer):
    """A row of the law and one of the rule of these tests."""
    for number, law_name in (("BWBR9990001", "Oefenwet appels tellen"), ("CVDR999001", "Oefenverordening")):
        weigh.add_row(
            actor=lawyer,
            columns={
                "law": law_name,
                "bwb_id": number,
                "article": "1",
                "kind": "hardship",
                "allows_nl": "Er mag worden afgeweken.",
                "allows_en": "One may depart from it.",
                "question_nl": "Is dat zo?",
                "question_en": "Is that so?",
            },
            why="om te oefenen",
        )


def worked(standing, actor, law_id=""):
    """Ask, have the worker do it, and read what came of it."""
    with standing.inside():
        number = ask_texts(actor=actor, on=TODAY, law_id=law_id)
    tasks.fetch_law_texts(municipality_id=standing.municipality.pk, fetch_id=number)
    with standing.inside():
        return last_fetch()


def numbers(lines):
    return [line.law_id for line in lines]


def test_the_texts_of_the_library_are_fetched_and_kept_with_hash_and_time(standing, keeper, lawyer, register):
    with standing.inside():
        add_rows(lawyer)
        assert register_queries.laws_to_fetch() == ["BWBR9990001", "CVDR999001"]
    last = worked(standing, keeper)
    assert numbers(last.fetched) == ["BWBR9990001", "CVDR999001"] and last.done == last.laws == 2
    assert (last.asked_by, last.state, last.on) == ("Anna Administrator", LawFetch.READY, TODAY)
    with standing.inside():
        row = LawText.objects.get(law_id="BWBR9990001")
        assert bytes(row.raw) == law() and row.sha256 == hashlib.sha256(law()).hexdigest()
        assert row.kept_at is not None and row.label == TODAYS and row.kept_by_id is None
        asked = AuditEvent.objects.get(verb="connect.ask_texts")
        assert asked.actor_id == keeper.id and asked.detail == {"laws": 2}


def test_once_more_changes_nothing_and_says_so(standing, keeper, register):
    worked(standing, keeper, "BWBR9990001")
    last = worked(standing, keeper, "BWBR9990001")
    assert numbers(last.unchanged) == ["BWBR9990001"] and not last.fetched and not last.refused
    with standing.inside():
        assert LawText.objects.count() == 1


def test_what_is_wrong_with_one_law_stops_no_other_and_nothing_of_it_is_kept(
    standing, keeper, lawyer, register
):
    with standing.inside():
        add_rows(lawyer)
    register.files[TEXT] = b'<!DOCTYPE a [<!ENTITY b "c">]>' + law()
    last = worked(standing, keeper)
    assert numbers(last.refused) == ["BWBR9990001"] and "DOCTYPE" in last.refused[0].why
    assert numbers(last.fetched) == ["CVDR999001"]
    with standing.inside():
        assert list(LawText.objects.values_list("law_id", flat=True)) == ["CVDR999001"]


def test_a_row_is_marked_once_the_article_that_a_lawyer_read_has_changed(standing, keeper, lawyer, register):
    with standing.inside():
        add_rows(lawyer)
    worked(standing, keeper)
    with standing.inside():
        row = LegalRow.objects.get(bwb_id="CVDR999001")
        signed = weigh.check_row(actor=lawyer, row_id=row.pk)
        assert not queries.law_row(signed.pk).changed
    words = "".join(part["words"] for part in _parts(standing))[:20].encode()
    assert words in rule(2)
    register.files[RULE] = rule(2).replace(words, b"Voortaan anders. ")
    assert numbers(worked(standing, keeper, "CVDR999001").fetched) == ["CVDR999001"]
    with standing.inside():
        assert queries.law_row(signed.pk).changed


def _parts(standing):
    with standing.inside():
        article = LawText.objects.get(law_id="CVDR999001").articles.get(number="1")
        return [{"words": part[2]} for part in article.parts if part[2]]


def test_when_nobody_answers_the_others_are_not_tried(standing, keeper, settings):
    with served() as gone:
        settings.NAAST_LAW_REPOSITORY = gone.address
    with standing.inside():
        number = ask_texts(actor=keeper, on=TODAY, law_id="BWBR9990001")
        LawFetch.objects.filter(pk=number).update(laws=[f"BWBR999000{n}" for n in range(5)])
    with served() as again:
        tasks.fetch_law_texts(municipality_id=standing.municipality.pk, fetch_id=number)
        assert again.asked == []
    with standing.inside():
        last = last_fetch()
    assert len(last.refused) == 5 and last.state == LawFetch.READY


def test_an_unsafe_address_fetches_nothing(standing, keeper, settings):
    settings.NAAST_LAW_REPOSITORY = "http://register.example"
    last = worked(standing, keeper, "BWBR9990001")
    assert last.has_failed and last.done == 0
    page = standing.client(keeper).get(reverse(PAGE)).content.decode()
    assert "Dit is niet gelukt" in page


def test_a_worker_that_was_killed_goes_on_where_it_was(standing, keeper, register):
    with standing.inside():
        number = ask_texts(actor=keeper, on=TODAY, law_id="BWBR9990001")
        asked = LawFetch.objects.get(pk=number)
        LawFetch.objects.filter(pk=number).update(laws=["BWBR9990001", "CVDR999001"])
        LawFetchLine(
            fetch=asked, law_id="BWBR9990001", outcome="fetched", title="Oefenwet", label=TODAYS
        ).save()
    tasks.fetch_law_texts(municipality_id=standing.municipality.pk, fetch_id=number)
    assert not any("BWBR9990001" in path for path in register.asked)
    tasks.fetch_law_texts(municipality_id=standing.municipality.pk, fetch_id=number)
    with standing.inside():
        last = last_fetch()
    assert numbers(last.fetched) == ["BWBR9990001", "CVDR999001"] and last.state == LawFetch.READY


def test_asked_twice_it_is_one_and_one_job_with_ids_only(standing, keeper, lawyer):
    with standing.inside():
        first = ask_texts(actor=keeper, on=TODAY, law_id="BWBR9990001")
        assert ask_texts(actor=lawyer, on=TODAY, law_id="BWBR9990001") == first
    jobs = [job.args for job in ProcrastinateJob.objects.filter(task_name="connect.fetch_law_texts")]
    assert jobs == [{"municipality_id": standing.municipality.pk, "fetch_id": first}]


def test_after_hours_without_a_worker_it_can_be_asked_again(standing, keeper, monkeypatch):
    with standing.inside():
        first = ask_texts(actor=keeper, on=TODAY, law_id="BWBR9990001")
        monkeypatch.setattr(asking, "LOST_AFTER", dt.timedelta(0))
        second = ask_texts(actor=keeper, on=TODAY, law_id="BWBR9990001")
        assert second != first
        assert LawFetch.objects.get(pk=first).state == LawFetch.FAILED


@pytest.mark.parametrize("number", ["BWBR1", "wet", "../manifest", "CVDR12_1", "‮BWBR9990001"])
def test_what_is_no_number_is_refused_at_its_field_and_stays_typed(standing, keeper, number):
    with standing.inside(), pytest.raises(Invalid) as refused:
        ask_texts(actor=keeper, on=TODAY, law_id=number)
    assert refused.value.field == "law"
    answer = standing.client(keeper).post(reverse(FETCH), {"law": number})
    page = answer.content.decode()
    assert answer.status_code == 422 and f'value="{number}"' in page and "BWBR0005537" in page
    with standing.inside():
        assert LawFetch.objects.count() == 0


@pytest.mark.parametrize("number", ["CVDR999001", "BWBR1"])
def test_what_is_asked_while_another_is_busy_is_said_and_stays_typed(standing, keeper, lawyer, number):
    with standing.inside():
        first = ask_texts(actor=keeper, on=TODAY, law_id="BWBR9990001")
        for other in ({"law_id": number}, {"law_id": "BWBR9990001", "on": TODAY - dt.timedelta(days=1)}):
            with pytest.raises(Invalid) as refused:
                ask_texts(**({"actor": lawyer, "on": TODAY} | other))
            assert refused.value.field == "law"
    answer = standing.client(keeper).post(reverse(FETCH), {"law": number})
    page = answer.content.decode()
    assert answer.status_code == 422 and f'value="{number}"' in page and 'aria-invalid="true"' in page
    assert ("Vraag dit opnieuw" in page) == (number == "CVDR999001")
    with standing.inside():
        assert list(LawFetch.objects.values_list("pk", flat=True)) == [first], "nothing else was begun"


def test_a_library_without_numbers_has_nothing_to_fetch(standing, keeper):
    answer = standing.client(keeper).post(reverse(FETCH), {"law": ""})
    assert answer.status_code == 422
    with standing.inside():
        assert LawFetch.objects.count() == 0


def test_only_an_administrator_and_who_keeps_the_library_may_ask(standing, keeper, lawyer, register):
    for actor in (standing.worker, standing.colleague):
        with standing.inside(), pytest.raises(NotAllowed):
            ask_texts(actor=actor, on=TODAY, law_id="BWBR9990001")
        assert standing.client(actor).post(reverse(FETCH), {"law": "BWBR9990001"}).status_code == 403
    assert standing.client(standing.resident).post(reverse(FETCH), {"law": "BWBR9990001"}).status_code == 404
    with standing.inside():
        assert LawFetch.objects.count() == 0
        for actor in (keeper, lawyer, actors.system(standing.municipality.pk)):
            assert asking.may_ask(actor)


def test_the_page_asks_once_and_tells_how_far_it_is(standing, keeper, register):
    client = standing.client(keeper)
    page = client.get(reverse(PAGE)).content.decode()
    assert reverse(FETCH) in page and 'type="file"' not in page
    answer = client.post(reverse(FETCH), {"law": " bwbr9990001 "})
    assert answer.status_code == 302 and answer.url == reverse(PAGE) + "#ophalen"
    busy = client.get(reverse(PAGE)).content.decode()
    assert reverse(FETCHING) in busy and reverse(FETCH) not in busy
    assert client.get(reverse(FETCHING)).status_code == 200
    with standing.inside():
        number = LawFetch.objects.get().pk
    tasks.fetch_law_texts(municipality_id=standing.municipality.pk, fetch_id=number)
    assert client.get(reverse(FETCHING)).status_code == 286
    done = client.get(reverse(PAGE)).content.decode()
    assert "Oefenwet appels tellen" in done and reverse(FETCH) in done and "Anna Administrator" in done
    reader = standing.client(standing.worker).get(reverse(PAGE)).content.decode()
    assert "Anna Administrator" in reader and reverse(FETCH) not in reader


def test_another_municipality_sees_nothing_of_it(standing, keeper, register):
    worked(standing, keeper, "BWBR9990001")
    with standing.inside(standing.other):
        assert last_fetch() is None and LawText.objects.count() == 0
    page = standing.client(standing.outsider).get(reverse(PAGE)).content.decode()
    assert "Oefenwet" not in page and "Anna Administrator" not in page


def test_the_words_of_a_hostile_register_are_text_on_the_page(standing, keeper, register):
    register.files[TEXT] = law().replace(b"Oefenwet appels tellen", b"&lt;script&gt;alert(1)&lt;/script&gt;")
    worked(standing, keeper, "BWBR9990001")
    page = standing.client(keeper).get(reverse(PAGE)).content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page


def test_reasons_are_in_the_language_of_who_asked(standing, keeper, register):
    register.answers[TEXT] = whole(b"", 404)
    with translation.override("en"):
        assert "does not have this file" in worked(standing, keeper, "BWBR9990001").refused[0].why
    with translation.override("nl"):
        assert "heeft dit bestand niet" in worked(standing, keeper, "BWBR9990001").refused[0].why


def refused_by_the_database(constraint, action):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        action()


def test_the_database_refuses_a_report_that_says_nothing_and_a_text_without_its_fingerprint(
    standing, keeper, register
):
    worked(standing, keeper, "BWBR9990001")
    with standing.inside():
        fetch = LawFetch.objects.get()
        says_why = "connect_lawfetchline_says_why"
        for line in (
            LawFetchLine(fetch=fetch, law_id="A", outcome="refused"),
            LawFetchLine(fetch=fetch, law_id="A", outcome="fetched"),
            LawFetchLine(fetch=fetch, law_id="A", outcome="found", label="x"),
        ):
            refused_by_the_database(says_why, line.save)
        again = LawFetchLine(fetch=fetch, law_id="BWBR9990001", outcome="refused", why="x")
        refused_by_the_database("connect_lawfetchline_once", again.save)
        refused_by_the_database(
            "connect_lawfetch_ended", lambda: LawFetch(on=TODAY, laws=[], state="ready").save()
        )
        kept = LawText.objects.get()
        kept.pk, kept.label = None, "other"
        for name, value in (("sha256", ""), ("sha256", "0" * 64), ("raw", b"other"), ("size", 1)):
            standing_value = getattr(kept, name)
            setattr(kept, name, value)
            refused_by_the_database("weigh_lawtext_fingerprint", lambda: kept.save(force_insert=True))
            setattr(kept, name, standing_value)
            kept.pk = None
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('connect_lawfetchline', 'UPDATE')")
        assert cursor.fetchone() == (False,)


def test_the_command_fetches_and_names_what_is_refused(standing, register):
    slug = standing.municipality.slug
    out, wrong = StringIO(), StringIO()
    call_command("fetch_law_texts", "BWBR9990001", municipality=slug, on=TODAY, stdout=out, stderr=wrong)
    call_command("fetch_law_texts", municipality=slug, on=TODAY, stdout=out, stderr=wrong)
    assert out.getvalue() == f"fetched: BWBR9990001 {TODAYS}\nunchanged: BWBR9990001 {TODAYS}\n"
    register.answers[TEXT] = whole(b"", 500)
    with pytest.raises(CommandError, match="1 laws are refused"):
        call_command("fetch_law_texts", "BWBR9990001", municipality=slug, on=TODAY, stdout=out, stderr=wrong)
    assert "refused: BWBR9990001: " in wrong.getvalue() and "500" in wrong.getvalue()
    with pytest.raises(CommandError, match="LAW: "):
        call_command("fetch_law_texts", "nergens", municipality=slug)
    with pytest.raises(CommandError, match="nergens"):
        call_command("fetch_law_texts", municipality="nergens")
    with standing.inside():
        ask_texts(actor=standing.add_staff("Lara Lawyer", "lawyer"), on=TODAY, law_id="BWBR9990001")
    with pytest.raises(CommandError, match="Lara Lawyer asked"):
        call_command("fetch_law_texts", "BWBR9990001", municipality=slug, on=TODAY)
