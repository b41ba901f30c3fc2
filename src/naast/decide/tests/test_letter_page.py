"""The page of a letter: seen before it leaves, on the page and as PDF; and the pages of the post."""

from __future__ import annotations

import datetime as dt
import io

import pikepdf
import pytest
from tests.mailbox import files

from naast.decide import actions, queries
from naast.decide.documents import typesetting
from naast.decide.models import Dispatch, Document
from naast.kernel import clock
from naast.kernel.errors import NotVisible
from naast.people import actions as people

from .leaving_house import ADDRESS, chose_mail, decided, queue
from .test_papers import assert_accessible, letter, pages_text

__all__ = ["decided", "files"]


def path(decided) -> str:
    return f"/casus/{decided.case_id}/besluit/{decided.decision_id}/brief/"


def overview(decided) -> str:
    return f"/casus/{decided.case_id}/besluit/"


def letters(decided) -> int:
    with decided.inside():
        return Document.objects.filter(kind="letter").count()


def test_the_letter_is_seen_as_it_will_look_with_what_was_typed_and_nothing_leaves(decided):
    client = decided.standing.client(decided.worker)
    page = client.get(path(decided)).content.decode()
    assert "Wilma Worker is je vaste aanspreekpunt." in page and "Voorbeeldstraat 1" in page
    typed = {"why": "Omdat <b>jullie</b> bij elkaar horen.", "do": "preview", "address": "Dorpsplein 9"}
    answer = client.post(path(decided), typed)
    page = answer.content.decode()
    assert answer.status_code == 200 and page.count("Omdat &lt;b&gt;jullie&lt;/b&gt;") == 2
    assert "Dorpsplein 9" in page.partition("<article")[2]
    pdf = client.post(path(decided), typed | {"do": "pdf"})
    assert pdf["Content-Type"] == "application/pdf" and "no-store" in pdf["Cache-Control"]
    text = pages_text(pdf.content)
    assert "Proef: deze brief is nog niet verstuurd." in text
    assert "Omdat <b>jullie</b> bij elkaar horen." in text
    assert_accessible(pdf.content, "Besluit over je vraag")
    assert letters(decided) == 0
    too_long = client.post(path(decided), {"why": "x" * 6_001, "do": "pdf"})
    assert too_long.status_code == 422 and "x" * 6_001 in too_long.content.decode()


def test_a_letter_goes_from_the_page_to_the_queue_and_from_the_queue_to_the_post(decided):
    client = decided.standing.client(decided.worker)
    today = clock.today().isoformat()
    sent = {"way": "post", "address": "Dorpsplein 9\n1234 AB Proefdam", "why": "Zo.", "do": "send"}
    assert client.post(path(decided), sent).status_code == 302
    assert client.post(path(decided), sent).status_code == 302
    assert client.get(path(decided)).status_code == 302, "what waits is not written anew"
    with decided.inside():
        (row,) = Dispatch.objects.all()
    assert "Rosa" in client.get("/post/").content.decode()
    assert "terug/" in client.get(overview(decided)).content.decode()
    answer = client.post("/post/afdrukken/", {"letters": [row.pk], "day": today})
    assert answer.status_code == 302
    batch = client.get(f"/post/{today}/")
    one = client.get(f"/casus/{decided.case_id}/besluit/post/{row.pk}/")
    for pdf in (batch, one):
        assert pdf["Content-Type"] == "application/pdf"
        assert "Dorpsplein 9" in pages_text(pdf.content) and "Zo." in pages_text(pdf.content)
    posted = {"letters": [row.pk], "day": today}
    for _twice in range(2):
        assert client.post("/post/verzonden/", posted).status_code == 302
    assert letters(decided) == 1
    page = client.get(overview(decided)).content.decode()
    assert "Op de post gegaan op" in page and "gemeld door Wilma Worker" in page
    assert client.get(f"/post/{today}/").status_code == 404


def test_the_queue_says_what_is_wrong_and_keeps_what_was_chosen(decided):
    client = decided.standing.client(decided.worker)
    with decided.inside():
        number = queue(decided)
    today = clock.today()
    for wrong in (
        {},
        {"letters": [number], "day": "morgen"},
        {"letters": [number], "day": (today - dt.timedelta(days=1)).isoformat()},
        {"letters": [number + 999], "day": today.isoformat()},
    ):
        assert client.post("/post/afdrukken/", wrong).status_code == 422, wrong
    answer = client.post("/post/verzonden/", {"letters": [number], "day": today.isoformat()})
    assert answer.status_code == 422 and "is nog niet afgedrukt" in answer.content.decode()
    tomorrow = (today + dt.timedelta(days=1)).isoformat()
    assert client.post("/post/afdrukken/", {"letters": [number], "day": tomorrow}).status_code == 302
    assert client.post("/post/verzonden/", {"letters": [number], "day": tomorrow}).status_code == 422
    assert client.post("/post/verzonden/", {"letters": ["9" * 40], "day": "x"}).status_code == 422
    for nonsense in ("vandaag", "2026-13-40"):
        assert client.get(f"/post/{nonsense}/").status_code == 404
    assert letters(decided) == 0


def test_a_letter_is_taken_back_and_its_words_stand_on_the_page(decided):
    client = decided.standing.client(decided.worker)
    with decided.inside():
        number = queue(decided, parts={"why": "Zo is het."})
    answer = client.post(f"/casus/{decided.case_id}/besluit/post/{number}/terug/")
    assert answer.status_code == 302
    assert "Zo is het." in client.get(path(decided)).content.decode()


def test_mail_is_only_offered_to_whom_it_can_reach(decided, settings):
    settings.NAAST_SMTP_URL = "smtp+plain://127.0.0.1"
    client = decided.standing.client(decided.worker)
    assert 'value="mail"' not in client.get(path(decided)).content.decode()
    assert client.post(path(decided), {"way": "mail", "do": "send"}).status_code == 422
    with decided.inside():
        chose_mail(decided)
    assert 'value="mail"' in client.get(path(decided)).content.decode()
    settings.NAAST_SMTP_URL = ""
    assert 'value="mail"' not in client.get(path(decided)).content.decode(), "a file reaches nobody"
    settings.NAAST_SMTP_URL = "smtp+plain://127.0.0.1"
    assert client.post(path(decided), {"way": "mail", "do": "send"}).status_code == 302
    assert "wacht op de mailserver" in client.get(overview(decided)).content.decode()


def test_a_letter_that_came_back_is_noted_and_called_about_on_its_page(decided):
    with decided.inside():
        document_id = actions.send_letter(**decided.given, decision_id=decided.decision_id)
    client = decided.standing.client(decided.worker)
    page = f"/casus/{decided.case_id}/besluit/brief/{document_id}/terug/"
    today = clock.today().isoformat()
    assert client.post(page, {"back_on": "", "words": "verhuisd"}).status_code == 422
    answer = client.post(page, {"back_on": today, "words": "verhuisd <i>"}, follow=True)
    assert "verhuisd &lt;i&gt;" in answer.content.decode() and "called_on" in answer.content.decode()
    assert client.post(page, {"called_on": today, "words": ""}).status_code == 422
    answer = client.post(page, {"called_on": today, "words": "Ze haalt hem op."}, follow=True)
    assert "Ze haalt hem op." in answer.content.decode()
    assert client.get(page).status_code == 200
    with decided.inside():
        report = next(row for row in queries.letters_of(decided.case_id) if row.kind == "report")
    assert client.get(f"/casus/{decided.case_id}/besluit/brief/{report.id}/terug/").status_code == 404


@pytest.mark.parametrize("who", ["colleague", "outsider", "resident", "reader"])
def test_nobody_else_prints_posts_takes_back_or_notes(decided, who):
    with decided.inside():
        number = queue(decided)
        actions.print_letters(actor=decided.worker, dispatch_ids=[number], leaves_on=clock.today())
    other = decided.reader if who == "reader" else getattr(decided.standing, who)
    client = decided.standing.client(other)
    today = clock.today().isoformat()
    case = f"/casus/{decided.case_id}/besluit/"
    assert client.get(f"/post/{today}/").status_code in (302, 404)
    for place in (f"{case}post/{number}/", path(decided)):
        answer = client.get(place)
        assert answer.status_code in (302, 403, 404) and ADDRESS not in answer.content.decode()
    for place in (f"{case}post/{number}/terug/", "/post/verzonden/", "/post/afdrukken/"):
        assert client.post(place, {"letters": [number], "day": today}).status_code in (302, 403, 404, 422)
    page = client.get("/post/")
    assert page.status_code in (200, 302, 404) and ADDRESS not in page.content.decode()
    assert who == "resident" or "Rosa" not in page.content.decode(), "their own name stands above their page"
    with decided.inside():
        assert Dispatch.objects.get(pk=number).state == "waiting"


def test_the_resident_reads_that_a_letter_was_printed(decided):
    with decided.inside():
        number = queue(decided)
        actions.print_letters(actor=decided.worker, dispatch_ids=[number], leaves_on=clock.today())
    client = decided.standing.client(decided.worker)
    client.get("/post/")
    client.get(f"/casus/{decided.case_id}/besluit/post/{number}/")
    looks = decided.standing.client(decided.standing.resident).get("/map/wie-keek/").content.decode()
    assert "om af te drukken" in looks and "die op de post wachten" in looks


def test_an_address_is_kept_by_who_stands_beside_and_not_wiped_by_a_form_without_it(decided):
    client = decided.standing.client(decided.worker)
    client.post(path(decided), {"way": "paper", "do": "send"})
    with decided.inside():
        assert letters(decided) == 1
        (paper,) = [row for row in queries.letters_of(decided.case_id) if row.kind == "letter"]
        assert "Voorbeeldstraat 1" in pages_text(queries.file_of(decided.case_id, paper.id).clear_bytes())
    for other in decided.standing.strangers:
        with decided.inside(), pytest.raises(NotVisible):
            people.say_address(
                actor=other, case_id=decided.case_id, person_id=decided.standing.resident.id, address="x"
            )


def pages(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages)


def test_large_print_takes_more_paper_and_is_as_accessible():
    usual, large = letter(), letter(large_print=True)
    assert pages(large) > pages(usual)
    assert_accessible(large, "Besluit over je vraag")
    assert "Wilma Worker is je vaste aanspreekpunt." in pages_text(large)


def test_letters_in_one_file_each_begin_on_a_new_sheet():
    papers = [letter(), letter(large_print=True), letter(resident="Tweede")]
    batch = typesetting.together(papers)
    assert pages(batch) == sum(pages(paper) + pages(paper) % 2 for paper in papers)
    text = pages_text(batch)
    assert text.index("Beste Eveline,") < text.index("Beste Tweede,")
